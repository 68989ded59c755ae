import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actsIn, isOptOut } from "./acts.ts";
import { automaticKind } from "./automatic.ts";
import { amountsIn } from "./entities/amounts.ts";
import { datesIn } from "./entities/dates.ts";
import { peopleIn } from "./entities/people.ts";
import { languageOf } from "./language.ts";
import { stanceAt } from "./modality.ts";
import { objectionsIn } from "./objections.ts";
import { qualificationIn } from "./qualification/find.ts";
import { sentencesIn } from "./sentences.ts";
import { unsupportedIn } from "./support.ts";
import { visibleSpans } from "./visible.ts";

const NOW = 1_789_545_600_000;
const stance = (text: string, word: string) =>
	stanceAt(text, { start: text.indexOf(word), end: text.indexOf(word) + word.length });

test.each([
	["Our budget is approved", "asserted"],
	["We do not have a budget", "negated"],
	["No budget yet", "negated"],
	["Our budget is not approved", "negated"],
	["We might have budget", "hedged"],
	["I think the budget is fine", "hedged"],
	["I wish we had budget", "hypothetical"],
	["If we had a budget of 40k we would buy", "hypothetical"],
	["If it helps, our budget is 40k", "asserted"],
	["No later than 5 May, budget 40k", "asserted"],
	["Not only is the budget approved", "asserted"],
	["We don't have much time, but our budget is 40k", "asserted"],
	["We have no problem, budget is fine", "asserted"],
	["Our budget is 40k by May", "asserted"],
])("[RE9] %s: %s", (text, expected) => {
	expect(stance(text, "udget")).toBe(expected);
});

test.each([
	["Could you send me a quote for 120 seats?", ["question", "request"]],
	["I'd like to know whether SSO is included.", ["question"]],
	["Please share the security questionnaire.", ["request"]],
	["I'll get back to you by Friday.", ["commitment"]],
	["Let me check with legal.", ["commitment"]],
	["Sounds good, let's go ahead.", ["agreement"]],
	["We have decided to go with another vendor.", ["refusal"]],
	["How are you?", []],
	["Please find attached the NDA.", []],
	["Let me know if you have any questions.", []],
	["I will not send it.", []],
	["Thanks, will look at it tomorrow.", ["commitment"]],
	["Please do not call before January.", ["request"]],
	["If you have any questions, please contact us.", []],
	["We can sign if you drop the setup fee.", ["request"]],
	["We will need more seats.", []],
	["Hope you had a good weekend!", []],
])("[RE10] %s: %j", (text, expected) => {
	expect(actsIn(text).map((act) => act.kind)).toEqual(expected);
});

test.each([
	["Your quote is too expensive for us.", ["price"]],
	["Jonas is not convinced about the price yet.", ["price"]],
	["We already use Tallybird, so we are happy with what we have.", ["competitor"]],
	["We already use Tallybird.", []],
	["It does not support SSO, which is a deal breaker.", ["fit"]],
	["I'm worried that the migration takes too long.", ["risk"]],
	["It is not a priority this quarter.", ["timing"]],
	["We have no concerns about your security.", []],
	["We're worried about churn.", []],
	["The price is not too high.", []],
	["Thanks for the price list.", []],
	["Your export has silently dropped rows again.", ["complaint"]],
	["We cannot accept Delaware as place of jurisdiction.", ["terms"]],
	["You are about 15% above the alternative.", ["price"]],
	["Without offline mode this is a non-starter.", ["fit"]],
	["The board froze all new software spend.", ["timing"]],
	["Would it run on the tablets we already have, and when?", []],
])("[RE11] %s: %j", (text, expected) => {
	expect(
		objectionsIn(text)
			.map((each) => each.kind)
			.slice(0, 1),
	).toEqual(expected);
});

test.each([
	["Automatic reply: Pricing", "I am back on Monday.", "out-of-office"],
	[
		"Re: Pricing",
		"I am currently out of the office with limited access to mail. I will reply on my return.",
		"out-of-office",
	],
	["Undeliverable: Pricing", "", "bounce"],
	["Five tips", "Great offers. Click here to unsubscribe.", "bulk"],
	["Your receipt", "Order 88213 was sent. This is an automated message.", "machine"],
	["Re: Pricing", "I am out of the office next week, but we need your quote by Friday so that our CFO can sign.", null],
	["Re: Pricing", "Thanks!", null],
])("[RE13] %s / %s: %s", (subject, text, expected) => {
	expect(automaticKind(subject, text)).toBe(expected);
});

