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
		["2027-03-31", "We decide by then.", ["deal close-date: 2027-03-31"]],
		["2027-01-01/2027-03-31", "We sign by the end of Q1.", ["deal close-date: 2027-03-31"]],
		["2026-09-16", "The board meets on Wednesday.", ["deal close-date: 2026-09-16"]],
		["2026-09-15", "We decide by then.", []],
		["as soon as possible", "We decide soon.", []],
		["2027-03-31", "We would like to be live by then.", []],
		["2027-03-31", "The contract runs out then.", []],
	])("[PI9] of a timeline of %s, said as «%s»", (timeline, quote, expected) => {
		const evidence = [{ signal: CASE_SIGNAL, quote, start: 0, end: quote.length }];
		expect(written("Thanks.", fact("bant.timeline", timeline, { evidence }))).toEqual(expected);
	});

	test.each([
		["I sign on the 24th.", "2026-09-24"],
		["The order must be signed within 30 November, and we go live on 1 March.", "2026-11-30"],
		["The date is 31 October for the decision, because the old provider wants to know by 15 November.", "2026-10-31"],
		["Board: 12 November 2026", "2026-11-12"],
		["The Board has moved our paper from 12 November to 26 November 2026.", "2026-11-26"],
		["The committee sits on 12 November. I sign on 20 November.", "2026-11-20"],
		["Papers for the committee close on 30 October.", null],
		["We would like to be live by 31 March 2027.", null],
		["Our contract runs out on 30 April 2027.", null],
		["I'll prepare the data by 6 November so that we lose no time after the signature.", null],
		["Can you sign by 30 October?", null],
		["Please review the contract and sign it by 30 October.", null],
	])("[PI9] they mean to decide: %s", (text, day) => {
		expect(written(text)).toEqual(day === null ? [] : [`deal close-date: ${day}`]);
	});

	test.each([
		["After the plan was trimmed, Mr. Kharade has USD 760,000 for the first year, not 800.", "USD 760000.00"],
		["We have set aside EUR 90,000 for the licence.", "EUR 90000.00"],
		["We paid EUR 90,000 for the licence in penalties.", null],
		["I have EUR 90,000 of half finished parts on the floor.", null],
		["Your first year is above EUR 90,000 for us.", null],
		["I have 3 weeks of holiday for this year.", null],
		["Would you have EUR 90,000 for the licence?", null],
	])("[PI8] the latest that they name for us stands: %s", (text, sum) => {
		const changes = { ...fact("bant.budget", "USD 800,000"), crm: { deal: { amount: "USD 800000.00" } } };
		expect(written(text, changes)).toEqual(sum === null ? [] : [`deal amount: ${sum}`]);
	});

	test("[PI8] a budget without a currency takes that of the same figure, when they name it with one", () => {
		const facts = fact("bant.budget", "230,000 (currency not stated)");
		expect(written("Year one is still above 230,000 euro.", facts)).toEqual(["deal amount: EUR 230000.00"]);
		expect(written("Year one is still above 240,000 euro.", facts)).toEqual([]);
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

describe("what they dropped", () => {
	const fits = [
		factOf("strategy.fit", "a plan | Field Planner | plans", { validFrom: 5 }),
		factOf("strategy.fit", "a score | Churn Lens | scores", { validFrom: 5 }),
	];
	const line = (at: number) => ({ at, by: "buyer", kind: "email", subject: null, gist: "" }) as const;
	const crm = (offering: string) => ({ crm: { deal: { offering } } });
	test.each([
		[
			"We'd drop the churn option for now.",
			{ facts: fits, ...crm("Churn Lens, Field Planner") },
			["deal offering: Field Planner"],
		],
		["Would you drop the churn option?", { facts: fits, ...crm("Churn Lens, Field Planner") }, []],
		["Thanks.", { facts: fits, history: [line(20), line(10)], ...crm("Field Planner") }, []],
		[
			"Thanks.",
			{ facts: fits, history: [line(4), line(3)], ...crm("Field Planner") },
			["deal offering: Churn Lens, Field Planner"],
		],
	])("[PI21] %s, case %#", (text, changes, expected) => {
		expect(written(text, changes)).toEqual(expected);
	});
});

describe("the difference", () => {
	const facts = [factOf("bant.budget", "EUR 140,000")];
	test.each([
		["nothing stands", {}, 1],
		["something else stands, from later words", { deal: { amount: "EUR 90000.00" } }, 0],
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

	test("[PI10] neither a job nor an adviser's firm is the company", () => {
		const name = (company: string, changes: Changes = {}) => {
			const words = text.replace("Brightfen Mobile\n", `${company}\n`);
			const own = { ...signature, company, end: words.length };
			return written(words, { signal: { visible, signature: own }, ...changes }).filter((each) =>
				each.includes("company"),
			);
		};
		expect(name("Group CFO")).toEqual([]);
		expect(name("Head of Procurement")).toEqual([]);
		expect(name("Chief Holding")).toContain("company name: Chief Holding");
		const other = (n: number) => ({
			...MARA,
			id: `c-${"bcd".charAt(n).repeat(20)}` as typeof MARA.id,
			name: `P${n}`,
			address: `p${n}@valtrona.example`,
		});
		expect(name("Holub Consulting", { contacts: [other(0), other(1), MARA] })).toEqual([
			"contact company: Holub Consulting",
		]);
		expect(name("Brightfen Mobile", { contacts: [MARA, other(0)] })).toContain("company name: Brightfen Mobile");
	});

	test.each([
		["Head of Operations, Brightfen Mobile", "Head of Operations"],
		["Head of Operations, Nordics", "Head of Operations, Nordics"],
	])("[PI10] of the title «%s», the company is no part", (title, expected) => {
		const words = text.replace("Head of Operations", title);
		const own = { ...signature, title, end: words.length };
		expect(written(words, { signal: { visible, signature: own } })).toContain(`contact title: ${expected}`);
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
		["We currently use Tallybird 4 for this.", ["company current-system: Tallybird 4"]],
		["Planning lives in a spreadsheet that only Gary reads.", ["company current-system: spreadsheet"]],
		["I plan them on a whiteboard with magnets.", ["company current-system: whiteboard"]],
		["Our current system is Tallybird.", ["company current-system: Tallybird"]],
		["It has to connect to an old Corvane installation.", []],
		["We use Ledgerby for the accounts.", []],
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
