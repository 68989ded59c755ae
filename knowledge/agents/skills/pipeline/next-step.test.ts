import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Proposal, type SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS, HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import { CASE_NOW, factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { HOSTILE_UNITS, hostileText, READ_MS_MAX } from "../eval/hostile.ts";
import { pipeline } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1];
function next(input: SkillInput): string | null {
	const changes = pipeline.reason(input).proposals.flatMap((each) => {
		if (each.type !== "update-crm") return [];
		expect(judge(pipeline, input, each)).toEqual({ type: "pass" });
		return [each];
	});
	const [what, due] = (["next-step", "next-step-due"] as const).map(
		(field) => changes.find((each) => each.field === field)?.value,
	);
	return what === undefined && due === undefined ? null : `${due}: ${what}`;
}
const ahead = (text: string | null, changes: Changes = {}) => next(inputOf(text, changes));
const US = { signal: { author: "us" } } as const;
const asked = (input: SkillInput) =>
	pipeline.reason(input).proposals.flatMap((each) => (each.type === "ask-human" ? [each.why] : []));

/** The case is on a Wednesday, 2026-09-16. */
describe("what is next", () => {
	test.each([
		["Please send me the SOC 2 report by Friday.", "2026-09-18: Send Mara Ellingsen the SOC 2 report by Friday"],
		["Could you share your price list with our IT?", "2026-09-17: Share our price list with their IT"],
		["What would 85 seats cost per year?", "2026-09-17: Answer Mara Ellingsen: «What would 85 seats cost per year?»"],
		["Could we speak next Tuesday?", "2026-09-22: Answer Mara Ellingsen: «Could we speak next Tuesday?»"],
		[
			"What does it cost? Please send us the price list.",
			"2026-09-17: Send Mara Ellingsen the price list (and 1 more)",
		],
		["Can it go live by 5 October?", "2026-09-17: Answer Mara Ellingsen: «Can it go live by 5 October?»"],
		["Could you send an offer? By Friday if you can.", "2026-09-18: Send an offer"],
	])("[PI11] their ask: %s", (text, expected) => {
		expect(ahead(text)).toBe(expected);
	});

	test.each([
		["I'll send you the questionnaire tomorrow.", "2026-09-17: Send Mara Ellingsen the questionnaire tomorrow"],
		["I will check your numbers and my notes.", "2026-09-17: Check their numbers and our notes"],
		[
			"I'll send you the report on Monday. Let me check the ports by Friday.",
			"2026-09-18: Check the ports by Friday (and 1 more)",
		],
	])("[PI11] what we promised: %s", (text, expected) => {
		expect(ahead(text, US)).toBe(expected);
	});

	test("[PI11] in a conversation our promise comes before their ask", () => {
		const text = "Mara: Can you send the ports?\nSam: I'll send you the list tomorrow.";
		const turns = [
			{ start: 6, end: 29, speaker: "Mara", side: "buyer" },
			{ start: 35, end: text.length, speaker: "Sam", side: "us" },
		] as const;
		const signal = { kind: "transcript", turns, visible: [{ start: 6, end: 29 }] } as const;
		expect(ahead(text, { signal })).toBe("2026-09-17: Send Mara Ellingsen the list tomorrow");
		expect(ahead(text, { signal: { ...signal, turns: turns.slice(0, 1) } })).toBe("2026-09-17: Send the ports");
	});

	test.each([
		["Tuesday 22 September works for the call.", "2026-09-22: Prepare and hold the meeting with Mara Ellingsen"],
		[
			"I'll send you the export by Friday.",
			"2026-09-21: Check that it came: Mara Ellingsen wrote «I'll send you the export by Friday.»",
		],
	])("[PI11] what they agreed or promised: %s", (text, expected) => {
		expect(ahead(text)).toBe(expected);
	});

	test.each([
		["PROSPECTING", [], "Ask Mara Ellingsen what they want to change, and why now"],
		["PROSPECTING", ["bant.need"], "Go through the requirements with Mara Ellingsen: two are needed in their words"],
		["QUALIFICATION", ["bant.budget"], "Find out from Mara Ellingsen who signs off"],
		["SOLUTION", ["strategy.fit"], "Ask Mara Ellingsen how they will decide"],
		["PROPOSAL", [], "Send Mara Ellingsen the offer"],
		["NEGOTIATION", [], "Settle the open terms with Mara Ellingsen"],
	] as const)("[PI11] nothing was asked: the first open criterion after %s with %j", (stage, keys, expected) => {
		const facts = keys.map((key) => factOf(key, "known"));
		expect(ahead("Thanks.", { stage, facts })).toBe(`2026-09-18: ${expected}`);
	});

	test("[PI11] an offer that is out is asked after", () => {
		const history = [{ at: CASE_NOW - DAY_MS, by: "us", kind: "sent", subject: "Offer", gist: "" }] as const;
		expect(ahead("Thanks.", { stage: "PROPOSAL", history })).toBe(
			"2026-09-18: Ask Mara Ellingsen what they think of the offer",
		);
	});

	test("[PI11] a name that is not known is «the buyer»", () => {
		expect(ahead("Please send me the report.", { contacts: [], signal: { from: null } })).toBe(
			"2026-09-17: Send the buyer the report",
		);
		const contacts = [{ ...MARA, name: "" }];
		expect(ahead("Please send me the report.", { contacts })).toBe("2026-09-17: Send the buyer the report");
	});

	test.each([
		[
			"Can you send both this week?",
			"I need the report and the form.",
			"2026-09-18: Send both this week («I need the report and the form.»)",
		],
		["Please show:\n- a pack\n- a recharge", "", "2026-09-17: Show: a pack; a recharge"],
		["Send me a better offer and I sign on Friday.", "", "2026-09-17: Send Mara Ellingsen a better offer"],
		[
			"Please be informed that the board has moved.",
			"",
			"2026-09-18: Ask Mara Ellingsen what they want to change, and why now",
		],
		[
			"This is confidential; please delete it if you are not the addressee.",
			"",
			"2026-09-18: Ask Mara Ellingsen what they want to change, and why now",
		],
		['He asked me "is that it?"', "", "2026-09-18: Ask Mara Ellingsen what they want to change, and why now"],
	])("[PI11] what is an ask, and what it is about: %s", (text, before, expected) => {
		expect(ahead(`${before} ${text}`.trim())).toBe(expected);
	});

	test("[PI11] whom our mail greets is whom the next step is with", () => {
		const contacts = [MARA, { ...MARA, id: "c-bbbbbbbbbbbbbbbbbbbb" as typeof MARA.id, name: "Jonas Petrie" }];
		const changes = { contacts, signal: { author: "us", from: null } } as const;
		expect(ahead("Hi Jonas,\n\nthe report is attached.", changes)).toContain("with Jonas Petrie");
		expect(ahead("Hi both,\n\nthe report is attached.", changes)).toContain("with the buyer");
	});

	test("[PI11] in a conversation a question is answered once we speak again, and a task is not", () => {
		const text = "Mara: What does it cost? Please send me the ports.\nSam: It depends.";
		const turns = [
			{ start: 6, end: 50, speaker: "Mara", side: "buyer" },
			{ start: 56, end: text.length, speaker: "Sam", side: "us" },
		] as const;
		const signal = { kind: "chat", turns, visible: [{ start: 6, end: 50 }] } as const;
		expect(ahead(text, { signal })).toBe("2026-09-17: Send Mara Ellingsen the ports");
		expect(ahead(text, { signal: { ...signal, turns: turns.slice(0, 1) } })).toContain("(and 1 more)");
	});

	test.each([
		["Let us pick this up again after the shutdown in February.", "2027-02-01: Take it up again with Mara Ellingsen"],
		["The project is on hold.", "2026-10-14: Take it up again with Mara Ellingsen"],
		["Is the project on hold?", "2026-09-17: Answer Mara Ellingsen: «Is the project on hold?»"],
	])("[PI17] %s", (text, expected) => {
		expect(ahead(text)).toBe(expected);
		expect(asked(inputOf(text))).toEqual([]);
	});

	test("[PI6] after a yes or a no, the next step is to hear the rest of it", () => {
		expect(ahead("We have decided to go with Deskwright.")).toContain("Hear from Mara Ellingsen why");
		expect(ahead("We are ready to sign.")).toContain("Agree the signature with Mara Ellingsen");
	});

	test("[PI11] after a mail of ours that promises nothing, an answer is waited for", () => {
		expect(ahead("The report is attached.", US)).toBe(
			"2026-09-21: Follow up with Mara Ellingsen unless an answer has come",
		);
	});

	const calendar = {
		uid: "1",
		sequence: 0,
		method: "request",
		summary: "Three years",
		startsAt: CASE_NOW + 8 * DAY_MS,
		endsAt: null,
		location: null,
		organizer: null,
		attendees: [] as string[],
	} as const;
	test.each([
		["ahead", {}, "2026-09-24: Prepare and hold the meeting «Three years»"],
		["without a name", { summary: null }, "2026-09-24: Prepare and hold the meeting with Mara Ellingsen"],
		["called off", { method: "cancel" }, "2026-09-17: Agree a new time with Mara Ellingsen"],
		["over", { startsAt: CASE_NOW - HOUR_MS }, null],
		["without a time", { startsAt: null }, null],
	] as const)("[PI11] an invitation, %s", (_what, changes, expected) => {
		expect(ahead("", { signal: { kind: "calendar", calendar: { ...calendar, ...changes } } })).toBe(expected);
	});
});

