import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Proposal, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { CASE_SIGNAL, factOf, inputOf, MARA, STRANGER } from "#knowledge/samples/skill-case.ts";
import { replyHandler } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1];
const propose = (text: string | null, changes: Changes = {}) =>
	replyHandler.reason(inputOf(text, { stage: "QUALIFICATION", ...changes })).proposals;
const facts = (text: string, changes: Changes = {}) =>
	propose(text, changes).flatMap((each) =>
		each.type === "learn-fact" ? [`${each.claim.key}=${each.claim.value}`] : [],
	);
const draft = (text: string | null, changes: Changes = {}) =>
	propose(text, changes).find((each) => each.type === "draft-email");
const body = (text: string | null, changes: Changes = {}) => draft(text, changes)?.body ?? "";

const MAIL = `Hi Sam,

Who of your customers has 85 seats? Your list price looks steep to us.
I'll send you our ticket export by Friday. Could we speak next Tuesday?

Best regards,
Mara
`;

describe("facts", () => {
	test("[RH1] asks, promises, objections and dates, each with its sentence", () => {
		expect(facts(MAIL)).toEqual([
			"conversation.ask=Who of your customers has 85 seats? | us | - | -",
			"conversation.ask=Could we speak next Tuesday? | us | - | 2026-09-22",
			"conversation.promise=I'll send you our ticket export by Friday. | them | - | 2026-09-18",
			"conversation.objection=price: Your list price looks steep to us.",
			"conversation.date=2026-09-18 (deadline)",
			"conversation.date=2026-09-22 (meeting)",
		]);
	});

	test.each(["Thanks for the call on Thursday.", "We are a team of 60 today.", "We have money for this year."])(
		"[RH1] no date to remember: %s",
		(text) => {
			expect(facts(text).filter((each) => each.startsWith("conversation.date"))).toEqual([]);
		},
	);

	test("[RH2] what is quoted is nobody's ask", () => {
		expect(facts("Fine.\n\nOn 1 Sep 2026, Sam wrote:\n> Could you send the budget by Friday?\n")).toEqual([]);
	});
});

describe("whether to answer", () => {
	test.each([
		["an ask", "Could you send me the deck?"],
		["an objection", "Your price is too expensive for us."],
		["a promise", "I'll send you the numbers tomorrow."],
		["an agreement", "Sounds good, let's go ahead."],
		["a refusal", "We have decided to go with another vendor."],
		["new information", "Our budget is EUR 40,000."],
	])("[RH3] %s gets one draft", (_name, text) => {
		expect(propose(text).filter((each) => each.type === "draft-email")).toHaveLength(1);
	});

	test.each(["Thanks!", "Got it, thanks Sam. Talk soon.\n\nMara", "Great, have a nice weekend!", ""])(
		"[RH3] [RH4] nothing to answer: %j",
		(text) => {
			expect(draft(text)).toBeUndefined();
		},
	);

	test.each<[string, Changes]>([
		["our own mail", { signal: { author: "us" } }],
		["a CRM change", { signal: { author: "system", kind: "crm" } }],
		["an automatic reply", { signal: { subject: "Automatic reply: Pricing" } }],
		["a sender who is no contact", { signal: { from: STRANGER } }],
		["an unknown sender", { signal: { from: null } }],
		["no visible text", { signal: { visible: [] } }],
	])("[RH4] no draft for %s", (_name, changes) => {
		expect(draft(MAIL, changes)).toBeUndefined();
	});

	test("[RH16] who opts out gets no draft; a person is asked", () => {
		expect(propose("Please remove me from your list.").map((each) => each.type)).toContain("ask-human");
		expect(draft("Please remove me from your list.")).toBeUndefined();
	});
});

