import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { judgeOffer } from "#knowledge/core/deal/pricing.ts";
import { NOTHING_TO_SELL, type Price } from "#knowledge/core/facts/offering.ts";
import { aCatalogue, anOffering, aPrice } from "#knowledge/core/testing/catalogue.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
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

describe("the number", () => {
	test.each([
		["What would 85 seats cost?", 85],
		["What does it cost? We are 85 people.", 85],
		["What would it cost for 85 support agents?", 85],
		["What would it cost for a team of 85?", 85],
		["What would it cost for eighty-five users?", 85],
		["What would 1,200 seats cost?", 1_200],
		["What would 80-90 seats cost?", 90],
		["We have 240 employees, and 85 agents would use it. What would it cost?", 85],
		["What would 92 seats cost? It is not 85 any more.", 92],
		["What does it cost for 12 months for 85 seats?", 85],
		["How much is it for a 85-seat licence?", 85],
		["What would it cost for 85 seats? 4 persons watch the desk.", 85],
	])("[PP1] of %s is %i", (text, expected) => {
		expect(lines(text, listOf(SEAT))).toEqual([["Desk seat", expected, 12, 4_900]]);
	});

	test.each([
		["What would it cost?"],
		["What would it cost in 2027?"],
		["What would it cost per user?"],
		["How much do you charge for 24 months?"],
		["What would it cost? 8% of our users leave."],
		["What would 40 seats or 60 seats cost?"],
		["You charge EUR 85 per seat, how much would it be for us?"],
	])("[PP2] of %s is open: unit prices, and the number is asked for", (text) => {
		const found = draft(text, listOf(SEAT));
		expect(found?.offer).toEqual({
			currency: "EUR",
			lines: [
				{ offering: "desk", item: "Desk seat", unit: "per-user-month", quantity: 1, periods: 1, unitMinor: 4_900 },
			],
			totalMinor: 4_900,
		});
		expect(found?.body).toContain("- Desk seat: EUR 49 per user and month");
		expect(found?.body).toContain("ow many users should I count with?");
		expect(found?.body).not.toMatch(/Total|= EUR/);
	});

	test("[PP1] from before is taken, the latest, and said to be from before", () => {
		const facts = [
			factOf("conversation.ask", "What would 70 seats cost?", { validFrom: 1 }),
			factOf("bant.need", "a desk for 85 agents", { validFrom: 2 }),
		];
		expect(lines("Could you send us a quote?", { ...listOf(SEAT), facts })).toEqual([["Desk seat", 85, 12, 4_900]]);
		const body = draft("Could you send us a quote?", { ...listOf(SEAT), facts })?.body;
		expect(body).toContain("The number of 85 is what you told us before.");
		expect(lines("Could you send us a quote for 90 seats?", { ...listOf(SEAT), facts })[0]?.[1]).toBe(90);
	});

	test("[PP1] in a note of ours counts nothing", () => {
		const note = { signal: { author: "us", kind: "note" } } as const;
		expect(lines("She asked what 85 seats cost.", { ...listOf(SEAT), ...note })).toEqual([["Desk seat", 1, 1, 4_900]]);
	});

	test.each([
		[9, 10, true],
		[10, 10, false],
		[11, 11, false],
	])("[PP3] %i seats of a price from 10 on are %i", (wanted, quantity, isSaid) => {
		const list = listOf(aPrice({ minQuantity: 10 }));
		const text = `What would ${wanted} seats cost?`;
		expect(lines(text, list)).toEqual([["Desk seat", quantity, 12, 4_900]]);
		expect(draft(text, list)?.body.includes("starts at 10, so I have counted that many")).toBe(isSaid);
	});

	test("[PP2] open, with steps: each step from its least number on", () => {
		const list = listOf(aPrice({ minQuantity: 50, listMinor: 4_500 }), aPrice({ minQuantity: 5 }));
		expect(lines("What would it cost?", list)).toEqual([
			["Desk seat", 5, 1, 4_900],
			["Desk seat", 50, 1, 4_500],
		]);
		expect(draft("What would it cost?", list)?.body).toContain("EUR 45 per user and month, from 50 on");
		expect(lines("What would 50 seats cost?", list)).toEqual([["Desk seat", 50, 12, 4_500]]);
		expect(lines("What would 49 seats cost?", list)).toEqual([["Desk seat", 49, 12, 4_900]]);
	});

	test("[PP1] of places is not that of the people who plan in them", () => {
		const list = listOf(aPrice({ item: "Plan site", unit: "per-site-month" }));
		expect(lines("Please send a proposal for 2 halls, 4 persons who plan and 52 operators.", list)[0]?.[1]).toBe(2);
	});

	test.each([
		["for both sites", 2],
		["for 3 plants", 3],
		["for two halls", 2],
	])("[PP1] of places %s is %i", (words, expected) => {
		const list = listOf(
			aPrice({ item: "Plan site", unit: "per-site-month" }),
			aPrice({ item: "Onboarding per site", unit: "once" }),
		);
		expect(lines(`Please send a proposal ${words}.`, list)).toEqual([
			["Plan site", expected, 12, 4_900],
			["Onboarding per site", expected, 1, 4_900],
		]);
	});

	test.each([
		["9 million active subscribers", 9],
		["9.2 million prepaid subscribers", 10],
		["800,000 subscribers", 1],
	])("[PP1] of an item «per million subscribers», for %s, is %i", (words, expected) => {
		const list = listOf(aPrice({ item: "Usage, per million subscribers", unit: "flat-month" }));
		expect(lines(`What would it cost for ${words}?`, list)).toEqual([
			["Usage, per million subscribers", expected, 12, 4_900],
		]);
	});
});

