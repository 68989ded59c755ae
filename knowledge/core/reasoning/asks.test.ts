import { expect, test } from "vitest";
import { asksIn } from "./asks.ts";

const asks = (text: string) => asksIn(text).map((span) => text.slice(span.start, span.end));

test.each([
	[
		"What would 40 seats cost, and do you integrate with SAP?",
		["What would 40 seats cost", "do you integrate with SAP?"],
	],
	[
		"What's the price at 150+ seats, is there a migration service, and can invoices go to Sweden?",
		["What's the price at 150+ seats", "is there a migration service", "can invoices go to Sweden?"],
	],
	["How long does onboarding take and who does it?", ["How long does onboarding take", "who does it?"]],
	["Please send the report and confirm the hosting region.", ["Please send the report", "confirm the hosting region."]],
	["And could you send it again?", ["could you send it again?"]],
])("[RE17] more than one, or less than the sentence: %s", (text, expected) => {
	expect(asks(text)).toEqual(expected);
});

test.each([
	"If we sign in October, can you start in November?",
	"Do you have a tool that is fast and does the job?",
	"Do you know what is included and what is not?",
	"Is it hosted in the EU, which is what our auditor wants?",
	"We have EUR 40,000 for this - is that enough?",
	"Can you review and sign the contract?",
	"What is the price, the notice period and the minimum term?",
])("[RE17] one ask: %s", (text) => {
	expect(asks(text)).toEqual([text]);
});

test("[RE17] what leads up to the question is no ask", () => {
	expect(
		asks("Two things I could not find: do you support scanning in the yard, and what happens if we leave?"),
	).toEqual(["do you support scanning in the yard", "what happens if we leave?"]);
	expect(asks("We need no help.")).toEqual([]);
});
