import { describe, expect, test } from "vitest";
import { agreedIn } from "./agreed.ts";
import { concessionsIn } from "./concessions.ts";
import type { Heard } from "./said.ts";

const NOW = Date.parse("2026-09-16T09:00:00Z");
const mail = (text: string, author: Heard["author"] = "buyer"): Heard => ({
	text,
	visible: [{ start: 0, end: text.length }],
	turns: [],
	author,
	kind: "email",
	receivedAt: NOW,
});
const talk = (us: string, them: string): Heard => ({
	...mail(`${us}\n${them}`),
	kind: "transcript",
	turns: [
		{ start: 0, end: us.length, speaker: "Sam", side: "us" },
		{ start: us.length + 1, end: us.length + 1 + them.length, speaker: "Mara", side: "buyer" },
	],
});

describe("agreed terms", () => {
	test.each([
		"So that is settled then: thirty days net.",
		"We accept your proposal of 18 months.",
		"The notice period of three months is fine with us.",
		"We have both agreed to the two-year term.",
		"You said yes to net 30 and we said yes to the surcharge.",
		"As agreed on the phone, the price is 14,500.",
	])("[SA7] both said yes: %s", (text) => {
		expect(agreedIn(mail(text)).map((each) => each.text)).toEqual([text]);
	});

	test.each([
		"We propose 24 months.",
		"Could you accept 24 months?",
		"We have not agreed to 24 months.",
		"Mr Sundaram has to agree to the price.",
		"If we agree on 24 months, we sign.",
		"Between us, there is 18,000 for a tool like yours.",
		"Sounds good, thanks.",
	])("[SA7] only one side, or nobody: %s", (text) => {
		expect(agreedIn(mail(text))).toEqual([]);
	});

	test("[SA7] a bare yes agrees to what the other side put, and to nothing of its own", () => {
		expect(agreedIn(talk("Then it is 12 seats at 41 a seat.", "Deal."))).toMatchObject([
			{ text: "Then it is 12 seats at 41 a seat.", put: { start: 0 } },
		]);
		expect(agreedIn(talk("How was your holiday?", "Deal."))).toEqual([]);
		expect(agreedIn(talk("Two years I cannot do.", "So twelve months it is."))).toHaveLength(1);
		expect(agreedIn(talk("By the 25th?", "25th it is."))).toEqual([]);
		expect(agreedIn(mail("12 seats at 41. Deal."))).toEqual([]);
	});
});

describe("concessions", () => {
	test.each([
		[
			"us",
			"If you sign by Friday, we can give you 10% off.",
			{ who: "us", give: "we can give you 10% off", get: "you sign by Friday" },
		],
		["us", "We'll waive the set-up fee.", { who: "us", give: "We'll waive the set-up fee", get: null }],
		[
			"buyer",
			"Drop the set-up fee and we'll sign for two years.",
			{ who: "them", give: "we'll sign for two years", get: "Drop the set-up fee" },
		],
		[
			"buyer",
			"We would sign for three years if you cap the increase.",
			{ who: "them", give: "We would sign for three years", get: "you cap the increase" },
		],
	] as const)("[SA8] of %s: %s", (author, text, expected) => {
		expect(concessionsIn(mail(text, author))).toMatchObject([expected]);
	});

	test.each([
		["us", "We cannot give you 10% off."],
		["us", "Shall we waive the fee?"],
		["buyer", "We want 10% off."],
		["buyer", "We will look at it by Friday."],
	] as const)("[SA8] nothing is given: %s, %s", (author, text) => {
		expect(concessionsIn(mail(text, author))).toEqual([]);
	});
});
