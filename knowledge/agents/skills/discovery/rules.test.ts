import { describe, expect, test } from "vitest";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { discovery } from "./definition.ts";

const claimsOf = (input: ReturnType<typeof inputOf>) =>
	discovery.reason(input).proposals.flatMap((each) => (each.type === "learn-fact" ? [each.claim] : []));
const valuesOf = (text: string, key: FactKey, changes: Parameters<typeof inputOf>[1]) =>
	claimsOf(inputOf(text, changes)).flatMap((claim) => (claim.key === key ? [claim.value] : []));
const NOTE = { changes: { signal: { kind: "note", author: "us" } }, fact: factOf } as const;

const requirements = (text: string, changes: Parameters<typeof inputOf>[1] = {}) =>
	valuesOf(text, "discovery.requirement", changes);
const people = (text: string, changes: Parameters<typeof inputOf>[1] = {}) =>
	valuesOf(text, "discovery.stakeholder", changes)
		.map(told)
		.filter((value) => value !== MARA_ALONE);
/** «name | title | role | stance» of a person. */
const told = (value: string): string => value.split(" | ").slice(0, 4).join(" | ");
/** That she wrote is one thing, and what she wrote another. */
const MARA_ALONE = "Mara Ellingsen | - | unknown | unknown";
const vendors = (text: string, changes: Parameters<typeof inputOf>[1] = {}) =>
	valuesOf(text, "discovery.competitor", changes);
const needs = (text: string) => claimsOf(inputOf(text)).filter((claim) => claim.key === "discovery.requirement");
const sure = (text: string) => Math.max(0, ...needs(text).map((claim) => claim.confidence));

describe("what they need", () => {
	test.each([
		["We need one screen for billing and tickets.", "one screen for billing and tickets"],
		["Single sign-on is a must.", "Single sign-on"],
		["It must run on tablets.", "run on tablets"],
		["Customer data has to stay in the EU.", "Customer data has to stay in the EU"],
		["Our data never leaves the country. That is not negotiable.", "Our data never leaves the country"],
		["Without offline mode this is a non-starter.", "offline mode"],
		["We'd like to see the load three weeks out.", "see the load three weeks out"],
		["We're looking for something that plans jobs across both sites.", "plans jobs across both sites"],
		["Our agents want a mobile app.", "a mobile app"],
		["If I move a job I want the customer to get a text.", "the customer to get a text"],
		["What we need is to build a tariff ourselves.", "build a tariff ourselves"],
		["The system takes 20 calls a second, this is a hard limit.", "The system takes 20 calls a second"],
	])("[DI1] %s", (text, value) => {
		expect(requirements(text)).toEqual([value]);
	});

	test.each([
		["needs", "We need:\n- single sign-on\n- an audit log\n- a discount\n", ["single sign-on", "an audit log"]],
		["a sentence", "We need SSO, an audit log and EU hosting.", ["SSO", "an audit log", "EU hosting"]],
		[
			"an offer's contents",
			"Please send a proposal for:\n- 92 seats\n- the connection to our ERP\n",
			["the connection to our ERP"],
		],
		[
			"numbers",
			"Mandatory requirements\nM1. Balance correct within a second\nM2. No interruption over 10 minutes\n",
			["Balance correct within a second", "No interruption over 10 minutes"],
		],
	])("[DI1] a list: %s", (_name, text, values) => {
		expect(requirements(text)).toEqual(values);
	});

	test.each([
		"Could we speak next Tuesday?",
		"We need your SOC 2 report before anything can be signed.",
		"We need a quote by Friday.",
		"We need to bring that below five minutes.",
		"We do not need single sign-on.",
		"I wish we had an audit log.",
		"Today agents have to type it twice.",
		"Our board has to approve it.",
		"The first year must stay inside the budget.",
		"We need a cap of 2% a year.",
		"Would you send us the price list?",
		"I want a test.",
		"The hours Torvald has to give are few.",
	])("[DI18] no requirement: %s", (text) => {
		expect(requirements(text)).toEqual([]);
	});

	test("[DI18] a question about the product states a need with less confidence than a statement", () => {
		expect(requirements("Does it connect to our billing system?")).toEqual(["connect to our billing system"]);
		expect(sure("Does it connect to our billing system?")).toBeLessThan(0.5);
		expect(sure("It has to connect to our billing system.")).toBeGreaterThan(0.8);
		expect(
			sure("Does it connect to our billing system? Without this we cannot start, so it is a must."),
		).toBeGreaterThan(0.8);
	});

	test("[DI6] a paraphrase in one text is a second proof", () => {
		const found = needs("We need single sign-on for everybody. SSO for everybody is a must.");
		expect(found).toHaveLength(1);
		expect(found[0]?.evidence).toHaveLength(2);
	});

	test("[DI6] what is known in other words is no news, unless it was hardly more than asked about", () => {
		const known = (confidence: number) => ({
			facts: [NOTE.fact("discovery.requirement", "SSO for all agents", { confidence })],
		});
		expect(requirements("All agents need single sign-on.", known(0.85))).toEqual([]);
		expect(requirements("Single sign-on for all agents is a must.", known(0.45))).toEqual(["SSO for all agents"]);
	});

	test("[DI7] at most 120 characters", () => {
		const [value = ""] = requirements(`We need a planning board that ${"shows every machine and ".repeat(10)}more.`);
		expect(value.length).toBeGreaterThan(20);
		expect(value.length).toBeLessThanOrEqual(120);
	});
});

