import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Proposal } from "#knowledge/core/deal/skill.ts";
import { CASE_SIGNAL, factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { pipeline } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1];
const changesIn = (text: string, changes: Changes = {}) => {
	const input = inputOf(text, changes);
	return pipeline.reason(input).proposals.flatMap((each) => {
		if (each.type !== "update-crm") return [];
		expect(judge(pipeline, input, each)).toEqual({ type: "pass" });
		return [each];
	});
};
/** Without the next step, which has tests of its own. */
const written = (text: string, changes: Changes = {}) =>
	changesIn(text, changes)
		.filter(({ field }) => !field.startsWith("next-step"))
		.map(({ record, field, value }) => `${record.type} ${field}: ${value}`);
const fact = (...args: Parameters<typeof factOf>) => ({ facts: [factOf(...args)] });
const change = (field: string, value: string, quote: string | null, record: object = { type: "deal" }) =>
	Proposal.parse({
		type: "update-crm",
		record,
		field,
		value,
		why: "because",
		evidence: quote === null ? [] : [{ signal: CASE_SIGNAL, quote, start: 0, end: quote.length }],
	});
const verdict = (proposal: Proposal, changes: Changes = {}, text = "Thanks.") => {
	const judged = pipeline.judge(inputOf(text, changes), proposal);
	return judged.type === "pass" ? "pass" : judged.rule;
};

describe("the deal", () => {
	test.each([
		["EUR 140,000", ["deal amount: EUR 140000.00"]],
		["up to EUR 90,000 per year", ["deal amount: EUR 90000.00"]],
		["JPY 4,000,000", ["deal amount: JPY 4000000"]],
		["EUR 25,000-30,000", []],
		["EUR 12 per user per month", []],
		["USD 40,000 or EUR 38,000", []],
		["CHF 240,000", []],
		["40,000 (currency not stated)", []],
		["approved, amount not stated", []],
		["none yet", []],
	])("[PI8] of a budget of %s", (budget, expected) => {
		expect(written("Thanks.", fact("bant.budget", budget))).toEqual(expected);
	});

	test("[PI8] no reasoner writes a sum that no fact names", () => {
		const facts = fact("bant.budget", "EUR 140,000");
		expect(verdict(change("amount", "EUR 140000.00", "x"), facts)).toBe("pass");
		for (const other of ["EUR 140000", "EUR 150000.00", "140000.00", "a lot"])
			expect(verdict(change("amount", other, "x"), facts)).toBe("PI8");
	});

	test.each([
		["2027-03-31", ["deal close-date: 2027-03-31"]],
		["2027-01-01/2027-03-31", ["deal close-date: 2027-03-31"]],
		["2026-09-16", ["deal close-date: 2026-09-16"]],
		["2026-09-15", []],
		["as soon as possible", []],
		["before summer", []],
	])("[PI9] of a timeline of %s", (timeline, expected) => {
		expect(written("Thanks.", fact("bant.timeline", timeline))).toEqual(expected);
	});

	test.each([
		["2027-02-28", "pass"],
		["2027-02-29", "PI9"],
		["2027-3-1", "PI9"],
		["next week", "PI9"],
	])("[PI9] no reasoner writes %s unless it is a day", (value, expected) => {
		expect(verdict(change("close-date", value, "x"))).toBe(expected);
		expect(verdict(change("next-step-due", value, null))).toBe(expected);
	});

	test("[PI10] competitors and offerings come from what is known, each with a quote", () => {
		const facts = [
			factOf("discovery.competitor", "Deskwright | being compared: they showed it"),
			factOf("discovery.competitor", "Corvane | being compared: slides", { validFrom: 9e12 }),
			factOf("discovery.competitor", "Tallybird | in use: since 2019"),
			factOf("strategy.fit", "single sign-on | Care | SAML"),
			factOf("strategy.fit", "a churn score | Lens | scores"),
			factOf("strategy.fit", "one screen | Care | one screen"),
		];
		expect(written("Thanks.", { facts })).toEqual([
			"deal competitor: Corvane, Deskwright",
			"deal offering: Care, Lens",
			"company current-system: Tallybird",
		]);
		expect(verdict(change("competitor", "Deskwright, Rocket", "x"), { facts })).toBe("PI10");
		expect(verdict(change("offering", "Rocket", "x"), { facts })).toBe("PI10");
	});
});

