import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import type { Price } from "#knowledge/core/facts/offering.ts";
import { figureValue, scaleOf, wordNumbers } from "#knowledge/core/reasoning/entities/numbers.ts";

/** How many of what a price counts, in the buyer's words. */
export type Counted = { readonly value: number; readonly words: string; readonly from: "mail" | "facts" };

/** What the buyer said: the points of their list first, then the asks about the price, the whole mail, and what is known, the latest first. */
export type Said = {
	readonly points: readonly string[];
	readonly asks: readonly string[];
	readonly mail: string;
	readonly facts: readonly string[];
};

/** What a price is for one of. A list says it by its unit, or in the item's name: «Usage, per million subscribers». */
export type Countable = { readonly noun: string; readonly nouns: Nouns; readonly by: number };

type Nouns = readonly ReadonlySet<string>[];

/** `null`: there is one of it, whoever asks. */
export function countableOf(price: Price, others: readonly Price[]): Countable | null {
	const own = ownNouns(price);
	const taken = new Set(others.filter((each) => each.item !== price.item).flatMap((each) => [...ownNouns(each)]));
	const without = (nouns: Nouns): Nouns =>
		nouns.map((set) => new Set([...set].filter((noun) => own.has(noun) || !taken.has(noun))));
	const [, scale, noun = ""] = PER_NAMED.exec(price.item) ?? [];
	if (noun !== "") {
		const kind = [USERS, SITES].find((nouns) => nouns.some((set) => set.has(singular(noun)))) ?? [];
		return { noun, nouns: without([new Set([singular(noun)]), ...kind]), by: sizeOf(scale) };
	}
	if (price.unit.startsWith("per-user")) return { noun: "users", nouns: without([own, ...USERS]), by: 1 };
	if (price.unit.startsWith("per-site")) return { noun: "sites", nouns: without([own, ...SITES]), by: 1 };
	return null;
}

const PER_NAMED = /\bper (million|thousand|hundred|\d[\d,.]{0,8})?\s?(?:\p{L}{3,20}\s){0,2}?(\p{L}{3,20})$/iu;
const sizeOf = (scale: string | undefined): number =>
	scale === undefined
		? 1
		: /^\d/.test(scale)
			? figureValue(scale, false)
			: /^hundred$/i.test(scale)
				? 100
				: scaleOf(scale);

/** `null`: nobody said; "unclear": several numbers, and nothing tells which. */
export function quantityFor({ nouns, by }: Countable, said: Said): Counted | "unclear" | null {
	const sources = [
		[said.points, "mail"],
		[said.asks, "mail"],
		[[said.mail], "mail"],
		...said.facts.map((fact) => [[fact], "facts"] as const),
	] as const;
	for (const [texts, from] of sources) {
		const counts = texts.flatMap((text) => countsIn(text, nouns, by));
		const rank = Math.min(...counts.map((each) => each.rank));
		const values = new Map(counts.filter((each) => each.rank === rank).map((each) => [each.value, each]));
		if (values.size > 1) return "unclear";
		const [only] = values.values();
		if (only) return { value: Math.ceil(only.value / by), words: only.words, from };
	}
	return null;
}

const USERS: Nouns = [
	new Set("seat user licence license agent login operator rep member".split(" ")),
	new Set("people person employee staff colleague worker head".split(" ")),
];
const SITES: Nouns = [
	new Set(
		"site location plant branch office factory warehouse store depot shop facility building property restaurant clinic hospital school hub yard terminal campus hall".split(
			" ",
		),
	),
];

/**
 * The item's own word counts before all others: a «Depot gateway» is counted in depots, or in gateways. What a seat or a
 * site is for is no count of it, unless that is somebody or some place: four planners are not four «Plan sites».
 */
