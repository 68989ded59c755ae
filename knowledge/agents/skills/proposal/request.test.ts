import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { judgeOffer } from "#knowledge/core/deal/pricing.ts";
import type { Price } from "#knowledge/core/facts/offering.ts";
import { aCapability, aCatalogue, anOffering, aPrice } from "#knowledge/core/testing/catalogue.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { factOf, inputOf } from "#knowledge/samples/skill-case.ts";
import { proposal } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1];
const HANDED = { from: SkillName.parse("reply-handler"), task: "Answer the buyer's mail with a price." };
const inputFor = (text: string, changes: Changes = {}) =>
	inputOf(text, { catalogue: aCatalogue(), handoff: HANDED, stage: "QUALIFICATION", ...changes });
/** Whatever is drafted passes every judge, and its offer the price list. */
function propose(text: string, changes: Changes = {}) {
	const input = inputFor(text, changes);
	const { proposals } = proposal.reason(input);
	for (const each of proposals) {
		expect([each, judge(proposal, input, each)]).toEqual([each, { type: "pass" }]);
		if (each.type === "draft-email" && each.offer)
			expect(judgeOffer(each.offer, input.catalogue, input.deal.region)).toMatchObject({
				type: "priced",
				isOnList: true,
			});
	}
	return proposals;
}
const draft = (text: string, changes: Changes = {}) =>
	propose(text, changes).find((each) => each.type === "draft-email");
const lines = (text: string, changes: Changes = {}) =>
	(draft(text, changes)?.offer?.lines ?? []).map((line) => [line.item, line.quantity, line.periods, line.unitMinor]);
const asksHuman = (text: string, changes: Changes = {}) =>
	propose(text, changes).flatMap((each) => (each.type === "ask-human" ? [each.why] : []));
const listOf = (...prices: Price[]) => ({ catalogue: aCatalogue({ offerings: [anOffering({ prices })] }) });
const SEAT = aPrice();

