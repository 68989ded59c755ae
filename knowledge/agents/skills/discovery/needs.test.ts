import { describe, expect, test } from "vitest";
import { factOf, inputOf } from "#knowledge/samples/skill-case.ts";
import { discovery } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1];
const values = (text: string, key: string, changes: Changes = {}) =>
	discovery
		.reason(inputOf(text, changes))
		.proposals.flatMap((each) => (each.type === "learn-fact" && each.claim.key === key ? [each.claim.value] : []));
const needs = (text: string, changes: Changes = {}) => values(text, "discovery.requirement", changes);
const vendors = (text: string, changes: Changes = {}) => values(text, "discovery.competitor", changes);

describe("a need reads on its own", () => {
	test.each([
		["One, the app has to work with no signal.", ["the app has to work with no signal"]],
		["And for my side, the agent has to see the ticket.", ["the agent has to see the ticket"]],
		["I need that a sale is kept and booked later, never lost.", ["a sale is kept and booked later, never lost"]],
		["Van stock is in our tool. Can you read it every 15 minutes?", ["Van stock: read it every 15 minutes"]],
		["By then it is June. Can you read it every 15 minutes?", ["read it every 15 minutes"]],
		["Can the feedback from the floor be written back?", ["the feedback from the floor to be written back"]],
		["The balance must be correct within a second.", ["The balance must be correct within a second"]],
		["We need SSO, an audit log and EU hosting.", ["SSO", "an audit log", "EU hosting"]],
	])("[DI7] %s", (text, expected) => {
		expect(needs(text)).toEqual(expected);
	});

	test.each([
		"There are two ways. I want the second.",
		"I like the blue one. We need that one.",
		"We need the right to terminate after 24 months.",
		"We require service credits of 15 %.",
		"Will the same team as in May be named in the contract?",
		"Please send a proposal for:\n- 52 operators in two shifts, 18 points with a screen\n",
	])("[DI18] nothing, or nothing that a product does: %s", (text) => {
		expect(needs(text)).toEqual([]);
	});

	test("[DI18] whichever reasoner says so", () => {
		const quote = "We need the right to terminate the contract after 24 months.";
		const evidence = [{ signal: inputOf(quote).signal?.id ?? ("" as never), quote, start: 0, end: quote.length }];
		const judged = (value: string) =>
			discovery.judge(inputOf(quote), {
				type: "learn-fact",
				claim: { key: "discovery.requirement", value, confidence: 0.8, evidence },
			});
		expect(judged("right to terminate after 24 months")).toMatchObject({ rule: "DI18" });
	});
});

describe("numbered demands", () => {
	const list = (announced: string, ...items: readonly string[]) =>
		`${announced}\n\n${items.map((item, at) => `${at + 1}. ${item}`).join("\n\n")}\n\nRegards\n`;

	test("[DI25] of whoever looks after data and systems", () => {
		const text = list(
			"Before any data is transferred, I require the following from you in writing.",
			"The region in which our data would be stored.",
			"Your latest audit report.",
			"Encryption: who holds the keys. We would want to hold them ourselves.",
		);
		expect(needs(text)).toEqual([
			"The region in which our data would be stored",
			"Your latest audit report",
			"Encryption: who holds the keys",
		]);
	});

	test.each([
		[
			"terms",
			list("We require your agreement to the following.", "Law of our country, data included.", "Payment at 60 days."),
		],
		["nothing technical", list("We require the following.", "Two copies of the letter.", "A stamp on each page.")],
		[
			"no announcement",
			list("These are the minutes.", "The region of our data was shown.", "The audit report was read."),
		],
		["one alone", list("We require the following.", "Your latest audit report.")],
	])("[DI25] but not of %s", (_name, text) => {
		expect(needs(text)).toEqual([]);
	});
});

describe("other vendors", () => {
	const zyntra = { facts: [factOf("discovery.competitor", "Zyntra | being compared: We had Zyntra here")] };
	test.each([
		["19 of my people read Punjabi better than Italian.", []],
		["It has to be better than Danish.", []],
		["Zyntra did not reach the 32 points.", ["Zyntra | being compared: Zyntra did not reach the 32 points"]],
		["Jonas did not reach me.", []],
	])("[DI14] %s", (text, expected) => {
		expect(vendors(text)).toEqual(expected);
	});

	test("[DI14] «theirs» is the one rival of the sentence before", () => {
		expect(vendors("Jonas has your quote beside the Zyntra one. Theirs is 18% lower.", zyntra)).toEqual([
			"Zyntra | being compared: Theirs is 18% lower",
		]);
		expect(vendors("Jonas has your quote. Theirs is 18% lower.", zyntra)).toEqual([]);
	});

	test("[DI14] what the vendor of today offers besides is not what is in use", () => {
		const corvane = { facts: [factOf("discovery.competitor", "Corvane | in use: We run Corvane")] };
		expect(vendors("Corvane are out, it was really only slides.", corvane)).toEqual([]);
		expect(vendors("Corvane has only a file interface since 2014.", corvane)).toEqual([
			"Corvane | in use: Corvane has only a file interface since 2014",
		]);
	});

	test("[DI14] a product of ours is no rival", () => {
		const fit = { facts: [factOf("strategy.fit", "one screen | Tarivane | Shows it on one screen.")] };
		expect(vendors("We compared Tarivane with Zyntra.", fit)).not.toContainEqual(expect.stringContaining("Tarivane |"));
		expect(vendors("We compared Tarivane with Zyntra.")).toContainEqual(expect.stringContaining("Tarivane |"));
	});
});