describe("the draft", () => {
	test("[RH5] greets, takes up every ask and the objection, is signed", () => {
		const text = body(MAIL);
		expect(text).toMatch(/^Hello Mara,\n\n/);
		expect(text).toContain("We can meet next Tuesday");
		expect(text).toContain("I will ask a customer whose situation is close to yours");
		expect(text).toContain("I look forward to your ticket export.");
		expect(text).not.toContain('"');
		expect(text).toMatch(/Kind regards,\nSam Okafor\nSkyvera$/);
		expect(text).not.toMatch(/hope this (?:e-?mail|message)?\s?finds you|!|excited|delighted|leverage|—/i);
		expect(draft(MAIL)?.to).toEqual([MARA.id]);
		expect(draft(MAIL)?.why).toBe(
			"Answers 2 asks (a question, a meeting); acknowledges an objection (price); takes note of what the buyer promised; written for a manager. By approving you commit to: a meeting invitation for next Tuesday: check the calendar; an answer on a customer you can talk to and the price, within two working days; reading what they send.",
		);
	});

	test.each([
		["Mara Ellingsen", "Hello Mara,"],
		["Dr. Mara Ellingsen", "Hello Mara,"],
		["mara@brightfen.example", "Hello,"],
		["Support", "Hello,"],
		["", "Hello,"],
	])("[RH5] %j is greeted with %s", (name, greeting) => {
		expect(body(MAIL, { contacts: [{ ...MARA, name }] }).split("\n")[0]).toBe(greeting);
	});

	test.each([
		["PROSPECTING", [], "would you most want to be different"],
		["DISCOVERY", ["bant.need"], "which figure would you most want to improve"],
		["DISCOVERY", ["bant.need", "bant.timeline"], "which figure would you most want to improve"],
		["PROPOSAL", ["bant.authority"], "which steps lie between"],
	] as const)("[RH6] in %s with %j known, the next question follows", (stage, keys, expected) => {
		expect(body("Could you send me the deck?", { stage, facts: keys.map((key) => factOf(key, "known")) })).toContain(
			expected,
		);
	});

	test.each([
		[[], "who will sign on your side"],
		[["bant.authority"], "which steps are left on your side"],
		[["bant.authority", "meddic.decision-process"], "by when would you like this to be signed"],
		[["bant.authority", "meddic.decision-process", "bant.timeline"], "regional manager"],
	] as const)("[RH6] in a negotiation with %j known it is about what is left to do: %s", (keys, expected) => {
		const text = body("Could you send me the deck?", {
			stage: "NEGOTIATION",
			facts: keys.map((key) => factOf(key, "known")),
		});
		expect(text).toContain(expected);
		expect(text).not.toMatch(/budget range|want a say|would you want this|want to be different/);
	});

	test("[RH6] what this very mail answers is not asked", () => {
		expect(body("We need an audit log and must be live by May. Could you send the deck?")).not.toMatch(
			/would you want this|want to be different/,
		);
		expect(
			body("No budget yet. Could you send the deck?", {
				facts: [factOf("bant.need", "x"), factOf("bant.timeline", "x"), factOf("bant.authority", "x")],
			}),
		).not.toContain("budget range");
	});

	test("[RH6] a refusal is not answered with a question", () => {
		expect(body("We have decided to go with another vendor.")).not.toContain("?");
	});

	test.each([
		["Pricing", "Re: Pricing"],
		["Re: Pricing", "Re: Pricing"],
		["RE: AW: Re[2]: Pricing", "Re: Pricing"],
		["Pricing\r\nBcc: everybody@x.example", "Re: Pricing"],
		[null, "Re: Brightfen Mobile"],
		["", "Re: Brightfen Mobile"],
	])("[RH7] the subject of %j", (subject, expected) => {
		expect(draft(MAIL, { signal: { subject } })?.subject).toBe(expected);
	});

	test("[RH15] a hand-off is answered to the first contact, and quotes no note of ours", () => {
		const handoff = {
			from: SkillName.parse("qualifier"),
			task: "Answer the buyer's open question: she asked about SSO, budget is shaky",
		};
		const answer = draft("She asked about SSO, budget is shaky.", {
			signal: { author: "us", kind: "note", from: null, subject: "Shaky deal" },
			handoff,
		});
		expect(answer?.to).toEqual([MARA.id]);
		expect(`${answer?.subject}${answer?.body}`).not.toMatch(/shaky/i);
		expect(answer?.body).toContain("You raised a question about security.");
		expect(
			draft("She asked about SSO.", { signal: { author: "us", kind: "note" }, handoff, contacts: [] }),
		).toBeUndefined();
	});
});

