import type { Ask } from "#knowledge/agents/writing/moves.ts";
import { asksPrice } from "#knowledge/agents/writing/price-ask.ts";
import { judgeOffer, lineMinor, stepAt, totalMinor } from "#knowledge/core/deal/pricing.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Offer, OfferLine, Price } from "#knowledge/core/facts/offering.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Currency } from "#knowledge/core/vocabulary/money.ts";
import { currencyFor, itemsOf, type Listed, offeringsFor, optionsIn, unknownItems } from "./choose.ts";
import { type Countable, type Counted, countableOf, quantityFor, type Said } from "./quantity.ts";
import { type Term, termIn } from "./term.ts";

export type Row = Listed & {
	readonly line: OfferLine;
	readonly counted: Counted | null;
	/** They want fewer than the list is good for. */
	readonly wanted: number | null;
};

export type Priced = {
	readonly type: "priced";
	/** `each`: prices of one unit, for want of a number or of a choice; there is no sum to speak of. */
	readonly how: "sum" | "each";
	readonly offer: Offer;
	readonly rows: readonly Row[];
	readonly term: Term;
	readonly alternatives: readonly string[];
	readonly leftOut: readonly string[];
	readonly unknown: readonly string[];
	/** What has to be counted before there is a sum. */
	readonly missing: readonly string[];
	/** What they want priced apart, by its name. */
	readonly options: readonly string[];
	/** What was counted, where they did not say which of several they mean. */
	readonly inferred: readonly string[];
	/** The currency that they speak of and our list does not have. */
	readonly otherCurrency: Currency | null;
};

export type Unpriced =
	| {
			readonly type: "unpriced";
			readonly why: "no-catalogue" | "no-price" | "not-asked";
			readonly of: readonly string[];
	  }
	/** Which of several is for the buyer to say. */
	| { readonly type: "unpriced"; readonly why: "which"; readonly of: readonly string[] };

export type Quote = Priced | Unpriced;

/** A mail with more lines is a document. */
const ROWS_MAX = 6;
/** What a line of an offer holds. */
const QUANTITY_MAX = 1_000_000;

/** What may be said about the price: from the list of the deal's region, at list, for what the buyer counts. */
export function quoteFor(input: SkillInput, mail: string, asks: readonly Ask[]): Quote {
	const { catalogue, deal } = input;
	if (catalogue.offerings.length === 0) return { type: "unpriced", why: "no-catalogue", of: [] };
	const priced = asks.filter(asksPrice);
	const unknown = unknownItems(asks, input);
	if (unknown.length > 0 && unknown.length >= priced.length) return { type: "unpriced", why: "no-price", of: unknown };
	const { offerings, isInferred } = offeringsFor(input, mail);
	if (offerings.length === 0)
		return { type: "unpriced", why: "which", of: catalogue.offerings.map((each) => each.name).slice(0, 6) };
	const listed = offerings.flatMap((offering) =>
		offering.prices.filter((price) => price.region === deal.region).map((price) => ({ offering, price })),
	);
	const money = currencyFor(listed, mail);
	if (!money) return { type: "unpriced", why: "no-price", of: offerings.map((each) => each.name) };
	const chosen = offerings.map((offering) =>
		itemsOf(
			listed.filter((each) => each.offering === offering && each.price.currency === money.currency),
			mail,
		),
	);
	const items = chosen.flatMap((each) => each.items);
	const alternatives = chosen.flatMap((each) => each.alternatives);
	const said: Said = { asks: priced.map((ask) => ask.text), mail, facts: factsSaid(input) };
	const term = termIn(
		mail,
		asks.map((ask) => ask.text),
	);
	const list = catalogue.offerings.flatMap((each) => each.prices.filter((price) => price.region === deal.region));
	const countables = items.map((group) => (group[0] ? countableOf(group[0].price, list) : null));
	const counts = countables.map((countable) => countOf(countable, said));
	const missing = [
		...new Set(countables.flatMap((countable, i) => (counts[i] === null ? (countable?.noun ?? []) : []))),
	];
	const how = alternatives.length > 0 || missing.length > 0 ? "each" : "sum";
	const rows = items
		.flatMap((group, i) => (how === "sum" ? rowFor(group, counts[i] ?? null, term) : eachOf(group)))
		.slice(0, ROWS_MAX);
	const total = totalMinor(rows.map((row) => row.line));
	const offer = { currency: money.currency, lines: rows.map((row) => row.line), totalMinor: total };
	const isTooLarge = rows.some((row) => row.line.quantity > QUANTITY_MAX);
	// A list that prices one item in two ways at once cannot be quoted from without a person.
	const judged = judgeOffer(offer, catalogue, deal.region);
	if (rows.length === 0 || isTooLarge || judged.type === "refused" || !judged.isOnList)
		return { type: "unpriced", why: "no-price", of: offerings.map((each) => each.name) };
	const told = new Set(rows.map((row) => row.price.item));
	return {
		type: "priced",
		how,
		rows,
		term,
		alternatives,
		unknown,
		missing,
		leftOut: [...chosen.flatMap((each) => each.leftOut), ...items.map((group) => itemName(group))].filter(
			(name, i, all) => !told.has(name) && all.indexOf(name) === i,
		),
		options: optionsIn(mail, catalogue.offerings).map((each) => each.name),
		inferred: isInferred && offerings.length < catalogue.offerings.length ? offerings.map((each) => each.name) : [],
		otherCurrency: money.asked,
		offer,
	};
}

