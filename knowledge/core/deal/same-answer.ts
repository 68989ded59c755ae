/**
 * [LE6] Whether one answer says the same as the other in more or fewer words: lower-cased and without punctuation, the
 * words of one contain those of the other in order. An erased answer equals none.
 */
export function saysTheSame(a: string | null, b: string): boolean {
	if (a === null) return false;
	const [one, other] = [wordsOf(a.replace(NOT_STATED, "")), wordsOf(b.replace(NOT_STATED, ""))];
	const [more, fewer] = one.length >= other.length ? [one, other] : [other, one];
	if (fewer.length === 0) return a.trim() === b.trim();
	const denials = (words: readonly string[]): number => words.filter((word) => DENIALS.has(word)).length;
	return denials(more) === denials(fewer) && containsInOrder(more, fewer);
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
