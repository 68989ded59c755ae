import { matchesIn } from "../matches.ts";
import { type Span, withoutOverlaps } from "../span.ts";
import { CURRENCY_AFTER, CURRENCY_BEFORE, currencyOf, formatMinor, minorUnits } from "./currencies.ts";
import { FIGURE, figureValue, SCALE, scaleOf, wordNumbers } from "./numbers.ts";

/** A sum of money, or a figure that may be one where the words around it say so (`currency` is `null` then). */
export type Amount = Span & {
	readonly amountMinor: number;
	/** The upper end of a range. */
	readonly maxMinor: number | null;
	readonly currency: string | null;
	/** "per month", "per user per month"; empty for a sum. */
	readonly per: string;
	/** "EUR 40,000", "USD 40,000-60,000", "EUR 12 per user per month". */
	readonly text: string;
};

type Candidate = Span & { readonly figure: number; readonly scale: number; readonly currency: string | null };

const CANDIDATE = new RegExp(
	`(?:(${CURRENCY_BEFORE})\\s?|(?<![\\w.,#@/]|[a-z]-))(${FIGURE})(?:\\s?(?:(${SCALE})(?![a-z\\d])|([tkm])(?=(?:kr|eur|sek|nok|dkk|chf|usd|gbp|pln)\\b|[€$£])))?(?:\\s?(${CURRENCY_AFTER}))?`,
	"gi",
);

/** All sums in a text, in order. Figures without a currency count only with a scale ("40k"), or when `bare` asks for them. */
export function amountsIn(text: string, options: { readonly bare: boolean } = { bare: false }): readonly Amount[] {
	const merged = mergeRanges(text, withoutOverlaps([...figures(text), ...inWords(text)]));
	return merged
		.filter((each) => each.amountMinor > 0 && Number.isSafeInteger(each.amountMinor))
		.filter(
			(each) =>
				each.currency !== null || (each.scaled && !countsThings(text, each.end)) || (options.bare && each.large),
		)
		.map((each) => withPeriod(text, each));
}

type Scaled = Amount & { readonly scaled: boolean; readonly large: boolean };

function figures(text: string): readonly Candidate[] {
	const found: Candidate[] = [];
	for (const match of matchesIn(text, CANDIDATE)) {
		const [whole, before, written = "", long, short, after] = match;
		const scale = long ?? short;
		const lead = whole.length - whole.trimStart().length;
		const currency = currencyOf(before ?? "") ?? currencyOf(after ?? "");
		const figure = figureValue(written, scale !== undefined);
		found.push({
			start: match.index + lead,
			end: match.index + whole.trimEnd().length,
			figure,
			scale: scaleOf(scale),
			currency,
		});
	}
	return found;
}

const AFTER_WORDS = new RegExp(`^\\s(?:${CURRENCY_AFTER})`, "i");

function inWords(text: string): readonly Candidate[] {
	const found: Candidate[] = [];
	if (!/\b(?:hundred|thousand|grand|lakhs?|million|crores?|billion)\b/i.test(text)) return found;
	for (const each of wordNumbers(text)) {
		const unit = AFTER_WORDS.exec(text.slice(each.end, each.end + 12));
		const currency = unit ? currencyOf(unit[0]) : null;
		// In words, a number is money where a currency says so ("two pounds of feathers" is the price we pay), or may be one
		// where it is as large as sums are: what stands around it decides.
		if (unit && currency !== null && each.value >= 100)
			found.push({ start: each.start, end: each.end + unit[0].length, figure: each.value, scale: 1, currency });
		else if (
			each.value >= 1_000 &&
			/(?:thousand|grand|lakhs?|million|crores?|billion)$/i.test(text.slice(each.start, each.end))
		)
			found.push({ start: each.start, end: each.end, figure: each.value / 1_000, scale: 1_000, currency: null });
	}
	return found;
}

