import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Offer, OfferLine, Price } from "../facts/offering.ts";
import { draftOf } from "../testing/builders.ts";
import { aCatalogue, anOffering, aPrice } from "../testing/catalogue.ts";
import { newDeal } from "../testing/deal.ts";
import { verdictOf } from "./policy.ts";
import { amountsOf, judgeOffer, lineMinor, stepAt, totalMinor } from "./pricing.ts";

const aLine = (changes: Partial<OfferLine> = {}): OfferLine => ({
	offering: "desk",
	item: "Desk seat",
	unit: "per-user-month",
	quantity: 10,
	periods: 12,
	unitMinor: 4_900,
	...changes,
});
const anOffer = (lines: readonly OfferLine[], changes: Partial<Offer> = {}): Offer => ({
	currency: "EUR",
	lines: [...lines],
	totalMinor: totalMinor(lines),
	...changes,
});
const listOf = (...prices: Price[]) => aCatalogue({ offerings: [anOffering({ prices })] });
const verdict = (offer: Offer, catalogue = aCatalogue(), region: "apac" | "emea" | "amer" = "emea"): string => {
	const judged = judgeOffer(offer, catalogue, region);
	return judged.type === "refused" ? judged.reason : judged.isOnList ? "on list" : "off list";
};

describe("a line", () => {
	test.each([
		[4_900, "on list"],
		[4_901, "off list"],
		[4_899, "off list"],
		[4_137, "off list"],
		[4_136, "EUR 41.36 for «Desk seat» is under the floor"],
		[0, "EUR 0 for «Desk seat» is under the floor"],
	])("[PR1] of %i a unit, listed at 4,900 with a floor of 4,137: %s", (unitMinor, expected) => {
		expect(verdict(anOffer([aLine({ unitMinor })]))).toBe(expected);
	});

	test.each([
		[9, "«Desk seat» is priced from 10 on, not for 9"],
		[10, "on list"],
		[11, "on list"],
	])("[PR1] for %i units of a price that is good from 10 on: %s", (quantity, expected) => {
		expect(verdict(anOffer([aLine({ quantity })]), listOf(aPrice({ minQuantity: 10 })))).toBe(expected);
	});

	test.each([
		[4_900, "on list"],
		[4_899, "off list"],
		[4_136, "EUR 41.36 for «Desk seat» is under the floor"],
	])("[PR5] of %i that stands apart is held to the same list: %s", (unitMinor, expected) => {
		const offer = anOffer([aLine()], { apart: [aLine({ unitMinor, quantity: 85 })] });
		expect(verdict(offer)).toBe(expected);
		expect(amountsOf(offer)).toContainEqual({ minor: unitMinor * 85 * 12, currency: "EUR" });
		expect(offer.totalMinor).toBe(588_000);
	});

	test("[PR5] what stands apart is in no total", () => {
		const both = [aLine(), aLine({ quantity: 85 })];
		expect(verdict(anOffer([aLine()], { apart: both.slice(1), totalMinor: totalMinor(both) }))).toMatch(
			/^the total is not/,
		);
	});

	test.each<[string, Partial<OfferLine>]>([
		["an item that nobody lists", { item: "Desk chair" }],
		["an item in other letters", { item: "desk seat" }],
		["another offering's item", { offering: "dock" }],
	])("[PR1] of %s is refused", (_name, changes) => {
		expect(verdict(anOffer([aLine(changes)]))).toMatch(/^no price list has/);
	});

	test("[PR1] of another region's list, or in another currency, is refused", () => {
		expect(verdict(anOffer([aLine()]), aCatalogue(), "amer")).toMatch(/^no price list has .* in EUR for amer$/);
		expect(verdict(anOffer([aLine()], { currency: "USD" }))).toMatch(/^no price list has .* in USD for emea$/);
		expect(verdict(anOffer([aLine()]), listOf(aPrice({ region: "amer" }), aPrice({ currency: "USD" })))).toMatch(/^no/);
	});

	test.each([
		[1, "on list"],
		[2, "«Onboarding» is paid once"],
	])("[PR1] of what is paid once counts %i periods: %s", (periods, expected) => {
		expect(
			verdict(anOffer([aLine({ item: "Onboarding", unit: "once", quantity: 1, periods, unitMinor: 400_000 })])),
		).toBe(expected);
	});
});

