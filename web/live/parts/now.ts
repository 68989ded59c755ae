import { useSyncExternalStore } from "react";

type Clock = { now: number; readonly listeners: Set<() => void>; timer: ReturnType<typeof setInterval> | null };
const clocks = new Map<number, Clock>();

function clockOf(everyMs: number): Clock {
	const clock = clocks.get(everyMs) ?? { now: Date.now(), listeners: new Set(), timer: null };
	clocks.set(everyMs, clock);
	return clock;
}

function subscribe(everyMs: number, listener: () => void): () => void {
	const clock = clockOf(everyMs);
	clock.listeners.add(listener);
	if (clock.timer === null) {
		clock.now = Date.now();
		clock.timer = setInterval(() => {
			clock.now = Date.now();
			for (const each of clock.listeners) each();
		}, everyMs);
	}
	return () => {
		clock.listeners.delete(listener);
		if (clock.listeners.size > 0 || clock.timer === null) return;
		clearInterval(clock.timer);
		clock.timer = null;
	};
}

const subscribers = new Map<number, (listener: () => void) => () => void>();

/** One clock for all parts that tick at the same pace, so that they tick together. */
export function useNow(everyMs: number): number {
	const known = subscribers.get(everyMs) ?? ((listener: () => void) => subscribe(everyMs, listener));
	subscribers.set(everyMs, known);
	return useSyncExternalStore(known, () => clockOf(everyMs).now);
}
