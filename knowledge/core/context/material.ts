import type { Span } from "../reasoning/span.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { estimateTokens } from "./tokens.ts";

/** Part of a text, with how much it matters: more is better. */
export type Passage = Span & {
	/** Which part of the text it belongs to, from 0: a turn, an attachment. Passages of one part that follow one another stand together. */
	readonly part: number;
	readonly weight: number;
};

/** A text by its passages, in their order, not overlapping. */
export type Passages = {
	readonly source: string;
	/** Stands before them and is never left out. */
	readonly lead: string;
	readonly passages: readonly Passage[];
	/** What stands before a piece of this part that begins at `start`, such as its offset and who says it. */
	readonly head: (part: number, start: number) => string;
};

export type Fitted = {
	readonly text: string;
	/** As it stands fenced in a prompt. */
	readonly tokens: number;
	readonly leftChars: number;
	readonly kept: number;
	readonly left: number;
};

/** Stands where passages were left out. */
export const LEFT_OUT = "[…]";

/** As one JSON string on one line, by whatever rule for line ends: a text cannot end a fence that has no end mark of its own. */
export const fence = (text: string): string =>
	canonicalJson(text).replace(LINE_ENDS, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`);

const LINE_ENDS = /[\n\v\f\r\u0085\u2028\u2029]/g;

/**
 * The passages that matter most and fit together, in the order of the text, with a mark where something was left out.
 * Where not even the first of them fits it is cut at its end.
 */
export function fitPassages(all: Passages, tokensMax: number): Fitted {
	const { source, passages } = all;
	const byWeight = passages
		.map((passage, i) => ({
			i,
			passage,
			cost: estimateTokens(source.slice(passage.start, passage.end)) + PIECE_TOKENS,
		}))
		.sort((a, b) => b.passage.weight - a.passage.weight || a.i - b.i);
	const chosen: number[] = [];
	let sum = estimateTokens(all.lead);
	for (const { i, cost } of byWeight) {
		if (sum + cost > tokensMax) continue;
		chosen.push(i);
		sum += cost;
	}
	const length = passages.reduce((chars, { start, end }) => chars + end - start, 0);
	// What a piece costs is estimated without its fence, which is dear for some scripts: the least of them go until all fits.
	for (; chosen.length > 0; chosen.splice(Math.max(1, Math.floor(chosen.length * KEEP_SHARE)), chosen.length)) {
		const text = told(all, new Set(chosen));
		const tokens = estimateTokens(fence(text));
		if (tokens <= tokensMax) {
			const shown = chosen.reduce((chars, i) => chars + sizeOf(passages[i]), 0);
			return { text, tokens, leftChars: length - shown, kept: chosen.length, left: passages.length - chosen.length };
		}
		if (chosen.length === 1) break;
	}
	const [first] = byWeight;
	if (!first) return fit(all.lead, tokensMax);
	const { start, end, part } = first.passage;
	const head = `${all.lead}${all.head(part, start)}`;
	const cut = fit(`${head}${source.slice(start, end)}`, tokensMax);
	const shown = Math.max(0, cut.text.length - head.length);
	return { ...cut, leftChars: length - shown, kept: shown > 0 ? 1 : 0, left: passages.length - (shown > 0 ? 1 : 0) };
}

/** The head of a piece and its line end, where it does not follow the one before it. */
const PIECE_TOKENS = 4;
const KEEP_SHARE = 0.9;

const sizeOf = (span: Span | undefined): number => (span ? span.end - span.start : 0);

function told({ source, lead, passages, head }: Passages, chosen: ReadonlySet<number>): string {
	const pieces: string[] = [];
	let open: { start: number; end: number; part: number } | null = null;
	const close = (): void => {
		if (open) pieces.push(`${head(open.part, open.start)}${source.slice(open.start, open.end)}`);
		open = null;
	};
	passages.forEach(({ start, end, part }, i) => {
		if (!chosen.has(i)) {
			close();
			if (pieces.at(-1) !== LEFT_OUT) pieces.push(LEFT_OUT);
			return;
		}
		if (open && open.part !== part) close();
		open = { start: open?.start ?? start, end, part };
	});
	close();
	return `${lead}${pieces.join("\n")}`;
}

/** The longest start of a text whose fenced form fits. */
export function fit(text: string, tokensMax: number): Fitted {
	let low = 0;
	let high = Math.min(text.length, tokensMax * 8);
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (estimateTokens(fence(text.slice(0, middle))) <= tokensMax) low = middle;
		else high = middle - 1;
	}
	const cut = text.slice(0, low);
	const isCut = cut.length < text.length;
	return {
		text: cut,
		tokens: cut === "" ? 0 : estimateTokens(fence(cut)),
		leftChars: text.length - cut.length,
		kept: cut === "" ? 0 : 1,
		left: isCut ? 1 : 0,
	};
}
