import type { Instant } from "../../vocabulary/time.ts";
import { civilOf, type Day, dayFrom, dayOf, weekdayOf } from "../entities/calendar.ts";
import { datesIn } from "../entities/dates.ts";
import { oneLine, overlaps, type Span, withoutOverlaps } from "../span.ts";

/** A day, a stretch of days or a time of day that a text names. */
export type Named = Span & {
	readonly phrase: string;
	/** Each way in which it can be meant; empty where no calendar says it. */
	readonly days: readonly { readonly first: Day; readonly last: Day }[];
	/** Day of the month that is named alone: «the 28th». */
	readonly dayOfMonth: number | null;
	/** 0 is Monday. */
	readonly weekday: number | null;
	readonly isVague: boolean;
	/** Counted from a day that was named before: «the following Wednesday». */
	readonly isAfter: boolean;
};

const WEEKDAY =
	/\b(?:(?:this|next|coming|following|that|last) )?(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b/gi;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const ORDINAL =
	/\b(?:the )?(\d{1,2}(?:st|nd|rd|th)|(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)\b(?! (?:quarter|half|time|week|month|year|wave|point|question|step|thing|part|call|party|name|look|place|item|one|of (?:your|these|those)))/gi;
const ORDINALS: readonly string[] =
	"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(
		" ",
	);

/** The days that a text names, read against each of `nows`: what was written and what is written may lie days apart. */
export function daysIn(text: string, nows: readonly Instant[]): readonly Named[] {
	const found = new Map<string, Omit<Named, "isAfter">>();
	for (const now of nows) {
		for (const each of datesIn(text, now)) {
			// How long something takes is a figure, and judged as one.
			if (LASTS.test(each.phrase)) continue;
			const key = `${each.start}:${each.end}`;
			const had = found.get(key);
			const weekday = weekdayIn(each.phrase);
			const days =
				each.iso === null
					? []
					: [rangeOf(each.iso)].map((day) =>
							weekday !== null && isLast(text, each) ? past(lastOf(dayOf(now), weekday)) : day,
						);
			found.set(key, {
				start: each.start,
				end: each.end,
				phrase: each.phrase,
				days: [...(had?.days ?? []), ...days],
				dayOfMonth: BARE_DAY.test(each.phrase) ? Number.parseInt(each.phrase.replace(/\D/g, ""), 10) : null,
				weekday,
				isVague: VAGUE.test(each.phrase),
			});
		}
	}
	const dated = [...found.values()].map((each) => ({
		...each,
		isAfter: AFTER_ANOTHER.test(text.slice(Math.max(0, each.start - 12), each.start)),
	}));
	const more = [
		...weekdaysIn(text, nows),
		...ordinalsIn(text),
		...dated.flatMap((each) => [...rangeBefore(text, each), ...rangeAfter(text, each)]),
	]
		.filter((each) => !dated.some((other) => overlaps(other, each)))
		.filter((each) => !dated.some((other) => isOneDay(text, each, other)));
	return withoutOverlaps([...dated, ...more]);
}

/** «The workshop last Thursday» was before the day of writing. */
const isLast = (text: string, { start, phrase }: Span & { readonly phrase: string }): boolean =>
	/^\p{L}+$/u.test(phrase) && /\blast\s$/i.test(text.slice(Math.max(0, start - 6), start));
const past = (day: Day) => ({ first: day, last: day });

/** Its month is a guess. */
const BARE_DAY = /^(?:the )?\d{1,2}(?:st|nd|rd|th)$/i;
const LASTS = /^(?:in|within|inside|over) (?!the (?:next|coming)\b)/i;

/** «When you meet in two weeks» where they named that day, or one close to it. */
export const countedDays = (text: string, known: readonly Named[], nows: readonly Instant[]): readonly Span[] =>
	nows.flatMap((now) =>
		datesIn(text, now).filter(
			(each) =>
				/^in /i.test(each.phrase) &&
				IS_SET.test(text.slice(Math.max(0, each.start - SET_CHARS), each.start)) &&
				each.iso !== null &&
				known.some(({ days }) =>
					days.some((day) => single(day) && Math.abs(day.first - rangeOf(each.iso ?? "").first) <= SLACK_DAYS),
				),
		),
	);

/** What has a day of its own: «live in three days» counts from nothing that they named. */
const IS_SET =
	/\b(?:meet\w*|go or no go|go-live|board|committee|council|decide\w*|decision|deadline|due|start\w*|begin\w*|ends?|calls?|talk|speak|see you|workshop|demo|visit|closes?|session|review|date|steering|expires?)\b[^.?!]{0,30}$/i;
const SET_CHARS = 60;

/** «28/9», «10/1/»: a day and a month, in either order. Read in what the buyer wrote alone: of ours it could be anything. */
export function shortDaysIn(text: string, nows: readonly Instant[]): readonly Named[] {
	return [
		...text.matchAll(
			/(?:(?<![\d.,/:-])|(?<=\b\d{1,2}\.-)|(?<=\b\d{1,2}[./]\d{1,2}\.?[-–]))(\d{1,2})(?:[./-]|\.\s)(\d{1,2})\.?(?:[./-]?(?:20)?\d\d)?(?![\d/%:]|\s?(?:%|percent|million|k\b))/g,
		),
	].flatMap((match) => {
		const [whole, a, b] = [match[0], Number(match[1]), Number(match[2])];
		const orders = [
			[a, b],
			[b, a],
		].filter(([day = 0, month = 0]) => day >= 1 && day <= 31 && month >= 1 && month <= 12);
		const days = orders.flatMap(([day = 0, month = 0]) =>
			nows.flatMap((now) => {
				const { year } = civilOf(dayOf(now));
				return [year, year + 1].map((each) => ({ first: dayFrom(each, month, day), last: dayFrom(each, month, day) }));
			}),
		);
		const at = { start: match.index, end: match.index + whole.length };
		return days.length === 0
			? []
			: [{ ...at, phrase: whole, days, dayOfMonth: null, weekday: null, isVague: false, isAfter: false }];
	});
}

const AFTER_ANOTHER = /\b(?:following|that|same)\s$/i;

/** «Thursday 8 October»: the weekday says nothing that the day does not, unless they disagree. */
const isOneDay = (text: string, weekday: Named, day: Named): boolean => {
	const between = weekday.end <= day.start ? text.slice(weekday.end, day.start) : text.slice(day.end, weekday.start);
	return (
		weekday.weekday !== null &&
		/^,? ?(?:the |\()?$/.test(between.slice(0, 8)) &&
		day.days.some(({ first, last }) => first === last && weekdayOf(first) === weekday.weekday)
	);
};

const VAGUE = /\b(?:early|mid|middle|late|end|start|beginning|close)\b/i;

const rangeOf = (iso: string): { first: Day; last: Day } => {
	const [from = "", to = from] = iso.split("/");
	return { first: dayAt(from), last: dayAt(to) };
};
const dayAt = (iso: string): Day => {
	const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
	return dayFrom(year, month, day);
};

const weekdayIn = (phrase: string): number | null => {
	const match = new RegExp(WEEKDAY.source, "i").exec(phrase);
	return match ? DAYS.indexOf((match[1] ?? "").slice(0, 3).toLowerCase()) : null;
};

const nextOf = (today: Day, weekday: number): Day => today + ((weekday - weekdayOf(today) + 6) % 7) + 1;

const lastOf = (today: Day, weekday: number): Day => today - ((weekdayOf(today) - weekday + 6) % 7) - 1;

type Dated = Span & Pick<Named, "days">;

/** «From 5 to 16 October», «16/17 November»: the first day has its month from the second. */
function rangeBefore(text: string, day: Dated): readonly Named[] {
	if (!/^\d/.test(text.slice(day.start, day.end))) return [];
	const match = /(?<![\d.,:])(\d{1,2})(?:st|nd|rd|th)?\.?\s?(?:to|-|–|until|till|and|or|\/|through|&)\s?$/i.exec(
		text.slice(Math.max(0, day.start - 14), day.start),
	);
	if (!match) return [];
	const end = day.start;
	const at = { start: end - match[0].length, end };
	const dayOfMonth = Number(match[1]);
	return [
		{
			...at,
			phrase: match[0],
			days: inMonthOf(day, dayOfMonth),
			dayOfMonth,
			weekday: null,
			isVague: false,
			isAfter: false,
		},
	];
}

/** «Oct 12-16», «12 October to 23»: the last day has its month from the first. */
function rangeAfter(text: string, day: Dated): readonly Named[] {
	const match =
		/^\s?(?:to|-|–|until|till|through)\s?(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?![\d.,:/%-]\d|[\d%:]|\p{L}|\s(?:am|pm|uhr|h)\b)/iu.exec(
			text.slice(day.end, day.end + 20),
		);
	if (!match) return [];
	const at = { start: day.end, end: day.end + match[0].length };
	const dayOfMonth = Number(match[1]);
	const days = inMonthOf(day, dayOfMonth);
	return days.length === 0
		? []
		: [{ ...at, phrase: match[0], days, dayOfMonth, weekday: null, isVague: false, isAfter: false }];
}

const inMonthOf = ({ days }: Dated, dayOfMonth: number): Named["days"] =>
	dayOfMonth < 1 || dayOfMonth > 31
		? []
		: days.filter(single).map(({ first }) => {
				const { year, month } = civilOf(first);
				const day = dayFrom(year, month, dayOfMonth);
				return { first: day, last: day };
			});

function weekdaysIn(text: string, nows: readonly Instant[]): readonly Named[] {
	return [...text.matchAll(WEEKDAY)]
		.filter(([word, name = ""]) => /day/i.test(word) || (/^\p{Lu}/u.test(name) && !/^(?:Sun|Sat)$/.test(name)))
		.map((match) => ({
			start: match.index,
			end: match.index + match[0].length,
			phrase: match[0],
			days: nows.map((now) => {
				const of = /^last\b/i.test(match[0]) ? lastOf : nextOf;
				const day = of(dayOf(now), DAYS.indexOf((match[1] ?? "").slice(0, 3).toLowerCase()));
				return { first: day, last: day };
			}),
			dayOfMonth: null,
			weekday: DAYS.indexOf((match[1] ?? "").slice(0, 3).toLowerCase()),
			isVague: false,
			isAfter: FOLLOWING.test(match[0]),
		}));
}

/** «The 28th», «on the second»: in words only behind a preposition, where an order of things is hardly meant. */
function ordinalsIn(text: string): readonly Named[] {
	return [...text.matchAll(ORDINAL)].flatMap((match) => {
		const [whole, written = ""] = match;
		const before = text.slice(Math.max(0, match.index - 12), match.index);
		const isWritten = /^\d/.test(written);
		const isOrder =
			!isWritten &&
			!(
				/^(?:[.,;:!?)]|\s(?:of|at|and|or|to)\b|$)/i.test(text.slice(match.index + whole.length)) &&
				/^the /i.test(whole) &&
				/\b(?:on|by|before|until|till|after|from) $/i.test(before)
			);
		if (isOrder) return [];
		const day = isWritten ? Number.parseInt(written, 10) : ordinalValue(written.toLowerCase());
		const at = { start: match.index, end: match.index + whole.length };
		return [{ ...at, phrase: whole, days: [], dayOfMonth: day, weekday: null, isVague: false, isAfter: false }];
	});
}
const ordinalValue = (word: string): number => {
	const tens = /^(twenty|thirty)-(\w+)$/.exec(word);
	if (tens) return (tens[1] === "twenty" ? 20 : 30) + ORDINALS.indexOf(tens[2] ?? "") + 1;
	return word === "thirtieth" ? 30 : ORDINALS.indexOf(word) + 1;
};

/** «Good news to receive on a Wednesday», written on one: the day of the mail itself, and no day that is fixed. */
export const isDayOfWriting = (text: string, { start, weekday, phrase }: Named, nows: readonly Instant[]): boolean =>
	weekday !== null &&
	/^\p{L}+$/u.test(phrase) &&
	/\bon a $/i.test(text.slice(Math.max(0, start - 5), start)) &&
	nows.some((now) => weekdayOf(dayOf(now)) === weekday);

/** The days of a draft that no source names, in these or in other words. */
export function unsupportedDays(stated: readonly Named[], known: readonly Named[], source: string): readonly Named[] {
	const words = oneLine(source).toLowerCase();
	return stated.filter((each) => !isKnown(each, known, words));
}

function isKnown(said: Named, known: readonly Named[], words: string): boolean {
	const phrase = oneLine(said.phrase).toLowerCase();
	if (holds(words, phrase)) return true;
	if (HERE_AND_NOW.test(phrase)) return true;
	if (said.dayOfMonth !== null)
		return (
			known.some(
				(each) =>
					each.dayOfMonth === said.dayOfMonth ||
					each.days.some((day) => single(day) && civilOf(day.first).day === said.dayOfMonth),
			) ||
			new RegExp(
				`(?<!\\d|\\d[.,:])${said.dayOfMonth}(?:st|nd|rd|th|ish)?(?![\\p{L}\\d%]|:\\d|[.,]\\d{3}|\\s?%)`,
				"u",
			).test(words)
		);
	const period = /\b(end|start|beginning|middle|mid|early|late)\b.{0,12}\b(week|month|quarter|year)\b/.exec(phrase);
	if (
		period &&
		new RegExp(`\\b${period[1]} of (?:the |this |our )?${period[2]}\\b|\\b${period[2]}[ -]${period[1]}\\b`).test(words)
	)
		return true;
	const season = SEASONS.find(([name]) => new RegExp(`\\b${name}\\b`).test(phrase));
	if (season && known.some(({ days }) => days.some(({ first }) => season[1].includes(civilOf(first).month))))
		return true;
	if (
		said.days.some((day) =>
			known.some((each) => each.days.some((other) => fits(day, other, said.isVague || each.isVague))),
		)
	)
		return true;
	if (said.weekday === null || /\d/.test(said.phrase)) return false;
	// «The workshop on the 10th» was last Thursday.
	if (known.some(({ dayOfMonth }) => said.days.some((day) => single(day) && civilOf(day.first).day === dayOfMonth)))
		return true;
	// A weekday alone tells again a day that falls on it, or one that they named by its short name.
	if (/^(?:next|last)\b/i.test(said.phrase)) return false;
	return known.some((each) =>
		each.weekday === said.weekday
			? each.days.length === 0 || said.days.length === 0 || said.isAfter
			: said.isAfter && each.days.some((day) => single(day) && weekdayOf(day.first) === said.weekday),
	);
}
const FOLLOWING = /^(?:following|that)\b/i;
const SEASONS: readonly (readonly [string, readonly number[]])[] = [
	["spring", [3, 4, 5]],
	["summer", [6, 7, 8]],
	["autumn", [9, 10, 11]],
	["winter", [12, 1, 2]],
	["holiday season", [12, 1]],
];
const HERE_AND_NOW = /^(?:today|now|as soon as possible|asap|immediately|right away)$/;
export const single = ({ first, last }: { readonly first: Day; readonly last: Day }): boolean => first === last;

const holds = (words: string, phrase: string): boolean => {
	for (let at = words.indexOf(phrase); at >= 0; at = words.indexOf(phrase, at + 1))
		if (!/[\p{L}\d]/u.test(words.charAt(at - 1)) && !/[\p{L}\d]/u.test(words.charAt(at + phrase.length))) return true;
	return false;
};

type Days = { readonly first: Day; readonly last: Day };
/** The same days, a wider stretch that holds theirs, or where one of them is vague the same part of the year. */
function fits(said: Days, known: Days, isVague: boolean): boolean {
	if (said.first <= known.first && known.last <= said.last) return true;
	if (!isVague) return false;
	return (
		said.first <= known.last + SLACK_DAYS &&
		known.first <= said.last + SLACK_DAYS &&
		known.last - known.first <= QUARTER_DAYS
	);
}
const SLACK_DAYS = 4;
const QUARTER_DAYS = 92;
