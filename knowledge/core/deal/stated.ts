import { type Amount, amountsIn } from "../reasoning/entities/amounts.ts";
import { FIGURE, figureValue, wordNumbers } from "../reasoning/entities/numbers.ts";
import { overlaps, type Span } from "../reasoning/span.ts";
import { isOpenTerm, NEVER, PRICE_WORDS, TERMS } from "./commercial.ts";

/** What a sentence says of money: a sum, a percentage, or words that lower a price. */
export type Mention = Span & {
	readonly kind: "sum" | "percent" | "words";
	readonly text: string;
	readonly minor: number | null;
	readonly maxMinor: number | null;
	/** `null` also where a figure stands alone. */
	readonly currency: string | null;
};

/**
 * The figures of money that the buyer named, each in hundredths: alone, they still are what the buyer named. What they
 * asked of our price is told again with care; what they told of their own business is theirs beyond doubt.
 */
export type Named = {
	readonly minors: ReadonlySet<number>;
	readonly percents: ReadonlySet<number>;
	readonly own: { readonly minors: ReadonlySet<number>; readonly percents: ReadonlySet<number> };
};

export const namedBy = (all: string): Named => {
	const theirs = all.slice(0, THEIRS_CHARS_MAX);
	const sums = [
		...amountsIn(theirs, { bare: true })
			.filter(
				(each) =>
					each.currency !== null ||
					(isMoneyNear(theirs, each) &&
						!isCountNear(theirs, each) &&
						!COUNTS.test(theirs.slice(each.end, each.end + 24))),
			)
			.flatMap(({ start, end, amountMinor, maxMinor }) =>
				[amountMinor, ...(maxMinor === null ? [] : [maxMinor])].map((minor) => ({ start, end, minor })),
			),
		...wordSums(theirs).flatMap(({ start, end, minor }) => (minor === null ? [] : [{ start, end, minor }])),
	];
	const shares = percentsIn(theirs).flatMap(({ start, end, minor }) => (minor === null ? [] : [{ start, end, minor }]));
	const isAsked = (each: Span): boolean => {
		const words = beside(theirs, each, 140);
		return ASKS_OF_US.test(words) && (words.includes("?") || !OF_OTHERS.test(words));
	};
	const askedSums = new Set(sums.filter(isAsked).map(({ minor }) => minor));
	// A percentage of their own business is not one that they ask of us.
	const isLowering = (each: Span): boolean =>
		LOWERS.test(beside(theirs, each, 50)) && !WEIGHS.test(beside(theirs, each, 200));
	const asked = new Set(shares.filter(isLowering).map(({ minor }) => minor));
	const rest = (from: readonly { readonly minor: number }[], without: ReadonlySet<number>) =>
		new Set(from.map(({ minor }) => minor).filter((minor) => !without.has(minor)));
	return {
		minors: new Set(sums.map(({ minor }) => minor)),
		percents: asked,
		own: { minors: rest(sums, askedSums), percents: rest(shares, asked) },
	};
};
/** A sum that stands further on is not known as theirs, and may not be told again. */
const THEIRS_CHARS_MAX = 20_000;
const LOWERS =
	/\b(?:off|discounts?|rebate|cheaper|less|lower|reduc\w{1,5}|price\w{0,3}|list|come down|go down|better|concession)\b/i;
/** «Price 40 %, function 35 %»: how they compare, and nothing that they ask. */
const WEIGHS = /\b(?:weigh\w*|criteri\w+|points?|scor\w+|evaluat\w+|award\w*|counts? for)\b|%[^%]{1,60}%[^%]{1,60}%/i;
/** A sum in such a sentence is about what we charge. */
const ASKS_OF_US =
	/\?|\b(?:off|discounts?|rebate|cheaper|less|lower|price[ds]?|pricing|quot(?:e|ed|ation)|offer(?:ed|s)?|list|match|(?:per|a|each|every) (?:seat|user|agent|head|person|licen[cs]e|site|unit))\b/i;

