import type { Offer, OfferLine, PriceUnit } from "../facts/offering.ts";
import { type Amount, amountsIn } from "../reasoning/entities/amounts.ts";
import { wordNumbers } from "../reasoning/entities/numbers.ts";
import { sentencesIn } from "../reasoning/sentences.ts";
import { RETOLD } from "./commercial.ts";
import { allLines, lineMinor } from "./pricing.ts";

/** What an amount of an offer is of: of one unit, of one period, of a whole line, or of all lines. */
type Role =
	| { readonly type: "unit" | "period" | "line"; readonly line: OfferLine; readonly minor: number }
	| { readonly type: "total"; readonly minor: number };

/**
 * [JU13] Each amount of the offer is told as what it is: for its item, its number and its period, and a total as the total.
 * The same figure said of another thing would be another price.
 */
export function misstatedIn(own: string, offer: Offer, items: readonly string[]): string | null {
	const roles = rolesOf(offer);
	for (const { text, bullet } of sentencesIn(own, [{ start: 0, end: own.length }])) {
		const amounts = amountsIn(text).filter(
			(each) => each.currency === offer.currency && roles.some((role) => role.minor === each.amountMinor),
		);
		if (amounts.length === 0) continue;
		const named = itemsIn(text, items);
		for (const [i, amount] of amounts.entries()) {
			const said = saidOf(text, amount, { amounts, named, at: i });
			const fitting = roles.filter((role) => role.minor === amount.amountMinor && fits(role, said, offer));
			if (fitting.length === 0) return `"${amount.text}" is not what the offer holds for this`;
		}
		const wrong = bullet ? lineMisses(text, { offer, named, amounts }) : null;
		if (wrong) return wrong;
		if (/^\W{0,3}total\b/i.test(text) && !amounts.some((each) => each.amountMinor === offer.totalMinor))
			return "the total that is said is not the offer's";
	}
	return null;
}

const rolesOf = (offer: Offer): readonly Role[] => [
	...allLines(offer).flatMap((line): readonly Role[] => [
		{ type: "unit", line, minor: line.unitMinor },
		{ type: "period", line, minor: line.unitMinor * line.quantity },
		{ type: "line", line, minor: lineMinor(line) },
	]),
	{ type: "total", minor: offer.totalMinor },
];

type Period = "month" | "year";
const MONTHS: Readonly<Record<Period, number>> = { month: 1, year: 12 };
const periodOf = (unit: PriceUnit): Period | null =>
	unit === "once" ? null : unit.endsWith("year") ? "year" : "month";
/** `null`: paid once. */
const monthsOf = ({ unit, periods }: OfferLine): number | null => {
	const period = periodOf(unit);
	return period === null ? null : periods * MONTHS[period];
};

/** What the words beside an amount say of it. */
type Said = {
	readonly per: ReadonlySet<string>;
	readonly isTotal: boolean;
	readonly items: readonly string[];
	/** How many of what is priced. */
	readonly counts: readonly number[];
	readonly months: readonly number[];
	/** The months that this very amount is said to be for. */
	readonly term: number | null;
	readonly isOnce: boolean;
};

function fits(role: Role, said: Said, offer: Offer): boolean {
	const { per, isTotal, items, counts } = said;
	const each = [...per].filter((word) => word !== "month" && word !== "year");
	if (role.type === "total") {
		if (each.length > 0 || per.has("month")) return false;
		if (items.length > 0 && !isTotal && allLines(offer).length > 1) return false;
		if (said.isOnce && offer.lines.some((line) => line.unit !== "once")) return false;
		if (said.term !== null && !offer.lines.some((line) => monthsOf(line) === said.term)) return false;
		if (per.has("year") && offer.lines.some((line) => monthsOf(line) !== 12)) return false;
		return (
			counts.every((count) => offer.lines.some((line) => line.quantity === count)) &&
			said.months.every((months) => offer.lines.some((line) => monthsOf(line) === months))
		);
	}
	const { line } = role;
	if (items.length > 0 && !items.includes(line.item)) return false;
	if (!counts.every((count) => count === line.quantity)) return false;
	if (!said.months.every((months) => months === (monthsOf(line) ?? months))) return false;
	const period = periodOf(line.unit);
	if (said.isOnce && period !== null) return false;
	if (said.term !== null && said.term !== (role.type === "line" ? monthsOf(line) : period && MONTHS[period]))
		return false;
	const isOneOfMany = items.length === 0 && offer.lines.length > 1;
	switch (role.type) {
		case "unit":
			if (isTotal && (isOneOfMany || line.quantity * line.periods > 1)) return false;
			return fitsUnit(line, each) && [...per].every((word) => (word in MONTHS ? word === period : true));
		case "period":
			if (isTotal && per.size === 0 && (isOneOfMany || line.periods > 1)) return false;
			return each.length === 0 && [...per].every((word) => word === period);
		case "line":
			if (isTotal && isOneOfMany) return false;
			return each.length === 0 && [...per].every((word) => word in MONTHS && MONTHS[word as Period] === monthsOf(line));
	}
}

