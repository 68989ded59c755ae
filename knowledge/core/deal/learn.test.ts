import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FactState } from "../events/fact.ts";
import { isCritical, isSingle } from "../facts/keys.ts";
import { approveDeps, decisionOn, learn, quoteOf } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { factNo, signalNo } from "../testing/ids.ts";
import { onlyApproval, propose, reading } from "../testing/steps.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { FACTS_PER_KEY_MAX, METHOD_ANSWERS_MAX } from "../vocabulary/limits.ts";
import { approve, reject } from "./approval.ts";
import { readArtefact } from "./artefact.ts";

const WORDS = "one two three four five six";
/** A reading of the n-th signal: all of them hold the same words. */
function claim(
	deal: TestDeal,
	key: FactKey,
	value: string,
	from: { signal?: number; word?: string; confidence?: number } = {},
) {
	const { signal = 1, word = "one", confidence = 0.8 } = from;
	const evidence = [quoteOf(word, signalNo(signal), WORDS)];
	return propose(deal, [learn(key, value, { evidence, confidence })], { input: reading(signalNo(signal), WORDS) });
}
const facts = (deal: TestDeal, key: FactKey) =>
	Object.values(deal.board().facts)
		.filter((fact) => fact.key === key)
		.map((fact) => ({ ...fact, value: deal.lookup(fact.value) }));
const values = (deal: TestDeal, key: FactKey) => facts(deal, key).map(({ value }) => value);

describe("the same answer again", () => {
	test.each(["EUR 40,000", " eur 40,000 ", "EUR 40,000\n"])("[LE1] %j from the same words changes nothing", (again) => {
		const deal = newDeal();
		claim(deal, "bant.budget", "EUR 40,000");
		expect(claim(deal, "bant.budget", again, { confidence: 1 })).toEqual([]);
	});

	test("[LE1] from new words it gains a proof, and the higher confidence of the two", () => {
		const deal = newDeal();
		claim(deal, "bant.need", "speed", { confidence: 0.5 });
		const [first] = facts(deal, "bant.need");
		claim(deal, "bant.need", "Speed", { signal: 2, confidence: 0.9 });
		claim(deal, "bant.need", "speed", { signal: 3, confidence: 0.1 });
		const [fact, ...others] = facts(deal, "bant.need");
		expect(others).toEqual([]);
		expect(fact).toMatchObject({ value: "speed", confidence: 0.9, state: "suggested" });
		expect(fact?.evidence.map(({ signal }) => signal)).toEqual([signalNo(1), signalNo(2), signalNo(3)]);
		expect(fact?.evidence[0]).toEqual(first?.evidence[0]);
	});

	test("[LE4] five proofs are enough", () => {
		const deal = newDeal();
		for (let signal = 1; signal <= 5; signal++) claim(deal, "bant.need", "speed", { signal });
		expect(facts(deal, "bant.need")[0]?.evidence).toHaveLength(5);
		expect(claim(deal, "bant.need", "speed", { signal: 6, confidence: 1 })).toEqual([]);
	});
});

describe("another answer", () => {
	const single = FactKey.options.filter(isSingle);
	const many = FactKey.options.filter((key) => !isSingle(key));

	test.each(single.filter(isCritical))(
		"[LE2] K17: to %s from a later text is a dispute, and what stood stays",
		(key) => {
			const deal = newDeal();
			claim(deal, key, "EUR 40,000");
			claim(deal, key, "EUR 90,000", { signal: 2, confidence: 1 });
			expect(values(deal, key)).toEqual(["EUR 40,000"]);
			expect(onlyApproval(deal).action).toMatchObject({
				type: "arbitrate-fact",
				key,
				standing: facts(deal, key)[0]?.id,
			});
			expect(claim(deal, key, "EUR 7", { signal: 3 })).toEqual([]);
		},
	);

	test.each(single.filter((key) => !isCritical(key)))(
		"[LE2] to %s from a later text takes the place of a suggestion",
		(key) => {
			const deal = newDeal();
			claim(deal, key, "old");
			const [old] = facts(deal, key);
			claim(deal, key, "new", { signal: 2 });
			expect(values(deal, key)).toEqual(["new"]);
			expect(facts(deal, key)[0]?.supersedes).toBe(old?.id);
		},
	);

	test.each(single)("[LE2] to %s out of the same text is a dispute", (key) => {
		const deal = newDeal();
		claim(deal, key, "this");
		claim(deal, key, "that", { word: "two" });
		expect(values(deal, key)).toEqual(["this"]);
		expect(Object.values(deal.board().approvals)).toHaveLength(isCritical(key) ? 1 : 0);
	});

	test.each(many)("[LE1] to %s stands beside the first", (key) => {
		const deal = newDeal();
		claim(deal, key, "this");
		claim(deal, key, "that");
		expect(values(deal, key)).toEqual(["this", "that"]);
		expect(deal.board().approvals).toEqual({});
	});

	test("[LE4] of a kind that many hold, the oldest suggestion makes room", () => {
		const deal = newDeal();
		for (let n = 1; n <= FACTS_PER_KEY_MAX + 1; n++) {
			deal.at += 1;
			claim(deal, "conversation.ask", `ask ${n}`);
			expect(values(deal, "conversation.ask").length).toBe(Math.min(n, FACTS_PER_KEY_MAX));
		}
		expect(values(deal, "conversation.ask")).not.toContain("ask 1");
		expect(values(deal, "conversation.ask")).toContain(`ask ${FACTS_PER_KEY_MAX + 1}`);
	});

	test("[LE4] the fields of methods share a key, and are no less remembered for it", () => {
		const deal = newDeal();
		for (let n = 1; n <= METHOD_ANSWERS_MAX + 1; n++) {
			deal.at += 1;
			claim(deal, "methodology.answer", `house/f-${n} | answer ${n}`);
			expect(values(deal, "methodology.answer").length).toBe(Math.min(n, METHOD_ANSWERS_MAX));
		}
		expect(values(deal, "methodology.answer")).not.toContain("house/f-1 | answer 1");
	});
});

