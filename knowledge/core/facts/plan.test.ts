import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CASE_NOW, factOf } from "#knowledge/samples/skill-case.ts";
import { dealNo, factNo } from "../testing/ids.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { DAY_MS } from "../vocabulary/time.ts";
import { type AccountDeal, accountPlan } from "./account-plan.ts";
import type { ReadFact } from "./fact.ts";
import { opportunityPlan, type PlanLine, type PlanView, planChanges, withChanges } from "./plan.ts";

const viewOf = (facts: readonly ReadFact[], changes: Partial<PlanView> = {}): PlanView => ({
	stage: "QUALIFICATION",
	today: "2026-09-16",
	facts,
	crm: {},
	...changes,
});
const linesIn = (view: PlanView, section: PlanLine["section"]) =>
	opportunityPlan(view).flatMap((line) => (line.section === section ? line.text : []));
const changed = (before: PlanView, after: PlanView) =>
	planChanges(opportunityPlan(before), opportunityPlan(after)).map(({ op, section, text }) => [op, section, text]);

describe("the plan of a deal", () => {
	test.each([
		["bant.need", "fewer calls", "goal", "They want: fewer calls"],
		["meddic.pain", "lost orders", "why-now", "Problem: lost orders"],
		["bant.timeline", "2027-03-31", "why-now", "Deadline: 2027-03-31 («proof of 2027-03-31»)"],
		["meddic.metrics", "6% churn", "value", "Figure: 6% churn"],
		[
			"discovery.stakeholder",
			"Jonas Petrie | CFO | signs-off | against",
			"people",
			"Jonas Petrie: CFO, signs-off, against",
		],
		["meddic.decision-process", "the board votes", "process", "Step: the board votes"],
		["discovery.requirement", "SSO", "fit", "Has to have: SSO"],
		["strategy.gap", "SSO | no product has it", "gaps", "SSO: no product has it"],
		["discovery.competitor", "Halm | in use: since 2019", "competition", "Halm: in use: since 2019"],
		["conversation.objection", "price: too much", "risks", "Objection: price: too much"],
		[
			"conversation.promise",
			"send the list | them | Mara | 2026-09-18",
			"commitments",
			"Mara (promised): send the list, by 2026-09-18",
		],
		["conversation.promise", "I call. | us | - | 2026-09-18", "commitments", "We (promised): I call, by 2026-09-18"],
		["conversation.ask", "send a reference | us | - | -", "commitments", "We (asked): send a reference"],
	] as const)("[PN1] %s is told under its section", (key, value, section, text) => {
		expect(linesIn(viewOf([factOf(key, value)], { stage: "PROSPECTING" }), section)).toContain(text);
	});

	test("[PN1] what was contradicted, erased or has no answer yet gives no line", () => {
		const facts = [
			factOf("bant.need", "fewer calls", { state: "contradicted" }),
			factOf("meddic.pain", "x", { value: null }),
			factOf("bant.budget", "none yet"),
		];
		expect(opportunityPlan(viewOf(facts)).filter(({ facts }) => facts.length > 0)).toEqual([]);
	});

	test("[PN1] a promise is overdue from the day after its last one", () => {
		const promise = factOf("conversation.promise", "send the list | us | - | 2026-09-16");
		expect(linesIn(viewOf([promise]), "commitments")).toEqual(["We (promised): send the list, by 2026-09-16"]);
		expect(linesIn(viewOf([promise], { today: "2026-09-17" }), "commitments")).toEqual([
			"We (promised): send the list, by 2026-09-16, overdue",
		]);
	});

	test("[PN2] a deadline that moved is a change, what was kept or settled a removal, and who turned a change", () => {
		const before = viewOf([
			factOf("bant.timeline", "2027-03-31"),
			factOf("conversation.promise", "send the wiring list | us | - | 2026-09-16"),
			factOf("conversation.objection", "fit: the import loses half the recipes"),
			factOf("discovery.stakeholder", "Jonas Petrie | CFO | signs-off | for"),
		]);
		const text = "The wiring list is attached. The recipes import is fixed.";
		const after = viewOf(
			[
				factOf("bant.timeline", "2027-06-30"),
				...before.facts.slice(1, 3),
				factOf("discovery.stakeholder", "Jonas Petrie | CFO | signs-off | against"),
			],
			{ later: [{ at: CASE_NOW + DAY_MS, side: "us", text }] },
		);
		expect(changed(before, after)).toEqual([
			["changed", "why-now", "Deadline: 2027-06-30 («proof of 2027-06-30»)"],
			["changed", "people", "Jonas Petrie: CFO, signs-off, against"],
			["removed", "risks", "Objection: fit: the import loses half the recipes"],
			["removed", "commitments", "We (promised): send the wiring list, by 2026-09-16"],
		]);
	});

	test("[PN2] what they let go of is gone, and a day that moved is a change", () => {
		const wanted = factOf("discovery.requirement", "a connection to Halmbase for the register");
		const later = (text: string) =>
			linesIn(viewOf([wanted], { later: [{ at: CASE_NOW + 1, side: "them", text }] }), "fit");
		expect(later("We are leaving Halmbase. So I drop that condition.")).toEqual([]);
		expect(later("I will drop the children off before the register closes.")).toHaveLength(1);
		const decided = (day: string, at: number) =>
			factOf("conversation.date", `${day} (decision)`, { id: factNo(at), validFrom: CASE_NOW + at });
		const moved = viewOf([decided("2026-09-30", 1), decided("2026-11-30", 2)]);
		expect(changed(viewOf([decided("2026-09-30", 1)]), moved)).toMatchObject([
			["changed", "process", expect.any(String)],
		]);
	});

	test("[PN2] what is only announced once more is not kept", () => {
		const promise = factOf("conversation.promise", "send the wiring list | us | - | 2026-09-18");
		const said = (text: string) => viewOf([promise], { later: [{ at: CASE_NOW + 1, side: "us", text }] });
		expect(linesIn(said("The wiring list will follow."), "commitments")).toHaveLength(1);
		expect(linesIn(said("Here is the wiring list."), "commitments")).toHaveLength(0);
	});

	const someFact = fc
		.record({
			n: fc.integer({ min: 0, max: 99_999 }),
			key: fc.constantFrom(...FactKey.options),
			value: fc.oneof(
				fc.constantFrom(
					"Jonas Petrie | CFO | signs-off | for",
					"Send it | us | - | 2026-09-01",
					"none yet",
					"price: too much",
				),
				fc.string({ minLength: 1, maxLength: 40 }),
			),
			at: fc.integer({ min: 0, max: 9 }),
		})
		.map(({ n, key, value, at }) => factOf(key, value, { id: factNo(n), validFrom: CASE_NOW + at }));
	const someView = fc
		.record({
			facts: fc.array(someFact, { maxLength: 12 }),
			stage: fc.constantFrom("PROSPECTING", "DISCOVERY", "SOLUTION", "CLOSED_LOST" as const),
			later: fc.array(
				fc.record({ at: fc.constant(CASE_NOW + 5), side: fc.constantFrom("us", "them" as const), text: fc.string() }),
			),
		})
		.map(({ facts, ...rest }) => viewOf(facts, rest as Partial<PlanView>));

	test("[PN3] a plan has no change to itself, and its changes make the one of the other", () => {
		fc.assert(
			fc.property(someView, someView, (a, b) => {
				const [before, after] = [opportunityPlan(a), opportunityPlan(b)];
				expect(planChanges(before, before)).toEqual([]);
				const says = (lines: readonly PlanLine[]) => lines.map(({ section, about, text }) => [section, about, text]);
				expect(says(withChanges(before, planChanges(before, after)))).toEqual(says(after));
			}),
		);
	});

	test("[PN4] each line is told from facts that exist, whatever their order", () => {
		fc.assert(
			fc.property(someView, (view) => {
				const lines = opportunityPlan(view);
				const ids = new Set(view.facts.map(({ id }) => id));
				expect(lines.every(({ facts }) => facts.every((id) => ids.has(id)))).toBe(true);
				expect(new Set(lines.map(({ section, about }) => `${section} ${about}`)).size).toBe(lines.length);
			}),
		);
	});
});

