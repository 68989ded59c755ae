import { remembering } from "../../vocabulary/remembered.ts";
import type { Instant } from "../../vocabulary/time.ts";
import { amountsIn } from "../entities/amounts.ts";
import { isDate } from "../entities/calendar.ts";
import { datesIn } from "../entities/dates.ts";
import { kindsIn, type SaidIn, type ToldKind } from "../learned/kinds.ts";
import { firstIn, holds } from "../matches.ts";
import type { Sentence } from "../sentences.ts";
import type { Span } from "../span.ts";
import { asWritten, indexOfTurn, questionBefore, type Turn as SpokenTurn } from "../speech.ts";
import { answering } from "./answering.ts";
import { authorityIn } from "./authority.ts";
import { criteriaIn, processIn } from "./deciding.ts";
import { AS_COMPLAINT, AS_WISH, COMPLAINT, MEASURE, WISHED } from "./frames.ts";
import { LIMIT_OF_POWER, listedIn } from "./lists.ts";
import { metricsIn } from "./metrics.ts";
import { budgetIn, withUnitOf } from "./money.ts";
import { HOLDS_MONEY } from "./purse.ts";
import { type Finding, isOfOthers, type Remark, remarkOf, type Voice } from "./remark.ts";
import { type ReadSentence, withoutSuperseded } from "./superseded.ts";
import { timelineIn } from "./timeline.ts";
import { type Heard, heardFrom, isCredible, toldIn } from "./told.ts";
import { championIn, needIn, painIn } from "./wants.ts";

export const QUALIFICATION_KEYS = [
	"bant.budget",
	"bant.authority",
	"bant.need",
	"bant.timeline",
	"meddic.metrics",
	"meddic.economic-buyer",
	"meddic.decision-criteria",
	"meddic.decision-process",
	"meddic.pain",
	"meddic.champion",
] as const;
export type QualificationKey = (typeof QUALIFICATION_KEYS)[number];

/** An answer to a qualification question, with the sentence that gives it. Offsets are within the whole text. */
export type Answer = Finding<QualificationKey> & { readonly span: Span };

export type ReadOptions = {
	readonly now: Instant;
	/** Whose words these are, by default; a transcript's speakers may differ. */
	readonly voice: Voice;
	/** Name of who wrote the text, where it is known. */
	readonly writer: string | null;
	/** Names of people of ours, whose words in a transcript claim nothing. */
	readonly ours: readonly string[];
	/** Whether lines begin with the name of who speaks. */
	readonly transcript: boolean;
	/** The whole text that the sentences stand in, where quoted questions may stand between its lines. */
	readonly text?: string;
	/** Who said what, for a conversation that was taken down: then no label is guessed. With the text that the turns stand in. */
	readonly spoken?: { readonly text: string; readonly turns: readonly SpokenTurn[] };
};

type Detector = {
	readonly kinds: readonly ToldKind[];
	/** Words with which a rule is asked although nothing sounds like its kind. */
	readonly cue?: RegExp;
	readonly detect: (remark: Remark) => readonly Finding<QualificationKey>[];
};
const cued = (...cues: readonly RegExp[]): RegExp => new RegExp(cues.map(({ source }) => source).join("|"), "i");
const DETECTORS: readonly Detector[] = [
	{
		kinds: ["budget"],
		cue: /\bbudget|set aside|live with|to play with|\b(?:stay|keep|remain) (?:inside|within|under)\b/i,
		detect: budgetIn,
	},
	{
		kinds: ["authority", "economic-buyer"],
		cue: /\b(?:signs?|decides?|approves?|countersign|sign-?off|final say|purse|money|financed|funds|funded|cleared|budget (?:holder|owner)|release|choice lies|chooses|taken by|call|on board|green light)\b/i,
		detect: authorityIn,
	},
	{ kinds: ["need"], cue: cued(/\b(?:need|looking for|our goal)\b/, WISHED), detect: needIn },
	{
		kinds: ["timeline"],
		cue: /\b(?:live|decide|deadline|sign(?:ed|ature)?|order|hard stop|use it|running|new (?:tool|system|software)|roll-?out|vendor picked|the date|pilot|decision)\b/i,
		detect: timelineIn,
	},
	{
		kinds: ["metric"],
		cue: /\b(?:an?|per|each|every) (?:hour|day|shift|week|month)\b|\b\d+ (?:working )?(?:days|nights|weeks|hours|minutes)\b|\bfewer\b/i,
		detect: metricsIn,
	},
	{ kinds: ["decision-criterion"], cue: cued(/\b(?:criteri|is a must|are a must)/, MEASURE), detect: criteriaIn },
	{
		kinds: ["decision-process"],
		cue: /\b(?:run past|committee|signs?|decides|tender|procurement)\b/i,
		detect: processIn,
	},
	{ kinds: ["pain"], cue: cued(/\b(?:spreadsheets?|excel|by hand|manually|too slow)\b/, COMPLAINT), detect: painIn },
	{
		kinds: ["champion"],
		cue: /\b(?:for you|for your|you and (?:nobody|no one)|behind (?:picking|choosing|taking|you)|your (?:favour|favor|name)|campaigning)\b/i,
		detect: championIn,
	},
];

