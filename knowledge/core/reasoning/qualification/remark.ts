import type { Instant } from "../../vocabulary/time.ts";
import { statementPart } from "../acts.ts";
import { type Amount, amountsIn } from "../entities/amounts.ts";
import { datesIn, type FoundDate } from "../entities/dates.ts";
import { type Person, peopleIn } from "../entities/people.ts";
import { holds, matchesIn } from "../matches.ts";
import { type Stance, stanceAt } from "../modality.ts";
import type { Sentence } from "../sentences.ts";
import { oneLine, type Span, shortened, withoutTags } from "../span.ts";

/** Whether the buyer speaks, or one of us tells what the buyer said. */
export type Voice = "buyer" | "reported";

/** One sentence as the detectors read it: the part that states something, and what stands in it. Offsets are within `text`. */
export type Remark = {
	readonly sentence: Sentence;
	readonly text: string;
	readonly voice: Voice;
	/** The line that announced a list, for its items. */
	readonly heading: string | null;
	/** One of several lines that each name a part and what it weighs. */
	readonly weighted: boolean;
	/** The sentence before, whoever said it: what "it" means may stand there. */
	readonly before: string | null;
	/** Name of who speaks, where it is known. */
	readonly speaker: string | null;
	readonly amounts: readonly Amount[];
	readonly dates: readonly FoundDate[];
	readonly people: readonly Person[];
};

/** Words that stand for the buyer's side, as the subject of a statement. */
const SUBJECTS: Readonly<Record<Voice, string>> = {
	buyer:
		"(?:we|i|they|(?:our|my|the) (?:[\\wÀ-ÿ&-]{1,20} ){0,2}?(?:team|teams|company|business|board|management|agents?|staff|people|users|customers|managers?|engineers|site|sites|branch|branches|office|offices|plant|plants|warehouse|stores?|subsidiary|hospital|school|factory|department|group|organi[sz]ation|goal|aim|objective|plan|priority|boss|ceo|cfo|coo|cto|cio|vp|director|head of \\w{1,20})|everyone|leadership|management)",
	reported:
		"(?:they|he|she|(?:the |our )?(?:customer|client|buyer|prospect|company|team|account)|(?:their|his|her|the) (?:\\w{1,20} ){0,2}?(?:team|teams|board|management|agents?|staff|users|customers|managers?|goal|aim|objective|plan|priority|boss|ceo|cfo|coo|cto|cio|vp|director|head of \\w{1,20})|[a-z]{2,20})",
};
export const subject = (voice: Voice): string => SUBJECTS[voice];

/** One pattern for each voice, compiled once. `{S}` stands for the subject. */
export function spoken(source: string, flags = "i"): Readonly<Record<Voice, RegExp>> {
	const build = (voice: Voice) => new RegExp(source.replaceAll("{S}", SUBJECTS[voice]), flags);
	return { buyer: build("buyer"), reported: build("reported") };
}

/** What is told of another house, of the press or of times long past says nothing of the buyer. */
const OF_OTHERS =
	/\b(?:at|in|with) my (?:last|previous|old|former) (?:job|company|employer|place|firm|post)\b|\bmy (?:previous|former|last|old) (?:employer|company|firm|job)\b|\b(?:an?|another|our|the|my|their) (?:neighbouring|neighboring|sister|befriended|rival|other) (?:firm|company|business|town|council|hospital|school|clinic|farm)(?:['’]s)?\b|\b(?:trade press|in the (?:newspaper|news|press|papers?)|according to (?:the|an?) (?:press|study|survey|article|newspaper|analysts?)|(?:spent|paid|bought|ordered) [^.;]{0,40}\bon (?:theirs|his|hers)\b)|\bhe told me over\b|\b(?:my|a) (?:cousin|neighbour|friend|brother-in-law|sister-in-law|uncle|golf partner)(?:['’]s (?:\w+ )?(?:firm|company|clinic|farm|school|shop)| (?:at|from) \p{Lu})|^\W{0,3}at (?!(?:our|my|the|this|that|least|present|some|any)\b)\p{Lu}[\p{L}&]{1,20}(?: \p{Lu}[\p{L}&]{1,20})?,? (?:the|they|he|she|it|one)\b|\byears ago\b[^.;]{0,60}\b(?:had|was|were|tried|spent)\b/iu;
export const isOfOthers = (text: string): boolean => holds(text, OF_OTHERS);

/** A sentence that names more sums, days or people than this is a table, or hostile. */
const ENTITIES_MAX = 6;

