import { describe, expect, test } from "vitest";
import {
	anInput,
	aSignal,
	aSkill,
	askHuman,
	draftOf,
	handTo,
	learn,
	MARA,
	moveTo,
	quoteOf,
	TEXT,
} from "../testing/builders.ts";
import { contactNo, factNo, signalNo } from "../testing/ids.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { judge } from "./judge.ts";
import { Proposal, type ProposalType } from "./skill.ts";

const verdict = (proposal: Proposal, input = anInput(), skill = aSkill("writer")): string => {
	const judgement = judge(skill, input, proposal);
	return judgement.type === "pass" ? "pass" : judgement.rule;
};

const ONE_OF_EACH: Record<ProposalType, Proposal> = {
	"learn-fact": learn("bant.budget", "EUR 40,000"),
	"draft-email": draftOf(),
	"move-stage": moveTo("DISCOVERY"),
	"ask-human": askHuman(),
	"hand-off": handTo("qualifier"),
};
const TYPES = Proposal.options.map(({ shape }) => shape.type.value);

test.each([
	["Hi Mara", "pass"],
	[" \n\t", "JU5"],
	["\u0000\u202e\u2066 \ud800", "JU5"],
])("[JU5] a draft of the words %j: %s", (body, expected) => {
	expect(verdict(draftOf({ body }))).toBe(expected);
});

describe.each(TYPES)("a skill that may propose %s", (allowed) => {
	test.each(TYPES)("[JU1] and nothing else, proposes %s", (type) => {
		const skill = aSkill("writer", { mayPropose: [allowed] });
		expect(verdict(ONE_OF_EACH[type], anInput(), skill)).toBe(type === allowed ? "pass" : "JU1");
	});
});

test.each(FactKey.options)("[JU2] a skill claims only its own facts: %s", (key) => {
	const skill = aSkill("writer", { factKeys: ["bant.budget", "bant.need"] });
	expect(verdict(learn(key, "x"), anInput(), skill)).toBe(skill.factKeys.includes(key) ? "pass" : "JU2");
});

describe("evidence", () => {
	const quote = quoteOf("EUR 40,000");
	const hidden = quoteOf("EUR 10 is all we have");
	const across = { ...quoteOf("March.\n> EUR"), signal: signalNo(1) };
	test.each([
		["stands where it says", quote, "pass"],
		["is all that the author wrote", quoteOf(TEXT.slice(0, TEXT.indexOf("\n>"))), "pass"],
		["is one place off", { ...quote, start: quote.start + 1, end: quote.end + 1 }, "JU3"],
		["is one letter off", { ...quote, quote: "EUR 40,001" }, "JU3"],
		["is longer than its place", { ...quote, quote: `${quote.quote} for` }, "JU3"],
		["ends before it starts", { ...quote, start: quote.end, end: quote.start }, "JU3"],
		["lies past the end of the text", { ...quote, start: 9_000, end: 9_010 }, "JU3"],
		["is of another signal", { ...quote, signal: signalNo(2) }, "JU3"],
		["is in quoted words", hidden, "JU3"],
		["reaches into quoted words", across, "JU3"],
	])("[JU3] that %s", (_name, evidence, expected) => {
		expect(verdict(learn("bant.budget", "x", { evidence: [evidence] }))).toBe(expected);
		expect(verdict(moveTo("DISCOVERY", [evidence]))).toBe(expected);
		expect(verdict(learn("bant.budget", "x", { evidence: [quote, evidence] }))).toBe(expected);
	});

	test("[JU3] there is none where nothing was read", () => {
		expect(verdict(learn("bant.budget", "x"), anInput({ signal: null }))).toBe("JU3");
		expect(verdict(moveTo("DISCOVERY", []), anInput({ signal: null }))).toBe("pass");
	});

	test("[JU3] a text with nothing visible proves nothing", () => {
		expect(verdict(learn("bant.budget", "x"), anInput({ signal: aSignal({ visible: [] }) }))).toBe("JU3");
	});

	test("[JU3] the quote of a known fact was checked when that was learned; each of its members counts", () => {
		const old = { signal: signalNo(7), quote: "a budget", start: 3, end: 11 };
		const fact = {
			id: factNo(1),
			key: "bant.budget",
			value: "x",
			confidence: 1,
			evidence: [old],
			state: "suggested",
			validFrom: 0,
			supersedes: null,
		} as const;
		const input = anInput({ facts: [{ ...fact, evidence: [old, { ...old, start: 20, end: 28, quote: null }] }] });
		expect(verdict(moveTo("DISCOVERY", [old]), input)).toBe("pass");
		for (const change of [
			{ signal: signalNo(8) },
			{ start: 4 },
			{ end: 12 },
			{ quote: "the budget" },
			{ start: 20, end: 28 },
		])
			expect(verdict(moveTo("DISCOVERY", [{ ...old, ...change }]), input)).toBe("JU3");
	});
});

describe("drafts", () => {
	const second = { ...MARA, id: contactNo(2) };
	test.each([
		["to somebody of this deal", [MARA.id], "pass"],
		["to two of them", [MARA.id, second.id], "pass"],
		["to a stranger", [contactNo(9)], "JU4"],
		["to a stranger among them", [MARA.id, contactNo(9)], "JU4"],
	])("[JU4] %s", (_name, to, expected) => {
		expect(verdict(draftOf({ to }), anInput({ contacts: [MARA, second] }))).toBe(expected);
	});

	test.each([
		["Re: Pricing", "pass"],
		["x", "pass"],
		[" ", "JU5"],
		["\r\n\t", "JU5"],
		["\u0000\u007f", "JU5"],
		["\r\nBcc: all@brightfen.example", "pass"],
	])("[JU5] with the subject %j", (subject, expected) => {
		expect(verdict(draftOf({ subject }))).toBe(expected);
	});
});

test("[JU6] a skill's own rules come after these, and cannot lift them", () => {
	const strict = aSkill("writer", { judge: () => ({ type: "reject", rule: "RH8", reason: "a price" }) });
	expect(verdict(draftOf(), anInput(), strict)).toBe("RH8");
	expect(verdict(draftOf({ to: [contactNo(9)] }), anInput(), strict)).toBe("JU4");
	expect(verdict(draftOf(), anInput(), { ...strict, mayPropose: ["ask-human"] })).toBe("JU1");
});
