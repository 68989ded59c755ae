import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../vocabulary/time.ts";
import { beginOfMonth, dayOf, endOfMonth, monthOf, projection } from "./calendar.ts";

test("[S3-15] a month is a month of the calendar, in UTC, as the platform's own clock has it", () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: Date.UTC(2400, 0, 1) }), (at) => {
			const date = new Date(at);
			expect(dayOf(at)).toBe(date.toISOString().slice(0, 10));
			expect(monthOf(at)).toBe(date.toISOString().slice(0, 7));
			expect(beginOfMonth(at)).toBe(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
			expect(endOfMonth(at)).toBe(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
		}),
		{ numRuns: 2_000 },
	);
});

const of = (days: Record<string, number>) => new Map(Object.entries(days));

test("[S3-16] the month's end is what was used, and the average of the last seven days for what is left", () => {
	const noon = Date.UTC(2026, 10, 20, 12);
	// Six and a half days of 100, and an old week that no longer counts towards the average.
	const days = of({
		"2026-11-03": 5_000,
		"2026-11-14": 100,
		"2026-11-17": 400,
		"2026-11-20": 150,
		"2026-10-31": 9_999,
	});
	expect(projection(days, noon)).toEqual({
		tokens: 5_650 + 1_050,
		perDay: 100,
		fromMs: 6.5 * DAY_MS,
		used: 650,
	});
});

test("[S3-16] a young month is measured by its own days, and its first hour says nothing", () => {
	const begin = Date.UTC(2026, 10, 1);
	expect(projection(of({ "2026-10-31": 500 }), begin + HOUR_MS - 1)).toBeNull();
	expect(projection(of({ "2026-10-31": 500, "2026-11-01": 24 }), begin + DAY_MS / 2)).toMatchObject({
		tokens: 24 * 2 * 30,
		perDay: 48,
	});
});
