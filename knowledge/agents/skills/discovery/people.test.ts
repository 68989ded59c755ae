import { describe, expect, test } from "vitest";
import type { SpeakerTurn } from "#knowledge/core/deal/signal-record.ts";
import { factOf, inputOf, MARA, STRANGER } from "#knowledge/samples/skill-case.ts";
import { discovery } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1];
const claims = (text: string, changes: Changes = {}) =>
	discovery
		.reason(inputOf(text, changes))
		.proposals.flatMap((each) =>
			each.type === "learn-fact" && each.claim.key === "discovery.stakeholder" ? [each.claim] : [],
		);
/** «name | title | role | stance», without the writer who only wrote. */
const people = (text: string, changes: Changes = {}) =>
	claims(text, changes)
		.map((claim) => claim.value.split(" | ").slice(0, 4).join(" | "))
		.filter((value) => value !== "Mara Ellingsen | - | unknown | unknown");
const known = (...values: readonly string[]) => ({
	facts: values.map((value) => factOf("discovery.stakeholder", value)),
});

const WROTE = "Mara Ellingsen | - | unknown | unknown | unknown | - | spoke";

type Line = readonly [speaker: string, side: SpeakerTurn["side"], words: string];
function talk(...lines: readonly Line[]) {
	let text = "";
	const turns = lines.map(([speaker, side, words]) => {
		const start = text.length + speaker.length + 2;
		text += `${speaker}: ${words}\n`;
		return { start, end: start + words.length, speaker, side };
	});
	const visible = turns.filter((turn) => turn.side === "buyer").map(({ start, end }) => ({ start, end }));
	return people(text, { signal: { kind: "transcript", turns, visible, from: MARA.id } });
}

describe("who is somebody", () => {
	test.each([
		"Any procurement mail outside of the Procurement Office is void.",
		"I am the controller of Brightfen Mobile.",
		"Head of Procurement",
		"Our finance bloke wants to see the numbers.",
	])("[DI21] a title, a function or a company is nobody: %s", (text) => {
		expect(people(text).filter((value) => !value.startsWith("Mara Ellingsen"))).toEqual([]);
	});

	test.each([
		["Our lawyer Avv. Rossi reads it in two days.", "Rossi | Lawyer | influences | unknown"],
		["The board decides.", "Board | - | decides | unknown"],
		["Our security team will block it.", "Security team | - | blocks | unknown"],
		["Our managing director signs it.", "Managing director | Managing director | decides | unknown"],
		["Kelvin decides. He's our finance bloke.", "Kelvin | Finance | decides | unknown"],
	])("[DI21] a person behind a form of address, a group or an office that decides is: %s", (text, value) => {
		expect(people(text)).toContain(value);
	});

	test.each([
		["Head | Procurement | unknown | unknown", "DI21"],
		["Avv | - | influences | unknown", "DI21"],
		["Brightfen | - | decides | unknown", "DI21"],
		["Managing director | - | uses | unknown", "DI21"],
		["Managing director | - | signs-off | unknown", "pass"],
		["Security team | - | blocks | unknown", "pass"],
	])("[DI21] whichever reasoner names them: %s", (value, rule) => {
		const text = "The Head of Procurement, Avv. Rossi, Brightfen and the Managing director were there.";
		const evidence = [{ signal: inputOf(text).signal?.id ?? ("" as never), quote: text, start: 0, end: text.length }];
		const claim = { key: "discovery.stakeholder", value, confidence: 0.8, evidence } as const;
		const judged = discovery.judge(inputOf(text), { type: "learn-fact", claim });
		expect(judged.type === "pass" ? "pass" : judged.rule).toBe(value.startsWith("Head") ? "DI21" : rule);
	});
});

