import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountsIn } from "./amounts.ts";
import { addMonths, civilOf, dayFrom, isoOf, weekdayOf } from "./calendar.ts";
import { datesIn } from "./dates.ts";
import { peopleIn } from "./people.ts";

/** Wednesday, 16 September 2026. */
const NOW = 1_789_545_600_000;
const amounts = (text: string) => amountsIn(text).map((each) => each.text);
const dates = (text: string) => datesIn(text, NOW).map((each) => each.text);

describe("amounts", () => {
	test.each([
		["EUR 1.2m", "EUR 1,200,000"],
		["$40k", "USD 40,000"],
		["40,000 dollars", "USD 40,000"],
		["£30.000", "GBP 30,000"],
		["forty thousand dollars", "USD 40,000"],
		["half a million euros", "EUR 500,000"],
		["one hundred and twenty thousand euros", "EUR 120,000"],
		["the hundred and eighteen euros each", "EUR 118"],
		["USD 1,200.50", "USD 1,200.50"],
		["1.200,50 €", "EUR 1,200.50"],
		["CHF 1'200'000", "CHF 1,200,000"],
		["18 000 EUR", "EUR 18,000"],
		["A$5,000", "AUD 5,000"],
		["¥500000", "JPY 500,000"],
		["EUR 40-60k", "EUR 40,000-60,000"],
		["between 40k and 60k euros", "EUR 40,000-60,000"],
		["$40,000 to $50,000", "USD 40,000-50,000"],
		["€12 per user per month", "EUR 12 per user per month"],
		["18k EUR a year", "EUR 18,000 per year"],
		["COP 90 million", "COP 90,000,000"],
		["R180 000", "ZAR 180,000"],
		["12 million ₮", "MNT 12,000,000"],
	])("[RE7] %s is %s", (text, expected) => {
		expect(amounts(`We have ${text}.`)).toEqual([expected]);
	});

	test.each([
		"40k users",
		"in 2027",
		"v1.5",
		"ISO27001",
		"85 agents",
		"24/7",
		"+47 555 01 234",
		"two pounds of",
		"3%",
		"ticket #40000",
		"R2 in rack 4",
		"a pen 5 times",
	])("[RE6] %s is no amount", (text) => {
		expect(amounts(`It is ${text}`)).toEqual([]);
	});

	test("[RE6] offsets of any amount point at its text, and amounts are safe integers", () => {
		const piece = fc.constantFrom(
			"EUR ",
			"$",
			"40",
			"k",
			"-",
			" to ",
			"1,200",
			".50",
			" million",
			"€",
			" per ",
			"month",
			"forty ",
			"thousand ",
			"x",
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
				const text = pieces.join("");
				for (const each of amountsIn(text, { bare: true })) {
					expect(each.end).toBeGreaterThan(each.start);
					expect(each.end).toBeLessThanOrEqual(text.length);
					expect(Number.isSafeInteger(each.amountMinor)).toBe(true);
					expect(each.amountMinor).toBeGreaterThan(0);
				}
			}),
			{ numRuns: 300 },
		);
	});
});