/** What others charge them is no wish. */
const OF_OTHERS =
	/\b(?:(?:quoted|quotes|charges?|charged|asks?|offers?|offered) us|renewal|renew|they (?:ask|want|charge|offer|quote|take)|their (?:price|offer|quote)|current(?:ly)?|at present|at the moment|we pay|costs us)\b/i;

/** What stands around a span in its own sentence, up to so many characters. */
const beside = (text: string, { start, end }: Span, chars: number): string =>
	`${text
		.slice(Math.max(0, start - chars), start)
		.split(/[.?!\n](?!\d)/)
		.at(-1)} ${/^[^.?!\n]*(?:[.,]\d[^.?!\n]*)*[.?!]?/.exec(text.slice(end, end + chars))?.[0] ?? ""}`;

/** A figure without a currency is money where the words beside it speak of it, and nothing there is counted. */
const isMoneyNear = (text: string, at: Span): boolean =>
	/[€$£¥]|\b(?:eur|usd|gbp|sgd|inr|chf|cad|aud|euros?|dollars?|pounds?|budget\w*|pric\w{1,4}|costs?|pay\w{0,4}|paid|spen[dt]\w{0,3}|fees?|rates?|quot\w{1,5}|limit|ceiling|cap|max\w{0,4}|sum|amount|worth|approved|set aside|put aside|invest\w{0,5}|invoice|per|a (?:year|month|seat|user)|do|total|licen[cs]es?|revenue|loss\w{0,2}|lose)\b/i.test(
		beside(text, at, 60),
	);
const isCountNear = (text: string, at: Span): boolean =>
	/\b(?:subscribers?|customers?|people|lines|subs|inhabitants?|records?|tickets?|orders?|jobs?|calls?|events?|units|population|country|sims?|connections?|parts?|articles?|pieces?|bills|accounts|transactions?|messages?|iso)\b/i.test(
		beside(text, at, 30),
	);

/** All that a sentence says of money, in order. A mention of words covers no sum: both are judged. */
export function mentionsIn(
	sentence: string,
	{ named, bare: isBare }: { readonly named: Named; readonly bare: boolean },
): readonly Mention[] {
	// A figure with a scale and no currency is money where they named it as such.
	const sums: Mention[] = amountsIn(sentence)
		.map(ofAmount)
		.filter((each) => each.currency !== null || isNamed(each, named) || isMoneyNear(sentence, each));
	const found = [...sums, ...wordSums(sentence).filter((each) => !sums.some((other) => overlaps(other, each)))];
	const percents = percentsIn(sentence);
	const bare = bareIn(sentence, named, isBare).filter(
		(each) => ![...found, ...percents].some((other) => overlaps(other, each)),
	);
	return [...found, ...percents, ...bare, ...wordsIn(sentence)].sort((a, b) => a.start - b.start);
}

export const neverIn = (sentence: string): string | null => {
	const patterns = isOpenTerm(sentence) ? NEVER : [...NEVER, ...TERMS];
	for (const pattern of patterns) {
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

const SHARE_AFTER = /^[\s-]?(?:%|percent\b|per cent\b)/i;

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
		const after = SHARE_AFTER.exec(text.slice(each.end, each.end + 10));
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
			(PRICE_BEFORE.test(text.slice(Math.max(0, start - 24), start)) &&
				!COUNTS.test(text.slice(end, end + 24)) &&
				!SHARE_AFTER.test(text.slice(end, end + 10)));
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

/** «Yes, 12,000 works»: a figure alone, where the buyer named it as money. */
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
	return [...bare, ...small, ...words]
		.filter((each) => isNamed(each, named))
		.filter(
			(each) =>
				!COUNTS.test(text.slice(each.end, each.end + 20)) &&
				!DATED_BEFORE.test(text.slice(Math.max(0, each.start - 12), each.start)) &&
				!/\b[A-Z]{2,8}\s$/.test(text.slice(Math.max(0, each.start - 9), each.start)),
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
