import { describe, expect, test } from "vitest";
import { amountsIn } from "./amounts.ts";
import { datesIn } from "./dates.ts";
import { peopleIn } from "./people.ts";

/** Wednesday, 16 September 2026. */
const NOW = 1_789_545_600_000;
const amounts = (text: string) => amountsIn(text, { bare: true }).map((each) => each.text);
const dates = (text: string) => datesIn(text, NOW).map((each) => each.text);

describe("amounts", () => {
	test.each([
		["seven and a half thousand euro", "EUR 7,500"],
		["twenty-eight thousand pounds", "GBP 28,000"],
		["one and a half million kronor", "SEK 1,500,000"],
		["eighteen lakh rupees", "INR 1,800,000"],
		["300 tkr", "SEK 300,000"],
		["kr 400 000", "SEK 400,000"],
		["12 keur", "EUR 12,000"],
		["50.000 zł", "PLN 50,000"],
		["80,000 dirhams", "AED 80,000"],
	])("[RE28] %s is %s", (text, expected) => {
		expect(amounts(`We have ${text}.`)).toEqual([expected]);
	});

	test.each(["a grand opening", "24/7", "the 3 of us"])("[RE28] no amount: %s", (text) => {
		expect(amounts(`It is ${text}`)).toEqual([]);
	});
});

describe("days", () => {
	test.each([
		["on the fifth of October", "2026-10-05"],
		["on the twenty-third of October", "2026-10-23"],
		["the second Tuesday in November", "2026-11-10"],
		["the last Friday in May", "2027-05-28"],
		["CW 46 end", "2026-11-13"],
		["in week 7", "2027-02-15/2027-02-19"],
		["on 3/29", "2027-03-29"],
		["in a fortnight", "2026-09-30"],
		["in the first quarter of next year", "2027-01-01/2027-03-31"],
		["in October next year", "2027-10-01/2027-10-31"],
		["before Easter", "easter"],
		["before the summer break", "the summer break"],
	])("[RE29] %s is %s", (text, expected) => {
		expect(dates(`We start ${text}.`)).toEqual([expected]);
	});

	test.each(["24/7", "50/50", "week 99", "on 4/5"])("[RE29] no day: %s", (text) => {
		expect(dates(`We work ${text}.`)).toEqual([]);
	});
});

test.each([
	["our CFO, Siobhán O'Connell", "Siobhán O'Connell"],
	["our CFO, Mei-Ling Cheng", "Mei-Ling Cheng"],
	["our CFO, Östen Åkerlund", "Östen Åkerlund"],
])("[RE12] %s", (text, name) => {
	expect(peopleIn(`It goes to ${text}.`).map((each) => each.name)).toEqual([name]);
});
