import { expect, test } from "vitest";
import { EstimateView } from "#knowledge/core/contract/budget.ts";
import { estimateDetail, estimateWords, isShort } from "./estimate.ts";

const estimate = (part: Partial<EstimateView>): EstimateView => ({
	basis: "past-runs",
	runs: 5,
	model: "tiny-1",
	likely: { tokens: 9_600, costMicros: 12_000 },
	atMost: { tokens: 50_000, costMicros: 150_000 },
	pricesOf: "2026-11-01",
	monthLeft: 1_000_000,
	...part,
});

test.each([
	[{}, /^about 9,600 tokens, about .*0[.,]012/],
	[{ model: null, likely: { tokens: 9_600, costMicros: 0 } }, /^about 9,600 tokens, costs nothing$/],
	[{ likely: { tokens: 9_600, costMicros: null } }, /^about 9,600 tokens, price not known$/],
])("an estimate of %j", (part, said) => {
	expect(estimateWords(estimate(part))).toMatch(said);
});

test.each(EstimateView.shape.basis.options)("an estimate says what it is made from: %s", (basis) => {
	expect(estimateDetail(estimate({ basis }))).toMatch(basis === "usual" ? /none yet/ : /last 5 runs/);
});

test("the ceiling, the day of the prices and what is left are told where a model is asked", () => {
	expect(estimateDetail(estimate({}))).toMatch(/At most 50,000 tokens.*Prices of 2026-11-01.*1,000,000 left/);
	expect(estimateDetail(estimate({ model: null }))).toMatch(/Rules alone think here/);
	expect(estimateDetail(estimate({ model: null }))).not.toMatch(/At most/);
});

test.each([
	[9_600, false],
	[9_599, true],
])("with %i tokens left in the month a run is short of them: %s", (monthLeft, short) => {
	expect(isShort(estimate({ monthLeft }))).toBe(short);
	expect(isShort(estimate({ monthLeft, model: null }))).toBe(false);
});
