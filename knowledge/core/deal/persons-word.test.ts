import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSingle } from "../facts/keys.ts";
import { answerText } from "../methodology/answer.ts";
import { approveDeps, decisionOn, learn, quoteOf } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { factNo, NADIA, runNo, SAM, signalNo, skillNamed } from "../testing/ids.ts";
import { onlyApproval, propose, reading } from "../testing/steps.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import type { FactId } from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { FACT_VALUE_CHARS_MAX, FACTS_PER_KEY_MAX } from "../vocabulary/limits.ts";
import { approve } from "./approval.ts";
import { knownTexts } from "./by-hand.ts";
import { type Feedback, factMisfit, giveFeedback, judgeFact, type PersonsWord } from "./persons-word.ts";

const WORDS = "one two three four five six";
function claim(deal: TestDeal, key: FactKey, value: string, { signal = 1, word = "one", confidence = 0.8 } = {}) {
	const evidence = [quoteOf(word, signalNo(signal), WORDS)];
	return propose(deal, [learn(key, value, { evidence, confidence })], { input: reading(signalNo(signal), WORDS) });
}
const facts = (deal: TestDeal, key: FactKey) =>
	Object.values(deal.board().facts)
		.filter((fact) => fact.key === key)
		.map((fact) => ({ ...fact, value: deal.lookup(fact.value) }));
const told = (deal: TestDeal, key: FactKey) => facts(deal, key).map(({ value, state }) => [value, state]);
const only = (deal: TestDeal, key: FactKey): FactId => {
	const [fact, ...more] = facts(deal, key);
	invariant(fact && more.length === 0, "there is one fact of this key");
	return fact.id;
};

type Said = { readonly value?: string; readonly reason?: string | null; readonly user?: typeof SAM };
function say(
	deal: TestDeal,
	type: PersonsWord["type"],
	fact: FactId,
	{ value = "", reason = null, user = SAM }: Said = {},
) {
	const word = type === "edit" ? { type, fact, value, reason } : { type, fact, reason };
	const before = deal.log.length;
	const outcome = deal.turn((turn) => judgeFact(turn, word, { user, lookup: deal.lookup }));
	return { outcome, events: deal.log.slice(before).map(({ event }) => event) };
}
const BUDGET = "bant.budget";
const NEED = "bant.need";
const PERSON = "discovery.stakeholder";

