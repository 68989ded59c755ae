import { CURRENCY_AFTER, CURRENCY_BEFORE, currencyOf } from "../entities/currencies.ts";
import { FIGURE, figureValue, SCALE, scaleOf, wordNumbers } from "../entities/numbers.ts";
import { overlaps, type Span } from "../span.ts";
import { COMMON, stemOf, tellingWords } from "./words.ts";

/** What a figure is of, as far as the words beside it say: money, a share, a stretch of time, people, places, or anything. */
export type Kind = "money" | "percent" | "people" | "place" | "times" | `time-${string}` | "open";

/** A number of a text, with what it counts. */
export type Figure = Span & {
	readonly value: number;
	/** Without its scale: 1.45 of «1.45 million», which people also write alone. */
	readonly mantissa: number;
	/** Said to be about that much. */
	readonly isRound: boolean;
	readonly inWords: boolean;
	readonly kind: Kind;
	readonly currency: string | null;
	/** The stem of the noun right behind it; empty where there is none. */
	readonly head: string;
	/** What it is, and no number of things: «Corvane 7», «release 6», «point 3». */
	readonly isLabel: boolean;
	/** Stems of the words that stand in the same part of the sentence. */
	readonly cues: ReadonlySet<string>;
	/** Stem of the word that it is set to: «price» of «price: 40» and of «price with 40 points». Empty where there is none. */
	readonly owner: string;
};

const DIGITS = new RegExp(
	`(?:(${CURRENCY_BEFORE})\\s?)?(?<![\\w]|\\d[.,])(${FIGURE})(?!(?:st|nd|rd|th)\\b)(?:[\\s-]?(${SCALE})(?![a-z\\d]))?(?:\\s?(${CURRENCY_AFTER})|\\s?(%|‰)|[\\s-](percent\\b|per cent\\b|pct\\b|prozent\\b))?`,
	"gi",
);
const AFTER_WORDS = new RegExp(`^[\\s-](?:(${CURRENCY_AFTER})|(percent\\b|per cent\\b|%))`, "i");

/** The first figures of a text, in order, those apart that stand in one of `taken`. */
export function figuresIn(
	text: string,
	taken: readonly Span[] = [],
	max = Number.POSITIVE_INFINITY,
): readonly Figure[] {
	const digits = [...text.matchAll(DIGITS)].map((match) => {
		const [whole, before = "", written = "", scale, after = "", sign, word] = match;
		const mantissa = figureValue(written, scale !== undefined);
		const currency = currencyOf(before) ?? currencyOf(after);
		return {
			start: match.index,
			end: match.index + whole.trimEnd().length,
			mantissa,
			value: mantissa * scaleOf(scale),
			inWords: false,
			currency,
			isShare: sign !== undefined || word !== undefined,
		};
	});
	const words = wordNumbers(text)
		.map((each) => {
			const half = / and a half\b/iy;
			half.lastIndex = each.end;
			return half.test(text)
				? { start: each.start, end: each.end + " and a half".length, value: each.value + 0.5 }
				: each;
		})
		.filter(apartFrom(digits))
		.map((each) => {
			const after = AFTER_WORDS.exec(text.slice(each.end, each.end + 14));
			return {
				start: each.start,
				end: each.end + (after?.[0].length ?? 0),
				mantissa: each.value,
				value: each.value,
				inWords: true,
				currency: after?.[1] ? currencyOf(after[1]) : null,
				isShare: after?.[2] !== undefined,
			};
		});
	const found = [...digits, ...words, ...pairsIn(text)]
		.sort((a, b) => a.start - b.start)
		.filter(apartFrom(taken))
		.slice(0, max);
	return found.map(({ isShare, ...each }, i) => {
		const { head, kind } = countedAt(text, found, i);
		return {
			...each,
			isRound:
				ABOUT.test(text.slice(Math.max(0, each.start - 24), each.start)) ||
				/^\s?(?:\+|or so\b|ish\b)/.test(text.slice(each.end, each.end + 7)),
			head,
			isLabel:
				kind === "open" &&
				each.currency === null &&
				!isShare &&
				LABELLED.test(text.slice(Math.max(0, each.start - 24), each.start)),
			kind: each.currency !== null ? "money" : isShare ? "percent" : kind,
			owner: ownerOf(text, each.start),
			cues: cuesOf(text, each, { before: found[i - 1], after: found[i + 1] }),
		};
	});
}

