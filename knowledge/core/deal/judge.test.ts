import { describe, expect, test } from "vitest";
import { CRM_FIELDS, CrmField } from "../events/crm.ts";
import type { Evidence } from "../facts/fact.ts";
import type { Offer } from "../facts/offering.ts";
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

type Change = Extract<Proposal, { type: "update-crm" }>;
function changeOf(changes: Partial<Change> = {}): Change {
	const evidence = [quoteOf("EUR 40,000")];
	return {
		type: "update-crm",
		record: { type: "deal" },
		field: "amount",
		value: "EUR 40000.00",
		why: "They named it.",
		evidence,
		...changes,
	};
}
function noteOf(evidence: readonly Evidence[] = []): Proposal {
	return { type: "coach-rep", topic: "questions", note: "Ask what it costs them.", evidence: [...evidence] };
}

const ONE_OF_EACH: Record<ProposalType, Proposal> = {
	"learn-fact": learn("bant.budget", "EUR 40,000"),
	"draft-email": draftOf(),
	"move-stage": moveTo("DISCOVERY"),
	"ask-human": askHuman(),
	"hand-off": handTo("qualifier"),
	"update-crm": changeOf(),
	"coach-rep": noteOf(),
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

describe("a draft with an offer", () => {
	const offer: Offer = {
		currency: "EUR",
		lines: [{ offering: "desk", item: "Desk seat", unit: "per-user-month", quantity: 1, periods: 1, unitMinor: 4_900 }],
		totalMinor: 4_900,
	};
	test.each([
		[true, offer, "pass"],
		[false, offer, "JU14"],
		[false, undefined, "pass"],
	])("[JU14] of a skill that may offer (%s)", (mayOffer, offered, expected) => {
		const draft = draftOf(offered ? { offer: offered } : {});
		expect(verdict(draft, anInput(), aSkill("writer", { mayOffer }))).toBe(expected);
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

/** What fields take that do not take any text. */
const VALUES: Partial<Record<CrmField, string>> = {
	amount: "EUR 42000.00",
	"close-date": "2026-11-30",
	"next-step-due": "2026-11-30",
	role: "decides",
	stance: "for",
};

describe("the customer record", () => {
	test.each(Object.keys(VALUES) as CrmField[])("[JU6] with a value that the field %s does not take", (field) => {
		const record =
			field === "role" || field === "stance"
				? ({ type: "contact", contact: MARA.id } as const)
				: { type: "deal" as const };
		expect(verdict(changeOf({ record, field, value: "soon" }))).toBe("JU6");
	});

	const contact = { type: "contact", contact: MARA.id } as const;
	const records = [{ type: "deal" }, { type: "company" }, contact] as const;
	test.each(records.flatMap((record) => CrmField.options.map((field) => [record.type, field, record] as const)))(
		"[JU6] of a %s, the field %s",
		(type, field, record) => {
			const isItsOwn = (CRM_FIELDS[type] as readonly string[]).includes(field);
			const value = VALUES[field] ?? "x";
			expect(verdict(changeOf({ record, field, value }))).toBe(isItsOwn ? "pass" : "JU6");
		},
	);

	test("[JU6] of somebody who is not in this deal", () => {
		const change = changeOf({ record: { type: "contact", contact: contactNo(9) }, field: "title" });
		expect(verdict(change)).toBe("JU6");
	});

	test.each(CRM_FIELDS.deal)("[JU6] without a quote, the field %s", (field) => {
		const value = VALUES[field] ?? "x";
		expect(verdict(changeOf({ field, value, evidence: [] }))).toBe(field.startsWith("next-step") ? "pass" : "JU6");
	});

	test("[JU6] with a quote from the signature, or from what came attached", () => {
		const hidden = quoteOf("EUR 10 is all we have");
		const change = changeOf({ evidence: [hidden] });
		const span = { start: hidden.start, end: hidden.end };
		const signature = { ...span, name: null, title: null, phone: null, company: null };
		expect(verdict(change)).toBe("JU3");
		expect(verdict(change, anInput({ signal: aSignal({ signature }) }))).toBe("pass");
		expect(verdict(change, anInput({ signal: aSignal({ attached: [{ ...span, name: "prices.csv" }] }) }))).toBe("pass");
		const short = { ...signature, end: span.end - 1 };
		expect(verdict(change, anInput({ signal: aSignal({ signature: short }) }))).toBe("JU3");
	});
});

describe("notes to the rep", () => {
	const said = quoteOf("EUR 10 is all we have");
	const turn = { start: said.start, end: said.end, speaker: "Sam", side: "us" } as const;
	const spoken = anInput({ signal: aSignal({ turns: [turn] }) });

	test("[JU7] may quote our side of a conversation, which proves nothing about the buyer", () => {
		expect(verdict(noteOf([said]), spoken)).toBe("pass");
		expect(verdict(noteOf([said]))).toBe("JU3");
		expect(verdict(learn("bant.budget", "x", { evidence: [said] }), spoken)).toBe("JU3");
		expect(verdict(moveTo("DISCOVERY", [said]), spoken)).toBe("JU3");
	});

	test.each([
		["is one place off", { start: said.start + 1, end: said.end + 1 }],
		["is one letter off", { quote: "EUR 11 is all we have" }],
		["is of another signal", { signal: signalNo(2) }],
	])("[JU7] a quote that %s is none", (_what, changes) => {
		expect(verdict(noteOf([{ ...said, ...changes }]), spoken)).toBe("JU3");
	});

	test("[JU15] a promise, an agreed term and a concession may quote either side of a conversation; what is said of the buyer may not", () => {
		for (const key of ["conversation.promise", "conversation.agreed", "conversation.concession"] as const)
			expect(verdict(learn(key, "x", { evidence: [said] }), spoken)).toBe("pass");
		for (const key of ["conversation.ask", "bant.budget"] as const)
			expect(verdict(learn(key, "x", { evidence: [said] }), spoken)).toBe("JU3");
		expect(verdict(learn("conversation.promise", "x", { evidence: [{ ...said, quote: "no" }] }), spoken)).toBe("JU3");
	});

	test("[JU7] may quote our own mail, a known fact, or nothing", () => {
		const mail = quoteOf("We must be live by March.");
		expect(verdict(noteOf([mail]), anInput({ signal: aSignal({ author: "us" }) }))).toBe("pass");
		expect(verdict(noteOf([]), anInput({ signal: null }))).toBe("pass");
		const old = { signal: signalNo(7), quote: "a budget", start: 3, end: 11 };
		const fact = { id: factNo(1), key: "bant.budget", value: "x", confidence: 1, evidence: [old] } as const;
		const facts = [{ ...fact, state: "suggested", validFrom: 0, supersedes: null } as const];
		expect(verdict(noteOf([old]), anInput({ facts }))).toBe("pass");
		expect(verdict(noteOf([old]))).toBe("JU3");
	});
});

test("[JU11] a skill's own rules come after these, and cannot lift them", () => {
	const strict = aSkill("writer", { judge: () => ({ type: "reject", rule: "RH8", reason: "a price" }) });
	expect(verdict(draftOf(), anInput(), strict)).toBe("RH8");
	expect(verdict(draftOf({ to: [contactNo(9)] }), anInput(), strict)).toBe("JU4");
	expect(verdict(draftOf(), anInput(), { ...strict, mayPropose: ["ask-human"] })).toBe("JU1");
});
