import type { SignalAuthor } from "../events/signal.ts";
import type { FactClaim } from "../facts/fact.ts";
import { isQuestion, isRequest, statementPart } from "../reasoning/acts.ts";
import { evidenceOf } from "../reasoning/evidence.ts";
import { stanceAt } from "../reasoning/modality.ts";
import { type Sentence, sentencesIn } from "../reasoning/sentences.ts";
import type { Span } from "../reasoning/span.ts";
import { asWritten, indexOfTurn, questionBefore, type Turn } from "../reasoning/speech.ts";
import type { SignalId } from "../vocabulary/ids.ts";
import { answerText } from "./answer.ts";
import { type Cue, cuesOf, findCue, sizeOf, type Word, wordsIn } from "./cues.ts";
import type { KnownFact } from "./evaluate.ts";
import type { Field, Pack } from "./pack.ts";

export type Heard = {
	readonly signal: {
		readonly id: SignalId;
		readonly text: string;
		readonly turns: readonly Turn[];
		readonly author: SignalAuthor;
	};
	/** What the buyer said or wrote here, or a rep retold. */
	readonly sentences: readonly Sentence[];
	readonly packs: readonly Pack[];
	readonly facts: readonly Pick<KnownFact, "key" | "value" | "state">[];
};

/** One text must not fill the board. */
const CLAIMS_MAX = 6;
const ANSWER_WORDS_MIN = 3;
const SAID_CONFIDENCE = 0.5;
const ASKED_CONFIDENCE = 0.65;
const HEDGED_FACTOR = 0.8;
/** What a rep retells is second-hand. */
const REPORTED_FACTOR = 0.75;

/**
 * Fills the fields of methods that no other fact fills: out of a buyer's own sentence by the field's cues, or out of what
 * they say right after a question of ours that is the field's. One answer a field, the surest.
 */
export function answersHeard({ signal, sentences, packs, facts }: Heard): readonly FactClaim[] {
	const readers = packs.flatMap((pack) => pack.fields.filter(isHeardFor).map((field) => readerOf(pack, field)));
	if (readers.length === 0) return [];
	const found = [...askedIn(signal, readers), ...saidIn(signal, sentences, readers)];
	const best = readers.flatMap(({ pack, field }) => {
		const [surest] = found
			.filter((each) => each.pack === pack && each.field === field)
			.sort((a, b) => b.confidence - a.confidence || a.span.start - b.span.start);
		return surest ? [surest] : [];
	});
	return best
		.map(({ pack, field, answer, confidence, span }) => ({
			key: "methodology.answer" as const,
			value: answerText({ pack: pack.id, field: field.id, answer }),
			confidence: rounded(signal.author === "us" ? confidence * REPORTED_FACTOR : confidence),
			evidence: [evidenceOf(signal, span)],
		}))
		.filter(({ value }) => !facts.some((fact) => fact.key === "methodology.answer" && fact.value === value))
		.slice(0, CLAIMS_MAX);
}

/** Where other facts stand for a field they are read by their own rules, unless the pack gives it words of its own. */
export const isHeardFor = (field: Field): boolean => field.facts.length === 0 || field.cues.length > 0;

type Reader = {
	readonly pack: Pack;
	readonly field: Field;
	readonly cues: readonly Cue[];
	/** The words of its questions that carry what is asked. */
	readonly questions: readonly ReadonlySet<string>[];
};

function readerOf(pack: Pack, field: Field): Reader {
	const cues = cuesOf(field.cues);
	let questions = QUESTIONS.get(field.questions);
	if (questions === undefined) {
		questions = field.questions.map(({ text }) => telling(text));
		QUESTIONS.set(field.questions, questions);
	}
	return { pack, field, cues, questions };
}
/** A pack asks every text the same, and no list of it is changed. */
const QUESTIONS = new WeakMap<Field["questions"], Reader["questions"]>();

type Found = {
	readonly pack: Pack;
	readonly field: Field;
	readonly answer: string;
	readonly confidence: number;
	readonly span: Span;
};

function saidIn(
	{ turns, author }: Heard["signal"],
	sentences: readonly Sentence[],
	readers: readonly Reader[],
): readonly Found[] {
	const openers = openersOf(readers);
	return sentences.flatMap((sentence) => {
		if (turns.length > 0 && turns[indexOfTurn(turns, sentence.start)]?.side === "us") return [];
		if (author === "us" && turns.length === 0 && OUR_OWN.test(sentence.text)) return [];
		// Most sentences hold no cue: what costs more is asked of the others alone.
		const all = wordsIn(sentence.text);
		if (
			all.length <= ANSWER_WORDS_MIN ||
			!all.some(({ text }) => openers.words.has(text) || openers.prefixes.some((prefix) => text.startsWith(prefix))) ||
			!readers.some(({ cues }) => cues.some((cue) => findCue(all, cue) !== null))
		)
			return [];
		// «As a result please send the contract» asks for something, and tells nothing.
		if (isRequest(sentence.text)) return [];
		const said = statementPart(sentence.text);
		const words = wordsIn(said);
		if (words.length <= ANSWER_WORDS_MIN) return [];
		return readers.flatMap(({ pack, field, cues }) => {
			const cue = longestIn(words, cues);
			const stance = cue === null ? null : stanceOf(said, words, cue);
			if (cue === null || stance === null) return [];
			const sure = SAID_CONFIDENCE + 0.05 * Math.min(4, cue.size - 1);
			const confidence = rounded(stance === "hedged" ? sure * HEDGED_FACTOR : sure);
			const answer = turns.length > 0 ? asWritten(said) : said;
			return answer === "" ? [] : [{ pack, field, answer, confidence, span: spanOf(sentence) }];
		});
	});
}