describe("what is attached", () => {
	const attached = (name: string, text: string) => {
		const whole = `See attached.\n\n${text}`;
		return requirements(whole, {
			signal: { visible: [{ start: 0, end: 13 }], attached: [{ start: 15, end: whole.length, name }] },
		});
	};

	test("[DI19] a list of needs under headings, without what a heading rules out", () => {
		const text =
			"OUR REQUIREMENTS\n\nMUST\n 1. One plan for both sites\n\nNICE TO HAVE\n 2. Polish on the screens\n\nDON'T CARE\n 3. Invoicing of jobs\n\nStations: 14\n";
		expect(attached("wants.txt", text)).toEqual(["One plan for both sites", "Polish on the screens"]);
		expect(attached("menu.txt", "MENU\n 1. Fish and chips\n")).toEqual([]);
	});

	test.each([
		["CSV", "id;requirement;priority\n1;Audit log for every change;must\n2;Dark mode;won't\n"],
		[
			"columns of spaces",
			"ID   REQUIREMENT                PRIORITY\nR1   Audit log for every change   must\nR2   Price in euro              must\n",
		],
		["bars", "| id | requirement | priority |\n|---|---|---|\n| 1 | Audit log for every change | must |\n"],
	])("[DI19] a table: %s", (_name, text) => {
		expect(attached("list.csv", text)).toEqual(["Audit log for every change"]);
	});

	test("[DI19] numbers of a business, and what is bought by the piece, are no needs", () => {
		expect(attached("volumes.csv", "metric,unit,2025\nsubscribers,million,8.6\n")).toEqual([]);
		expect(attached("items.csv", "item,qty,remark\nSeat,140,\nTraining,3,fixed price\n")).toEqual([]);
	});
});

