import { describe, expect, test } from "vitest";
import { ANSWERS } from "#knowledge/agents/writing/topics.ts";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { replyHandler } from "./definition.ts";

const output = (text: string) => replyHandler.reason(inputOf(text));
const draft = (text: string) => output(text).proposals.find((each) => each.type === "draft-email");
const facts = (text: string) =>
	output(text).proposals.flatMap((each) =>
		each.type === "learn-fact" ? [`${each.claim.key}=${each.claim.value}`] : [],
	);

describe("every ask", () => {
	test("[RH17] of one sentence is named, with who answers it and until when", () => {
		const body = draft("Which customers of yours could be a reference, and do you integrate with SAP?")?.body ?? "";
		expect(body).toContain(
			"A technical colleague will tell you whether we integrate with SAP. You will have our answers within two working days.",
		);
	});

	test("[RH17] of several questions of fact goes to one sentence, without a quotation", () => {
		const body = draft("Do you support SAML? Is there an API? How long does onboarding take?")?.body ?? "";
		expect(body).toContain("whether we support SAML");
		expect(body).toContain("whether there is an API");
		expect(body.match(/within two working days/g)).toHaveLength(1);
		expect(body).not.toMatch(/["“«]|look into|colleagues who know/);
	});

	test("[RH17] that nobody can name is still answered by a day", () => {
		expect(draft("Would the blue one do for the four of us?")?.body).toContain(
			"I will find out whether the blue one would do for the four of you, and tell you within two working days.",
		);
	});

	test.each([
		[8, ""],
		[10, "Not taken up: 2 more asks."],
	])("[RH17] of %i asks, what is left out is told", (count, expected) => {
		const text = Array.from(
			{ length: count },
			(_, i) => `Can your platform handle case ${"abcdefghijkl".charAt(i)} for us as well as all that belongs to it?`,
		).join(" ");
		const found = draft(text);
		expect(found?.body).toContain("I will find out whether our platform can handle case a");
		expect(found?.body.length).toBeLessThanOrEqual(1_800);
		expect(found?.why.includes("Not taken up")).toBe(expected !== "");
		expect(found?.why).toContain(expected);
	});
});

describe("what the sender owes", () => {
	test.each(Object.entries(ANSWERS))(
		"[RH18] an answer about %s says what will be done, not what is being done",
		(_topic, answer) => {
			expect(answer.says).not.toMatch(/\b(?:am|are|is) (?:\w+ly )?\w{3,}ing\b|\bhave (?:already|just)\b|\d/);
			expect(answer.commits.length).toBeGreaterThan(5);
		},
	);

	test.each([
		["Could you send the deck by Friday?", `By approving you commit to: what they ask for: "send the deck by Friday".`],
		[
			"Could we speak next Tuesday?",
			"By approving you commit to: a meeting invitation for next Tuesday: check the calendar.",
		],
		["Our budget is EUR 40,000.", "By approving you commit to nothing further."],
		["Your price is too high for us.", "By approving you commit to: an answer on the price."],
		["Sounds good, let's go ahead.", "By approving you commit to: the next steps in writing."],
		["Your export has failed again.", "a written account of what happened, with a name"],
		["Können Sie uns bitte ein Beispiel für das Team schicken?", "Their mail is in German; this draft is in English."],
	])("[RH18] %s: %s", (text, expected) => {
		expect(draft(text)?.why).toContain(expected);
	});

	test.each([
		["a refusal", "We have decided to go with another vendor."],
		["a complaint", "Your export has failed again and we are fed up with you."],
		["an argument about terms", "We cannot accept Delaware as place of jurisdiction."],
		["a wish for silence", "Please do not call before January."],
	])("[RH19] %s gets no question back", (_name, text) => {
		expect(draft(text)?.body).toMatch(/\S/);
		expect(draft(text)?.body.replace(/"[^"]*"/g, "")).not.toMatch(/\?|short call/);
	});
});

describe("whose words are whose", () => {
	test("[RH20] what is put to a colleague is no ask of us; what is put to us by name is", () => {
		const theirs = "conversation.ask=Priya, could you send Sam our questionnaire? | them | Priya | -";
		expect(facts("Priya, could you send Sam our questionnaire?")).toEqual([theirs]);
		expect(draft("Priya, could you send Sam our questionnaire?")).toBeUndefined();
		expect(facts("Sam, could you send us your questionnaire?")).toHaveLength(1);
		expect(facts("Also, could you send us your questionnaire?")).toHaveLength(1);
	});

	test.each([
		"Please think of the trees before you print this.",
		"If you are not the intended recipient please delete this and inform the sender.",
		"Please consider the environment before printing this e-mail.",
	])("[RH20] the footer of a mail program asks nobody: %s", (text) => {
		expect(facts(text).filter((each) => each.startsWith("conversation.ask"))).toEqual([]);
	});

	test("[RH20] what is wanted before somebody leaves is an ask", () => {
		expect(facts("Could you send me the deck before you leave?")).toHaveLength(1);
	});

	test("[RH20] a promise is a clause, also in text without spaces", () => {
		expect(facts("Thanks for this.We like it,and I will send you the numbers.Take care")).toEqual([
			"conversation.promise=We like it,and I will send you the numbers. | them | - | -",
		]);
		expect(facts("It was a long day, but I'll send you the numbers.")).toEqual([
			"conversation.promise=but I'll send you the numbers. | them | - | -",
		]);
	});

	test("[RH4] a pitch to us gets no fact and no draft", () => {
		const text = "I came across your website. We help companies rank on page one. Can I send you a free audit?";
		expect(output(text).proposals).toEqual([]);
	});
});