/** Each cue by its longest word: where none of these stands no cue does. */
function openersOf(readers: readonly Reader[]): {
	readonly words: ReadonlySet<string>;
	readonly prefixes: readonly string[];
} {
	const longest = readers.flatMap(({ cues }) =>
		cues.map((cue) => cue.reduce((a, b) => (b.word.length > a.word.length ? b : a))),
	);
	return {
		words: new Set(longest.filter(({ isPrefix }) => !isPrefix).map(({ word }) => word)),
		prefixes: [...new Set(longest.filter(({ isPrefix }) => isPrefix).map(({ word }) => word))],
	};
}

/** In a rep's notes «we use a spreadsheet» is about us, whoever the line is said to be of. */
const OUR_OWN = /^\s*(?:[\p{L}.'’ -]{2,40}:\s{0,3})?(?:i|we|our|my|let['’]?s)(?!\p{L})/iu;

type FoundCue = { readonly first: number; readonly last: number; readonly size: number; readonly denies: boolean };

function longestIn(words: readonly Word[], cues: readonly Cue[]): FoundCue | null {
	let best: FoundCue | null = null;
	for (const cue of cues) {
		const size = sizeOf(cue);
		if (best !== null && best.size >= size) continue;
		const at = findCue(words, cue);
		if (at !== null) best = { ...at, size, denies: cue.some(({ word }) => DENIES.test(word)) };
	}
	return best;
}

const DENIES = /^(?:no|not|never|nobody|nothing|none|without|cannot)$|n't$/;

/** `null`: it is imagined, or denied by words that are not the cue's own. */
function stanceOf(
	said: string,
	words: readonly Word[],
	{ first, last, denies }: FoundCue,
): "asserted" | "hedged" | null {
	const [from, to] = [words[first], words[last]];
	if (!from || !to) return null;
	const stance = stanceAt(said, { start: from.start, end: to.end });
	if (stance === "hypothetical" || (stance === "negated" && !denies)) return null;
	return stance === "hedged" ? "hedged" : "asserted";
}

const UNSURE =
	/\b(?:don['’]t know|do not know|not sure|no idea|hard to say|can['’]t say|cannot say|not yet|haven['’]t (?:thought|decided)|have to ask|will find out)\b/i;
/** Of a field's question so many of its telling words have to be in ours, and so large a part of them. */
const SHARED_WORDS_MIN = 2;
const SHARED_PART_MIN = 0.6;

/** What they say right after a question of ours: its first sentence that says something. */
function askedIn({ text, turns }: Heard["signal"], readers: readonly Reader[]): readonly Found[] {
	return turns.flatMap((turn, at) => {
		const question = turn.side === "buyer" ? questionBefore(text, turns, at) : null;
		const reader = question === null ? null : askedFor(question, readers);
		if (!reader) return [];
		const spoken = sentencesIn(text, [turn]).map((sentence) => ({ sentence, said: asWritten(sentence.text) }));
		if (spoken.some(({ said }) => UNSURE.test(said))) return [];
		const answer = spoken.find(
			({ sentence, said }) =>
				wordsIn(said).length >= ANSWER_WORDS_MIN && !isQuestion(sentence.text) && !said.endsWith("?"),
		);
		const { pack, field } = reader;
		return answer
			? [{ pack, field, answer: answer.said, confidence: ASKED_CONFIDENCE, span: spanOf(answer.sentence) }]
			: [];
	});
}

/** Whose question it is: the field whose own question it repeats most of, else the one whose words stand in it. */
function askedFor(question: string, readers: readonly Reader[]): Reader | null {
	const words = wordsIn(question);
	const ours = telling(question);
	let best: { readonly reader: Reader; readonly score: number } | null = null;
	for (const reader of readers) {
		const alike = Math.max(0, ...reader.questions.map((theirs) => likeness(ours, theirs)));
		const cue = longestIn(words, reader.cues);
		const score = alike > 0 ? 1 + alike : cue !== null && cue.size > 1 ? cue.size / 100 : 0;
		if (score > 0 && (best === null || score > best.score)) best = { reader, score };
	}
	return best?.reader ?? null;
}

function likeness(ours: ReadonlySet<string>, theirs: ReadonlySet<string>): number {
	const shared = [...theirs].filter((word) => ours.has(word)).length;
	const part = shared / Math.max(1, theirs.size);
	return shared >= Math.min(SHARED_WORDS_MIN, theirs.size) && part >= SHARED_PART_MIN ? part : 0;
}

const EMPTY_WORDS = new Set(
	"a an the and or but if of to in on at by for from with about as is are was were be been do does did have has had can could will would should may might i you we they it he she me us them your our their its this that these those there here what which who whom whose how when where why so then than not no yes any some more most much many very just also now".split(
		" ",
	),
);
const telling = (text: string): ReadonlySet<string> =>
	new Set(
		wordsIn(text)
			.map(({ text: word }) => word)
			.filter((word) => !EMPTY_WORDS.has(word)),
	);

const spanOf = ({ start, end }: Span): Span => ({ start, end });
const rounded = (value: number): number => Math.round(value * 100) / 100;
