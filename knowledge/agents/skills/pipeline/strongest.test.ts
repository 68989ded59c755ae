import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Proposal, type SkillInput } from "#knowledge/core/deal/skill.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { CASE_NOW, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
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
describe("what is strongest", () => {
	const AT = " on 24 September";
	test.each([
		[
			"What is not fine is the first year. If I have that in writing this week I sign on the 24th.",
			`2026-09-18: Send Mara Ellingsen in writing what was asked on the first year for the signature${AT}`,
		],
		[
			"Send me a better offer and I sign on the 24th.",
			`2026-09-17: Send Mara Ellingsen a better offer for the signature${AT}`,
		],
		[
			"Get me to 45 with a way out and you've a signature before the 24th.",
			"2026-09-17: Send Mara Ellingsen in writing what was asked on the price and the way out for the signature by 24 September",
		],
		[
			"If these points on migration come back right you have my recommendation.",
			"2026-09-17: Send Mara Ellingsen in writing what was asked on migration for a recommendation",
		],
	])("[PI11] a yes on a condition: %s", (text, expected) => {
		expect(ahead(text, { stage: "NEGOTIATION" })).toBe(expected);
	});

	test.each([
		"They give us thirty per cent if we sign five years.",
		"If I have that in writing, will you sign?",
		"If not, I sign with somebody else.",
	])("[PI11] no yes to us: %s", (text) => {
		expect(ahead(text, { stage: "NEGOTIATION" })).not.toContain("in writing what was asked");
	});

	test.each([
		[
			"Your quotation is to reach me not later than Friday, 2 October 2026 at 17:00.",
			"2026-10-02: Send Mara Ellingsen our quotation",
		],
		[
			"Kindly acknowledge receipt. Submission: 2 October 2026, 12:00",
			"2026-10-02: Send Mara Ellingsen our proposal, and confirm receipt first",
		],
		[
			"Please price the option. Your best and final offer must reach me by Friday.",
			"2026-09-18: Send Mara Ellingsen our best and final offer",
		],
	])("[PI11] a paper with its day: %s", (text, expected) => {
		expect(ahead(text)).toBe(expected);
	});

	test("[PI11] where they haggle over our offer it is our position on what they name, by the day they name", () => {
		const text =
			"Your offer is too expensive. We need another price and 60 days payment terms. Please let me have your position by Friday.";
		expect(ahead(text, { stage: "NEGOTIATION" })).toBe(
			"2026-09-18: Send Mara Ellingsen our position on the price and payment",
		);
		const points =
			"Price. It is too high for us.\n\nPrice increase. We need a cap.\n\nLiability. To be discussed. Your position by Friday?";
		expect(ahead(`Your offer is clear. ${points}`, { stage: "NEGOTIATION" })).toContain(
			"our position on the price, price increases and liability",
		);
		expect(ahead("It is too expensive for us.", { stage: "DISCOVERY" })).not.toContain("position");
	});

	const turns = (...lines: readonly (readonly ["us" | "buyer", string, string])[]) => {
		let text = "";
		const found = lines.map(([side, speaker, words]) => {
			text += `${speaker}: `;
			const start = text.length;
			text += `${words}\n`;
			return { start, end: text.length - 1, speaker, side };
		});
		const visible = found.filter(({ side }) => side === "buyer").map(({ start, end }) => ({ start, end }));
		return ahead(text, { signal: { kind: "transcript", turns: found, visible, from: null } });
	};

	test("[PI11] what they asked for by name is what we promise them", () => {
		const said = [
			["buyer", "Torvald Lindahl", "Please send the connector documentation."],
			["us", "Sam", "You'll have it tomorrow."],
		] as const;
		expect(turns(...said)).toBe("2026-09-17: Send Torvald Lindahl the connector documentation");
	});

	test("[PI11] what we offered and they took is an errand, and a joke is none", () => {
		const visit = ["us", "Lena", "I'd suggest that I come over and look at both sites."] as const;
		expect(turns(visit, ["buyer", "Owen Tarrant", "Yes. Do that."], ["us", "Lena", "I'll bring biscuits."])).toBe(
			"2026-09-17: Agree a day with Owen Tarrant for the visit",
		);
		expect(turns(visit, ["buyer", "Owen Tarrant", "Not before spring."])).not.toContain("for the visit");
	});

	test("[PI11] what they say to one another is no task of ours", () => {
		const asked = [
			["buyer", "Anil Kharade", "Suresh, will you send the paper?"],
			["buyer", "Suresh Balan", "Perhaps."],
		] as const;
		expect(turns(...asked)).not.toContain("Send");
		expect(turns(["buyer", "Anil Kharade", "Will you send the paper?"])).toBe(
			"2026-09-17: Send Anil Kharade the paper",
		);
	});

	test("[PI17] a day that they named for later outlives our own mail and the silence", () => {
		const crm = { deal: { "next-step": "Take it up again with Mara Ellingsen", "next-step-due": "2027-02-01" } };
		expect(ahead("How are you? When may I call?", { ...US, crm })).toBeNull();
		expect(next(inputOf("Fine.", { crm, signal: { receivedAt: CASE_NOW - 30 * DAY_MS } }))).toBeNull();
		expect(asked(inputOf("Fine.", { crm, signal: { receivedAt: CASE_NOW - 21 * DAY_MS } }))).toEqual([]);
	});

	test("[PI11] a paper that is still to be sent outlives a mail of ours that is none", () => {
		const crm = { deal: { "next-step": "Send Mara Ellingsen our proposal", "next-step-due": "2026-09-30" } };
		expect(ahead("Thank you, we intend to bid.", { ...US, crm })).toBeNull();
		expect(ahead("Please find our proposal attached.", { ...US, crm })).toContain("Follow up with");
	});
});

describe("one plain sentence", () => {
	const judged = (value: string) => {
		const change = { type: "update-crm", record: { type: "deal" }, field: "next-step", value, why: "x", evidence: [] };
		const verdict = pipeline.judge(inputOf("Thanks."), Proposal.parse(change));
		return verdict.type === "pass" ? "pass" : verdict.rule;
	};
	test.each([
		["Send Mara Ellingsen the report", "pass"],
		["x".repeat(110), "pass"],
		["x".repeat(111), "PI19"],
		["Answer Mara: «What does it cost?»", "PI19"],
		['Answer "What does it cost?"', "PI19"],
		["Send the report (and 1 more)", "PI19"],
	])("[PI19] %s: %s", (value, expected) => {
		expect(judged(value)).toBe(expected);
	});

	test("[PI19] whatever a name holds, and in the order in which people are called", () => {
		const named = (name: string) => ahead("Please send me the report.", { contacts: [{ ...MARA, name }] });
		expect(named("Lourens, Pieter")).toBe("2026-09-17: Send Pieter Lourens the report");
		expect(named('Mara "the boss" Ellingsen')).not.toMatch(/["«»]/);
		expect(named("x".repeat(200))?.length).toBeLessThanOrEqual(122);
	});

	test("[PI19] the reason is a few words with the quote", () => {
		const why = pipeline
			.reason(inputOf("Please send me the report."))
			.proposals.flatMap((each) => (each.type === "update-crm" && each.field === "next-step" ? [each.why] : []));
		expect(why).toEqual(['Asked for: "Please send me the report."']);
	});
});
