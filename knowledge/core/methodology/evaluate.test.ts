import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FactState } from "../events/fact.ts";
import { NONE_YET } from "../facts/exit-criteria.ts";
import { aField, aPack, knownFact } from "../testing/packs.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { Stage } from "../vocabulary/stage.ts";
import { evaluate, isFilled, type KnownFact, nextAmong } from "./evaluate.ts";
import { Rank } from "./pack.ts";

const NOW = { stage: "DISCOVERY", rank: "manager" } as const;
const PACK = aPack({
	fields: [
		aField("need", { facts: [{ key: "bant.need" }, { key: "meddic.pain" }], weight: 5 }),
		aField("say", { facts: [{ key: "discovery.stakeholder", saying: ["decides", "signs-off"] }], weight: 3 }),
		aField("habit", { weight: 2 }),
	],
});
const stateOf = (facts: readonly KnownFact[], id = "need") =>
	evaluate(PACK, facts, NOW).fields.find(({ field }) => field.id === id)?.state;

describe("what is known of a field", () => {
	test.each(FactState.options)("[S2-06] a fact that is %s makes its field so", (state) => {
		expect(stateOf([knownFact("bant.need", "berths", state)])).toBe(state);
	});

	test("[S2-06] without a fact it is empty, and so it is by a fact whose text was erased or that says «none yet»", () => {
		expect(stateOf([])).toBe("empty");
		expect(stateOf([knownFact("bant.need", null, "validated")])).toBe("empty");
		expect(stateOf([knownFact("bant.need", NONE_YET, "validated")])).toBe("empty");
	});

	test("[S2-06] who said «none yet» was asked, unless a person says that they did not", () => {
		const asked = (state: FactState) =>
			evaluate(PACK, [knownFact("bant.need", NONE_YET, state)], NOW).fields.map(({ wasAsked }) => wasAsked);
		expect(asked("suggested")).toEqual([true, false, false]);
		expect(asked("contradicted")).toEqual([false, false, false]);
	});

	test("[S2-06] of several facts the best counts, and it is named", () => {
		const facts = [
			knownFact("bant.need", "a", "contradicted"),
			knownFact("meddic.pain", "b", "validated"),
			knownFact("bant.need", "c"),
		];
		const [need] = evaluate(PACK, facts, NOW).fields;
		expect(need).toMatchObject({ state: "validated", by: [facts[1]?.id] });
	});

	test("[S2-06] a filter takes only facts that say one of its words", () => {
		expect(stateOf([knownFact("discovery.stakeholder", "Ann | CFO | signs-off | for")], "say")).toBe("suggested");
		expect(stateOf([knownFact("discovery.stakeholder", "Ann | CFO | influences | for")], "say")).toBe("empty");
	});

	test("[S2-06] an answer fills the field that it names, of the pack that it names", () => {
		expect(stateOf([knownFact("methodology.answer", "house/habit | We copy by hand")], "habit")).toBe("suggested");
		for (const value of ["other/habit | x", "house/need | x", "house/habit", "habit | x", "house/habit/more | x"])
			expect(stateOf([knownFact("methodology.answer", value)], "habit"), value).toBe("empty");
	});
});

describe("how much is known", () => {
	test.each([
		[[], 0],
		[[knownFact("bant.need", "a", "contradicted")], 0],
		[[knownFact("bant.need", "a", "suggested")], 0.3],
		[[knownFact("bant.need", "a", "edited")], 0.5],
		[[knownFact("bant.need", "a", "validated")], 0.5],
	])("[S2-06] of %j by weight %d", (facts, score) => {
		expect(evaluate(PACK, facts, NOW).score).toBe(score);
	});
});

describe("what is missing", () => {
	const ids = (facts: readonly KnownFact[], stage: Stage = "DISCOVERY") =>
		evaluate(PACK, facts, { ...NOW, stage }).gaps.map(({ field }) => field.id);

	test("[S2-06] the heavier comes first, what is contradicted is missing, and what is filled is not", () => {
		expect(ids([])).toEqual(["need", "say", "habit"]);
		expect(ids([knownFact("bant.need", "a", "contradicted")])).toEqual(["need", "say", "habit"]);
		expect(ids([knownFact("bant.need", "a")])).toEqual(["say", "habit"]);
	});

	test("[S2-06] what they had no answer to comes after what they were not asked", () => {
		expect(ids([knownFact("bant.need", NONE_YET)])).toEqual(["say", "habit", "need"]);
	});

	test("[S2-06] what matters in the stage comes before what weighs more in another", () => {
		const pack = aPack({ fields: [aField("late", { weight: 5, stages: ["PROPOSAL"] }), aField("now", { weight: 1 })] });
		const { gaps, next } = evaluate(pack, [], NOW);
		expect(gaps.map(({ field }) => field.id)).toEqual(["now", "late"]);
		expect(next?.field.id).toBe("now");
		expect(evaluate(pack, [], { ...NOW, stage: "CLOSED_WON" }).next).toBeNull();
	});
});

