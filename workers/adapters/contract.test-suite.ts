import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Effect } from "#knowledge/core/effects/effect.ts";
import { Fault } from "#knowledge/core/vocabulary/fault.ts";
import { EffectKey } from "#knowledge/core/vocabulary/ids.ts";
import type { Adapter, Delivery, DeliveryAnswer } from "./adapter.ts";

/** What the provider of a contract test does with a delivery. */
export type World =
	| { readonly does: "accept" }
	| { readonly does: "decline" }
	| { readonly does: "be-busy" }
	/** The request arrived; the answer did not. */
	| { readonly does: "break-off"; readonly thrown: unknown }
	/** The request arrived; no answer comes before the signal aborts. */
	| { readonly does: "hang" };

export type Stage = {
	readonly adapter: Adapter;
	/** For each message that the provider was given, the key that came with it. */
	attempts(): readonly (string | null)[];
};

export const KEY = EffectKey.parse("0123456789abcdef".repeat(4));

export function deliveryOf(changes: Partial<Delivery> = {}): Delivery {
	return {
		key: KEY,
		effect: Effect.parse({
			type: "send-email",
			to: [{ address: "ana@buyer.example", name: "Ana" }],
			cc: [],
			subject: "The offer",
			body: "Dear Ana",
			inReplyTo: null,
			references: [],
		}),
		mail: {
			from: { address: "deals@us.example", name: "Us" },
			replyTo: "deals+token@in.us.example",
			raw: new TextEncoder().encode("From: deals@us.example\r\n\r\nDear Ana"),
		},
		ambiguous: false,
		signal: new AbortController().signal,
		...changes,
	};
}

/** What every adapter promises, whatever stands behind it. */
export function adapterContract(name: string, stage: (world: World) => Stage): void {
	const run: Run = async (world, changes = {}) => {
		const { adapter, attempts } = stage(world);
		const answer = await adapter.deliver(deliveryOf(changes));
		return { answer, attempts: attempts(), keyed: adapter.idempotency.type === "key" };
	};
	describe(`the contract of adapters, kept by ${name}`, () => {
		answers(run);
		doubts(run);
	});
}

type Run = (
	world: World,
	changes?: Partial<Delivery>,
) => Promise<{ answer: DeliveryAnswer; attempts: readonly (string | null)[]; keyed: boolean }>;

function answers(run: Run): void {
	test("accepted: one attempt, and the provider's name for it if it has one", async () => {
		const { answer, attempts, keyed } = await run({ does: "accept" });
		expect(answer).toEqual({
			type: "accepted",
			reference: expect.toSatisfy((it) => it === null || typeof it === "string"),
		});
		expect(attempts).toEqual([keyed ? KEY : expect.toSatisfy((it) => it === null || it === KEY)]);
	});

	test("declined: a code for programs, a reason that names nobody", async () => {
		const { answer } = await run({ does: "decline" });
		expect(answer).toEqual({
			type: "refused",
			code: expect.stringMatching(/^[a-z][a-z0-9-]{2,60}$/),
			reason: expect.any(String),
		});
		expect(JSON.stringify(answer)).not.toMatch(/@|Ana|offer/);
	});

	test("busy: a fault that says when to come back", async () => {
		const { answer } = await run({ does: "be-busy" });
		expect(retryOf(answer)).toEqual({ when: "later", afterMs: expect.toSatisfy((ms) => ms >= 1_000) });
	});
}

function doubts(run: Run): void {
	test("an answer that was lost is a fault where a key makes a repeat safe, else unknown", async () => {
		const { answer, attempts, keyed } = await run({
			does: "break-off",
			thrown: new Error("Network connection lost."),
		});
		expect(answer.type).toBe(keyed ? "fault" : "unknown");
		expect(attempts).toHaveLength(1);
		if (keyed) expect(retryOf(answer).when).toBe("later");
	});

	test("no answer within the time that was given is the same as one that was lost", async () => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(), 5);
		const { answer, attempts, keyed } = await run({ does: "hang" }, { signal: controller.signal });
		expect(answer.type).toBe(keyed ? "fault" : "unknown");
		expect(attempts).toHaveLength(1);
	});

	test("[invariant 9] after an attempt without an answer: the same key again, or nothing at all", async () => {
		const { answer, attempts, keyed } = await run({ does: "accept" }, { ambiguous: true });
		expect(answer.type).toBe(keyed ? "accepted" : "unknown");
		expect(attempts).toEqual(keyed ? [KEY] : []);
	});

	test("with no time left nothing is sent, and nothing is in doubt", async () => {
		const { answer, attempts } = await run({ does: "accept" }, { signal: AbortSignal.abort() });
		expect(retryOf(answer).when).toBe("later");
		expect(attempts).toEqual([]);
	});

	test("[property] whatever is thrown beneath it, it answers", async () => {
		await fc.assert(
			fc.asyncProperty(fc.anything(), async (thrown) => {
				const { answer } = await run({ does: "break-off", thrown });
				expect(["refused", "fault", "unknown"]).toContain(answer.type);
			}),
			{ numRuns: 100 },
		);
	});
}

function retryOf(answer: DeliveryAnswer): Fault["retry"] {
	expect(answer.type).toBe("fault");
	return Fault.parse(answer.type === "fault" ? answer.fault : null).retry;
}