describe("a person's word about a fact", () => {
	test.each([
		["validate", "validated", 1, "EUR 40,000"],
		["contradict", "contradicted", 0, "EUR 40,000"],
		["edit", "edited", 1, "EUR 45,000"],
	] as const)("[PW1] to %s it: the fact is %s from then on", (type, state, confidence, value) => {
		const deal = newDeal();
		claim(deal, BUDGET, "EUR 40,000");
		const fact = only(deal, BUDGET);
		const { events } = say(deal, type, fact, { value, reason: "They told me." });
		expect(events).toMatchObject([{ type: "deal.fact-judged", fact, verdict: state, by: SAM }]);
		expect(facts(deal, BUDGET)).toMatchObject([{ id: fact, value, state, confidence }]);
		const judged = deal.board().judged?.[fact];
		expect(judged).toMatchObject({ verdict: state, by: SAM, at: deal.at });
		expect(judged?.reason && deal.lookup(judged.reason)).toBe("They told me.");
	});

	test.each(["validate", "contradict", "edit"] as const)(
		"[PW1] to %s it twice is said once, whoever says it again",
		(type) => {
			const deal = newDeal();
			claim(deal, BUDGET, "EUR 40,000");
			say(deal, type, only(deal, BUDGET), { value: "EUR 45,000" });
			const again = say(deal, type, only(deal, BUDGET), { value: "EUR 45,000", user: NADIA });
			expect(again).toEqual({ outcome: { type: "done", value: null }, events: [] });
		},
	);

	test("[PW2] who writes what stands there agrees with it", () => {
		const deal = newDeal();
		claim(deal, BUDGET, "EUR 40,000");
		say(deal, "edit", only(deal, BUDGET), { value: "EUR 40,000" });
		expect(told(deal, BUDGET)).toEqual([["EUR 40,000", "validated"]]);
		expect(say(deal, "edit", only(deal, BUDGET), { value: "EUR 40,000" }).events).toEqual([]);
	});

	test("[PW1] a mind can be changed: what was wrong is right again", () => {
		const deal = newDeal();
		claim(deal, BUDGET, "EUR 40,000");
		const fact = only(deal, BUDGET);
		for (const [type, state] of [
			["contradict", "contradicted"],
			["validate", "validated"],
			["contradict", "contradicted"],
			["edit", "edited"],
		] as const) {
			say(deal, type, fact, { value: "EUR 1" });
			expect(facts(deal, BUDGET)).toMatchObject([{ id: fact, state }]);
		}
	});

	test("[PW1] one that is not on the board is not found, and one whose text was erased can only be contradicted", () => {
		const deal = newDeal();
		expect(say(deal, "validate", factNo(9)).outcome).toMatchObject({ refusal: { code: "not-found" } });
		claim(deal, NEED, "speed");
		const fact = deal.board().facts[only(deal, NEED)];
		invariant(fact, "it was learned");
		deal.erase(fact.value);
		expect(say(deal, "validate", fact.id).outcome).toMatchObject({ refusal: { code: "not-found" } });
		expect(say(deal, "edit", fact.id, { value: "x" }).outcome).toMatchObject({ refusal: { code: "not-found" } });
		expect(say(deal, "contradict", fact.id).events).toHaveLength(1);
	});

	test.each([
		[BUDGET, "EUR 40,000", "EUR 90,000"],
		[PERSON, "Jonas Petrie | CFO | signs-off | for", "Jonas Petrie | COO | decides | for"],
	] as const)("[PW1] of %s what was wrong cannot be right beside another answer", (key, first, second) => {
		const deal = newDeal();
		claim(deal, key, first);
		const wrong = only(deal, key);
		say(deal, "contradict", wrong);
		claim(deal, key, second, { signal: 2 });
		const other = facts(deal, key).find(({ id }) => id !== wrong);
		expect(other).toMatchObject({ value: second, state: "suggested" });
		expect(say(deal, "validate", wrong).outcome).toMatchObject({
			refusal: { code: "conflict", reason: expect.stringContaining(other?.id ?? "?") },
		});
		if (other) say(deal, "contradict", other.id);
		expect(say(deal, "validate", wrong).events).toHaveLength(1);
	});

	test("[PW1] an edit does not make two lines of one person, nor one need twice", () => {
		const deal = newDeal();
		claim(deal, PERSON, "Jonas Petrie | CFO | signs-off | for");
		claim(deal, PERSON, "Mara Ellingsen | - | uses | for", { word: "two" });
		claim(deal, NEED, "speed");
		claim(deal, NEED, "fewer bills");
		const mara = facts(deal, PERSON).find(({ value }) => value?.startsWith("Mara"));
		const speed = facts(deal, NEED).find(({ value }) => value === "speed");
		invariant(mara && speed, "both were learned");
		expect(say(deal, "edit", mara.id, { value: "Petrie, Jonas | - | uses | for" }).outcome.type).toBe("refused");
		expect(say(deal, "edit", speed.id, { value: "Fewer bills" }).outcome.type).toBe("refused");
		expect(say(deal, "edit", mara.id, { value: "Mara Lind | - | uses | for" }).events).toHaveLength(1);
	});
});

