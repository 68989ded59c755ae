import { civilOf, type Day, dayFrom, daysInMonth, isDate, mondayOf, weekdayOf } from "./calendar.ts";
import {
	type DateRule,
	dayOfMonth,
	MONTHS,
	monthOf,
	nextDay,
	type Resolved,
	WEEKDAYS,
	weekdayIn,
} from "./date-rules.ts";

/** Days that are told in words or by the number of their week. */

const ORDINALS =
	"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(
		" ",
	);
/** The longest first, so that "twenty-third" is not "twenty". */
const ORDINAL = [...ORDINALS]
	.reverse()
	.map((word) => word.replace("-", "[-\\s]"))
	.join("|");
const ordinalOf = (word = ""): number => ORDINALS.indexOf(word.toLowerCase().replace(/\s/, "-")) + 1;

const NTH = ["first", "second", "third", "fourth"];

export const WORD_DATE_RULES: readonly DateRule[] = [
	{
		pattern: new RegExp(`\\b(${ORDINAL})(?:\\sof)?\\s(${MONTHS})\\b(?:,?\\s(20\\d\\d))?`, "gi"),
		resolve: ([, day, month, year], today) => dayOfMonth(ordinalOf(day), monthOf(month), year, today),
	},
	{
		pattern: new RegExp(`\\b(${MONTHS})\\sthe\\s(${ORDINAL})\\b`, "gi"),
		resolve: ([, month, day], today) => dayOfMonth(ordinalOf(day), monthOf(month), undefined, today),
	},
	{
		pattern: new RegExp(`(?<=\\b(?:on|by|before|until|till)\\s)the\\s(${ORDINAL})(?=[.,;:!?)]|\\s?$)`, "gi"),
		resolve: ([, day], today) => nextDay(ordinalOf(day), today),
	},
	{
		pattern: new RegExp(
			`\\b(first|second|third|fourth|last|1st|2nd|3rd|4th)\\s(${WEEKDAYS})\\s(?:of|in)\\s(${MONTHS})\\b(?:,?\\s(20\\d\\d))?`,
			"gi",
		),
		resolve: ([, which, name, month, year], today) =>
			nthWeekday(which, weekdayIn(name), { month: monthOf(month), year, today }),
	},
	{
		pattern:
			/(?:\b(end|close|beginning|start)\sof\s)?\b(?:cw|kw|wk|w\/c week|calendar week|week)\s?(?:no\.?\s)?(\d{1,2})(?![\d%:]|[.,]\d)(?!\s?(?:weeks?|hours?|days?|users?|people))(?:\s(end|start))?/gi,
		resolve: ([, before, number, after], today) =>
			calendarWeek(Number(number), (before ?? after ?? "").toLowerCase(), today),
	},
	{
		pattern: new RegExp(`\\b(first|second)\\shalf\\sof\\s(${MONTHS})\\b(?:,?\\s(20\\d\\d))?`, "gi"),
		resolve: ([, which = "", month, year], today) => halfOfMonth(/^f/i.test(which), monthOf(month), { year, today }),
	},
	{
		pattern: /\bthe\s(year|month|week)\s(?:is|has)\s(?:out|over|run out|at an end)\b/gi,
		resolve: ([, unit = ""], today) => endOf(unit.toLowerCase(), today),
	},
	{
		pattern: /(?<![\d/.])(\d{1,2})\/(\d{1,2})(?![\d/%]|\.\d)/g,
		resolve: ([, a, b], today) => slashed(Number(a), Number(b), today),
	},
	{
		pattern:
			/\b(?:in|within|over)\s(?:the next\s|a\s|one\s)?(fortnight)(?:['’]s time)?\b|\b(a fortnight) from (?:now|today)\b/gi,
		resolve: (_match, today) => ({ first: today + 14, last: today + 14 }),
	},
	{
		pattern:
			/\b(?:easter|whitsun|pentecost|ramadan|eid|diwali|thanksgiving|midsummer|passover|carnival|(?:the )?chinese new year|(?:the |our )?(?:(?:summer|autumn|winter|spring|school|dry|wet|rainy|high|low|busy|ski|growing|tourist|heating|hunting|planting|shipping|wedding|grape) (?:break|season|holidays?|recess|term)|harvest|vintage|lambing|sowing))\b/gi,
		resolve: () => null,
	},
];

/** Which of several: "the second Tuesday in November", of this year or the next that still lies ahead. */
function nthWeekday(
	which = "",
	weekday: number,
	{ month, year, today }: { readonly month: number; readonly year: string | undefined; readonly today: Day },
): Resolved | undefined {
	if (weekday < 0 || month < 1) return undefined;
	const within = (y: number): Day => {
		if (/^last$/i.test(which)) {
			const end = dayFrom(y, month, daysInMonth(y, month));
			return end - ((weekdayOf(end) - weekday + 7) % 7);
		}
		const nth = /^\d/.test(which) ? Number(which.charAt(0)) - 1 : NTH.indexOf(which.toLowerCase());
		const first = dayFrom(y, month, 1);
		return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * nth;
	};
	const meant = year ? within(Number(year)) : within(civilOf(today).year);
	const day = !year && meant < today ? within(civilOf(today).year + 1) : meant;
	return { first: day, last: day };
}

function halfOfMonth(
	isFirst: boolean,
	month: number,
	{ year, today }: { readonly year: string | undefined; readonly today: Day },
): Resolved | undefined {
	const end = isFirst ? 15 : 28;
	const near = dayOfMonth(end, month, year, today);
	if (!near) return undefined;
	const { year: of } = civilOf(near.last);
	return isFirst
		? { first: dayFrom(of, month, 1), last: near.last }
		: { first: dayFrom(of, month, 16), last: dayFrom(of, month, daysInMonth(of, month)) };
}

function endOf(unit: string, today: Day): Resolved {
	const { year, month } = civilOf(today);
	const last =
		unit === "year"
			? dayFrom(year, 12, 31)
			: unit === "month"
				? dayFrom(year, month, daysInMonth(year, month))
				: mondayOf(today) + 4;
	return { first: last, last };
}

/** Working days of an ISO week; its end is the Friday. */
function calendarWeek(number: number, part: string, today: Day): Resolved | undefined {
	if (number < 1 || number > 53) return undefined;
	const mondayIn = (year: number): Day => mondayOf(dayFrom(year, 1, 4)) + 7 * (number - 1);
	const { year } = civilOf(today);
	const monday = mondayIn(year) + 6 < today ? mondayIn(year + 1) : mondayIn(year);
	if (part === "end" || part === "close") return { first: monday + 4, last: monday + 4 };
	if (part !== "") return { first: monday, last: monday };
	return { first: monday, last: monday + 4 };
}

/** "3/29" can be one day only; "4/5" two, so that it stays open. Two small numbers may be a share. */
function slashed(a: number, b: number, today: Day): Resolved | undefined {
	if (a === 24 && b === 7) return undefined;
	if (a > 12 && b >= 1 && b <= 12 && a <= 31) return dayOfMonth(a, b, undefined, today);
	if (b > 12 && b <= 31 && a >= 1 && a <= 12)
		return isDate(2028, a, b) ? dayOfMonth(b, a, undefined, today) : undefined;
	return undefined;
}