describe("the difference", () => {
	const facts = [factOf("bant.budget", "EUR 140,000")];
	test.each([
		["nothing stands", {}, 1],
		["something else stands", { deal: { amount: "EUR 90000.00" } }, 1],
		["the same stands", { deal: { amount: "EUR 140000.00" } }, 0],
		["somebody took it back", { deal: { amount: null } }, 0],
		["it stands in another record", { company: { size: "EUR 140000.00" } }, 1],
	])("[PI7] %s", (_what, crm, count) => {
		expect(written("Thanks.", { facts, crm })).toHaveLength(count);
	});
});

describe("people and their company", () => {
	const text = "Thanks.\n\n-- \nMara Ellingsen\nHead of Operations\nBrightfen Mobile\n+47 555 01 234";
	const signature = {
		start: text.indexOf("-- "),
		end: text.length,
		name: "Mara Ellingsen",
		title: "Head of Operations",
		phone: "+47 555 01 234",
		company: "Brightfen Mobile",
	};
	const visible = [{ start: 0, end: 7 }];
	const signal = { visible, signature };

	test("[PI10] a signature says who somebody is, quoted where it stands", () => {
		expect(written(text, { signal })).toEqual([
			"contact title: Head of Operations",
			"contact phone: +47 555 01 234",
			"contact company: Brightfen Mobile",
			"company name: Brightfen Mobile",
		]);
		expect(changesIn(text, { signal })[0]?.evidence).toEqual([
			{ signal: CASE_SIGNAL, quote: "Head of Operations", start: text.indexOf("Head"), end: text.indexOf("Head") + 18 },
		]);
	});

	test.each([
		["is ours", { ...signal, author: "us" }],
		["is somebody's who is not in this deal", { ...signal, from: null }],
	] as const)("[PI10] no contact is written from a signature that %s", (_what, changes) => {
		expect(written(text, { signal: changes }).filter((line) => line.startsWith("contact"))).toEqual([]);
	});

	test("[PI10] a company that has a name keeps it", () => {
		expect(written(text, { signal, crm: { company: { name: "Brightfen AS" } } })).not.toContain(
			"company name: Brightfen Mobile",
		);
	});

	test.each([
		["Mara Ellingsen | Head of Operations | champions | for", ["contact role: champions", "contact stance: for"]],
		["Mara | - | uses | unknown", ["contact role: uses"]],
		["Jonas Petrie | CFO | signs-off | against", []],
		["nobody we could read", []],
	])("[PI10] a stakeholder who is a contact: %s", (value, expected) => {
		expect(written("Thanks.", fact("discovery.stakeholder", value))).toEqual(expected);
	});

	test("[PI10] a name that two contacts share is nobody's", () => {
		const contacts = [MARA, { ...MARA, id: "c-bbbbbbbbbbbbbbbbbbbb" as typeof MARA.id, name: "Mara Lund" }];
		const facts = [factOf("discovery.stakeholder", "Mara | - | uses | for")];
		expect(written("Thanks.", { facts, contacts })).toEqual([]);
	});

	test.each([
		["We currently use Tallybird 4 for tickets.", ["company current-system: Tallybird 4"]],
		["Our current system is Tallybird.", ["company current-system: Tallybird"]],
		["It has to connect to an old Corvane installation.", ["company current-system: Corvane"]],
		["We plan in spreadsheets today.", ["company current-system: spreadsheets"]],
		["We do not use Tallybird.", []],
		["We meet on Tuesday.", []],
		["We use Skyvera already.", []],
		["We are 240 employees with 85 agents.", ["company size: 240 employees"]],
		["We run support for about 2.1 million subscribers with 85 agents.", ["company size: 85 agents"]],
		["That is 11 people's work.", []],
		["Would 92 seats be cheaper for us?", []],
	])("[PI10] %s", (words, expected) => {
		expect(written(words)).toEqual(expected);
	});

	test.each([
		["85 agents", 1],
		["240 employees", 0],
		["92 agents", 0],
	])("[PI10] of a size of %s that stands, only the same count changes", (size, count) => {
		expect(written("We have 92 agents now.", { crm: { company: { size } } })).toHaveLength(count);
	});

	test.each([
		["title", "CFO", "the CFO, Jonas", "pass"],
		["title", "Chief of all", "the CFO, Jonas", "PI10"],
		["role", "signs-off", "x", "pass"],
		["role", "emperor", "x", "PI10"],
		["stance", "for", "x", "pass"],
		["stance", "in love", "x", "PI10"],
	])("[PI10] from another reasoner, the %s %s of «%s»: %s", (field, value, quote, expected) => {
		expect(verdict(change(field, value, quote, { type: "contact", contact: MARA.id }))).toBe(expected);
	});
});
