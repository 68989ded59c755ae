import { type Lookup, saidOf } from "#knowledge/agents/writing/answered.ts";
import { acknowledgement, isPriceHigh, NOTHING } from "#knowledge/agents/writing/answers.ts";
import { answeredBy } from "#knowledge/agents/writing/deadline.ts";
import { asksToBid, directAnswer, sentencesOf, toldPart } from "#knowledge/agents/writing/direct.ts";
import { handledAnswer } from "#knowledge/agents/writing/handled.ts";
import { indirectOf, questionsIn } from "#knowledge/agents/writing/indirect.ts";
import { type Part, part } from "#knowledge/agents/writing/layout.ts";
import type { Matcher } from "#knowledge/agents/writing/match.ts";
import type { Ask } from "#knowledge/agents/writing/moves.ts";
import { asksTerm, deciderPart, nextPart, type Standing } from "#knowledge/agents/writing/next.ts";
import type { Reader } from "#knowledge/agents/writing/norms.ts";
import { plainFor } from "#knowledge/agents/writing/plain.ts";
import type { Point } from "#knowledge/agents/writing/points.ts";
import { type Rest, restPart } from "#knowledge/agents/writing/rest.ts";
import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import { type Subject, subjectsOf } from "#knowledge/agents/writing/subjects.ts";
import { teamPart } from "#knowledge/agents/writing/team.ts";
import { anyOfTheirs, nearestOf, type Theirs } from "#knowledge/agents/writing/theirs.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import { topicOf } from "#knowledge/agents/writing/topics.ts";
import { turnedClause } from "#knowledge/agents/writing/turned.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import type { Span } from "#knowledge/core/reasoning/span.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { listPart } from "./list.ts";
import {
	conditionPart,
	confidencePart,
	noSlides,
	owedPart,
	POSITION,
	promisePart,
	proposedMeeting,
	rivalPart,
	withIt,
} from "./pieces.ts";
import type { Reading } from "./reading.ts";
import { heard } from "./settled.ts";

/** For whom it is written, and from what. */
export type For = {
	readonly reader: Reader;
	readonly lookup: Lookup;
	readonly matched: Matcher;
	readonly mail: string;
	/** What they tell of themselves, and how much of it is taken up. */
	readonly theirs: readonly Theirs[];
	readonly theirsMax: number;
};

