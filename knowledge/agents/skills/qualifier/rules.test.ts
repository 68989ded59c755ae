import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Proposal, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { QUALIFICATION_KEYS } from "#knowledge/core/reasoning/qualification/find.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { CASE_NOW, CASE_SIGNAL, factOf, inputOf, MARA, STRANGER } from "#knowledge/samples/skill-case.ts";
import { qualifier } from "./definition.ts";

type Input = ReturnType<typeof inputOf>;
const propose = (input: Input) => qualifier.reason(input).proposals;
const claims = (input: Input) => propose(input).flatMap((each) => (each.type === "learn-fact" ? [each.claim] : []));
const learned = (text: string, changes: Parameters<typeof inputOf>[1] = {}) =>
	claims(inputOf(text, changes)).map((claim) => `${claim.key}=${claim.value}`);
const NOTE = { signal: { kind: "note", author: "us" } } as const;

const FULL = `Hi Sam,

We have set aside EUR 40,000 for this. Our CFO Jane Wu signs off.
We need a single screen for billing and tickets, because we are losing
customers to slow answers. We want to cut handling time by 30%.
We have to be live by 31 March 2027. Everything goes through procurement first.
We will compare vendors on price and support. I'm pushing for this internally.

Best regards,
Mara
`;

describe("what is found", () => {
	test("[QU1] every answer of one text, short and normalised, in one pass", () => {
		const found = learned(FULL);
		for (const expected of [
			"bant.budget=EUR 40,000",
			"bant.authority=signs off: Jane Wu (CFO)",
			"bant.timeline=2027-03-31",
			"meddic.economic-buyer=Jane Wu (CFO)",
			"meddic.decision-criteria=price and support",
			"meddic.champion=Mara Ellingsen",
		]) {
			expect(found).toContain(expected);
		}
		expect(new Set(found.map((each) => each.split("=")[0]))).toEqual(new Set<string>(QUALIFICATION_KEYS));
	});

	test.each([
		["We've got around 25-30k euros earmarked for this project.", "bant.budget=EUR 25,000-30,000"],
		["Spend on this is capped at EUR 90k per year.", "bant.budget=up to EUR 90,000 per year"],
		["We have EUR 40,000 for this - is that enough?", "bant.budget=EUR 40,000"],
		["Anything over $100k needs our board's approval.", "bant.authority=signs off: board"],
		["The final decision lies with our COO, Peter Lang.", "bant.authority=signs off: Peter Lang (COO)"],
		["I'm the decision maker here.", "bant.authority=signs off: Mara Ellingsen"],
		["We're looking to replace our legacy CRM.", "bant.need=replace our legacy CRM"],
		["We're hoping to go live before the end of the year.", "bant.timeline=2026-12-31"],
		["Our contract with the current vendor expires in June 2027.", "bant.timeline=2027-06-01/2027-06-30"],
		["Our goal is to cut onboarding time by 30%.", "meddic.metrics=Our goal is to cut onboarding time by 30%"],
		["It takes us three weeks to close the books.", "meddic.pain=It takes us three weeks to close the books"],
		["Uptime will be the deciding factor.", "meddic.decision-criteria=Uptime"],
		["Tom from IT is our internal champion for this.", "meddic.champion=Tom"],
	])("[QU1] %s", (text, expected) => {
		expect(learned(text)).toContain(expected);
	});

	test("[QU1] the items of a list of needs are needs", () => {
		expect(learned("We want to:\n- see every open job\n- stop a delivery until six\n")).toEqual([
			"bant.need=see every open job",
			"bant.need=stop a delivery until six",
		]);
	});

	test.each([
		["Our budget is $40k.", "We could probably stretch to $40k."],
		["Our CFO signs off.", "I think our CFO signs off."],
		["We need to be live by May.", "We might be live by May."],
	])("[QU4] hedged is less sure: %s", (stated, hedged) => {
		const confidence = (text: string) => Math.max(0, ...claims(inputOf(text)).map((claim) => claim.confidence));
		expect(confidence(hedged)).toBeGreaterThan(0);
		expect(confidence(hedged)).toBeLessThan(confidence(stated));
	});
});

