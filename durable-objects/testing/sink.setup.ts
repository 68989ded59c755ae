import { vi } from "vitest";
import { SINK_URL } from "./tenant.setup.ts";

export type Sink = {
	/** Every request that asked for a delivery, by key, in order: repeats are there. */
	readonly calls: readonly string[];
	/** What recipients saw: a keyed provider shows each key once. */
	readonly delivered: readonly string[];
	/** What the next requests meet, one each: then all is well again. */
	fail(...how: readonly ("cut-before" | "cut-after" | number)[]): void;
	/** Called with the key when a request has arrived and before it is answered. */
	onDeliver(listener: ((key: string) => void | Promise<void>) | null): void;
};

/** A provider that remembers, in place of the network. It is everybody's until the test ends, so ask it by key. */
export function startSink(mode: "keyed" | "keyless"): Sink {
	const calls: string[] = [];
	const delivered: string[] = [];
	const failures: ("cut-before" | "cut-after" | number)[] = [];
	let listener: ((key: string) => void | Promise<void>) | null = null;
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
		await listener?.(key);
		if (failure === "cut-after") throw new TypeError("connection lost");
		return Response.json({ reference: `sink-${key.slice(0, 12)}` });
	});
	return {
		calls,
		delivered,
		fail: (...how) => failures.push(...how),
		onDeliver: (next) => {
			listener = next;
		},
	};
}
