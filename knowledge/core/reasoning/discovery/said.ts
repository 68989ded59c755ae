import type { Voice } from "../qualification/remark.ts";
import { type Sentence, sentencesIn } from "../sentences.ts";
import { oneLine, type Span } from "../span.ts";
import { asWritten, indexOfTurn, questionBefore, type Turn } from "../speech.ts";

/** What discovery reads of a signal. */
export type Readable = {
	readonly text: string;
	readonly visible: readonly Span[];
	readonly attached: readonly (Span & { readonly name: string })[];
	readonly turns: readonly Turn[];
};

/** One sentence, on one line and without hums. Offsets are those of its span in the whole text, never of `words`. */
export type Said = Span & {
	readonly words: string;
	readonly voice: Voice;
	/** Whose words they are, where that is known. */
	readonly speaker: string | null;
	readonly bullet: boolean;
	/** Of an item, the line that announces its list. */
	readonly heading: string | null;
	/** What our side asked right before, where this opens the answer. */
	readonly asked: string | null;
	/** Whether it opens its paragraph: what follows in an item only comments on it. */
	readonly first: boolean;
};

/** What its author, or the buyer's side of a conversation, said here and now. */
export function saidIn(read: Readable, by: { readonly voice: Voice; readonly writer: string | null }): readonly Said[] {
	const said: Said[] = [];
	let heading: string | null = null;
	let before: Sentence | null = null;
	for (const sentence of sentencesIn(read.text, read.visible)) {
		const at = indexOfTurn(read.turns, sentence.start);
		const turn = read.turns[at] ?? null;
		const first = before?.paragraph !== sentence.paragraph;
		before = sentence;
		if (!sentence.bullet && first) heading = null;
		if (!sentence.bullet && /:\s*$/.test(sentence.text)) heading = oneLine(sentence.text);
		if (turn?.side === "us") continue;
		said.push({
			start: sentence.start,
			end: sentence.end,
			words: turn ? asWritten(sentence.text) : oneLine(sentence.text),
			voice: turn ? "buyer" : by.voice,
			speaker: turn?.speaker || by.writer,
			bullet: sentence.bullet,
			heading,
			first,
			asked: turn && opensTurn(read.text, turn, sentence) ? questionBefore(read.text, read.turns, at) : null,
		});
	}
	return said;
}

/** A word or two may stand before: "Hm. Me and Kelvin." */
const opensTurn = (text: string, turn: Turn, { start }: Span): boolean =>
	text.slice(turn.start, start).trim().split(/\s+/).length <= 3;