const PEOPLE = /^(?:user|seat|agent|head|person|licen[cs]e|member|login)$/;
const PLACES = /^(?:site|location|plant|branch|store|depot|hall|device)$/;

/** One of what a price counts: people, places, or the item by its own name. */
function fitsUnit({ unit, item }: OfferLine, each: readonly string[]): boolean {
	return each.every(
		(word) =>
			item.toLowerCase().includes(word) ||
			(unit.startsWith("per-user") ? PEOPLE.test(word) : unit.startsWith("per-site") ? PLACES.test(word) : false),
	);
}

const PER_AFTER =
	/^(?:\s?(?:\/|,? ?\b(?:per|an?|each|every|and)\b)\s?(user|seat|agent|head|person|licen[cs]e|member|login|site|location|plant|branch|store|depot|hall|device|month|mo|year|yr|annum|quarter|week|day)s?\b|\s(annually|monthly|yearly|p\.a\.|pcm))/i;
const PERIOD_WORD =
	/\b(?:(monthly|per month|a month|each month|every month)|(yearly|annual|annually|per year|a year|each year|every year|p\.a\.))(?!\w)/gi;
const TOTAL_WORD =
	/\b(?:total|in all|altogether|all in|all in all|overall|sum|for all|everything|everyone|everybody|the lot|(?:the|your) (?:whole|entire|full))\b/i;
const EACH_WORD =
	/\b(?:per|each|every) (user|seat|agent|head|person|licen[cs]e|member|login|site|location|plant|branch|store|depot|hall|device)\b/gi;
const FOR_TERM = /\b(?:for|over) (?:the |a |one )?(?:first |full |whole )?(?:(\d{1,2})[\s-])?(month|year)s?\b/i;

function saidOf(
	text: string,
	amount: Amount,
	{
		amounts,
		named,
		at,
	}: { readonly amounts: readonly Amount[]; readonly named: readonly Named[]; readonly at: number },
): Said {
	// Up to the amounts beside it: what is said there is said of them.
	const from = amounts[at - 1]?.end ?? 0;
	const to = amounts[at + 1]?.start ?? text.length;
	const lead = lastPart(text.slice(from, amount.start));
	const tail = firstPart(text.slice(amount.end, to));
	const per = new Set(amount.per.split(" ").filter((word) => word !== "" && word !== "per"));
	let rest = tail;
	for (let i = 0; i < 3; i++) {
		const match = PER_AFTER.exec(rest);
		if (!match) break;
		per.add(PERIODS[(match[1] ?? match[2] ?? "").toLowerCase()] ?? (match[1] ?? match[2] ?? "").toLowerCase());
		rest = rest.slice(match[0].length);
	}
	// «× EUR 49» is what is counted, and «= EUR 49,980» what it comes to.
	for (const match of `${named.reduce((left, each) => left.replace(each.item, " "), lead)} | ${rest}`.matchAll(
		PERIOD_WORD,
	))
		per.add(match[1] ? "month" : "year");
	for (const match of `${lead} | ${rest}`.matchAll(EACH_WORD)) per.add((match[1] ?? "").toLowerCase());
	const term = FOR_TERM.exec(rest);
	return {
		per,
		term: term === null ? null : Number(term[1] ?? 1) * ((term[2] ?? "").toLowerCase() === "year" ? 12 : 1),
		isOnce: /^[^.]{0,20}\b(?:once|one-?time|one-?off)\b/i.test(rest),
		isTotal: TOTAL_WORD.test(`${lead} | ${rest}`),
		items: itemFor(text, amount, { amounts, named, at }),
		counts: countsIn(withoutAmounts(text, amounts)),
		months: termsIn(text),
	};
}
const PERIODS: Readonly<Record<string, string>> = {
	mo: "month",
	monthly: "month",
	pcm: "month",
	yr: "year",
	annum: "year",
	annually: "year",
	yearly: "year",
	"p.a.": "year",
};

