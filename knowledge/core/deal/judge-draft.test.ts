import { describe, expect, test } from "vitest";
import type { Offer } from "../facts/offering.ts";
import { anInput, aSignal, aSkill, draftOf } from "../testing/builders.ts";
import { aCatalogue } from "../testing/catalogue.ts";
import { factNo, signalNo } from "../testing/ids.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import { judge } from "./judge.ts";
import type { SkillInput } from "./skill.ts";

const MAIL = `We are 85 people and need this by 31 March 2027. Jane Wu signs.
Would EUR 3,000 do, or 12,000 a year? Could we speak next Tuesday?`;
const said = (text: string, changes: Parameters<typeof aSignal>[0] = {}) =>
	aSignal({ text, visible: [{ start: 0, end: text.length }], ...changes });
const theirs = (changes: Partial<SkillInput> = {}): SkillInput =>
	anInput({ signal: said(MAIL), catalogue: aCatalogue(), ...changes });
const known = (key: FactKey, value: string, changes: object = {}) =>
	({
		id: factNo(1),
		key,
		value,
		confidence: 1,
		evidence: [{ signal: signalNo(7), quote: value, start: 0, end: value.length }],
		state: "suggested",
		validFrom: 0,
		supersedes: null,
		...changes,
	}) as SkillInput["facts"][number];

const OFFER: Offer = {
	currency: "EUR",
	lines: [{ offering: "desk", item: "Desk seat", unit: "per-user-month", quantity: 85, periods: 12, unitMinor: 4_900 }],
	totalMinor: 4_998_000,
};
const verdict = (body: string, input = theirs(), offer?: Offer): string => {
	const judgement = judge(aSkill("writer"), input, draftOf({ body, ...(offer ? { offer } : {}) }));
	return judgement.type === "pass" ? "pass" : judgement.rule;
};

describe("what a draft says", () => {
	test.each([
		["Hi Mara, for 85 people I will write.", "pass"],
		["Hi Mara, 90 people are fine.", "JU8"],
		["Hi Mara, you will save 20%.", "JU8"],
		["Hi Mara, by 31 March 2027 then.", "pass"],
		["Hi Mara, see you on 5 October.", "JU8"],
		["Hi Mara, see you next Tuesday.", "pass"],
		["Hi Mara, Jane Wu will see it.", "pass"],
		["Hi Mara, we did this with Northwind.", "JU8"],
		["Hi Mara, setup takes three weeks.", "JU8"],
		["Hi Mara, a colleague will write to you within two working days.", "pass"],
		["Hi Mara, a colleague will write to you within three working days.", "JU8"],
		["Hi Mara, Harbour Desk signs people in with SAML and OpenID Connect.", "pass"],
		["Hi Mara, Harbour Desk signs people in with Kerberos.", "JU8"],
		["Hi Mara, against Tallybird: Harbour Desk is run from one place for all teams.", "pass"],
		["Hi Mara, Low entry price is what Rivalco has.", "JU8"],
		["Hi Mara, the Phone line is on our list.", "pass"],
		["Hi Mara, the Fax line is on our list.", "JU8"],
	])("[JU8] %s: %s", (body, expected) => {
		expect(verdict(body)).toBe(expected);
	});

	test("[JU8] a known fact supports what it holds, and a contradicted one does not", () => {
		const body = "Hi Mara, 140 people it is.";
		expect(verdict(body)).toBe("JU8");
		expect(verdict(body, theirs({ facts: [known("discovery.requirement", "for 140 people")] }))).toBe("pass");
		const gone = known("discovery.requirement", "for 140 people", { state: "contradicted" });
		expect(verdict(body, theirs({ facts: [gone] }))).toBe("JU8");
	});

	test("[JU8] a note of ours, what is quoted and what we said in a call are no source; what the buyer said there is", () => {
		const body = "Hi Mara, so 140 people.";
		expect(verdict(body, theirs({ signal: said("For 140 people.") }))).toBe("pass");
		expect(verdict(body, theirs({ signal: said("For 140 people.", { author: "us", kind: "note" }) }))).toBe("JU8");
		expect(verdict(body, theirs({ signal: said("For 140 people.", { visible: [] }) }))).toBe("JU8");
		const turn = (side: "buyer" | "us") =>
			said("For 140 people.", {
				author: "us",
				kind: "transcript",
				turns: [{ start: 0, end: 15, speaker: "Mara", side }],
			});
		expect(verdict(body, theirs({ signal: turn("us") }))).toBe("JU8");
		expect(verdict(body, theirs({ signal: turn("buyer") }))).toBe("pass");
	});

	test("[JU8] of a catalogue that the skill was not given nothing is known", () => {
		const body = "Hi Mara, this is Harbour Desk.";
		expect(verdict(body)).toBe("pass");
		expect(verdict(body, anInput({ signal: said(MAIL) }))).toBe("JU8");
	});
});

