import { DAY_MS, type Instant } from "../vocabulary/time.ts";
import type { ReadFact } from "./fact.ts";
import type { Catalogue, Competitor } from "./offering.ts";
import { partsOf } from "./subject.ts";

/** What a rep should have at hand when a buyer names another vendor. For the rep alone, never for a buyer. */
export type Battlecard = {
	readonly name: string;
	/** Where they are good. */
	readonly strong: readonly string[];
	/** What we say for ourselves, to the letter. */
	readonly ours: readonly string[];
	readonly source: string;
	/** The last day (UTC, ISO 8601 date) on which it is used. */
	readonly expires: string;
	/** The buyer's words that name them, without those that were erased. */
	readonly mentions: readonly string[];
};

/**
 * [BC1] The cards of the vendors that the known facts name, in the order of the catalogue. A card is used up to the end of
 * its last day; a contradicted fact names nobody.
 */
export function battlecardsFor(facts: readonly ReadFact[], catalogue: Catalogue, now: Instant): readonly Battlecard[] {
	const named = facts.filter((fact) => fact.key === "discovery.competitor" && fact.state !== "contradicted");
	return catalogue.competitors
		.filter(({ expires }) => now < endOf(expires))
		.flatMap((competitor) => {
			const about = named.filter(({ value }) => value !== null && isOf(competitor, partsOf(value)[0] ?? ""));
			if (about.length === 0) return [];
			const { name, strong, ours, source, expires } = competitor;
			const quotes = about.flatMap(({ evidence }) => evidence.flatMap(({ quote }) => quote ?? []));
			return [{ name, strong, ours, source, expires, mentions: [...new Set(quotes)] }];
		});
}

const plain = (name: string): string =>
	name
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.trim();
const isOf = ({ name, aliases }: Competitor, said: string): boolean =>
	[name, ...aliases].some((each) => plain(each) === plain(said));

/** The first instant after a day: days since 1970 are counted by the Gregorian calendar's cycle of 400 years. */
function endOf(iso: string): Instant {
	const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
	const y = month <= 2 ? year - 1 : year;
	const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	const days = 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear - DAYS_TO_1970;
	return (days + 1) * DAY_MS;
}
const DAYS_TO_1970 = 719_468;
