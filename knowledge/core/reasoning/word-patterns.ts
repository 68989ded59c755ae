import { MAIL_WORDS, type MailWords } from "./mail-words.ts";

type Kind = keyof MailWords;

/** Every word of one kind, in all languages, the longest first, so that a pattern takes the whole of one. */
export function wordsOf(kind: Kind): readonly string[] {
	const words = new Set(Object.values(MAIL_WORDS).flatMap((row) => (row[kind] ?? "").split("|")));
	words.delete("");
	return [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** Words as alternatives of a pattern. */
export const anyOf = (words: readonly string[]): string =>
	words
		.map((word) =>
			word
				.replace(/[()[\]{}.*+?^$|\\/]/g, "\\$&")
				.replace(/ /g, "\\s{1,3}")
				.replace(/'/g, "['’]"),
		)
		.join("|");
