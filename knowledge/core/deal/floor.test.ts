import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askHuman, draftOf, handTo, learn, moveTo, quoteOf } from "../testing/builders.ts";
import { withFloor } from "./floor.ts";
import { PROPOSALS_MAX, type Proposal, type SkillOutput } from "./skill.ts";

const says = (...proposals: Proposal[]): SkillOutput => ({ proposals, summary: "Said." });
const all = () => true;
const none = () => false;

const BUDGET = learn("bant.budget", "EUR 40,000");
const OTHER_BUDGET = learn("bant.budget", "EUR 45,000");
const at = (start: number, end: number) => ({ ...quoteOf("March"), start, end });
const need = (value: string, start: number, end: number) => learn("bant.need", value, { evidence: [at(start, end)] });

describe("a model on the floor of the rules", () => {
	test("[FL2] a model that says nothing leaves all that the rules found", () => {
		const { output, byRules } = withFloor(says(), says(BUDGET, draftOf()), all);
		expect(output).toEqual({ proposals: [BUDGET, draftOf()], summary: "Said." });
		expect(byRules).toBe(2);
	});

	test("[FL3] where both have the one answer there can be, the model's stands alone", () => {
		expect(withFloor(says(OTHER_BUDGET), says(BUDGET), all)).toEqual({ output: says(OTHER_BUDGET), byRules: 0 });
	});

	test.each([
		["ends where the other begins", 10, 2],
		["shares one character with it", 11, 1],
	])("[FL3] a need whose quote %s", (_name, end, left) => {
		const { output } = withFloor(says(need("one", 0, end)), says(need("two", 10, 20)), all);
		expect(output.proposals).toHaveLength(left);
	});

	test("[FL2] another signal's quote is another place", () => {
		const there = learn("bant.need", "two", { evidence: [{ ...at(0, 10), signal: `s-${"b".repeat(20)}` as never }] });
		expect(withFloor(says(need("one", 0, 10)), says(there), all).byRules).toBe(1);
	});

	const person = (value: string, start: number) =>
		learn("discovery.stakeholder", value, { evidence: [at(start, start + 5)] });
	test("[FL3] a person is the same wherever they stand, and two in one sentence are two", () => {
		const model = says(person("Petra Lind | CFO | decides | for", 0));
		const rules = says(
			person("Petra Lind | - | unknown | unknown", 40),
			person("Jonas Petrie | - | uses | unknown", 0),
		);
		expect(withFloor(model, rules, all).output.proposals).toEqual([...model.proposals, rules.proposals[1]]);
	});

	test("[FL5] what the model leaves open of a person, or of an undertaking, is filled in by what the rules know", () => {
		const spoke = person("Petra Lind | Finance | unknown | unknown | high | - | spoke", 0);
		const filled = withFloor(says(person("Petra Lind | - | decides | for", 0)), says(spoke), all);
		expect(filled.output.proposals).toMatchObject([
			{ claim: { value: "Petra Lind | Finance | decides | for | high | - | spoke" } },
		]);
		const ask = (value: string) => learn("conversation.ask", value, { evidence: [at(0, 5)] });
		const asked = (value: string, rules: string) => withFloor(says(ask(value)), says(ask(rules)), all).output.proposals;
		expect(asked("Send it | us | - | -", "Send it | us | Sam | 2026-09-21")).toEqual([
			ask("Send it | us | Sam | 2026-09-21"),
		]);
		expect(asked("Send it | us | - | 2026-09-22", "Send it | us | Sam | 2026-09-21")).toEqual([
			ask("Send it | us | Sam | 2026-09-22"),
		]);
		expect(asked("Send it | them | - | -", "Send it | us | Sam | 2026-09-21")).toEqual([ask("Send it | them | - | -")]);
	});

	test("[FL5] what makes the model's word one that is refused is not filled in", () => {
		const model = says(person("Petra Lind | - | decides | for", 0));
		const rules = says(person("Petra Lind | CFO | unknown | unknown", 40));
		const isBare = (proposal: Proposal) => proposal.type !== "learn-fact" || !proposal.claim.value.includes("CFO");
		expect(withFloor(model, rules, all).output.proposals).toMatchObject([
			{ claim: { value: expect.stringContaining("CFO") } },
		]);
		expect(withFloor(model, rules, isBare).output.proposals).toEqual(model.proposals);
	});

	test("[FL3] one draft, one move, one question; tasks by whom they go to", () => {
		const rules = says(
			draftOf({ subject: "Rules" }),
			moveTo("DISCOVERY"),
			askHuman(),
			handTo("proposal"),
			handTo("voice"),
		);
		const model = says(draftOf({ subject: "Model" }), moveTo("SOLUTION"), askHuman(), handTo("proposal"));
		expect(withFloor(model, rules, all).output.proposals).toEqual([...model.proposals, handTo("voice")]);
	});

	test("[FL4] what is refused of the model stays, last, and the rules' own is done in its place", () => {
		const model = says(draftOf({ subject: "Refused" }), need("found", 0, 5));
		const accepts = (proposal: Proposal) => proposal.type !== "draft-email" || proposal.subject !== "Refused";
		expect(withFloor(model, says(draftOf({ subject: "Rules" })), accepts).output.proposals).toEqual([
			need("found", 0, 5),
			draftOf({ subject: "Rules" }),
			draftOf({ subject: "Refused" }),
		]);
	});

	test("[FL2] when nothing of the model's is acceptable the rules' answer stands whole, before it", () => {
		const rules = [BUDGET, need("a", 0, 5), draftOf()];
		expect(withFloor(says(OTHER_BUDGET), says(...rules), none).output.proposals).toEqual([...rules, OTHER_BUDGET]);
	});

	test("[FL1][FL2] of any two answers, all that is acceptable is there, none twice, never more than an answer holds", () => {
		const some = fc.array(
			fc.oneof(
				fc
					.record({
						start: fc.nat(50),
						length: fc.integer({ min: 1, max: 20 }),
						value: fc.string({ minLength: 1, maxLength: 3 }),
					})
					.map(({ start, length, value }) => need(value, start, start + length)),
				fc.constantFrom<Proposal>(BUDGET, OTHER_BUDGET, draftOf(), askHuman(), handTo("proposal")),
			),
			{ maxLength: PROPOSALS_MAX },
		);
		fc.assert(
			fc.property(some, some, fc.func(fc.boolean()), (model, rules, isAccepted) => {
				const { output, byRules } = withFloor(says(...model), says(...rules), (each) => isAccepted(each));
				expect(output.proposals.length).toBeLessThanOrEqual(PROPOSALS_MAX);
				const kept = model.filter((each) => isAccepted(each));
				expect(output.proposals.slice(0, kept.length)).toEqual(kept);
				const added = output.proposals.slice(kept.length, kept.length + byRules);
				for (const each of added) expect(rules).toContain(each);
				if (kept.length + rules.length <= PROPOSALS_MAX && kept.length === 0) expect(byRules).toBe(rules.length);
			}),
		);
	});
});
