import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Proposal, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { CASE_NOW, factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { HOSTILE_UNITS, hostileText, READ_MS_MAX } from "../eval/hostile.ts";
import { pipeline } from "./definition.ts";

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
			"If I have that in writing I sign on the 24th. ",
			"Your offer must reach us by 2 October. ",
			"I have EUR 40,000 for the first year. ",
			"We'd drop the churn option. ",
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
