import { isAutomatic } from "#knowledge/agents/signal-text.ts";
import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence, ReadFact } from "#knowledge/core/facts/fact.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import { DAY_MS, type Instant } from "#knowledge/core/vocabulary/time.ts";

/** The words of a signal by side: a conversation has both, a mail one. */
export type Reading = {
	readonly signal: SignalText | null;
	readonly buyers: readonly Sentence[];
	readonly ours: readonly Sentence[];
	/** Whole weeks in which nobody wrote or spoke; 0 for a deal that something has just happened to. */
	readonly silentWeeks: number;
	/** A mail of ours left after what is read here was written: what it asked for is taken to be answered. */
	readonly answeredAt: Instant | null;
};

const NOTHING = { buyers: [], ours: [] } as const;

export function read(input: SkillInput): Reading {
	const { signal } = input;
	return { signal, ...sidesOf(signal), silentWeeks: silentWeeksOf(input), answeredAt: answeredAt(input) };
}

function sidesOf(signal: SignalText | null): Pick<Reading, "buyers" | "ours"> {
	if (!signal || signal.author === "system" || signal.kind === "calendar") return NOTHING;
	const { text, turns, visible } = signal;
	if (turns.length > 0) {
		const said = (side: "buyer" | "us") =>
			sentencesIn(
				text,
				turns.filter((turn) => turn.side === side),
			);
		return { buyers: said("buyer"), ours: said("us") };
	}
	if (isAutomatic(signal)) return NOTHING;
	const sentences = sentencesIn(text, visible);
	return signal.author === "buyer" ? { buyers: sentences, ours: [] } : { buyers: [], ours: sentences };
}

/** A signal that has only just come in may have been written long ago; it ends any silence. */
const isFresh = (input: SkillInput): boolean => /\bwoken by signal\b/.test(input.task);

function silentWeeksOf(input: SkillInput): number {
	const latest = Math.max(input.signal?.receivedAt ?? 0, ...input.history.map((line) => line.at));
	if (latest === 0 || isFresh(input)) return 0;
	return Math.max(0, Math.floor((input.now - latest) / (7 * DAY_MS)));
}

function answeredAt(input: SkillInput): Instant | null {
	const { signal, history } = input;
	if (!signal || isFresh(input)) return null;
	return history.find((line) => line.kind === "sent" && line.at > signal.receivedAt)?.at ?? null;
}

/** Whether a text is our own account, in which the buyer does not speak. */
export const isOurAccount = (signal: SignalText): boolean => signal.author !== "buyer" && signal.turns.length === 0;

/** The quotes of a fact that can still be shown. */
export const quotesOf = (fact: ReadFact): readonly Evidence[] =>
	fact.evidence.flatMap(({ signal, quote, start, end }) => (quote === null ? [] : [{ signal, quote, start, end }]));

type Quoted = Omit<Evidence, "quote"> & { readonly quote: string | null };
export const isSameQuote = (a: Quoted, b: Quoted): boolean =>
	a.signal === b.signal && a.start === b.start && a.end === b.end && a.quote === b.quote;