describe("by when", () => {
	test.each([
		["on a Wednesday", 0, "2026-09-17"],
		["on a Thursday", 1, "2026-09-18"],
		["on a Friday", 2, "2026-09-21"],
		["on a Saturday", 3, "2026-09-21"],
	])("[PI12] what was asked %s is due on the next working day", (_day, days, expected) => {
		const at = CASE_NOW + days * DAY_MS;
		expect(ahead("What does it cost?", { now: at, signal: { receivedAt: at } })).toMatch(expected);
	});

	test("[PI12] a day that is over by now is none; a week ends on its Friday; what is far off is another date", () => {
		const late = { now: CASE_NOW + 5 * DAY_MS };
		expect(ahead("Please send me the report by Friday.", late)).toMatch("2026-09-22");
		expect(ahead("Please send me the report this week.")).toMatch("2026-09-18");
		expect(ahead("Please send me a plan for the launch by 1 March 2027.")).toMatch("2026-09-17");
	});

	test.each([
		["2026-09-16", "pass"],
		["2026-09-15", "PI12"],
	])("[PI12] no reasoner sets it to %s on 16 September: %s", (value, expected) => {
		const change = {
			type: "update-crm",
			record: { type: "deal" },
			field: "next-step-due",
			value,
			why: "x",
			evidence: [],
		};
		const judged = pipeline.judge(inputOf("Thanks."), Proposal.parse(change));
		expect(judged.type === "pass" ? "pass" : judged.rule).toBe(expected);
	});
});

