import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeFact, type PersonsWord } from "../deal/persons-word.ts";
import type { DealEvent } from "../events/catalogue.ts";
import { learn, quoteOf } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { factNo, NADIA, runNo, SAM, signalNo, skillNamed } from "../testing/ids.ts";
import { propose, reading } from "../testing/steps.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { NO_LESSONS_PENDING, readLessons, wilsonLow } from "./lessons.ts";

const WORDS = "one two three four five six";
const QUALIFIER = skillNamed("qualifier");

/** A deal whose every claim is by the same skill. */
function claim(deal: TestDeal, key: FactKey, value: string, { signal = 1 } = {}) {
	const evidence = [quoteOf("one", signalNo(signal), WORDS)];
	propose(deal, [learn(key, value, { evidence, confidence: 0.8 })], {
		input: reading(signalNo(signal), WORDS),
	});
}
const factOf = (deal: TestDeal, value: string) => {
	const found = Object.values(deal.board().facts).find((fact) => deal.lookup(fact.value) === value);
	invariant(found, `«${value}» was learned`);
	return found;
};
const say = (deal: TestDeal, type: "validate" | "contradict", value: string) =>
	deal.turn((turn) =>
		judgeFact(turn, { type, fact: factOf(deal, value).id, reason: null } satisfies PersonsWord, {
			user: SAM,
			lookup: deal.lookup,
		}),
	);
const rowsOf = (events: readonly DealEvent[]) =>
	readLessons(
		NO_LESSONS_PENDING,
		events.map((event) => ({ event })),
	).rows;
const eventsOf = (deal: TestDeal) => deal.log.map(({ event }) => event);

const skillOf = (deal: TestDeal) => {
	const learned = deal.log.flatMap(({ event }) => (event.type === "deal.fact-learned" ? [event.skill] : []))[0];
	invariant(learned, "a skill learned it");
	return learned;
};

describe("the interval of a share", () => {
	test.each([
		[0, 0, 0],
		[0, 10, 0],
		[10, 10, 0.7225],
		[8, 10, 0.4902],
		[80, 100, 0.7112],
	])("[LS3] %d of %d is at least %d", (hits, n, low) => {
		expect(wilsonLow(hits, n)).toBeCloseTo(low, 3);
	});

	test("[LS3] lies below the share, and nearer to it the more was judged", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (n, some) => {
				const hits = some % (n + 1);
				const low = wilsonLow(hits, n);
				expect(low).toBeGreaterThanOrEqual(0);
				expect(low).toBeLessThanOrEqual(hits / n + 1e-12);
				expect(wilsonLow(hits * 4, n * 4)).toBeGreaterThanOrEqual(low - 1e-12);
			}),
		);
	});
});

describe("what people teach", () => {
	test("[LS1] is counted by the skill that learned it and by its key; the latest word alone counts", () => {
		const deal = newDeal();
		for (const value of ["speed", "fewer bills", "one invoice"]) claim(deal, "bant.need", value);
		claim(deal, "meddic.pain", "slow");
		const skill = skillOf(deal);
		say(deal, "validate", "speed");
		say(deal, "contradict", "fewer bills");
		say(deal, "contradict", "slow");
		say(deal, "contradict", "speed");
		say(deal, "validate", "slow");
		expect(new Set(rowsOf(eventsOf(deal)))).toEqual(
			new Set([
				{ skill, about: "fact", subject: "bant.need", verdict: "contradicted", amount: 2 },
				{ skill, about: "fact", subject: "meddic.pain", verdict: "validated", amount: 1 },
			]),
		);
	});

	test("[LS1] a word goes with the fact when a proof is added to it", () => {
		const deal = newDeal();
		claim(deal, "bant.need", "speed");
		say(deal, "validate", "speed");
		claim(deal, "bant.need", "speed", { signal: 2 });
		say(deal, "contradict", "speed");
		expect(rowsOf(eventsOf(deal))).toMatchObject([{ verdict: "contradicted", amount: 1 }]);
	});

	test("[LS1] whoever adds a proof to what a person said is not judged by it", () => {
		const deal = newDeal();
		claim(deal, "bant.need", "speed");
		const learned = eventsOf(deal).find((event) => event.type === "deal.fact-learned");
		invariant(learned?.type === "deal.fact-learned", "it was learned");
		const { fact } = learned;
		const judged = (id: typeof fact.id, verdict: "validated" | "contradicted"): DealEvent => ({
			...{ type: "deal.fact-judged", fact: id, verdict, by: SAM, value: null, reason: null },
		});
		const proved: DealEvent = {
			...{ ...learned, skill: skillNamed("another") },
			fact: { ...fact, id: factNo(9), state: "validated", supersedes: fact.id },
		};
		const own: DealEvent = { ...learned, skill: null, fact: { ...fact, state: "validated" } };
		expect(rowsOf([own, proved, judged(factNo(9), "contradicted")])).toEqual([]);
		expect(rowsOf([learned, judged(fact.id, "validated"), proved, judged(factNo(9), "contradicted")])).toEqual([
			{ skill: learned.skill, about: "fact", subject: "bant.need", verdict: "contradicted", amount: 1 },
		]);
	});

	const feedback = (verdict: "agree" | "disagree", by = SAM, rule: string | null = "JU8"): DealEvent => ({
		type: "deal.feedback-given",
		run: runNo(1),
		skill: QUALIFIER,
		about: "refused",
		rule,
		verdict,
		note: null,
		by,
	});
	test("[LS1] of a rule each person counts once, and with what they said last", () => {
		const rows = rowsOf([
			feedback("agree"),
			feedback("disagree"),
			feedback("agree", NADIA),
			feedback("agree", SAM, null),
		]);
		expect(new Set(rows)).toEqual(
			new Set([
				{ skill: QUALIFIER, about: "refused", subject: "JU8", verdict: "disagree", amount: 1 },
				{ skill: QUALIFIER, about: "refused", subject: "JU8", verdict: "agree", amount: 1 },
				{ skill: QUALIFIER, about: "refused", subject: "", verdict: "agree", amount: 1 },
			]),
		);
	});

	test("[LS1] is the same however the log is cut", () => {
		const deal = newDeal();
		for (const value of ["a", "b", "c"]) claim(deal, "bant.need", value);
		say(deal, "validate", "a");
		say(deal, "contradict", "a");
		say(deal, "contradict", "b");
		claim(deal, "bant.need", "c", { signal: 2 });
		say(deal, "validate", "c");
		const events = [...eventsOf(deal), feedback("agree"), feedback("disagree")].map((event) => ({ event }));
		const sums = (sizes: readonly number[]) => {
			const totals = new Map<string, number>();
			let pending = NO_LESSONS_PENDING;
			for (let at = 0, i = 0; at < events.length; i++) {
				const size = sizes[i % sizes.length] ?? 1;
				const read = readLessons(pending, events.slice(at, at + size));
				pending = JSON.parse(JSON.stringify(read.pending));
				for (const { skill, about, subject, verdict, amount } of read.rows) {
					const name = [skill, about, subject, verdict].join(" ");
					totals.set(name, (totals.get(name) ?? 0) + amount);
				}
				at += size;
			}
			return [...totals].filter(([, amount]) => amount !== 0).sort();
		};
		const whole = sums([events.length]);
		expect(whole.length).toBeGreaterThan(1);
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }), (sizes) => {
				expect(sums(sizes)).toEqual(whole);
			}),
			{ numRuns: 30 },
		);
	});
});
