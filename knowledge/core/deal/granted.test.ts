import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anInput, aSignal, aSkill, draftOf } from "../testing/builders.ts";
import { aCatalogue } from "../testing/catalogue.ts";
import { factNo, signalNo } from "../testing/ids.ts";
import { grantedIn } from "./granted.ts";
import { judge } from "./judge.ts";
import type { SkillInput } from "./skill.ts";

const MAIL = `Would EUR 5 per seat do, or 20% off? Five euros per seat? Could you do half price?
Our budget is EUR 140,000. 3% of customers leave each month. Could the first month be free? Could we speak on Tuesday?`;
const inputOf = (text: string, changes: Partial<SkillInput> = {}): SkillInput =>
	anInput({
		signal: aSignal({ text, visible: [{ start: 0, end: text.length }] }),
		catalogue: aCatalogue(),
		...changes,
	});
const verdict = (body: string, input = inputOf(MAIL)): string => {
	const judged = judge(aSkill("writer"), input, draftOf({ body: `Hi Mara,\n\n${body}` }));
	return judged.type === "pass" ? "pass" : judged.rule;
};
const GRANTING = /^JU(?:9|12)$/;

describe("a sentence that may stand", () => {
	test.each([
		"You named EUR 5 per seat.",
		"You asked for 20% off.",
		"You asked whether EUR 5 per seat would do.",
		"You wrote that your budget is EUR 140,000.",
		"You asked us about half price.",
		"Your budget of EUR 140,000 is noted.",
		"You have EUR 140,000 for this.",
		"You said that 3% of customers leave each month.",
		"Today 3% of customers leave each month.",
		"You asked for a discount.",
		"You asked whether the first month could be free.",
		"You asked for EUR 5 per seat or 20% off.",
		"You named EUR 5 per seat and 20% off.",
		"You named EUR 5 per seat; I will ask whether that is possible.",
		"What can be done about the price is decided by a colleague.",
		"I will ask about the 20% off.",
		"Whether EUR 5 per seat is possible is decided by a person on our side.",
		"I cannot offer a discount in this mail.",
		"I understand that you would like half price.",
		"I take your question about half price to the person who decides on it.",
		"The person who decides on our terms will answer you on the discount, by Tuesday.",
		"You asked what is included in the price and whether onboarding is.",
		"You asked about a discount; a colleague will tell you whether there is one.",
		"I hear you on the price.",
		"A colleague will tell you whether half price is possible.",
		'You wrote: "Could you do half price?" A person on our side decides on it.',
		"I will send you a written quote for this, with what is included and what is not on separate lines.",
		"Feel free to call me on Tuesday, I am free in the morning.",
		"Tuesday works for us.",
		"Half an hour is enough for a first call.",
		"Who will sign off the contract on your side?",
		'You wrote: "Could we speak on Tuesday?" Yes, that works for me.',
		"Thanks for the figures: EUR 140,000 for everything, and 3% who leave.",
		"This is how I read it: half price for the first month; the rest as before.",
		"Half price and the free month are in the hands of those who decide about terms.",
		"Still open are the price and the work for your engineers.",
		"A rate of three per cent a month is a lot.",
	])("[JU9] passes: %s", (body) => {
		expect(verdict(body)).toBe("pass");
	});
});

