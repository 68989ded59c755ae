import { describe, expect, test } from "vitest";
import { SECOND_MS } from "../vocabulary/time.ts";
import { endOfMonth, monthOf } from "./calendar.ts";
import {
	type CallRecord,
	grantable,
	isStanding,
	type MonthHeld,
	monthHeld,
	place,
	RESERVATION_MS,
	reserve,
	settle,
} from "./month.ts";

const NOW = 1_795_000_000_000;

type Pools = Partial<Record<"base" | "burst" | "emergency", Partial<{ size: number; used: number; reserved: number }>>>;
const held = (pools: Pools = {}): MonthHeld => ({
	base: { size: 10_000, used: 0, reserved: 0, ...pools.base },
	burst: { size: 0, used: 0, reserved: 0, ...pools.burst },
	emergency: { size: 0, used: 0, reserved: 0, ...pools.emergency },
});

describe("[S3-20] what each level may use of the base, on both sides of its share", () => {
	test.each([
		[20, 8_000, "base"],
		[20, 8_001, "base-short"],
		[40, 9_500, "base"],
		[40, 9_501, "base-limited"],
		[60, 10_000, "base"],
		[60, 10_001, "base-spent"],
		[80, 10_000, "base"],
		[80, 10_001, "no-burst"],
	])("at %d, %d tokens: %s", (priority, tokens, placed) => {
		expect(place(held(), { priority, tokens })).toBe(placed);
	});
});

describe("[S3-23] base, then burst, then a person", () => {
	const spent = { base: { used: 9_000 }, burst: { size: 2_000 } };
	test.each([
		["[K7] usage and estimate together fit the base to the last token", 80, 1_000, spent, "base"],
		["[K7] usage is below the base, but not with the estimate", 80, 1_001, spent, "burst"],
		["the burst has exactly as much", 80, 2_000, spent, "burst"],
		["the burst has one too few", 80, 2_001, spent, "no-burst"],
		["what is not urgent has no burst", 79, 1_001, spent, "base-spent"],
		["a grant serves what is urgent", 80, 3_000, { ...spent, emergency: { size: 3_000 } }, "emergency"],
		["and what is high", 60, 3_000, { ...spent, emergency: { size: 3_000 } }, "emergency"],
		["to its last token", 60, 3_001, { ...spent, emergency: { size: 3_000 } }, "base-spent"],
		["not what is usual", 59, 2_000, { ...spent, emergency: { size: 3_000 } }, "base-limited"],
		["not the background", 20, 2_000, { ...spent, emergency: { size: 3_000 } }, "base-short"],
	] as const)("%s", (_, priority, tokens, pools, placed) => {
		expect(place(held(pools), { priority, tokens })).toBe(placed);
	});
});

test("[K7] no priority opens the emergency pool: without a grant there is none", () => {
	const counts = { used: 0, reserved: 0 };
	const empty = monthHeld(
		{ baseMonthly: 0, emergency: 1_000 },
		{ base: counts, burst: counts, emergency: counts },
		{ burst: 0, granted: 0 },
	);
	for (let priority = 0; priority <= 100; priority++)
		expect(["base", "burst", "emergency"]).not.toContain(place(empty, { priority, tokens: 1 }));
});

test("[S3-16] grants add up to the emergency pool and no further", () => {
	expect(grantable(1_000, [])).toBe(1_000);
	expect(grantable(1_000, [{ tokens: 400 }, { tokens: 600 }])).toBe(0);
	expect(grantable(500, [{ tokens: 600 }])).toBe(0);
	const counts = { used: 0, reserved: 0 };
	const all = { base: counts, burst: counts, emergency: counts };
	expect(monthHeld({ baseMonthly: 0, emergency: 500 }, all, { burst: 0, granted: 600 }).emergency.size).toBe(500);
});

test("[S3-16] while others are under way each weighs double: they may come to twice what was reserved", () => {
	expect(place(held({ base: { reserved: 1_000 } }), { priority: 60, tokens: 8_000 })).toBe("base");
	expect(place(held({ base: { reserved: 1_000 } }), { priority: 60, tokens: 8_001 })).toBe("base-spent");
});

const ASK = { call: "r-1:1", tokens: 1_000, priority: 60 };
const reserved = (now = NOW): CallRecord => {
	const { record } = reserve(held(), null, ASK, now);
	if (!record) throw new Error("there is room");
	return record;
};

describe("[S0-117] reserve and settle", () => {
	test("a reservation stands until it expires, and the same call again is the same reservation", () => {
		const record = reserved();
		expect(isStanding(record, NOW + RESERVATION_MS - 1)).toBe(true);
		expect(isStanding(record, NOW + RESERVATION_MS)).toBe(false);
		expect(reserve(held({ base: { size: 0 } }), record, ASK, NOW + SECOND_MS)).toEqual({
			answer: { type: "reserved", pool: "base", expiresAt: NOW + RESERVATION_MS },
			record: null,
		});
		// Expired: it has to find room like any other.
		expect(reserve(held({ base: { size: 0 } }), record, ASK, NOW + RESERVATION_MS).answer.type).toBe("queued");
	});

	test("settled twice is settled once, late is settled all the same, and unknown is nothing", () => {
		const settled = settle(reserved(), { tokens: 1_700, costMicros: 9 });
		expect(settled?.spent).toEqual({ tokens: 1_700, costMicros: 9 });
		expect(settle(settled, { tokens: 5, costMicros: 5 })).toBeNull();
		expect(settle(null, { tokens: 5, costMicros: 5 })).toBeNull();
		expect(settle(reserved(), { tokens: 0, costMicros: 0 })?.spent).toEqual({ tokens: 0, costMicros: 0 });
	});

	test("a call that was settled and is asked for again is bought again", () => {
		const settled = settle(reserved(), { tokens: 900, costMicros: 9 });
		expect(reserve(held(), settled, ASK, NOW + SECOND_MS).record).toMatchObject({ spent: null });
	});

	test("[S3-22] who finds nothing is told when to ask again: once what is under way is settled, or the month ends", () => {
		const alone = reserve(held({ base: { size: 10 } }), null, ASK, NOW).answer;
		expect(alone).toEqual({ type: "queued", why: "base-spent", priority: 60, tokens: 1_000, at: endOfMonth(NOW) });
		const crowded = reserve(held({ base: { reserved: 9_500 } }), null, ASK, NOW).answer;
		expect(crowded).toMatchObject({ type: "queued", at: NOW + RESERVATION_MS });
	});

	test("no call asks for nothing, or gives tokens to the month by settling for less than nothing", () => {
		for (const tokens of [0, -1, 1.5, Number.NaN])
			expect(() => reserve(held(), null, { ...ASK, tokens }, NOW)).toThrow();
		for (const tokens of [-1, 1.5, Number.NaN]) {
			expect(() => settle(reserved(), { tokens, costMicros: 0 })).toThrow();
			expect(() => settle(reserved(), { tokens: 0, costMicros: tokens })).toThrow();
		}
	});

	test("a call is of the month in which it was reserved, whenever it is settled", () => {
		const last = endOfMonth(NOW) - 1;
		expect(settle(reserved(last), { tokens: 1, costMicros: 1 })?.month).toBe(monthOf(last));
		expect(reserved(last + 1).month).not.toBe(monthOf(last));
	});
});