function ownerOf(text: string, at: number): string {
	const word = /(\p{L}[\p{L}'’-]{1,30})(?:\s{1,2}(?:with|at|has|is|counts|gets|weighs))?\s?[:(|=–-]?\s?$/u.exec(
		text.slice(Math.max(0, at - 48), at),
	)?.[1];
	return word === undefined || COMMON.has(word.toLowerCase()) ? "" : stemOf(word);
}

/** Words that count without being numbers: of one hour it is said by when. */
const pairsIn = (text: string) =>
	[
		...text.matchAll(
			/\b(both|twice|a couple of|a pair of|a dozen|(?:within|inside|in under|in less than) (?:an?|the)(?=[ -](?:minute|hour|day|week|month|quarter|year)\b))\b/gi,
		),
	].map((match) => {
		const value = /dozen/i.test(match[0]) ? 12 : /^in|^within/i.test(match[0]) ? 1 : 2;
		const at = { start: match.index, end: match.index + match[0].length };
		return { ...at, mantissa: value, value, inWords: true, currency: null, isShare: false };
	});

/** Whether a span, of such as come in order, overlaps none of the others: each is looked at once, however many there are. */
function apartFrom(others: readonly Span[]): (span: Span) => boolean {
	const sorted = [...others].sort((a, b) => a.start - b.start);
	let at = 0;
	return (span) => {
		while (at < sorted.length && (sorted[at]?.end ?? 0) <= span.start) at++;
		const next = sorted[at];
		return next === undefined || !overlaps(next, span);
	};
}

const ABOUT =
	/(?:\b(?:about|around|roughly|some|nearly|almost|over|under|below|above|more than|less than|fewer than|up to|at least|close to|approximately|approx\.?|circa|ca\.?|just|well)|~|≈)\s(?:the\s)?$/i;

const LABELLED =
	/(?:\b(?:releases?|versions?|level|phase|grade|tier|stage|floor|room|building|hall|line|gate|rev(?:ision)?)|(?<![.?!:;]\s|\n|^)(?<!\p{L})\p{Lu}[\p{L}-]{1,20})\s$/u;

const NUMERAL =
	/^(?:eleven|twelve|\w{3,6}teen|twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)(?:-\w+)?$/i;

const NOUNS: readonly (readonly [Kind, RegExp])[] = [
	["time-second", /^(?:sec|second|ms|millisecond)$/],
	["time-minute", /^(?:min|minute)$/],
	["time-hour", /^(?:hour|hr|h)$/],
	["time-day", /^(?:day|night)$/],
	["time-week", /^(?:week|wk)$/],
	["time-month", /^(?:month|mth|mo)$/],
	["time-quarter", /^quarter$/],
	["time-year", /^(?:year|yr|annum)$/],
	[
		"people",
		/^(?:user|seat|agent|head|person|people|licen[cs]e|member|login|employee|staff|colleague|planner|dispatcher|operator|worker|supervisor|technician|rep|handler|worker|folk|men|women|desk|workplace)$/,
	],
	["place", /^(?:site|location|plant|branch|store|depot|hall|factory|shop|warehouse|centre|center|office|country)$/],
	["times", /^time$/],
];

/** «24 instead of 36 months», «two plants versus three»: what one of two figures counts, the other counts. */
function countedAt(text: string, all: readonly Span[], i: number): { readonly head: string; readonly kind: Kind } {
	const at = all[i];
	if (!at) return { head: "", kind: "open" };
	const own = countedBy(text.slice(at.end, at.end + 60));
	if (own.kind !== "open" || (own.head !== "" && !PAIRED.test(text.slice(at.end, at.end + 14)))) return own;
	const next = all[i + 1];
	if (next && PAIRED.test(text.slice(at.end, next.start)) && next.start - at.end <= 14)
		return countedBy(text.slice(next.end, next.end + 60));
	const before = all[i - 1];
	if (
		own.head === "" &&
		before &&
		/\s(?:instead of|rather than|versus|vs\.?|or|not)\s$/i.test(text.slice(before.end, at.start))
	)
		return countedBy(text.slice(before.end, before.end + 60));
	return own;
}
const PAIRED =
	/^\s?(?:instead of|rather than|versus|vs\.?|or|to|not|out of|of|-|–|\/)\s?$|^\s(?:instead of|rather than|versus)\s/i;

/** The noun that a figure counts: the first one of a known kind among the next three words, else the next word that tells something. */
function countedBy(after: string): { readonly head: string; readonly kind: Kind } {
	const run =
		/^[\s-]{1,2}(?:(?:of|full|whole|more|further|working|business|calendar) )?[\p{L}'’-]{1,30}(?: [\p{L}'’-]{1,30}){0,2}/u.exec(
			after,
		)?.[0] ?? "";
	const words = run
		.replace(/^[\s-]{1,2}/, "")
		.split(" ")
		.filter((word) => word !== "");
	// «19 last year» counts no years.
	const until = words.findIndex(
		(word) => COMMON.has(word.toLowerCase()) || NUMERAL.test(word) || /^(?:last|next|previous)$/i.test(word),
	);
	const near = (until < 0 ? words : words.slice(0, until)).flatMap((word) => word.split("-")).map(stemOf);
	for (const stem of near) {
		const kind = NOUNS.find(([, pattern]) => pattern.test(stem))?.[0];
		if (kind) return { head: stem, kind };
	}
	return { head: near.at(-1) ?? "", kind: "open" };
}

