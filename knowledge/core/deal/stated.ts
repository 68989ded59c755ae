import { type Amount, amountsIn } from "../reasoning/entities/amounts.ts";
import { FIGURE, figureValue, wordNumbers } from "../reasoning/entities/numbers.ts";
import { overlaps, type Span } from "../reasoning/span.ts";
import { NEVER, PRICE_WORDS } from "./commercial.ts";

/** What a sentence says of money: a sum, a percentage, or words that lower a price. */
export type Mention = Span & {
	readonly kind: "sum" | "percent" | "words";
	readonly text: string;
	readonly minor: number | null;
	readonly maxMinor: number | null;
	/** `null` also where a figure stands alone. */
	readonly currency: string | null;
};

/** The figures of money that the buyer named, each in hundredths: alone, they still are what the buyer named. */
export type Named = { readonly minors: ReadonlySet<number>; readonly percents: ReadonlySet<number> };

export const namedBy = (all: string): Named => {
	const theirs = all.slice(0, THEIRS_CHARS_MAX);
	const percents = percentsIn(theirs);
	const near = ({ start, end }: Span): string =>
		`${theirs
			.slice(Math.max(0, start - 50), start)
			.split(/[.?!\n]/)
			.at(-1)} ${theirs.slice(end, end + 50).split(/[.?!\n]/)[0]}`;
	return {
		minors: new Set([
			...amountsIn(theirs, { bare: true }).flatMap((each) =>
				each.maxMinor === null ? [each.amountMinor] : [each.amountMinor, each.maxMinor],
			),
			...wordSums(theirs).flatMap((each) => each.minor ?? []),
		]),
		// A percentage of their own business is not one that they ask of us.
		percents: new Set(
			percents.filter((each) => LOWERS.test(near(each))).flatMap((each) => (each.minor === null ? [] : [each.minor])),
		),
	};
};
/** A sum that stands further on is not known as theirs, and may not be told again. */
const THEIRS_CHARS_MAX = 20_000;
const LOWERS =
	/\b(?:off|discounts?|rebate|cheaper|less|lower|reduc\w{1,5}|price\w{0,3}|list|come down|go down|better|concession)\b/i;

/** All that a sentence says of money, in order. A mention of words covers no sum: both are judged. */
export function mentionsIn(
	sentence: string,
	{ named, bare: isBare }: { readonly named: Named; readonly bare: boolean },
): readonly Mention[] {
	const sums: Mention[] = amountsIn(sentence).map(ofAmount);
	const found = [...sums, ...wordSums(sentence).filter((each) => !sums.some((other) => overlaps(other, each)))];
	const percents = percentsIn(sentence);
	const bare = bareIn(sentence, named, isBare).filter(
		(each) => ![...found, ...percents].some((other) => overlaps(other, each)),
	);
	return [...found, ...percents, ...bare, ...wordsIn(sentence)].sort((a, b) => a.start - b.start);
}

export const neverIn = (sentence: string): string | null => {
	for (const pattern of NEVER) {
		const found = pattern.exec(sentence);
		if (found) return found[0];
	}
	return null;
};

const ofAmount = ({ start, end, text, amountMinor, maxMinor, currency }: Amount): Mention => ({
	kind: "sum",
	start,
	end,
	text,
	minor: amountMinor,
	maxMinor,
	currency,
});

export const wordsIn = (sentence: string): readonly Mention[] =>
	PRICE_WORDS.flatMap((pattern) => {
		const match = pattern.exec(sentence);
		return match ? [mention("words", { start: match.index, end: match.index + match[0].length }, match[0], null)] : [];
	});

const PERCENT = /(?<![\w.,])(\d{1,4}(?:[.,]\d{1,3})?)\s?(?:%|percent\b|per cent\b)/gi;

