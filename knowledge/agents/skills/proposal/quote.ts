import type { Ask } from "#knowledge/agents/writing/moves.ts";
import { asksPrice } from "#knowledge/agents/writing/price-ask.ts";
import { judgeOffer, lineMinor, stepAt, totalMinor } from "#knowledge/core/deal/pricing.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Offer, OfferLine, Offering, Price } from "#knowledge/core/facts/offering.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { type Chosen, itemsOf, type Listed, offeringsFor, unknownItems } from "./choose.ts";
import { currencyFor, otherCurrencies } from "./currency.ts";
import { type Open, openIn } from "./open.ts";
import { type Countable, type Counted, countableOf, quantityFor, type Said } from "./quantity.ts";
import { type Request, requestIn } from "./request.ts";
import { type Term, termIn } from "./term.ts";
import { paymentIn, refusedWords } from "./wishes.ts";

export type Row = Listed & {
	readonly line: OfferLine;
	readonly counted: Counted | null;
	/** They want fewer than the list is good for. */
	readonly wanted: number | null;
};

/** What stands beside the total: an option, or another way to pay for the row of that item. */
export type Apart = Row & { readonly insteadOf: string | null };

export type Priced = {
	readonly type: "priced";
	/** `each`: prices of one unit, for want of a number or of a choice; `part`: not all that they list has a price, so there is no total. */
	readonly how: "sum" | "each" | "part";
	readonly offer: Offer;
	readonly rows: readonly Row[];
	readonly apart: readonly Apart[];
	readonly term: Term;
	readonly request: Request;
	readonly open: Open;
	readonly alternatives: readonly string[];
	readonly leftOut: readonly string[];
	readonly unknown: readonly string[];
	/** What has to be counted before there is a sum. */
	readonly missing: readonly string[];
	/** What they want priced apart, and a person has to price. */
	readonly options: readonly string[];
	/** What was counted, where they did not say which of several they mean. */
	readonly inferred: readonly string[];
};

export type Unpriced =
	| {
			readonly type: "unpriced";
			readonly why: "no-catalogue" | "no-price" | "not-asked" | "discount" | "currency";
			readonly of: readonly string[];
	  }
	/** Which of several is for the buyer to say. */
	| { readonly type: "unpriced"; readonly why: "which"; readonly of: readonly string[] };

export type Quote = Priced | Unpriced;

/** A mail with more lines is a document. */
const ROWS_MAX = 8;
const APART_MAX = 4;
/** What a line of an offer holds. */
const QUANTITY_MAX = 1_000_000;

/** What may be said about the price: from the list of the deal's region, at list, for what the buyer counts. */
export function quoteFor(input: SkillInput, mail: string, asks: readonly Ask[]): Quote {
	const { catalogue, deal } = input;
	if (catalogue.offerings.length === 0) return { type: "unpriced", why: "no-catalogue", of: [] };
	const priced = asks.filter(asksPrice);
	const unknown = unknownItems(asks, input);
	if (unknown.length > 0 && unknown.length >= priced.length) return { type: "unpriced", why: "no-price", of: unknown };
	const request = requestIn(input.signal, mail);
	const scope = offeringsFor(input, mail, request);
	const { offerings, isInferred } = scope;
	const candidates = catalogue.offerings.filter((each) => !scope.unwanted.includes(each));
	if (offerings.length === 0)
		return { type: "unpriced", why: "which", of: candidates.map((each) => each.name).slice(0, 6) };
	const inRegion = (all: readonly Offering[]): readonly Listed[] =>
		all.flatMap((offering) =>
			offering.prices.filter((price) => price.region === deal.region).map((price) => ({ offering, price })),
		);
	const listed = inRegion(offerings);
	if (listed.length === 0) return { type: "unpriced", why: "no-price", of: offerings.map((each) => each.name) };
	const currency = currencyFor(listed, input, mail);
	if (!currency) return { type: "unpriced", why: "currency", of: otherCurrencies(input, mail) };
	const text = [mail, ...request.wanted.map((each) => each.text)].join("\n");
	const list = inRegion(catalogue.offerings).map((each) => each.price);
	const said: Said = {
		points: request.wanted.map((each) => each.text),
		asks: priced.map((ask) => ask.text),
		mail: [mail, ...request.counts].join("\n"),
		facts: factsSaid(input),
	};
	const unitsOf = (price: Price): number | null => {
		const countable = countableOf(price, list);
		const count = countable === null ? null : countOf(countable, said);
		return count === null || count === "one" ? null : count.value;
	};
	const how = {
		payment: paymentIn(
			mail,
			priced.map((ask) => ask.text),
		),
		countOf: unitsOf,
		refused: refusedWords(mail),
	};
	const chosenOf = (offering: Offering): Chosen =>
		itemsOf(
			inRegion([offering]).filter((each) => each.price.currency === currency),
			text,
			how,
		);
	const chosen = offerings.map(chosenOf);
	const items = chosen.flatMap((each) => each.items);
	const alternatives = chosen.flatMap((each) => each.alternatives);
	const term = termOf(mail, asks, request);
	const countables = items.map((group) => (group[0] ? countableOf(group[0].price, list) : null));
	const counts = countables.map((countable) => countOf(countable, said));
	const missing = [
		...new Set(countables.flatMap((countable, i) => (counts[i] === null ? (countable?.noun ?? []) : []))),
	];
	const isEach = alternatives.length > 0 || missing.length > 0;
	const rows = items
		.flatMap((group, i) => (isEach ? eachOf(group) : rowFor(group, counts[i] ?? null, term)))
		.slice(0, ROWS_MAX);
	const open = openIn(request, { rows, offerings, options: scope.options, list, mail, isEach });
	const besides = isEach
		? { apart: [], options: scope.options.map((each) => each.name) }
		: besidesOf(scope.options, { chosen, chosenOf, rows, term, said, list });
	const offer: Offer = {
		currency,
		lines: rows.map((row) => row.line),
		totalMinor: totalMinor(rows.map((row) => row.line)),
		...(besides.apart.length > 0 ? { apart: besides.apart.map((row) => row.line) } : {}),
	};
	const isTooLarge = [...rows, ...besides.apart].some((row) => row.line.quantity > QUANTITY_MAX);
	// A list that prices one item in two ways at once cannot be quoted from without a person.
	const judged = judgeOffer(offer, catalogue, deal.region);
	if (rows.length === 0 || isTooLarge || judged.type === "refused" || !judged.isOnList)
		return { type: "unpriced", why: "no-price", of: offerings.map((each) => each.name) };
	const told = new Set([...rows, ...besides.apart].map((row) => row.price.item));
	return {
		type: "priced",
		how: isEach ? "each" : open.lines.length > 0 || items.length > ROWS_MAX ? "part" : "sum",
		rows,
		apart: besides.apart,
		term,
		request,
		open,
		alternatives,
		unknown,
		missing,
		leftOut: [...chosen.flatMap((each) => each.leftOut), ...items.map((group) => itemName(group))].filter(
			(name, i, all) => !told.has(name) && all.indexOf(name) === i,
		),
		options: [...besides.options, ...open.options],
		inferred: isInferred && offerings.length < candidates.length ? offerings.map((each) => each.name) : [],
		offer,
	};
}

