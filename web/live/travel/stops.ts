import type { EventView } from "#knowledge/core/contract/deal.ts";

/** Where a run had ended: the moments that page keys go to. The first event and the last are stops too. */
export function stopsOf(events: readonly EventView[], last: number): readonly number[] {
	const ends = events.filter(({ event }) => event.type === "deal.run-settled").map(({ seq }) => seq);
	return [...new Set([1, ...ends, last])].sort((a, b) => a - b);
}

/** The stop before or after a moment; the moment itself where there is none. */
export function stopFrom(stops: readonly number[], at: number, by: 1 | -1): number {
	const found = by === 1 ? stops.find((each) => each > at) : stops.findLast((each) => each < at);
	return found ?? at;
}

export type Tick = { readonly seq: number; readonly kind: "signal" | "stage" | "run" };

/** What is worth a mark under the slider. */
export const ticksOf = (events: readonly EventView[]): readonly Tick[] =>
	events.flatMap(({ seq, event }): Tick[] => {
		if (event.type === "conversation.signal-received") return [{ seq, kind: "signal" }];
		if (event.type === "deal.stage-changed") return [{ seq, kind: "stage" }];
		return event.type === "deal.run-settled" ? [{ seq, kind: "run" }] : [];
	});