/** "EUR 40-60k", "between 40k and 60k euros": what one end does not say, the other end says. */
function mergeRanges(text: string, candidates: readonly Candidate[]): readonly Scaled[] {
	const merged: Scaled[] = [];
	for (let i = 0; i < candidates.length; i++) {
		const low = candidates[i];
		const high = candidates[i + 1];
		if (!low) continue;
		if (high && joins(text, low, high)) {
			const currency = high.currency ?? low.currency;
			const scale =
				low.scale === 1 && low.figure < high.figure * high.scale && low.figure < 1_000 ? high.scale : low.scale;
			const agree = low.currency === null || high.currency === null || low.currency === high.currency;
			const lower = minor(low.figure * scale, currency);
			const upper = minor(high.figure * high.scale, currency);
			if (agree && lower < upper) {
				merged.push(scaledAmount({ ...low, end: high.end, currency, scale: high.scale }, lower, upper));
				i++;
				continue;
			}
		}
		merged.push(scaledAmount(low, minor(low.figure * low.scale, low.currency), null));
	}
	return merged;
}

function joins(text: string, low: Candidate, high: Candidate): boolean {
	const between = text.slice(low.end, Math.min(high.start, low.end + 12));
	if (high.start - low.end > 10) return false;
	if (/^\s?(?:-|–|—|to|bis)\s?$/i.test(between)) return true;
	return (
		/^\s(?:and|or)\s$/i.test(between) &&
		(/\bbetween\s[^.]{0,12}$/i.test(text.slice(Math.max(0, low.start - 24), low.start)) || /or/i.test(between))
	);
}

function scaledAmount(at: Candidate, amountMinor: number, maxMinor: number | null): Scaled {
	const upper = maxMinor === null ? "" : `-${formatMinor(maxMinor, at.currency).replace(/^[A-Z]{3} /, "")}`;
	return {
		start: at.start,
		end: at.end,
		amountMinor,
		maxMinor,
		currency: at.currency,
		per: "",
		text: `${formatMinor(amountMinor, at.currency)}${upper}`,
		scaled: at.scale > 1,
		// Below this a figure without a currency is a count, a day or a year.
		large: amountMinor >= 300_000 && !(maxMinor === null && at.scale === 1 && at.figure >= 1_900 && at.figure <= 2_100),
	};
}

const minor = (value: number, currency: string | null): number => Math.round(value * minorUnits(currency));

const PERIOD =
	/^\s?(?:(?:\/|per|an?|each|every|p\.)\s?(user|seat|agent|head|person|licen[cs]e|device|site|month|mo|year|yr|annum|quarter|week|day|hour|call|ticket|transaction)s?\b|(annually|monthly|yearly|p\.a\.|pcm))/i;

function withPeriod(text: string, amount: Scaled): Amount {
	const { scaled: _scaled, large: _large, ...found } = amount;
	let end = amount.end;
	const parts: string[] = [];
	for (let i = 0; i < 2; i++) {
		const match = PERIOD.exec(text.slice(end, end + 24));
		if (!match) break;
		parts.push(`per ${periodName((match[1] ?? match[2] ?? "").toLowerCase())}`);
		end += match[0].length;
	}
	const per = parts.join(" ");
	return { ...found, end, per, text: per === "" ? found.text : `${found.text} ${per}` };
}

const periodName = (word: string): string =>
	({
		mo: "month",
		monthly: "month",
		pcm: "month",
		yr: "year",
		annum: "year",
		annually: "year",
		yearly: "year",
		"p.a.": "year",
	})[word] ?? word;

/** "40k users" counts people. What follows a sum is a preposition, the end, or a word about money. */
const countsThings = (text: string, end: number): boolean => {
	const next = /^[\s-]{1,2}([a-z]{2,20})/i.exec(text.slice(end, end + 24))?.[1]?.toLowerCase();
	return next !== undefined && !MONEY_FOLLOWERS.has(next);
};
const MONEY_FOLLOWERS: ReadonlySet<string> = new Set(
	"for per this next in on to and or max maximum min budget range all total so ish but which is was has from at by with if as a an each every year annually yearly monthly that we i it of set approved available tops excluding including plus over until before after through ex incl not depending".split(
		" ",
	),
);
