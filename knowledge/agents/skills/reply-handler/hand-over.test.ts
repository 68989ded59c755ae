import { describe, expect, test } from "vitest";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { factOf, inputOf, STRANGER } from "#knowledge/samples/skill-case.ts";
import { replyHandler } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1];
const propose = (text: string, changes: Changes = {}) => replyHandler.reason(inputOf(text, changes)).proposals;
const typesOf = (text: string, changes: Changes = {}): readonly string[] => [
	...new Set(propose(text, changes).flatMap((each) => (each.type === "learn-fact" ? [] : [each.type]))),
];
const handOff = (text: string, changes: Changes = {}) =>
	propose(text, changes).find((each) => each.type === "hand-off");

describe("a mail that asks for a price", () => {
	test.each([
		"What would 85 seats cost per year?",
		"Could you send me a quote?",
		"Please send us your proposal for the Leeds plant.",
		"How much is the whole thing?",
		"Could you share your pricing for 40 users?",
		"We need a written offer by Friday, can you prepare one?",
		"What are your rates?",
		"Can you give us a ballpark?",
		"Können Sie uns bitte ein Angebot für das Team schicken?",
		"Do you support SAML? And what does it cost for 40 people?",
		"What would it cost, and could you do 10% off?",
		"Would you please let us have a written offer. We need:\n- your setup costs\n- what happens if we want to stop",
	])("[RH22] is handed over, and nothing is drafted: %s", (text) => {
		expect(typesOf(text)).toEqual(["hand-off"]);
		expect(handOff(text)?.to).toBe("proposal");
	});

	test("[RH22] has its facts noted as before, and its words in the task", () => {
		const text = "What would 85 seats cost per year? I'll send you our ticket export by Friday.";
		expect(propose(text).flatMap((each) => (each.type === "learn-fact" ? [each.claim.key] : []))).toEqual([
			"conversation.ask",
			"conversation.promise",
			"conversation.date",
		]);
		expect(handOff(text)?.task).toContain("What would 85 seats cost per year?");
	});

	test.each<[string, string, Changes]>([
		["from nobody of this deal", "What would it cost?", { signal: { from: STRANGER } }],
		["that is automatic", "What would it cost?", { signal: { subject: "Automatic reply: x" } }],
		["of ours", "What would it cost?", { signal: { author: "us" } }],
		["by who opts out", "How much is it? Please stop emailing me.", {}],
	])("[RH22] %s is handed to nobody", (_name, text, changes) => {
		expect(handOff(text, changes)).toBeUndefined();
	});

	test("[RH22] a question about the price that came in a note goes on, one about anything else is answered here", () => {
		const from = SkillName.parse("qualifier");
		const note = { signal: { author: "us", kind: "note" } } as const;
		const price = { ...note, handoff: { from, task: "Answer the buyer's open question: she asked for the price" } };
		expect(typesOf("She asked for the price.", price)).toEqual(["hand-off"]);
		const sso = { ...note, handoff: { from, task: "Answer the buyer's open question: she asked about SSO" } };
		expect(typesOf("She asked about SSO.", sso)).toEqual(["draft-email"]);
	});
});

test.each([
	"Your price is too high for us.",
	"Could you do 10% off?",
	"Can you hold the price until Friday?",
	"Could we talk through your proposal next Tuesday?",
	"Is there a rate limit on your API?",
	"How long does onboarding take?",
	"Can you drop the setup fee?",
	"Send me a better offer.",
	"A further reduction of 6 % on the annual fee would bring you to the first place.",
	"Could you confirm that the price of your offer is valid until May?",
	"Thanks for the quote, can you explain how the import works?",
])("[RH23] is answered here: %s", (text) => {
	expect(typesOf(text)).toEqual(["draft-email"]);
});

test.each([
	["What would it cost, as we decide today?", "high"],
	["What would it cost? It is urgent, can you answer asap?", "high"],
	["What would it cost?", "normal"],
	["What would it cost? No rush, would next quarter do?", "low"],
	["We are a team of 60 today. What would it cost?", "normal"],
])("[RH24] %s: %s", (text, expected) => {
	expect(handOff(text)?.priority).toBe(expected);
});

test.each([
	["We run a tender for this. Can you confirm that you take part?", ["draft-email", "ask-human"]],
	["Attached is our RFP, could you confirm receipt?", ["draft-email", "ask-human"]],
	["Could you tell me how the tender care unit uses this?", ["draft-email"]],
	["Could you confirm receipt?", ["draft-email"]],
])("[RH25] %s: %j", (text, expected) => {
	expect(typesOf(text)).toEqual(expected);
});

test("[RH18] the language of the mail is told in every stage", () => {
	const text = "Wir haben noch eine Frage: Können Sie uns bitte die Unterlagen für das Team schicken?";
	for (const stage of ["DISCOVERY", "NEGOTIATION"] as const) {
		const draft = propose(text, { stage, facts: [factOf("bant.need", "x")] }).find(
			(each) => each.type === "draft-email",
		);
		expect(draft?.why).toContain("Their mail is in German");
	}
});
