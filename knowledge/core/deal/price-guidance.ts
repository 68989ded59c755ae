import type { Catalogue, GetKind, Price, PriceUnit } from "../facts/offering.ts";
import type { Currency } from "../vocabulary/money.ts";
import type { Region } from "../vocabulary/region.ts";
import { stepAt } from "./pricing.ts";

/** One give of one side, and what the other gave for it; `null` where nothing was. Oldest first. */
export type Given = { readonly who: "us" | "them"; readonly give: string; readonly get: string | null };

/** What a buyer wants to pay less for. `askedMinor`: what they named for one unit; `null` if they named none. */
export type PriceAsk = {
	readonly offering: string;
	readonly item: string;
	readonly unit: PriceUnit;
	readonly quantity: number;
	readonly askedMinor: number | null;
};

/** One concession: to which price, and what it is given for. */
export type PriceStep = {
	readonly unitMinor: number;
	/** How much less than the price before it, in the smallest unit of the currency. */
	readonly givesMinor: number;
	readonly getKind: GetKind;
	/** What to ask for, as a rep says it. */
	readonly get: string;
};

export type PriceGuidance = {
	readonly currency: Currency;
	readonly listMinor: number;
	/** Below this nobody goes, whatever is got. For the rep alone. */
	readonly walkAwayMinor: number;
	readonly steps: readonly PriceStep[];
	/** The step that is due; `null` where something is owed to us first, or no step is left. */
	readonly next: PriceStep | null;
	/** What we gave for nothing: it is settled before anything else is given. */
	readonly unpaid: readonly string[];
	/** What they named is below the walk-away: the answer is no, with a smaller scope in its place. */
	readonly isOutOfReach: boolean;
};

/** Each step is half of what is left: a buyer who sees them shrink sees where they end. */
const STEPS_MAX = 3;

/** The dearest to us first: what is worth most is asked for the largest step. */
const GETS: readonly (readonly [GetKind, string])[] = [
	["longer-term", "a longer term: at least one year more"],
	["more-units", "more units: the next step of the price list, or another team from the start"],
	["prepayment", "the year paid in advance"],
	["earlier-signature", "a signature by a day that is named now"],
	["reference", "a reference: a call a quarter, and their name on our page"],
];

/**
 * [PG1] How far a price may be gone down with, from list to floor, in steps that shrink, and what is asked for at each; the
 * floor is never crossed. `null`: no list has this item for so many.
 */
export function priceGuidance(
	catalogue: Catalogue,
	{ region, ask, ledger }: { readonly region: Region; readonly ask: PriceAsk; readonly ledger: readonly Given[] },
): PriceGuidance | null {
	const price = priceOf(catalogue, region, ask);
	if (!price) return null;
	const ours = ledger.filter(({ who }) => who === "us");
	const had = ours
		.flatMap(({ get }) => get ?? [])
		.join(" ")
		.toLowerCase();
	const steps = stepsOf(
		price,
		ask.askedMinor,
		GETS.filter(([kind]) => !had.includes(kind.replace("-", " ")) && !had.includes(kind)),
	);
	const unpaid = ours.filter(({ get }) => get === null || get.trim() === "").map(({ give }) => give);
	return {
		currency: price.currency,
		listMinor: price.listMinor,
		walkAwayMinor: price.floorMinor,
		steps,
		next: unpaid.length > 0 ? null : (steps[ours.length] ?? null),
		unpaid,
		isOutOfReach: ask.askedMinor !== null && ask.askedMinor < price.floorMinor,
	};
}

/** Nobody goes lower than was asked for, and a step that would be nothing, or no smaller than the last, is none. */
function stepsOf(
	{ listMinor, floorMinor }: Price,
	askedMinor: number | null,
	gets: readonly (readonly [GetKind, string])[],
): readonly PriceStep[] {
	const least = Math.max(floorMinor, Math.min(askedMinor ?? floorMinor, listMinor));
	const steps: PriceStep[] = [];
	let at = listMinor;
	let given = Number.POSITIVE_INFINITY;
	for (const [getKind, get] of gets.slice(0, STEPS_MAX)) {
		const givesMinor = Math.min(Math.ceil((at - floorMinor) / 2), at - least, given - 1);
		if (givesMinor < 1) break;
		at -= givesMinor;
		given = givesMinor;
		steps.push({ unitMinor: at, givesMinor, getKind, get });
	}
	return steps;
}

function priceOf({ offerings }: Catalogue, region: Region, ask: PriceAsk): Price | null {
	const prices = (offerings.find(({ id }) => id === ask.offering)?.prices ?? []).filter(
		(each) => each.item === ask.item && each.unit === ask.unit && each.region === region,
	);
	if (prices.length === 0) return null;
	const step = stepAt(prices, ask.quantity);
	// Of several prices for one thing the highest floor holds, as it does for an offer.
	const price = step.reduce((a, b) => (b.floorMinor > a.floorMinor ? b : a));
	return ask.quantity < price.minQuantity ? null : price;
}
