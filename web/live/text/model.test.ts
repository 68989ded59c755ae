import { describe, expect, test } from "vitest";
import { ModelOutcome, ModelTier, RulesInstead } from "#knowledge/core/vocabulary/model-call.ts";
import {
	byRulesWords,
	degradedLine,
	insteadWords,
	modelOutcome,
	promptTokens,
	reasonerName,
	tierName,
	whoAnswered,
} from "./model.ts";
import { money } from "./money.ts";

const step = (reasoner: string, model: { cache: "hit" | "miss" | "off"; instead: RulesInstead | null } | null) =>
	whoAnswered({ reasoner, outcome: "done", model });

describe("who answered a step", () => {
	test.each([
		["model:tiny-1", { cache: "miss", instead: null }, "tiny-1 answered."],
		["model:tiny-1", { cache: "hit", instead: null }, "tiny-1 had answered the same question before: it cost nothing."],
		["model:org/tiny:2", null, "org/tiny:2 answered."],
		["rules:1.4", null, "The rules answered: no model is set up, or its settings are wrong."],
		[
			"rules:1.4",
			{ cache: "off", instead: "no-model" },
			"The rules answered: no model is set up, or its settings are wrong.",
		],
		["rules:1.4", { cache: "miss", instead: "breaker-open" }, "The rules answered: the model was down."],
		["rules:1.4", { cache: "miss", instead: "run-tokens" }, "The rules answered: past this run's tokens."],
		["none", null, "Nobody answered."],
	] as const)("[S0-93] %s with %j: %s", (reasoner, model, said) => {
		expect(step(reasoner, model)).toBe(said);
	});

	test("[S0-93] what failed was not answered", () => {
		expect(whoAnswered({ reasoner: "rules:1.4", outcome: "failed", model: null })).toBe(
			"The rules were asked: no model is set up, or its settings are wrong.",
		);
	});

	test.each(RulesInstead.options)("[S0-117] «%s» is told in words of its own", (why) => {
		expect(insteadWords(why)).not.toMatch(/[-_]/);
		expect(degradedLine(why)).toMatch(/^[A-Z].*, so the rules answered\.$/);
	});

	test("a reason that this page does not know yet is told in its own words", () => {
		expect(insteadWords("no-moon")).toBe("no moon");
		expect(degradedLine(null)).toBe("The model did not answer, or not well, so the rules answered.");
	});

	test.each(ModelOutcome.options)("a call that was «%s» has a word and a tone", (outcome) => {
		const { word, tone } = modelOutcome(outcome);
		expect(word).toMatch(/^[A-Z]/);
		expect(tone === "ok").toBe(outcome === "answered");
	});

	test("each size of model has its word", () => {
		expect(new Set(ModelTier.options.map(tierName)).size).toBe(ModelTier.options.length);
	});

	test.each([
		["model:a:b", "a:b"],
		["rules:1.4", "Rules"],
		["none", "Nobody"],
		["odd-one", "Odd one"],
	])("%s is %s", (reasoner, name) => {
		expect(reasonerName(reasoner)).toBe(name);
	});
});

test.each([
	[0, "All proposals are the model's."],
	[1, "1 proposal is the rules' own, beside the model's."],
	[2, "2 proposals are the rules' own, beside the model's."],
])("%i by rules: %s", (byRules, said) => {
	expect(byRulesWords(byRules)).toBe(said);
});

test("what a provider had cached is told where there was something", () => {
	expect(promptTokens(1_200, 0)).toBe("1,200 tokens");
	expect(promptTokens(1_200, 900)).toBe("1,200 tokens, of which 900 the provider had cached");
});

test.each([
	[0, /^nothing$/],
	[1, /0[.,]000001/],
	[4_210, /0[.,]0042/],
	[94_999, /0[.,]095/],
	[95_000, /0[.,]10/],
	[12_345_678, /12[.,]35/],
])("%i millionths of a dollar are told as money", (micros, said) => {
	expect(money(micros)).toMatch(said);
});