const CUT = /[.;:!?()\n|–—+&=]|,\s|\s[/-]\s|\s(?:and|but|while|whereas|or|against|versus|instead)\s/giu;
const CUES_CHARS = 90;

/** Words of the part of the sentence in which a figure stands, halfway to the figures beside it. */
function cuesOf(
	text: string,
	at: Span,
	beside: { readonly before: Span | undefined; readonly after: Span | undefined },
): ReadonlySet<string> {
	const from = Math.max(beside.before?.end ?? 0, at.start - CUES_CHARS);
	const to = Math.min(beside.after?.start ?? text.length, at.end + CUES_CHARS);
	// «Price (40)» and «Price: 40» say what is counted before the sign, «40 (price)» behind it.
	const lead =
		text
			.slice(from, at.start)
			.replace(/\s{0,3}[:(|–—=]\s{0,3}$/, " ")
			.split(CUT)
			.at(-1) ?? "";
	const tail =
		text
			.slice(at.end, to)
			.replace(/^\s{0,3}[:(|–—=]\s{0,3}/, " ")
			.split(CUT)[0] ?? "";
	return new Set([...tellingWords(lead), ...tellingWords(tail)]);
}

/** Whether two figures say the same number: to the last digit, without a scale that only one of them writes, or about as much. */
export function isSameNumber(said: Figure, known: Figure): boolean {
	if (near(said.value, known.value)) return true;
	if (said.mantissa === known.mantissa && (said.mantissa === said.value || known.mantissa === known.value))
		return said.mantissa !== said.value || known.mantissa !== known.value;
	return (
		said.isRound &&
		said.value >= ROUNDED_FROM &&
		Math.abs(said.value - known.value) <= known.value * ROUNDED_BY &&
		`${said.mantissa}`.replace(/[.0]+$/, "").length < `${known.mantissa}`.replace(/[.0]+$/, "").length
	);
}
/** «Roughly 600k» tells 610k again; of small numbers every one is another. */
const ROUNDED_FROM = 50;
const ROUNDED_BY = 0.05;
const near = (a: number, b: number): boolean => Math.abs(a - b) <= Math.abs(b) * 1e-9;

/** Whether what one figure counts can be what the other counts. */
export function isSameKind(said: Figure, known: Figure): boolean {
	if (known.isLabel && said.inWords && said.value < LABEL_MAX && ![...said.cues].some((cue) => known.cues.has(cue)))
		return false;
	if (said.kind === known.kind) return isSameCurrency(said.currency, known.currency);
	if (said.kind === "open")
		return (
			said.head === "" ||
			known.kind === "open" ||
			known.kind === "times" ||
			known.kind === "money" ||
			known.cues.has(said.head) ||
			isLoose(known.kind)
		);
	// «Two taps» says nothing of two weeks.
	if (known.kind === "open" && said.kind.startsWith("time-")) return known.head === "" || !known.inWords;
	if (known.kind === "open") return said.kind !== "percent" || known.head === "" || /^point$/.test(known.head);
	return said.kind === "people" || said.kind === "place" ? known.kind === "people" || known.kind === "place" : false;
}
/** Releases, floors and lines have numbers below it; a higher one behind a name counts something. */
const LABEL_MAX = 13;
/** A dollar is whose country's it is. */
const isSameCurrency = (said: string | null, known: string | null): boolean =>
	said === known ||
	said === null ||
	known === null ||
	(said === "USD" && DOLLARS.has(known)) ||
	(known === "USD" && DOLLARS.has(said));
const DOLLARS: ReadonlySet<string> = new Set(["AUD", "CAD", "SGD", "NZD", "HKD"]);

/** People are called by what they do, and places by what is done there. */
const isLoose = (kind: Kind): boolean => kind === "people" || kind === "place";