describe("one person, one name", () => {
	const jonas = known("Jonas Petrie | CFO | unknown | unknown");
	test.each([
		["Mr. Petrie signs.", "Jonas Petrie | CFO | signs-off | unknown"],
		["Petrie signs off on everything.", "Jonas Petrie | CFO | signs-off | unknown"],
		["I hear that Jónas signs.", "Jonas Petrie | CFO | signs-off | unknown"],
	])("[DI9] %s", (text, value) => {
		expect(people(text, jonas)).toContain(value);
	});

	test("[DI9] of two who bear a last name neither is meant", () => {
		const two = known("Jonas Petrie | CFO | unknown | unknown", "Ines Petrie | - | uses | unknown");
		expect(people("Ms Petrie signs.", two)).toEqual(["Petrie | - | signs-off | unknown"]);
	});

	test("[DI9] a writer whom Outlook names last name first", () => {
		const pieter = { ...MARA, id: STRANGER, name: "Lourens, Pieter" };
		expect(people("I sign for this.", { contacts: [pieter], signal: { from: STRANGER } })).toEqual([
			"Pieter Lourens | - | signs-off | unknown",
		]);
	});

	test("[DI9] the fuller name of an addressee is given to whom the board knows by one", () => {
		const addressees = [{ name: "Kelvin Ong", address: "kelvin@brightfen.example" }];
		const board = known("Kelvin | - | decides | unknown");
		expect(people("Kelvin can confirm all of that.", { ...board, signal: { addressees } })).toEqual([
			"Kelvin Ong | - | decides | unknown",
		]);
		expect(people("Kelvin can confirm all of that.", board)).toEqual([]);
	});
});

describe("ours", () => {
	const sam = (words: string): Line => ["Sam Okafor", "us", words];
	const marisol = (words: string): Line => ["Marisol Quintero", "buyer", words];
	test.each([
		[
			"our rep introduces them",
			sam("This is Marisol Quintero, she led three of our migrations."),
			"Hello, I sign that.",
		],
		["they speak for us", sam("Hello."), "We will send you the proposal tomorrow, and I decide that."],
		["they say so", sam("Hello."), "Hi, I'm the migration lead at Skyvera, and I decide that."],
	] as const)("[DI11] where %s", (_name, first, words) => {
		expect(talk(first, marisol(words))).toEqual([]);
	});

	test.each([
		["a rep asks who it is", sam("Is that Marisol?"), "Yes, and I sign that."],
		["a buyer promises data", sam("Hello."), "We will send you the log, and I sign that."],
		["a buyer speaks of us", sam("Hello."), "I have heard of Skyvera, and I sign that."],
	] as const)("[DI11] but not where %s", (_name, first, words) => {
		expect(talk(first, marisol(words))).toEqual(["Marisol Quintero | - | signs-off | unknown"]);
	});

	test("[DI11] whoever wrote from our address in the history below", () => {
		const text = "Marisol decides nothing for us.\n\n> From: Marisol Quintero <marisol@skyvera.example>\n> Hello";
		const visible = [{ start: 0, end: 31 }];
		expect(people("Marisol decides here.")).toEqual(["Marisol | - | decides | unknown"]);
		expect(people(text.replace("nothing for us", "here"), { signal: { visible } })).toEqual([]);
	});
});

