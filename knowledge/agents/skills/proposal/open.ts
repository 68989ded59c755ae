import { namedIn } from "#knowledge/agents/writing/match.ts";
import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import type { Offering, Price } from "#knowledge/core/facts/offering.ts";
import { countsFor, countsPeople } from "./quantity.ts";
import type { Row } from "./quote.ts";
import type { Request, Wanted } from "./request.ts";

/** What they list and our price list does not answer: a person adds it. */
export type Open = {
	/** How many lines they list that want a price. */
	readonly listed: number;
	/** Of those, what has none. */
	readonly lines: readonly string[];
	/** Options that no offering of ours is named for. */
	readonly options: readonly string[];
	readonly questions: readonly string[];
	/** Which row answers which of their lines, in their order. */
	readonly answered: readonly { readonly label: string; readonly rows: readonly string[] }[];
	/** Where training was asked for in a word, and the list has a start. */
	readonly training: { readonly label: string; readonly item: string } | null;
};

type By = {
	readonly rows: readonly Row[];
	readonly offerings: readonly Offering[];
	readonly options: readonly Offering[];
	readonly list: readonly Price[];
	readonly mail: string;
	readonly isEach: boolean;
};

/** Each line that they list is priced by a row, said by its number, or left to a person: none is passed over. */
export function openIn({ wanted, questions }: Request, by: By): Open {
	const things = wanted.filter((each) => each.kind === "thing");
	const found = things.map((thing) => ({ thing, rows: rowsFor(thing, by) }));
	const training = found.find(({ thing, rows }) => rows.length === 0 && isPlainTraining(thing));
	const start = by.rows.find((row) => row.price.unit === "once" && /\bonboard/i.test(row.price.item));
	const isOpen = (each: (typeof found)[number]): boolean =>
		each.rows.length === 0 && !isSizing(each.thing, by) && !(start && isPlainTraining(each.thing));
	return {
		listed: things.length,
		lines: found.filter(isOpen).map(({ thing }) => thing.label),
		options: wanted
			.filter((each) => each.kind === "option" && !isOptionOf(each, by.options))
			.map((each) => each.label),
		questions,
		answered: found
			.filter(({ rows }) => rows.length > 0)
			.map(({ thing, rows }) => ({ label: thing.label, rows: rows.map((row) => row.price.item) })),
		training: training && start ? { label: training.thing.label, item: start.price.item } : null,
	};
}

/** «The training», without days or people: what a start of ours is for. To count it is to want more. */
const isPlainTraining = ({ text, quantity }: Wanted): boolean =>
	quantity === null && /\btraining\b/i.test(text) && !/\d/.test(text);

function rowsFor(thing: Wanted, by: By): readonly Row[] {
	const counting = by.rows.filter((row) => countsFor(row.price, by.list, thing.text));
	if (counting.length > 0) return counting;
	const stems = new Set(telling(thing.text));
	const named = by.rows.filter((row) => telling(row.price.item).some((stem) => stems.has(stem)));
	if (named.length > 0) return named;
	const { whole, byWord } = namedIn(thing.text, by.offerings);
	const names = new Set([...whole, ...byWord, ...by.offerings.filter((each) => sharesName(thing.text, each, by.offerings))]);
	return by.rows.filter((row) => names.has(row.offering));
}

/** In a short point a word of the name is the name: «tariff catalogue» for «Product Catalogue». */
function sharesName(text: string, offering: Offering, all: readonly Offering[]): boolean {
	const words = new Set(wordsOf(text));
	const elsewhere = new Set(all.filter((each) => each !== offering).flatMap((each) => wordsOf(each.name)));
	return wordsOf(offering.name).some((word) => words.has(word) && !elsewhere.has(word));
}
const wordsOf = (text: string): readonly string[] =>
	(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.replace(/(?:ning|ing|s)$/, ""));

/** What a «seat», a «site» or «per year» says of a price tells no line from another. */
const telling = (text: string): readonly string[] =>
	stemsOf(text.replace(/\bconnections?\b/gi, "connector").replace(/\bset-ups?\b/gi, "setup")).filter(
		(stem) => !OF_EVERY_LIST.has(stem),
	);
const OF_EVERY_LIST: ReadonlySet<string> = new Set(
	stemsOf("seat user site paid yearly monthly per active million thousand flat rate fee cost price line item"),
);

/** How many people work somewhere says how large it is, where no price is for one of them; a known offering named with a number says the same. */
const isSizing = ({ text }: Wanted, { rows }: By): boolean =>
	countsPeople(text) && rows.length > 0 && !rows.some((row) => row.price.unit.startsWith("per-user"));

function isOptionOf({ text }: Wanted, options: readonly Offering[]): boolean {
	const { whole, byWord } = namedIn(text, options);
	return whole.length > 0 || byWord.length > 0;
}