describe("the next best question", () => {
	const questions = [
		{ text: "For anybody?" },
		{ text: "For the C-suite?", ranks: ["c-suite" as const] },
		{ text: "At the proposal?", stages: ["PROPOSAL" as const] },
		{ text: "At the proposal, for the C-suite?", stages: ["PROPOSAL" as const], ranks: ["c-suite" as const] },
	];
	const pack = aPack({ fields: [aField("one", { questions, stages: ["DISCOVERY", "PROPOSAL"] })] });

	test.each([
		["DISCOVERY", "manager", "For anybody?"],
		["DISCOVERY", "c-suite", "For the C-suite?"],
		["PROPOSAL", "manager", "At the proposal?"],
		["PROPOSAL", "c-suite", "At the proposal, for the C-suite?"],
	] as const)("[S2-06] in %s, for %s: %s", (stage, rank, text) => {
		expect(evaluate(pack, [], { stage, rank }).next?.question.text).toBe(text);
	});

	test("[S2-06] it says why", () => {
		expect(evaluate(pack, [], { stage: "PROPOSAL", rank: "c-suite" }).next?.why).toBe(
			"House method: «Name of one» is not known yet, matters in PROPOSAL and weighs 3 of 5; worded for the C-suite in PROPOSAL.",
		);
		expect(evaluate(PACK, [knownFact("bant.need", "a", "contradicted")], NOW).next?.why).toContain("is contradicted");
	});

	test("[S2-06] a field that has nothing to ask this reader makes room for the next one", () => {
		const two = aPack({
			fields: [aField("one", { weight: 5, questions: [{ text: "Sir?", ranks: ["c-suite"] }] }), aField("two")],
		});
		expect(evaluate(two, [], NOW).next?.field.id).toBe("two");
	});

	test("[S2-06] of several packs the heaviest gap is asked, of equals that of the first pack, and nothing known elsewhere", () => {
		const light = aPack({ id: "light", fields: [aField("a", { weight: 4 })] });
		const heavy = aPack({ id: "heavy", fields: [aField("b", { weight: 5 })] });
		const twin = aPack({ id: "twin", fields: [aField("c", { weight: 5 })] });
		const asked = (isKnown?: Parameters<typeof nextAmong>[2]["isKnown"]) =>
			nextAmong([light, heavy, twin], [], isKnown ? { ...NOW, isKnown } : NOW)?.field.id;
		expect(asked()).toBe("b");
		expect(asked((_, { id }) => id === "b")).toBe("c");
		expect(asked((_, { id }) => id !== "a")).toBe("a");
		expect(asked(() => true)).toBeUndefined();
	});
});

const aFact = fc
	.tuple(
		fc.constantFrom(...FactKey.options),
		fc.constantFrom("x", "Ann | CFO | signs-off | for", "house/habit | y", NONE_YET),
		fc.constantFrom(...FactState.options),
	)
	.map(([key, value, state]) => knownFact(key, value, state));
const aMoment = fc.record({ stage: fc.constantFrom(...Stage.options), rank: fc.constantFrom(...Rank.options) });

test("[S2-06] one more fact that is validated never makes less known", () => {
	fc.assert(
		fc.property(fc.array(aFact), aFact, aMoment, (facts, more, moment) => {
			const before = evaluate(PACK, facts, moment);
			const after = evaluate(PACK, [...facts, { ...more, state: "validated" }], moment);
			expect(after.score).toBeGreaterThanOrEqual(before.score);
			expect(before.score).toBeGreaterThanOrEqual(0);
			expect(after.score).toBeLessThanOrEqual(1);
		}),
	);
});

test("[S2-06] the next question is never about a field that is filled, and the same input gives the same answer", () => {
	fc.assert(
		fc.property(fc.array(aFact), aMoment, (facts, moment) => {
			const { next, fields, gaps } = evaluate(PACK, facts, moment);
			expect(evaluate(PACK, facts, moment)).toEqual(evaluate(PACK, [...facts], moment));
			const filled = fields.filter(isFilled).map(({ field }) => field.id);
			if (next) expect(filled).not.toContain(next.field.id);
			const best = nextAmong([PACK], facts, moment);
			if (best) expect(filled).not.toContain(best.field.id);
			expect(gaps.length + filled.length).toBe(fields.length);
		}),
	);
});
