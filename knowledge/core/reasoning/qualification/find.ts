import type { Instant } from "../../vocabulary/time.ts";
import type { FoundDate } from "../entities/dates.ts";
import type { Sentence } from "../sentences.ts";
import type { Span } from "../span.ts";
import { asWritten, indexOfTurn, type Turn as SpokenTurn } from "../speech.ts";
import { answering } from "./answering.ts";
import { authorityIn } from "./authority.ts";
import { criteriaIn, processIn } from "./deciding.ts";
import { listedIn } from "./lists.ts";
import { metricsIn } from "./metrics.ts";
import { budgetIn } from "./money.ts";
import { type Finding, type Remark, remarkOf, type Voice } from "./remark.ts";
import { timelineIn } from "./timeline.ts";
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
	/** Who said what, for a conversation that was taken down: then no label is guessed. With the text that the turns stand in. */
	readonly spoken?: { readonly text: string; readonly turns: readonly SpokenTurn[] };
};

const DETECTORS: readonly ((remark: Remark) => readonly Finding<QualificationKey>[])[] = [
	budgetIn,
	authorityIn,
	needIn,
	timelineIn,
	metricsIn,
	criteriaIn,
	processIn,
	painIn,
	championIn,
];

/** S2-77: every signal of a text in one pass over its sentences. */
export function qualificationIn(sentences: readonly Sentence[], options: ReadOptions): readonly Answer[] {
	const answers: Answer[] = [];
	let lately: Lately = null;
	let turn: Turn = { voice: options.voice, speaker: options.writer, ours: false };
	let before: string | null = null;
	for (const [at, { sentence, heading, weighted }] of listedIn(sentences).entries()) {
		const previous = before;
		before = sentence.text;
		const heard = heardAs(sentence, options.spoken);
		if (heard) turn = { voice: "buyer", speaker: heard.turn.speaker, ours: heard.turn.side === "us" };
		else if (options.transcript) turn = turnOf(sentence, options) ?? turn;
		if (turn.ours || (turn.voice === "reported" && OUR_OWN_PLANS.test(sentence.text))) continue;
		const read = remarkOf(heard?.sentence ?? sentence, {
			now: options.now,
			voice: turn.voice,
			heading,
			weighted,
			before: previous,
			speaker: turn.speaker,
		});
		if (!read) continue;
		const remark = withDatePointedAt(read, lately?.at === at - 1 ? lately.date : null);
		const date = read.dates.findLast((each) => each.iso !== null && each.relation !== "past");
		if (date) lately = { date, at };
		for (const detect of DETECTORS) {
			for (const finding of detect(remark))
				answers.push({ ...finding, span: { start: sentence.start, end: sentence.end } });
		}
	}
	return answers;
}

/** The day that the sentence before named. */
type Lately = { readonly date: FoundDate; readonly at: number } | null;

/** "From the first of March the code applies. So it has to be live before that." */
function withDatePointedAt(remark: Remark, date: FoundDate | null): Remark {
	const pointed = date && remark.dates.length === 0 ? POINTS_TO_DATE.exec(remark.text) : null;
	if (!date || !pointed) return remark;
	const start = pointed.index + pointed[0].lastIndexOf(" ") + 1;
	const end = pointed.index + pointed[0].length;
	// Before something begins is before its first day.
	const iso = date.iso?.split("/", 1)[0] ?? null;
	return { ...remark, dates: [{ ...date, iso, text: iso ?? date.text, start, end, relation: "by" }] };
}
const POINTS_TO_DATE = /\b(?:by|before|until) (?:that|then|this)(?= (?:date|day)\b|[.,;!)]|\s?$)/i;

/** A sentence of a conversation as it would be written, behind the topic that our question gave it. */
function heardAs(
	sentence: Sentence,
	spoken: ReadOptions["spoken"],
): { readonly sentence: Sentence; readonly turn: SpokenTurn } | null {
	if (!spoken) return null;
	const at = indexOfTurn(spoken.turns, sentence.start);
	const turn = spoken.turns[at];
	if (!turn) return null;
	const words = asWritten(sentence.text);
	return { sentence: { ...sentence, text: answering(words, { ...spoken, at, start: sentence.start }) }, turn };
}

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