describe("where they stand", () => {
	const board = known("Jonas Petrie | CFO | blocks | against");
	test.each([
		["Jonas won't stand in the way any more.", "Jonas Petrie | CFO | influences | neutral"],
		[
			"Jonas has finished. Two things are left. Nothing that stops it, his words.",
			"Jonas Petrie | CFO | influences | neutral",
		],
		['Jonas has seen it. He told me "they can do it".', "Jonas Petrie | CFO | influences | for"],
		["Jonas spoke for you.", "Jonas Petrie | CFO | champions | for"],
		["Mr Petrie is content with the function.", "Jonas Petrie | CFO | blocks | neutral"],
		["Jonas wants to sign with you.", "Jonas Petrie | CFO | influences | for"],
	])("[DI26] the latest words change it: %s", (text, value) => {
		expect(people(text, board)).toContain(value.replace("blocks | neutral", "blocks | neutral"));
	});

	test("[DI26] three sentences on, by «she»", () => {
		expect(people("Olga was against it in May. She has seen the pilot since. Now she wants it in by June.")).toEqual([
			"Olga | - | champions | for",
		]);
	});

	test.each(["Jonas will block it.", "Jonas is still against it."])("[DI26] what holds stays: %s", (text) => {
		expect(people(text, board)).toEqual(["Jonas Petrie | CFO | blocks | against"]);
	});

	test.each([
		["It is you, if we agree on the money.", "Mara Ellingsen | - | champions | for"],
		["I have no preference between the vendors.", "Mara Ellingsen | - | influences | neutral"],
		["I carry it.", "Mara Ellingsen | - | champions | for"],
		["My uncle, Novak, likes it more than you.", "Novak | - | unknown | against"],
		["Ines is convinced now. Who isn't is Novak.", "Novak | - | unknown | against"],
	])("[DI13] %s", (text, value) => {
		expect(people(text)).toContain(value);
	});

	test.each([
		["It is your turn."],
		["I carry the costs over to June."],
		["It is between you and Zyntra."],
		["It is you who must decide."],
		["If your answer arrives after Thursday I do not believe that a start in March would be possible."],
		["If not, it goes to December, and in December I say no to things."],
		["I would like the offer by 30 October."],
		["I don't care which line you take it from."],
		["I could live with forty the first year."],
		["Can you show us the export by Friday?"],
	])("[DI13] no stance: %s", (text) => {
		for (const value of people(text)) expect(value.split(" | ")[3]).toBe("unknown");
	});

	test("[DI26] whoever turns against us champions us no more", () => {
		const champion = known("Jonas Petrie | CFO | champions | for");
		expect(people("Jonas is against it now.", champion)).toEqual(["Jonas Petrie | CFO | influences | against"]);
		expect(people("Jonas is neutral now.", champion)).toEqual(["Jonas Petrie | CFO | champions | neutral"]);
	});

	test.each([
		"Jonas is nervous about the contract.",
		"Jonas is not happy with the payment terms.",
		"Jonas is not convinced about the price.",
	])("[DI24] once terms are talked about an objection to them is none to us: %s", (text) => {
		const jonas = known("Jonas Petrie | CFO | signs-off | for");
		expect(people(text, { ...jonas, stage: "NEGOTIATION" })).toEqual([]);
		expect(people(text, { ...jonas, stage: "DISCOVERY" })).toEqual(["Jonas Petrie | CFO | signs-off | against"]);
	});

	test("[DI24] an objection to the product is one at any stage", () => {
		expect(people("Jonas is not convinced of the product.", { stage: "NEGOTIATION" })).toEqual([
			"Jonas | - | unknown | against",
		]);
	});
});

describe("what proves it", () => {
	test("[DI23] a signature proves a name and a title, and no part", () => {
		const text = "I sign for this. Thanks.\n\n-- \nMara Ellingsen\nHead of Operations";
		const start = text.indexOf("Mara");
		const signature = {
			start,
			end: text.length,
			name: "Mara Ellingsen",
			title: "Head of Operations",
			phone: null,
			company: null,
		};
		const [claim] = claims(text, { signal: { signature } });
		expect(claim?.evidence.map((each) => each.quote)).toEqual([
			"I sign for this.",
			"Mara Ellingsen\nHead of Operations",
		]);
	});

	test("[DI22] a mail that its writer signs by name alone", () => {
		const text = "Got it, we have read everything.\n\nMara";
		const visible = [{ start: 0, end: text.length }];
		const [claim] = claims(text, { signal: { visible } });
		expect([claim?.value, claim?.evidence[0]?.quote]).toEqual([WROTE, "Mara"]);
	});

	test("[DI22] a mail that nobody signs is its sender's, as long as it says something", () => {
		const [claim] = claims("Got it, we have read everything.");
		expect([claim?.value, claim?.evidence[0]?.quote]).toEqual([WROTE, "Got it, we have read everything."]);
		expect(claims("Got it.")).toEqual([]);
	});

	test("[DI22] that somebody wrote is said once", () => {
		expect(claims("Got it, we have read everything.", known(WROTE))).toEqual([]);
	});

	test("[DI22] speakers are there with what they say of themselves", () => {
		const noel: Line = [
			"Noel Byrne",
			"buyer",
			"Sorry, the stand-up ran over. Noel here, I look after the dispatch desk.",
		];
		expect(talk(["Sam Okafor", "us", "Hello."], noel)).toEqual(["Noel Byrne | Dispatch desk | unknown | unknown"]);
	});

	test.each([
		["Torvald here, IT architecture.", "Torvald Lind | IT architecture | unknown | unknown"],
		["I run the company and I am late.", "Torvald Lind | - | unknown | unknown"],
	])("[DI12] a title as speakers introduce themselves: %s", (words, value) => {
		expect(talk(["Sam Okafor", "us", "Hello."], ["Torvald Lind", "buyer", words])).toEqual([value]);
	});

	test("[DI13] whom somebody speaks to does not do what is asked", () => {
		expect(people("Ines, look at this pack.")).toEqual([]);
		expect(people("Ines has to look at this pack.")).toEqual(["Ines | - | influences | unknown"]);
	});
});
