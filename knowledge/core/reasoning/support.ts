import type { Instant } from "../vocabulary/time.ts";
import { amountsIn } from "./entities/amounts.ts";
import { datesIn } from "./entities/dates.ts";
import { FIGURE, figureValue, SCALE, scaleOf, wordNumbers } from "./entities/numbers.ts";
import { oneLine, overlaps, type Span } from "./span.ts";

/** What a draft states that somebody may hold us to. */
export type Statement = Span & { readonly kind: "amount" | "date" | "figure" | "name"; readonly text: string };

export type Sources = { readonly texts: readonly string[]; readonly now: Instant };

/** The sums, dates, figures and names of a draft that none of the sources holds. */
export function unsupportedIn(draft: string, sources: Sources): readonly Statement[] {
	// An empty line between: a figure that ends one text has nothing to do with the currency that begins the next.
	const source = sources.texts.join("\n\n");
	return [
		...unsupportedDates(draft, source, sources.now),
		...unsupportedAmounts(draft, source),
		...unsupportedFigures(draft, source, sources.now),
		...unsupportedNames(draft, source),
	];
}

function unsupportedDates(draft: string, source: string, now: Instant): readonly Statement[] {
	const stated = datesIn(draft, now);
	if (stated.length === 0) return [];
	const known = datesIn(source, now);
	const words = oneLine(source).toLowerCase();
	return stated
		.filter((each) => !words.includes(oneLine(each.phrase).toLowerCase()))
		.filter(
			(each) =>
				each.iso === null ||
				!known.some((other) => other.iso === each.iso || other.iso?.split("/").includes(each.iso ?? "")),
		)
		.map(({ start, end, phrase }) => ({ kind: "date", start, end, text: phrase }));
}

function unsupportedAmounts(draft: string, source: string): readonly Statement[] {
	const stated = amountsIn(draft);
	if (stated.length === 0) return [];
	const known = amountsIn(source, { bare: true });
	return stated
		.filter(
			(each) =>
				!known.some(
					(other) =>
						other.currency === each.currency &&
						(other.amountMinor === each.amountMinor || other.maxMinor === each.amountMinor) &&
						(each.maxMinor === null || each.maxMinor === other.maxMinor),
				),
		)
		.map(({ start, end, text }) => ({ kind: "amount", start, end, text }));
}

const NUMBER = new RegExp(`(?<![\\w.,])(${FIGURE})(?:\\s?(${SCALE})(?![a-z\\d]))?\\s?(%|percent\\b)?`, "gi");
/** A small number in words is ordinary prose ("one or two points"), unless it counts something that can be held against us. */
const COUNTED =
	/^\s(?:percent|days?|weeks?|months?|years?|hours?|minutes?|users?|seats?|agents?|euros?|dollars?|pounds?|times)\b/i;

type Value = Span & { readonly value: number; readonly percent: boolean };

function valuesIn(text: string): readonly Value[] {
	const digits = [...text.matchAll(NUMBER)].map((match) => ({
		start: match.index,
		end: match.index + match[0].trimEnd().length,
		value: figureValue(match[1] ?? "", match[2] !== undefined) * scaleOf(match[2]),
		percent: match[3] !== undefined,
	}));
	const words = wordNumbers(text).filter(
		(each) => each.value >= 13 || COUNTED.test(text.slice(each.end, each.end + 12)),
	);
	return [
		...digits,
		...words.map((each) => ({ ...each, percent: /^\s(?:percent|%)/i.test(text.slice(each.end, each.end + 9)) })),
	];
}

function unsupportedFigures(draft: string, source: string, now: Instant): readonly Statement[] {
	const handled = [...datesIn(draft, now), ...amountsIn(draft)];
	const stated = valuesIn(draft)
		.filter((each) => !handled.some((other) => overlaps(other, each)))
		.filter((each) => !isListNumber(draft, each));
	if (stated.length === 0) return [];
	const known = valuesIn(source);
	return stated
		.filter((each) => !known.some((other) => other.value === each.value && (!each.percent || other.percent)))
		.map(({ start, end }) => ({ kind: "figure", start, end, text: draft.slice(start, end) }));
}

const isListNumber = (text: string, span: Span): boolean =>
	/(?:^|\n)\s{0,4}$/.test(text.slice(Math.max(0, span.start - 5), span.start)) &&
	/^[.)]\s/.test(text.slice(span.end, span.end + 2)) &&
	span.end - span.start <= 2;

const CAPITALISED = /(?<![\p{L}\p{N}'’])\p{Lu}[\p{L}'’-]*\p{Ll}[\p{L}'’-]*/gu;
/** Words that are written with a capital inside a sentence and name nobody. Days and months are dates, and judged as such. */
const PLAIN = new Set(
	"I'm I'll I'd I've Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December English".split(
		" ",
	),
);

/** Capitalised words inside a sentence: people, companies, products. */
function unsupportedNames(draft: string, source: string): readonly Statement[] {
	const known = new Set([...source.matchAll(CAPITALISED)].map((match) => plain(match[0])));
	const words = source.toLowerCase();
	const found: Statement[] = [];
	for (const match of draft.matchAll(CAPITALISED)) {
		const word = match[0].replace(/’/g, "'");
		if (PLAIN.has(word) || known.has(plain(word)) || beginsSentence(draft, match.index) || words.includes(plain(word)))
			continue;
		found.push({ kind: "name", start: match.index, end: match.index + match[0].length, text: match[0] });
	}
	return found;
}

const plain = (word: string): string => word.replace(/’/g, "'").replace(/'s$/, "").toLowerCase();

const beginsSentence = (text: string, at: number): boolean =>
	/(?:^|[.?!:]["”)]?\s{1,3}|\n\s{0,4}(?:[-*•]\s)?|["“(])$/.test(text.slice(Math.max(0, at - 8), at));
