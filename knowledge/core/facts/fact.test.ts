import { describe, expect, test } from "vitest";
import { aClaim, quoteOf } from "../testing/builders.ts";
import { newDeal } from "../testing/deal.ts";
import { factNo, hashNo, signalNo } from "../testing/ids.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { FACT_VALUE_CHARS_MAX, QUOTE_CHARS_MAX } from "../vocabulary/limits.ts";
import { isUnqualified } from "./blackboard.ts";
import { FactClaim } from "./fact.ts";
import { isCritical, isSingle } from "./keys.ts";

const quote = quoteOf("EUR 40,000");

describe("claims", () => {
	test.each([
		["a value of the longest length", { value: "x".repeat(FACT_VALUE_CHARS_MAX) }, true],
		["a longer value", { value: "x".repeat(FACT_VALUE_CHARS_MAX + 1) }, false],
		["no value", { value: "" }, false],
		["confidence 0", { confidence: 0 }, true],
		["confidence 1", { confidence: 1 }, true],
		["confidence above 1", { confidence: 1.000_001 }, false],
		["confidence below 0", { confidence: -0.000_001 }, false],
		["confidence that is no number", { confidence: Number.NaN }, false],
		["no evidence", { evidence: [] }, false],
		["five quotes", { evidence: [quote, quote, quote, quote, quote] }, true],
		["six quotes", { evidence: [quote, quote, quote, quote, quote, quote] }, false],
		["a quote of the longest length", { evidence: [{ ...quote, quote: "x".repeat(QUOTE_CHARS_MAX) }] }, true],
		["a longer quote", { evidence: [{ ...quote, quote: "x".repeat(QUOTE_CHARS_MAX + 1) }] }, false],
		["an empty quote", { evidence: [{ ...quote, quote: "" }] }, false],
		["a quote before the text", { evidence: [{ ...quote, start: -1 }] }, false],
		["half an offset", { evidence: [{ ...quote, start: 0.5 }] }, false],
	])("[FA1] %s", (_name, changes, expected) => {
		expect(FactClaim.safeParse(aClaim("bant.budget", "EUR 40,000", changes)).success).toBe(expected);
	});

	test("[FA1] a key that is not in the catalogue, or a member too many", () => {
		expect(FactClaim.safeParse({ ...aClaim("bant.budget", "x"), key: "bant.luck" }).success).toBe(false);
		expect(FactClaim.safeParse({ ...aClaim("bant.budget", "x"), state: "validated" }).success).toBe(false);
	});
});

describe("keys", () => {
	test.each([
		["bant.budget", true, true],
		["bant.authority", true, true],
		["bant.timeline", true, true],
		["meddic.economic-buyer", true, true],
		["meddic.champion", true, false],
		["bant.need", false, false],
		["meddic.metrics", false, false],
		["meddic.decision-criteria", false, false],
		["meddic.decision-process", false, false],
		["meddic.pain", false, false],
		["conversation.ask", false, false],
		["conversation.promise", false, false],
		["conversation.objection", false, false],
		["conversation.date", false, false],
		["conversation.agreed", false, false],
		["conversation.concession", false, false],
		["discovery.requirement", false, false],
		["discovery.stakeholder", false, false],
		["discovery.competitor", false, false],
		["strategy.fit", false, false],
		["strategy.gap", false, false],
		["strategy.position", false, false],
		["methodology.answer", false, false],
	] as const)("[FA2] %s has one answer: %s; a wrong one decides the deal: %s", (key, single, critical) => {
		expect([isSingle(key), isCritical(key)]).toEqual([single, critical]);
	});

	test("[FA2] the table above is complete", () => {
		expect(FactKey.options).toHaveLength(23);
	});

	test.each(FactKey.options)("[FA3] a deal of which only %s is known", (key) => {
		const deal = newDeal();
		expect(isUnqualified(deal.board())).toBe(true);
		const evidence = [{ signal: signalNo(1), quote: hashNo(1), start: 0, end: 1 }];
		const fact = { id: factNo(1), key, value: hashNo(2), confidence: 1, evidence, state: "suggested" } as const;
		deal.emit({
			type: "deal.fact-learned",
			run: null,
			skill: null,
			fact: { ...fact, evidence, validFrom: deal.at, supersedes: null },
		});
		expect(isUnqualified(deal.board())).toBe(!key.startsWith("bant.") && !key.startsWith("meddic."));
	});
});
