import { describe, expect, test } from "vitest";
import { DealEvent } from "#knowledge/core/events/catalogue.ts";
import { entryOf } from "./event.builder.ts";
import { type Names, SENTENCES, say } from "./sentences.ts";

const names: Names = { you: "li", contacts: new Map([["c-1", "Jane Wu"]]), forkedAt: null };
const text = (event: { type: string; [member: string]: unknown }, texts: Record<string, string | null> = {}) => {
	const said = say(entryOf(1, event, { texts }), names);
	return said.detail === null ? said.text : `${said.text} | ${said.detail}`;
};
const agent = { type: "agent", skill: "reply-handler" };
const you = { type: "human", user: "li" };

describe("sentences", () => {
	test.each([
		[null, "Mail in the outbox: it can be taken back until it leaves"],
		[7, "Mail in the outbox: it can be taken back until it leaves"],
		[6, "Mail rehearsed: nothing leaves a fork"],
	])("[WB11] a mail queued by event 7, in a copy made after event %s", (forkedAt, words) => {
		expect(say(entryOf(7, { type: "deal.effect-queued" }), { ...names, forkedAt }).text).toBe(words);
	});

	test("[WB11] every event that exists has a sentence of its own", () => {
		const types = DealEvent.options.map((option) => option.shape.type.value);
		expect(Object.keys(SENTENCES).sort()).toEqual([...types].sort());
	});

	test.each([
		[{ type: "conversation.signal-received", kind: "email", author: "buyer", contact: "c-1" }, {}, "Mail from Jane Wu"],
		[{ type: "conversation.signal-received", kind: "crm", author: "system", contact: null }, {}, "CRM change"],
		[{ type: "deal.run-requested", trigger: { type: "click", by: "li" } }, {}, "You ran the pipeline"],
		[
			{ type: "deal.run-started", stages: [["qualifier", "discovery"], ["reply-handler"]] },
			{},
			"Plan: Qualifier + Discovery → Reply handler",
		],
		[
			{ type: "deal.step-settled", skill: "strategy", outcome: "failed", fault: "model-timeout" },
			{},
			"Strategy failed | Model timeout",
		],
		[
			{ type: "deal.proposal-refused", skill: "qualifier", proposal: "learn-fact", rule: "JU3" },
			{ reason: "no such quote" },
			"Refused: learn fact by Qualifier (rule JU3) | no such quote",
		],
		[
			{ type: "deal.stage-changed", from: "SOLUTION", to: "CLOSED_WON", by: you },
			{ why: null },
			"You moved the deal from Solution to Closed won",
		],
		[
			{ type: "deal.approval-requested", by: agent, action: { type: "send-email" } },
			{ why: "She asked." },
			"Reply handler asks for approval: send mail | She asked.",
		],
		[
			{ type: "deal.rep-assigned", rep: "ben", by: { type: "rule", rule: "first-of-ours" } },
			{},
			"ben is the rep of this deal from here on",
		],
		[
			{ type: "deal.approval-requested", by: you, action: { type: "send-email" } },
			{ why: "Written by hand." },
			"You ask for approval: send mail | Written by hand.",
		],
		[
			{ type: "deal.contact-erased", contact: "c-aaaaaaaaaaaaaaaaaaab", by: "li" },
			{},
			"You erased one of the buyer's people | What they wrote and what told of them is no longer kept.",
		],
		[
			{ type: "deal.approval-decided", decision: "replaced", by: { type: "rule", rule: "contact-erased" } },
			{},
			"Closed: it was for, or told of, somebody who was erased",
		],
		[
			{ type: "deal.effect-settled", outcome: "cancelled", reason: "contact-erased" },
			{},
			"Not sent: it was for, or told of, somebody who was erased",
		],
		[
			{ type: "deal.effect-settled", outcome: "cancelled", reason: "fork" },
			{},
			"Not on its way any more: nothing leaves a fork",
		],
		[
			{ type: "deal.approval-decided", decision: "rejected", by: { type: "human", user: "ben" } },
			{ reason: "Wrong tone" },
			"ben rejected | Wrong tone",
		],
		[
			{ type: "deal.effect-settled", outcome: "unknown", reason: "answer-lost" },
			{},
			"It is not known whether the mail left | Answer lost",
		],
		[
			{ type: "deal.fact-judged", fact: "f-1", verdict: "edited", by: "li" },
			{ "fact.key": "bant.budget", "fact.shown": "EUR 45,000", reason: "Without VAT" },
			"You corrected budget | EUR 45,000 · Without VAT",
		],
		[{ type: "deal.fact-judged", fact: "f-1", verdict: "contradicted", by: "sam" }, {}, "sam contradicted a fact"],
		[
			{
				type: "deal.feedback-given",
				skill: "reply-handler",
				about: "refused",
				rule: "JU8",
				verdict: "disagree",
				by: "li",
			},
			{ note: "It is agreed." },
			"You disagree that Reply handler was refused | It is agreed.",
		],
		[
			{ type: "deal.crm-changed", record: { type: "deal" }, field: "next-step", by: agent, undoes: null },
			{ from: "Call Jane", to: "Send the quote" },
			"Reply handler wrote next step | Call Jane → Send the quote",
		],
		[
			{ type: "deal.crm-changed", record: { type: "contact", contact: "c-1" }, field: "title", by: you, undoes: "k-1" },
			{ from: "CFO", to: null },
			"You took a change back: title of Jane Wu | CFO → empty",
		],
		[
			{ type: "deal.effect-settled", outcome: "rehearsed", reason: null },
			{},
			"Rehearsed: in a sandbox copy no mail leaves",
		],
		[
			{ type: "deal.effect-settled", outcome: "cancelled", reason: "undone" },
			{},
			"The mail was taken back before it left",
		],
		[
			{ type: "deal.handoff-recorded", from: "discovery", to: "legal", outcome: "refused-hops" },
			{},
			"Discovery may not hand over to Legal: too many hops",
		],
	])("[WB12] %j %j", (event, texts, expected) => {
		expect(text(event, texts)).toBe(expected);
	});

	test("[WB12] members of a shape that nobody expects do not break the page", () => {
		for (const option of DealEvent.options) {
			const odd = {
				type: option.shape.type.value,
				by: 7,
				trigger: [],
				stages: "x",
				fact: null,
				skill: {},
				tokens: "many",
				outcome: [],
			};
			expect(() => say(entryOf(1, odd), names)).not.toThrow();
		}
	});
});