/** S2-77: every signal of a text in one pass over its sentences. */
export function qualificationIn(sentences: readonly Sentence[], options: ReadOptions): readonly Answer[] {
	const lines: ReadSentence[] = [];
	const known = new Map<string, readonly Finding<QualificationKey>[]>();
	let turn: Turn = { voice: options.voice, speaker: options.writer, ours: false };
	let before: string | null = null;
	let count = 0;
	for (const { sentence, heading, weighted } of listedIn(sentences)) {
		const previous = before;
		before = sentence.text;
		const heard = heardAs(sentence, options.spoken);
		if (heard) turn = { voice: "buyer", speaker: heard.turn.speaker, ours: heard.turn.side === "us" };
		else if (options.transcript) turn = turnOf(sentence, options) ?? turn;
		if (turn.ours) continue;
		const line = { text: sentence.text, span: { start: sentence.start, end: sentence.end }, speaker: turn.speaker };
		const said = saidIn(sentence, previous, options);
		const at = { now: options.now, voice: turn.voice, heading, weighted, before: previous, speaker: turn.speaker };
		const id = [
			turn.speaker,
			turn.voice,
			heading,
			weighted,
			sentence.bullet,
			said.isAnswer,
			said.before,
			sentence.text,
		].join("\n");
		// A text may say the same thing a thousand times; it is read once.
		const findings = known.get(id) ?? findingsOf(heard ?? { sentence, words: sentence.text }, said, at);
		known.set(id, findings);
		lines.push({ ...line, findings });
		count += findings.length;
		if (count >= ANSWERS_MAX) break;
	}
	const kept = withoutSuperseded(lines, options.now).flatMap(({ findings, span }) =>
		findings.map((finding) => ({ ...finding, span })),
	);
	return withUnits(kept, options.spoken?.text ?? sentences.map(({ text }) => text).join("\n"));
}

/** More answers than an hour of talk about nothing else gives: a text that goes on after so many is hostile, and is not read on. */
const ANSWERS_MAX = 200;

const CUES = new RegExp(DETECTORS.flatMap(({ cue }) => cue?.source ?? []).join("|"), "i");
const KINDS = DETECTORS.flatMap(({ kinds }) => kinds);
/** Less than this is no reason to ask the rules of a kind. */
const SOUNDS_MIN = 0.12;
const soundsLike = (told: Heard, kind: ToldKind): boolean => (told.get(kind)?.probability ?? 0) >= SOUNDS_MIN;

/** A topic before its answer, weights, or steps that commas part: read by their form, whatever they sound like. */
const FORM =
	/^[^:=]{2,28}[:=]\s?\S|\s[-–]\s|\d\s?(?:%|percent|per cent|points?|pts)|\bor (?:i|we) (?:do|don|will|won|can|never)/i;