describe("a sentence that grants", () => {
	test.each([
		"the EUR 5 you named is fine.",
		"as you wrote, EUR 5 per seat per month works for us.",
		"we can do the 20% you asked for.",
		"we can offer you a 20% discount.",
		"half price works for us.",
		"five euros per seat works.",
		"you get 20% off the list",
		"the first month is on us",
		"we will match their price",
		"you pay nothing for the onboarding",
		"onboarding is included in the price",
		"You named EUR 5 per seat, and it is yours.",
		"You named EUR 5 per seat. That works for us.",
		"You named EUR 5 per seat, so be it.",
		"EUR 5 it is.",
		"Yes, 5 works.",
		"20% it is.",
		"You pay EUR 5 per seat.",
		"You have EUR 5 per seat.",
		"Your price is EUR 5 per seat.",
		"As you asked, 20% off.",
		"You asked, so our price is EUR 5.",
		'You wrote: "Would EUR 5 per seat do, or 20% off?" Yes, gladly.',
		'- "Could you do half price?"\n  That is fine by us.',
		"A colleague of mine confirmed the 20% discount.",
		"We decided on a 20% discount.",
		"We cannot say no to EUR 5 per seat.",
		"Onboarding is included.",
		"We throw in the onboarding.",
		"The first month is free.",
		"Setup comes at no extra cost.",
		"5 per seat is our price.",
		"Twenty percent off is possible.",
		"EUR 5 per seat, a colleague will confirm.",
		"We will ask for EUR 5 per seat.",
		"Our decision is 20% off.",
		"We halve the price.",
		"You asked for EUR\u200b 5 per seat and you get it.",
		"ｈａｌｆ ｐｒｉｃｅ works.",
		"Das sind EUR 5 pro Platz.",
		"You named EUR 5 per seat and we are happy with it.",
		"We can go down to 5 per seat.",
		"20 percent less is no problem.",
		"We reduce the price by 20%.",
		"We knock 20% off.",
		"I can offer you EUR 5 per seat.",
		"Consider the EUR 5 per seat accepted.",
		"Your price suggestion is accepted.",
		"We are happy with what you suggest.",
		"We will meet your budget.",
		"Your budget of EUR 140,000 covers everything.",
		"Onboarding comes with it.",
		"We do not charge for onboarding.",
		"You only pay from month two.",
		"We absorb the setup.",
		"We will beat their price.",
		"You named EUR 5 per seat and nobody objects.",
		"You named EUR 5 per seat, exactly our list price.",
		"You asked for 20% off. You have it.",
		"You asked for 20% off. We will.",
		"You expect a discount, and there is one.",
		"You will pay 80% of the list price.",
		"A fifth less.",
		"The price will not rise.",
		"You may end the contract at any time.",
		"EUR 0 for onboarding.",
		"½ price works.",
		"You named EUR 5 per seat. So do we.",
		"You named EUR 5 per seat. Welcome aboard at that price.",
		"Your target of EUR 5 per seat is our target.",
		"Thanks for the figures: we take EUR 5 per seat.",
		"Thanks for the figures, EUR 5 per seat is fine.",
		"This is how I read it: half price is fine.",
		"This is how I read it: you get half price.",
		"Half price is in my hands, and it is yours.",
		"We may well be cheaper.",
		"Yes, you can see it, and the price works for us.",
	])("[JU12] falls: %s", (body) => {
		expect(verdict(body)).toMatch(GRANTING);
	});

	test("[JU9] falls where it stands past what is read, and where it stands in the subject", () => {
		expect(verdict(`${"A. ".repeat(1_200)}\nYou get EUR 5 per seat.`)).toMatch(GRANTING);
		const subject = draftOf({ subject: "EUR 5 per seat it is", body: "Hi Mara." });
		expect(judge(aSkill("writer"), inputOf(MAIL), subject)).toMatchObject({ type: "reject" });
	});
});

test("[JU9] what is known of the buyer is theirs where it is introduced so, or heads a line that answers it", () => {
	const value = "EUR 9 a ticket instead of EUR 12, which is fine";
	const evidence = [{ signal: signalNo(7), quote: value, start: 0, end: value.length }];
	const fact = { id: factNo(1), key: "meddic.metrics", value, confidence: 1, evidence, state: "suggested" } as const;
	const input = inputOf("Hello", { facts: [{ ...fact, validFrom: 0, supersedes: null }] });
	expect(verdict(`What it is for, as you put it: ${value}.`, input)).toBe("pass");
	expect(verdict(`- ${value}: I will look into this.`, input)).toBe("pass");
	expect(verdict(`What it is for, as you put it: EUR 9 a ticket, and that is our price.`, input)).toMatch(GRANTING);
	expect(verdict(`As you put it: EUR 9 a ticket. That works for us.`, input)).toMatch(GRANTING);
	expect(verdict(`EUR 9 a ticket instead of EUR 12, which is fine.`, input)).toMatch(GRANTING);
});

