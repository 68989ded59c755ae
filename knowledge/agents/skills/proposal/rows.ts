import { lineMinor, stepAt } from "#knowledge/core/deal/pricing.ts";
import type { Offering, OfferLine, Price } from "#knowledge/core/facts/offering.ts";
import type { Chosen, Listed } from "./choose.ts";
import { type Countable, type Counted, countableOf, quantityFor, type Said } from "./quantity.ts";
import type { Term } from "./term.ts";

export type Row = Listed & {
	readonly line: OfferLine;
	readonly counted: Counted | null;
	/** They want fewer than the list is good for. */
	readonly wanted: number | null;
};

/** What stands beside the total: an option, or another way to pay for the row of that item. */
export type Apart = Row & { readonly insteadOf: string | null };

const APART_MAX = 4;

export type Besides = { readonly apart: readonly Apart[]; readonly options: readonly string[] };

/** Options and other ways to pay, as far as the list prices them for what is counted; the rest is a person's. */
export function besidesOf(
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
export function countOf(countable: Countable | null, said: Said): Count | null {
	if (countable === null) return "one";
	const found = quantityFor(countable, said);
	return found === "unclear" ? null : found;
}

export function rowFor(group: readonly Listed[], count: Count | null, term: Term): readonly Row[] {
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
export const eachOf = (group: readonly Listed[]): readonly Row[] =>
	[...group]
		.sort((a, b) => a.price.minQuantity - b.price.minQuantity)
		.map((listed) => ({ ...listed, counted: null, wanted: null, line: lineOf(listed, listed.price.minQuantity, 1) }));

const lineOf = ({ offering, price }: Listed, quantity: number, periods: number): OfferLine => ({
	offering: offering.id,
	item: price.item,
	unit: price.unit,
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
