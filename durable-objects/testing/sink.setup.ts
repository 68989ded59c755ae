import { vi } from "vitest";
import { SINK_URL } from "./tenant.setup.ts";

export type Sink = {
	/** Every request that asked for a delivery, by key, in order: repeats are there. */
	readonly calls: readonly string[];
	/** What recipients saw: a keyed provider shows each key once. */
	readonly delivered: readonly string[];
	/** What the next requests meet, one each: then all is well again. */
	fail(...how: readonly ("cut-before" | "cut-after" | number)[]): void;
	/** From now on requests arrive and are not answered, until they are let go. */
	hold(): void;
	release(): void;
	/** Until so many requests have arrived. */
	arrived(count: number): Promise<void>;
};

/** A provider that remembers, in place of the network. It is everybody's until the test ends, so ask it by key. */
export function startSink(mode: "keyed" | "keyless"): Sink {
	const calls: string[] = [];
	const delivered: string[] = [];
	const failures: ("cut-before" | "cut-after" | number)[] = [];
	let isHeld = false;
	vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
		const url = String(input instanceof Request ? input.url : input);
		if (!url.startsWith(SINK_URL)) return new Response("blocked: tests have no network", { status: 599 });
		if (url.endsWith("/ready")) return new Response("ready");
		const { key }: { key: string } = JSON.parse(String(init?.body));
		const failure = failures.shift();
		if (failure === "cut-before") throw new TypeError("connection refused");
		calls.push(key);
		if (typeof failure === "number") return new Response("no", { status: failure });
		if (mode === "keyless" || !delivered.includes(key)) delivered.push(key);
		// Polled, because a promise that is settled by another request's work wakes nobody in this one.
		await vi.waitUntil(() => !isHeld, { interval: 5, timeout: 10_000 });
		if (failure === "cut-after") throw new TypeError("connection lost");
		return Response.json({ reference: `sink-${key.slice(0, 12)}` });
	});
	return {
		calls,
		delivered,
		fail: (...how) => failures.push(...how),
		hold: () => {
			isHeld = true;
		},
		release: () => {
			isHeld = false;
		},
		arrived: async (count) => {
			await vi.waitUntil(() => calls.length >= count, { interval: 5 });
		},
	};
}