describe("a total", () => {
	const lines = [aLine(), aLine({ item: "Onboarding", unit: "once", quantity: 1, periods: 1, unitMinor: 400_000 })];
	test.each([
		[0, "on list"],
		[1, "the total is not what the lines add up to"],
		[-1, "the total is not what the lines add up to"],
	])("[PR1] that is %i off: %s", (off, expected) => {
		expect(verdict(anOffer(lines, { totalMinor: totalMinor(lines) + off }))).toBe(expected);
	});

	test("[PR1] past what a number holds is refused", () => {
		const huge = aPrice({ listMinor: Number.MAX_SAFE_INTEGER, floorMinor: 1 });
		expect(verdict(anOffer([aLine({ unitMinor: huge.listMinor })]), listOf(huge))).toMatch(/^the total/);
	});

	test("[PR1] is of its lines, and the sums that may be said are those of unit, period, line and all", () => {
		expect(lineMinor(aLine())).toBe(588_000);
		expect(amountsOf(anOffer(lines)).map(({ minor }) => minor)).toEqual([
			4_900, 49_000, 588_000, 400_000, 400_000, 400_000, 988_000,
		]);
	});
});

describe("steps of one item", () => {
	const steps = [aPrice(), aPrice({ listMinor: 4_500, floorMinor: 4_000, minQuantity: 50 })];
	test.each([
		[49, 4_900, "on list"],
		[49, 4_500, "off list"],
		[50, 4_500, "on list"],
		[50, 4_900, "off list"],
		[50, 3_999, "EUR 39.99 for «Desk seat» is under the floor"],
		[49, 4_136, "EUR 41.36 for «Desk seat» is under the floor"],
	])("[PR2] %i units at %i: %s", (quantity, unitMinor, expected) => {
		expect(verdict(anOffer([aLine({ quantity, unitMinor })]), listOf(...steps))).toBe(expected);
		expect(verdict(anOffer([aLine({ quantity, unitMinor })]), listOf(...[...steps].reverse()))).toBe(expected);
	});

	test("[PR2] none reached is the lowest; none listed is none", () => {
		expect(stepAt([aPrice({ minQuantity: 50 }), aPrice({ minQuantity: 5 })], 1)).toEqual([aPrice({ minQuantity: 5 })]);
		expect(stepAt([], 1)).toEqual([]);
	});

	test.each([
		["per-user-month", 4_900, "on list"],
		["per-user-month", 49_000, "off list"],
		["per-user-month", 4_136, "EUR 41.36 for «Desk seat» is under the floor"],
		["per-user-year", 49_000, "on list"],
		["per-user-year", 4_900, "EUR 49 for «Desk seat» is under the floor"],
		["per-user-year", 40_000, "off list"],
		["per-user-year", 39_999, "EUR 399.99 for «Desk seat» is under the floor"],
		["per-site-month", 4_900, "no price list has «Desk seat» per-site-month in EUR for emea"],
		["once", 4_900, "no price list has «Desk seat» once in EUR for emea"],
	] as const)("[PR3] an item listed by month and by year, %s at %i: %s", (unit, unitMinor, expected) => {
		const yearly = aPrice({ unit: "per-user-year", listMinor: 49_000, floorMinor: 40_000 });
		expect(verdict(anOffer([aLine({ unit, unitMinor, periods: 1 })]), listOf(aPrice(), yearly))).toBe(expected);
	});

	test.each([
		[4_900, "on list"],
		[5_200, "on list"],
		[5_000, "off list"],
		[4_499, "EUR 44.99 for «Desk seat» is under the floor"],
	])("[PR3] one thing that is priced twice, at %i: %s", (unitMinor, expected) => {
		const again = aPrice({ listMinor: 5_200, floorMinor: 4_500 });
		expect(verdict(anOffer([aLine({ unitMinor })]), listOf(aPrice(), again))).toBe(expected);
	});
});

