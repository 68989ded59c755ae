import type { Instant } from "../../vocabulary/time.ts";
import { type Sentence, sentencesIn } from "../sentences.ts";
import type { Span } from "../span.ts";
import type { Turn } from "../speech.ts";

/** As much of a signal as it takes to know who says what in it. */
export type Heard = {
	readonly text: string;
	readonly visible: readonly Span[];
	readonly turns: readonly Turn[];
	readonly author: "buyer" | "us" | "system";
	/** A note of ours tells what others said; anything else is in its author's own name. */
	readonly kind: string;
	/** When it was written or said: days count from there. */
	readonly receivedAt: Instant;
};

const ACCOUNTS: ReadonlySet<string> = new Set(["note", "meeting", "call"]);
/** What one of us wrote of a talk: in it «she» is the buyer, and whoever is quoted speaks through us. */
export const isAccount = ({ kind, author, turns }: Pick<Heard, "kind" | "author" | "turns">): boolean =>
	author === "us" && turns.length === 0 && ACCOUNTS.has(kind);

export type Side = "us" | "them";

/** A sentence, and who says it. */
export type Said = {
	readonly sentence: Sentence;
	readonly side: Side;
	/** The name of who speaks, in a conversation; `null` in a mail, whose writer is named elsewhere. */
	readonly speaker: string | null;
	/** Which turn of the conversation holds it; -1 outside of one. */
	readonly turn: number;
};

/** Everything said in a signal in order: of a conversation by both sides, of a mail by its author. */
export function saidIn({ text, visible, turns, author }: Heard): readonly Said[] {
	if (turns.length === 0) {
		if (author === "system") return [];
		const side = author === "us" ? "us" : "them";
		return sentencesIn(text, visible).map((sentence) => ({ sentence, side, speaker: null, turn: -1 }));
	}
	const said: Said[] = [];
	let at = 0;
	// Sentences come in order of the turns, which they never cross.
	for (const sentence of sentencesIn(text, turns)) {
		while (at < turns.length - 1 && (turns[at]?.end ?? 0) <= sentence.start) at++;
		const turn = turns[at];
		if (turn) said.push({ sentence, side: turn.side === "us" ? "us" : "them", speaker: turn.speaker, turn: at });
	}
	return said;
}

/** The sentence before one of the same turn or mail, `null` at its start. */
export function sameSpeakerBefore(said: readonly Said[], at: number): Said | null {
	const [one, before] = [said[at], said[at - 1]];
	return one && before && before.turn === one.turn ? before : null;
}
export function sameSpeakerAfter(said: readonly Said[], at: number): Said | null {
	const [one, next] = [said[at], said[at + 1]];
	return one && next && next.turn === one.turn ? next : null;
}
