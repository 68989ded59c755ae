import { describe, expect, test } from "vitest";
import { newDeal } from "../testing/deal.ts";
import { skillNamed } from "../testing/ids.ts";
import { owe, runOf, stepSettled } from "../testing/steps.ts";
import { CALL_TOKENS_MAX, DEAL_COST_MICROS_MAX, RUN_TOKENS_MAX } from "../vocabulary/limits.ts";
import { budgetRefusal, type UnderWay } from "./budget.ts";

/** A run of which this much was spent. */
function refusal(asked: number, spent: { tokens?: number; costMicros?: number } = {}, underWay?: UnderWay) {
	const deal = newDeal();
	const run = owe(deal, { stages: [["writer"]] });
	const tokens = { prompt: spent.tokens ?? 0, output: 0 };
	deal.emit(stepSettled(run, { skill: skillNamed("writer"), hop: 0 }, { tokens, costMicros: spent.costMicros ?? 0 }));
	return budgetRefusal(deal.board(), runOf(deal), asked, underWay);
}

describe("S0-93: three ceilings", () => {
	test.each([
		[0, null],
		[CALL_TOKENS_MAX, null],
		[CALL_TOKENS_MAX + 1, { limit: "call-tokens", asked: CALL_TOKENS_MAX + 1, left: CALL_TOKENS_MAX }],
	])("[BU1] a call of %d tokens", (asked, expected) => {
		expect(refusal(asked)).toEqual(expected);
	});

	test.each([
		[RUN_TOKENS_MAX - 100, 100, null],
		[RUN_TOKENS_MAX - 100, 101, { limit: "run-tokens", asked: 101, left: 100 }],
		[RUN_TOKENS_MAX, 1, { limit: "run-tokens", asked: 1, left: 0 }],
		[RUN_TOKENS_MAX + 500, 1, { limit: "run-tokens", asked: 1, left: 0 }],
	])("[BU2] a run that used %d tokens asks for %d more", (tokens, asked, expected) => {
		expect(refusal(asked, { tokens })).toEqual(expected);
	});

	test.each([
		[DEAL_COST_MICROS_MAX - 1, null],
		[DEAL_COST_MICROS_MAX, { limit: "deal-cost", asked: 100, left: 0 }],
		[DEAL_COST_MICROS_MAX + 1, { limit: "deal-cost", asked: 100, left: 0 }],
	])("[BU3] a deal that has cost %d millionths of a dollar", (costMicros, expected) => {
		expect(refusal(100, { costMicros })).toEqual(expected);
	});

	test.each([
		[100, { tokens: RUN_TOKENS_MAX - 100, costMicros: 0 }, null],
		[101, { tokens: RUN_TOKENS_MAX - 100, costMicros: 0 }, { limit: "run-tokens", asked: 101, left: 100 }],
		[100, { tokens: 0, costMicros: DEAL_COST_MICROS_MAX - 1 }, null],
		[100, { tokens: 0, costMicros: DEAL_COST_MICROS_MAX }, { limit: "deal-cost", asked: 100, left: 0 }],
	])(
		"[K7] %d more tokens beside %o of the same stage: skills that are asked at once share one ceiling",
		(asked, underWay, expected) => {
			expect(refusal(asked, {}, underWay)).toEqual(expected);
		},
	);

	test("[K7] the ceilings are nested: the call's is the smallest, and is told first", () => {
		expect(CALL_TOKENS_MAX).toBeLessThan(RUN_TOKENS_MAX);
		const all = { tokens: RUN_TOKENS_MAX, costMicros: DEAL_COST_MICROS_MAX };
		expect(refusal(CALL_TOKENS_MAX + 1, all)).toMatchObject({ limit: "call-tokens" });
		expect(refusal(CALL_TOKENS_MAX, all)).toMatchObject({ limit: "run-tokens" });
	});
});