test("[PR1] no offer that may be made asks less than a floor of its item and region", () => {
	const price = fc
		.record({
			item: fc.constantFrom("A", "B"),
			region: fc.constantFrom("apac" as const, "emea" as const),
			currency: fc.constantFrom("EUR" as const, "USD" as const),
			unit: fc.constantFrom("per-user-month" as const, "once" as const),
			listMinor: fc.integer({ min: 1, max: 50 }),
			floorMinor: fc.integer({ min: 1, max: 50 }),
			minQuantity: fc.integer({ min: 1, max: 5 }),
		})
		.filter((each) => each.floorMinor <= each.listMinor);
	const line = fc.record({
		offering: fc.constant("desk"),
		item: fc.constantFrom("A", "B", "C"),
		unit: fc.constantFrom("per-user-month" as const, "once" as const),
		quantity: fc.integer({ min: 1, max: 8 }),
		periods: fc.integer({ min: 1, max: 2 }),
		unitMinor: fc.integer({ min: 0, max: 60 }),
	});
	fc.assert(
		fc.property(fc.array(price, { maxLength: 6 }), fc.array(line, { minLength: 1, maxLength: 3 }), (prices, lines) => {
			const judged = judgeOffer(anOffer(lines), listOf(...prices), "emea");
			if (judged.type === "refused") return;
			for (const each of lines) {
				const listed = prices.filter(
					(one) => one.item === each.item && one.unit === each.unit && one.region === "emea" && one.currency === "EUR",
				);
				expect(listed.some((one) => one.floorMinor <= each.unitMinor && one.minQuantity <= each.quantity)).toBe(true);
				if (judged.isOnList) expect(listed.some((one) => one.listMinor === each.unitMinor)).toBe(true);
			}
		}),
		{ numRuns: 500 },
	);
});

describe("a draft with an offer", () => {
	const policy = (offer: Offer | null, catalogue = aCatalogue()): unknown => {
		const verdict = verdictOf(newDeal().board(), draftOf(offer ? { offer } : {}), catalogue);
		return verdict.type === "hold" ? verdict.approvers : verdict.type === "refuse" ? verdict.rule : verdict.type;
	};
	test.each<[string, Partial<OfferLine>, unknown]>([
		["under the floor by the least there is", { unitMinor: 4_136 }, "PO8"],
		["for too few", { quantity: 0 }, "PO8"],
		["for what nobody lists", { item: "Desk chair" }, "PO8"],
	])("[PO8] %s", (_name, changes, expected) => {
		expect(policy(anOffer([aLine(changes)]))).toEqual(expected);
	});

	const gets = [{ kind: "longer-term" as const, says: "a term of three years" }];
	test.each<[string, Partial<OfferLine>, unknown]>([
		["at the floor", { unitMinor: 4_137 }, ["regional-human"]],
		["one off the list", { unitMinor: 4_899 }, ["regional-human"]],
		["above the list", { unitMinor: 4_901 }, ["regional-human"]],
		["at list", {}, ["rep", "regional-human"]],
	])("[PO9] %s", (_name, changes, expected) => {
		expect(policy({ ...anOffer([aLine(changes)]), gets })).toEqual(expected);
	});

	test.each<[string, Partial<OfferLine>, unknown]>([
		["at the floor", { unitMinor: 4_137 }, "PO11"],
		["one off the list", { unitMinor: 4_899 }, "PO11"],
		["at list", {}, ["rep", "regional-human"]],
		["above the list", { unitMinor: 4_901 }, ["regional-human"]],
	])("[PO11] nothing is got for a price %s", (_name, changes, expected) => {
		expect(policy(anOffer([aLine(changes)]))).toEqual(expected);
	});

	test("[PO8] whatever is got, nobody goes under the floor; [PO11] what stands apart is given, too", () => {
		expect(policy({ ...anOffer([aLine({ unitMinor: 4_136 })]), gets })).toBe("PO8");
		const apart = { ...anOffer([aLine()]), apart: [aLine({ unitMinor: 4_899 })] };
		expect([policy(apart), policy({ ...apart, gets })]).toEqual(["PO11", ["regional-human"]]);
	});

	test("[PO8] without any list every price is refused, and none is not", () => {
		expect(policy(anOffer([aLine()]), aCatalogue({ offerings: [] }))).toBe("PO8");
		expect(policy(null, aCatalogue({ offerings: [] }))).toEqual(["rep", "regional-human"]);
	});
});