describe("the plan of a company", () => {
	const dealOf = (n: number, changes: Partial<AccountDeal>): AccountDeal => ({
		deal: dealNo(n),
		name: `Deal ${n}`,
		stage: "SOLUTION",
		amount: null,
		plan: [],
		...changes,
	});
	const person = (text: string): PlanLine => ({ section: "people", about: "jonas petrie", text, facts: [factNo(1)] });

	test("[PN5] sums of one currency are added, and who is met twice is one line", () => {
		const plan = accountPlan([
			dealOf(1, { amount: { minor: 100_00, currency: "EUR" }, plan: [person("Jonas Petrie")] }),
			dealOf(2, { amount: { minor: 50_00, currency: "EUR" }, plan: [person("Jonas Petrie: CFO")] }),
			dealOf(3, { amount: { minor: 70_00, currency: "USD" }, stage: "CLOSED_WON" }),
		]);
		expect(plan.map(({ text }) => text)).toEqual([
			"Open: EUR 150 in 2 deals",
			"Won: USD 70 in 1 deal",
			"Jonas Petrie: CFO (Deal 1, Deal 2)",
		]);
	});

	test("[PN5] what is owed belongs to its deal, and a change of one deal is one of the company", () => {
		const owed = (text: string): PlanLine => ({ section: "commitments", about: "us list", text, facts: [] });
		const before = accountPlan([
			dealOf(1, { plan: [owed("We: the list")] }),
			dealOf(2, { plan: [owed("We: the list")] }),
		]);
		const after = accountPlan([dealOf(1, { plan: [owed("We: the list")] }), dealOf(2, {})]);
		expect(before).toHaveLength(2);
		expect(planChanges(before, after)).toMatchObject([{ op: "removed", before: "Deal 2: We: the list" }]);
	});
});