describe("what is not claimed", () => {
	test.each([
		"What is your budget for marketing?",
		"Do we need a budget for onboarding?",
		"We do not need a CRM.",
		"I wish we had the budget for this.",
		"If we had $100k we would buy it tomorrow.",
		"I am not the decision maker.",
		"We raised $12m in our series A last year.",
		"Your price of $50k is too high.",
		"We currently pay $30k a year for Tallybird.",
		"Let's talk next Tuesday at 3pm.",
		"Can you send the pricing by end of week?",
		"I need to check with my colleagues.",
		"We need to reschedule our call to next Wednesday.",
		"We have no problems with our current tool.",
		"We met the CEO of Acme yesterday.",
		"The budget meeting is on Thursday.",
		"There is no rush on our side.",
		"We have 85 agents in two offices.",
		"Please let me know if you need anything from us.",
	])("[QU5] %s", (text) => {
		expect(learned(text)).toEqual([]);
	});

	test("[QU5] a budget that does not exist is «none yet», and fills no gap", () => {
		const output = qualifier.reason(inputOf("We do not have a budget for this yet."));
		expect(learned("We do not have a budget for this yet.")).toEqual(["bant.budget=none yet"]);
		expect(output.summary).toContain("Still open: budget");
	});

	test.each([
		["a bare thanks", "Thanks, talk soon.\n\nMara", {}],
		["nothing", "", {}],
		[
			"an absence note",
			"I am out of the office until Monday and will reply on my return. Our CFO Jane Wu signs off.",
			{ signal: { subject: "Automatic reply: Pricing" } },
		],
		["a newsletter", "Our budget is $40k. Click here to unsubscribe.", {}],
	])("[QU6] %s yields no fact", (_name, text, changes) => {
		expect(learned(text, changes)).toEqual([]);
	});

	test("[QU3] what is quoted or in a signature proves nothing", () => {
		expect(learned("Thanks!\n\nOn 1 Sep 2026, Sam wrote:\n> Our budget is EUR 40,000.\n")).toEqual([]);
		expect(learned("Thanks!\n\n-- \nOur CFO Jane Wu signs off.\n")).toEqual([]);
		expect(learned(FULL, { signal: { visible: [{ start: 0, end: 7 }] } })).toEqual([]);
	});

	test("[QU8] our own mails and the system claim nothing", () => {
		expect(learned(FULL, { signal: { author: "us" } })).toEqual([]);
		expect(learned(FULL, { signal: { author: "system" } })).toEqual([]);
		expect(learned(FULL, { signal: { author: "system", kind: "crm" } })).toEqual([]);
	});
});

describe("notes and meetings", () => {
	test("[QU7] a note tells what was heard, less surely; our own plans in it are none of the buyer's", () => {
		const text = "They have EUR 40k set aside. We need to send them a quote by Friday.";
		const [claim] = claims(inputOf(text, NOTE));
		expect(learned(text, NOTE)).toEqual(["bant.budget=EUR 40,000"]);
		expect(claim?.confidence).toBeLessThan(claims(inputOf("We have EUR 40k set aside."))[0]?.confidence ?? 0);
	});

	test("[QU7] labels of a form are understood", () => {
		expect(
			learned("Budget: 40k EUR\nAuthority: Mark Bell (CFO)\nNeed: replace the old CRM\nTimeline: Q1 2027", NOTE),
		).toEqual([
			"bant.budget=EUR 40,000",
			"bant.authority=signs off: Mark Bell (CFO)",
			"bant.need=replace the old CRM",
			"bant.timeline=2027-01-01/2027-03-31",
			"meddic.economic-buyer=Mark Bell (CFO)",
		]);
	});

	test("[QU7] in a transcript, what our side says is not the buyer's", () => {
		const text = "Mara: We have set aside $40k for this.\nSam Okafor: We have set aside $90k of services for you.";
		expect(learned(text, { signal: { kind: "meeting", author: "us" } })).toEqual(["bant.budget=USD 40,000"]);
	});

	test.each([
		["note", "us", "Mara asked whether we support SAML.", true],
		["meeting", "buyer", "Could you send me the price list?", true],
		["note", "us", "Good call, nothing open.", false],
		["email", "buyer", "Could you send me the price list?", false],
		["email", "us", "Mara asked whether we support SAML.", false],
	] as const)("[QU14] a question in a %s by %s: %s", (kind, author, text, expected) => {
		const handed = propose(inputOf(text, { signal: { kind, author } })).filter((each) => each.type === "hand-off");
		expect(handed.map((each) => each.to)).toEqual(expected ? ["reply-handler"] : []);
	});
});

describe("what it says and keeps", () => {
	test.each([
		[FULL, "Hot"],
		["We want to see every open job. Our budget is $40k.", "Warm"],
		["Thanks!", "Cold"],
	])("[QU13] %#: the tier is %s", (text, tier) => {
		expect(qualifier.reason(inputOf(text)).summary).toMatch(new RegExp(`^${tier} \\(score \\d{1,3} of 100\\)`));
	});

	test("[QU9] one claim of a single key; the same answer twice is one claim with two proofs", () => {
		const twice = claims(inputOf("Our budget is $40k. As I said, the budget is USD 40,000."));
		expect(twice).toHaveLength(1);
		expect(twice[0]?.evidence).toHaveLength(2);
		expect(learned("Our budget is $40k. Perhaps we could spend $60k.")).toEqual(["bant.budget=USD 40,000"]);
	});

	test("[QU16] what the board holds in the same words is no news", () => {
		expect(learned("Our budget is $40k.", { facts: [factOf("bant.budget", "USD 40,000")] })).toEqual([]);
		expect(learned("Our budget is $50k.", { facts: [factOf("bant.budget", "USD 40,000")] })).toEqual([
			"bant.budget=USD 50,000",
		]);
	});
});