describe("dates", () => {
	test.each([
		["by end of Q3", "2026-09-30"],
		["before 15 March", "2027-03-15"],
		["March 15th 2027", "2027-03-15"],
		["on 2026-12-01", "2026-12-01"],
		["15.03.2027", "2027-03-15"],
		["3/15/2027", "2027-03-15"],
		["next Tuesday", "2026-09-22"],
		["by Friday", "2026-09-18"],
		["on Wednesday", "2026-09-23"],
		["in two weeks", "2026-09-30"],
		["in 6-8 weeks", "2026-10-28/2026-11-11"],
		["by year end", "2026-12-31"],
		["by the end of the year", "2026-12-31"],
		["this quarter", "2026-07-01/2026-09-30"],
		["end of next month", "2026-10-31"],
		["in May", "2027-05-01/2027-05-31"],
		["Q4'26", "2026-10-01/2026-12-31"],
		["H1 2027", "2027-01-01/2027-06-30"],
		["before Christmas", "2026-12-25"],
		["in 2027", "2027-01-01/2027-12-31"],
		["in the first half of January", "2027-01-01/2027-01-15"],
		["in the second half of February", "2027-02-16/2027-02-28"],
		["in the second half of October 2028", "2028-10-16/2028-10-31"],
		["before the year is out", "2026-12-31"],
		["before the month is over", "2026-09-30"],
	])("[RE8] %s is %s", (text, expected) => {
		expect(dates(`We start ${text}.`)).toEqual([expected]);
	});

	test.each([
		["May I ask", []],
		["31 February 2027", []],
		["on 4/5/2027", ["4/5/2027"]],
		["by the end of our fiscal year", ["end of our fiscal year"]],
		["we march on", []],
	])("[RE8] nothing is invented: %s", (text, expected) => {
		expect(dates(text)).toEqual(expected);
	});

	test.each([
		"Month end takes us 6 days.",
		"month end takes us 6 days",
		"The quarter-end close is slow.",
		"At month end we reconcile by hand.",
		"End of quarter is always chaos.",
		"Every Monday somebody retypes it.",
		"On Fridays we ship.",
		"We usually ship on Friday.",
		"Monday mornings are busy.",
		"It is the third time in two weeks.",
		"<b>recordkick</b> 2007-10-22 23:45:23 +0000",
		"at Sat, 10 Sep 2005 09:10:11",
		'<a title="2026-10-01">x</a>',
	])("[RE16] no date: %s", (text) => {
		expect(dates(text)).toEqual([]);
	});

	test.each([
		["by month end", "2026-09-30"],
		["before the end of the month", "2026-09-30"],
		["We close this quarter-end.", "2026-09-30"],
		["bis zum 1. Dezember", "2026-12-01"],
		["avant le 30 septembre", "2026-09-30"],
		["hasta el 5 de octubre de 2026", "2026-10-05"],
		["before Thursday, 8 October", "2026-10-08"],
		["tmrw", "2026-09-17"],
	])("[RE8] %s is %s", (text, expected) => {
		expect(dates(text)).toEqual([expected]);
	});

	test.each([
		["The council approved it on 9 September.", "2026-09-09", "past"],
		["It will be published on 9 September.", "2027-09-09", "at"],
		["We went live on 1 March 2025.", "2025-03-01", "past"],
	])("[RE16] %s is %s, %s", (text, iso, relation) => {
		expect(datesIn(text, NOW)[0]).toMatchObject({ iso, relation });
	});

	// Today is Wednesday, 16 September 2026.
	test.each([
		["Thursday 24th, 2pm?", ["2026-09-24"]],
		["Thursday the 1st works", ["2026-10-01"]],
		["Thursday 25th works", ["thursday 25th"]],
		["I sign on the 24th.", ["2026-09-24"]],
		["Send it by the 12th.", []],
		["on the 3rd floor", []],
		["Until Wednesday 4 November, for the papers go out on the Friday of that week.", ["2026-11-04", "2026-11-06"]],
		["The papers go out on the Friday of that week.", []],
	])("[RE8] %s: %j", (text, expected) => {
		expect(dates(text)).toEqual(expected);
	});

	test.each([
		"She is on the road until Thursday.",
		"I am travelling from 5 November.",
		"Friday eighteen hours until Sunday midnight.",
		"Open Monday to Friday.",
		"We count 61 hours of standing machines in one month.",
		"More than 30 minutes in a month is too much.",
		"Deliveries go from 71% to 90% in twelve months.",
		"Our lawyer reads it in two days.",
		"Invoices are paid within 30 days.",
		"He spends two days of every week on a plan which on Tuesday is dead.",
	])("[RE16] no date of the deal: %s", (text) => {
		expect(dates(text)).toEqual([]);
	});

	test.each([
		["The offer is out on Thursday.", ["2026-09-17"]],
		["We start on Monday, until then it waits.", ["2026-09-21"]],
		["We need it in one month.", ["2026-10-16"]],
		["We are live in twelve months.", ["2027-09-16"]],
		["I will read it in two days.", ["2026-09-18"]],
		["The first payment is due within 30 days.", ["2026-09-16/2026-10-16"]],
	])("[RE16] a date still: %s", (text, expected) => {
		expect(dates(text)).toEqual(expected);
	});

	test.each([
		["He rang your reference on Monday.", "2026-09-14", "past"],
		["I will ring your reference on Monday.", "2026-09-21", "at"],
		["She has given her no-objection on 6 September.", "2026-09-06", "past"],
		["I have your proposal of Wednesday.", "2026-09-23", "past"],
		["The board moved our paper from 12 November to the 26th.", "2026-11-12", "past"],
		["Valid from 12 November to the 26th.", "2026-11-12", "from"],
	])("[RE16] %s is %s, %s", (text, iso, relation) => {
		expect(datesIn(text, NOW)[0]).toMatchObject({ iso, relation });
	});

	test("[RE8] day numbers and dates are each other's inverse, over four centuries", () => {
		fc.assert(
			fc.property(fc.integer({ min: -80_000, max: 80_000 }), (day) => {
				const { year, month, day: ofMonth } = civilOf(day);
				expect(dayFrom(year, month, ofMonth)).toBe(day);
				expect(isoOf(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
				expect(weekdayOf(day)).toBe((new Date(day * 86_400_000).getUTCDay() + 6) % 7);
			}),
		);
		expect(isoOf(addMonths(dayFrom(2027, 1, 31), 1))).toBe("2027-02-28");
	});
});

describe("people", () => {
	test.each([
		["our CFO Jane Wu signs", "Jane Wu (CFO)"],
		["our CFO, Jane Wu, signs", "Jane Wu (CFO)"],
		["Jane Wu, CFO, signs", "Jane Wu (CFO)"],
		["Jonas (our CFO, in copy) signs", "Jonas (CFO)"],
		["Jane is our Head of Support", "Jane (Head of Support)"],
		["I report to the VP of Operations", "VP of Operations"],
		["the VP of Customer Success, Tom O’Neill", "Tom O’Neill (VP of Customer Success)"],
		["our board decides", "board"],
		["ask Mrs. Lang about it", "Mrs. Lang"],
	])("[RE12] %s: %s", (text, expected) => {
		expect(peopleIn(text).map((each) => each.text)).toEqual([expected]);
	});

	test.each(["We met in Oslo on Monday", "Thanks Sam", "Best Regards", "The Budget is fine"])(
		"[RE12] nobody: %s",
		(text) => {
			expect(peopleIn(text)).toEqual([]);
		},
	);
});
