import { SIGNAL_TEXT_CHARS_MAX, SPEAKER_TURNS_MAX } from "../../vocabulary/limits.ts";
import type { Span } from "../span.ts";
import type { Turn } from "../speech.ts";
import type { Side } from "./sides.ts";
import { spoken, type Utterance } from "./utterance.ts";

export type Conversation = {
	readonly text: string;
	readonly turns: readonly Turn[];
	/** The buyer's words. */
	readonly visible: readonly Span[];
	readonly author: "buyer" | "us";
	readonly truncated: boolean;
};

const SPEAKER_CHARS_MAX = 120;

/** [CV4] The text of a conversation, one line a turn, and where in it each turn's words stand. What is too long is cut off. */
export function writeConversation(
	utterances: readonly Utterance[],
	sideOf: (speaker: string | null) => Side,
): Conversation {
	const turns: Turn[] = [];
	const lines: string[] = [];
	let length = 0;
	let truncated = false;
	for (const { speaker, words, side = sideOf(speaker) } of utterances) {
		const name = whole(spoken(speaker ?? ""), SPEAKER_CHARS_MAX).trim();
		const label = `${lines.length === 0 ? "" : "\n"}${name === "" ? "" : `${name}: `}`;
		const said = spoken(words);
		if (said === "") continue;
		const room = SIGNAL_TEXT_CHARS_MAX - length - label.length;
		const kept = whole(said, room).trimEnd();
		truncated ||= kept.length < said.length || turns.length === SPEAKER_TURNS_MAX;
		if (kept === "" || turns.length === SPEAKER_TURNS_MAX) break;
		const start = length + label.length;
		turns.push({ start, end: start + kept.length, speaker: name, side });
		lines.push(label + kept);
		length = start + kept.length;
		if (truncated) break;
	}
	const visible = turns.flatMap(({ start, end, side }) => (side === "buyer" ? [{ start, end }] : []));
	return { text: lines.join(""), turns, visible, author: visible.length > 0 ? "buyer" : "us", truncated };
}

/** Cut at a whole character. */
function whole(text: string, max: number): string {
	if (text.length <= max) return text;
	if (max <= 0) return "";
	return text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) ? max - 1 : max);
}