/** What one sentence says, where it says anything of the buyer. */
function findingsOf(
	{ sentence, words }: { readonly sentence: Sentence; readonly words: string },
	said: SaidIn,
	at: Parameters<typeof remarkOf>[1],
): readonly Finding<QualificationKey>[] {
	const { heading, weighted, voice } = at;
	const isItem = heading !== null && sentence.bullet;
	const told = heardFrom(kindsIn(words, said), isItem ? kindsOfHeading(heading) : []);
	const isForm = weighted || isItem || FORM.test(sentence.text);
	if (!isForm && !KINDS.some((kind) => soundsLike(told, kind)) && !holds(sentence.text, CUES)) return [];
	const remark = isAboutOthers(words, voice) ? null : remarkOf(sentence, at);
	return remark
		? findingsIn(withDatePointedAt(remark, at.now), told, { isForm, asked: said.isAnswer ? said.before : null })
		: [];
}

/** Rules are asked only about what a sentence sounds like: no other finding of theirs would be believed. */
function findingsIn(
	remark: Remark,
	told: Heard,
	{ isForm, asked }: { readonly isForm: boolean; readonly asked: string | null },
): readonly Finding<QualificationKey>[] {
	const found = DETECTORS.filter(
		({ kinds, cue }) =>
			isForm || kinds.some((kind) => soundsLike(told, kind)) || (cue !== undefined && holds(remark.text, cue)),
	)
		.flatMap(({ detect }) => detect(remark))
		.filter((finding) => isCredible(finding, told, remark.text))
		.filter(({ key }) => key !== "bant.budget" || !LIMIT_OF_POWER.test(remark.text));
	const answered = new Set(found.map(({ key }) => key));
	// Who holds the money does not thereby decide.
	if (found.some(({ reason }) => reason === HOLDS_MONEY)) answered.add("bant.authority");
	// What is framed as the one is not heard as the other.
	if (found.some(({ reason }) => reason === AS_WISH)) answered.add("meddic.pain");
	if (found.some(({ reason }) => reason === AS_COMPLAINT)) answered.add("bant.need");
	return [...found, ...toldIn(remark, told, { found: answered, asked })];
}

const isAboutOthers = (text: string, voice: Voice): boolean =>
	REPEATED.test(text) || isOfOthers(text) || (voice === "reported" && OUR_OWN_PLANS.test(text));

/** A round figure of money takes its unit from the sums that are named elsewhere in the text, by whichever side. */
function withUnits(answers: readonly Answer[], text: string): readonly Answer[] {
	if (!answers.some(({ value }) => /unit not stated/.test(value))) return answers;
	const sums = amountsIn(text.slice(0, UNITS_WITHIN_CHARS));
	return answers.map((answer) => ({ ...answer, value: withUnitOf(answer.value, sums) }));
}
const UNITS_WITHIN_CHARS = 20_000;

const NOTHING_BEFORE: SaidIn = { before: null, isAnswer: false, ours: false };
/** The items of a list have one heading. */
const kindsOfHeading = remembering((heading) => kindsIn(heading, NOTHING_BEFORE));

