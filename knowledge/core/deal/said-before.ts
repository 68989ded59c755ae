import type { SignalAuthor } from "../events/signal.ts";
import type { SignalRecord } from "./signal-record.ts";

/** Words of an earlier text, and who of the two sides said them. */
export type SaidBefore = { readonly side: "buyer" | "us"; readonly words: string };

/** As much of an earlier text as a person rereads before the next step: every step is journaled with it. */
export const SAID_BEFORE_CHARS_MAX = 1_500;

/** What an earlier text said, without what it quotes: of a conversation each turn, of anything else its author's words. */
export function saidBefore(
	{ text, visible, turns }: Pick<SignalRecord, "text" | "visible" | "turns">,
	author: SignalAuthor,
): readonly SaidBefore[] {
	if (turns && turns.length > 0)
		return bounded(turns.map(({ start, end, side }) => ({ side, words: text.slice(start, end) })));
	if (author === "system") return [];
	const words = visible.map(({ start, end }) => text.slice(start, end)).join("\n");
	return bounded([{ side: author, words }]);
}

/** The end of a conversation is where it was agreed what is next, so that its beginning goes first; a mail begins with its point. */
export function bounded(said: readonly SaidBefore[]): readonly SaidBefore[] {
	const kept: SaidBefore[] = [];
	let room = SAID_BEFORE_CHARS_MAX;
	for (const each of said.toReversed()) {
		if (room <= 0) break;
		const words = each.words.trim().slice(0, room);
		room -= words.length;
		if (words !== "") kept.unshift({ side: each.side, words });
	}
	return kept;
}
