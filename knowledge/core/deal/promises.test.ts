import { describe, expect, test } from "vitest";
import { anInput, aSignal, aSkill, draftOf } from "../testing/builders.ts";
import { aCapability, aCatalogue, anOffering } from "../testing/catalogue.ts";
import { factNo, signalNo } from "../testing/ids.ts";
import { TAKES } from "./claim-words.ts";
import { judge, judgeInStep } from "./judge.ts";
import type { SkillInput } from "./skill.ts";

const MAIL = `Do you write back to Corvane? We require an answer within two hours. Could Jane Wu call us on Tuesday?
We go live on 1 March 2027. Six seats are too many. Is there a dialler?`;
const CATALOGUE = aCatalogue({
	offerings: [
		anOffering({
			capabilities: [
				aCapability("Single sign-on", "Agents sign in once through your own identity provider.", "sso"),
				aCapability(
					"Ticket import",
					"Closed tickets of the last three years are taken over from the old tool.",
					"import",
				),
			],
			limits: [{ says: "It cannot be installed in your own data centre.", about: ["on-premises"] }],
		}),
	],
});
const input = (changes: Partial<SkillInput> = {}): SkillInput =>
	anInput({
		signal: aSignal({ text: MAIL, visible: [{ start: 0, end: MAIL.length }] }),
		catalogue: CATALOGUE,
		...changes,
	});
const verdict = (body: string, given = input()): string => {
	const judged = judge(aSkill("writer"), given, draftOf({ body: `Hi Mara,\n\n${body}` }));
	return judged.type === "pass" ? "pass" : judged.rule;
};

describe("an undertaking", () => {
	test.each([
		"We will build the interface.",
		"We'll build the link as part of the setup.",
		"Our team will clean up the old data for you.",
		"Our engineers adapt the connector.",
		"I'll make sure that it works.",
		"Consider the second step done.",
		"You can count on it.",
		"The six seats will be credited.",
		"Unused seats are credited.",
		"We will have the first plan ready before you start.",
		"It will be ready by then.",
		"Two hours is our minimum.",
		"Our CEO will gladly join the first conversation.",
		"Nobody will notice the switch.",
		"You will be live on 1 March 2027.",
		"Harbour Desk is certified.",
		"The dialler is on our roadmap.",
		"Meeting you halfway should be no difficulty.",
		"We can also install it in a data centre.",
		"We keep your data in the country.",
		"Your handling time drops.",
		"It connects to any ticket tool out of the box.",
		"We've read files from other tools before.",
		"The interface will be built, as you require.",
		"An outage like that will not happen again.",
		"It stays as long as you need.",
		"Corvane is on the list.",
		"Single sign-on with Corvane is already available.",
		"You asked for a link; the link is already available.",
		"Tickets can still be opened without a connection.",
		"Agents can record calls with it.",
		"There is also a mobile app.",
		"Many operators use it.",
		"You can start with the import alone and pay a year later.",
		"Harbour Desk runs on top of Corvane.",
		"Billing is kept,",
		"Closed tickets of three years are taken over and encrypted.",
		"All closed tickets are taken over, however old they are.",
		"Our colleagues answer each mail within two hours.",
		"An installation in your data centre is possible.",
		"The move of closed tickets takes a weekend.",
		"Closed tickets are cleaned by our consultants.",
		"We have done this for two operators.",
		"Our engineers sit beside your agents.",
		"Your agents will need no training.",
		"Corvane is one of the systems.",
		"Both are possible.",
	])("[JU18] is held: %s", (body) => {
		expect(verdict(body)).toBe("JU18");
	});

	test.each([
		"I will come back to you.",
		"We will be in touch.",
		"I'll let you know.",
		"I would like to show you how it works.",
		"I can't promise that we will build it.",
		"You asked whether we will build the interface.",
		"Whether we will build it is not mine to say.",
		"A colleague will write to you within two working days.",
		"Our lawyers will look at it.",
		"Would you want us to build it?",
		"Agents sign in once through your own identity provider.",
		"With Harbour Desk agents sign in through your identity provider.",
		"The closed tickets of three years will be taken over from the old tool.",
		"It cannot be installed in your own data centre.",
		"You go live on 1 March 2027.",
		"Tuesday works for me.",
		"I'll call you on Tuesday.",
		"I'll get you a written answer on how we would cover that.",
		"I am checking what can be kept from them.",
		"We could start the conversation there.",
		"We can go on when you are back.",
		"Calls are recorded elsewhere.",
		"Harbour Desk lets a team sign in through your identity provider.",
		"Agents can sign in once through the identity provider.",
		"Jane Wu can see that for herself.",
		"Corvane is kept.",
		"There is one question left.",
		"You will hear from us within two working days.",
		"Two hours, as you wrote, is what you need.",
		"You can keep Corvane.",
		"Both are possible: agents sign in once through your own identity provider.",
		"The closed tickets of the last three years come across from the old tool.",
		"I'd add one point.",
		"What we offer: closed tickets of three years are taken over.",
	])("[JU18] stands: %s", (body) => {
		expect(verdict(body)).toBe("pass");
	});

	test("[JU18] a promise of ours that is known stands; theirs, and one that was contradicted, do not", () => {
		const value = "Train the night shift on site | us | - | -";
		const fact = {
			id: factNo(1),
			key: "conversation.promise",
			value,
			confidence: 1,
			evidence: [{ signal: signalNo(7), quote: value, start: 0, end: value.length }],
			state: "suggested",
			validFrom: 0,
			supersedes: null,
		} as const;
		const body = "We will train the night shift on site.";
		const known = (changes: object) => verdict(body, input({ facts: [{ ...fact, ...changes }] }));
		expect([
			verdict(body),
			known({}),
			known({ state: "contradicted" }),
			known({ value: value.replace("us", "them") }),
		]).toEqual(["JU18", "pass", "JU18", "JU18"]);
	});

	test("[JU18] how long something takes is a claim; what I take it to be is none", () => {
		expect(TAKES.test("The training takes three days.")).toBe(true);
		expect(TAKES.test("We take three days.")).toBe(true);
		expect(TAKES.test("I take three days of training to be what the onboarding is for.")).toBe(false);
	});

	test("[JU18] the reason names the claim and why", () => {
		const judged = judge(aSkill("writer"), input(), draftOf({ body: "Hi Mara,\n\nWe will build the interface." }));
		expect(judged).toMatchObject({
			reason: expect.stringMatching(/^"We will build the interface\.": it says what we will do/),
		});
	});
});