export function percentsIn(text: string): readonly Mention[] {
	const digits = [...text.matchAll(PERCENT)].map((match) =>
		mention(
			"percent",
			{ start: match.index, end: match.index + match[0].length },
			match[0],
			figureValue(match[1] ?? "", false),
		),
	);
	const words = wordNumbers(text).flatMap((each) => {
		const after = /^[\s-](?:%|percent|per cent)/i.exec(text.slice(each.end, each.end + 10));
		return after
			? [
					mention(
						"percent",
						{ start: each.start, end: each.end + after[0].length },
						text.slice(each.start, each.end + after[0].length),
						each.value,
					),
				]
			: [];
	});
	return [...digits, ...words];
}

const MONEY_AFTER =
	/^(?:[\s-](?:euros?|dollars?|pounds?|quid|bucks|eur|usd|gbp|yen|rupees|sgd|aud)\b|\s?[€$£¥]|(?:[\s-](?:per|an?|each|every|for each)|\s?\/)\s?(?:seat|user|agent|head|person|licen[cs]e|month|year|site|unit|mo|yr|annum)s?\b|\seach\b|\sa piece\b)/i;
const PRICE_BEFORE =
	/(?:\b(?:price|cost|fee|rate|charge|quote)s? (?:is|of|at|to|would be|will be|shall be)|\b(?:charge|costs?|pay|quote|price it at) (?:you )?|[€$£¥])\s?$/i;

/** «Five euros per seat», «5 a seat», «our price is 12»: a number is money by the words beside it. */
function wordSums(text: string): readonly Mention[] {
	const numbers = [
		...wordNumbers(text),
		...[...text.matchAll(DIGITS)].map((match) => ({
			start: match.index,
			end: match.index + match[0].length,
			value: figureValue(match[0], false),
		})),
	];
	return numbers.flatMap(({ start, end, value }) => {
		const after = MONEY_AFTER.exec(text.slice(end, end + 24));
		const isPriced =
			after !== null ||
			(PRICE_BEFORE.test(text.slice(Math.max(0, start - 24), start)) && !COUNTS.test(text.slice(end, end + 24)));
		const to = end + (after?.[0].length ?? 0);
		return isPriced && Number.isFinite(value)
			? [mention("sum", { start, end: to }, text.slice(start, to), Math.round(value * 100))]
			: [];
	});
}
const DIGITS = new RegExp(`(?<![\\w.,])(?:${FIGURE})(?![\\d%])`, "g");

/** A figure that counts something: people, things, days. */
const COUNTS =
	/^(?:[\s-]?(?!(?:per|an?|each|every|is|was|are|works?|for|and|or|but|would|will|as|in|from|with|if|by|to|it|that|total|all|we|then|instead|fine|ok|off)\b)\p{L}|\s?[×x*/]\s?|\s?%|:\d|-\d)/iu;
const DATED_BEFORE =
	/(?:\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|no\.|number|point|points|room|version|step|page|q)\s?|[×x*/:#]\s?)$/i;

/** «Yes, 12,000 works»: a figure alone, where the buyer named it as money, or it is as large as sums are. */
function bareIn(text: string, named: Named, isPriced: boolean): readonly Mention[] {
	const bare = isPriced
		? amountsIn(text, { bare: true })
				.filter((each) => each.currency === null)
				.map(ofAmount)
		: [];
	const small = [...text.matchAll(DIGITS)].map((match) =>
		mention(
			"sum",
			{ start: match.index, end: match.index + match[0].length },
			match[0],
			Math.round(figureValue(match[0], false) * 100),
		),
	);
	const words = wordNumbers(text).map((each) =>
		mention("sum", each, text.slice(each.start, each.end), Math.round(each.value * 100)),
	);
	return [...bare, ...[...small, ...words].filter((each) => isNamed(each, named))].filter(
		(each) =>
			!COUNTS.test(text.slice(each.end, each.end + 20)) &&
			!DATED_BEFORE.test(text.slice(Math.max(0, each.start - 12), each.start)),
	);
}

const isNamed = ({ minor }: Mention, { minors, percents }: Named): boolean =>
	minor !== null && (minors.has(minor) || percents.has(minor / 100));

const mention = (kind: Mention["kind"], { start, end }: Span, text: string, minor: number | null): Mention => ({
	kind,
	start,
	end,
	text,
	minor,
	maxMinor: null,
	currency: null,
});