/** What an open mail is answered with, paragraph by paragraph, and what each owes. */
export function openParts(input: SkillInput, reading: Reading, to: For): readonly Part[] {
	const { moves, situation } = reading;
	const { reader, lookup } = to;
	const by = answeredBy(situation.deadline);
	const told = moves.asks.find((ask) => ask.text === "");
	if (told) return withTurns(input, [part("rest", toldPart(told, by))], { reading, to, by, standing: "open" });
	const marked = reading.points.filter((each) => each.label !== null);
	const beside = rivalPart(input, reading, reader);
	const bids = moves.asks.filter((ask) => asksToBid(ask.text));
	const asks = asksOutside(input, reading, { marked, bids, isCompared: beside.says !== "" });
	const isSorry = moves.objections.some((each) => each.kind === "complaint");
	const direct = asks.map((ask) => ({
		ask,
		answer: directAnswer(ask, {
			lookup,
			by,
			isSorry,
			stage: reader.stage,
			pointed: (one) => pointedAt(input, one, to),
		}),
	}));
	const demands = demandsOf(input, reading, { lookup, asks, stage: reader.stage, by });
	const open = direct.filter(
		({ ask, answer }, i) => answer === null && !isOtherHalf(input, ask, direct[i - 1]?.answer),
	);
	const met = proposedMeeting(
		input,
		direct.some(({ ask }) => ask.topic === "meeting"),
	);
	const list = listPart(marked, lookup, reader.stage);
	const isOpenList = list.commits !== "";
	const hasCondition = situation.condition !== null;
	const rest: Rest = {
		open: open.map(({ ask }) => ask),
		demands: demands.flatMap(({ subjects }) => subjects),
		nouns: demands.flatMap(({ noun }) => noun ?? []),
		unnamed: demands.filter(({ says, subjects, noun }) => says === null && subjects.length === 0 && noun === null)
			.length,
		isSecond: direct.some(({ answer }) => answer !== null),
		price: !hasCondition && isPriceHigh(moves),
		hasCondition,
		by: isOpenList ? "" : by,
		stage: reader.stage,
		before: (ask) => beforeOf(input, ask).at(-1) ?? "",
	};
	const left = restPart(rest);
	const said = sentencesOf([
		...direct.flatMap(({ answer }) => answer ?? []),
		...demands.flatMap(({ says }) => (says === null ? [] : { says, commits: "" })),
	]);
	const isDated = situation.deadline !== null && said.says.includes(situation.deadline);
	const parts: readonly Part[] = [
		part("condition", conditionPart(input, reading, by)),
		part("heard", confidencePart(reading)),
		part(
			"heard",
			moves.agrees && !hasCondition && marked.length === 0 && direct.length > 0
				? { says: "Thank you, that is good news.", commits: "" }
				: NOTHING,
		),
		part(
			isSorry ? "heard" : "objection",
			acknowledgement(moves, reading.points.length > 0 || hasCondition || left.says !== ""),
		),
		part("answer", met),
		part("answer", said),
		part("list", list),
		part("rival", beside),
		part("rest", left, restPart({ ...rest, isBrief: true }).says),
		part("noted", noSlides(input)),
		part(
			"owed",
			isOpenList && !hasCondition ? owedPart(marked.length, isDated ? "with it" : by, withIt(asks)) : NOTHING,
		),
		part("promise", promisePart(reading)),
	];
	const asked = [...moves.asks.map((ask) => ask.text), ...reading.points.map((point) => point.text)];
	const product = said.says === "" && list.says === "" ? productPart(input, { asked, to }) : NOTHING;
	const spoken = [...parts, part("noted", product)].filter((each) => each.says !== "");
	const standing = standingOf(reading, { spoken, isOpen: left.says !== "" || isOpenList || hasCondition });
	return withTurns(input, spoken, { reading, to, by, standing });
}

/** At SOLUTION an answer comes from the product: what lies nearest to what is asked, where nothing answers it whole. */
function productPart(
	input: SkillInput,
	{ asked, to }: { readonly asked: readonly string[]; readonly to: For },
): Answer {
	const questions = asked.filter((each) => !asksTerm(each));
	const says =
		to.reader.stage === "SOLUTION" && questions.length > 0 ? nearestOf(input, questions.join("\n"), to) : null;
	return says === null ? NOTHING : { says: `What I can say of the product already: ${says}`, commits: "" };
}

function standingOf({ moves }: Reading, of: { readonly spoken: readonly Part[]; readonly isOpen: boolean }): Standing {
	if (of.spoken.some((each) => each.commits.includes("invitation") || each.commits.includes("calendar")))
		return "meeting";
	if (of.isOpen) return "open";
	if (moves.agrees || of.spoken.some((each) => each.says.includes("next steps"))) return "agreed";
	if (moves.promises.length > 0 && moves.asks.length === 0) return "promised";
	return of.spoken.some(({ role }) => role === "answer" || role === "list") ? "answered" : "told";
}

