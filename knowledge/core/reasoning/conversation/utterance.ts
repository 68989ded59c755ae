import type { Side } from "./sides.ts";

/** What was said in one go. `null`: nobody says who said it. Words are one line. */
export type Utterance = {
	readonly speaker: string | null;
	readonly words: string;
	/** Where more is known of its speaker than the name. */
	readonly side?: Side;
};

export type ReadConversation =
	| { readonly type: "conversation"; readonly utterances: readonly Utterance[] }
	/** `line` counts from 1, in the file as it came. */
	| { readonly type: "refused"; readonly line: number; readonly reason: string };

export const refusedAt = (line: number, reason: string): ReadConversation & { readonly type: "refused" } => ({
	type: "refused",
	line,
	reason,
});

/**
 * One line: white space runs as one space. Without control characters, byte order marks, marks that turn the direction of
 * writing, and the tag block, in which text can be written that a model reads and a person cannot see.
 */
export const spoken = (text: string): string =>
	text
		.replace(/[\s\u0085]+/gu, " ")
		.replace(UNSEEN, "")
		.replace(/\p{Surrogate}/gu, "\uFFFD")
		.replace(/ {2,}/g, " ")
		.trim();

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point.
const UNSEEN = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;