function termOf(mail: string, asks: readonly Ask[], request: Request): Term {
	const said = termIn(
		mail,
		asks.map((ask) => ask.text),
	);
	return !said.isSaid && request.months !== null && request.months <= 60
		? { months: request.months, isSaid: true }
		: said;
}

type Besides = { readonly apart: readonly Apart[]; readonly options: readonly string[] };

/** Options and other ways to pay, as far as the list prices them for what is counted; the rest is a person's. */
function besidesOf(
	wanted: readonly Offering[],
	by: {
		readonly chosen: readonly Chosen[];
		readonly chosenOf: (offering: Offering) => Chosen;
		readonly rows: readonly Row[];
		readonly term: Term;
		readonly said: Said;
		readonly list: readonly Price[];
	},
): Besides {
	const pricedFor = (group: readonly Listed[]): readonly Row[] => {
		const [first] = group;
		const count = countOf(first ? countableOf(first.price, by.list) : null, by.said);
		return count === null ? [] : rowFor(group, count, by.term);
	};
	const others = by.rows.flatMap((row) =>
		by.chosen.flatMap((each) => {
			const other = each.otherWays.get(row.price.item);
			return other && other[0]?.offering === row.offering
				? pricedFor(other).map((one) => ({ ...one, insteadOf: row.price.item }))
				: [];
		}),
	);
	const options = wanted.map((offering) => {
		const { items, alternatives } = by.chosenOf(offering);
		const priced = items.map(pricedFor);
		const isWhole = alternatives.length === 0 && priced.length > 0 && priced.every((rows) => rows.length > 0);
		return { offering, rows: isWhole ? priced.flat().map((row) => ({ ...row, insteadOf: null })) : [] };
	});
	const apart = [...others, ...options.flatMap((each) => each.rows)];
	const isRoom = apart.length <= APART_MAX;
	return {
		apart: isRoom ? apart : [],
		options: options.filter((each) => !isRoom || each.rows.length === 0).map((each) => each.offering.name),
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
const COUNTED_IN: ReadonlySet<FactKey> = new Set([
	"conversation.ask",
	"conversation.objection",
	"discovery.requirement",
	"bant.need",
	"meddic.pain",
]);
const factsSaid = ({ facts }: SkillInput): readonly string[] =>
	facts
		.filter((fact) => COUNTED_IN.has(fact.key) && fact.state !== "contradicted")
		.sort((a, b) => b.validFrom - a.validFrom)
		.flatMap((fact) => [fact.value ?? "", ...fact.evidence.map((each) => each.quote ?? "")])
		.filter((text) => text !== "");