/** What the reader's rank and the stage add to it: something of theirs, what it means for their team, who decides, and what is next. */
function withTurns(
	input: SkillInput,
	spoken: readonly Part[],
	{
		reading,
		to,
		by,
		standing,
	}: { readonly reading: Reading; readonly to: For; readonly by: string; readonly standing: Standing },
): readonly Part[] {
	const { reader, mail } = to;
	const told = spoken.map((each) => each.says).join("\n");
	const isTelling =
		reading.situation.condition === null &&
		reading.points.length === 0 &&
		!reading.moves.objections.some(({ kind }) => kind === "complaint");
	const theirs = isTelling ? to.theirs.filter(({ says }) => says === null || !told.includes(says)) : [];
	const team = teamPart(input, { reader, mail, told, standing, theirs });
	const takenUp = theirs.filter(({ says }) => says !== null && !team.says.includes(says)).slice(0, to.theirsMax);
	const hasTeam = team.says.startsWith("You write");
	// Where nothing fits what they tell, it is still heard: by who asks nothing, or at the stage that is for listening.
	const said = spoken.flatMap((each) => (each.role === "rest" ? [] : each.says)).join("\n");
	const isUnheard = reader.stage === "DISCOVERY" && !isEchoed(said, mail);
	const isHeard = !hasTeam && takenUp.length === 0 && (spoken.length === 0 || isUnheard);
	const [first] = isHeard ? (theirs.length > 0 ? theirs : anyOfTheirs(input)) : [];
	const own = [
		...takenUp.map(({ clause, says }) =>
			part("theirs", { says: `You write that ${clause}. What we have for that: ${says}`, commits: "" }),
		),
		...(first
			? [
					part("theirs", {
						says: `You write that ${first.clause}; I will keep that in mind for what we propose.`,
						commits: "",
					}),
				]
			: []),
	];
	const asked = [...reading.moves.asks.map((ask) => ask.text), ...reading.points.map((point) => point.text)];
	// Who works with it reads what goes with the answer, too.
	const isDeep =
		reader.rank === "individual contributor" && reader.stage !== "NEGOTIATION" && isTelling && asked.length > 0;
	const near = isDeep
		? nearestOf(input, asked.join("\n"), to, [told, ...own.map(({ says }) => says)].join("\n"))
		: null;
	const opened = spoken.length === 0 && own.length === 0 ? heard(reading) : spoken;
	return [
		...opened,
		part("team", team),
		...own,
		part("covers", near === null ? NOTHING : { says: `What goes with it: ${near}`, commits: "" }),
		part("decider", deciderPart(reader, { asks: asked, mail, told, by })),
		part("next", nextPart(reader, standing)),
	].filter((each) => each.says !== "");
}

/** Whether two telling words of theirs stand in what is said. */
const isEchoed = (told: string, mail: string): boolean => {
	const theirs = new Set(stemsOf(mail));
	return new Set(stemsOf(told).filter((stem) => theirs.has(stem))).size >= ECHOED_MIN;
};
const ECHOED_MIN = 3;

const WHY = /^(?:and |so |but )?(?:show|tell|explain)(?: to)? (?:me|us) why\b|^why\b/i;
/** "Can you do that?" after a demand is that demand. */
const POINTER =
	/^(?:and |so |but )?(?:can|could|would|will) (?:you|we) (?:do|accept|agree to|meet|confirm|manage|cover|fulfil|deliver|offer|handle|support|answer) (?:all )?(?:of )?(?:that|this|it|these|those|them|so)(?: points?| questions?| requirements?)?(?: for (?:me|us))?\??$/i;
/** "Could they do it themselves, or is it one of you?" is one question. */
const isOtherHalf = (input: SkillInput, ask: Ask, before: Answer | null | undefined): boolean =>
	(before !== undefined && /\bor\s*$/.test((input.signal?.text ?? "").slice(Math.max(0, ask.start - 6), ask.start))) ||
	/\b(?:what|anything) you can do\b/i.test(ask.text);