test.each([
	"we will ",
	"our team will ",
	"is ready, ",
	"consider it ",
	"you can, and ",
	"no a a a ",
	"Harbour Desk is ",
	"closed tickets are taken over per agent and encrypted, ",
])("[JU18] the longest draft of %j is judged within a second", (unit) => {
	const body = unit.repeat(20_000).slice(0, 19_000);
	const start = performance.now();
	judge(aSkill("writer"), input(), draftOf({ body }));
	expect(performance.now() - start).toBeLessThan(1_000);
});

test("[JU16] what is got for a price below list stands in the mail", () => {
	const offer = {
		currency: "EUR" as const,
		lines: [
			{
				offering: "desk",
				item: "Desk seat",
				unit: "per-user-month" as const,
				quantity: 6,
				periods: 12,
				unitMinor: 4_800,
			},
		],
		totalMinor: 345_600,
		gets: [{ kind: "reference" as const, says: "a call with a reference" }],
	};
	const ruleOf = (body: string) => judge(aSkill("writer"), input(), draftOf({ body, offer }));
	const priced = "Hi Mara,\n\n6 × EUR 48 × 12 months = EUR 3,456";
	expect(ruleOf(`${priced}.`)).toMatchObject({ rule: "JU16" });
	expect(ruleOf(`${priced}, for a call with a reference.`)).toEqual({ type: "pass" });
});

test("[JU17] of a counted type one too many is refused, and as many as are given are not", () => {
	const skill = aSkill("writer", { atMost: { "draft-email": 1 } });
	const proposal = draftOf();
	expect(judgeInStep(skill, input(), { proposal, before: [] })).toEqual({ type: "pass" });
	expect(judgeInStep(skill, input(), { proposal, before: [proposal] })).toMatchObject({ rule: "JU17" });
	expect(judgeInStep(aSkill("writer"), input(), { proposal, before: [proposal] })).toEqual({ type: "pass" });
});
