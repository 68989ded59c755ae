import { type Lookup, lookupOf } from "#knowledge/agents/writing/answered.ts";
import { answeredObjections, takesUp, unansweredNote } from "#knowledge/agents/writing/answers.ts";
import { answeredBy } from "#knowledge/agents/writing/deadline.ts";
import { asksToBid } from "#knowledge/agents/writing/direct.ts";
import { commitNote, languageNote, READERS, subjectOf, whyText } from "#knowledge/agents/writing/frame.ts";
import { buyersText } from "#knowledge/agents/writing/gate.ts";
import { bestOf, LAYOUTS, type Letter, lettersFor, type Part, part } from "#knowledge/agents/writing/layout.ts";
import { besideNames, matcherOf } from "#knowledge/agents/writing/match.ts";
import { deciderPart, nextPart } from "#knowledge/agents/writing/next.ts";
import type { Reader } from "#knowledge/agents/writing/norms.ts";
import { readerOf } from "#knowledge/agents/writing/persona.ts";
import { plainFor } from "#knowledge/agents/writing/plain.ts";
import { askedText, questionFor } from "#knowledge/agents/writing/question.ts";
import { teamPart } from "#knowledge/agents/writing/team.ts";
import { theirsIn } from "#knowledge/agents/writing/theirs.ts";
import { judgeDraft } from "#knowledge/core/deal/judge-draft.ts";
import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import { NOTHING_TO_SELL } from "#knowledge/core/facts/offering.ts";
import { type For, openParts } from "./parts.ts";
import { mayAskBack, type Reading } from "./reading.ts";
import { settledParts } from "./settled.ts";

/** Longer mails are not read to their end, and hide what is asked. */
export const DRAFT_CHARS_MAX = 1_800;

export type Draft = { readonly subject: string; readonly body: string; readonly why: string };

/** One mail, as its reader and the mail that it answers want it. */
export function draftReply(input: SkillInput, contact: DealContact, reading: Reading): Draft {
	const reader = readerOf(input, contact);
	const { moves } = reading;
	const parts = partsFor(input, reading, reader);
	// Who is about to be met is asked then.
	const isMet =
		parts.some((each) => each.commits.includes("check the calendar")) || moves.asks.some((ask) => asksToBid(ask.text));
	const question = mayAskBack(reading) && !isMet ? questionFor(input, reader, moves.answered) : null;
	const asked = question ? askedText(question, reader) : "";
	const shape = { points: pointsOf(reading), inPoints: reading.points.some(({ label }) => label !== null) };
	const ways = [
		lettersFor(input, contact, reader, { ...shape, parts, question: asked }),
		...safer(input, reading, reader).map((all) =>
			lettersFor(input, contact, reader, { ...shape, parts: all, question: "" }),
		),
	];
	const does = takesUp({ ...moves, objections: answeredObjections(moves) }, reading.points.length);
	const draftOf = (letter: Letter): Draft => ({
		subject: subjectOf(input),
		body: letter.body,
		why: whyText({
			does: [
				...(does.length > 0 ? does : ["answers what they tell us"]),
				reading.situation.condition ? "repeats their condition" : "",
				letter.question === "" || !question ? "" : `asks about ${question.about}`,
				`written for ${READERS[reader.rank]}`,
			],
			notes: [commitNote(letter.parts.map((each) => each.commits)), unansweredNote(moves), languageNote(input)],
		}),
	});
	// The last of the letters is plain enough for any judge.
	return draftOf(bestOf(ways, (letter) => isFit(input, contact, draftOf(letter))) ?? ways.at(-1)?.at(-1) ?? EMPTY);
}

const EMPTY: Letter = { body: "", parts: [], question: "", broken: [] };

/** How many things are asked, listed or not. */
const pointsOf = ({ moves, points }: Reading): number =>
	Math.max(
		points.length,
		moves.asks.length + moves.unanswered,
		points.filter(({ label }) => label === null).length + moves.asks.length,
	);

function partsFor(input: SkillInput, reading: Reading, reader: Reader): readonly Part[] {
	const mail = buyersText(input.signal);
	const settled = settledParts(reading, reader);
	if (settled !== null) return settled;
	const matched = besideNames(matcherOf(input.catalogue), input.catalogue);
	const to: For = {
		reader,
		mail,
		matched,
		lookup: plainly(lookupOf(input), reader, mail),
		theirs: theirsIn(input, { reader, mail, matched, moves: reading.moves }),
		theirsMax: LAYOUTS[reader.rank].theirs,
	};
	return openParts(input, reading, to);
}

/** What the catalogue says, in words that the reader wants. */
const plainly =
	(lookup: Lookup, reader: Reader, mail: string): Lookup =>
	(question, subject) => {
		const says = lookup(question, subject);
		return says === null ? null : plainFor(says, { reader, mail });
	};

/** The same without a sentence of the catalogue, and with the marks of points alone: every word is plain, or theirs; then the day alone. */
function safer(input: SkillInput, reading: Reading, reader: Reader): readonly (readonly Part[])[] {
	const points = reading.points.map((point) =>
		point.label === null || point.subject === null ? point : { ...point, subject: { ...point.subject, name: "" } },
	);
	const plain = { ...reading, points, moves: { ...reading.moves, promises: [] } };
	const to: For = {
		reader,
		mail: buyersText(input.signal),
		lookup: () => null,
		matched: () => null,
		theirs: [],
		theirsMax: 0,
	};
	const by = answeredBy(null);
	const answer = part("rest", { says: `You will have our answer ${by}.`, commits: `an answer, ${by}` });
	const team = part("team", teamPart(input, { reader, mail: to.mail, told: "", standing: "open", theirs: [] }));
	const [catalogue, settled] = [{ ...input, catalogue: NOTHING_TO_SELL }, settledParts(plain, reader)];
	const asks = [...reading.moves.asks.map((ask) => ask.text), ...reading.points.map((point) => point.text)];
	const decider = part("decider", deciderPart(reader, { asks, mail: to.mail, told: "", by }));
	const turns = [team, part("next", nextPart(reader, "open"))];
	return [
		settled ?? openParts(catalogue, plain, to),
		[decider.says === "" ? answer : decider, ...turns],
		[answer, ...turns],
		[answer],
	];
}

/** The runtime's judge reads every draft before a person does: one that it would refuse is written more plainly. */
const isFit = (input: SkillInput, contact: DealContact, draft: Draft): boolean =>
	draft.body.length <= DRAFT_CHARS_MAX &&
	judgeDraft(input, { type: "draft-email", to: [contact.id], ...draft }).type === "pass";
