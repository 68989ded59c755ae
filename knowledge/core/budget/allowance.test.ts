import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MINUTE_MS } from "../vocabulary/time.ts";
import { type Allowance, askFor, type Given, grant, hold, type Lease, spend, standing } from "./allowance.ts";

const NOW = Date.UTC(2026, 9, 6);
const of = (limit: number): Allowance => ({ subject: "user:sam", limit, periodMs: MINUTE_MS });

describe("leases", () => {
	test("[SEC29] are counted when they are given, and shrink as the window fills", () => {
		let given: Given | null = null;
		const sizes: number[] = [];
		for (let i = 0; i < 40; i++) {
			const { lease, after } = grant(askFor(of(100)), given, NOW);
			given = after;
			sizes.push(lease.granted);
		}
		expect(sizes[0]).toBe(5);
		expect(sizes.at(-1)).toBe(0);
		expect(sizes.reduce((sum, each) => sum + each, 0)).toBe(100);
		expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
	});

	test("[SEC29] of a small limit are single, and of a large one fifty", () => {
		expect(askFor(of(1)).wanted).toBe(1);
		expect(askFor(of(20)).wanted).toBe(1);
		expect(askFor(of(3_000)).wanted).toBe(50);
		expect(askFor(of(1_000_000)).wanted).toBe(50);
	});

	test("[SEC29] end with their window: what was left of one is not spent in the next", () => {
		const { lease, after } = grant(askFor(of(3_000)), null, NOW);
		expect(standing(lease, NOW + MINUTE_MS - 1)).toBe("may");
		expect(standing(lease, NOW + MINUTE_MS)).toBe("must-ask");
		expect(grant(askFor(of(3_000)), after, NOW + MINUTE_MS).after.given).toBe(50);
		const next = grant(askFor(of(3_000)), after, NOW + MINUTE_MS).lease;
		expect(hold(lease, next)).toEqual(next);
		expect(hold(next, lease)).toEqual(next);
	});

	test("[SEC29] a window is spent for everybody once all of it is given", () => {
		const { lease } = grant(askFor(of(1)), null, NOW);
		expect(standing(lease, NOW)).toBe("may");
		expect(standing(spend(lease), NOW)).toBe("spent");
	});

	test("[SEC29] however many spend at once, and however late a lease arrives, no window sees more than its limit", () => {
		const step = fc.record({
			isolate: fc.nat(6),
			/** What happens first: time goes on, a lease on its way arrives, or a request comes. */
			kind: fc.constantFrom("tick" as const, "arrive" as const, "request" as const, "request" as const),
			ms: fc.nat(2_000),
		});
		let spentWindows = 0;
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 120 }), fc.array(step, { maxLength: 600, size: "max" }), (limit, steps) => {
				const allowance = of(limit);
				const held = new Map<number, Lease>();
				const under = new Map<number, Lease[]>();
				const allowed = new Map<number, number>();
				let given: Given | null = null;
				let now = NOW;
				for (const { isolate, kind, ms } of steps) {
					if (kind === "tick") now += ms;
					const arrived = kind === "arrive" ? under.get(isolate)?.shift() : undefined;
					if (arrived) held.set(isolate, hold(held.get(isolate), arrived));
					if (kind !== "request") continue;
					const mine = held.get(isolate);
					const stands = standing(mine, now);
					if (stands === "must-ask") {
						const { lease, after } = grant(askFor(allowance), given, now);
						given = after;
						under.set(isolate, [...(under.get(isolate) ?? []), lease]);
					}
					if (stands !== "may" || !mine) continue;
					held.set(isolate, spend(mine));
					const window = Math.floor(now / MINUTE_MS);
					allowed.set(window, (allowed.get(window) ?? 0) + 1);
				}
				for (const count of allowed.values()) {
					expect(count).toBeLessThanOrEqual(limit);
					if (count === limit) spentWindows++;
				}
			}),
			{ numRuns: 500 },
		);
		// Windows that came to their limit to the last request: what is looked for was in reach.
		expect(spentWindows).toBeGreaterThan(20);
	});
});