test.each([
	["You have been pre-approved for a $402,000 Home Loan. Apply now.", "solicitation"],
	["Hello Dear, How are you?I am a Woman of 32 and I want to tell you more about me.", "solicitation"],
	["I came across your website. We help companies rank on page one of Google.", "solicitation"],
	["<p><b>recordkick</b> 2007-10-22 23:45:23 +0000</p> status changed", "machine"],
	["I came across your website and we need a tool for 40 people. Could you send a quote?", null],
	["We help small companies with their books, and our current tool is slow. What would ten seats cost?", null],
	["It failed again: 2026-09-14 02:10:11 ERROR. Can you help us?", null],
	["Gestern 2026-09-14 02:10:11 ERROR, bitte prüfen.", null],
	["Our credit line of $250,000 pays for this. Is your offer still valid?", null],
])("[RE18] %s: %s", (text, expected) => {
	expect(automaticKind("Re: Pricing", text)).toBe(expected);
});

test.each([
	["Could you send us the offer, please? It is for the two of us.", "English"],
	["Können Sie uns bitte ein Angebot für das Team schicken?", "German"],
	["Pourriez-vous nous envoyer un devis pour les postes et le support ?", "French"],
	["El precio nos parece alto para una empresa, gracias por la demo.", "Spanish"],
	["ok", "English"],
])("[RE19] %s: %s", (text, expected) => {
	expect(languageOf(text)).toBe(expected);
});

test("[RE13] who asks not to be contacted is heard", () => {
	expect(isOptOut("Please remove me from your list.")).toBe(true);
	expect(isOptOut("Please remove the second line from the quote.")).toBe(false);
});

describe("support of a draft", () => {
	const source = "We have EUR 40,000 for 85 agents until 31 March 2027. Jane Wu signs. Churn is 8%.";
	const unsupported = (draft: string) => unsupportedIn(draft, { texts: [source], now: NOW }).map((each) => each.kind);
	test.each([
		["You have 40k EUR for 85 agents.", []],
		["Jane Wu signs by 2027-03-31.", []],
		["It costs EUR 41,000.", ["amount"]],
		["It costs USD 40,000.", ["amount"]],
		["You save 8%.", []],
		["You save 9%.", ["figure"]],
		["You save 85%.", ["figure"]],
		["Setup takes ten days.", ["figure"]],
		["I will call you on 5 April.", ["date"]],
		["We did this with Northwind.", ["name"]],
		["One or two points remain.", []],
	])("[RE14] %s: %j", (draft, expected) => {
		expect(unsupported(draft)).toEqual(expected);
	});
});

describe("any text", () => {
	const word = fc.constantFrom(
		"we need ",
		"budget ",
		"EUR 40k ",
		"our CFO Jane ",
		"by ",
		"May ",
		"not ",
		"if ",
		"? ",
		". ",
		"\n",
		"- ",
		"> ",
		"On 1 May x wrote:\n",
		", but ",
		"Thanks,\n",
		"🙂 ",
		"’s ",
	);
	const anyText = fc.oneof(
		fc.string({ unit: "binary", maxLength: 600 }),
		fc.array(word, { maxLength: 60 }).map((words) => words.join("")),
	);

	test("[RE15] no primitive throws, and evidence lies inside what is visible", () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const visible = visibleSpans(text);
				const sentences = sentencesIn(text, visible);
				for (const answer of qualificationIn(sentences, {
					now: NOW,
					voice: "buyer",
					writer: null,
					ours: [],
					transcript: true,
				})) {
					expect(visible.some((span) => span.start <= answer.span.start && answer.span.end <= span.end)).toBe(true);
					expect(answer.confidence).toBeGreaterThan(0);
					expect(answer.confidence).toBeLessThanOrEqual(1);
				}
				for (const each of [...amountsIn(text), ...datesIn(text, NOW), ...peopleIn(text)])
					expect(each.end).toBeGreaterThan(each.start);
				actsIn(text);
				objectionsIn(text);
				unsupportedIn(text, { texts: [], now: NOW });
			}),
			{ numRuns: 200 },
		);
	});

	/** Wide enough for a busy machine with coverage switched on; quadratic work on a megabyte takes minutes. */
	const BOUND_MS = 2_000;
	test.each([
		"a",
		" ",
		"\n",
		"> ",
		". ",
		"1,000,",
		"On 1\n",
		"From: a\n",
		"Aa ",
		"not ",
		"our CFO Jane Wu, ",
		"end of March 15 ",
		"if ",
		"- a\n",
		"Thanks,\nJ\n",
		"budget of $40k and ",
	])("[RE15] a megabyte of %j is read in bounded time", (unit) => {
		const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
		const whole = [{ start: 0, end: text.length }];
		for (const read of [
			() => visibleSpans(text),
			() => sentencesIn(text, whole),
			() => amountsIn(text),
			() => datesIn(text, NOW),
			() => peopleIn(text),
			() => actsIn(text),
			() => objectionsIn(text),
		]) {
			const before = performance.now();
			read();
			expect(performance.now() - before).toBeLessThan(BOUND_MS);
		}
		const before = performance.now();
		qualificationIn(sentencesIn(text, whole), { now: NOW, voice: "buyer", writer: null, ours: [], transcript: false });
		expect(performance.now() - before).toBeLessThan(BOUND_MS);
	});
});
