import type { Span } from "./span.ts";

/** What one person said without being interrupted. Offsets of the words, without the speaker's label. */
export type Turn = Span & { readonly speaker: string; readonly side: "buyer" | "us" };

/** Which turn holds an offset; -1 where nobody speaks. Turns are in order and do not overlap. */
export function indexOfTurn(turns: readonly Turn[], at: number): number {
	let low = 0;
	let high = turns.length - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		const turn = turns[middle];
		if (!turn) return -1;
		if (at < turn.start) high = middle - 1;
		else if (at >= turn.end) low = middle + 1;
		else return middle;
	}
	return -1;
}

/** What our side asked right before a turn; only a short answer leans on it, and only the first words of that turn do. */
export function questionBefore(text: string, turns: readonly Turn[], index: number): string | null {
	const before = turns[index - 1];
	if (before?.side !== "us") return null;
	const said = text.slice(Math.max(before.start, before.end - QUESTION_CHARS_MAX), before.end).trimEnd();
	if (!said.endsWith("?")) return null;
	return said.slice(said.search(/[^.?!]{1,400}\?$/));
}
const QUESTION_CHARS_MAX = 400;

const HUM =
	/(?:,\s)?(?<![\p{L}'’-])(?:[Uu]m+|[Uu]h+|[Ee]rm+|er+|[Hh]m+|[Mm]m+|[Aa]h|[Ee]h|[Oo]h)(?![\p{L}'’-])[,.…]{0,3}\s?/gu;
const ASIDE =
	/,\s(?:you know|i mean|sort of|kind of|like|let['’]s say|how do you say|what was it|to be (?:honest|fair)|i have to say|obviously|basically|you see)(?:,|(?=[.?!]|\s?$))/gi;
const OPENING =
	/^(?:(?:yeah|yes|yep|yup|no|nah|well|so|right|okay|ok|look|listen|honestly|sure|fine|and|but|i mean|you know|actually|now|then|because|exactly|absolutely)(?:,|\s[-–—])\s)+(?=\S)/i;
/** "With a, with a footballer": a start that was begun again. */
const STUTTER = /\b(\p{L}{1,12}(?:\s\p{L}{1,12})?),\s\1(?=\s)/giu;

/** Spoken words as they would be written: without hums, asides and false starts. Offsets do not survive. */
export const asWritten = (text: string): string =>
	text
		.replace(OPENING, "")
		.replace(HUM, " ")
		.replace(ASIDE, "")
		.replace(STUTTER, "$1")
		.replace(/\s+([,.?!])/g, "$1")
		.replace(/\s+/g, " ")
		.trim()
		.replace(OPENING, "");