function asksOutside(
	input: SkillInput,
	{ moves, points }: Reading,
	of: { readonly marked: readonly Point[]; readonly bids: readonly Ask[]; readonly isCompared: boolean },
): readonly Ask[] {
	const outside = (of.bids.length > 0 ? of.bids : moves.asks)
		.filter((ask) => !of.marked.some((point) => isWithin(input, ask, point)))
		.filter((ask) => !(of.isCompared && WHY.test(ask.text)) && !MANNER.test(ask.text));
	const isListed = of.marked.length > 0 || points.some(({ label }) => label === null);
	// "May I have your position by then", "please answer these points": that is what the list gives them.
	return (
		isListed
			? outside.filter((ask) => ![POSITION, LEADS_TO_LIST, POINTER].some((pattern) => pattern.test(ask.text)))
			: outside
	).flatMap((ask) =>
		questionsIn(ask.text).map((text) => ({ ...ask, text, topic: text === ask.text ? ask.topic : topicOf(text) })),
	);
}
/** How they want to be answered is heeded, and not answered. */
const MANNER =
	/^(?:and |so |but |just |please )*(?:(?:don['’]t|do not|no need to) (?:dress|sugar|wrap|embellish|oversell|spin)|keep (?:it|this) (?:short|brief|simple|plain)|be (?:brief|honest|frank|straight|blunt|direct))\b/i;
const LEADS_TO_LIST =
	/:\s*$|^(?:please|kindly|could you|can you|would you)(?: please)? (?:\w+ ){0,3}?(?:these|the following|this|the) (?:\w+ )?(?:points?|questions?|items?|requirements?|list|issues?)\b/i;

/** What is demanded without a mark, with the answer of the catalogue, or what it is about. */
function demandsOf(
	input: SkillInput,
	{ points }: Reading,
	{
		lookup,
		asks,
		...how
	}: { readonly lookup: Lookup; readonly asks: readonly Ask[]; readonly stage: Stage; readonly by: string },
): readonly { readonly says: string | null; readonly subjects: readonly Subject[]; readonly noun: string | null }[] {
	return points
		.filter((each) => each.label === null && !asks.some((ask) => ask.start < each.end && each.start < ask.end))
		.map((point) => {
			const says = handledAnswer(point.text, how)?.says ?? lookup(point.text, point.subject);
			const own = subjectsOf(point.text);
			// "That has to go" is about what stands before it.
			const about =
				own.length > 0 || !POINTS_BACK.test(point.text) ? own : subjectsOf(beforeOf(input, point).at(-1) ?? "");
			const subjects = about.filter((each) => says === null || each.name !== point.subject?.name);
			return {
				says,
				subjects,
				noun: says === null && subjects.length === 0 ? (nounOf(point.text) ?? indirectOf(point.text)) : null,
			};
		});
}

/** A point of a few words is named by them: "a self-care app". */
function nounOf(text: string): string | null {
	// "Two concerns remain: the move of our subscribers": what stands behind the colon.
	const bare = (text.split(/:\s/).at(-1) ?? "").trim().replace(/[.;,:!?]{1,3}$/, "");
	const turned =
		bare.split(/\s+/).length <= NOUN_WORDS_MAX &&
		!/[?:"“”]|\b(?:must|shall|should|is|are|will|has to|have to|want|wants|need|needs|require|requires|cannot|can['’]t|won['’]t|will|don['’]t|would|miss|like)\b/i.test(
			bare,
		)
			? turnedClause(bare)
			: null;
	return turned;
}
const POINTS_BACK = /\b(?:that|this|it|the same|them|these|those)\b/i;
const NOUN_WORDS_MAX = 18;

/** What the catalogue has for the sentence right before an ask; the nearest that it has anything for, of two. */
function pointedAt(input: SkillInput, ask: Ask, { matched, reader, mail }: For): string | null {
	for (const text of beforeOf(input, ask).slice(-SENTENCES_BEFORE).reverse()) {
		const match = matched(text);
		if (match?.type === "fit") return plainFor(saidOf(match.offering, match.capability.says), { reader, mail });
	}
	return null;
}
const SENTENCES_BEFORE = 2;

/** What stands before an ask, and asks nothing itself; of a long text only what is near. */
function beforeOf({ signal }: SkillInput, ask: Span): readonly string[] {
	if (signal === null) return [];
	const from = Math.max(0, ask.start - BEFORE_CHARS);
	const near = signal.visible
		.filter((span) => span.end > from && span.start < ask.start)
		.map((span) => ({ start: Math.max(span.start, from), end: Math.min(span.end, ask.start) }));
	return sentencesIn(signal.text, near)
		.filter((each) => !each.text.includes("?"))
		.map((each) => each.text);
}
const BEFORE_CHARS = 600;

/** An ask within a marked point is answered there. */
const isWithin = (input: SkillInput, ask: Ask, point: Point): boolean =>
	(ask.start < point.end && point.start < ask.end) ||
	(ask.start >= point.start - 1 && isSameBlock(input.signal?.text ?? "", point.start, ask.start));
const isSameBlock = (text: string, from: number, to: number): boolean =>
	from <= to && to - from < 700 && !/\n\s*\n|\n\s*(?:\(?\d{1,2}[.)]|\(?[a-hA-H]\))\s/.test(text.slice(from, to));
