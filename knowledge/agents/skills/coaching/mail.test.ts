import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Proposal, type SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { CASE_NOW, CASE_SIGNAL, factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { coaching } from "./definition.ts";

type Changes = NonNullable<Parameters<typeof inputOf>[1]>;
const mail = (text: string, changes: Changes = {}): SkillInput =>
	inputOf(text, { ...changes, signal: { author: "us", ...changes.signal } });

function notes(input: SkillInput) {
	return coaching.reason(input).proposals.flatMap((each) => {
		if (each.type !== "coach-rep") return [];
		expect(judge(coaching, input, each)).toEqual({ type: "pass" });
		return [each];
	});
}
const topics = (input: SkillInput) => notes(input).map(({ topic }) => topic);
const asked = (quote: string, changes: object = {}) =>
	factOf("conversation.ask", quote, {
		evidence: [{ signal: CASE_SIGNAL, quote, start: 0, end: quote.length }],
		...changes,
	});
const doubted = (value: string) => {
	const quote = value.slice(value.indexOf(": ") + 2);
	return factOf("conversation.objection", value, {
		evidence: [{ signal: CASE_SIGNAL, quote, start: 0, end: quote.length }],
	});
};
const filler = (count: number): string => `${"word ".repeat(count - 1)}word.`;

describe("a mail of ours", () => {
	const question = asked("Is onboarding included, and does it connect to Corvane?");
	test.each([
		["leaves it out", "It was good to see you.", ["follow-up"]],
		["says where the answers are", "Your six questions are answered in annex B.", []],
		["brings them with it", "The answers are attached.", []],
		["takes it up in other forms of its words", "Yes, the connection to Corvane 6 is standard.", []],
	])("[CH3] had been asked something, and %s", (_what, text, expected) => {
		const input = mail(text, { facts: [question] });
		expect(topics(input)).toEqual(expected);
		if (expected.length > 0) expect(notes(input)[0]?.evidence[0]?.quote).toBe(question.value);
	});

	test.each([
		["before our last mail", { validFrom: CASE_NOW - 2 * DAY_MS }, 0],
		["after it", { validFrom: CASE_NOW - DAY_MS / 2 }, 1],
		["and it was contradicted", { state: "contradicted" }, 0],
		["and it was erased", { evidence: question.evidence.map((each) => ({ ...each, quote: null })) }, 0],
	] as const)("[CH3] had been asked %s", (_what, changes, count) => {
		const history = [{ at: CASE_NOW - DAY_MS, by: "us", kind: "sent", subject: null, gist: "" }] as const;
		expect(topics(mail("It was good to see you.", { facts: [{ ...question, ...changes }], history }))).toHaveLength(
			count,
		);
	});

	test.each([
		["in their last mail", [{ by: "buyer", kind: "email" }], 0, 1],
		["in a mail before it", [{ by: "buyer", kind: "email" }], -1, 0],
		[
			"and then they spoke with us",
			[
				{ by: "buyer", kind: "transcript" },
				{ by: "buyer", kind: "email" },
			],
			0,
			0,
		],
	] as const)("[CH3] it was asked %s", (_what, lines, after, count) => {
		const at = CASE_NOW - DAY_MS;
		const history = lines.map((line) => ({ ...line, at, subject: null, gist: "" }));
		const facts = [{ ...question, validFrom: at + after }];
		expect(topics(mail("It was good to see you.", { facts, history }))).toHaveLength(count);
	});

	test("[CH3] what stands below every mail of theirs is no question", () => {
		const footer = asked("If you are not the addressee please delete this confidential message.");
		expect(topics(mail("It was good to see you.", { facts: [footer] }))).toEqual([]);
	});

	test.each([
		["price: It looks steep to us, and Jonas is not convinced.", "It was good to see you.", ["objection"]],
		["price: It looks steep to us, and Jonas is not convinced.", "On the price: it pays off in a year.", []],
		["risk: We are worried about the migration of tickets.", "The migration takes four days.", []],
		["risk: We are worried about the migration of tickets.", "On the price: it pays off in a year.", ["objection"]],
	])("[CH3] they doubt «%s», we write «%s»", (value, text, expected) => {
		expect(topics(mail(text, { facts: [doubted(value)] }))).toEqual(expected);
	});

	test.each([
		["no need is known", [], ["price"]],
		["a need is known", [factOf("bant.need", "one screen")], []],
		["a pain is known", [factOf("meddic.pain", "copying")], []],
		["a requirement is known", [factOf("discovery.requirement", "SSO")], []],
	] as const)("[CH3] it names a price, and %s", (_what, facts, expected) => {
		expect(topics(mail("It is EUR 18 for each seat.", { facts }))).toEqual(expected);
	});

	test.each([
		["nothing to answer", filler(40), ["next-step"]],
		["little to say", filler(39), []],
		["a question", `${filler(40)} Who else should see it?`, []],
		["a promise", `${filler(40)} I'll send you the list tomorrow.`, []],
	])("[CH3] it has %s", (_what, text, expected) => {
		expect(topics(mail(text))).toEqual(expected);
	});

	test.each([
		[5, []],
		[6, ["questions"]],
	])("[CH3] it asks %i questions", (count, expected) => {
		const text = "What would help you most?\n\n".repeat(count);
		expect(topics(mail(text))).toEqual(expected);
		expect(topics(mail("What would help you most? ".repeat(count)))).toEqual([]);
		expect(topics(mail(`Our clarification questions, as you asked:\n\n${text}`))).toEqual([]);
	});

	test.each([
		["SOLUTION", ["stakeholders"]],
		["QUALIFICATION", []],
	] as const)("[CH10] nobody decides, at %s", (stage, expected) => {
		expect(topics(mail(`${filler(40)} What would help you most?`, { stage }))).toEqual(expected);
		expect(topics(mail(`${filler(40)} Who else is part of the decision?`, { stage }))).toEqual([]);
	});

	test("[CH4] that ends on a day is told so", () => {
		const input = mail("It was good to see you. Shall we speak on Thursday at 15:00?");
		expect(notes(input)).toMatchObject([
			{ topic: "well-done", evidence: [{ quote: "Shall we speak on Thursday at 15:00?" }] },
		]);
	});

	test.each([
		["a day that is told", "The papers go out on Thursday."],
		["a question without a meeting", "Do you need anything from me before Thursday?"],
		["a time that is not at its end", "Shall we speak on Thursday at 15:00? The list is long. It has many lines."],
	])("[CH4] nothing is said of %s", (_what, text) => {
		expect(topics(mail(text))).toEqual([]);
	});

	test.each([
		["above it, and says nothing of it", "In all it is EUR 52,000 for the year.", ["price"]],
		["above it, and says so", "It is EUR 52,000, which is above the 45 that you named.", []],
		["inside it", "In all it is EUR 44,000 for the year.", []],
		["of another currency", "In all it is USD 52,000 for the year.", []],
	])("[CH15] the offer is %s", (_what, text, expected) => {
		const facts = [factOf("bant.budget", "EUR 45,000"), factOf("bant.need", "one screen")];
		expect(topics(mail(text, { facts }))).toEqual(expected);
	});

	const lourens = factOf("bant.authority", "signs off: Pieter Lourens (CFO)");
	const other = { ...MARA, id: "c-bbbbbbbbbbbbbbbbbbbb" as typeof MARA.id };
	test.each([
		["was never met", "SOLUTION", { contacts: [MARA, other] }, ["stakeholders"]],
		["was never met, and it is early", "QUALIFICATION", { contacts: [MARA, other] }, []],
		["wrote himself", "SOLUTION", { contacts: [MARA, { ...other, name: "Lourens, Pieter" }] }, []],
		[
			"is an office",
			"SOLUTION",
			{ facts: [factOf("bant.authority", "signs off: board")], contacts: [MARA, other] },
			[],
		],
	] as const)("[CH12] who decides %s", (_what, stage, changes, expected) => {
		const text = `${filler(40)} What would help you most?`;
		expect(topics(mail(text, { stage, facts: [lourens], ...changes }))).toEqual(expected);
		expect(topics(mail(`${text} Could Mr Lourens join us?`, { stage, facts: [lourens], ...changes }))).toEqual([]);
	});

	test.each([
		["one person", [], [MARA], ["stakeholders"]],
		["two who wrote", [], [MARA, other], []],
		["one who wrote, and two who are known", ["Mara | - | uses | for", "Jonas | - | uses | for"], [MARA], []],
	] as const)("[CH13] the deal hangs on %s", (_what, people, contacts, expected) => {
		const facts = [
			factOf("bant.authority", "signs off: Mara"),
			...people.map((value) => factOf("discovery.stakeholder", value)),
		];
		expect(topics(mail(`${filler(40)} What would help you most?`, { stage: "SOLUTION", facts, contacts }))).toEqual(
			expected,
		);
	});

	test.each([
		["Suresh, will you sign the long paper?", []],
		['He said "is that all the work there is?"', []],
		["Tell me how other customers deal with that.", []],
		["Tell me how other customers deal with currency.", ["follow-up"]],
	])("[CH3] whether «%s» was asked of us", (quote, expected) => {
		expect(topics(mail("It was good to see you.", { facts: [asked(quote)] }))).toEqual(expected);
	});

	test.each([
		["has no day", "I'll send you the list.", ["follow-up"]],
		[
			"has none either, in other words",
			"I am asking our people and will come back to you with a yes or a no.",
			["follow-up"],
		],
		["has a day", "I'll send you the list on Thursday.", []],
		["is for tomorrow", "I'll send you the list tomorrow.", []],
		["is none yet", "I will try to send you the list.", []],
		["hangs on something", "I'll send you the list if you need it.", []],
	])("[CH14] a promise of ours %s", (_what, text, expected) => {
		expect(topics(mail(text))).toEqual(expected);
	});

	test("[CH5] no note quotes twice", () => {
		for (const input of [mail("It was good to see you.", { facts: [question] }), mail("I'll send you the list.")])
			for (const { note } of notes(input)) expect(note.match(/«/g)?.length ?? 0).toBeLessThanOrEqual(1);
	});

	test("[CH1] one note, the first of the order", () => {
		const facts = [
			asked("Is onboarding included, and does it connect to Corvane?"),
			doubted("risk: We fear the migration of tickets."),
		];
		expect(topics(mail(filler(50), { facts, stage: "SOLUTION" }))).toEqual(["objection"]);
	});
});

describe("what gets no note", () => {
	test.each([
		["a buyer's mail", { author: "buyer" }],
		["a note", { kind: "note" }],
		["an invitation", { kind: "calendar" }],
		["what the system wrote", { author: "system" }],
		["a mail without words of ours", { visible: [] }],
	] as const)("[CH9] %s", (_what, signal) => {
		expect(topics(mail(filler(60), { signal }))).toEqual([]);
	});

	test("[CH9] nor does nothing at all", () => {
		expect(topics(inputOf(null))).toEqual([]);
	});

	test("[CH3] notes of a meeting are asked for what was agreed", () => {
		expect(topics(mail(filler(40), { signal: { kind: "meeting" } }))).toEqual(["next-step"]);
		expect(topics(mail(filler(39), { signal: { kind: "meeting" } }))).toEqual([]);
		expect(topics(mail(`${filler(40)} Next call on Thursday.`, { signal: { kind: "call" } }))).toEqual([]);
	});
});

describe("what no reasoner may note", () => {
	const text = "It is EUR 18 for each seat.";
	const verdict = (changes: object, input = mail(text)) => {
		const evidence = [{ signal: CASE_SIGNAL, quote: text, start: 0, end: text.length }];
		const judged = coaching.judge(
			input,
			Proposal.parse({ type: "coach-rep", topic: "price", note: "Ask first.", evidence, ...changes }),
		);
		return judged.type === "pass" ? "pass" : judged.rule;
	};

	test.each([
		["price", "CH5"],
		["listening", "CH5"],
		["objection", "CH5"],
		["follow-up", "CH5"],
		["well-done", "CH5"],
		["next-step", "pass"],
		["questions", "pass"],
		["stakeholders", "pass"],
	])("[CH5] a note about %s without a quote: %s", (topic, expected) => {
		expect(verdict({ topic, evidence: [] })).toBe(expected);
		expect(verdict({ topic })).toBe("pass");
	});

	test.each([
		["Dear Mara, thank you for the call.", "CH6"],
		["Mara, thank you for the call.", "CH6"],
		["Hi! Ask first.", "CH6"],
		["Ask first. Best regards", "CH6"],
		["Mara asked for a price; ask what it is worth first.", "pass"],
		["«Dear Mara» is a stiff way to begin after three calls.", "pass"],
	])("[CH6] «must not write to the buyer»: %s", (note, expected) => {
		expect(verdict({ note })).toBe(expected);
	});

	test.each([
		["You are lazy.", "CH7"],
		["You never listen.", "CH7"],
		["A bad listener misses this.", "CH7"],
		["The buyer is rude.", "CH7"],
		["The mail was too long, and its end unclear.", "pass"],
		["They said «we are lazy about it», and nobody asked why.", "pass"],
	])("[CH7] «must not judge a person»: %s", (note, expected) => {
		expect(verdict({ note })).toBe(expected);
	});

	test.each([
		[600, true],
		[601, false],
	])("[CH8] a note of %i characters: %s", (length, fits) => {
		const note = { type: "coach-rep", topic: "questions", note: "x".repeat(length), evidence: [] };
		expect(Proposal.safeParse(note).success).toBe(fits);
	});

	test.each([
		{ type: "draft-email", to: [MARA.id], subject: "Hi", body: "Hi", why: "x" },
		{ type: "hand-off", to: SkillName.parse("proposal"), task: "x", priority: "normal" },
		{ type: "move-stage", to: "DISCOVERY", why: "x", evidence: [] },
		{ type: "ask-human", why: "x" },
	])("[CH8] «must not claim facts, move the deal or change the record»: $type", (proposal) => {
		expect(coaching.mayPropose).toEqual(["coach-rep"]);
		expect(coaching.judge(mail(text), Proposal.parse(proposal))).toMatchObject({ rule: "CH8" });
	});

	test("[CH9] «must not note anything about a buyer's mail in which we say nothing»", () => {
		expect(verdict({}, inputOf(text))).toBe("CH9");
		expect(verdict({ evidence: [], topic: "questions" }, inputOf(null))).toBe("CH9");
	});
});

test("[CH1] [CH8] of any text, at most one note, which parses, is allowed and passes its own judge", () => {
	const piece = fc.constantFrom(
		"What would help you most? ",
		"It is EUR 18 for each seat. ",
		"I'll send you the list by Friday. ",
		"Your price is too expensive for us. ",
		"word word word word word word word word word word ",
		"\n> quoted\n",
		"\n",
		"🙂",
	);
	const any = fc.oneof(
		fc.string({ unit: "binary", maxLength: 300 }),
		fc.array(piece, { maxLength: 40 }).map((each) => each.join("")),
	);
	fc.assert(
		fc.property(
			any,
			fc.constantFrom("email", "note", "transcript", "chat", "meeting"),
			fc.constantFrom("buyer", "us", "system"),
			fc.constantFrom("PROSPECTING", "SOLUTION"),
			fc.boolean(),
			(text, kind, author, stage, spoken) => {
				const middle = text.length >> 1;
				const turns = [
					{ start: 0, end: middle, speaker: "Sam", side: "us" },
					{ start: middle, end: text.length, speaker: "Mara", side: "buyer" },
				] as const;
				const input = inputOf(text, { stage, signal: { kind, author, turns: spoken ? turns : [] } });
				const output = coaching.reason(input);
				expect(SkillOutput.safeParse(output).success).toBe(true);
				expect(coaching.reason(input)).toEqual(output);
				expect(output.proposals.length).toBeLessThanOrEqual(1);
				for (const proposal of output.proposals) expect(judge(coaching, input, proposal)).toEqual({ type: "pass" });
			},
		),
		{ numRuns: 200 },
	);
});