describe("the term", () => {
	test.each([
		["What would 85 seats cost?", 12, true],
		["What would 85 seats cost per year?", 12, true],
		["What would 85 seats cost for 24 months?", 24, false],
		["What would 85 seats cost over three years?", 36, false],
		["What would 85 seats cost on a 2-year contract?", 24, false],
		["What would 85 seats cost? I look at the total of three years.", 36, false],
		["What would 85 seats cost?\n- Commercials: usage based, for 36 months.", 36, false],
		["What would 85 seats cost?\n- Validity of the offer: for 3 months.", 12, true],
		["What would 85 seats cost? We want an annual contract.", 12, false],
		["What would 85 seats cost? Term:\n- 36 months", 36, false],
		["What would 85 seats cost? We have been a customer of Rivalco for 3 years.", 12, true],
		["What would 85 seats cost for 90 years?", 12, true],
		["What would 85 seats cost? We go live within 6 months.", 12, true],
	])("[PP4] of %s is %i months", (text, months, isAssumed) => {
		expect(lines(text, listOf(SEAT))).toEqual([["Desk seat", 85, months, 4_900]]);
		expect(draft(text, listOf(SEAT))?.body.includes("I have assumed a term of 12 months")).toBe(isAssumed);
	});

	test.each([
		["for 12 months", 1, "1 year"],
		["for 18 months", 2, "2 years"],
		["for 3 years", 3, "3 years"],
	])("[PP4] of a price by the year, %s, is %i", (words, periods, said) => {
		const list = listOf(aPrice({ unit: "per-user-year" }));
		expect(lines(`What would 85 seats cost ${words}?`, list)).toEqual([["Desk seat", 85, periods, 4_900]]);
		expect(draft(`What would 85 seats cost ${words}?`, list)?.body).toContain(`× ${said} =`);
	});

	test("[PP4] what is paid once has none", () => {
		const list = listOf(aPrice({ item: "Onboarding", unit: "once" }));
		expect(lines("How much is the onboarding, for 24 months?", list)).toEqual([["Onboarding", 1, 1, 4_900]]);
	});
});

