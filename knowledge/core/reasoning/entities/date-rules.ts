import { addMonths, civilOf, type Day, dayFrom, daysInMonth, isDate, mondayOf, weekdayOf } from "./calendar.ts";
import { wordNumbers } from "./numbers.ts";

/** First and last day meant; equal for a single day. `null`: a time is named that no calendar resolves. */
export type Resolved = { readonly first: Day; readonly last: Day } | null;
/** `undefined` from a rule: not a date after all. */
export type DateRule = { readonly pattern: RegExp; resolve(match: RegExpExecArray, today: Day): Resolved | undefined };

export const MONTHS =
	"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
export const WEEKDAYS =
	"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?";
const YEAR = "(?:,?\\s(?:(?:of|in)\\s)?(20\\d\\d|(?:next|this|the coming)\\syear))?(?!\\d)";
const COUNT = "(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a couple of|a few)";
/** Months of the mails that we meet in German, French and Spanish; read only beside a day, since "mars" is also a planet. */
const FOREIGN_MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
	[
		"januar jänner janvier enero",
		"februar février fevrier febrero",
		"märz maerz mars marzo",
		"april avril abril",
		"mai mayo",
		"juni juin junio",
		"juli juillet julio",
		"august août aout agosto",
		"september septembre septiembre",
		"oktober octobre octubre",
		"november novembre noviembre",
		"dezember décembre decembre diciembre",
	].flatMap((names, index) => names.split(" ").map((name) => [name, index + 1])),
);
const END = "(end|close|last day|beginning|start|middle|mid|early|late)";
/** "Start" and "close" are verbs too: "we start in May" names all of May. */
const WITHIN = `\\b(?:(?:the\\s)?${END}\\sof\\s(?:the\\s)?|(end|middle|mid|early|late)[\\s-])?`;
/** Words before a bare month or year without which "May" and "2027" are not dates. */
const LEAD =
	"(?<=\\b(?:by|in|before|after|until|till|from|of|since|during|for|around|through|to|next|this|on|early|late|mid)[\\s-])";

const NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const monthOf = (word = ""): number => NAMES.indexOf(word.slice(0, 3).toLowerCase()) + 1;
export const weekdayIn = (word = ""): number => DAYS.indexOf(word.slice(0, 3).toLowerCase());
const single = (day: Day): Resolved => ({ first: day, last: day });

