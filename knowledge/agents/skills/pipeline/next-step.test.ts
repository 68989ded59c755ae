import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Proposal, type SkillInput } from "#knowledge/core/deal/skill.ts";
import { DAY_MS, HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import { CASE_NOW, factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
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
		["Please send me the SOC 2 report by Friday.", "2026-09-18: Send Mara Ellingsen the SOC 2 report"],
		["Could you share your price list with our IT?", "2026-09-17: Send Mara Ellingsen our price list with their IT"],
		["What would 85 seats cost per year?", "2026-09-17: Answer Mara Ellingsen's mail of 16 September about the price"],
		["Could we speak next Tuesday?", "2026-09-17: Confirm the call with Mara Ellingsen on 22 September"],
		[
			"What does it cost? Could we speak next Tuesday?",
			"2026-09-17: Answer Mara Ellingsen's mail of 16 September about the price and confirm the call on 22 September",
		],
		["Please do not contact me again.", "2026-09-17: Stop writing to Mara Ellingsen"],
		["We are waiting for your quotation since Monday.", "2026-09-17: Send Mara Ellingsen our quotation"],
		[
			"Could you give us a discount of 10%?",
			"2026-09-17: Answer Mara Ellingsen's mail of 16 September about the price",
		],
		["Please send the price list to Anna.", "2026-09-17: Send Mara Ellingsen the price list"],
		["Please call me on Friday at 10.", "2026-09-18: Call Mara Ellingsen"],
		["Thursday 24th, 2pm ours?", "2026-09-17: Confirm the meeting with Mara Ellingsen on 24 September"],
		["What does it cost? Please send us the price list.", "2026-09-17: Send Mara Ellingsen the price list"],
		[
			"Could you share a reference? And please send a rough price model, usage based if you can.",
			"2026-09-17: Send Mara Ellingsen a reference and a rough price model",
		],
		[
			"I require the following from you:\n\n1. Where our data is stored.\n2. Your audit report.",
			"2026-09-17: Answer Mara Ellingsen's mail of 16 September about data location and the audit report",
		],
		[
			"We need a proper offer. Please let us have the offer. My boss would like the offer by 25 September.",
			"2026-09-25: Send Mara Ellingsen our offer",
		],
		[
			"Can it go live by 5 October?",
			"2026-09-17: Answer Mara Ellingsen's mail of 16 September about the time to go live",
		],
		["Could you send an offer? By Friday if you can.", "2026-09-18: Send Mara Ellingsen an offer"],
	])("[PI11] their ask: %s", (text, expected) => {
		expect(ahead(text)).toBe(expected);
	});

	test.each([
		["I'll send you the questionnaire tomorrow.", "2026-09-17: Send Mara Ellingsen the questionnaire"],
		["I will check your numbers and my notes.", "2026-09-17: Check their numbers and our notes for Mara Ellingsen"],
		[
			"I'll send you the report on Monday. Let me check the ports by Friday.",
			"2026-09-18: Check the ports for Mara Ellingsen",
		],
		["You will have our position by Tuesday evening.", "2026-09-22: Send Mara Ellingsen our position"],
		["I'll ask our people about the connection to Halm.", "2026-09-17: Come back to Mara Ellingsen about integration"],
		[
			"I'll write to you tomorrow with what I understood.",
			"2026-09-17: Write to Mara Ellingsen with what we understood",
		],
		["I'll bring biscuits.", "2026-09-21: Follow up with Mara Ellingsen on our mail of 16 September"],
		["I will try to show you the difference.", "2026-09-21: Follow up with Mara Ellingsen on our mail of 16 September"],
		["Would Thursday at 15:30 suit you?", "2026-09-17: Ask Mara Ellingsen to confirm the meeting on 17 September"],
		[
			"The demonstration is on Wednesday 23 September.",
			"2026-09-23: Prepare and hold the demo with Mara Ellingsen on 23 September",
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
		expect(ahead(text, { signal })).toBe("2026-09-17: Send Mara Ellingsen the list");
		expect(ahead(text, { signal: { ...signal, turns: turns.slice(0, 1) } })).toBe(
			"2026-09-17: Send Mara Ellingsen the ports",
		);
	});

	test.each([
		[
			"Tuesday 22 September works for the call.",
			"2026-09-22: Prepare and hold the call with Mara Ellingsen on 22 September",
		],
		["I'll send you the export by Friday.", "2026-09-21: Check that the export has come from Mara Ellingsen"],
		["I will forward your deck to my boss and let you know.", "2026-09-21: Ask Mara Ellingsen for the promised answer"],
		["We will get back to you by Friday.", "2026-09-21: Ask Mara Ellingsen for the promised answer"],
	])("[PI11] what they agreed or promised: %s", (text, expected) => {
		expect(ahead(text)).toBe(expected);
	});

	test.each([
		["PROSPECTING", [], "Ask Mara Ellingsen what they want to change, and why now"],
		["PROSPECTING", ["bant.need"], "Go through the requirements with Mara Ellingsen: two are needed"],
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
			"2026-09-18: Send Mara Ellingsen the report and the form",
		],
		["Please show:\n- a pack\n- a recharge", "", "2026-09-17: Answer Mara Ellingsen's mail of 16 September (Pricing)"],
		["Show me why not.", "", "2026-09-17: Answer Mara Ellingsen's mail of 16 September (Pricing)"],
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
		expect(
			ahead("Mara: What does it cost?", {
				signal: { kind: "chat", turns: [{ ...turns[0], end: 24 }], visible: [{ start: 6, end: 24 }] },
			}),
		).toBe("2026-09-17: Answer Mara Ellingsen's question of 16 September about the price");
	});

	test.each([
		["Let us pick this up again after the shutdown in February.", "2027-02-01: Take it up again with Mara Ellingsen"],
		["The project is on hold.", "2026-10-14: Take it up again with Mara Ellingsen"],
		["Is the project on hold?", "2026-09-17: Answer Mara Ellingsen's mail of 16 September (Pricing)"],
	])("[PI17] %s", (text, expected) => {
		expect(ahead(text)).toBe(expected);
		expect(asked(inputOf(text))).toEqual([]);
	});

	test("[PI6] after a yes it is signed; after a no we do what they ask, and the deal is closed", () => {
		expect(ahead("We have decided to go with Deskwright.")).toBe("2026-09-17: Close the deal as lost");
		expect(ahead("We have decided to go with Deskwright. Please delete our test data.")).toBe(
			"2026-09-17: Delete their test data, then close the deal as lost",
		);
		expect(ahead("We are ready to sign.")).toContain("Agree the signature with Mara Ellingsen");
	});

	test("[PI11] after a mail of ours that promises nothing, an answer is waited for", () => {
		expect(ahead("The report is attached.", US)).toBe(
			"2026-09-21: Follow up with Mara Ellingsen on our mail of 16 September",
		);
		expect(ahead("What do you think? Who else should see it?", US)).toBe(
			"2026-09-21: Follow up with Mara Ellingsen on our questions of 16 September",
		);
		expect(ahead("Please find our quotation attached.", US)).toBe(
			"2026-09-21: Follow up with Mara Ellingsen on our quotation of 16 September",
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
		["ahead", {}, "2026-09-24: Prepare and hold the meeting with Mara Ellingsen on 24 September: Three years"],
		[
			"without a name",
			{ summary: null },
			"2026-09-24: Prepare and hold the meeting with Mara Ellingsen on 24 September",
		],
		[
			"with our own name",
			{ summary: "Skyvera: three years" },
			"2026-09-24: Prepare and hold the meeting with Mara Ellingsen on 24 September: three years",
		],
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

	test("[PI12] days count from when it was written: what is over by now is overdue", () => {
		const late = { now: CASE_NOW + 40 * DAY_MS, task: "Keep it in order. (woken by signal)" };
		expect(ahead("Please send me the report by Friday.", late)).toBe("2026-09-18: Send Mara Ellingsen the report");
		expect(ahead("What does it cost?", late)).toMatch("2026-09-17");
	});

	test("[PI12] a week ends on its Friday; what is far off is another date", () => {
		expect(ahead("Please send me the report this week.")).toMatch("2026-09-18");
		expect(ahead("Please send me a plan for the launch by 1 March 2027.")).toMatch("2026-09-17");
	});

	test.each([
		["2026-09-16", "pass"],
		["2026-09-15", "PI12"],
	])("[PI12] no reasoner sets it to %s for what was written on 16 September: %s", (value, expected) => {
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
		[6, "2026-09-11: Answer Mara Ellingsen's mail of 10 September about the price"],
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
		expect(next(silent(30, { history: [line] }))).toBe("2026-09-18: Follow up with Mara Ellingsen on our last mail");
		expect(next(silent(30, { task: "Keep it in order. (woken by signal)" }))).toBe(
			"2026-08-18: Answer Mara Ellingsen's mail of 17 August about the price",
		);
	});
});

describe("what stands", () => {
	const crm = (due: string, what = "Send the report") => ({ deal: { "next-step": what, "next-step-due": due } });
	const sent = { at: CASE_NOW - DAY_MS, by: "us", kind: "sent", subject: null, gist: "" } as const;
	test.each([
		["not yet due", "Thanks.", { crm: crm("2026-09-16") }, false],
		["overdue, and still to be done", "Thanks.", { crm: crm("2026-09-15") }, false],
		["overdue for a week", "Thanks.", { crm: crm("2026-09-09") }, false],
		["overdue for longer than a week", "Thanks.", { crm: crm("2026-09-08") }, true],
		["done, as they say", "Got it, thanks.", { crm: crm("2026-09-16") }, true],
		[
			"a meeting that is over",
			"Thanks.",
			{ crm: crm("2026-09-15", "Prepare and hold the call with Mara on 15 September") },
			true,
		],
		[
			"a meeting ahead",
			"Thanks.",
			{ crm: crm("2026-09-22", "Prepare and hold the call with Mara on 22 September"), history: [sent] },
			false,
		],
		["no day", "Thanks.", { crm: crm("soon") }, true],
		["done, perhaps: something of ours left", "Thanks.", { crm: crm("2026-09-16"), history: [sent] }, true],
		["behind what is asked now", "What does it cost?", { crm: crm("2026-09-16") }, true],
	])("[PI16] a next step that is %s", (_what, text, changes, changed) => {
		expect(ahead(text, changes) !== null).toBe(changed);
	});
});
