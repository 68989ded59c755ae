import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unsupportedIn } from "./support.ts";

/** A Monday. */
const NOW = Date.parse("2026-09-14T09:00:00Z");
const SOURCE = `We run 22 machines in Toledo and 16 in Erie, with 3.4M prepaid and 610k postpaid subs. Price counts 40 points, function 35 points.
About 4 minutes a case, 2.5 hours a day. Budget EUR 50k, fifty is fine. The report by Friday 25 September, board on 6 October at 14:00, I am away from 28/9.
Corvane 7 stays. Ms. Mette Kjær (CFO) signs; Søren asks about ISO 27001. Thursday between 1 and 3 pm or Wed at 10. Spring suits us: April 2027.`;
const held = (draft: string): readonly string[] =>
	unsupportedIn(draft, { texts: [SOURCE], now: NOW }).map(({ text }) => text.trim());

describe("the same in other words", () => {
	test.each([
		"Twenty-two machines in Toledo and sixteen in Erie.",
		"Erie has 16 and Toledo 22.",
		"3.4 million prepaid and some 600k postpaid subscribers.",
		"Function counts 35 points, price 40.",
		"Four minutes a case, two and a half hours a day.",
		"A budget of 50,000 euros; fifty it is.",
		"The report is due on the 25th.",
		"The report is due by Friday, 25 Sept.",
		"The board sits on Tuesday 6 October at 2 pm.",
		"The board sits in early October.",
		"You are away from 28 September.",
		"Mette signs. And Ms Kjær signs. And Mrs. Kjaer does, too.",
		"Let us say Thursday at 1 pm.",
		"This Wednesday at ten o'clock.",
		"In spring, or in April 2027.",
		"Both of you are welcome, and I have two questions.",
		"Price with 40 points comes before function with 35.",
		"You are away from the 28th.",
		"Is the plan kept in Excel today?",
	])("[RE14] stands: %s", (draft) => {
		expect(held(draft)).toEqual([]);
	});

	test.each([
		["16 machines in Toledo and 22 in Erie.", ["16", "22"]],
		["3.4M postpaid and 610k prepaid subs.", ["3.4M"]],
		["Price counts 35 points, function 40 points.", ["35", "40"]],
		["Seven minutes a case.", ["Seven"]],
		["4 hours a case.", ["4"]],
		["It takes eight waves.", ["eight"]],
		["USD 50,000 of budget.", ["USD 50,000"]],
		["About 700k postpaid subscribers.", ["700k"]],
		["The report is due on the 24th.", ["the 24th"]],
		["The board sits on Tuesday at 10 am.", ["Tuesday"]],
		["The board sits on Friday 25 September at 2 pm.", ["2 pm"]],
		["The board sits at 4 pm.", ["4 pm"]],
		["See you on Monday.", ["Monday"]],
		["The board sits in early December.", ["early December"]],
		["We spoke with Ingrid.", ["Ingrid"]],
		["We hold SOC and TISAX.", ["SOC", "TISAX"]],
		["It speaks N40.", ["N40"]],
		["Function with 40 points comes before price with 35.", ["40", "35"]],
		["See you on the 29th.", ["the 29th"]],
		["Release 7.3 is supported.", ["7.3"]],
		["We import from Excel.", ["Excel"]],
		["Do we read Excel for you?", ["Excel"]],
	])("[RE14] held: %s", (draft, expected) => {
		expect(held(draft)).toEqual(expected);
	});
});

test("[RE14] whatever digits are added to a supported draft, it is held", () => {
	const known = new Set([...SOURCE.matchAll(/\d+/g)].map(([digits]) => Number(digits)));
	const number = fc
		.integer({ min: 51, max: 9_999_999 })
		.filter((each) => !known.has(each) && ![50_000, 610_000, 3_400_000].includes(each));
	const sentence = fc.constantFrom(
		(digits: string) => `You have ${digits} people.`,
		(digits: string) => `It takes ${digits} days.`,
		(digits: string) => `${digits} % of it.`,
		(digits: string) => `That is EUR ${digits}.`,
		(digits: string) => `So ${digits}.`,
	);
	const written = fc.constantFrom(
		(n: number) => `${n}`,
		(n: number) => n.toLocaleString("en-US"),
		(n: number) => `${n}.5`,
	);
	fc.assert(
		fc.property(number, written, sentence, (value, write, say) => {
			expect(held(`Erie has 16 and Toledo 22. ${say(write(value))}`)).not.toEqual([]);
		}),
		{ numRuns: 300 },
	);
});

test.each([
	["R7.2 runs.", "Release 7.2 is meant.", []],
	["R7.25 runs.", "Release 7.2 is meant.", ["7.2"]],
	["12-23 Oct suits.", "From 12 October.", []],
	["12-23 Oct suits.", "From 13 October.", ["13 October."]],
	["Oct 12-16 suits.", "Until 16 October.", []],
	["21.-28.9. I am away.", "Back after the 28th.", []],
	["We did 19 last year.", "Nineteen launches.", []],
	["Two taps are enough, and 2) a badge.", "It takes two weeks.", ["two"]],
	["It speaks 3GPP.", "It takes three days.", ["three"]],
	["How many months? 24.", "24 months it is.", []],
	["One plan moves the live one.", "Somebody answers within the hour.", ["within the"]],
	["We answer within one hour.", "Somebody answers within the hour.", []],
	["Let us meet on Thursday.", "It is live in three days.", ["three"]],
	["Let us meet on Thursday.", "Until we meet in three days.", []],
	["A good workshop on the 10th.", "Thank you for last Thursday.", []],
	["A good workshop on the 10th.", "Thank you for last Friday.", ["Friday"]],
	["Friday at 10 suits me.", "Ten o'clock this Friday.", []],
	["Friday at 10 suits me.", "Eleven o'clock this Friday.", ["Eleven o'clock"]],
	["We did 18 last year.", "Nineteen launches.", ["Nineteen"]],
])("[RE14] of %j, %j leaves %j", (source, draft, expected) => {
	expect(unsupportedIn(draft, { texts: [source], now: NOW }).map(({ text }) => text.trim())).toEqual(expected);
});

test("[RE14] a weekday of the mail itself is no day that is fixed; the same day ahead, and another, are", () => {
	const WEDNESDAY = Date.parse("2026-09-16T09:00:00Z");
	const of = (draft: string) => unsupportedIn(draft, { texts: [""], now: WEDNESDAY }).map(({ text }) => text);
	expect(of("Good news to get on a Wednesday.")).toEqual([]);
	expect(of("Good news to get on a Tuesday.")).toEqual(["Tuesday"]);
	expect(of("See you on Wednesday.")).toEqual(["Wednesday"]);
});
