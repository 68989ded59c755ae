import { lookupOf } from "#knowledge/agents/writing/answered.ts";
import { answeredObjections, takesUp, unansweredNote } from "#knowledge/agents/writing/answers.ts";
import { answeredBy } from "#knowledge/agents/writing/deadline.ts";
import { asksToBid } from "#knowledge/agents/writing/direct.ts";
import { commitNote, firstNameOf, languageNote, subjectOf, whyText } from "#knowledge/agents/writing/frame.ts";
import { greetingOf, signOffOf } from "#knowledge/agents/writing/letter.ts";
import { nextQuestion } from "#knowledge/agents/writing/next-question.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import { judgeDraft } from "#knowledge/core/deal/judge-draft.ts";
import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import { NOTHING_TO_SELL } from "#knowledge/core/facts/offering.ts";
import { openParts } from "./parts.ts";
import { mayAskBack, type Reading } from "./reading.ts";
import { heard, settledParts } from "./settled.ts";

/** Longer mails are not read to their end, and hide what is asked. */
export const DRAFT_CHARS_MAX = 1_800;

export type Draft = { readonly subject: string; readonly body: string; readonly why: string };

/** One mail, as the mail that it answers wants it. */
export function draftReply(input: SkillInput, contact: DealContact, reading: Reading): Draft {
	const { moves } = reading;
	const does = takesUp({ ...moves, objections: answeredObjections(moves) }, reading.points.length);
	const parts = settledParts(input, reading) ?? openParts(input, reading, lookupOf(input));
	// Who is about to be met is asked then.
	const isMet =
		parts.some((each) => each.commits.includes("check the calendar")) ||
		reading.moves.asks.some((ask) => asksToBid(ask.text));
	const question = mayAskBack(reading) && !isMet ? nextQuestion(input, moves.answered) : null;
	const said = parts.length > 0 ? parts : heard(reading);
	const asked = question ? `One question from my side: ${question.text}` : "";
	const by = answeredBy(null);
	const plain: Answer = { says: `You will have our answer ${by}.`, commits: `an answer, ${by}` };
	const tries: readonly (readonly [readonly Answer[], string])[] = [
		[said, asked],
		[openSafe(input, reading), ""],
		[[plain], ""],
	];
	const drafts = tries.map(([all, last]): Draft => {
		const body = [
			greetingOf(input, contact, firstNameOf(contact)),
			...all.map((each) => each.says),
			last,
			signOffOf(input),
		];
		return {
			subject: subjectOf(input),
			body: body.filter((each) => each !== "").join("\n\n"),
			why: whyText({
				does: [
					...(does.length > 0 ? does : ["answers what they tell us"]),
					reading.situation.condition ? "repeats their condition" : "",
					last === "" || !question ? "" : `asks about ${question.key.split(".")[1]?.replace("-", " ")}`,
				],
				notes: [commitNote(all.map((each) => each.commits)), unansweredNote(moves), languageNote(input)],
			}),
		};
	});
	return drafts.find((draft) => isFit(input, contact, draft)) ?? plainest(input, contact, drafts.at(-1));
}

/** Without a sentence of the catalogue, and with the marks of points alone: every word is plain, or theirs. */
function openSafe(input: SkillInput, reading: Reading): readonly Answer[] {
	const points = reading.points.map((point) =>
		point.label === null || point.subject === null ? point : { ...point, subject: { ...point.subject, name: "" } },
	);
	const plain = { ...reading, points, moves: { ...reading.moves, promises: [] } };
	return settledParts(input, plain) ?? openParts({ ...input, catalogue: NOTHING_TO_SELL }, plain, () => null);
}

/** The runtime's judge reads every draft before a person does: one that it would refuse is written more plainly. */
const isFit = (input: SkillInput, contact: DealContact, draft: Draft): boolean =>
	draft.body.length <= DRAFT_CHARS_MAX &&
	judgeDraft(input, { type: "draft-email", to: [contact.id], ...draft }).type === "pass";

function plainest(input: SkillInput, contact: DealContact, last: Draft | undefined): Draft {
	const first = firstNameOf(contact);
	return {
		subject: last?.subject ?? subjectOf(input),
		body: [
			first === null ? "Hello," : `Hi ${first},`,
			`You will have our answer ${answeredBy(null)}.`,
			signOffOf(input),
		].join("\n\n"),
		why: last?.why ?? "Answers their mail.",
	};
}