describe("an answer in more or fewer words", () => {
	test.each([
		["EUR 40,000", "up to EUR 40,000 this year"],
		["EUR 40,000", "40000"],
		["Jonas Petrie, CFO", "jonas petrie"],
		["by March", "By March."],
		["€40,000", "40.000"],
		["not before March", "Not before the end of March"],
	])("[LE6] %j and %j are the same, whichever came first: a proof more, the same words", (a, b) => {
		for (const [first, second] of [
			[a, b],
			[b, a],
		] as const) {
			const deal = newDeal();
			claim(deal, "bant.budget", first);
			claim(deal, "bant.budget", second, { signal: 2 });
			const [fact, ...others] = facts(deal, "bant.budget");
			expect([fact?.value, fact?.evidence.length, others]).toEqual([first, 2, []]);
			expect(deal.board().approvals).toEqual({});
		}
	});

	test.each(["none yet", "approved, amount not stated"])("[LE6] %j gives way to an amount", (open) => {
		const deal = newDeal();
		claim(deal, "bant.budget", open);
		const [old] = facts(deal, "bant.budget");
		claim(deal, "bant.budget", "EUR 40,000", { signal: 2 });
		expect(facts(deal, "bant.budget")).toMatchObject([{ value: "EUR 40,000", supersedes: old?.id }]);
		expect(deal.board().approvals).toEqual({});
	});

	test.each([
		["EUR 40,000", "none yet"],
		["none yet", "approved, amount not stated"],
	])("[LE6] %j does not give way to %j", (first, second) => {
		const deal = newDeal();
		claim(deal, "bant.budget", first);
		claim(deal, "bant.budget", second, { signal: 2 });
		expect(values(deal, "bant.budget")).toEqual([first]);
		expect(onlyApproval(deal).action.type).toBe("arbitrate-fact");
	});

	test("[LE6] a person's «none yet» is theirs", () => {
		const deal = newDeal();
		claim(deal, "bant.budget", "EUR 40,000");
		claim(deal, "bant.budget", "none yet", { signal: 2 });
		deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal)), approveDeps(deal)));
		claim(deal, "bant.budget", "EUR 50,000", { signal: 3 });
		expect(values(deal, "bant.budget")).toEqual(["none yet"]);
	});

	test.each([
		["EUR 40,000", "EUR 90,000"],
		["EUR 40,000", "EUR 40"],
		["EUR 1.5 m", "EUR 15 m"],
		["EUR 40-50k", "EUR 40k"],
		["by March", "not by March"],
		["Jane signs", "Jane doesn't sign; Ann signs"],
		["Jonas Petrie", "Petrie Jonas"],
		["March", "?!"],
	])("[LE6] %j and %j are two answers", (a, b) => {
		for (const [first, second] of [
			[a, b],
			[b, a],
		] as const) {
			const deal = newDeal();
			claim(deal, "bant.budget", first);
			claim(deal, "bant.budget", second, { signal: 2 });
			expect(values(deal, "bant.budget")).toEqual([first]);
			expect(onlyApproval(deal).action.type).toBe("arbitrate-fact");
		}
	});
});

describe("a person's word among many", () => {
	test("[LE4] makes no room for a suggestion, however old it is", () => {
		const deal = newDeal();
		claim(deal, "conversation.ask", "a person's");
		const [old] = Object.values(deal.board().facts);
		if (!old) throw new Error("a fact was learned");
		const fact = { ...old, id: factNo(1), state: "validated", supersedes: old.id } as const;
		deal.emit({ type: "deal.fact-learned", run: null, skill: null, fact });
		for (let n = 1; n <= FACTS_PER_KEY_MAX + 3; n++) {
			deal.at += 1;
			claim(deal, "conversation.ask", `ask ${n}`);
		}
		expect(values(deal, "conversation.ask")).toContain("a person's");
		expect(values(deal, "conversation.ask")).toHaveLength(FACTS_PER_KEY_MAX);
	});
});