describe("the items", () => {
	const QUOTE = "What would 85 seats cost?";
	test("[PP20] what counts people and what it takes to start; what else is listed is named without a price", () => {
		const found = draft(QUOTE);
		expect(found?.offer?.lines.map((line) => line.item)).toEqual(["Desk seat", "Onboarding"]);
		expect(found?.body).toContain("On our list and not counted here: Phone line.");
		expect(found?.body).toContain("Total: EUR 53,980");
		expect(found?.body).not.toMatch(/EUR 150/);
	});

	test("[PP20] an option that they name is counted", () => {
		expect(lines("What would 85 seats and the phone line cost?").map(([item]) => item)).toContain("Phone line");
	});

	const variant = aPrice({ item: "Desk seat, paid yearly", unit: "per-user-year", listMinor: 52_900, minQuantity: 20 });
	test.each([
		["What would 85 seats cost?", "Desk seat"],
		["What would 85 seats cost per year?", "Desk seat, paid yearly"],
		["What would 19 seats cost per year?", "Desk seat"],
		["What would 20 seats cost per year?", "Desk seat, paid yearly"],
		["What would 85 seats cost, paid yearly?", "Desk seat, paid yearly"],
		["What would 85 seats cost? We pay in advance.", "Desk seat, paid yearly"],
		["What would 85 seats cost if we pay by the month?", "Desk seat"],
	])("[PP20] one thing paid in two ways: %s is %s", (text, item) => {
		expect(lines(text, listOf(SEAT, variant)).map((line) => line[0])).toEqual([item]);
	});

	test.each([
		["Paid yearly, and please also show what it is if we pay by the\n  month.", "Desk seat, paid yearly", "Desk seat"],
		["We pay monthly; also show what it is paid yearly.", "Desk seat", "Desk seat, paid yearly"],
		["Paid yearly, please.", "Desk seat, paid yearly", undefined],
	])("[PP26] two ways to pay: of «%s» the first is in the total, and the second beside it", (text, first, second) => {
		const found = draft(`What would 85 seats cost for 36 months? ${text}`, listOf(SEAT, variant));
		expect(found?.offer?.lines.map((line) => line.item)).toEqual([first]);
		expect(found?.offer?.apart?.map((line) => line.item)).toEqual(second ? [second] : undefined);
		expect(found?.body.includes(`The other way to pay, in place of ${first}:`)).toBe(second !== undefined);
	});

	test("[PP26] a way to pay that the number does not reach is not offered beside the other one", () => {
		const text = "What would 12 seats cost? Paid yearly, and also show what it is if we pay by the month.";
		const found = draft(text, listOf(SEAT, variant));
		expect(found?.offer?.lines.map((line) => line.item)).toEqual(["Desk seat"]);
		expect(found?.offer?.apart).toBeUndefined();
	});

	test("[PP2] two that count the same are alternatives, unless one is named", () => {
		const list = listOf(aPrice({ item: "Light seat", listMinor: 2_900, floorMinor: 2_900 }), SEAT);
		expect(lines(QUOTE, list)).toEqual([
			["Light seat", 1, 1, 2_900],
			["Desk seat", 1, 1, 4_900],
		]);
		expect(draft(QUOTE, list)?.body).toContain("hich of Light seat and Desk seat do you have in mind?");
		expect(lines("What would 85 light seats cost?", list)).toEqual([["Light seat", 85, 12, 2_900]]);
	});

	const dock = anOffering({
		id: "dock",
		name: "Harbour Dock",
		prices: [aPrice({ item: "Berth", unit: "flat-month" })],
	});
	const two = { catalogue: aCatalogue({ offerings: [anOffering({ prices: [SEAT] }), dock] }) };
	test.each([
		["What would Harbour Dock cost?", ["Berth"]],
		["What would Harbour Desk cost for 85 users?", ["Desk seat"]],
		["What would Harbour Desk and Harbour Dock cost for 85 users?", ["Desk seat", "Berth"]],
	])("[PP20] of two offerings the named one: %s", (text, items) => {
		expect(lines(text, two).map(([item]) => item)).toEqual(items);
		expect(draft(text, two)?.body).not.toContain("I have counted Harbour");
	});

	test("[PP20] one that their needs are mapped to is counted, and said to be", () => {
		const facts = [
			factOf("strategy.fit", "SSO | Harbour Desk | Harbour Desk signs people in with SAML and OpenID Connect."),
		];
		expect(lines(QUOTE, { ...two, facts }).map(([item]) => item)).toEqual(["Desk seat"]);
		expect(draft(QUOTE, { ...two, facts })?.body).toContain("I have counted Harbour Desk only");
		expect(draft(QUOTE, { ...two, facts })?.why).toContain("the scope is inferred: check it");
		const contacts = [{ ...MARA, title: "CFO" }];
		expect(draft(QUOTE, { ...two, facts, contacts })?.body).toContain(
			"In short: EUR 49,980 for Harbour Desk, at list.",
		);
	});

	test.each([
		["QUALIFICATION", true],
		["SOLUTION", false],
		["PROPOSAL", false],
	] as const)("[PP20] in %s what fits is known, or said to be inferred", (stage, isSaid) => {
		const facts = [
			factOf("strategy.fit", "SSO | Harbour Desk | Harbour Desk signs people in with SAML and OpenID Connect."),
		];
		expect(draft(QUOTE, { ...two, facts, stage })?.body.includes("I have counted Harbour Desk only")).toBe(isSaid);
	});

	test("[PP20] where nothing tells which, none is priced, and it is asked", () => {
		const found = draft("Could you send us a quote?", two);
		expect(found?.offer).toBeUndefined();
		expect(found?.body).toContain("hich of Harbour Desk and Harbour Dock should I price for you?");
		expect(asksHuman("Could you send us a quote?", two)).toEqual([]);
	});

	test("[PP27] what they want apart is priced beside the total", () => {
		const text = "What would Harbour Desk cost for 85 users? Please price Harbour Dock as an option, not in the total.";
		const found = draft(text, two);
		expect(found?.offer?.lines.map((line) => line.item)).toEqual(["Desk seat"]);
		expect(found?.offer?.apart?.map((line) => line.item)).toEqual(["Berth"]);
		expect(found?.body).toContain("As an option, not in the total:");
		expect(found?.body).not.toMatch(/You find|price apart/);
		expect(found?.body).toContain("As an option, not in the total:\n- Berth: EUR 49 a month × 12 months = EUR 588");
	});

	test.each([
		"Please send us a quote for Harbour Desk for 85 users, and Harbour Dock as an option.",
		"What would 85 users cost with Harbour Desk, Harbour Dock as an option?",
	])("[PP27] the words beside it say what the option is: %s", (text) => {
		expect(draft(text, two)?.offer?.lines.map((line) => line.item)).toEqual(["Desk seat"]);
		expect(draft(text, two)?.offer?.apart?.map((line) => line.item)).toEqual(["Berth"]);
	});

	test("[PP27] an option whose number nobody gave is a person's", () => {
		const yard = anOffering({
			id: "yard",
			name: "Harbour Yard",
			prices: [aPrice({ item: "Yard site", unit: "per-site-month" })],
		});
		const list = { catalogue: aCatalogue({ offerings: [anOffering({ prices: [SEAT] }), yard] }) };
		const text = "What would Harbour Desk cost for 85 users? Please price Harbour Yard as an option, not in the total.";
		expect(draft(text, list)?.offer?.apart).toBeUndefined();
		expect(draft(text, list)?.body).toContain("Not priced in here, as the option that you ask for: Harbour Yard.");
		expect(asksHuman(text, list)).toEqual([expect.stringContaining("priced by a person: Harbour Yard")]);
	});

	const facts = [factOf("conversation.objection", "price: We'd drop the Harbour Dock, it is too dear.")];
	test.each<[string, string, ReturnType<typeof factOf>[], readonly string[]]>([
		["refused here", "What would 85 seats cost? Leave Harbour Dock out, please.", [], ["Desk seat"]],
		["refused before", "What would 85 seats and the rest cost?", facts, ["Desk seat"]],
		["asked for again", "What would Harbour Desk and Harbour Dock cost for 85 users?", facts, ["Desk seat", "Berth"]],
		["wanted", "What would Harbour Desk and Harbour Dock cost for 85 users?", [], ["Desk seat", "Berth"]],
	])("[PP28] an offering that is %s", (_name, text, known, items) => {
		const fits = [
			factOf("strategy.fit", "SSO | Harbour Desk | Harbour Desk signs people in with SAML and OpenID Connect."),
			factOf("strategy.fit", "reports | Harbour Dock | Harbour Desk shows waiting times by team and by hour."),
		];
		const found = draft(text, { ...two, facts: [...known, ...fits] });
		expect(found?.offer?.lines.map((line) => line.item)).toEqual(items);
		if (items.length === 1) expect(found?.body.replace(/"[^"]*"/g, "")).not.toContain("Dock");
	});
});

describe("without a price", () => {
	const NONE = /EUR|USD|SGD|\d/;
	test.each<[string, string, Changes, string]>([
		["no list at all", "What would it cost?", { catalogue: NOTHING_TO_SELL }, "there is no price list"],
		["none in the region", "What would it cost?", listOf(aPrice({ region: "amer" })), "none for Harbour Desk"],
		["none of what is asked", "What would the billing robot module cost?", {}, "none for billing robot module"],
	])("[PP8] %s: none is stated, and a person answers by a day", (_name, text, changes, why) => {
		const found = draft(text, changes);
		expect(found?.offer).toBeUndefined();
		expect(found?.body.replace(/"[^"]*"/g, "")).not.toMatch(NONE);
		expect(found?.body).toContain("will write to you within two working days");
		expect(found?.why).toContain("By approving you commit to: a price from a person within two working days");
		expect(asksHuman(text, changes)).toHaveLength(1);
		expect(asksHuman(text, changes)[0]).toContain(why);
	});

	test("[PP8] an unknown item beside a known one: the known one is priced, the other one is a person's", () => {
		const text = "What would 85 seats cost? And how much is the billing robot module?";
		expect(lines(text)[0]).toEqual(["Desk seat", 85, 12, 4_900]);
		expect(draft(text)?.body).toContain('For "billing robot module" I have no list price');
		expect(asksHuman(text)).toHaveLength(1);
	});

	const budget = (value: string) => [factOf("bant.budget", value)];
	test.each<[string, Changes, string | undefined]>([
		["What would 85 seats cost in USD?", {}, undefined],
		["What would 85 seats cost? Our budget is USD 40,000.", {}, undefined],
		["What would 85 seats cost? Commercials: flat. SGD, with the equivalent in USD.", {}, undefined],
		["What would 85 seats cost?", { facts: budget("USD 40,000") }, undefined],
		["What would 85 seats cost?", { facts: budget("EUR 40,000") }, "EUR"],
		["What would 85 seats cost?", { facts: budget("40,000 (currency not stated)") }, "EUR"],
		["What would 85 seats cost in euros?", { facts: budget("USD 40,000") }, "EUR"],
		["What would 85 seats cost?", {}, "EUR"],
	])("[PP22] %s %j in %s", (text, changes, currency) => {
		expect(draft(text, changes)?.offer?.currency).toBe(currency);
		expect(asksHuman(text, changes)).toHaveLength(currency ? 0 : 1);
		if (currency) return;
		expect(asksHuman(text, changes)[0]).toContain("which the list of emea does not have");
		expect(draft(text, changes)?.body.replace(/"[^"]*"/g, "")).not.toMatch(/EUR|USD|\d/);
	});

	test.each([
		["What would 85 seats cost in USD?", "USD"],
		["What would 85 seats cost in euros?", "EUR"],
		["What would 85 seats cost?", "EUR"],
	])("[PP22] of a list in two currencies, %s in %s", (text, currency) => {
		const list = listOf(
			SEAT,
			aPrice({ currency: "USD", listMinor: 5_400 }),
			aPrice({ item: "Onboarding", unit: "once" }),
		);
		expect(draft(text, list)?.offer?.currency).toBe(currency);
	});
});
