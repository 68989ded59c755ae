import { describe, expect, test } from "vitest";
import type { Offer, OfferLine } from "../facts/offering.ts";
import { anInput, aSignal, aSkill, draftOf } from "../testing/builders.ts";
import { aCatalogue, anOffering, aPrice } from "../testing/catalogue.ts";
import { judge } from "./judge.ts";
import { totalMinor } from "./pricing.ts";

const MAIL =
	"We are 20 people now and 500 next year. What would 500 seats cost for 12 months, with 2 lines and 3 years, or 3 months?";
const input = anInput({
	signal: aSignal({ text: MAIL, visible: [{ start: 0, end: MAIL.length }] }),
	catalogue: aCatalogue(),
});
const SEAT: OfferLine = {
	offering: "desk",
	item: "Desk seat",
	unit: "per-user-month",
	quantity: 500,
	periods: 12,
	unitMinor: 2_000,
};
const START: OfferLine = {
	offering: "desk",
	item: "Onboarding",
	unit: "once",
	quantity: 1,
	periods: 1,
	unitMinor: 400_000,
};
const PHONE: OfferLine = {
	offering: "desk",
	item: "Phone line",
	unit: "flat-month",
	quantity: 1,
	periods: 12,
	unitMinor: 15_000,
};
const offerOf = (...lines: OfferLine[]): Offer => ({ currency: "EUR", lines, totalMinor: totalMinor(lines) });
const verdict = (body: string, offer: Offer): string => {
	const judged = judge(aSkill("writer"), input, draftOf({ body: `Hi Mara,\n\n${body}`, offer }));
	return judged.type === "pass" ? "pass" : judged.rule;
};

describe("an amount", () => {
	const both = offerOf(SEAT, START);
	test.each([
		["It is EUR 20 per user and month.", "pass"],
		["It is EUR 20 per seat per month.", "pass"],
		["It is EUR 20 each.", "pass"],
		["It is 20 per user and month.", "JU9"],
		["It is twenty euros a year.", "JU9"],
		["It is EUR 20 per seat, and half price for the Onboarding.", "JU12"],
		["It is EUR 20 per seat, less 10%.", "JU12"],
		["It is EUR 20 per user and year.", "JU13"],
		["It is EUR 20 per year.", "JU13"],
		["It is EUR 20 a year for each seat.", "JU13"],
		["The yearly total is EUR 20.", "JU13"],
		["That is EUR 10,000 a month.", "pass"],
		["That is EUR 10,000 a year.", "JU13"],
		["The yearly total is EUR 10,000.", "JU13"],
		["The monthly sum is EUR 10,000.", "pass"],
		["The Desk seat comes to EUR 120,000 a year.", "pass"],
		["The Desk seat comes to EUR 120,000 a month.", "JU13"],
		["The Desk seat comes to EUR 120,000 per user.", "JU13"],
		["For your 20 people it is EUR 20 per seat.", "JU13"],
		["For your twenty people it is EUR 20 per seat.", "JU13"],
		["For your 500 people it is EUR 20 per seat.", "pass"],
		["For your 20 people that is EUR 124,000 in all.", "JU13"],
		["Over 3 years that is EUR 124,000 in all.", "JU13"],
		["Over 12 months that is EUR 124,000 in all.", "pass"],
		["That is EUR 124,000 a year.", "JU13"],
		["The Desk seat is EUR 124,000.", "JU13"],
		["With the Desk seat and Onboarding it is EUR 124,000 in all.", "pass"],
		["The Onboarding is EUR 20.", "JU13"],
		["The Onboarding is EUR 4,000.", "pass"],
		["The Onboarding is EUR 4,000 a month.", "JU13"],
		["The Desk seat is EUR 4,000.", "JU13"],
		["Desk seat is EUR 20 and Onboarding is EUR 4,000.", "pass"],
		["Desk seat is EUR 4,000 and Onboarding is EUR 20.", "JU13"],
		["We count EUR 20 for the Desk seat, EUR 4,000 for Onboarding.", "pass"],
		["We count EUR 4,000 for the Desk seat, EUR 20 for Onboarding.", "JU13"],
		["The Phone line is EUR 20.", "JU13"],
		["Total: EUR 124,000", "pass"],
		["Total: EUR 120,000", "JU13"],
		["It is EUR 4,000 for each seat.", "JU13"],
		["EUR 4,000 is the price per seat.", "JU13"],
		["All in all EUR 4,000.", "JU13"],
		["It is EUR 4,000 for everything.", "JU13"],
		["EUR 20 is for the whole team.", "JU13"],
		["It is EUR 20 for the first year.", "JU13"],
		["It is EUR 20 for 12 months per seat.", "JU13"],
		["It is EUR 120,000 for 12 months.", "pass"],
		["It is EUR 20 once.", "JU13"],
		["It is EUR 4,000 once.", "pass"],
	])("[JU13] of seats and a start, %s: %s", (body, expected) => {
		expect(verdict(body, both)).toBe(expected);
	});

	test.each([
		["It is EUR 150 a month.", "pass"],
		["It is EUR 150 per user.", "JU13"],
		["It is EUR 150 a year.", "JU13"],
		["It is EUR 1,800 a year.", "pass"],
		["It is EUR 1,800 for 12 months.", "pass"],
		["It is EUR 1,800 for 3 years.", "JU13"],
	])("[JU13] of a flat price, %s: %s", (body, expected) => {
		expect(verdict(body, offerOf(PHONE))).toBe(expected);
	});

	test.each([
		["It is EUR 200 per user and year.", "pass"],
		["It is EUR 200 per user and month.", "JU13"],
		["It is EUR 100,000 a year.", "pass"],
		["It is EUR 100,000 a month.", "JU13"],
		["It is EUR 300,000 a year.", "JU13"],
		["It is EUR 300,000 over 3 years.", "pass"],
	])("[JU13] of a price by the year for three, %s: %s", (body, expected) => {
		const yearly = offerOf({ ...SEAT, unit: "per-user-year", periods: 3, unitMinor: 20_000 });
		expect(verdict(body, yearly)).toBe(expected);
	});
});

