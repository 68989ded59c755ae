import { describe, expect, test } from "vitest";
import { isTerm } from "#knowledge/core/reasoning/qualification/readable.ts";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { qualifier } from "./definition.ts";

const learned = (text: string, key: string) =>
	qualifier
		.reason(inputOf(text))
		.proposals.flatMap((each) => (each.type === "learn-fact" && each.claim.key === key ? [each.claim.value] : []));

describe("what reads on its own", () => {
	test.each([
		["Our drivers load the parcels. We want to scan them at the door.", "scan the parcels at the door"],
		["Today the roster sits on one laptop. We need to open it in both depots.", "open the roster in both depots"],
		[
			"Closing a claim takes us nine days. We want to bring that down to three days.",
			"bring that down to three days (now: closing a claim takes us nine days)",
		],
		["What we need is to print labels in the cold store.", "print labels in the cold store"],
		["What we want for it: fewer than 2% returned parcels.", "fewer than 2% returned parcels"],
		["We are looking for a contract management tool.", "a contract management tool"],
		["I must be able to stop a delivery until six.", "stop a delivery until six"],
		["We need to process payments at the gate.", "process payments at the gate"],
		["We need to cut our licence costs.", "cut our licence costs"],
		["We want to see delays in advance.", "see delays in advance"],
		["We want to calculate discounts automatically.", "calculate discounts automatically"],
	])("[QU24] need: %s", (text, expected) => {
		expect(learned(text, "bant.need")).toEqual([expected]);
	});

	test.each(["a price list module", "an electronic signature for drivers", "99.9% uptime for the dispatch desk"])(
		"[QU24] no price and no term of a contract: %s",
		(words) => {
			expect(isTerm(words)).toBe(false);
		},
	);

	test.each([
		"We'd want the scanners.",
		"I want a trial run.",
		"We want to change this next year.",
		"The van and the trailer are old. We want to replace it.",
		"For the production system we need all three.",
		"We need the following from you in writing.",
		"We require a cap of 3 % a year.",
		"We need a way to get 10% off the licence fee.",
		"For us it must be Hamburg, or an arbitration in Zürich.",
		"I have 90 and it has to cover everything, licences and training.",
		"I have to explain the numbers to the owners.",
		"When I want to change a route I ring the depot and wait.",
		"We need:\n- your set-up costs per year\n- what happens after the first term\n",
	])("[QU24] no need: %s", (text) => {
		expect(learned(text, "bant.need")).toEqual([]);
	});

	test("[QU24] what an item goes on to say is no item", () => {
		const list =
			"We want to:\n- print labels in the cold store. It would be a help if they stick.\n- see every open job\n";
		expect(learned(list, "bant.need")).toEqual(["print labels in the cold store", "see every open job"]);
	});

	test.each([
		["With this we must improve the dispatch. Today it is made in Excel.", "The dispatch is made in Excel"],
		["The roster lives in a spreadsheet that one person understands.", "The roster lives in a spreadsheet"],
		["It takes us four weeks to close a claim.", "It takes us four weeks to close a claim"],
		["Our drivers wait 40 minutes at the gate.", "Our drivers wait 40 minutes at the gate"],
	])("[QU24] pain: %s", (text, expected) => {
		expect(learned(text, "meddic.pain").join()).toContain(expected);
	});

	test.each([
		"That is when it breaks down.",
		"He told me that with the face of a man who has lost everything.",
		"After this date our subsidy is lost.",
		"From May the penalty is 2% per day of delay for us.",
		"Our Karl is the one with the spreadsheet.",
		"Their portal gives us a cut list and a spreadsheet per order.",
	])("[QU24] no pain: %s", (text) => {
		expect(learned(text, "meddic.pain")).toEqual([]);
	});

	test("[QU24] a long value ends where a phrase does", () => {
		const long =
			"We need a screen that shows every open job of the week for each of the three halls, the fixtures that are free at that time, and the people who can run them on the late shift";
		const [value = ""] = learned(`${long}.`, "bant.need");
		expect(value).toBe(
			"a screen that shows every open job of the week for each of the three halls, the fixtures that are free at that time",
		);
	});

	test.each([
		["bant.need", "the tablets", "reject"],
		["bant.need", "a cap of 2 % a year", "reject"],
		["bant.need", "single sign-on for all depots", "pass"],
		["meddic.pain", "it fails", "reject"],
		["meddic.pain", "vans stand idle", "pass"],
	] as const)("[QU24] whichever reasoner claims it: %s=%s: %s", (key, value, verdict) => {
		const input = inputOf("We need single sign-on.");
		const { id } = input.signal ?? {};
		if (!id) throw new Error("the case has a text");
		const evidence = [{ signal: id, start: 0, end: 7, quote: "We need" }];
		const judged = qualifier.judge(input, { type: "learn-fact", claim: { key, value, confidence: 0.8, evidence } });
		expect(judged.type).toBe(verdict);
	});
});