export const DATE_RULES: readonly DateRule[] = [
	{
		pattern: /\b(20\d\d)-(\d\d)-(\d\d)\b/g,
		resolve: ([, y, m, d]) => on(Number(y), Number(m), Number(d)),
	},
	{
		pattern: /\b(\d{1,2})([./-])(\d{1,2})\2(20\d\d|\d\d)\b/g,
		resolve: ([, a, sign, b, y]) => written(Number(a), sign === ".", Number(b), Number(y)),
	},
	{
		pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\.?\\s(?:of\\s)?(${MONTHS})\\b\\.?${YEAR}`, "gi"),
		resolve: ([, d, m, y], today) => dayOfMonth(Number(d), monthOf(m), y, today),
	},
	{
		pattern: new RegExp(
			`\\b(${MONTHS})\\b\\.?\\s(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d%]|:\\d|[.,]\\d{3})${YEAR}`,
			"gi",
		),
		resolve: ([, m, d, y], today) => dayOfMonth(Number(d), monthOf(m), y, today),
	},
	{
		pattern: new RegExp(
			`\\b(\\d{1,2})(?:\\.|er|º)?\\s(?:de\\s)?(${Object.keys(FOREIGN_MONTHS).join("|")})(?![\\p{L}])(?:\\s(?:del?\\s)?(20\\d\\d))?`,
			"giu",
		),
		resolve: ([, d, m = "", y], today) => dayOfMonth(Number(d), FOREIGN_MONTHS[m.toLowerCase()] ?? 0, y, today),
	},
	{
		pattern: new RegExp(`\\b(first|second|third|fourth|last)\\sweek\\s(?:of|in)\\s(${MONTHS})\\b${YEAR}`, "gi"),
		resolve: ([, week = "", m, y], today) => weekOfMonth(week.toLowerCase(), monthOf(m), y, today),
	},
	{
		pattern: new RegExp(`${WITHIN}(${MONTHS})\\b${YEAR}`, "gi"),
		resolve: (match, today) => inMonth(match, today),
	},
	{
		pattern: new RegExp(
			`${WITHIN}(?:q([1-4])|(first|second|third|fourth|last) quarter|h([12])|(first|second) half)\\b(?:\\sof(?=\\s(?:20\\d\\d|next\\s|this\\s|the\\scoming\\s)))?(?:[\\s/'’-]{1,2}(20\\d\\d|\\d\\d(?![\\d%])|(?:next|this|the\\scoming)\\syear))?`,
			"gi",
		),
		resolve: (match, today) => inPartOfYear(match, today),
	},
	{
		pattern: new RegExp(
			`\\b(?:(?:the\\s)?${END}\\sof\\s(?:(?:the|our|this|next|current|calendar)\\s){0,2}|(end|mid|middle|early|late)[\\s-](?:(?:this|next)\\s)?)(week|month|quarter|year)\\b`,
			"gi",
		),
		resolve: (match, today) => {
			const [whole, of, beside, unit] = match;
			if (!meansOnePeriod(match)) return undefined;
			return partOf(of ?? beside, period(unit, /\bnext\b/i.test(whole) ? 1 : 0, today));
		},
	},
	{
		pattern: /\b(?:(this|next)\s)?(year|month|quarter|week)[\s-]end\b/gi,
		resolve: (match, today) =>
			meansOnePeriod(match) ? partOf("end", period(match[2], /next/i.test(match[1] ?? "") ? 1 : 0, today)) : undefined,
	},
	{
		pattern: /\bEO([WMQY])\b/g,
		resolve: ([, unit], today) =>
			partOf("end", period({ W: "week", M: "month", Q: "quarter" }[unit ?? ""] ?? "year", 0, today)),
	},
	{
		pattern: /\b(this|next|the coming|later this|the end of this)\s(week|month|quarter|year)\b(?![\s-]end\b)/gi,
		resolve: ([, which, unit], today) => period(unit, which?.toLowerCase() === "next" ? 1 : 0, today),
	},
	{
		pattern: new RegExp(
			`\\b(${WEEKDAYS}),?\\s(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)\\b(?!\\s(?:of\\s)?(?:${MONTHS})\\b)`,
			"gi",
		),
		resolve: ([, name, d], today) => weekdayAndDay(weekdayIn(name), Number(d), today),
	},
	{
		pattern:
			/(?<=\b(?:on|by|before|until|till|from|after)\s)the\s(\d{1,2})(?:st|nd|rd|th)(?=[.,;:!?)]|\s?$|\s(?:and|or|at|if|because|but|so|with|when|then|go|goes|as|is)\b)/gi,
		resolve: ([, d], today) => nextDay(Number(d), today),
	},
	{
		pattern: new RegExp(`\\b(?:(this|next|coming)\\s)?(${WEEKDAYS})\\b(?!['’])(?:\\s(next week))?`, "gi"),
		resolve: (match, today) => weekday(match, today),
	},
	{
		pattern: new RegExp(
			`\\b(?:(?:in|within|inside)\\s(?:the\\s)?(?:next\\s|coming\\s|about\\s|around\\s|roughly\\s)?|over\\sthe\\s(?:next|coming)\\s)(?:${COUNT}\\s?(?:-|–|to|or)\\s?)?${COUNT}\\s(business days?|working days?|days?|weeks?|months?|quarters?|years?)(?:['’]? time| from now)?\\b`,
			"gi",
		),
		resolve: (match, today) => fromToday(match, today),
	},
	{
		pattern: /\b(today|tomorrow|tonight|day after tomorrow|tmrw|tmr|tomorow|tommorow)\b/gi,
		resolve: ([, word = ""], today) =>
			single(today + (/^day/i.test(word) ? 2 : /^to(?:day|night)$/i.test(word) ? 0 : 1)),
	},
	{
		pattern:
			/\b(?:christmas|xmas|the holidays|(?:the )?new year(?!['’]s eve))\b(\s(?:peak|season|rush|period|party|business|sales?|shopping|trade|campaign|break|lunch|dinner|gifts?|markets?|freeze))?/gi,
		// The season has no day of its own.
		resolve: ([word, season], today) => (season ? null : feast(word, today)),
	},
	{
		pattern: new RegExp(`${LEAD}(20[2-4]\\d)\\b(?![-/.,]\\d)`, "gi"),
		resolve: ([, y]) => ({ first: dayFrom(Number(y), 1, 1), last: dayFrom(Number(y), 12, 31) }),
	},
	{
		pattern:
			/\b(?:(?:end of |start of )?(?:our |the |this |next )?(?:fiscal|financial) year(?:[\s-]end)?|fy\s?'?\d{2,4}|(?:the |this |next )?(?:spring|summer|autumn|holiday season)|asap|as soon as possible|immediately|right away)\b/gi,
		resolve: () => null,
	},
];

/** "2027", or "next year". */
const yearOf = (written: string, today: Day): number =>
	/^\d/.test(written) ? Number(written) : civilOf(today).year + (/^this/i.test(written) ? 0 : 1);

const on = (year: number, month: number, day: number): Resolved | undefined =>
	isDate(year, month, day) ? single(dayFrom(year, month, day)) : undefined;

/** Whether 4/5/2027 is in April or in May depends on the writer's country, so that it stays a phrase. */
function written(a: number, dotted: boolean, b: number, y: number): Resolved | undefined {
	const year = y < 100 ? 2000 + y : y;
	if (dotted || a > 12) return on(year, b, a);
	if (b > 12) return on(year, a, b);
	return a === b ? on(year, a, b) : isDate(year, a, b) ? null : undefined;
}

export function dayOfMonth(day: number, month: number, written: string | undefined, today: Day): Resolved | undefined {
	if (written) return on(yearOf(written, today), month, day);
	const { year } = civilOf(today);
	const thisYear = on(year, month, day);
	return thisYear && thisYear.first >= today ? thisYear : (on(year + 1, month, day) ?? thisYear);
}

/** "Thursday 24th": the day of this month or of the next on which both agree; where neither does, one of them is wrong. */
function weekdayAndDay(weekday: number, day: number, today: Day): Resolved | undefined {
	const found = daysCalled(day, today).find((each) => weekdayOf(each) === weekday);
	return found === undefined ? null : single(found);
}

/** "On the 20th" is a near day; one that is far off takes its month from what was said before, which nobody knows here. */
const NEAR_DAYS = 15;
export function nextDay(day: number, today: Day): Resolved | undefined {
	const [found] = daysCalled(day, today);
	return found === undefined || found - today > NEAR_DAYS ? undefined : single(found);
}

const daysCalled = (day: number, today: Day): readonly Day[] =>
	[0, 1].flatMap((months) => {
		const { year, month } = civilOf(addMonths(today, months));
		const found = isDate(year, month, day) ? dayFrom(year, month, day) : today - 1;
		return found >= today ? [found] : [];
	});

function weekOfMonth(week: string, month: number, written: string | undefined, today: Day): Resolved {
	const { year } = civilOf(today);
	const within = (y: number) => {
		const end = daysInMonth(y, month);
		const start = week === "last" ? end - 6 : 1 + 7 * ["first", "second", "third", "fourth"].indexOf(week);
		return { first: dayFrom(y, month, start), last: dayFrom(y, month, start + 6) };
	};
	if (written) return within(yearOf(written, today));
	return within(year).last >= today ? within(year) : within(year + 1);
}

/** May and March are also verbs, and a name: they need a preposition, or a year, and a capital. */
function inMonth(match: RegExpExecArray, today: Day): Resolved | undefined {
	const [whole, of, beside, name = "", written] = match;
	const part = of ?? beside;
	const before = match.input.slice(Math.max(0, match.index - 12), match.index);
	const led =
		/\b(?:by|in|before|after|until|till|from|of|since|during|around|through|to|next|this|early|late|mid|end|for)[\s-]$/i.test(
			before,
		);
	// A day that does not exist makes no month of it either.
	if (/\b\d{1,2}(?:st|nd|rd|th)?\.?\s(?:of\s)?$/i.test(before)) return undefined;
	const verb = /^(?:may|mar|march|sun|sat|dec|jan)$/i.test(name);
	if (
		verb &&
		!/^\p{Lu}/u.test(name) &&
		!/\b(?:by|in|until|till|since|during|before|end of|mid|early)[\s-]$/i.test(before)
	)
		return undefined;
	if (!part && !led && !written && !(whole.length > 4 && !verb)) return undefined;
	const month = monthOf(name);
	const { year } = civilOf(today);
	const bounds = (y: number) => ({ first: dayFrom(y, month, 1), last: dayFrom(y, month, daysInMonth(y, month)) });
	const meant = written ? bounds(yearOf(written, today)) : bounds(year).last >= today ? bounds(year) : bounds(year + 1);
	return partOf(part, meant);
}

function inPartOfYear(match: RegExpExecArray, today: Day): Resolved | undefined {
	const [, of, beside, q, quarterWord = "", h, halfWord = "", written] = match;
	const part = of ?? beside;
	const ordinal = ["first", "second", "third", "fourth"];
	const quarter = q
		? Number(q)
		: quarterWord.toLowerCase() === "last"
			? 4
			: ordinal.indexOf(quarterWord.toLowerCase()) + 1;
	const half = h ? Number(h) : ordinal.indexOf(halfWord.toLowerCase()) + 1;
	const months = quarter > 0 ? 3 : 6;
	const firstMonth = (quarter > 0 ? (quarter - 1) * 3 : (half - 1) * 6) + 1;
	const bounds = (year: number) => ({
		first: dayFrom(year, firstMonth, 1),
		last: dayFrom(year, firstMonth + months - 1, daysInMonth(year, firstMonth + months - 1)),
	});
	const { year } = civilOf(today);
	if (written) return partOf(part, bounds((yearOf(written, today) % 100) + 2000));
	return partOf(part, bounds(year).last >= today ? bounds(year) : bounds(year + 1));
}

/**
 * "By month end" is a day; "month end takes us six days" and "the quarter-end close" are what comes round every time.
 * A generic period is a date where something binds it.
 */
function meansOnePeriod(match: RegExpExecArray): boolean {
	const [whole] = match;
	const before = match.input.slice(Math.max(0, match.index - 30), match.index);
	const after = match.input.slice(match.index + whole.length, match.index + whole.length + 30);
	if (/\b(?:this|next|current|calendar)\b/i.test(whole) || /\b(?:this|next)\s$/i.test(before)) return true;
	if (
		/\b(?:by|before|until|till|no later than|due(?: on| at)?|latest)\s(?:the\s|our\s)?(?:\w{2,9}\s)?$/i.test(before) ||
		/^by\s/i.test(whole)
	)
		return true;
	if (GENERIC_AFTER.test(after)) return false;
	const placed = /\b(?:at|in|on|to|for|towards?|after|from|around|since|past)\s(?:the\s|our\s)?$/i.test(before);
	return (
		placed &&
		(/\bthe\b/i.test(`${before.slice(-5)}${whole}`) || /year/i.test(whole) || /\b(?:after|from|for)\s$/i.test(before))
	);
}
const GENERIC_AFTER =
	/^(?:['’]s)?\s(?:is|are|was|were|takes?|took|means?|meant|costs?|gets?|has|had|comes?|always|usually|typically|(?:we|they|i|it|everyone|people) (?:always|usually|often|have|has|spend|struggle|need|work)|clos(?:e|es|ing)|process\w*|report\w*|reconciliation|figures|numbers|accounts|accounting|rush|peak|crunch|invoic\w*|statements?|work|procedures?|reviews?|books|tasks?|runs?)\b/i;

function period(unit = "", offset: number, today: Day): { readonly first: Day; readonly last: Day } {
	const { year, month } = civilOf(today);
	if (unit.toLowerCase() === "week") {
		const monday = mondayOf(today) + 7 * offset;
		return { first: monday, last: monday + 6 };
	}
	const length = { month: 1, quarter: 3, year: 12 }[unit.toLowerCase()] ?? 1;
	const begin = Math.floor((month - 1) / length) * length + 1;
	const first = addMonths(dayFrom(year, begin, 1), length * offset);
	return { first, last: addMonths(first, length) - 1 };
}

/** "End of" a period is its last day; early, middle and late are thirds of it. */
function partOf(part: string | undefined, bounds: { readonly first: Day; readonly last: Day }): Resolved {
	const third = Math.floor((bounds.last - bounds.first + 1) / 3);
	switch (part?.toLowerCase()) {
		case "end":
		case "close":
		case "last day":
			return single(bounds.last);
		case "beginning":
		case "start":
		case "early":
			return { first: bounds.first, last: bounds.first + third - 1 };
		case "middle":
		case "mid":
			return { first: bounds.first + third, last: bounds.last - third };
		case "late":
			return { first: bounds.last - third + 1, last: bounds.last };
		default:
			return bounds;
	}
}

const BEFORE_DATE =
	/^,?\s{1,3}(?:the\s)?(?:\d{1,2}(?:st|nd|rd|th)?\.?[\s-](?:of\s)?\p{Lu}\p{Ll}{2}|\p{Lu}\p{Ll}{2,8}\.?\s\d{1,2}\b|\d{1,4}[./-]\d)/u;

/** "Next Tuesday" is the Tuesday of next week; "Tuesday" alone the first one that comes. */
function weekday(match: RegExpExecArray, today: Day): Resolved | undefined {
	const [whole, which, name = "", later] = match;
	// In "Thursday, 8 October" the day of the month says it all.
	if (BEFORE_DATE.test(match.input.slice(match.index + whole.length, match.index + whole.length + 24)))
		return undefined;
	const short = name.length <= 4 && !/^(?:tues|thur)$/i.test(name);
	if (short && (!/^\p{Lu}/u.test(name) || /^(?:sun|sat|wed|mon)$/i.test(name))) return undefined;
	const monday = mondayOf(today);
	const index = weekdayIn(name);
	if (which?.toLowerCase() === "next" || later) return single(monday + 7 + index);
	const day = monday + index;
	return single(day > today ? day : day + 7);
}

function fromToday(match: RegExpExecArray, today: Day): Resolved | undefined {
	const [whole, low, high = "", unit = ""] = match;
	const days = (word: string) => shifted(today, countOf(word), unit.toLowerCase());
	const last = days(high);
	if (low) return { first: days(low), last };
	// Inside a stretch of time, what counts is when it ends.
	return /^(?:within|over|inside)|next|coming/i.test(whole) ? { first: today, last } : single(last);
}

function shifted(today: Day, count: number, unit: string): Day {
	if (unit.startsWith("month")) return addMonths(today, count);
	if (unit.startsWith("quarter")) return addMonths(today, 3 * count);
	if (unit.startsWith("year")) return addMonths(today, 12 * count);
	if (unit.startsWith("week")) return today + 7 * count;
	// Five working days are a week.
	if (/^(?:business|working)/.test(unit)) return today + count + 2 * Math.floor(count / 5);
	return today + count;
}

function countOf(word: string): number {
	const text = word.toLowerCase();
	if (/^\d/.test(text)) return Number(text);
	if (text === "a" || text === "an") return 1;
	if (text === "a couple of") return 2;
	if (text === "a few") return 3;
	return wordNumbers(text)[0]?.value ?? 1;
}

function feast(word: string, today: Day): Resolved {
	const { year } = civilOf(today);
	if (/year/i.test(word)) return single(dayFrom(year + 1, 1, 1));
	const day = dayFrom(year, 12, 25);
	return single(day >= today ? day : dayFrom(year + 1, 12, 25));
}
