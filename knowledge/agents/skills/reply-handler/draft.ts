import {
	answersText,
	NOTHING,
	objection,
	owedFor,
	QUOTES_CHARS,
	repliesTo,
	takesUp,
	unansweredNote,
} from "#knowledge/agents/writing/answers.ts";
import {
	asksBack,
	commitNote,
	firstNameOf,
	languageNote,
	opening,
	subjectOf,
	whyText,
} from "#knowledge/agents/writing/frame.ts";
import { isDelivery, type Moves } from "#knowledge/agents/writing/moves.ts";
import { type NextQuestion, nextQuestion } from "#knowledge/agents/writing/next-question.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";

/** Longer mails are not read to their end, and hide what is asked. */
export const DRAFT_CHARS_MAX = 1_800;

export type Draft = { readonly subject: string; readonly body: string; readonly why: string };

/** One mail: greeting, what we heard, each ask, the objection, one question, one next step. */
export function draftReply(input: SkillInput, contact: DealContact, moves: Moves): Draft {
	const question = asksBack(moves) ? nextQuestion(input, moves.answered) : null;
	const replies = repliesTo(moves.asks);
	const objected = objection(moves);
	const next = nextStep(moves, question);
	const first = firstNameOf(contact);
	const write = (quoteChars: number) =>
		[
			first === null ? "Hello," : `Hi ${first},`,
			opening(moves),
			...(moves.objections.some((each) => each.kind === "complaint")
				? [objected.says, answersText(moves.asks, replies, quoteChars)]
				: [answersText(moves.asks, replies, quoteChars), objected.says]),
			moves.refuses ? "If anything changes on your side, a line to me is enough." : "",
			question ? `One question from my side: ${question.text}` : "",
			next.says,
			`Best regards,\n${input.sender.name}\n${input.sender.organisation}`,
		]
			.filter((each) => each !== "")
			.join("\n\n");
	const bodies = QUOTES_CHARS.map(write);
	const body = bodies.find((each) => each.length <= DRAFT_CHARS_MAX) ?? bodies.at(-1) ?? "";
	const commits = [...replies.map((each) => owedFor(each, moves)), objected.commits, next.commits];
	return { subject: subjectOf(input), body, why: whyOf(input, moves, { question, commits }) };
}

function nextStep(moves: Moves, question: NextQuestion | null): Answer {
	if (!asksBack(moves)) return NOTHING;
	if (moves.asks.some((ask) => ask.topic === "meeting"))
		return {
			...NOTHING,
			says: question ? "If you prefer, we can take that up when we speak." : "I look forward to speaking with you.",
		};
	if (moves.agrees && moves.asks.length === 0)
		return {
			says: "I will send you the next steps in writing so that you can check them on your side.",
			commits: "the next steps in writing",
		};
	if (moves.asks.length === 0 && moves.promises.some(isDelivery))
		return { says: "Once it is here, I will read it and suggest how we go on.", commits: "reading what they send" };
	// A call on top of several written answers is one promise too many.
	if (moves.asks.length > 1) return NOTHING;
	return { ...NOTHING, says: "If a short call is easier than writing, tell me what suits you." };
}

/** What this mail does, what its sender will owe, and what it leaves out. */
function whyOf(
	input: SkillInput,
	moves: Moves,
	{ question, commits }: { question: NextQuestion | null; commits: readonly string[] },
): string {
	const does = takesUp(moves);
	return whyText({
		does: [
			...(does.length > 0 ? does : ["thanks for new information"]),
			question ? `asks about ${question.key.split(".")[1]?.replace("-", " ")}` : "",
		],
		notes: [commitNote(commits), unansweredNote(moves), languageNote(input)],
	});
}