describe("what they list", () => {
	const FIELD = anOffering({
		id: "field",
		name: "Harbour Field",
		summary: "Visits of technicians.",
		capabilities: [anOffering().capabilities[1] ?? anOffering().capabilities[0]].flatMap((each) => each ?? []),
		prices: [aPrice({ item: "Technician seat", listMinor: 5_900 })],
	});
	const DESK = anOffering({
		summary: "Agents answer tickets.",
		prices: [SEAT, aPrice({ item: "Onboarding", unit: "once" })],
	});
	const list = { catalogue: aCatalogue({ offerings: [DESK, FIELD] }) };
	const ask = "Please send us a quote. The quantities are in the attached file.";
	const withFile = (csv: string, text = ask): [string, Changes] => {
		const whole = `${text}\n\n[attachment list.csv]\n${csv}`;
		const at = text.length + 2;
		return [
			whole,
			{
				...list,
				signal: {
					visible: [{ start: 0, end: text.length }],
					attached: [{ start: at, end: whole.length, name: "list.csv" }],
				},
			},
		];
	};
	const counts = (text: string, changes: Changes) => lines(text, changes).map(([item, quantity]) => [item, quantity]);

	test.each([
		["commas", "Item,Quantity,Unit\nDesk agent (named user),140,user\nField technician,46,user"],
		["semicolons", "Pos;Description;Qty\n1;Service agent;140\n2;Technician;46"],
		["quotes", 'Item,Quantity\n"Agent, named",140\n"Technician, on the road",46'],
	])("[PP29] a file of quantities, with %s: each number belongs to its own line", (_name, csv) => {
		expect(counts(...withFile(csv))).toEqual([
			["Desk seat", 140],
			["Onboarding", 1],
			["Technician seat", 46],
		]);
	});

	test("[PP29] a term that all lines of the file share is the term", () => {
		const csv = "Item,Quantity,Term (months)\nAgent,140,36\nTechnician,46,36";
		expect(lines(...withFile(csv)).map((line) => line[2])).toEqual([36, 1, 36]);
	});

	test.each([
		["points", "Please send a quote for:\n\n- 140 agents\n- 46 technicians"],
		["one sentence", "Please send us a quote. In short: 140 named agents, 46 technicians, and two halls."],
		["a table in the mail", "Please send us a quote.\n\nItem | Quantity\nAgent | 140\nTechnician | 46"],
	])("[PP29] %s", (_name, text) => {
		expect(counts(text, list).filter(([item]) => item !== "Onboarding")).toEqual([
			["Desk seat", 140],
			["Technician seat", 46],
		]);
	});

	test("[PP29] a table of something else only counts, by its sum", () => {
		const text =
			"Please send us a quote for Harbour Desk.\n\nNorth | South | Together\nAgents | 40 | 45 | 85\nCars | 1 | 2 | 3";
		expect(counts(text, list)).toEqual([
			["Desk seat", 85],
			["Onboarding", 1],
		]);
	});

	test("[PP30] a line that has no price: no total, it is named, and a person is asked", () => {
		const text =
			"Please send a quote for:\n- 140 agents\n- 9 dispatchers\n- one sauna\n- three years\n- what happens if we want to stop";
		const found = draft(text, list);
		expect(found?.offer?.lines.map((line) => [line.item, line.quantity, line.periods])).toEqual([
			["Desk seat", 140, 36],
			["Onboarding", 1, 1],
		]);
		expect(found?.body).not.toMatch(/^Total:|in all/m);
		expect(found?.body).toContain(
			"There is no total yet: the lines above are priced from our list, and a colleague will write to you within two working days on the price of 9 dispatchers and one sauna.",
		);
		expect(found?.body).toContain("Our legal colleagues will answer you on ending the contract.");
		expect(found?.body).not.toMatch(/["“”]/);
		expect(asksHuman(text, list)).toEqual([
			expect.stringMatching(/^2 of 3 lines not priced: 9 dispatchers, one sauna\./),
		]);
	});

	test.each([
		["Please send a quote for:\n- 140 agents\n- reports on waiting times", []],
		["Please send a quote for:\n- 140 agents\n- 9,500 requests per second\n- 2.1 million customers", []],
		["Please send us a quote for 140 agents. Our remarks on your offer:\n- the sauna is missing", []],
		[
			"Please send us a quote for 140 agents. We run 2 depots, 3 yards, and a sauna.\nWe like it for 2 depots, 3 yards and a sauna.",
			[],
		],
		["Please send a quote for 140 agents, 2 saunas and a pool.", ["2 saunas", "pool"]],
	])("[PP30] what we do anyway, and how large they are, is no line: %s", (text, open) => {
		const why = asksHuman(text, list);
		expect(why).toEqual(open.length === 0 ? [] : [expect.stringContaining(`not priced: ${open.join(", ")}.`)]);
	});

	test("[PP30] a line that stands in a file alone is told without its names, and whole to the person", () => {
		const [text, changes] = withFile("Item,Quantity\nAgent,140\nConnection to Meridon 7,1\n31,2");
		expect(draft(text, changes)?.body).toContain("on the price of connection to meridon");
		expect(asksHuman(text, changes)).toEqual([
			expect.stringContaining("1 of 2 lines not priced: Connection to Meridon 7."),
		]);
	});

	test.each([
		["- the nesting of parts", "Harbour Desk does not nest parts.", true],
		["- the sauna of parts", "Harbour Desk does not nest parts.", false],
	])("[PP16] what they list and a limit names is said, and is no line of the offer: %s", (point, says, isSaid) => {
		const limited = { ...DESK, limits: [{ says, about: ["nesting"] }] };
		const of = { catalogue: aCatalogue({ offerings: [limited] }) };
		const text = `Please send a quote for:\n- 140 agents\n${point}`;
		expect(draft(text, of)?.body.includes(`- nesting of parts: ${says}`)).toBe(isSaid);
		expect(draft(text, of)?.body.includes("Total: EUR")).toBe(isSaid);
		expect(asksHuman(text, of)).toEqual([
			expect.stringContaining(isSaid ? "Not sold by us" : "1 of 2 lines not priced"),
		]);
	});

	test.each([
		[
			"We need prices for the Desk seat, we have 6 agents.",
			[
				["Desk seat", 6],
				["Onboarding", 1],
			],
		],
		[
			"Could you send a quote for 12 technicians and 40 agents, monthly please?",
			[
				["Desk seat", 40],
				["Onboarding", 1],
				["Technician seat", 12],
			],
		],
		["Please send a quote for:\n- 6 technicians\nBudget is fine.", [["Technician seat", 6]]],
	])("[PP29] %s", (text, expected) => {
		expect(counts(text, list)).toEqual(expected);
		expect(asksHuman(text, list)).toEqual([]);
	});

	test.each([
		[
			"How much is it for our two plants? We want the planning, and the screens on the floor.",
			["Plan site", "Floor site"],
		],
		["How much is it for our two plants? We want to plan something for the floor.", ["Floor site"]],
	])("[PP20] what they say that they want: %s", (text, items) => {
		expect(counts(text, sites)).toEqual(items.map((item) => [item, 2]));
	});

	test.each([
		["What would 85 seats cost?", ["Desk seat", "Desk setup"]],
		["What would 85 seats and the connection to Meridon cost?", ["Desk seat", "Desk setup", "ERP link setup"]],
	])("[PP20] what not everybody starts with is counted where they name it: %s", (text, items) => {
		const prices = [
			SEAT,
			aPrice({ item: "Desk setup", unit: "once" }),
			aPrice({ item: "ERP link setup", unit: "once" }),
		];
		expect(lines(text, listOf(...prices)).map(([item]) => item)).toEqual(items);
	});

	test("[PP30] when every line has its price, there is a total and nobody is asked", () => {
		const text = "Please send a quote for:\n- 140 agents\n- 46 technicians";
		expect(draft(text, list)?.body).toContain("Total: EUR");
		expect(asksHuman(text, list)).toEqual([]);
	});

	test.each([
		["- the training", true, false],
		["- 3 days of training", false, true],
	])("[PP30] «%s»: what a start is for, or a line of its own", (point, isTaken, isOpen) => {
		const text = `Please send a quote for:\n- 140 agents\n${point}`;
		expect(draft(text, list)?.body.includes("to be what Onboarding is for")).toBe(isTaken);
		expect(draft(text, list)?.why.includes("Training is taken as Onboarding: check.")).toBe(isTaken);
		expect(asksHuman(text, list).length === 1).toBe(isOpen);
	});

	const SITES = [
		anOffering({ id: "plan", name: "Harbour Plan", prices: [aPrice({ item: "Plan site", unit: "per-site-month" })] }),
		anOffering({
			id: "floor",
			name: "Harbour Floor",
			prices: [aPrice({ item: "Floor site", unit: "per-site-month" })],
		}),
	];
	const sites = { catalogue: aCatalogue({ offerings: SITES }) };
	test.each([
		[
			"- 2 halls, 800 metres apart\n- 4 persons who plan\n- 52 operators at the floor screens",
			["Plan site", "Floor site"],
		],
		["- both planning and the floor screens, for both sites", ["Plan site", "Floor site"]],
		["- the planning, for 2 sites", ["Plan site"]],
	])("[PP20] of two products what they list: %s", (points, items) => {
		expect(counts(`Please send a proposal for:\n${points}`, sites)).toEqual(items.map((item) => [item, 2]));
	});

	test("[PP20] one word of another product's papers in a point does not bring it in", () => {
		const polish = {
			...(SITES[1] ?? DESK),
			capabilities: [aCapability("Languages", "It speaks fourteen languages.", "polish")],
		};
		const both = { catalogue: aCatalogue({ offerings: [SITES[0] ?? DESK, polish] }) };
		const text = "Please send a proposal for:\n- the planning, for 2 sites\n- a manual in Polish";
		expect(counts(text, both)).toEqual([["Plan site", 2]]);
	});

	test.each([
		["4 planners and 2 halls", 2],
		["3 planners", null],
	])("[PP1] people are no sites: %s", (words, expected) => {
		const one = { catalogue: aCatalogue({ offerings: SITES.slice(0, 1) }) };
		const [, quantity] = lines(`Please send a proposal for ${words}.`, one)[0] ?? [];
		expect(quantity).toBe(expected ?? 1);
		expect(draft(`Please send a proposal for ${words}.`, one)?.body.includes("ow many sites")).toBe(expected === null);
	});

	const usage = [
		aPrice({ item: "Usage, per million subscribers", unit: "flat-month", listMinor: 580_000 }),
		aPrice({ item: "Flat rate up to 10 million subscribers", unit: "flat-year", listMinor: 67_200_000 }),
		aPrice({ item: "Flat rate up to 2 million subscribers", unit: "flat-year", listMinor: 16_500_000 }),
	];
	test.each([
		[
			"What would it cost for 3.4 million prepaid and 210,000 postpaid subscribers?",
			["Usage, per million subscribers", 4],
			undefined,
		],
		["We have a prepaid base of 9 million. What would it cost?", ["Usage, per million subscribers", 9], undefined],
		[
			"What would 9 million subscribers cost, usage based as well as flat?",
			["Usage, per million subscribers", 9],
			"Flat rate up to 10 million subscribers",
		],
		[
			"What would 1.6 million subscribers cost, flat as well as usage based?",
			["Flat rate up to 2 million subscribers", 1],
			"Usage, per million subscribers",
		],
	])("[PP26] by use, or at the flat rate that holds them: %s", (text, first, other) => {
		const found = draft(text, listOf(...usage));
		expect(counts(text, listOf(...usage))).toEqual([first]);
		expect(found?.offer?.apart?.map((line) => line.item)).toEqual(other ? [other] : undefined);
		expect(found?.body).not.toContain("should I count with");
	});
});

describe("the budget", () => {
	const of = (value: string, text = "What would 85 seats cost?") =>
		draft(text, { ...listOf(SEAT), facts: [factOf("bant.budget", value)] })?.why ?? "";
	test.each([
		["EUR 40,000", "Above the EUR 40,000 on record by EUR 9,980."],
		["EUR 49,980", "Within the EUR 49,980 on record, with EUR 0 left."],
		["EUR 60,000", "Within the EUR 60,000 on record, with EUR 10,020 left."],
		["40,000 (currency not stated)", "Above the EUR 40,000 on record (currency not stated) by EUR 9,980."],
	])("[PP31] %s: %s", (value, note) => {
		expect(of(value)).toContain(note);
	});

	test("[PP31] over years, the first year is compared, and all", () => {
		expect(of("EUR 60,000", "What would 85 seats cost for 36 months?")).toContain(
			"First year EUR 49,980: within the EUR 60,000 on record, with EUR 10,020 left; all years EUR 149,940, above it by EUR 89,940.",
		);
	});

	test.each(["about 40 (unit not stated)", "EUR 12 per user"])("[PP31] %s is no sum to compare with", (value) => {
		expect(of(value)).not.toMatch(/above|within the/i);
	});

	test("[PP31] what this mail names is not passed over in the draft; what another one names is not told", () => {
		const text = "Our budget is EUR 40,000. What would 85 seats cost?";
		expect(draft(text, listOf(SEAT))?.body).toContain("You named EUR 40,000. This is more than that.");
		expect(draft("Our budget is EUR 60,000. What would 85 seats cost?", listOf(SEAT))?.body).not.toContain("more than");
		const facts = [factOf("bant.budget", "EUR 40,000")];
		expect(draft("What would 85 seats cost?", { ...listOf(SEAT), facts })?.body).not.toMatch(/40,000|more than that/);
	});
});

describe("a better price", () => {
	test.each([
		["Send me a better offer and I sign on Friday.", true],
		["A further reduction of 6 % on the annual fee would help. Could you quote for it?", false],
		["What would 85 seats cost? And could you do 15% off?", false],
	])("[PP14] who asks for nothing else gets no figure, and a person decides: %s", (text, isLeft) => {
		const found = draft(text, listOf(SEAT));
		expect(found?.offer === undefined).toBe(isLeft);
		if (isLeft) expect(asksHuman(text, listOf(SEAT))).toEqual([expect.stringContaining("a person decides")]);
	});
});