type Count = Counted | "one";

/** `null`: it has to be counted, and nobody said how many. */
function countOf(countable: Countable | null, said: Said): Count | null {
	if (countable === null) return "one";
	const found = quantityFor(countable, said);
	return found === "unclear" ? null : found;
}

const itemName = (group: readonly Listed[]): string => group[0]?.price.item ?? "";

function rowFor(group: readonly Listed[], count: Count | null, term: Term): readonly Row[] {
	const wanted = count === null || count === "one" ? 1 : count.value;
	const steps = stepAt(
		group.map((each) => each.price),
		wanted,
	);
	const listed = group.find((each) => each.price === steps[0]);
	if (!listed) return [];
	const quantity = Math.max(wanted, listed.price.minQuantity);
	return [
		{
			...listed,
			counted: count === "one" ? null : count,
			wanted: quantity > wanted && count !== "one" ? wanted : null,
			line: lineOf(listed, quantity, periodsOf(listed.price, term)),
		},
	];
}

/** Each step of an item, for one unit and one period; the least number that it is good for is part of what is said. */
const eachOf = (group: readonly Listed[]): readonly Row[] =>
	[...group]
		.sort((a, b) => a.price.minQuantity - b.price.minQuantity)
		.map((listed) => ({ ...listed, counted: null, wanted: null, line: lineOf(listed, listed.price.minQuantity, 1) }));

const lineOf = ({ offering, price }: Listed, quantity: number, periods: number): OfferLine => ({
	offering: offering.id,
	item: price.item,
	quantity,
	periods,
	unitMinor: price.listMinor,
});

/** A price by the year is for whole years. */
function periodsOf({ unit }: Price, { months }: Term): number {
	if (unit === "once") return 1;
	return unit.endsWith("year") ? Math.ceil(months / 12) : months;
}

export const rowMinor = (row: Row): number => lineMinor(row.line);

/** Where numbers of seats and sites stand that nobody repeats in every mail, the latest first. */
const COUNTED_IN: ReadonlySet<FactKey> = new Set(["conversation.ask", "discovery.requirement", "bant.need"]);
const factsSaid = ({ facts }: SkillInput): readonly string[] =>
	facts
		.filter((fact) => COUNTED_IN.has(fact.key) && fact.state !== "contradicted")
		.sort((a, b) => b.validFrom - a.validFrom)
		.flatMap((fact) => fact.value ?? []);
