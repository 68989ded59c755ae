import fc from "fast-check";
import { expect, test } from "vitest";
import { PRIORITIES } from "../deal/supervisor.ts";
import { callPriority, levelOf, PRIORITY_OF, priorityOf } from "./priority.ts";
import { servingOrder } from "./queue.ts";

test.each([
	[0, "low"],
	[20, "low"],
	[39, "low"],
	[40, "medium"],
	[59, "medium"],
	[60, "high"],
	[79, "high"],
	[80, "urgent"],
	[99, "urgent"],
	[100, "emergency"],
] as const)("[S3-20] a priority of %d is %s", (priority, level) => {
	expect(levelOf(priority)).toBe(level);
});

test("[K12] the words of the API, none of which is the emergency", () => {
	expect(PRIORITIES).toEqual({ critical: 80, high: 60, normal: 40, low: 20 });
	expect(Math.max(...Object.values(PRIORITIES))).toBeLessThan(PRIORITY_OF.emergency);
});

test("[S3-21] a priority is base × company × deadline, and a hundred at most", () => {
	expect(priorityOf(60)).toBe(60);
	expect(priorityOf(60, { company: 120, deadline: 110 })).toBe(79);
	expect(priorityOf(60, { deadline: 133 })).toBe(79);
	expect(priorityOf(60, { deadline: 134 })).toBe(80);
	expect(priorityOf(80, { company: 125 })).toBe(100);
	expect(priorityOf(80, { company: 10_000, deadline: 10_000 })).toBe(100);
});

const asks = fc.array(
	fc.record({ priority: fc.integer({ min: 0, max: 100 }), tokens: fc.integer({ min: 1, max: 9 }) }),
);

test("[S3-22] whoever is served later has no higher priority, and of the same one no smaller estimate", () => {
	fc.assert(
		fc.property(asks, (all) => {
			const order = servingOrder(all);
			expect([...order].sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
			order.slice(1).forEach((at, i) => {
				const [before, after] = [all[order[i] ?? 0], all[at]];
				const key = (ask: typeof before): number => (ask?.priority ?? 0) * 100 - (ask?.tokens ?? 0);
				expect(key(before)).toBeGreaterThanOrEqual(key(after));
			});
		}),
	);
	// Whoever came first goes first where nothing else tells them apart.
	expect(servingOrder(Array.from({ length: 4 }, () => ({ priority: 40, tokens: 5 })))).toEqual([0, 1, 2, 3]);
});

test.each([
	[20, "person", null, 60],
	[80, "person", null, 80],
	[40, "buyer", null, 40],
	[60, "buyer", null, 60],
	[60, "buyer", 3.1, 60],
	[60, "buyer", 3, 70],
	[60, "buyer", 1.1, 70],
	[60, "buyer", 1, 80],
	[60, "buyer", -2, 80],
	[80, "person", 1, 100],
	[60, "crew", 1, 40],
	[20, "crew", null, 20],
	[80, "nobody", 1, 20],
	[10, "nobody", null, 10],
] as const)(
	"[S3-21] a call worth %d for which %s waits, due in %s days, is of %d",
	(own, waiting, dueInDays, priority) => {
		expect(callPriority(own, { waiting, dueInDays })).toBe(priority);
	},
);
