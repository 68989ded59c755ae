import * as z from "zod";
import { Currency } from "../vocabulary/money.ts";
import { Region } from "../vocabulary/region.ts";

/** What a price is for: one of these a month, one of these a year, or once. */
export const PriceUnit = z.enum([
	"per-user-month",
	"per-user-year",
	"per-site-month",
	"flat-month",
	"flat-year",
	"once",
]);
export type PriceUnit = z.infer<typeof PriceUnit>;

/**
 * One line of a price list. `listMinor` is what we ask, `floorMinor` the least that anybody may ask: both in the smallest
 * unit of the currency, for one of `unit`, without tax.
 */
export const Price = z
	.strictObject({
		/** What is priced, as an offer names it: «Care seat», «Onboarding». */
		item: z.string().min(1).max(80),
		region: Region,
		currency: Currency,
		unit: PriceUnit,
		listMinor: z.int().min(1),
		floorMinor: z.int().min(1),
		/** The least number of units that this price is good for. */
		minQuantity: z.int().min(1).default(1),
	})
	.refine((price) => price.floorMinor <= price.listMinor, "a floor is not above its list price");
export type Price = z.infer<typeof Price>;

/** Something that an offering does. `about` holds the words by which buyers ask for it, in lower case. */
export const Capability = z.strictObject({
	name: z.string().min(1).max(80),
	/** What we may say about it, to the letter: one sentence. */
	says: z.string().min(1).max(240),
	about: z.array(z.string().min(2).max(60)).min(1).max(20),
});
export type Capability = z.infer<typeof Capability>;

/** A product of a tenant: what the crew may position, and for how much. */
export const Offering = z.strictObject({
	id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
	name: z.string().min(1).max(80),
	/** One sentence: what it is, and for whom. */
	summary: z.string().min(1).max(240),
	capabilities: z.array(Capability).min(1).max(20),
	/** What it does not do; a need that one of these names is a gap. `about` as in a capability. */
	limits: z
		.array(
			z.strictObject({ says: z.string().min(1).max(240), about: z.array(z.string().min(2).max(60)).min(1).max(20) }),
		)
		.max(10),
	prices: z.array(Price).max(30),
	/** Where this was taken from, for the person who checks it: a price list or a data sheet with its date. */
	source: z.string().min(1).max(120),
});
export type Offering = z.infer<typeof Offering>;

/** Another vendor, and what may be said beside them. */
export const Competitor = z.strictObject({
	name: z.string().min(1).max(80),
	aliases: z.array(z.string().min(2).max(60)).max(10),
	/** Where they are good: what we do not deny. */
	strong: z.array(z.string().min(1).max(200)).max(5),
	/** What we say for ourselves, to the letter. */
	ours: z.array(z.string().min(1).max(200)).min(1).max(5),
	source: z.string().min(1).max(120),
	/** After this day (UTC, ISO 8601 date) it is not used any more. */
	expires: z.iso.date(),
});
export type Competitor = z.infer<typeof Competitor>;

/** All that a tenant sells and knows about who else does. */
export const Catalogue = z.strictObject({
	offerings: z.array(Offering).max(20),
	competitors: z.array(Competitor).max(20),
});
export type Catalogue = z.infer<typeof Catalogue>;

export const NOTHING_TO_SELL: Catalogue = { offerings: [], competitors: [] };

/** One priced line of a mail. `unitMinor` is the price of one unit for one period; `periods` how many are counted, such as 12 months. */
export const OfferLine = z.strictObject({
	/** Names a price of the catalogue: `Offering.id` and `Price.item`. */
	offering: z.string().min(1).max(40),
	item: z.string().min(1).max(80),
	/** What `unitMinor` is for. One item may be listed by the month and by the year. */
	unit: PriceUnit,
	quantity: z.int().min(1).max(1_000_000),
	periods: z.int().min(1).max(60),
	unitMinor: z.int().min(0),
});
export type OfferLine = z.infer<typeof OfferLine>;

/** What a buyer can give for a price below list. */
export const GetKind = z.enum([
	"longer-term",
	"more-units",
	"earlier-signature",
	"prepayment",
	"reference",
	"wider-scope",
]);
export type GetKind = z.infer<typeof GetKind>;

/** What we get for a give: its kind, and the words in which the mail says it. */
export const Get = z.strictObject({ kind: GetKind, says: z.string().min(3).max(160) });
export type Get = z.infer<typeof Get>;

/** What a draft offers, so that code and not prose is checked against the price list. */
export const Offer = z.strictObject({
	currency: Currency,
	lines: z.array(OfferLine).min(1).max(10),
	/** The sum of quantity × periods × unitMinor over the lines. */
	totalMinor: z.int().min(0),
	/** Options and other ways to pay: priced beside the lines, and in no total. */
	apart: z.array(OfferLine).min(1).max(10).optional(),
	/** What they give for a price below list. Offers from before this was asked for have none. */
	gets: z.array(Get).min(1).max(5).optional(),
});
export type Offer = z.infer<typeof Offer>;
