import type { Instant } from "../vocabulary/time.ts";
import type { Span } from "./span.ts";
import { clocksIn, unsupportedClocks } from "./support/clocks.ts";
import { countedDays, daysIn, isDayOfWriting, shortDaysIn, unsupportedDays } from "./support/days.ts";
import { unsupportedNames } from "./support/names.ts";
import { unsupportedFigures } from "./support/numbers.ts";

/** What a draft states that somebody may hold us to. */
export type Statement = Span & { readonly kind: "amount" | "date" | "figure" | "name"; readonly text: string };

export type Sources = {
	readonly texts: readonly string[];
	/** When what is answered was written: what it tells of «Friday» is counted from there. */
	readonly now: Instant;
	/** When the draft is written, where that is another day. */
	readonly writtenAt?: Instant;
};

/**
 * [RE14] The sums, days, times, figures and names of a draft that none of the sources holds: of the same thing, in these
 * words or in others.
 */
export function unsupportedIn(draft: string, sources: Sources): readonly Statement[] {
	const said = evenSpaces(draft);
	// An empty line between: a figure that ends one text has nothing to do with the currency that begins the next.
	const source = evenSpaces(sources.texts.join("\n\n").slice(0, SOURCE_CHARS_MAX));
	const nows = [...new Set([sources.now, sources.writtenAt ?? sources.now])];
	const of = (text: string) => ({ text, days: daysIn(text, nows), clocks: clocksIn(text) });
	const stated = of(said);
	const mine = { ...stated, days: stated.days.filter((each) => !isDayOfWriting(said, each, nows)) };
	const plain = of(source);
	const theirs = { ...plain, days: [...plain.days, ...shortDaysIn(source, nows)] };
	const state = (kind: Statement["kind"], { start, end }: Span): Statement => ({
		kind,
		start,
		end,
		text: draft.slice(start, end),
	});
	return [
		...unsupportedDays(mine.days, theirs.days, source).map((each) => state("date", each)),
		...unsupportedClocks(mine, theirs).map((each) => state("date", each)),
		...unsupportedFigures(said, source, {
			draft: [...mine.days, ...countedDays(said, theirs.days, nows), ...mine.clocks, ...codesIn(said)],
			source: [...plain.days, ...plain.clocks],
		}).map((each) => state(each.kind === "money" ? "amount" : "figure", each)),
		...unsupportedNames(said, source).map((each) => state("name", each)),
	];
}

/** What stands further on is not known: a hostile mail must not cost a turn. */
const SOURCE_CHARS_MAX = 60_000;

/** Narrow and fixed spaces are what some countries part thousands with. Of the same length, so that offsets hold. */
const evenSpaces = (text: string): string => text.replace(/[\u00a0\u2007\u2009\u202f]/g, " ");

/** «March '27», «5G», «ISO 27001», an address: digits that count nothing, and are judged as days or names if at all. */
const codesIn = (text: string): readonly Span[] =>
	[...text.matchAll(/(?<=\p{L}{3}\.?\s)['’]\d{2}\b|\bhttps?:\/\/\S{1,200}|\S{1,64}@\S{1,200}/gu)].map((match) => ({
		start: match.index,
		end: match.index + match[0].length,
	}));
