import { namedIn } from "#knowledge/agents/writing/match.ts";
import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import type { Offering, Price } from "#knowledge/core/facts/offering.ts";
import { isLiterallyNamed, isSurelyMet } from "../strategy/literal.ts";
import { sharesName } from "./choose.ts";
import { countsFor, countsPeople, countsPlaces } from "./quantity.ts";
import type { Request, Wanted } from "./request.ts";
import type { Row } from "./rows.ts";

/** What they list and our price list does not answer: a person adds it. */
export type Open = {
	/** How many lines they list that want a price. */
	readonly listed: number;
	/** Of those, what has none. */
	readonly lines: readonly string[];
	/** The same, as a mail may name them: what stands in a file alone is told without its names and figures. */
	readonly told: readonly string[];
	/** What they list and we do not do, by the word of a limit: it is said, and is no line of an offer. */
	readonly limits: readonly { readonly label: string; readonly says: string }[];
	/** Options that no offering of ours is named for. */
	readonly options: readonly string[];
	readonly questions: readonly string[];
	/** Which row answers which of their lines, in their order. */
	readonly answered: readonly { readonly label: string; readonly rows: readonly string[] }[];
	/** Where training was asked for in a word, and the list has a start. */
	/** What is counted because a start needs it, and no line of theirs names it. */
	readonly started: readonly string[];
	readonly training: { readonly label: string; readonly item: string } | null;
};

type By = {
	readonly rows: readonly Row[];
	readonly offerings: readonly Offering[];
	readonly options: readonly Offering[];
	readonly list: readonly Price[];
	readonly mail: string;
};

/** Each line that they list is priced by a row, said by its number, or left to a person: none is passed over. */
export function openIn({ wanted, questions }: Request, by: By): Open {
	const things = wanted.filter((each) => each.kind === "thing");
	const found = things.map((thing) => ({ thing, rows: rowsFor(thing, by) }));
	const training = found.find(({ thing, rows }) => rows.length === 0 && isPlainTraining(thing));
	const spoken = new Set(telling(by.mail));
	const start = by.rows.find((row) => row.price.unit === "once" && /\bonboard/i.test(row.price.item));
	const isOpen = (each: (typeof found)[number]): boolean =>
		each.rows.length === 0 &&
		!isSizing(each.thing, by) &&
		!isCovered(each.thing, by) &&
		limitOf(each.thing, by) === null &&
		!(start && isPlainTraining(each.thing));
	const lines = found.filter(isOpen).map(({ thing }) => thing.label);
	return {
		listed: things.length,
		lines,
		limits: found.flatMap(({ thing, rows }) => {
			const says = rows.length === 0 ? limitOf(thing, by) : null;
			return says === null ? [] : [{ label: toldAs(thing.label, by.mail), says }];
		}),
		told: lines.map((label) => toldAs(label, by.mail)),
		options: wanted.filter((each) => each.kind === "option" && !isOptionOf(each, by.options)).map((each) => each.label),
		questions,
		answered: found
			.filter(({ rows }) => rows.length > 0)
			.map(({ thing, rows }) => ({ label: thing.label, rows: rows.map((row) => row.price.item) })),
		started:
			things.length === 0
				? []
				: by.rows
						.filter(
							(row) =>
								row.price.unit === "once" &&
								!found.some(({ rows }) => rows.includes(row)) &&
								!telling(row.price.item).some((stem) => spoken.has(stem)),
						)
						.map((row) => row.price.item),
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
	const names = new Set([
		...whole,
		...byWord,
		...by.offerings.filter((each) => sharesName(thing.text, each, by.offerings)),
	]);
	return by.rows.filter((row) => names.has(row.offering));
}

/** What a «seat», a «site» or «per year» says of a price tells no line from another. */
const telling = (text: string): readonly string[] =>
	stemsOf(text.replace(/\bconnections?\b/gi, "connector").replace(/\bset-ups?\b/gi, "setup")).filter(
		(stem) => !OF_EVERY_LIST.has(stem),
	);
const OF_EVERY_LIST: ReadonlySet<string> = new Set(
	stemsOf("seat user site paid yearly monthly per active million thousand flat rate fee cost price line item"),
);

const toldAs = (label: string, mail: string): string =>
	mail.toLowerCase().includes(label.toLowerCase())
		? label
		: label
				.toLowerCase()
				.replace(/\S*\d\S*/g, "")
				.replace(/\s+/g, " ")
				.trim() || "a line of your list";

/** How many people work somewhere, or how much passes through, says how large it is, where no price is for one of them; so do places. */
const isSizing = ({ text }: Wanted, { rows }: By): boolean =>
	(countsPeople(text) && !rows.some((row) => row.price.unit.startsWith("per-user"))) ||
	(countsPlaces(text) && !rows.some((row) => row.price.unit.startsWith("per-site"))) ||
	VOLUME.test(text);
const VOLUME =
	/^(?:about |around |some )?\d[\d.,]*\s?(?:million |thousand |k |m )?(?:[\p{L}-]+ ){0,3}?(?:subscribers?|customers?|orders?|tickets?|calls?|transactions?|requests?|machines?|stations?|employees|e-?mails?|visits?)(?=$|[.,;()]| (?:per|in|at|an?|of|on|with|and|each)\b)/iu;

const limitOf = ({ text }: Wanted, { offerings }: By): string | null =>
	offerings.flatMap((each) => each.limits).find((limit) => isLiterallyNamed(text, limit))?.says ?? null;

/** What an offering that is priced does anyway is no line of its own: «single sign-on». */
const isCovered = ({ text, quantity }: Wanted, { offerings }: By): boolean =>
	quantity === null && offerings.some((each) => each.capabilities.some((one) => isSurelyMet(text, one)));

function isOptionOf({ text }: Wanted, options: readonly Offering[]): boolean {
	const { whole, byWord } = namedIn(text, options);
	return whole.length > 0 || byWord.length > 0;
}
