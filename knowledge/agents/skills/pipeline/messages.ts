import { isAutomatic } from "#knowledge/agents/signal-text.ts";
import type { HistoryLine, SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { SignalKind } from "#knowledge/core/events/signal.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import type { Turn } from "#knowledge/core/reasoning/speech.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";

/** One thing that was written or said in the deal, as far back as the history goes. */
export type Message = {
	readonly at: Instant;
	readonly author: "buyer" | "us" | "system";
	readonly kind: SignalKind;
	/** A mail or a chat leaves somebody to answer; a talk was answered while it was held; a note is nobody's word to anybody. */
	readonly sort: "written" | "talk" | "note" | "calendar";
	readonly text: string;
	readonly visible: readonly { readonly start: number; readonly end: number }[];
	readonly turns: readonly Turn[];
	/** Who has the last word in it. */
	readonly last: "buyer" | "us" | null;
	/** The sentences of each side; what a note tells is taken for the buyer's. */
	readonly theirs: readonly Sentence[];
	readonly ours: readonly Sentence[];
	/** The signal that it is, where it is the one that is read. */
	readonly signal: SignalText | null;
};

/** What was said in a deal, the latest first, without what machines wrote. */
export function messagesOf({ signal, history }: SkillInput): readonly Message[] {
	const latest = signal && !isAutomatic(signal) ? [ofSignal(signal)] : [];
	return [...latest, ...history.flatMap(ofLine)].sort((a, b) => b.at - a.at);
}

function ofSignal(signal: SignalText): Message {
	const { receivedAt: at, author, kind, text, visible, turns } = signal;
	const sort = sortOf(kind, turns.length);
	return message({ at, author, kind, sort, text, visible: firstOf(visible), turns: firstOf(turns), signal });
}

function ofLine({ at, by, kind, said = [], gist }: HistoryLine): readonly Message[] {
	if (kind === "calendar") return [];
	const parts = said.length > 0 ? said : by === "system" ? [] : [{ side: by, words: gist }];
	const isTalk = parts.length > 1;
	const turns: Turn[] = [];
	let text = "";
	for (const { side, words } of parts) {
		turns.push({ start: text.length, end: text.length + words.length, side, speaker: side });
		text += `${words}\n`;
	}
	const visible = turns.filter(({ side }) => !isTalk || side === "buyer").map(({ start, end }) => ({ start, end }));
	const sort = sortOf(kind, isTalk ? turns.length : 0);
	const of = { at, author: by, kind: kind === "sent" ? "email" : kind, sort, text, visible } as const;
	return [message({ ...of, turns: isTalk ? turns : [], signal: null })];
}

/** As much of one text as decides what is next; what is longer is a file, or hostile. */
const CHARS_MAX = 8_000;
const SENTENCES_MAX = 200;
function firstOf<T extends { readonly start: number; readonly end: number }>(spans: readonly T[]): readonly T[] {
	let room = CHARS_MAX;
	return spans.flatMap((span): readonly T[] => {
		if (room <= 0) return [];
		const end = Math.min(span.end, span.start + room);
		room -= end - span.start;
		return [{ ...span, end }];
	});
}

function sortOf(kind: HistoryLine["kind"], turns: number): Message["sort"] {
	if (kind === "calendar") return "calendar";
	if (kind === "chat" || kind === "email" || kind === "sent") return "written";
	return turns > 0 ? "talk" : "note";
}

function message(of: Omit<Message, "theirs" | "ours" | "last">): Message {
	const { text, turns, visible, author, sort } = of;
	if (author === "system" || sort === "calendar") return { ...of, theirs: [], ours: [], last: null };
	const side = (wanted: Turn["side"]) =>
		turns.length > 0
			? sentencesIn(
					text,
					turns.filter((turn) => turn.side === wanted),
				)
			: (author === "buyer" || sort === "note") === (wanted === "buyer")
				? sentencesIn(text, visible)
				: [];
	const last = turns.at(-1)?.side ?? (sort === "note" ? null : author);
	return { ...of, theirs: side("buyer").slice(0, SENTENCES_MAX), ours: side("us").slice(0, SENTENCES_MAX), last };
}