const CURRENCY = fc.constantFrom("EUR", "USD", "GBP");
const SUM = fc.tuple(CURRENCY, fc.integer({ min: 2, max: 90_000 })).map(([currency, sum]) => `${currency} ${sum}`);
const PERCENT = fc.integer({ min: 2, max: 90 }).map((percent) => `${percent}%`);
const PER = fc.constantFrom("", " per seat", " per user and month", " a year", " in all");
const GRANTS: readonly ((sum: string, percent: string) => string)[] = [
	(sum) => `${sum} is fine.`,
	(sum) => `The ${sum} you named works for us.`,
	(sum) => `As you wrote, ${sum} is possible.`,
	(sum) => `You named ${sum}, and we accept.`,
	(sum) => `You named ${sum}. We can do that.`,
	(sum) => `Our price is ${sum}, as you asked.`,
	(sum) => `We agree on ${sum}.`,
	(sum) => `You pay ${sum}.`,
	(sum) => `Yes to ${sum}.`,
	(sum) => `We invoice ${sum}.`,
	(sum) => `Let us say ${sum}.`,
	(_, percent) => `You get ${percent} off.`,
	(_, percent) => `We can do the ${percent} that you asked for.`,
	(_, percent) => `${percent} less is agreed.`,
	(_, percent) => `You asked for ${percent} off, and that is fine.`,
	(_, percent) => `We take ${percent} off the list.`,
	(_, percent) => `A discount of ${percent} is yours.`,
];
const TELLS: readonly ((sum: string, percent: string) => string)[] = [
	(sum) => `You named ${sum}.`,
	(sum) => `You asked whether ${sum} would do.`,
	(sum) => `I will ask whether ${sum} is possible.`,
	(_, percent) => `You asked for ${percent} off.`,
	(_, percent) => `Whether ${percent} off is possible is decided by a colleague.`,
	(sum, percent) => `You named ${sum} and ${percent} off.`,
	() => "I will send you the deck.",
	() => "I look forward to speaking with you.",
];

test("[JU9] whatever the mail asks for, no draft with a granting sentence passes, and none that only tells falls", () => {
	const drafted = fc.record({
		sum: SUM,
		per: PER,
		percent: PERCENT,
		tells: fc.array(fc.nat(TELLS.length - 1), { maxLength: 4 }),
		grant: fc.nat(GRANTS.length - 1),
		at: fc.nat(4),
		join: fc.constantFrom(" ", "\n\n", "\n"),
	});
	fc.assert(
		fc.property(drafted, ({ sum, per, percent, tells, grant, at, join }) => {
			const input = inputOf(`Would ${sum}${per} do? Or could we have ${percent} off? I would want a discount.`);
			const told = tells.map((i) => TELLS[i]?.(`${sum}${per}`, percent) ?? "");
			expect([told, verdict(told.join(join), input)]).toEqual([told, "pass"]);
			const granted = told.toSpliced(Math.min(at, told.length), 0, GRANTS[grant]?.(`${sum}${per}`, percent) ?? "");
			expect([granted, verdict(granted.join(join), input)]).toEqual([granted, expect.stringMatching(GRANTING)]);
		}),
		{ numRuns: 400 },
	);
});

test.each([
	"you named ",
	"whether ",
	"EUR 5 ",
	"5 ",
	"20% off ",
	"five euros per seat ",
	". ",
	'"a" ',
	"your your your ",
	"we can happily ",
	"- a: b\n",
	"as you put it: a. ",
	"I will ask whether if ",
	"a, and ",
	"price ",
])("[JU9] the longest draft and mail of %j are judged within a second", (unit) => {
	const text = unit.repeat(Math.ceil(20_000 / unit.length)).slice(0, 20_000);
	const mail = unit.repeat(Math.ceil(200_000 / unit.length)).slice(0, 200_000);
	const start = performance.now();
	judge(aSkill("writer"), inputOf(mail), draftOf({ body: text }));
	expect(performance.now() - start).toBeLessThan(1_000);
});

describe("what says nothing of our price", () => {
	const KEPT = ["A new tariff can be rated against last month's real usage before anybody buys it."];
	const of = (own: string) => grantedIn(own, { theirs: "", offer: null, names: [], kept: KEPT, rivals: ["Helmory"] });
	test.each([
		"Helmory may well be cheaper for a single site.",
		"Yes, you can see it: a new tariff is rated against last month's real usage, so a pack below cost shows.",
	])("[JU12] stands: %s", (own) => expect(of(own)).toBeNull());
	test.each([
		"Helmory may be cheaper, but we can be cheaper too.",
		"Harbour Desk may be cheaper for a single site.",
		"Yes, a new tariff is rated against last month's real usage, and the cost you named works for us.",
		"Yes, the cost is fine.",
	])("[JU12] falls: %s", (own) => expect(of(own)).not.toBeNull());
});