const lastPart = (text: string): string => text.split(/[;=(]|,\s(?=(?:and|or|that|which|it)\b)/).at(-1) ?? "";
const firstPart = (text: string): string => text.split(/[;=()×]|,\s|\s(?:and|or)\s(?!(?:month|year)\b)/)[0] ?? "";

type Named = { readonly item: string; readonly start: number; readonly end: number };

/** The longest name first: «Seat, paid yearly» is no «Seat». */
function itemsIn(text: string, items: readonly string[]): readonly Named[] {
	const lower = text.toLowerCase();
	const found: Named[] = [];
	for (const item of [...items].sort((a, b) => b.length - a.length)) {
		const name = item.toLowerCase();
		for (let at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + name.length)) {
			const end = at + name.length;
			const isWord =
				!/[\p{L}\p{N}]/u.test(lower.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(lower.charAt(end).replace("s", ""));
			if (isWord && !found.some((other) => at < other.end && other.start < end)) found.push({ item, start: at, end });
		}
	}
	return found.sort((a, b) => a.start - b.start);
}

/** The item that an amount is said of: the one right behind it («EUR 49 for the seat»), else the nearest before, else the next. */
function itemFor(
	text: string,
	amount: Amount,
	{
		amounts,
		named,
		at,
	}: { readonly amounts: readonly Amount[]; readonly named: readonly Named[]; readonly at: number },
): readonly string[] {
	const next = amounts[at + 1]?.start ?? text.length;
	const after = named.find((each) => each.start >= amount.end && each.start < next);
	if (
		after &&
		/^[^,;:.=]{0,40}\b(?:for|per|of|is the|are the|buys?|covers?)\b[^,;:.=]{0,20}$/i.test(
			text.slice(amount.end, after.start),
		)
	)
		return [after.item];
	const before = named.filter((each) => each.end <= amount.start).at(-1);
	const chosen = before ?? after;
	return chosen ? [chosen.item] : [];
}

const withoutAmounts = (text: string, amounts: readonly Amount[]): string =>
	amounts.toReversed().reduce((left, each) => `${left.slice(0, each.start)}€${left.slice(each.end)}`, text);

const COUNTED =
	/(?<![\w.,])(\d{1,3}(?:[,.’' ]\d{3})+|\d{1,9})(?:\s?[×x]\s|\s(?:(?:\p{L}{2,14}\s)?(?:users?|seats?|agents?|people|persons?|licen[cs]es?|members?|logins?|sites?|locations?|plants?|employees|staff|colleagues|heads)\b))/giu;
const PEOPLE_AFTER =
	/^\s(?:\p{L}{2,14}\s)?(?:users?|seats?|agents?|people|persons?|licen[cs]es?|members?|logins?|sites?|locations?|plants?|employees|staff|colleagues|heads)\b/iu;

/** How many a sentence counts, where it is not the buyer's own sum that is told again. */
function countsIn(text: string): readonly number[] {
	const ours = text
		.split(/;\s|,\s(?=(?:and|but|so|that|which|it)\b)/)
		.filter((part) => !RETOLD.test(part))
		.join("; ");
	return [
		...[...ours.matchAll(COUNTED)].map((match) => Number((match[1] ?? "").replace(/[,.’' ]/g, ""))),
		...wordNumbers(ours)
			.filter((each) => PEOPLE_AFTER.test(ours.slice(each.end, each.end + 30)))
			.map((each) => each.value),
	];
}

/** «× 12 months», «for 2 years». */
const termsIn = (text: string): readonly number[] =>
	[
		...text.matchAll(
			/(?:×|x|\bfor|\bover|\bterm of|\bcovers) (?:a |the |first |full )?(\d{1,2})[\s-](month|year)s?\b/gi,
		),
	].map((match) => Number(match[1]) * ((match[2] ?? "").toLowerCase() === "year" ? 12 : 1));

/** A line of a price list says all that makes it one: what, how many, for how much, how long, and what that comes to. */
function lineMisses(
	text: string,
	{
		offer,
		named,
		amounts,
	}: { readonly offer: Offer; readonly named: readonly Named[]; readonly amounts: readonly Amount[] },
): string | null {
	const [first] = named;
	const lines = allLines(offer).filter((line) => line.item === first?.item);
	if (!first || first.start > 80 || lines.length === 0) return null;
	const isComplete = lines.some((line) => {
		const has = (minor: number): boolean => amounts.some((each) => each.amountMinor === minor);
		const period = periodOf(line.unit);
		const isPeriodSaid =
			period === null ||
			new RegExp(`\\b${period}|\\b${period === "month" ? "mo\\b|pcm" : "yr\\b|annual|annum|p\\.a"}`, "i").test(text);
		if (!has(line.unitMinor) || !isPeriodSaid) return false;
		// A price of one unit, from so many on, comes to nothing yet.
		if (line.periods === 1 && new RegExp(`\\bfrom ${line.quantity}\\b`).test(text)) return true;
		return (line.quantity === 1 || numbersIn(text).includes(line.quantity)) && has(lineMinor(line));
	});
	return isComplete ? null : `the line of ${first.item} leaves out what makes its price`;
}

const numbersIn = (text: string): readonly number[] =>
	[...text.matchAll(/(?<![\w.,])(?:\d{1,3}(?:[,.’' ]\d{3})+|\d{1,9})(?![.,]?\d)/g)].map((match) =>
		Number(match[0].replace(/[,.’' ]/g, "")),
	);
