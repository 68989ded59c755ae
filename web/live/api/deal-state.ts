import type { DealView, EffectView, EventView } from "#knowledge/core/contract/deal.ts";
import type { ServerFrame } from "#knowledge/core/contract/frames.ts";

export type Connection = "connecting" | "live" | "reconnecting";
export type Working = { readonly run: string; readonly skills: readonly string[] };

/** What the page knows of one deal. `events` is an unbroken stretch of its log, ascending. */
export type DealState = {
	readonly deal: DealView | null;
	readonly outbox: readonly EffectView[];
	readonly events: readonly EventView[];
	readonly working: Working | null;
};

export const NOTHING_YET: DealState = { deal: null, outbox: [], events: [], working: null };

export const lastSeq = (state: DealState): number => state.events.at(-1)?.seq ?? 0;
export const firstSeq = (state: DealState): number => state.events[0]?.seq ?? 0;

export type Applied = {
	readonly state: DealState;
	/** Events are missing between what we have and what came: say `hello` again from our last. */
	readonly gap: boolean;
};

export function applyFrame(state: DealState, frame: ServerFrame): Applied {
	switch (frame.type) {
		case "events":
			return appendEvents(state, frame.items);
		case "deal":
			return { state: withDeal(state, frame.deal, frame.outbox), gap: false };
		case "working":
			return { state: { ...state, working: { run: frame.run, skills: frame.skills } }, gap: false };
		case "pong":
		case "refused":
			return { state, gap: false };
	}
}

/** Each event once, by its number, whether it came by the socket, by HTTP, or by both. */
export function appendEvents(state: DealState, came: readonly EventView[]): Applied {
	const last = lastSeq(state);
	const fresh = came.filter((entry) => entry.seq > last).sort((a, b) => a.seq - b.seq);
	const next: EventView[] = [];
	let seq = state.events.length > 0 ? last : (fresh[0]?.seq ?? 1) - 1;
	for (const entry of fresh) {
		if (entry.seq === seq) continue;
		if (entry.seq !== seq + 1) return { state: grown(state, next), gap: true };
		next.push(entry);
		seq = entry.seq;
	}
	return { state: grown(state, next), gap: false };
}

function grown(state: DealState, next: readonly EventView[]): DealState {
	if (next.length === 0) return state;
	return { ...state, events: [...state.events, ...next], working: next.reduce(settleWorking, state.working) };
}

function settleWorking(working: Working | null, { event }: EventView): Working | null {
	if (working === null || event.run !== working.run) return working;
	if (event.type === "deal.run-settled") return null;
	if (event.type !== "deal.step-settled") return working;
	const skills = working.skills.filter((skill) => skill !== event.skill);
	return skills.length === 0 ? null : { ...working, skills };
}

/** Older entries of the log, where they join on to what we have. */
export function prependEvents(state: DealState, came: readonly EventView[]): DealState {
	const first = firstSeq(state);
	const older = came.filter((entry) => entry.seq < first).sort((a, b) => a.seq - b.seq);
	return older.at(-1)?.seq === first - 1 ? { ...state, events: [...older, ...state.events] } : state;
}

/** An answer that was overtaken by a newer one on another way is dropped; the outbox may change without an event. */
export function withDeal(state: DealState, deal: DealView, outbox: readonly EffectView[]): DealState {
	if (state.deal && (deal.id !== state.deal.id || deal.version < state.deal.version)) return state;
	return { ...state, deal, outbox, working: deal.working ? state.working : null };
}
