import { expect, test } from "vitest";
import { Proposal } from "#knowledge/core/deal/skill.ts";
import { CASE_SIGNAL, inputOf } from "#knowledge/samples/skill-case.ts";
import { qualifier } from "./definition.ts";

const learned = (text: string) =>
	qualifier
		.reason(inputOf(text))
		.proposals.flatMap((each) => (each.type === "learn-fact" ? [`${each.claim.key}=${each.claim.value}`] : []));

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