describe("a person's word about what the crew held back", () => {
	const QUALIFIER = skillNamed("qualifier");
	const feedback = (deal: TestDeal, changes: Partial<Feedback> = {}, user = SAM) => {
		const earlier = deal.log.flatMap(({ event }) => (event.type === "deal.feedback-given" ? [event] : []));
		const said = {
			run: runNo(1),
			skill: QUALIFIER,
			about: "refused",
			rule: "JU8",
			verdict: "disagree",
			note: null,
		} as const;
		deal.turn((turn) => giveFeedback(turn, { ...said, ...changes }, { user, earlier }));
		return deal.log.length;
	};

	test("[PW4] is on record with its note, once for whoever says the same again, and again when they change their mind", () => {
		const deal = newDeal();
		const before = deal.board();
		const one = feedback(deal, { note: "It is in the contract." });
		const [event] = deal.log.slice(-1).map((entry) => entry.event);
		expect(event).toMatchObject({ type: "deal.feedback-given", verdict: "disagree", rule: "JU8", by: SAM });
		expect(event?.type === "deal.feedback-given" && event.note && deal.lookup(event.note)).toBe(
			"It is in the contract.",
		);
		expect(feedback(deal, { note: "Really." })).toBe(one);
		expect(feedback(deal, {}, NADIA)).toBe(one + 1);
		expect(feedback(deal, { rule: null })).toBe(one + 2);
		expect(feedback(deal, { verdict: "agree" })).toBe(one + 3);
		expect(feedback(deal)).toBe(one + 4);
		expect({ ...deal.board(), seq: 0 }).toEqual({ ...before, seq: 0 });
	});
});

describe("what an edit may say", () => {
	test.each([
		[BUDGET, "EUR 42,000"],
		[BUDGET, "up to USD 50k"],
		[BUDGET, "none yet"],
		[PERSON, "Jonas Petrie | - | decides | for"],
		[PERSON, "Jonas Petrie | CFO | signs-off | unknown | high | Mara Ellingsen | met"],
		["conversation.ask", "Send the list | us | - | -"],
		["conversation.promise", "Send the list | them | Mara | 2026-11-30"],
		["methodology.answer", answerText({ pack: "qbs", field: "impact", answer: "Tickets cost" })],
		["strategy.position", "price | said first"],
		["conversation.concession", "us | 10% off | a two-year term"],
		["conversation.concession", "them | a call with their CFO"],
		[NEED, "x".repeat(FACT_VALUE_CHARS_MAX)],
	] as const)("[PW3] of %s: %s", (key, value) => {
		expect(factMisfit(key, value)).toBeNull();
	});

	test.each([
		[BUDGET, "a lot", "is a sum"],
		[PERSON, "Jonas Petrie", "is «name | title"],
		[PERSON, "- | CFO | decides | for", "its first part is a name"],
		[PERSON, "Jonas |  | decides | for", "its second part is a title"],
		[PERSON, "Jonas | CFO | king | for", "its third part, the role, is one of decides"],
		[PERSON, "Jonas | CFO | decides | yes", "its fourth part, the stance, is one of for"],
		[PERSON, "Jonas | CFO | decides | for | much", "its fifth part, the power"],
		[PERSON, "Jonas | CFO | decides | for | high | - | heard", "its seventh part"],
		[PERSON, "Jonas | CFO | decides | for | high | - | met | x", "is «name | title"],
		["conversation.ask", "Send the list", "is «what | us or them"],
		["conversation.ask", "- | us | - | -", "its first part"],
		["conversation.ask", "Send it | me | - | -", "its second part, whose it is"],
		["conversation.promise", "Send it | us |  | -", "its third part"],
		["conversation.promise", "Send it | us | - | 2026-02-30", "its fourth part is a day"],
		["bant.timeline", "2027-13-45", "in no calendar: «2027-13-45»"],
		["conversation.date", "2026-02-30 (go-live)", "in no calendar: «2026-02-30»"],
		["methodology.answer", "impact", "is a field and its answer"],
		["discovery.competitor", "Nimbus", "is what it is about"],
		["conversation.concession", "10% off | a two-year term", "is «us or them"],
		[NEED, "", "says nothing"],
		[NEED, "  ", "says nothing"],
		[NEED, "a\u202eb", "is one line"],
		[NEED, "a\nb", "is one line"],
		[NEED, "x".repeat(FACT_VALUE_CHARS_MAX + 1), "has at most"],
	] as const)("[PW3] of %s not: %j", (key, value, why) => {
		expect(factMisfit(key, value)).toContain(why);
		const deal = newDeal();
		claim(deal, key, "EUR 40,000 | x");
		expect(say(deal, "edit", only(deal, key), { value }).outcome).toMatchObject({
			refusal: { code: "invalid", reason: expect.stringContaining("/body/value: ") },
		});
		expect(facts(deal, key)).toMatchObject([{ state: "suggested" }]);
	});
});

