export type Span = { readonly start: number; readonly end: number };
export type Segment = {
	readonly start: number;
	readonly text: string;
	/** `active`: the quote that was asked for; `other`: a quote behind another fact. */
	readonly mark: "active" | "other" | null;
	/** Quoted history or a signature: not what the author wrote here and now. */
	readonly dim: boolean;
};

/**
 * Cuts a text at every edge of its spans, so that each piece is marked in one way. Offsets are UTF-16 units, as the
 * evidence has them; spans outside the text are cut to it. Joined, the pieces are the text.
 */
export function segment(
	text: string,
	spans: { visible: readonly Span[]; active: readonly Span[]; others: readonly Span[] },
): readonly Segment[] {
	const all = [...spans.visible, ...spans.active, ...spans.others];
	const edges = new Set([0, text.length]);
	for (const span of all) {
		for (const edge of [span.start, span.end]) if (edge > 0 && edge < text.length) edges.add(edge);
	}
	const cuts = [...edges].sort((a, b) => a - b);
	const pieces: Segment[] = [];
	for (const [i, start] of cuts.entries()) {
		const end = cuts[i + 1];
		if (end === undefined) break;
		const within = (each: Span) => each.start <= start && end <= each.end;
		const mark = spans.active.some(within) ? "active" : spans.others.some(within) ? "other" : null;
		// Without any span of its own words the author's part is unknown, and nothing is dimmed.
		const dim = spans.visible.length > 0 && !spans.visible.some(within);
		const before = pieces.at(-1);
		if (before && before.mark === mark && before.dim === dim) {
			pieces[pieces.length - 1] = { ...before, text: before.text + text.slice(start, end) };
		} else pieces.push({ start, text: text.slice(start, end), mark, dim });
	}
	return pieces;
}

/** The promise behind every fact: its quote stands at its offsets. Erased quotes cannot be compared. */
export const standsThere = (text: string, quote: Span & { readonly quote: string | null }): boolean =>
	quote.quote === null || text.slice(quote.start, quote.end) === quote.quote;
