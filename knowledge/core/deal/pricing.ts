import type { Catalogue, Offer, OfferLine, Price } from "../facts/offering.ts";
import { type Currency, type Money, moneyText } from "../vocabulary/money.ts";
import type { Region } from "../vocabulary/region.ts";

export type OfferVerdict =
	/** `isGive`: a price is below list, and something has to be got for it. */
	| { readonly type: "priced"; readonly isOnList: boolean; readonly isGive: boolean }
	| { readonly type: "refused"; readonly reason: string };

/**
 * [PR1] Whether an offer may be made: each line names a price of the region's list in the offer's currency and its own
 * unit, for enough units, and is not under its floor, also where it stands apart; the total is what the lines add up to, without those.
 */
export function judgeOffer(offer: Offer, catalogue: Catalogue, region: Region): OfferVerdict {
	let isOnList = true;
	let isGive = false;
	for (const line of allLines(offer)) {
		const steps = stepOf(catalogue, line, { region, currency: offer.currency });
		const [least] = steps;
		if (!least) return refused(`no price list has «${line.item}» ${line.unit} in ${offer.currency} for ${region}`);
		if (line.quantity < least.minQuantity)
			return refused(`«${line.item}» is priced from ${least.minQuantity} on, not for ${line.quantity}`);
		const price = priceMeant(steps, line);
		if (line.unitMinor < price.floorMinor) {
			const asked = moneyText({ minor: line.unitMinor, currency: offer.currency });
			return refused(`${asked} for «${line.item}» is under the floor`);
		}
		if (line.unit === "once" && line.periods > 1) return refused(`«${line.item}» is paid once`);
		if (line.unitMinor !== price.listMinor) isOnList = false;
		if (line.unitMinor < price.listMinor) isGive = true;
	}
	const total = totalMinor(offer.lines);
	return total === offer.totalMinor && Number.isSafeInteger(total)
		? { type: "priced", isOnList, isGive }
		: refused("the total is not what the lines add up to");
}

/** What a line comes to, in the smallest unit of its currency. */
export const lineMinor = ({ quantity, periods, unitMinor }: OfferLine): number => quantity * periods * unitMinor;

export const totalMinor = (lines: readonly OfferLine[]): number =>
	lines.reduce((sum, line) => sum + lineMinor(line), 0);

/** What is in the total, and what stands beside it. */
export const allLines = ({ lines, apart = [] }: Offer): readonly OfferLine[] => [...lines, ...apart];

/** Every sum that a text about an offer may state: of a unit, of a period, of a line, and of all. */
export const amountsOf = (offer: Offer): readonly Money[] =>
	[
		...allLines(offer).flatMap((line) => [line.unitMinor, line.unitMinor * line.quantity, lineMinor(line)]),
		offer.totalMinor,
	].map((minor) => ({ minor, currency: offer.currency }));

/**
 * [PR2] The step of an item's prices that a quantity reaches; where it reaches none, the lowest. Prices of one item and
 * one step may differ in what they are for, such as a month or a year.
 */
export function stepAt(prices: readonly Price[], quantity: number): readonly Price[] {
	const reached = prices.filter((price) => price.minQuantity <= quantity).map((price) => price.minQuantity);
	const step = reached.length > 0 ? Math.max(...reached) : Math.min(...prices.map((price) => price.minQuantity));
	return prices.filter((price) => price.minQuantity === step);
}

function stepOf(
	{ offerings }: Catalogue,
	line: OfferLine,
	at: { region: Region; currency: Currency },
): readonly Price[] {
	const fits = (price: Price): boolean =>
		price.item === line.item &&
		price.unit === line.unit &&
		price.region === at.region &&
		price.currency === at.currency;
	return stepAt((offerings.find((each) => each.id === line.offering)?.prices ?? []).filter(fits), line.quantity);
}

/** [PR3] Where a list prices one thing twice, a line means the price that it asks; off the list it has to stand above the highest floor. */
const priceMeant = (steps: readonly Price[], line: OfferLine): Price =>
	steps.find((price) => price.listMinor === line.unitMinor) ??
	steps.reduce((a, b) => (b.floorMinor > a.floorMinor ? b : a));

const refused = (reason: string): OfferVerdict => ({ type: "refused", reason });
