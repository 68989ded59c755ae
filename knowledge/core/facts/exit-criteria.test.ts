import { describe, expect, test } from "vitest";
import { factNo, signalNo } from "../testing/ids.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import { Stage } from "../vocabulary/stage.ts";
import { criteriaOf, EXIT_CRITERIA } from "./exit-criteria.ts";
import type { ReadFact } from "./fact.ts";

let count = 0;
const fact = (key: FactKey, changes: Partial<ReadFact> = {}): ReadFact => ({
	id: factNo(++count),
	key,
	value: "known",
	confidence: 0.5,
	evidence: [{ signal: signalNo(1), quote: `known ${count}`, start: 0, end: 7 }],
	state: "suggested",
	validFrom: 0,
	supersedes: null,
	...changes,
});
const met = (stage: Stage, ...facts: readonly ReadFact[]): readonly string[] =>
	criteriaOf(stage, facts).flatMap(({ criterion, met }) => (met ? [criterion.id] : []));

describe("what a stage asks for", () => {
	test.each([
		["PROSPECTING", ["engaged"]],
		["DISCOVERY", ["need", "requirements", "people"]],
		["QUALIFICATION", ["budget", "authority", "timeline"]],
		["SOLUTION", ["fit", "process", "asked"]],
	] as const)("[EX1] %s: %j", (stage, ids) => {
		expect(criteriaOf(stage, []).map(({ criterion, met, by }) => [criterion.id, met, by])).toEqual(
			ids.map((id) => [id, false, []]),
		);
	});

	test.each(Stage.options.slice(4))("[EX1] %s is not left by facts", (stage) => {
		expect(criteriaOf(stage, [fact("bant.need")])).toEqual([]);
	});

	test.each([
		["PROSPECTING", ["bant.need"], ["engaged"]],
		["PROSPECTING", ["meddic.pain"], ["engaged"]],
		["PROSPECTING", ["discovery.requirement"], ["engaged"]],
		["PROSPECTING", ["bant.budget"], []],
		["DISCOVERY", ["discovery.requirement"], []],
		["DISCOVERY", ["discovery.requirement", "discovery.requirement"], ["requirements"]],
		["DISCOVERY", ["discovery.stakeholder", "bant.need"], ["need"]],
		["DISCOVERY", ["discovery.stakeholder", "discovery.stakeholder"], ["people"]],
		["QUALIFICATION", ["meddic.economic-buyer", "bant.timeline"], ["authority", "timeline"]],
		["SOLUTION", ["strategy.gap", "meddic.decision-criteria"], ["process"]],
		["SOLUTION", ["strategy.fit", "meddic.decision-process"], ["fit", "process"]],
	] as const)("[EX1] at %s, %j meet %j", (stage, keys, ids) => {
		expect(met(stage, ...keys.map((key) => fact(key)))).toEqual(ids);
	});

	test("[EX3] what the problem costs in money stands in for a budget; a pain, or a figure without money, does not", () => {
		const metrics = (value: string) => met("QUALIFICATION", fact("meddic.metrics", { value }));
		for (const value of ["we paid 38 grand in penalties", "EUR 118 each", "one point four million a year"])
			expect([value, metrics(value)]).toEqual([value, ["budget"]]);
		for (const value of ["sixty times a day", "two point seven million subscribers", "12 minutes per case"])
			expect([value, metrics(value)]).toEqual([value, []]);
		expect(met("QUALIFICATION", fact("meddic.pain", { value: "EUR 118 each" }))).toEqual([]);
	});

	test.each([
		["Acme hereby invites you to submit a proposal.", ["budget"], ["process", "asked"]],
		["Please answer our RFP by Friday.", ["budget"], ["process", "asked"]],
		["What would 85 seats cost?", [], ["asked"]],
		["Please send a proposal.", [], ["asked"]],
		["Does it connect to Corvane?", [], []],
	])("[EX4] an ask: %s", (value, qualified, solved) => {
		expect(met("QUALIFICATION", fact("conversation.ask", { value }))).toEqual(qualified);
		expect(met("SOLUTION", fact("conversation.ask", { value }))).toEqual(solved);
	});

	test("[EX5] two requirements out of one sentence are one, and two people are two", () => {
		const evidence = [{ signal: signalNo(1), quote: "I want both.", start: 0, end: 12 }];
		const twice = (key: FactKey) => [fact(key, { evidence }), fact(key, { evidence, value: "other" })];
		expect(met("DISCOVERY", ...twice("discovery.requirement"))).toEqual([]);
		expect(met("DISCOVERY", ...twice("discovery.requirement"), fact("discovery.requirement"))).toEqual([
			"requirements",
		]);
		expect(met("DISCOVERY", ...twice("discovery.stakeholder"))).toEqual(["people"]);
	});

	test("[EX1] it is said which facts meet it", () => {
		const [one, two] = [fact("discovery.requirement"), fact("discovery.requirement")];
		expect(criteriaOf("DISCOVERY", [one, fact("bant.need"), two])[1]?.by).toEqual([one.id, two.id]);
	});

	test("[EX1] ids are unique within a stage, and each takes at least one fact", () => {
		for (const criteria of Object.values(EXIT_CRITERIA)) {
			expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
			for (const { count, keys } of criteria) expect([count > 0, keys.length > 0]).toEqual([true, true]);
		}
	});
});

describe("what counts", () => {
	const quote = { signal: signalNo(1), quote: "known", start: 0, end: 5 };
	test.each([
		["a suggestion at the line", {}, true],
		["a suggestion below it", { confidence: 0.499 }, false],
		["a person's word, however sure", { state: "validated", confidence: 0 }, true],
		["what a person edited", { state: "edited", confidence: 0 }, true],
		["what was contradicted", { state: "contradicted", confidence: 1 }, false],
		["an erased value", { value: null }, false],
		["«none yet»", { value: "none yet" }, false],
		["an erased quote", { evidence: [{ ...quote, quote: null }] }, false],
		["one quote of two that stands", { evidence: [{ ...quote, quote: null }, quote] }, true],
	] as const)("[EX2] %s", (_what, changes, expected) => {
		expect(met("QUALIFICATION", fact("bant.budget", changes))).toEqual(expected ? ["budget"] : []);
	});
});