describe("what was contradicted", () => {
	test.each([
		[BUDGET, "EUR 40,000", ["EUR 40,000", "up to EUR 40,000 this year", "40000", "about EUR 41,000"]],
		[NEED, "shorter billing runs", ["Shorter billing runs.", "much shorter billing runs"]],
		[
			PERSON,
			"Jonas Petrie | CFO | signs-off | unknown",
			["Petrie, Jonas | CFO | signs-off | for", "Mr. Petrie | - | unknown | for"],
		],
		[
			"conversation.ask",
			"Send the list | us | - | 2026-09-21",
			["send the list | us | Sam | 2026-09-21", "Send the list | us | - | -"],
		],
		["methodology.answer", "qbs/impact | Late tickets cost a credit", ["qbs/impact | late tickets cost us a credit"]],
	] as const)("[LE10] of %s «%s» never comes back in any words", (key, value, again) => {
		const deal = newDeal();
		claim(deal, key, value);
		say(deal, "contradict", only(deal, key));
		const before = deal.board().facts;
		again.forEach((each, i) => {
			expect(claim(deal, key, each, { signal: i % 2 === 0 ? 1 : 2 + i, confidence: 1 }), each).toEqual([]);
		});
		expect(deal.board().facts).toEqual(before);
	});

	test.each([
		[BUDGET, "EUR 40,000", "EUR 90,000"],
		["meddic.champion", "Jonas Petrie", "Mara Ellingsen"],
		["bant.timeline", "by March", "by the end of March 2028"],
		["meddic.economic-buyer", "CFO", "signs off: Petra Lind (CFO)"],
		[NEED, "reporting", "automated reporting of roaming usage by country"],
		[PERSON, "Jonas Petrie | CFO | signs-off | for", "Jonas Petrie | COO | decides | for"],
		["conversation.ask", "Send the list | us | - | 2026-09-21", "Send the list | us | - | 2026-10-01"],
		["conversation.ask", "Send the list | us | - | 2026-09-21", "Send the list | them | - | 2026-09-21"],
		["methodology.answer", "qbs/impact | Late tickets cost a credit", "qbs/impact | We lose two clients a year"],
		["strategy.position", "price | said first", "price | said last"],
	] as const)("[LE10] of %s «%s» keeps «%s» from nothing, of the same text or another", (key, value, other) => {
		for (const signal of [1, 2]) {
			const deal = newDeal();
			claim(deal, key, value);
			say(deal, "contradict", only(deal, key));
			claim(deal, key, other, { signal, word: "two" });
			expect(told(deal, key)).toEqual([
				[value, "contradicted"],
				[other, "suggested"],
			]);
			expect(deal.board().approvals).toEqual({});
		}
	});

	test("[LE10] to a single question the live answer is the one that stands: a third one is weighed against it", () => {
		const deal = newDeal();
		claim(deal, BUDGET, "EUR 40,000");
		const wrong = only(deal, BUDGET);
		say(deal, "contradict", wrong);
		claim(deal, BUDGET, "EUR 90,000", { signal: 2 });
		claim(deal, BUDGET, "EUR 70,000", { signal: 3 });
		const live = facts(deal, BUDGET).find(({ id }) => id !== wrong);
		expect(onlyApproval(deal).action).toMatchObject({ type: "arbitrate-fact", standing: live?.id });
		deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal)), approveDeps(deal)));
		expect(told(deal, BUDGET)).toEqual([
			["EUR 40,000", "contradicted"],
			["EUR 70,000", "validated"],
		]);
	});

	test("[LE10] what an edit wrote over does not come back either, and what it says can be proved again", () => {
		const deal = newDeal();
		claim(deal, NEED, "shorter billing runs");
		say(deal, "edit", only(deal, NEED), { value: "shorter roaming runs" });
		expect(claim(deal, NEED, "shorter billing runs", { signal: 2 })).toEqual([]);
		claim(deal, NEED, "Shorter roaming runs", { signal: 3, confidence: 0.1 });
		expect(facts(deal, NEED)).toMatchObject([{ value: "shorter roaming runs", state: "edited", confidence: 1 }]);
		expect(facts(deal, NEED)[0]?.evidence).toHaveLength(2);
		expect(deal.board().judged?.[only(deal, NEED)]).toMatchObject({ verdict: "edited", by: SAM });
		expect(claim(deal, NEED, "shorter billing runs", { signal: 4 })).toEqual([]);
	});

	test("[EV6] a person's later answer in its place ends what was said of the one before", () => {
		const deal = newDeal();
		claim(deal, BUDGET, "EUR 40,000");
		say(deal, "validate", only(deal, BUDGET));
		claim(deal, BUDGET, "EUR 90,000", { signal: 2 });
		deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal)), approveDeps(deal)));
		expect(told(deal, BUDGET)).toEqual([["EUR 90,000", "validated"]]);
		expect(deal.board().judged).toEqual({});
	});

	test("[AP19] is no sum that may be told again", () => {
		const deal = newDeal();
		claim(deal, BUDGET, "EUR 40,000");
		expect(knownTexts(deal.board(), deal.lookup)).toContain("EUR 40,000");
		say(deal, "contradict", only(deal, BUDGET));
		expect(knownTexts(deal.board(), deal.lookup)).toEqual([]);
	});

	test("[EV19] is bounded: of a key the oldest falls off the board", () => {
		const deal = newDeal();
		for (let n = 1; n <= FACTS_PER_KEY_MAX + 2; n++) {
			deal.at += 1;
			claim(deal, "meddic.champion", `Champion ${"x".repeat(n)}`);
			const live = facts(deal, "meddic.champion").find(({ state }) => state === "suggested");
			if (live) say(deal, "contradict", live.id);
		}
		expect(facts(deal, "meddic.champion")).toHaveLength(FACTS_PER_KEY_MAX);
		expect(Object.keys(deal.board().judged ?? {})).toHaveLength(FACTS_PER_KEY_MAX);
		expect(told(deal, "meddic.champion").flat()).not.toContain("Champion x");
	});
});