describe("a line of the price", () => {
	test.each([
		["- Desk seat: 500 × EUR 20 per user and month × 12 months = EUR 120,000", "pass"],
		["- Desk seat, 500: EUR 120,000 for 12 months (EUR 20 per user and month)", "pass"],
		["- Desk seat: 500 × EUR 20 per user × 12 = EUR 120,000", "JU13"],
		["- Desk seat: EUR 20 per user and month × 12 months = EUR 120,000", "JU13"],
		["- Desk seat: 500 × EUR 20 per user and month × 12 months", "JU13"],
		["- Desk seat: 500 for 12 months = EUR 120,000", "JU13"],
		["- Desk seat: 20 × EUR 20 per user and month × 12 months = EUR 120,000", "JU13"],
		["- Desk seat: 500 × EUR 20 per user and month × 3 months = EUR 120,000", "JU13"],
		["- Onboarding: EUR 4,000, once", "pass"],
		["- Onboarding: EUR 20", "JU13"],
	])("[JU13] %s: %s", (body, expected) => {
		expect(verdict(body, offerOf(SEAT, START))).toBe(expected);
	});

	test.each([
		["- Desk seat: EUR 20 per user and month, from 500 on", "pass"],
		["- Desk seat: EUR 20 per user and month, from 20 on", "JU13"],
		["- Desk seat: EUR 20 per user, from 500 on", "JU13"],
	])("[JU13] of one unit, %s: %s", (body, expected) => {
		expect(verdict(body, offerOf({ ...SEAT, periods: 1 }))).toBe(expected);
	});
});

test.each([
	["In short: EUR 124,000 for Harbour Desk, at list.", "pass"],
	["In short: EUR 124,000 for Churn Lens, at list.", "JU13"],
])("[JU13] another product has items called as the offered one and as nothing else: %s %s", (body, expected) => {
	const other = anOffering({
		id: "suite",
		name: "Suite",
		prices: [aPrice({ item: "Harbour Desk" }), aPrice({ item: "Churn Lens" })],
	});
	const both = { ...input, catalogue: aCatalogue({ offerings: [anOffering(), other] }) };
	const judged = judge(aSkill("writer"), both, draftOf({ body: `Hi Mara,\n\n${body}`, offer: offerOf(SEAT, START) }));
	expect(judged.type === "pass" ? "pass" : judged.rule).toBe(expected);
});

test.each([
	"Desk seat EUR 20 ",
	"- Desk seat: 500 × EUR 20\n",
	"500 people ",
	"EUR 20 per user and ",
	"for 12 months ",
])("[JU13] the longest draft of %j is judged within a second", (unit) => {
	const body = unit.repeat(2_000).slice(0, 19_000);
	const start = performance.now();
	judge(aSkill("writer"), input, draftOf({ body, offer: offerOf(SEAT, START) }));
	expect(performance.now() - start).toBeLessThan(1_000);
});