describe("a draft without an offer", () => {
	test.each([
		["Hi Mara, that is EUR 3,000.", "JU9"],
		["Hi Mara, EUR 3,000 works for us.", "JU9"],
		["Hi Mara, 12,000 a year works for us.", "JU9"],
		["Hi Mara, our price is 12,000.", "JU9"],
		["Hi Mara, you asked whether EUR 3,000 would do.", "pass"],
		["Hi Mara, you named EUR 3,000.", "pass"],
		["Hi Mara, you named EUR 4,000.", "JU9"],
		["Hi Mara, you named it, and our price is EUR 3,000.", "JU9"],
		['Hi Mara, you wrote: "Would EUR 3,000 do, or 12,000 a year?" I will ask.', "pass"],
		['Hi Mara, you wrote: "Would EUR 2,000 do?" I will ask.', "JU9"],
		["Hi Mara, that is EUR 49.", "JU9"],
	])("[JU9] %s: %s", (body, expected) => {
		expect(verdict(body)).toBe(expected);
	});
});

test("[JU9] a subject that repeats theirs states no price of ours, another one may", () => {
	const input = theirs({ signal: said(MAIL, { subject: "RE: Offer for EUR 3,000" }) });
	const judged = (subject: string) => judge(aSkill("writer"), input, draftOf({ subject, body: "Hi Mara." }));
	expect(judged("Re: Offer for EUR 3,000")).toEqual({ type: "pass" });
	expect(judged("Yes to EUR 3,000")).toMatchObject({ rule: "JU9" });
});

describe("a draft with an offer", () => {
	test.each([
		["85 × EUR 49 × 12 months = EUR 49,980.", "pass"],
		["That is EUR 4,165 a month.", "pass"],
		["That is EUR 49.", "pass"],
		["That is EUR 48.", "JU9"],
		["That is USD 49.", "JU9"],
		["That is EUR 41.37 at the least.", "JU9"],
		["That is EUR 3,000.", "JU9"],
		["You named EUR 3,000; that is EUR 49,980.", "pass"],
		["Desk seat: EUR 49 for 86 people.", "JU8"],
	])("[JU9] %s: %s", (body, expected) => {
		expect(verdict(`Hi Mara,\n\n${body}`, theirs(), OFFER)).toBe(expected);
	});

	test("[JU9] says its amounts in its own currency, whichever it is", () => {
		const yen: Offer = {
			currency: "JPY",
			lines: OFFER.lines.map((each) => ({ ...each, unitMinor: 700 })),
			totalMinor: 714_000,
		};
		expect(verdict("Hi Mara, that is JPY 700, and JPY 714,000 in all.", theirs(), yen)).toBe("pass");
		expect(verdict("Hi Mara, that is JPY 7.", theirs(), yen)).toBe("JU9");
	});
});

test.each([
	["I will ask about a discount.", "pass"],
	["I can offer you a discount.", "JU12"],
	["We will gladly give you a better price.", "JU12"],
	["We guarantee it.", "JU12"],
	["Onboarding is free of charge.", "JU12"],
	["We waive the fee.", "JU12"],
	["We agree to your terms.", "JU12"],
	['You wrote: "Would EUR 3,000 do, or 12,000 a year?" A colleague will answer.', "pass"],
])("[JU12] %s: %s", (body, expected) => {
	expect(verdict(`Hi Mara,\n\n${body}`)).toBe(expected);
});
