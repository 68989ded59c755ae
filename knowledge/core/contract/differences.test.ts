import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factNo } from "../testing/ids.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { differencesOf } from "./differences.ts";

type Compared = Parameters<typeof differencesOf>[0];

const NOTHING: Compared = {
	stage: "DISCOVERY",
	automation: "active",
	facts: [],
	approvals: [],
	crm: [],
	flags: [],
	coaching: null,
};
const fact = (id: number, key: FactKey, value: string | null, state: "suggested" | "validated" = "suggested") => ({
	id: factNo(id),
	key,
	value,
	shown: value,
	confidence: 0.8,
	state,
	judged: null,
	validFrom: "2026-09-16T08:00:00.000Z",
	evidence: [],
});
const said = (before: Partial<Compared>, after: Partial<Compared>) =>
	differencesOf({ ...NOTHING, ...before }, { ...NOTHING, ...after }).map(
		({ what, name, before: was, after: is }) => `${what} ${name}: ${was} -> ${is}`,
	);

describe("the differences between two moments", () => {
	test.each([
		["nothing", {}, {}, []],
		["a stage", {}, { stage: "SOLUTION" }, ["stage stage: DISCOVERY -> SOLUTION"]],
		["a pause", {}, { automation: "paused" }, ["automation automation: active -> paused"]],
		["a fact more", {}, { facts: [fact(1, "bant.need", "speed")] }, ["fact bant.need: null -> speed"]],
		["a fact less", { facts: [fact(1, "bant.need", "speed")] }, {}, ["fact bant.need: speed -> null"]],
		[
			"the same fact under another id",
			{ facts: [fact(1, "bant.need", "speed")] },
			{ facts: [fact(2, "bant.need", "speed")] },
			[],
		],
		[
			"another answer",
			{ facts: [fact(1, "bant.budget", "EUR 1")] },
			{ facts: [fact(2, "bant.budget", "EUR 2")] },
			["fact bant.budget: EUR 1 -> EUR 2"],
		],
		[
			"a person's word for it",
			{ facts: [fact(1, "bant.budget", "EUR 1")] },
			{ facts: [fact(1, "bant.budget", "EUR 1", "validated")] },
			["fact bant.budget: EUR 1 -> EUR 1 (validated)"],
		],
		[
			"of two people, the one who changed",
			{
				facts: [
					fact(1, "discovery.stakeholder", "Jonas Petrie | CFO | signs-off | against"),
					fact(2, "discovery.stakeholder", "Mara Ellingsen | - | champions | for"),
				],
			},
			{
				facts: [
					fact(2, "discovery.stakeholder", "Mara Ellingsen | - | champions | for"),
					fact(3, "discovery.stakeholder", "Jonas Petrie | CFO | signs-off | for"),
				],
			},
			["fact discovery.stakeholder: Jonas Petrie | CFO | signs-off | against -> Jonas Petrie | CFO | signs-off | for"],
		],
		[
			"an erased text",
			{ facts: [fact(1, "bant.need", "speed")] },
			{ facts: [fact(1, "bant.need", null)] },
			["fact bant.need: speed -> (erased)"],
		],
	] as const)("[DF1] %s", (_name, before, after, expected) => {
		expect(said(before as Partial<Compared>, after as Partial<Compared>)).toEqual(expected);
	});

	test("[DF1] a field that was taken back is one that is not there", () => {
		const entry = { field: "amount", by: { type: "human", user: "sam" }, at: "2026-09-16T08:00:00.000Z" } as const;
		const crm = (value: string | null) => [{ record: { type: "deal" }, ...entry, value }] as Compared["crm"];
		expect(said({ crm: crm("EUR 1") }, { crm: crm(null) })).toEqual(["crm deal.amount: EUR 1 -> null"]);
		expect(said({ crm: crm(null) }, {})).toEqual([]);
	});

	const someFacts = fc.array(
		fc.tuple(fc.constantFrom(...FactKey.options), fc.constantFrom("a", "b", "x | 1", "x | 2", "y | 1")),
		{ maxLength: 12 },
	);
	const compared = (pairs: readonly (readonly [FactKey, string])[]): Compared => ({
		...NOTHING,
		facts: pairs.map(([key, value], i) => fact(i + 1, key, value)),
	});

	test("[DF1] nothing differs from itself in any order, and back is the other way round", () => {
		fc.assert(
			fc.property(someFacts, someFacts, (a, b) => {
				expect(differencesOf(compared(a), compared([...a].reverse()))).toEqual([]);
				const there = differencesOf(compared(a), compared(b));
				const back = differencesOf(compared(b), compared(a));
				expect(back).toHaveLength(there.length);
				expect(there.length === 0).toBe(JSON.stringify(a.map(String).sort()) === JSON.stringify(b.map(String).sort()));
			}),
		);
	});
});
