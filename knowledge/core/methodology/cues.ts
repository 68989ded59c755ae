/**
 * A cue is a word or a phrase in plain writing. It is found as whole words, whatever the case. «…» (or «...») stands for up
 * to six words between, and «*» at the end of a word for any ending: «how … decid*».
 *
 * Words are compared with words, so that no cue can take longer than its length times the text's.
 */
export type Cue = readonly CueWord[];
type CueWord = { readonly word: string; readonly isPrefix: boolean; readonly gap: number };

export type Word = { readonly text: string; readonly start: number; readonly end: number };

const GAP_WORDS_MAX = 6;
/** With more of them it says nothing any more. */
const GAPS_MAX = 2;
/** «Sign-off» is two words, «don't» is one. */
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** The words of a text in small letters, with their places. */
export function wordsIn(text: string): readonly Word[] {
	const words: Word[] = [];
	WORD.lastIndex = 0;
	for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
		const [word] = match;
		words.push({ text: plain(word), start: match.index, end: match.index + word.length });
	}
	return words;
}

const plain = (word: string): string => {
	const lower = word.toLowerCase();
	return lower.includes("’") ? lower.replaceAll("’", "'") : lower;
};

/** Reads a cue; `null` where it is none. */
export function cueOf(text: string): Cue | null {
	const cue: CueWord[] = [];
	let gap = 0;
	for (const part of text.trim().replaceAll("...", " … ").replaceAll("…", " … ").split(/\s+/)) {
		if (part === "…") {
			if (cue.length === 0 || gap > 0) return null;
			gap = GAP_WORDS_MAX;
			continue;
		}
		const isPrefix = part.endsWith("*");
		const bare = isPrefix ? part.slice(0, -1) : part;
		const found = wordsIn(bare);
		// Nothing else stands in it: a sign that is never compared would look as if it counted.
		if (found.length === 0 || found.map(({ text }) => text).join("-") !== plain(bare)) return null;
		for (const [i, { text: word }] of found.entries())
			cue.push({ word, isPrefix: isPrefix && i === found.length - 1, gap: i === 0 ? gap : 0 });
		gap = 0;
	}
	return cue.length === 0 || gap > 0 || cue.filter((each) => each.gap > 0).length > GAPS_MAX ? null : cue;
}

export const isCue = (text: string): boolean => cueOf(text) !== null;

/** How many words a cue has: the more, the surer what it finds. */
export const sizeOf = (cue: Cue): number => cue.length;

type Place = { readonly first: number; readonly last: number };

/**
 * The first place where a cue stands, as numbers of its first and its last word. Part by part from the last to the first, each
 * word is looked at once, whatever gaps there are.
 */
export function findCue(words: readonly Word[], cue: Cue): Place | null {
	// In nearly every text some word of a cue does not stand at all.
	if (!cue.every((part) => words.some(({ text }) => fits(text, part)))) return null;
	/** By word: the first place from there on where the parts behind this one stand. */
	let behind: readonly (Place | null)[] | null = null;
	let gap = 0;
	for (const part of cue.toReversed()) {
		const places = new Array<Place | null>(words.length).fill(null);
		let nearest: Place | null = null;
		for (let at = words.length - 1; at >= 0; at--) {
			const next: Place | null = behind === null ? { first: at + 1, last: at } : (behind[at + 1] ?? null);
			if (next !== null && next.first <= at + 1 + gap && fits(words[at]?.text ?? "", part))
				nearest = { first: at, last: next.last };
			places[at] = nearest;
		}
		behind = places;
		gap = part.gap;
	}
	return behind?.[0] ?? null;
}

const fits = (text: string, { word, isPrefix }: CueWord): boolean => (isPrefix ? text.startsWith(word) : text === word);

/** A pack is asked about every fact of a turn, and its cues say the same each time. */
const read = new WeakMap<readonly string[], readonly Cue[]>();

/** The cues that can be read. A pack was checked when it was written, and no list of it is changed. */
export function cuesOf(texts: readonly string[]): readonly Cue[] {
	const cues = read.get(texts) ?? texts.map(cueOf).filter((cue) => cue !== null);
	read.set(texts, cues);
	return cues;
}

/** Whether any of these stands in a text. */
export const saysAny = (text: string, cues: readonly string[]): boolean => {
	const words = wordsIn(text);
	return cuesOf(cues).some((cue) => findCue(words, cue) !== null);
};