describe("silence", () => {
	const silent = (days: number, changes: Changes = {}) =>
		inputOf("What does it cost?", { signal: { receivedAt: CASE_NOW - days * DAY_MS }, ...changes });
	test.each([
		[6, "2026-09-17: Answer Mara Ellingsen: «What does it cost?»"],
		[7, "2026-09-17: Follow up with Mara Ellingsen: nothing was heard for 7 days"],
		[30, "2026-09-17: Follow up with Mara Ellingsen: nothing was heard for 30 days"],
	])("[PI13] after %i days", (days, expected) => {
		expect(next(silent(days))).toBe(expected);
	});

	test.each([
		[20, 0],
		[21, 1],
		[27, 1],
		[28, 0],
		[48, 0],
		[49, 1],
	])("[PI13] after %i days a person is asked %i times", (days, times) => {
		expect(asked(silent(days))).toHaveLength(times);
	});

	test("[PI13] whatever came later ends it, and so does a signal that has just come in, however old its words", () => {
		const line = { at: CASE_NOW - DAY_MS, by: "us", kind: "sent", subject: null, gist: "" } as const;
		expect(next(silent(30, { history: [line] }))).toBe(
			"2026-09-18: Follow up with Mara Ellingsen unless an answer has come",
		);
		expect(next(silent(30, { task: "Keep it in order. (woken by signal)" }))).toBe(
			"2026-09-17: Answer Mara Ellingsen: «What does it cost?»",
		);
	});
});