test.each([
	[
		"The day is 31 October for the decision, because the old carrier wants to know by 15 November if we renew.",
		"2026-10-31",
	],
	["We will decide on Friday.", "2026-09-18"],
	["The order must be signed by 30 November and the invoice paid by 31 December 2026.", "2026-11-30"],
	["We will call on Monday, and it has to be live by 1 March 2027.", "2027-03-01"],
])("[QU25] %s: %s", (text, expected) => {
	expect(learned(text, "bant.timeline")).toEqual([expected]);
});

test.each([
	"I need it on Friday.",
	"Our year ends on 31 December and the order counts into it.",
	"The thing is that our planner retires at the end of March.",
	"We pay the contract in instalments, the last on 1 May 2027.",
	"I am on the road until Thursday, then we sign whatever you send.",
])("[QU25] no timeline: %s", (text) => {
	expect(learned(text, "bant.timeline")).toEqual([]);
});

test.each([
	["After the cuts, Ms. Odell has USD 260,000 for the first year, not 300.", "USD 260,000"],
	["Our budget is EUR 9 per user per month.", "EUR 9 per user per month"],
	["Your price is EUR 90,000, and we have EUR 60,000 for this.", "EUR 60,000"],
])("[QU26] %s: %s", (text, expected) => {
	expect(learned(text, "bant.budget")).toEqual([expected]);
});

test.each([
	"We would pay EUR 9 per user per month.",
	"It has EUR 40,000 for the repair.",
	"Year one in your revision is still above 260,000 euro.",
	"Last year we paid EUR 90,000 in penalties.",
	"We pay our carrier EUR 30,000 a year.",
	"Their offer is EUR 690 a month for the two halls.",
])("[QU26] no budget: %s", (text) => {
	expect(learned(text, "bant.budget")).toEqual([]);
});

test("[QU24] a metric to be reached stands with the measure of today", () => {
	expect(
		learned("Handling a case takes us 14 minutes. We want to get that below 6 minutes.", "meddic.metrics"),
	).toContain("We want to get that below 6 minutes (now: handling a case takes us 14 minutes)");
});

test("[QU24] what is measured stands with what it is of", () => {
	const text = "Our clerks copy every claim into two systems, which takes around 9 minutes per claim.";
	expect(learned(text, "meddic.metrics")).toEqual([text.slice(0, -1)]);
});

test.each([
	"For a commitment of two years we expect a reduction of 12 % on the seats.",
	"We pay 890 every month for one hall and 9 people.",
	"Our promotion runs Friday eighteen hours until Sunday midnight.",
	"I can agree if the twelve minutes really go down.",
	"We require 15 % where the report is late by 30 minutes.",
	"We tried this once and wrote off 190k.",
])("[QU24] no metric, but a price or a condition: %s", (text) => {
	expect(learned(text, "meddic.metrics")).toEqual([]);
});
