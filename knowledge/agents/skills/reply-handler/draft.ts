import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import { languageOf } from "#knowledge/core/reasoning/language.ts";
import type { ObjectionKind } from "#knowledge/core/reasoning/objections.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import { type Ask, isDelivery, type Moves } from "./moves.ts";
import { type NextQuestion, nextQuestion } from "./next-question.ts";
import { ANSWERS, type Answer, FACTUAL, FACTUAL_TOGETHER, TOPIC_LABELS } from "./topics.ts";

/** Longer mails are not read to their end, and hide what is asked. */
export const DRAFT_CHARS_MAX = 1_800;

export type Draft = { readonly subject: string; readonly body: string; readonly why: string };

/** Long quotes are cut first when a mail with many asks would grow too long. */
const QUOTES_CHARS: readonly number[] = [140, 70, 36];

/** One mail: greeting, what we heard, each ask, the objection, one question, one next step. */
export function draftReply(input: SkillInput, contact: DealContact, moves: Moves): Draft {
	const question = asksBack(moves) ? nextQuestion(input, moves.answered) : null;
	const replies = repliesTo(moves.asks);
	const objected = objection(moves);
	const next = nextStep(moves, question);
	const write = (quoteChars: number) =>
		[
			greeting(contact),
			opening(moves),
			...(moves.objections.some((each) => each.kind === "complaint")
				? [objected.says, answers(moves.asks, replies, quoteChars)]
				: [answers(moves.asks, replies, quoteChars), objected.says]),
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
	return {
		subject: subjectOf(input),
		body,
		why: whyOf(
			input,
			moves,
			question,
			[...new Set(commits)].filter((each) => each !== ""),
		),
	};
}

/** Who says no, is angry, argues a contract, or wants to be left alone is not asked to help us qualify. */
const asksBack = (moves: Moves): boolean =>
	!moves.refuses &&
	!moves.asks.some((ask) => ask.topic === "silence") &&
	!moves.objections.some((each) => each.kind === "complaint" || each.kind === "terms");

/** "Re: " once, whatever the language or the number of them that came in; one line, as headers are. */
export function subjectOf(input: SkillInput): string {
	// What a note of ours is called is not for the buyer to read.
	const subject = input.signal?.author === "buyer" ? input.signal.subject : null;
	const [before = ""] = (subject ?? "").split(/[\r\n]/, 1);
	const bare = before
		.replace(/^(?:\s{0,3}(?:re|aw|sv|antw|rv|fw|fwd|wg|tr)(?:\[\d{1,3}\])?\s?:)+/i, "")
		.replace(/\p{Cc}/gu, " ")
		.trim();
	return `Re: ${shortened(bare === "" ? input.deal.name : bare, 200)}`;
}

function greeting(contact: DealContact): string {
	const [first = ""] = contact.name
		.replace(/^(?:mrs?|ms|dr|prof)\.?\s/i, "")
		.trim()
		.split(/\s+/);
	// An address or a department in the place of a name is no one to say hello to.
	return /^\p{Lu}[\p{L}'’-]{1,30}$/u.test(first) &&
		!/^(?:info|sales|support|team|office|accounts|procurement)$/i.test(first)
		? `Hi ${first},`
		: "Hello,";
}

function opening(moves: Moves): string {
	if (moves.refuses) return "Thank you for telling me plainly. I will not press you on it.";
	if (moves.objections.some((each) => each.kind === "complaint")) return "Thank you for saying this so plainly.";
	if (moves.agrees && moves.asks.length === 0) return "Thank you, that is good news.";
	// A question from a note was not put in a mail to us.
	if (moves.asks.some((ask) => ask.text === "")) return "";
	if (moves.answered.length >= 3) return "Thank you for setting this out so clearly.";
	if (moves.asks.length > 1) return "Thank you for your mail. I will take your points in order.";
	if (moves.asks.length === 1) return "Thank you for your mail.";
	if (moves.promises.some(isDelivery)) return "Thank you, I will look out for it.";
	if (moves.promises.length > 0) return "Thank you for letting me know.";
	return "Thank you for the background.";
}

type Reply = { readonly asks: readonly Ask[]; readonly answer: Answer };

/** Asks with the same answer are answered once, and several questions of fact together. */
function repliesTo(asks: readonly Ask[]): readonly Reply[] {
	const together = asks.filter((ask) => FACTUAL.has(ask.topic)).length > 1;
	const groups = new Map<Answer, Ask[]>();
	for (const ask of asks) {
		const answer = together && FACTUAL.has(ask.topic) ? FACTUAL_TOGETHER : ANSWERS[ask.topic];
		groups.set(answer, [...(groups.get(answer) ?? []), ask]);
	}
	return [...groups].map(([answer, members]) => ({ answer, asks: members }));
}

/** What is owed, and by when they want it where they say so. */
function owedFor(reply: Reply, moves: Moves): string {
	const due = moves.dates.find(
		(date) =>
			date.relation === "by" &&
			reply.asks.some(
				(ask) => ask.start <= date.sentence.start + date.start && date.sentence.start + date.end <= ask.end,
			),
	);
	return due && DELIVERED.has(reply.answer)
		? `${reply.answer.commits} (wanted by ${due.phrase})`
		: reply.answer.commits;
}
/** "Can you hold the price until Friday?" names a day, and no day for our answer. */
const DELIVERED: ReadonlySet<Answer> = new Set([ANSWERS.price, ANSWERS.document, ANSWERS.account, ANSWERS.security]);

function answers(asks: readonly Ask[], replies: readonly Reply[], quoteChars: number): string {
	const [only] = replies;
	if (!only) return "";
	const [topic] = asks.filter((ask) => ask.text === "").map((ask) => ask.topic);
	if (topic)
		return `${topic === "other" ? "You raised a question with us." : `You raised a question about ${TOPIC_LABELS[topic]}.`} ${only.answer.says}`;
	const [first] = asks;
	if (first && asks.length === 1) return `You wrote: "${quoted(first.text, quoteChars)}" ${only.answer.says}`;
	return replies
		.map((each) => {
			const quotes = [...new Set(each.asks.map((ask) => `"${quoted(ask.text, quoteChars)}"`))];
			return `${quotes.map((quote) => `- ${quote}`).join("\n")}\n  ${each.answer.says}`;
		})
		.join("\n");
}

/** The buyer's own words, fit to stand between quotation marks. */
const quoted = (text: string, max: number): string => shortened(text.replace(/["“”]/g, "'"), max);

/** An acknowledgement owes nothing, unless a wrong has to be put right. */
const ACKNOWLEDGED: Readonly<Record<ObjectionKind, string>> = {
	price:
		"I hear you on the price. I would rather look at that openly with you now than leave it for the end: tell me which part weighs most.",
	timing:
		"I understand that the timing is not easy. Tell me what would have to change first, and we can plan around it.",
	risk: "I understand the concern, and it should be settled before you decide anything. Tell me what would settle it for you.",
	competitor:
		"It makes sense to weigh us against what you have and what else is out there, including where the others are stronger.",
	fit: "I take the point on fit. If it does not fit, it is better for both of us to say so now.",
	effort: "I understand the worry about effort. Before you decide, it should be clear which work would be yours.",
	authority:
		"I understand that you will have to carry this internally. Tell me what would help you most in that conversation.",
	terms: "I will take your remarks on the terms to our legal team and come back to you on each.",
	complaint: "I am sorry for the trouble this has caused you.",
};
const OWED: Partial<Record<ObjectionKind, string>> = { terms: "an answer of our legal team on each remark" };

const NOTHING: Answer = { says: "", commits: "" };

/** The two objections that a mail takes up; who refused, or asked for silence, is not asked to explain. */
const acknowledged = (moves: Moves): readonly ObjectionKind[] =>
	moves.refuses || moves.asks.some((ask) => ask.topic === "silence")
		? []
		: [...new Set(moves.objections.map((each) => each.kind))].filter((kind) => kind !== "refusal").slice(0, 2);

function objection(moves: Moves): Answer {
	const kinds = acknowledged(moves);
	const account = kinds.includes("complaint") && !moves.asks.some((ask) => ask.topic === "account");
	return {
		says: [...kinds.map((kind) => ACKNOWLEDGED[kind]), account ? ANSWERS.account.says : ""]
			.filter((each) => each !== "")
			.join(" "),
		commits: [...kinds.flatMap((kind) => OWED[kind] ?? []), ...(account ? [ANSWERS.account.commits] : [])].join("; "),
	};
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
function whyOf(input: SkillInput, moves: Moves, question: NextQuestion | null, commits: readonly string[]): string {
	const topics = [...new Set(moves.asks.map((ask) => TOPIC_LABELS[ask.topic]))].join(", ");
	const kinds = acknowledged(moves);
	const parts = [
		moves.asks.length > 0
			? `answers ${moves.asks.length === 1 ? "an ask" : `${moves.asks.length} asks`} (${topics})`
			: "",
		kinds.length > 0 ? `acknowledges an objection (${kinds.join(", ")})` : "",
		moves.refuses ? "accepts a refusal" : "",
		moves.agrees ? "takes up an agreement" : "",
		moves.promises.length > 0 ? "takes note of what the buyer promised" : "",
	].filter((each) => each !== "");
	if (parts.length === 0) parts.push("thanks for new information");
	if (question) parts.push(`asks about ${question.key.split(".")[1]?.replace("-", " ")}`);
	const does = parts.join("; ");
	const notes = [
		`${does.charAt(0).toUpperCase()}${does.slice(1)}.`,
		commits.length > 0
			? `By approving you commit to: ${commits.join("; ")}.`
			: "By approving you commit to nothing further.",
		moves.unanswered > 0 ? `Not taken up: ${moves.unanswered} more ${moves.unanswered === 1 ? "ask" : "asks"}.` : "",
		languageNote(input),
	];
	return shortened(notes.filter((each) => each !== "").join(" "), 400);
}

function languageNote(input: SkillInput): string {
	const { signal } = input;
	if (signal?.author !== "buyer") return "";
	const language = languageOf(signal.visible.map((span) => signal.text.slice(span.start, span.end)).join("\n"));
	return language === "English" ? "" : `Their mail is in ${language}; this draft is in English.`;
}
