import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCatalogue, anOffering, aPrice } from "../testing/catalogue.ts";
import { type Given, type PriceAsk, priceGuidance } from "./price-guidance.ts";
import { judgeOffer } from "./pricing.ts";

const ASK: PriceAsk = { offering: "desk", item: "Desk seat", unit: "per-user-month", quantity: 85, askedMinor: null };
const guide = (ask: Partial<PriceAsk> = {}, ledger: readonly Given[] = [], catalogue = aCatalogue()) =>
	priceGuidance(catalogue, { region: "emea", ask: { ...ASK, ...ask }, ledger });
const ours = (give: string, get: string | null): Given => ({ who: "us", give, get });

describe("guidance", () => {
	test("[PG1] goes from list towards the floor by halves, each for something", () => {
		const found = guide();
		expect(found).toMatchObject({ currency: "EUR", listMinor: 4_900, walkAwayMinor: 4_137, isOutOfReach: false });
		expect(found?.steps.map(({ unitMinor, givesMinor, getKind }) => [unitMinor, givesMinor, getKind])).toEqual([
			[4_518, 382, "longer-term"],
			[4_327, 191, "more-units"],
			[4_232, 95, "prepayment"],
		]);
		expect(found?.next).toEqual(found?.steps[0]);
	});

	test("[PG1] a step that was paid for leads to the next, and what they paid with is not asked for again", () => {
		const found = guide({}, [ours("5 % off", "a longer term")]);
		expect(found?.next).toEqual(found?.steps[1]);
		expect(found?.steps.map(({ getKind }) => getKind)).toEqual(["more-units", "prepayment", "earlier-signature"]);
	});

	test("[PG1] what was given for nothing is settled first; what they gave costs us no step", () => {
		expect(guide({}, [ours("5 % off", null)])).toMatchObject({ next: null, unpaid: ["5 % off"] });
		expect(guide({}, [ours("5 % off", " ")])).toMatchObject({ next: null });
		const theirs = guide({}, [{ who: "them", give: "a reference", get: null }]);
		expect(theirs?.next).toEqual(theirs?.steps[0]);
	});

	test.each([
		["at the floor", 4_137, false],
		["under it by the least there is", 4_136, true],
	])("[PG1] a wish %s", (_name, askedMinor, isOutOfReach) => {
		expect(guide({ askedMinor })).toMatchObject({ isOutOfReach });
	});

	test("[PG1] nobody goes lower than was asked for, and at list nothing is given", () => {
		expect(guide({ askedMinor: 4_800 })?.steps.map(({ unitMinor }) => unitMinor)).toEqual([4_800]);
		expect(guide({ askedMinor: 4_900 })?.steps).toEqual([]);
		expect(guide({ askedMinor: 6_000 })?.steps).toEqual([]);
	});

	test("[PG1] a fourth step is none, and an item that no list has is no guidance", () => {
		expect(guide({}, [ours("a", "a"), ours("b", "b"), ours("c", "c")])?.next).toBeNull();
		expect(guide({ item: "Fax line" })).toBeNull();
		expect(guide({ unit: "once" })).toBeNull();
		const from = aCatalogue({ offerings: [anOffering({ prices: [aPrice({ minQuantity: 100 })] })] });
		expect([guide({ quantity: 99 }, [], from), guide({ quantity: 100 }, [], from)]).toEqual([null, expect.anything()]);
	});
});

test("[PG1] never under the floor, each step smaller, each for something, and no offer of it is refused", () => {
	const drawn = fc.record({
		floor: fc.integer({ min: 1, max: 1_000_000 }),
		above: fc.integer({ min: 0, max: 1_000_000 }),
		asked: fc.option(fc.integer({ min: 0, max: 2_000_000 }), { nil: null }),
		gets: fc.array(fc.option(fc.constantFrom("a longer term", "prepayment", "lunch"), { nil: null }), { maxLength: 5 }),
	});
	fc.assert(
		fc.property(drawn, ({ floor, above, asked, gets }) => {
			const price = aPrice({ floorMinor: floor, listMinor: floor + above });
			const catalogue = aCatalogue({ offerings: [anOffering({ prices: [price] })] });
			const found = guide(
				{ askedMinor: asked },
				gets.map((get) => ours("some", get)),
				catalogue,
			);
			let last = Number.POSITIVE_INFINITY;
			let at = price.listMinor;
			for (const step of found?.steps ?? []) {
				expect(step.unitMinor).toBe(at - step.givesMinor);
				expect(step.unitMinor).toBeGreaterThanOrEqual(floor);
				expect(step.givesMinor).toBeLessThan(last);
				expect(step.get.length).toBeGreaterThan(0);
				const line = { offering: "desk", item: "Desk seat", unit: "per-user-month", quantity: 85, periods: 1 } as const;
				const offer = {
					currency: "EUR",
					lines: [{ ...line, unitMinor: step.unitMinor }],
					totalMinor: 85 * step.unitMinor,
				} as const;
				expect(judgeOffer({ ...offer, lines: [...offer.lines] }, catalogue, "emea")).toMatchObject({ type: "priced" });
				[last, at] = [step.givesMinor, step.unitMinor];
			}
		}),
		{ numRuns: 300 },
	);
});
