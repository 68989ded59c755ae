import { isSingle } from "../facts/keys.ts";
import { isSameName } from "../facts/person-name.ts";
import { partsOf } from "../facts/subject.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";

/**
 * [LE6] Whether one answer says the same as the other: in more or fewer words, lower-cased and without punctuation, where
 * the words of one contain those of the other in order; of one person by two names; or one sum, given roughly and in full.
 * An erased answer equals none.
 */
export function saysTheSame(a: string | null, b: string): boolean {
	if (a === null) return false;
	if (isSamePerson(a, b) || isSameSum(a, b)) return true;
	const [one, other] = [wordsOf(a.replace(NOT_STATED, "")), wordsOf(b.replace(NOT_STATED, ""))];
	const [more, fewer] = one.length >= other.length ? [one, other] : [other, one];
	if (fewer.length === 0) return a.trim() === b.trim();
	const denials = (words: readonly string[]): number => words.filter((word) => DENIALS.has(word)).length;
	return denials(more) === denials(fewer) && containsInOrder(more, fewer);
}

/**
 * [LE10] Whether a value says what a person denied, in its words or others: of one in parts, about the same and without a part
 * that says otherwise. A longer one that merely holds its words is another, as «March 2028, after the audit» is of «by March»;
 * a sum is the same in any words.
 */
export function saysDenied(key: FactKey, denied: string | null, value: string): boolean {
	if (denied === null) return false;
	const [about = "", ...parts] = partsOf(value);
	const [was = "", ...before] = partsOf(denied);
	if (key === "bant.budget") return saysTheSame(denied, value);
	if (parts.length === 0 && before.length === 0)
		return isAlike(was, about) || (isSingle(key) && isSamePerson(was, about));
	const isAboutSame = key === "discovery.stakeholder" ? isSameName(was, about) : isAlike(was, about);
	return isAboutSame && parts.every((part, i) => isOpen(part) || isOpen(before[i]) || isAlike(before[i] ?? "", part));
}

const isOpen = (part: string | undefined): boolean => part === undefined || /^(?:-|unknown|)$/i.test(part);

function isAlike(a: string, b: string): boolean {
	const [these, those] = [wordsOf(a).length, wordsOf(b).length];
	return saysTheSame(a, b) && 2 * Math.min(these, those) >= Math.max(these, those);
}

function containsInOrder(words: readonly string[], wanted: readonly string[]): boolean {
	let found = 0;
	for (const word of words) if (word === wanted[found]) found += 1;
	return found === wanted.length;
}

/** "45,000 (currency not stated)" leaves something out, and says nothing against "EUR 45,000". */
const NOT_STATED = /\s?\((?:currency|unit) not stated\)/i;

/** "Mr. Brignoli" is Ettore Brignoli as far as the words go. */
const HONORIFICS = /(?<!\p{L})(?:Mrs?|Ms|Dr|Prof|Herr|Frau|Mme|Mlle|Sra?|Ing|Avv|Dott|Sir|Madam)\.?\s(?=\p{Lu})/gu;

/** One of these more, and it is another answer however alike the rest is. */
const DENIALS: ReadonlySet<string> = new Set(["no", "not", "never", "without", "cannot"]);

/** "signs off: Jonas Petrie (CFO)": who it is, and what they are. */
const NAMED =
	/^(?:signs off: )?((?:\p{Lu}[\p{L}.'’-]*|van|von|de|der|del|da|la)(?:,?\s(?:\p{Lu}[\p{L}.'’-]*|van|von|de|der|del|da|la)){0,4})(?:\s\(([^()]{2,60})\))?$/u;

/** "R. Harrow" is Ruth Harrow, and "Petrie, Jonas" is Jonas Petrie, whatever each text calls their post. */
function isSamePerson(a: string, b: string): boolean {
	const [one, other] = [NAMED.exec(a.replace(HONORIFICS, "")), NAMED.exec(b.replace(HONORIFICS, ""))];
	if (!one?.[1] || !other?.[1]) return false;
	const [these, those] = [wordsOf(inOrder(one[1])), wordsOf(inOrder(other[1]))];
	const [more, fewer] = these.length >= those.length ? [these, those] : [those, these];
	// Of a first name alone there may be two, and their posts tell them apart.
	if (fewer.length < 2 && one[2] && other[2]) return false;
	// An initial stands for a first name; a last name is written out.
	if (!fewer.some((word) => word.length > 1 && more.includes(word))) return false;
	let found = 0;
	for (const word of more) if (fewer[found] !== undefined && isWord(word, fewer[found] ?? "")) found += 1;
	return found === fewer.length;
}
/** "Petrie, Jonas" as it is spoken. */
const inOrder = (name: string): string => name.replace(/^([^,]+),\s(.+)$/, "$2 $1");
const isWord = (full: string, word: string): boolean =>
	full === word || (word.length === 1 && full.startsWith(word)) || (full.length === 1 && word.startsWith(full));

const SUM =
	/^(?:(up to|about|around|roughly|approximately|circa|ca\.?|some|~) ?)?(?:([A-Z]{3}) )?(\d{1,3}(?:,\d{3})*|\d+)(?:\.\d{1,2})?(?: \((currency|unit) not stated\))?$/i;
/** Two figures of which one is rough say the same within a tenth. */
const ROUGHLY = 0.1;
const THOUSAND = 1_000;

type Sum = {
	readonly value: number;
	readonly currency: string | null;
	readonly rough: boolean;
	readonly round: boolean;
};

/** "About 800 (unit not stated)" is USD 800,000, and about EUR 40,000 is EUR 42,000; "760,000, not 800" is another sum. */
function isSameSum(a: string, b: string): boolean {
	const [one, other] = [sumOf(a), sumOf(b)];
	if (!one || !other || (one.currency && other.currency && one.currency !== other.currency)) return false;
	const scales = one.round === other.round ? [1] : [1, THOUSAND];
	return scales.some((scale) => {
		const [x, y] = [one.round ? one.value * scale : one.value, other.round ? other.value * scale : other.value];
		// Who names a round figure without its unit leaves out the thousand, and not a tenth.
		const near = one.round || other.round || !(one.rough || other.rough) ? 0 : ROUGHLY;
		return Math.abs(x - y) <= near * Math.max(x, y);
	});
}

function sumOf(text: string): Sum | null {
	const match = SUM.exec(text.trim());
	if (!match) return null;
	const [, lead = "", currency, digits = "", left] = match;
	return {
		value: Number(digits.replaceAll(",", "")),
		currency: currency?.toUpperCase() ?? null,
		rough: lead !== "" && !/^up to$/i.test(lead),
		round: left?.toLowerCase() === "unit",
	};
}

/** A number stays one word: «40,000» is 40000, and «1.5» neither 15 nor 1. */
const wordsOf = (text: string): readonly string[] =>
	text
		.normalize("NFKC")
		.replace(HONORIFICS, "")
		.toLowerCase()
		.replace(/n['\u2019]t\b/gu, " not")
		.replace(/(?<=\d)[,.'\u2019](?=\d{3}(?!\d))/gu, "")
		.replace(/(?<!\d)\p{P}|\p{P}(?!\d)/gu, " ")
		.replace(/\p{Sc}/gu, " $& ")
		.split(/\s+/u)
		.filter((word) => word !== "");
