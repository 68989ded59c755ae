import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Proposal } from "#knowledge/core/deal/skill.ts";
import { CASE_SIGNAL, factOf, inputOf } from "#knowledge/samples/skill-case.ts";
import { qualifier } from "./definition.ts";

type Input = ReturnType<typeof inputOf>;
const learned = (text: string) =>
	qualifier
		.reason(inputOf(text))
		.proposals.flatMap((each) => (each.type === "learn-fact" ? [`${each.claim.key}=${each.claim.value}`] : []));
const move = (input: Input) => qualifier.reason(input).proposals.find((each) => each.type === "move-stage");

test.each([
	"You have been approved for a budget of $402,000.",
	"The budget for this position is up to $180,000.",
	"He set aside 90,000 euros for his till system.",
	"Another customer has set aside EUR 40,000 for this.",
])("[QU17] no budget of theirs: %s", (text) => {
	expect(learned(text)).toEqual([]);
});

test.each([
	["As you know, our budget is EUR 40,000.", "EUR 40,000"],
	["The council approved CHF 240,000 for this.", "CHF 240,000"],
	["We've put 25k pounds aside.", "GBP 25,000"],
])("[QU17] their budget: %s", (text, expected) => {
	expect(learned(text)).toContain(`bant.budget=${expected}`);
});

test("[QU6] what a pitch says is refused, though another reasoner claims it", () => {
	const quote = "We have a budget of $40,000 for you.";
	const text = `Congratulations, you have been selected. ${quote} Reply yes. No collateral needed.`;
	const start = text.indexOf(quote);
	const evidence = [{ signal: CASE_SIGNAL, quote, start, end: start + quote.length }];
	const claim = { key: "bant.budget", value: "USD 40,000", confidence: 0.9, evidence };
	expect(qualifier.judge(inputOf(text), Proposal.parse({ type: "learn-fact", claim }))).toMatchObject({ rule: "QU6" });
});

describe("what a move rests on", () => {
	const text = "We have to be live by May.";
	const facts = [factOf("bant.need", "an audit log"), factOf("bant.budget", "USD 40,000")];

	test("[QU18] from DISCOVERY it cites the board's own quotes, and the runtime accepts them", () => {
		const input = inputOf(text, { stage: "DISCOVERY", facts });
		const found = move(input);
		expect(found?.evidence).toEqual([
			facts[0]?.evidence[0],
			facts[1]?.evidence[0],
			{ signal: CASE_SIGNAL, quote: text, start: 0, end: text.length },
		]);
		expect(found && judge(qualifier, input, found)).toEqual({ type: "pass" });
	});

	test.each([
		["erased", { evidence: (facts[1]?.evidence ?? []).map((each) => ({ ...each, quote: null })) }],
		["hedged", { confidence: 0.4 }],
		["none yet", { value: "none yet" }],
		["contradicted", { state: "contradicted" as const }],
	])("[QU18] what is %s carries no move", (_name, changes) => {
		const weak = [factOf("bant.need", "an audit log"), factOf("bant.budget", "USD 40,000", changes)];
		expect(move(inputOf(text, { stage: "DISCOVERY", facts: weak }))).toBeUndefined();
	});

	test("[QU18] a surer fact of the same key is the proof, whichever came first", () => {
		const sure = factOf("bant.budget", "USD 50,000");
		const input = inputOf(text, {
			stage: "DISCOVERY",
			facts: [factOf("bant.need", "x"), factOf("bant.budget", "none yet"), sure],
		});
		expect(move(input)?.evidence).toContainEqual(sure.evidence[0]);
	});

	test("[QU11] once there, the same facts propose no move again", () => {
		expect(move(inputOf(text, { stage: "QUALIFICATION", facts }))).toBeUndefined();
		expect(move(inputOf(text, { stage: "SOLUTION", facts }))).toBeUndefined();
	});
});