describe("any interleaving of readings and people", () => {
	const someClaim = fc.record({
		type: fc.constant("claim" as const),
		key: fc.constantFrom<FactKey>(BUDGET, NEED, "meddic.champion", "conversation.ask"),
		value: fc.constantFrom("EUR 1", "eur 1 ", "EUR 2 a year", "EUR 3"),
		signal: fc.integer({ min: 1, max: 3 }),
		word: fc.constantFrom("one", "two", "three"),
	});
	const someWord = fc.record({
		type: fc.constantFrom("validate" as const, "contradict" as const, "edit" as const),
		pick: fc.nat(),
		value: fc.constantFrom("EUR 1", "EUR 4", "EUR 5 | us | - | -"),
	});

	test("[LE3] a person's word changes by a person alone, and a single question has at most one live answer", () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(someClaim, someWord), { maxLength: 16 }), (steps) => {
				const deal = newDeal();
				for (const step of steps) {
					const words = () =>
						Object.values(deal.board().facts)
							.filter(({ state }) => state !== "suggested")
							.map(({ key, state, value, confidence }) => ({ key, state, value, confidence }));
					const before = words();
					if (step.type === "claim") {
						claim(deal, step.key, step.value, step);
						expect(words()).toEqual(expect.arrayContaining(before));
						expect(words()).toHaveLength(before.length);
					} else {
						const all = Object.keys(deal.board().facts) as FactId[];
						const fact = all[step.pick % Math.max(1, all.length)];
						if (fact) say(deal, step.type, fact, step);
					}
					for (const key of FactKey.options) {
						const live = facts(deal, key).filter(({ state }) => state !== "contradicted");
						expect(live.length).toBeLessThanOrEqual(isSingle(key) ? 1 : FACTS_PER_KEY_MAX);
					}
					expect(Object.keys(deal.board().judged ?? {}).every((id) => id in deal.board().facts)).toBe(true);
				}
			}),
			{ numRuns: 60 },
		);
	});
});
