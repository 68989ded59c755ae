import { describe, expect, test } from "vitest";
import { dueOf, dueWords, sumOf, sumText } from "./due.ts";

/** Midday of the reader's own 20 November, whatever the zone that the test runs in. */
const NOON = new Date(2026, 10, 20, 12).getTime();

describe("days and sums", () => {
	test.each([
		["2026-11-20", "due today"],
		["2026-11-21", "due tomorrow"],
		["2026-11-25", "due in 5 days"],
		["2026-11-19", "1 day overdue"],
		["2026-11-10", "10 days overdue"],
		["2027-03-31", "due in 4 months"],
	])("[WB20] %s is %s", (day, said) => {
		const due = dueOf(day, NOON);
		expect(due && dueWords(due)).toBe(said);
	});

	test("[WB20] a day turns when the reader's calendar does", () => {
		const late = new Date(2026, 10, 20, 23, 59).getTime();
		expect(dueOf("2026-11-21", late)?.days).toBe(1);
		expect(dueOf("2026-11-21", late + 120_000)?.days).toBe(0);
	});

	test("[WB20] what is no day is none", () => {
		expect(dueOf("next week", NOON)).toBeNull();
	});

	test.each([
		["EUR 42000.00", "EUR 42,000"],
		["EUR 42000.50", "EUR 42,000.50"],
		["about 40k", "about 40k"],
	])("[WB21] %s reads %s", (value, text) => expect(sumText(value)).toBe(text));

	test.each([
		["eur 42,000", "EUR 42000.00"],
		["EUR 42000.5", "EUR 42000.50"],
		["EUR 1 200", "EUR 1200.00"],
		["INR 1,50,000", "INR 150000.00"],
		["EUR 42,50", "EUR 42,50"],
		["EUR 1,5", "EUR 1,5"],
		["about 40k", "about 40k"],
	])("[WB21] %s is kept as %s", (typed, kept) => expect(sumOf(typed)).toBe(kept));
});