export function remarkOf(
	sentence: Sentence,
	at: {
		readonly now: Instant;
		readonly voice: Voice;
		readonly heading: string | null;
		readonly weighted: boolean;
		readonly before: string | null;
		readonly speaker: string | null;
	},
): Remark | null {
	const text = statementPart(sentence.text);
	if (text.trim().length < 3) return null;
	const { voice, heading, weighted, before, speaker } = at;
	return Object.assign(entitiesOf(text, at.now), { sentence, text, voice, heading, weighted, before, speaker });
}

const AMOUNT_WORD = /\d|thousand|hundred|million|grand|lakh|crore/i;
type Entities = Pick<Remark, "amounts" | "dates" | "people">;

/** Looked for when they are first asked for: most rules need but one kind of them. */
function entitiesOf(text: string, now: Instant): Entities {
	const known: { -readonly [Name in keyof Entities]?: Entities[Name] } = {};
	return {
		get amounts() {
			known.amounts ??= AMOUNT_WORD.test(text) ? amountsIn(text, { bare: true }).slice(0, ENTITIES_MAX) : [];
			return known.amounts;
		},
		get dates() {
			known.dates ??= datesIn(text, now, ENTITIES_MAX);
			return known.dates;
		},
		get people() {
			known.people ??= peopleIn(text).slice(0, ENTITIES_MAX);
			return known.people;
		},
	};
}

/** How much of a confidence is left, by stance. What is wished or supposed is no claim at all. */
const STANCE_FACTOR: Readonly<Record<Stance, number>> = { asserted: 1, hedged: 0.65, hypothetical: 0, negated: 0 };

export const confidenceAt = (text: string, span: Span, base: number): number =>
	Math.round(base * STANCE_FACTOR[stanceAt(text, span)] * 100) / 100;

/** What a detector found: a value for a key, and how sure the words make it. */
export type Finding<Key extends string = string> = {
	readonly key: Key;
	readonly value: string;
	readonly confidence: number;
	/** Why this confidence, for who maintains the rules: "stated", "hedged", "no amount" and so on. */
	readonly reason: string;
};

/** Without the words that tie it to its sentence, and without a full stop. */
export const valueFrom = (words: string, max: number): string =>
	atPhrase(
		withoutTags(words)
			.replace(
				/^[\s,;:–—-]{0,4}(?:(?:and|but|so|because|since|also|however|(?:that|which|who)(?!\s(?:is|are|was|were|has|will)\b)|right now|today|plus|then)[,\s]{1,2}){0,3}/i,
				"",
			)
			.replace(/\s(?:before (?:that|this|then)|as well|too|though|however)(?=[\s.,;:!–—-]*$)/i, "")
			.replace(/[\s.,;:!–—-]{1,4}$/, ""),
		max,
	);

/** Too long a value ends where a phrase does, if there is one near enough; otherwise at a word. */
function atPhrase(words: string, max: number): string {
	const line = oneLine(words);
	if (line.length <= max) return line;
	const ends = matchesIn(line.slice(0, max), PHRASE_ENDS).map((match) => match.index);
	const end = ends.findLast((at) => at >= max / 3);
	return end === undefined ? shortened(line, max) : line.slice(0, end);
}
const PHRASE_ENDS = /[,;:]?\s(?:and|or|but|because|which|who|so|while|until|unless|–|—|\()(?=[\s\p{L}])|[,;:]\s/giu;

const LABEL = /^\s{0,4}\*{0,2}([A-Za-z][A-Za-z /-]{2,24}?)\*{0,2}\s?(?::|=|\s[-–]\s)\s{0,3}(?=\S)/;

/** "Budget: EUR 40,000": the topic that a form or a note names before its answer. */
export function labelOf(text: string): { readonly label: string; readonly rest: string } | null {
	const match = LABEL.exec(text);
	return match ? { label: (match[1] ?? "").toLowerCase(), rest: text.slice(match[0].length) } : null;
}

/** Values are read at a glance; the quote beside them has the rest. */
const VALUE_CHARS_MAX = 120;

export function claim<Key extends string>(
	key: Key,
	value: string,
	confidence: number,
	reason: string,
): readonly Finding<Key>[] {
	const text = valueFrom(value, VALUE_CHARS_MAX);
	return text.length < 2 ? [] : [{ key, value: text, confidence: Math.round(confidence * 100) / 100, reason }];
}

/** A claim as sure as the words at `span` are. */
export function weighed<Key extends string>(
	remark: Remark,
	key: Key,
	span: Span,
	value: string,
	base: number,
): readonly Finding<Key>[] {
	const confidence = confidenceAt(remark.text, span, base);
	return confidence === 0 ? [] : claim(key, value, confidence, stanceAt(remark.text, span));
}
