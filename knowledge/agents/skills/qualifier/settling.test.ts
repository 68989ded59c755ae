import { describe, expect, test } from "vitest";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { qualifier } from "./definition.ts";

const learned = (text: string, key: string) =>
	qualifier
		.reason(inputOf(text))
		.proposals.flatMap((each) => (each.type === "learn-fact" && each.claim.key === key ? [each.claim.value] : []));

describe("what holds of several", () => {
	test.each([
		["Our budget is EUR 40,000. Sorry, correction: our budget is EUR 60,000.", ["EUR 60,000"]],
		["Our budget is EUR 40,000. Please forget the budget figure above.", []],
		["Our budget is EUR 40,000. The weather is fine.", ["EUR 40,000"]],
	])("[QU28] %s", (text, expected) => {
		expect(learned(text, "bant.budget")).toEqual(expected);
	});

	test.each([
		["I wrote last week that we would sign by 30 September.", []],
		["As I wrote, we have to be live by 30 September.", ["2026-09-30"]],
		["We have to be live by 1 March 2027. Scrap that, it is now 1 May 2027.", ["2027-05-01"]],
	])("[QU28] %s", (text, expected) => {
		expect(learned(text, "bant.timeline")).toEqual(expected);
	});

	test("[QU28] a round figure takes its unit from the sums beside it, or has none", () => {
		expect(learned("Last year it was EUR 45,000. I could live with thirty the first year.", "bant.budget")).toContain(
			"EUR 30,000",
		);
		expect(learned("I could live with thirty the first year.", "bant.budget")).toEqual(["about 30 (unit not stated)"]);
	});
});

test.each([
	["At my previous company the budget was EUR 40,000.", []],
	['"Our budget is EUR 40,000": that is not what I said.', []],
	["Our budget is EUR 40,000.", ["EUR 40,000"]],
])("[QU29] %s", (text, expected) => {
	expect(learned(text, "bant.budget")).toEqual(expected);
});

test.each([
	["We need SSO.", []],
	["We need to see every open job.", ["see every open job"]],
])("[QU29] a requirement is no need: %s", (text, expected) => {
	expect(learned(text, "bant.need")).toEqual(expected);
});

test.each([
	["Unser Budget steht noch nicht fest, wir melden uns nach den Ferien bei Ihnen.", "bant.budget"],
	["Nous avons trois camions et la direction est en vacances.", "meddic.pain"],
	["El jefe no está y el tren llega a las nueve.", "bant.authority"],
])("[QU27] nothing is learned of %s", (text, key) => {
	expect(learned(text, key)).toEqual([]);
});

test("[QU31] an answer below a quoted question is read with it", () => {
	const text = "Answers inline.\n\n> What is your budget for this?\nForty thousand euros.\n";
	expect(learned(text, "bant.budget")).toEqual(["EUR 40,000"]);
});

test.each([
	["Ruth Adeyemi holds the purse.", "meddic.economic-buyer", "bant.authority"],
	["Ruth Adeyemi signs the contract.", "bant.authority", "meddic.economic-buyer"],
])("[QU33] who holds the money and who signs are two things: %s", (text, is, isNot) => {
	expect(learned(text, is).join()).toContain("Ruth Adeyemi");
	expect(learned(text, isNot)).toEqual([]);
});

test("[QU33] what has to be there before anything is signed is the process, and says nothing of who signs", () => {
	const text = "I spoke to our security team: they need your report before anything can be signed.";
	expect(learned(text, "bant.authority")).toEqual([]);
	expect(learned("Ruth Adeyemi signs the contract before anything is ordered.", "bant.authority").join()).toContain(
		"signs off",
	);
});

test.each([
	["Above EUR 250,000 the board approves, on my recommendation.", []],
	["We have EUR 250,000; above that the board approves.", ["EUR 250,000"]],
	["Jonas signs off anything above 50k, and it goes through our review.", []],
	["I can approve up to 50k myself.", []],
	["The board approved up to EUR 60,000 for this.", ["up to EUR 60,000"]],
])("[QU33] a limit of somebody's power is no budget: %s", (text, expected) => {
	expect(learned(text, "bant.budget")).toEqual(expected);
});