describe("disputes", () => {
	const disputed = () => {
		const deal = newDeal();
		claim(deal, "bant.budget", "EUR 40,000");
		claim(deal, "bant.budget", "EUR 90,000", { word: "two" });
		return deal;
	};

	test("[LE2] S0-92: a critical one is put before a person, with both answers, once", () => {
		const deal = disputed();
		const item = onlyApproval(deal);
		expect(item).toMatchObject({
			action: { type: "arbitrate-fact", key: "bant.budget", standing: facts(deal, "bant.budget")[0]?.id },
			approvers: ["rep", "regional-human"],
		});
		expect(readArtefact(deal.lookup(item.digest) ?? "")).toMatchObject({ claim: { value: "EUR 90,000" } });
		expect(claim(deal, "bant.budget", "EUR 7", { word: "three" })).toEqual([]);
	});

	test("[AP16] the person's choice stands, validated, in place of the other", () => {
		const deal = disputed();
		deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal)), approveDeps(deal)));
		expect(facts(deal, "bant.budget")).toMatchObject([{ value: "EUR 90,000", state: "validated", confidence: 1 }]);
		expect(deal.board().approvals).toEqual({});
	});

	test("[AP16] a rejected one leaves what stood", () => {
		const deal = disputed();
		deal.turn((turn) => reject(turn, decisionOn(onlyApproval(deal)), "no"));
		expect(facts(deal, "bant.budget")).toMatchObject([{ value: "EUR 40,000", state: "suggested" }]);
	});

	test("[LE2] against a person's word every other answer is one, from whatever text", () => {
		const deal = disputed();
		deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal)), approveDeps(deal)));
		claim(deal, "bant.budget", "EUR 10", { signal: 2 });
		expect(values(deal, "bant.budget")).toEqual(["EUR 90,000"]);
		expect(onlyApproval(deal).action.type).toBe("arbitrate-fact");
	});

	test("[LE1] the same answer as a person's keeps the person's word", () => {
		const deal = disputed();
		deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal)), approveDeps(deal)));
		claim(deal, "bant.budget", "EUR 90,000", { signal: 2, confidence: 0.1 });
		expect(facts(deal, "bant.budget")).toMatchObject([{ state: "validated", confidence: 1 }]);
	});

	test("[LE5] an answer whose text was erased can be given again, and never counts as the same", () => {
		const deal = newDeal();
		claim(deal, "bant.budget", "EUR 40,000");
		const [fact] = Object.values(deal.board().facts);
		if (fact) deal.erase(fact.value);
		claim(deal, "bant.budget", "EUR 40,000", { signal: 2 });
		expect(values(deal, "bant.budget")).toEqual(["EUR 40,000"]);
	});
});

describe("S0-92: concurrent edits", () => {
	const someClaim = fc.record({
		key: fc.constantFrom(...FactKey.options),
		value: fc.constantFrom("a", "A ", "b", "c"),
		signal: fc.integer({ min: 1, max: 3 }),
		word: fc.constantFrom("one", "two", "three"),
	});
	const someStep = fc.oneof(
		{
			weight: 8,
			arbitrary: fc.record({ type: fc.constant("claim" as const), claims: fc.array(someClaim, { maxLength: 4 }) }),
		},
		{
			weight: 1,
			arbitrary: fc.record({ type: fc.constantFrom("approve" as const, "reject" as const), pick: fc.nat() }),
		},
	);

	test("[LE3] any interleaving of claims and decisions leaves at most one live fact for a single key", () => {
		fc.assert(
			fc.property(fc.array(someStep, { maxLength: 12 }), (steps) => {
				const deal = newDeal();
				for (const step of steps) {
					if (step.type === "claim") {
						for (const { key, value, signal, word } of step.claims) claim(deal, key, value, { signal, word });
					} else {
						const open = Object.values(deal.board().approvals);
						const item = open[step.pick % Math.max(1, open.length)];
						if (!item) continue;
						if (step.type === "approve") deal.turn((turn) => approve(turn, decisionOn(item), approveDeps(deal)));
						else deal.turn((turn) => reject(turn, decisionOn(item), "no"));
					}
					for (const key of FactKey.options) {
						expect(facts(deal, key).length).toBeLessThanOrEqual(isSingle(key) ? 1 : FACTS_PER_KEY_MAX);
						const items = Object.values(deal.board().approvals).filter(
							({ action }) => action.type === "arbitrate-fact" && action.key === key,
						);
						expect(items.length).toBeLessThanOrEqual(isCritical(key) ? 1 : 0);
					}
				}
			}),
			{ numRuns: 40 },
		);
	});

	test("[LE3] a person's word is never replaced by anybody's reading", () => {
		const states: readonly FactState[] = ["validated"];
		fc.assert(
			fc.property(fc.array(someClaim, { maxLength: 12 }), (claims) => {
				const deal = newDeal();
				claim(deal, "bant.budget", "x");
				claim(deal, "bant.budget", "y", { word: "two" });
				deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal)), approveDeps(deal)));
				for (const { key, value, signal, word } of claims) claim(deal, key, value, { signal, word });
				expect(values(deal, "bant.budget")).toEqual(["y"]);
				expect(states).toContain(facts(deal, "bant.budget")[0]?.state);
			}),
			{ numRuns: 20 },
		);
	});
});
