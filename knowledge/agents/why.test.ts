import { describe, expect, test } from "vitest";
import { SkipReason } from "#knowledge/core/events/deal.ts";
import { aSkill, draftOf, learn } from "#knowledge/core/testing/builders.ts";
import { newDeal, type TestDeal } from "#knowledge/core/testing/deal.ts";
import { hashNo, runNo, skillNamed } from "#knowledge/core/testing/ids.ts";
import { propose } from "#knowledge/core/testing/steps.ts";
import { ROSTER } from "./roster.ts";
import { ruleText, SPECIFICATIONS } from "./rules.ts";
import { whyOf } from "./why.ts";

const WRITER = skillNamed("reply-handler");
const whyIn = (deal: TestDeal) => whyOf(deal.log, deal.lookup);

describe("the texts of rules", () => {
	test("[S2-32] are those of the specifications: the deal's, and one of each skill", () => {
		expect(Object.keys(SPECIFICATIONS).toSorted()).toEqual(["deal", ...ROSTER.map(({ name }) => name)].toSorted());
		for (const [name, text] of Object.entries(SPECIFICATIONS)) {
			const lines = text.split("\n").filter((line) => line.startsWith("- **"));
			expect(lines.length, name).toBeGreaterThan(5);
			for (const line of lines) {
				const [, id = "", rule = ""] = /^- \*\*(\w+)\*\* (.+)$/.exec(line) ?? [];
				expect(ruleText(id), `${name} ${id}`).toBe(rule);
			}
		}
	});

	test("[S2-32] of a rule that there is no more there is no text", () => {
		expect(ruleText("XX1")).toBeNull();
	});
});

describe("why something was not done", () => {
	test.each(SkipReason.options)("[S2-32] a skill was skipped: %s", (why) => {
		const deal = newDeal();
		const run = runNo(1);
		deal.emit({ type: "deal.run-requested", run, trigger: { type: "tick", count: 1 }, signal: null });
		deal.emit({ type: "deal.run-started", run, stages: [], skipped: [{ skill: WRITER, why }] });
		const [item, ...more] = whyIn(deal);
		expect(more).toEqual([]);
		expect(item).toMatchObject({ skill: WRITER, about: "skipped", text: null });
		expect(item?.what).toMatch(/^The reply handler was skipped: .+\.$/);
		expect(item?.asks).toBe(ruleText(item?.rule ?? ""));
		expect(item?.asks).not.toBeNull();
		expect(item?.change).toMatch(/\.$/);
	});

	test("[S2-32] a draft was refused: its rule, the rule's text, the draft, and what to do about it", () => {
		const deal = newDeal();
		propose(deal, [draftOf({ subject: "Re: Pricing", body: "It is EUR 99,000 for you." })]);
		const [item] = whyIn(deal);
		expect(item).toMatchObject({ skill: "writer", about: "refused", text: "Re: Pricing\nIt is EUR 99,000 for you." });
		expect(item?.what).toMatch(/^A draft of the writer was refused: .+\.$/);
		expect(item?.asks).toBe(ruleText(item?.rule ?? ""));
		expect(item?.change.length).toBeGreaterThan(20);
	});

	test("[S2-32] a fact was refused: with its quote; and once its texts were erased, without them", () => {
		const deal = newDeal();
		propose(deal, [learn("bant.need", "speed")], { skill: aSkill("writer", { factKeys: [] }) });
		expect(whyIn(deal)).toMatchObject([{ rule: "JU2", asks: ruleText("JU2"), text: "bant.need: speed\n«EUR 40,000»" }]);
		for (const { event } of deal.log)
			if (event.type === "deal.proposal-refused")
				for (const text of [event.reason, event.about]) if (text) deal.erase(text);
		expect(whyIn(deal)).toMatchObject([{ rule: "JU2", text: null, what: "A fact of the writer was refused." }]);
	});

	test("[S2-32] one from before the words of proposals were kept is told without them", () => {
		const deal = newDeal();
		const skill = WRITER;
		deal.emit({
			type: "deal.proposal-refused",
			run: runNo(1),
			skill,
			proposal: "draft-email",
			rule: "ZZ9",
			reason: hashNo(1),
		});
		expect(whyIn(deal)).toMatchObject([
			{ rule: "ZZ9", asks: null, text: null, what: "A draft of the reply handler was refused." },
		]);
	});

	const step = {
		type: "deal.step-settled",
		run: runNo(1),
		step: 1,
		skill: WRITER,
		hop: 0,
		reasoner: "rules:1",
		degraded: false,
		input: hashNo(1),
		output: null,
		tokens: { prompt: 0, output: 0 },
		costMicros: 0,
		durationMs: 0,
	} as const;
	test.each(["hung", "threw", "nonsense", "turn-contended", "something-new"])("[S2-32] a step failed: %s", (fault) => {
		const [item] = whyOf([{ event: { ...step, outcome: "failed", fault } }], () => null);
		expect(item).toMatchObject({ about: "failed", rule: null, asks: null });
		expect(item?.what).toMatch(/^The reply handler failed: .+\.$/);
	});

	test("[S2-32] what went well, and what was asked again, needs no reason", () => {
		for (const outcome of ["done", "discarded"] as const)
			expect(whyOf([{ event: { ...step, outcome, fault: null } }], () => null)).toEqual([]);
	});

	const handOff = {
		type: "deal.handoff-recorded",
		run: runNo(1),
		from: WRITER,
		to: skillNamed("proposal"),
		hop: 4,
		task: hashNo(1),
		priority: 40,
	} as const;
	test.each(["refused-hops", "refused-unknown-skill", "refused-repeat", "delivered"] as const)(
		"[S2-32] a hand-off was %s",
		(outcome) => {
			const told = whyOf([{ event: { ...handOff, outcome } }], () => null);
			if (outcome === "delivered") expect(told).toEqual([]);
			else expect(told).toMatchObject([{ skill: WRITER, about: "refused", rule: "SU3", asks: ruleText("SU3") }]);
		},
	);

	test.each([
		["call-tokens", "BU1"],
		["run-tokens", "BU2"],
		["deal-cost", "BU3"],
	] as const)("[S2-32] a model was not asked: %s", (limit, rule) => {
		const event = { type: "deal.budget-refused", run: runNo(1), skill: WRITER, limit, asked: 2, left: 1 } as const;
		expect(whyOf([{ event }], () => null)).toMatchObject([{ about: "refused", rule, asks: ruleText(rule) }]);
	});
});