function ownNouns(price: Price): ReadonlySet<string> {
	const [main = ""] = price.item.toLowerCase().split(",");
	const words = (main.match(/\p{L}{4,}/gu) ?? []).map(singular);
	const kind = price.unit.startsWith("per-user") ? USERS : price.unit.startsWith("per-site") ? SITES : null;
	if (kind === null) return new Set((price.item.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map(singular));
	const isOne = (word: string): boolean => kind.some((set) => set.has(word)) || (kind === USERS && PERSON.test(word));
	return new Set(words.filter((word, i) => i === words.length - 1 || isOne(word)));
}
const PERSON = /.{3}(?:er|or|ian|ist|ant|ent|ee|man)$/;

const NOT_BETWEEN =
	"(?:per|a|an|each|of|to|and|or|in|for|months?|years?|days?|weeks?|hours?|minutes?|percent|at|by|with|from|euros?|dollars?|pounds?|k)";
const NUMBER = "\\d{1,3}(?:[,.’ ]\\d{3})+(?![\\d.,])|\\d{1,7}(?:[.,]\\d{1,2})?(?![.,]?\\d)";
/** "85 seats", "85 support agents", "80-90 users", "85-seat". */
const COUNT = new RegExp(
	`(?<![\\p{L}\\d.,/€$£¥₹-]|(?:eur|usd|gbp|aud|sgd|inr|jpy)\\s)(?:(${NUMBER})\\s?(?:-|–|to)\\s?)?(${NUMBER})(?:\\s?(million|thousand|k|m)(?![a-z]))?(?:\\s|-)((?:(?!${NOT_BETWEEN}\\b)\\p{L}[\\p{L}-]{1,20}\\s){0,2})(\\p{L}{3,20})`,
	"giu",
);
const TEAM =
	/\b(?:team|group|staff|workforce|company|organi[sz]ation|department|crew) of (?:about |around |roughly |some |over |nearly )?(\d{1,6})\b(?!\s?%)/gi;
/** "For both sites". */
const BOTH = /\bboth (?:of )?(?:our |the |your )?(?:\p{L}{3,20} )?(\p{L}{3,20})\b/giu;
const OF_US = /\b(\d{1,6}) of (?:us|them)\b/gi;

type Count = { readonly value: number; readonly rank: number; readonly words: string };

/** «3.4 million prepaid and 210,000 postpaid subscribers» are counted together. */
const SUMMED = new RegExp(
	`(?<![\\p{L}\\d.,/€$£¥₹-])(${NUMBER})\\s?(million|thousand|k|m)?\\s\\p{L}{3,20} and (${NUMBER})\\s?(million|thousand|k|m)?\\s\\p{L}{3,20}\\s(\\p{L}{3,20})`,
	"giu",
);
/** «A prepaid base of 9 million», «an operator of 1.6 M»: of what is counted by the million. */
const BASE_OF = new RegExp(
	`\\b(?:base|customers?|subscribers?|users?|lines|accounts|operator|network) (?:of|with|is|are) (?:about |around |roughly |some |over |nearly )?(${NUMBER})\\s?(million|m)\\b`,
	"giu",
);

function countsIn(whole: string, nouns: Nouns, by: number): readonly Count[] {
	const rankOf = (noun: string): number => nouns.findIndex((set) => set.has(singular(noun)));
	const found: Count[] = [];
	const add = (value: number, noun: string, words: string) => {
		const rank = rankOf(noun);
		if (rank >= 0 && Number.isInteger(value) && value >= 1 && value <= 1_000_000_000)
			found.push({ value, rank, words });
	};
	const text = whole.replace(
		SUMMED,
		(words, one: string, scale: string, other: string, otherScale: string, noun: string) => {
			const value = figureValue(one, scale !== undefined) * scaleOf(scale);
			add(Math.round(value + figureValue(other, otherScale !== undefined) * scaleOf(otherScale)), noun, words);
			return rankOf(noun) >= 0 ? " " : words;
		},
	);
	if (by >= 1_000_000)
		for (const [words, figure = "", scale] of text.matchAll(BASE_OF))
			found.push({ value: Math.round(figureValue(figure, true) * scaleOf(scale)), rank: nouns.length, words });
	for (const match of text.matchAll(COUNT)) {
		const [words, , upper = "", scale, between = "", noun = ""] = match;
		// The nearest word that counts: "85 agents need" has its noun before the verb, and "4 persons who plan" are no plans.
		const known = [...between.trim().split(/\s+/), noun].find(
			(each) => each !== "" && (rankOf(each) >= 0 || GENERAL.has(singular(each))),
		);
		if (known) add(figureValue(upper, scale !== undefined) * scaleOf(scale), known, words);
	}
	for (const each of wordNumbers(text)) {
		const [, first = "", second = "", third = ""] =
			/^[\s-](\p{L}{3,20})(?:\s(\p{L}{3,20}))?(?:\s(\p{L}{3,20}))?/u.exec(text.slice(each.end, each.end + 64)) ?? [];
		const known = [first, second, third].find(
			(noun) => noun !== "" && (rankOf(noun) >= 0 || GENERAL.has(singular(noun)) || PERSON.test(singular(noun))),
		);
		if (known && !/^(?:of|per|to|and|or)$/i.test(first)) add(each.value, known, text.slice(each.start, each.end + 20));
	}
	for (const match of text.matchAll(BOTH)) add(2, match[1] ?? "", match[0]);
	if (nouns.length > 1 && nouns.some((set) => set.has("people")))
		for (const match of [...text.matchAll(TEAM), ...text.matchAll(OF_US)]) add(Number(match[1]), "people", match[0]);
	return found;
}

const singular = (word: string): string =>
	word
		.toLowerCase()
		.replace(/ies$/, "y")
		.replace(/(ss|sh|ch|x)es$/, "$1")
		.replace(/([^s])s$/, "$1");

/** Whether a text speaks of an item by a word that no other item of its list has. */
export function isNamed(item: string, others: readonly string[], text: ReadonlySet<string>): boolean {
	const elsewhere = new Set(others.flatMap(stemsOf));
	return stemsOf(item).some((stem) => stem.length >= 3 && !elsewhere.has(stem) && text.has(stem));
}

/** Whether a text counts by a word of the item itself that no other list has. */
export function countsOwn(price: Price, others: readonly string[], text: string): boolean {
	const elsewhere = new Set(others.flatMap((item) => (item.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map(singular)));
	const own = new Set([...ownNouns(price)].filter((noun) => !elsewhere.has(noun) && !GENERAL.has(noun)));
	return own.size > 0 && countsIn(text, [own], 1).length > 0;
}

/** Whether a text counts what a price is for one of. */
export const countsFor = (price: Price, others: readonly Price[], text: string): boolean => {
	const countable = countableOf(price, others);
	return countable !== null && countsIn(text, countable.nouns, countable.by).length > 0;
};

/** Whether a text counts people, or places; they are not things with a price of their own where no price is for one of them. */
export const countsPeople = (text: string): boolean => countsIn(text, USERS, 1).length > 0;
export const countsPlaces = (text: string): boolean => countsIn(text, SITES, 1).length > 0;
/** The words by which a text counts people, such as «agent». */
export const peopleIn = (text: string): readonly string[] =>
	[...USERS.flatMap((set) => [...set])].filter((noun) => countsIn(text, [new Set([noun])], 1).length > 0);
const GENERAL: ReadonlySet<string> = new Set([...USERS, ...SITES].flatMap((set) => [...set]));