describe("who is in it", () => {
	test.each([
		["Jane (our CFO, in copy) signs off anything above 50k.", "Jane | CFO | signs-off | unknown"],
		["Our CTO, Anil Kharade, makes the final decision.", "Anil Kharade | CTO | decides | unknown"],
		["I'd have to make the case to the owner, Ruth Harrow.", "Ruth Harrow | Owner | decides | unknown"],
		["Ana in procurement will want three offers.", "Ana | Procurement | influences | unknown"],
		["Our security team will block it without SOC 2.", "Security team | - | blocks | unknown"],
		["Devika Rao, she is our CISO.", "Devika Rao | CISO | unknown | unknown"],
		["Wojciech is our lead architect.", "Wojciech | Lead architect | unknown | unknown"],
		["Ingrid can stop this. She is information security.", "Ingrid | Information security | blocks | unknown"],
		["Tom decides nothing unless Suresh agrees.", "Suresh | - | signs-off | unknown"],
		["I'm pushing for this internally.", "Mara Ellingsen | - | champions | for"],
		["I am not convinced yet.", "Mara Ellingsen | - | influences | against"],
		["I sign for everything here.", "Mara Ellingsen | - | signs-off | unknown"],
	])("[DI13] [DI8] %s", (text, value) => {
		expect(people(text)).toContain(value);
	});

	const jonas = { facts: [NOTE.fact("discovery.stakeholder", "Jonas Petrie | CFO | signs-off | unknown")] };
	test("[DI8] a stance is laid over what is known", () => {
		expect(people("Jonas is not convinced about the price.", jonas)).toEqual([
			"Jonas Petrie | CFO | signs-off | against",
		]);
		expect(people("Jonas is not against it.", jonas)).toEqual(["Jonas Petrie | CFO | signs-off | neutral"]);
		expect(people("Our CFO loves it.", jonas)).toEqual(["Jonas Petrie | CFO | signs-off | for"]);
	});

	test("[DI8] a lesser part does not take the place of a weightier one, and a bare mention is no news", () => {
		expect(people("Jonas wants to see the numbers.", jonas)).toEqual(["Jonas Petrie | CFO | signs-off | unknown"]);
		expect(people("I met Jonas yesterday.", jonas)).toEqual([]);
	});

	test("[DI9] a first name is the one person who has it; of two, nobody", () => {
		const petrie = { ...MARA, name: "Jonas Petrie" };
		expect(people("Jonas signs off.", { contacts: [petrie] })).toEqual(["Jonas Petrie | - | signs-off | unknown"]);
		const two = [petrie, { ...MARA, name: "Jonas Wolf" }];
		expect(people("Jonas signs off.", { contacts: two })).toEqual(["Jonas | - | signs-off | unknown"]);
	});

	test("[DI31] whom the buyer names as doing something is somebody, though no part shows", () => {
		expect(people("Jonas told me about the weather.")).toEqual(["Jonas | - | unknown | unknown"]);
		expect(people("If Ingrid Wolf is happy we can go.")).toEqual(["Ingrid Wolf | - | unknown | unknown"]);
		expect(people("Delivery will take a week.")).toEqual([]);
		expect(people("There was a picture of Jonas on the wall.")).toEqual([]);
	});

	test.each([
		"She does not sign.",
		"Mara tells me the agents do not want it.",
		"Sam will decide what to send.",
		"The CEO of Acme decides everything there.",
	])("[DI11] [DI13] nobody, or nothing said of them: %s", (text) => {
		expect(people(text)).toEqual([]);
	});

	test("[DI12] the writer is known by the signature, title included", () => {
		const text = "Thanks!\n\n-- \nMara Ellingsen\nHead of Operations";
		const start = text.indexOf("Mara");
		const signature = {
			start,
			end: text.length,
			name: "Mara Ellingsen",
			title: "Head of Operations",
			phone: null,
			company: null,
		};
		expect(people(text, { signal: { signature } })).toEqual([
			"Mara Ellingsen | Head of Operations | unknown | unknown",
		]);
		expect(people(text)).toEqual([]);
		const named = { ...signature, title: "Head of Operations, Brightfen Mobile" };
		expect(people(text, { signal: { signature: named } })).toEqual([
			"Mara Ellingsen | Head of Operations | unknown | unknown",
		]);
	});
});

describe("who else is there", () => {
	test.each([
		["We also talk about this to nobody.", []],
		[
			"We are also talking to Zyntra and Boltwick.",
			[
				"Zyntra | being compared: We are also talking to Zyntra and Boltwick",
				"Boltwick | being compared: We are also talking to Zyntra and Boltwick",
			],
		],
		[
			"Our current contract with Corvane runs out in May.",
			["Corvane | in use: Our current contract with Corvane runs out in May"],
		],
		["I have Zyntra's quote on the desk.", ["Zyntra | being compared: I have Zyntra's quote on the desk"]],
		["The same list goes to Zyntra.", ["Zyntra | being compared: The same list goes to Zyntra"]],
		["Let me talk to Kelvin about Monday.", []],
		["We use Excel today.", []],
	])("[DI14] [DI15] %s", (text, values) => {
		expect(vendors(text)).toEqual(values);
	});

	test("[DI14] a known vendor is news once more is said of it", () => {
		const known = { facts: [NOTE.fact("discovery.competitor", "Zyntra | being compared: We had Zyntra here")] };
		expect(vendors("We had Zyntra in last week.", known)).toEqual([]);
		expect(vendors("Zyntra is at 84,000 now.", known)).toEqual(["Zyntra | being compared: Zyntra is at 84,000 now"]);
		expect(vendors("Our old Zyntra installation is slow.", known)).toEqual([
			"Zyntra | in use: Our old Zyntra installation is slow",
		]);
	});
});

describe("whose words", () => {
	const text = "They need single sign-on. Jonas Petrie signs off.";
	test("[DI4] a note of ours says it less surely; our mails and the system say nothing", () => {
		const noted = claimsOf(inputOf(text, NOTE.changes));
		expect(noted.map((claim) => claim.value)).toEqual(["single sign-on", "Jonas Petrie | - | signs-off | unknown"]);
		expect(noted[0]?.confidence).toBeLessThan(0.7);
		expect(claimsOf(inputOf(text, { signal: { author: "us" } }))).toEqual([]);
		expect(claimsOf(inputOf(text, { signal: { author: "system", kind: "crm" } }))).toEqual([]);
	});

	test.each(["", "Thanks, talk soon.", "We need single sign-on. Click here to unsubscribe."])(
		"[DI5] no news: %j",
		(words) => {
			expect(discovery.reason(inputOf(words))).toEqual({
				proposals: [],
				summary: "Nothing new about who is in this deal or what they need.",
			});
		},
	);
});