/** "From the first of March the code applies. So it has to be live before that." */
function withDatePointedAt(remark: Remark, now: Instant): Remark {
	const leaning = remark.before === null ? null : firstIn(remark.text, LEANS_ON_MONTH);
	if (leaning && remark.dates.length === 0) return withDayOfMonth(remark, leaning, now);
	const pointed = remark.before === null ? null : firstIn(remark.text, POINTS_TO_DATE);
	if (!pointed || remark.dates.length > 0) return remark;
	const date = datesIn(remark.before ?? "", now).findLast((each) => each.iso !== null && each.relation !== "past");
	if (!date) return remark;
	const start = pointed.index + pointed[0].lastIndexOf(" ") + 1;
	const end = pointed.index + pointed[0].length;
	// Before something begins is before its first day.
	const iso = date.iso?.split("/", 1)[0] ?? null;
	return { ...remark, dates: [{ ...date, iso, text: iso ?? date.text, start, end, relation: "by" }] };
}
/** "Make it the 19th": the day of a month that the sentence before names. */
const LEANS_ON_MONTH =
	/\b(?:make (?:it|that)|take|say|rather|better|then|now|moved? to|instead|it(?:['’]s| is))\s(?:now\s)?the (\d{1,2})(?:st|nd|rd|th)\b(?! (?:of|floor|time|of))/i;

function withDayOfMonth(remark: Remark, match: RegExpExecArray, now: Instant): Remark {
	const named = datesIn(remark.before ?? "", now).findLast((each) => /^\d{4}-\d\d-\d\d/.test(each.iso ?? ""));
	const day = (match[1] ?? "").padStart(2, "0");
	const month = named?.iso?.slice(0, 8) ?? "";
	const iso = `${month}${day}`;
	if (!named || !isDate(Number(month.slice(0, 4)), Number(month.slice(5, 7)), Number(day))) return remark;
	const start = match.index + match[0].search(/\d/);
	const date = { ...named, iso, text: iso, start, end: match.index + match[0].length, relation: "at" as const };
	return { ...remark, dates: [date] };
}

const POINTS_TO_DATE = /\b(?:by|before|until) (?:that|then|this)(?= (?:date|day)\b|[.,;!)]|\s?$)/i;

/** A sentence of a conversation as it would be written, behind the topic that our question gave it. */
function heardAs(
	sentence: Sentence,
	spoken: ReadOptions["spoken"],
): { readonly sentence: Sentence; readonly words: string; readonly turn: SpokenTurn } | null {
	if (!spoken) return null;
	const at = indexOfTurn(spoken.turns, sentence.start);
	const turn = spoken.turns[at];
	if (!turn) return null;
	const words = asWritten(sentence.text);
	return { sentence: { ...sentence, text: answering(words, { ...spoken, at, start: sentence.start }) }, words, turn };
}

/** What the first words of a turn answer, or the sentence before. */
function saidIn({ start }: Sentence, before: string | null, { spoken, text }: ReadOptions): SaidIn {
	const quoted = text === undefined ? null : questionAbove(text, start);
	if (quoted !== null) return { before: quoted, isAnswer: true, ours: false };
	const at = spoken ? indexOfTurn(spoken.turns, start) : -1;
	const turn = spoken?.turns[at];
	const asked =
		spoken && turn && start - turn.start < ANSWER_WITHIN ? questionBefore(spoken.text, spoken.turns, at) : null;
	return { before: asked ?? before, isAnswer: asked !== null, ours: false };
}
/** "> When do you decide?" right above: what stands below answers it. */
function questionAbove(text: string, start: number): string | null {
	const above = text.slice(Math.max(0, start - QUESTION_WITHIN), start).trimEnd();
	const line = above.slice(above.lastIndexOf("\n") + 1);
	return /^\s?>.*\?\s?$/.test(line) ? line.replace(/^[\s>]+/, "") : null;
}
const QUESTION_WITHIN = 400;
/** A question is answered in the first words of what follows. */
const ANSWER_WITHIN = 60;

/** «"Budget approved": not approved.» takes up what somebody else wrote, to answer it. */
const REPEATED = /^\s*["“«„][^"”»“]{3,120}["”»“]\s?(?::|\?|[-–—]\s)/;

/** In a rep's note, "we need to send a quote" is about us. */
const OUR_OWN_PLANS =
	/^\s*(?:(?:next|then|so|also|and|todo|to do|action)[:,]?\s)?(?:i|we|let['’]?s|i['’](?:ll|ve|m|d)|we['’](?:ll|ve|re|d)|our|my)\b/i;

type Turn = { readonly voice: Voice; readonly speaker: string | null; readonly ours: boolean };

const SPEAKER =
	/^(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s)?(\p{Lu}[\p{L}.'’-]{1,20}(?:\s\p{Lu}[\p{L}.'’-]{0,20}){0,2})(?:\s\([^)]{1,40}\))?:\s/u;
const TOPICS =
	/^(?:budget|needs?|pains?|timeline|timing|authority|decision|process|criteria|metrics|champion|notes?|summary|actions?|next|attendees|participants|agenda|deadline|requirements?|goals?|problem|challenges?|competition|risks?|questions?|ask|status|date|subject|owner)\b/i;

function turnOf(sentence: Sentence, options: ReadOptions): Turn | null {
	const name = SPEAKER.exec(sentence.text)?.[1];
	if (!name || TOPICS.test(name)) return null;
	const ours =
		options.ours.some((each) => each === name || each.split(" ")[0] === name) ||
		/^(?:rep|me|us|sales|agent|ae|host)$/i.test(name);
	return { voice: "buyer", speaker: name, ours };
}
