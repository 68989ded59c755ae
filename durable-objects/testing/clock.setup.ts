import { env } from "cloudflare:workers";
import { onTestFinished, vi } from "vitest";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";

export type Clock = { now(): number; advance(ms: number): void; at(time: number): void };

/** So far ahead of the machine's clock that no alarm of a test ever fires by itself. */
let today = Date.UTC(2100, 0, 1);

/**
 * Time stands still until the test moves it, and queues are silent: objects do what the test tells them, in the order in
 * which it tells them. Every test begins a day of its own.
 */
export function standStill(): Clock {
	let now = today;
	today += 30 * DAY_MS;
	const at = (time: number): void => {
		now = time;
		vi.setSystemTime(now);
	};
	at(now);
	(env as { DOORBELLS?: string }).DOORBELLS = "drop";
	onTestFinished(() => {
		vi.useRealTimers();
	});
	return { now: () => now, advance: (ms) => at(now + ms), at };
}