describe("judge and prohibitions", () => {
	const mail = (text: string, changes: object = {}) =>
		Proposal.parse({ type: "draft-email", to: [MARA.id], subject: "Re: Pricing", body: text, why: "x", ...changes });
	const verdict = (proposal: Proposal, changes: Changes = {}) => {
		const judged = replyHandler.judge(inputOf(MAIL, changes), proposal);
		return judged.type === "pass" ? "pass" : judged.rule;
	};

	test.each([
		["Hi Mara, for 85 seats I will ask.", "pass"],
		["Hi Mara, that is EUR 12,000.", "JU9"],
		["Hi Mara, 90 seats are fine.", "JU8"],
		["Hi Mara, you will save 20%.", "JU8"],
		["Hi Mara, we did this with Northwind.", "JU8"],
		["Hi Mara, I can offer you a discount.", "JU12"],
	])(
		"[RH26] «must not state a price, nor a number, date or name», «must not promise a discount»: %s",
		(text, expected) => {
			const judged = judge(replyHandler, inputOf(MAIL), mail(text));
			expect(judged.type === "pass" ? "pass" : judged.rule).toBe(expected);
		},
	);

	test.each([
		[1_800, "pass"],
		[1_801, "RH10"],
	])("[RH10] «must not write more than 1,800 characters»: %i", (length, expected) => {
		expect(verdict(mail("a".repeat(length)))).toBe(expected);
	});

	test.each([
		["One? Two?", "pass"],
		["One? Two? And more?", "RH11"],
		['"Could we speak next Tuesday?" Yes. One? Two?', "pass"],
		['"Could we speak on the moon?" Yes. One? Two?', "RH11"],
	])("[RH11] «must not ask more than two questions in one mail»: %s", (text, expected) => {
		expect(verdict(mail(text))).toBe(expected);
	});

	test("[RH12] «must not write to anybody who is not a contact of the deal»", () => {
		expect(verdict(mail("Hi.", { to: [MARA.id, STRANGER] }))).toBe("RH12");
	});

	test("[RH13] «must not answer automatic mail, or people who asked not to be contacted»", () => {
		expect(verdict(mail("Hi."), { signal: { subject: "Out of office: Pricing" } })).toBe("RH13");
		expect(verdict(mail("Hi."), { signal: { author: "us" } })).toBe("RH13");
		const gone = inputOf("Please stop emailing me.");
		expect(replyHandler.judge(gone, mail("Hi."))).toMatchObject({ type: "reject", rule: "RH13" });
	});

	test("[RH14] «must not move a deal to another stage, or hand anything but prices to other agents»", () => {
		expect([...replyHandler.mayPropose].sort()).toEqual(["ask-human", "draft-email", "hand-off", "learn-fact"]);
		const handTo = (to: string) => verdict(Proposal.parse({ type: "hand-off", to, task: "x", priority: "low" }));
		expect([handTo("proposal"), handTo("qualifier"), handTo("reply-handler")]).toEqual(["pass", "RH14", "RH14"]);
		expect(verdict(Proposal.parse({ type: "move-stage", to: "DISCOVERY", why: "x", evidence: [] }))).toBe("RH14");
	});

	test("[RH2] a claim needs the buyer's own visible words", () => {
		const quote = "Who of your customers has 85 seats?";
		const start = MAIL.indexOf(quote);
		const claim = (changes: object = {}) =>
			Proposal.parse({
				type: "learn-fact",
				claim: {
					key: "conversation.ask",
					value: "x",
					confidence: 0.9,
					evidence: [{ signal: CASE_SIGNAL, quote, start, end: start + quote.length, ...changes }],
				},
			});
		expect(verdict(claim())).toBe("pass");
		expect(verdict(claim({ start: start + 1, end: start + 1 + quote.length }))).toBe("RH2");
		expect(verdict(claim(), { signal: { author: "us" } })).toBe("RH2");
		expect(verdict(claim(), { signal: { visible: [{ start: 0, end: 5 }] } })).toBe("RH2");
	});

	test("[RH26] of any mail, every proposal parses, is allowed, and passes the judge", () => {
		const piece = fc.constantFrom(
			"Could you send a quote for 85 seats? ",
			"Is it EUR 40k or 12%? ",
			"Your price is too high. ",
			"I'll call you by 5 May. ",
			"We already use Tallybird. ",
			'He said "why?" to us. ',
			"Sounds good. ",
			"\n> quoted\n",
			"\n",
			"- ",
			"Thanks,\nJane\n",
			"🙂",
			"We have decided to go with another vendor. ",
			`${"Can you please explain in some detail what it takes ".repeat(6)}? `,
		);
		const any = fc.oneof(
			fc.string({ unit: "binary", maxLength: 300 }),
			fc.array(piece, { maxLength: 30 }).map((each) => each.join("")),
		);
		fc.assert(
			fc.property(
				any,
				fc.constantFrom("PROSPECTING", "DISCOVERY", "PROPOSAL", "CLOSED_WON"),
				fc.boolean(),
				(value, stage, handed) => {
					const input = inputOf(value, {
						stage,
						handoff: handed ? { from: SkillName.parse("qualifier"), task: value.slice(0, 300) || "x" } : null,
					});
					const output = replyHandler.reason(input);
					expect(SkillOutput.safeParse(output).success).toBe(true);
					expect(replyHandler.reason(input)).toEqual(output);
					expect(output.proposals.filter((each) => each.type === "draft-email").length).toBeLessThanOrEqual(1);
					for (const proposal of output.proposals) {
						expect(replyHandler.mayPropose).toContain(proposal.type);
						expect(judge(replyHandler, input, proposal)).toEqual({ type: "pass" });
					}
				},
			),
			{ numRuns: 300 },
		);
	}, 30_000);
});