describe("judge and prohibitions", () => {
	const quote = "Our budget is $40k.";
	const text = `${quote}\n\n-- \nsignature`;
	const claim = (changes: object = {}) =>
		Proposal.parse({
			type: "learn-fact",
			claim: {
				key: "bant.budget",
				value: "USD 40,000",
				confidence: 0.9,
				evidence: [{ signal: CASE_SIGNAL, quote, start: 0, end: quote.length, ...changes }],
			},
		});
	const verdict = (proposal: Proposal, changes: Parameters<typeof inputOf>[1] = {}) => {
		const judged = qualifier.judge(inputOf(text, changes), proposal);
		return judged.type === "pass" ? "pass" : judged.rule;
	};

	test("[QU2] a quote has to stand at its offsets, in this signal", () => {
		expect(verdict(claim())).toBe("pass");
		expect(verdict(claim({ quote: "Our budget is $50k." }))).toBe("QU2");
		expect(verdict(claim({ signal: `s-${"b".repeat(20)}` }))).toBe("QU2");
	});

	test("[QU3] «must not claim anything that the author did not write here and now»", () => {
		const start = text.indexOf("signature");
		expect(verdict(claim({ quote: "signature", start, end: start + 9 }))).toBe("QU3");
	});

	test("[QU8] «must not make claims about the buyer from our own mails»", () => {
		expect(verdict(claim(), { signal: { author: "us" } })).toBe("QU8");
		expect(verdict(claim(), { signal: { author: "us", kind: "note" } })).toBe("pass");
	});

	test("[QU15] «must not move a deal to another stage», however much is known", () => {
		const known = (["bant.budget", "bant.authority", "bant.need", "bant.timeline"] as const).map((key) =>
			factOf(key, "known"),
		);
		for (const stage of ["PROSPECTING", "DISCOVERY", "QUALIFICATION"] as const)
			expect(propose(inputOf(FULL, { stage, facts: known })).map(({ type }) => type)).not.toContain("move-stage");
		expect(qualifier.mayPropose).not.toContain("move-stage");
		const evidence = [{ signal: CASE_SIGNAL, quote, start: 0, end: quote.length }];
		expect(verdict(Proposal.parse({ type: "move-stage", to: "DISCOVERY", why: "because", evidence }))).toBe("QU15");
	});

	test("[QU15] «must not write outreach copy, replies or any other text for a customer»", () => {
		expect(qualifier.mayPropose).not.toContain("draft-email");
		expect(verdict(Proposal.parse({ type: "draft-email", to: [MARA.id], subject: "Hi", body: "Hi", why: "x" }))).toBe(
			"QU15",
		);
	});

	test("[QU15] «must not update the CRM directly»: it may propose what is listed, and nothing that acts", () => {
		expect([...qualifier.mayPropose].sort()).toEqual(["ask-human", "hand-off", "learn-fact"]);
		const change = { type: "update-crm", record: { type: "deal" }, field: "amount", value: "EUR 40000.00", why: "x" };
		expect(verdict(Proposal.parse({ ...change, evidence: [] }))).toBe("QU15");
	});

	test("[QU15] «must not decide when to follow up»: it has no key and no proposal for a time to act", () => {
		expect(qualifier.factKeys.some((key) => key.startsWith("conversation."))).toBe(false);
		expect(
			Proposal.safeParse({ type: "hand-off", to: "reply-handler", task: "x", priority: "normal", at: CASE_NOW })
				.success,
		).toBe(false);
	});

	test("[QU14] work is handed to the reply handler only", () => {
		const handOff = (to: string) =>
			verdict({ type: "hand-off", to: SkillName.parse(to), task: "answer", priority: "normal" });
		expect(handOff("reply-handler")).toBe("pass");
		expect(handOff("proposal")).toBe("QU14");
	});

	test("[QU2] [QU3] of any text, every proposal parses, is allowed, and passes its own judge", () => {
		const piece = fc.constantFrom(
			"We need an audit log. ",
			"Our budget is EUR 40k",
			", but ",
			"not ",
			"our CFO Jane Wu signs off. ",
			"by May 2027 ",
			"\n> quoted\n",
			"\n",
			"Thanks,\nJane\n",
			"- ",
			"if ",
			"🙂",
			"we are losing 5% a month. ",
			"On 1 May 2026, A <a@b.c> wrote:\n",
		);
		const any = fc.oneof(
			fc.string({ unit: "binary", maxLength: 300 }),
			fc.array(piece, { maxLength: 30 }).map((each) => each.join("")),
		);
		fc.assert(
			fc.property(
				any,
				fc.constantFrom("email", "note", "meeting", "call", "crm"),
				fc.constantFrom("buyer", "us", "system"),
				fc.constantFrom("PROSPECTING", "DISCOVERY", "SOLUTION"),
				(value, kind, author, at) => {
					const input = inputOf(value, { signal: { kind, author, from: STRANGER }, stage: at });
					const output = qualifier.reason(input);
					expect(SkillOutput.safeParse(output).success).toBe(true);
					expect(qualifier.reason(input)).toEqual(output);
					for (const proposal of output.proposals) {
						expect(qualifier.mayPropose).toContain(proposal.type);
						expect(qualifier.judge(input, proposal)).toEqual({ type: "pass" });
					}
				},
			),
			{ numRuns: 100 },
		);
	});
});