describe("what stands", () => {
	const crm = (due: string) => ({ deal: { "next-step": "Send the report", "next-step-due": due } });
	const sent = { at: CASE_NOW - DAY_MS, by: "us", kind: "sent", subject: null, gist: "" } as const;
	test.each([
		["not yet due", "Thanks.", { crm: crm("2026-09-16") }, false],
		["over", "Thanks.", { crm: crm("2026-09-15") }, true],
		["no day", "Thanks.", { crm: crm("soon") }, true],
		["done, perhaps: something of ours left", "Thanks.", { crm: crm("2026-09-16"), history: [sent] }, true],
		["behind what is asked now", "What does it cost?", { crm: crm("2026-09-16") }, true],
	])("[PI16] a next step that is %s", (_what, text, changes, changed) => {
		expect(ahead(text, changes) !== null).toBe(changed);
	});
});

describe("bounds", () => {
	test.each([
		{ type: "draft-email", to: [MARA.id], subject: "Hi", body: "Hi", why: "x" },
		{ type: "hand-off", to: SkillName.parse("proposal"), task: "x", priority: "normal" },
		{ type: "coach-rep", topic: "price", note: "x", evidence: [] },
	])("[PI14] «must not write to a customer, or claim new facts»: $type", (proposal) => {
		expect(pipeline.mayPropose).not.toContain(proposal.type);
		expect(pipeline.judge(inputOf("Hi"), Proposal.parse(proposal))).toMatchObject({ rule: "PI14" });
		expect(pipeline.factKeys).toEqual([]);
	});

	test.each(HOSTILE_UNITS)("[PI15] the longest text of %j is read and judged in bounded time", (unit) => {
		const input = inputOf(hostileText(unit), { stage: "PROPOSAL" });
		const before = performance.now();
		for (const proposal of pipeline.reason(input).proposals) pipeline.judge(input, proposal);
		expect(performance.now() - before).toBeLessThan(READ_MS_MAX);
	});

	test("[PI12] [PI14] of any text, every proposal parses, is allowed and passes its own judge", () => {
		const piece = fc.constantFrom(
			"Please send us the report by Friday. ",
			"We have decided to go with Deskwright. ",
			"Could you come down by 10% on your offer? ",
			"We use Tallybird. ",
			"We have 85 agents",
			"I'll send you the list. ",
			", but ",
			"\n> quoted\n",
			"\n",
			"- ",
			"🙂",
		);
		const any = fc.oneof(
			fc.string({ unit: "binary", maxLength: 300 }),
			fc.array(piece, { maxLength: 30 }).map((each) => each.join("")),
		);
		const facts = [
			factOf("bant.need", "x"),
			factOf("bant.budget", "EUR 40,000"),
			factOf("bant.timeline", "2027-03-31"),
		];
		fc.assert(
			fc.property(
				any,
				fc.constantFrom("email", "note", "transcript", "chat", "crm"),
				fc.constantFrom("buyer", "us", "system"),
				fc.constantFrom("PROSPECTING", "SOLUTION", "PROPOSAL", "NEGOTIATION", "CLOSED_WON"),
				fc.integer({ min: 0, max: 60 }),
				(text, kind, author, stage, days) => {
					const input = inputOf(text, { stage, facts, now: CASE_NOW + days * DAY_MS, signal: { kind, author } });
					const output = pipeline.reason(input);
					expect(SkillOutput.safeParse(output).success).toBe(true);
					expect(pipeline.reason(input)).toEqual(output);
					for (const proposal of output.proposals) {
						expect(pipeline.mayPropose).toContain(proposal.type);
						expect(judge(pipeline, input, proposal)).toEqual({ type: "pass" });
					}
				},
			),
			{ numRuns: 200 },
		);
	});
});
