import { WORD_CLASSES } from "../reasoning/learned/words.ts";

/** A word of a question or a memory, reduced so that its forms meet: «renewals» and «renewal», «signed» and «signing». */
export function termsOf(text: string): readonly string[] {
	return wordsOf(text).map(stem);
}

/** What its words mean, as far as a class of words holds them: «cost» and «fee» are both of `~costs`. */
export function conceptsOf(text: string): readonly string[] {
	return [...new Set(wordsOf(text).flatMap((word) => CONCEPTS.get(stem(word)) ?? []))];
}

const wordsOf = (text: string): readonly string[] =>
	(text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.,]\p{N}+)*/gu) ?? []).filter((word) => !COMMON.has(word));

const COMMON: ReadonlySet<string> = new Set(
	"a an and are as at be been but by can did do does for from had has have he her his how i in is it its me my not of on or our she so that the their them then there they this to us was we were what when where which who whom whose why will with would you your about any all also if into than just only some such".split(
		" ",
	),
);

/** Endings of English. Of other languages words are compared as they stand. */
function stem(word: string): string {
	if (word.length < 5) return word;
	const base = word
		.replace(/(?:ies)$/, "y")
		.replace(/(?:sses)$/, "ss")
		.replace(/(?<![su])s$/, "");
	return base.length < 6 ? base : base.replace(/(?:ing|ed|ly|ment|ation|ions?)$/, "").replace(/(.)\1$/, "$1");
}

/** The classes by which sentences are sorted: coarse, and drawn up for buyers' mails, so they count for less than words. */
const CONCEPTS: ReadonlyMap<string, readonly string[]> = (() => {
	const concepts = new Map<string, readonly string[]>();
	for (const [name, words] of Object.entries(WORD_CLASSES))
		for (const word of new Set(words.split(" ").map(stem)))
			if (!COMMON.has(word)) concepts.set(word, [...(concepts.get(word) ?? []), `~${name}`]);
	return concepts;
})();
