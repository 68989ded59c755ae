import type { Instant } from "../../vocabulary/time.ts";
import { firstMatches } from "../discovery/found.ts";
import {
	addMonths,
	civilOf,
	type Day,
	dayFrom,
	dayOf,
	daysInMonth,
	isDate,
	isoOf,
	mondayOf,
	weekdayOf,
} from "../entities/calendar.ts";
import { datesIn, type FoundDate } from "../entities/dates.ts";
import { wordNumbers } from "../entities/numbers.ts";
import { holds } from "../matches.ts";
import { type Span, withoutOverlaps } from "../span.ts";

/** A day that a sentence names: the last one on which something is in time. `binds`: the words say that it is a limit. */
export type NamedDay = Span & { readonly day: Day; readonly binds: boolean };

/** A sentence with more days than this is a table, or hostile. */
const DAYS_MAX = 8;
const FRIDAY = 4;
const SUNDAY = 6;

/** The days of a sentence that lie ahead of when it was written, in order: a week is due on its Friday, a month on its last day. */
export function daysNamedIn(sentence: string, sentAt: Instant): readonly NamedDay[] {
	const today = dayOf(sentAt);
	const dated = datesIn(sentence, sentAt, DAYS_MAX).flatMap((date): readonly NamedDay[] => {
		const day = date.relation === "past" || date.relation === "from" ? null : lastDayOf(date);
		return day === null || day < today
			? []
			: [{ start: date.start, end: date.end, day, binds: date.relation === "by" }];
	});
	const rest = (holds(sentence, MAY_NAME_DAY) ? LOOSE_RULES : []).flatMap(({ pattern, day, binds }) =>
		firstMatches(sentence, pattern, DAYS_MAX).flatMap((match): readonly NamedDay[] => {
			const found = day(match, today);
			const limits = binds || /^(?:by|before|until|til+)\b/i.test(match[0]);
			return found === null
				? []
				: [{ start: match.index, end: match.index + match[0].length, day: found, binds: limits }];
		}),
	);
	const kept = withoutOverlaps([...dated, ...rest]);
	// "By close of business Friday": the hour is of that day.
	const named = kept.filter((each) => !HOUR_ALONE.test(sentence.slice(each.start, each.end)));
	return named.length > 0 ? named : kept;
}

function lastDayOf({ iso, phrase, relation }: FoundDate): Day | null {
	const [first, last = first] = (iso ?? "").split("/").map(dayIn);
	if (first === undefined || last === undefined || first === null || last === null) return null;
	const isWeek = /\bweek\b/i.test(phrase) && !/\bweekend\b/i.test(phrase);
	if (isWeek && last - first === SUNDAY) return mondayOf(last) + FRIDAY;
	if (isWeek && first === last && weekdayOf(last) === SUNDAY && /\bend\b|\bclose\b|EOW/i.test(phrase))
		return last - (SUNDAY - FRIDAY);
	// "In February" sets no day, and "by February" does.
	return last - first > SUNDAY + 1 && relation !== "by" ? null : last;
}

function dayIn(iso: string): Day | null {
	const [year, month, day] = iso.split("-").map(Number);
	return year && month && day ? dayFrom(year, month, day) : null;
}

const COUNT = "\\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen";
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"];
/** How a day is named in passing, which elsewhere would be no date: in a chat, at the end of a promise. */
const LOOSE_RULES: readonly {
	readonly pattern: RegExp;
	readonly binds: boolean;
	day(match: RegExpExecArray, today: Day): Day | null;
}[] = [
	{
		// "Today", "this afternoon", "before the day is out", "by close of business".
		pattern:
			/\b(?:today|2day|(?:later )?(?:this (?:morning|afternoon|evening)|tonight)|(?:before|by) the day is (?:out|over)|(?:(?:by|before) )?(?:the )?(?:end of (?:the |my )?(?:day|business|play)|close of (?:business|play)|EOD|COB)|within (?:the|an) hour|in (?:an|half an) hour)\b/gi,
		binds: false,
		day: (_, today) => today,
	},
	{
		// "By 4", "at 15:30": an hour without a day is today's.
		pattern:
			/\b(?:by|before|til+|until)\s(?:noon|midday|lunch(?:time)?|(?:[1-9]|1\d|2[0-3])(?::[0-5]\d)?(?:\s?(?:[ap]m|o['’]clock|h(?:rs?)?))?)(?=\s?(?:[.,;!?)](?!\d)|$|\s(?:at the latest|latest|if|ok|then)\b))/gi,
		binds: true,
		day: (_, today) => today,
	},
	{
		pattern: new RegExp(`\\b(${COUNT})\\s(days?|weeks?|months?)\\s(?:from (?:today|now)|hence)\\b`, "gi"),
		binds: false,
		day: ([, count = "", unit = ""], today) => after(today, count, unit),
	},
	{
		pattern: new RegExp(`\\bin (${COUNT})\\s(days?|weeks?)['’]? time\\b`, "gi"),
		binds: false,
		day: ([, count = "", unit = ""], today) => after(today, count, unit),
	},
	{
		// "26.09.", as it is written where the day comes first.
		pattern: /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(?!\d)/g,
		binds: false,
		day: ([, day, month], today) => {
			const { year } = civilOf(today);
			for (const each of [year, year + 1])
				if (isDate(each, Number(month), Number(day)) && dayFrom(each, Number(month), Number(day)) >= today)
					return dayFrom(each, Number(month), Number(day));
			return null;
		},
	},
	{
		// "By the 30th", "on the 29th": this month's or the next one's.
		pattern:
			/(?:\b(?:by|on|before|until|till|til)\s(?:the\s)?|^(?:(?:ok|so|then|fine|the|yes),?\s){0,2})(\d{1,2})(?:st|nd|rd|th)\b(?!\s(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/gi,
		binds: false,
		day: ([, day], today) => dayOfMonth(Number(day), today),
	},
	{
		// "The week of the 28th": in time until its Friday.
		pattern:
			/\b(?:in |during )?(?:the )?week (?:of|commencing|starting|beginning)(?: \w{6,9})?,? the (\d{1,2})(?:st|nd|rd|th)\b(?!\s(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/gi,
		binds: false,
		day: ([, day], today) => {
			const named = dayOfMonth(Number(day), today);
			return named === null ? null : mondayOf(named) + FRIDAY;
		},
	},
	{
		// "I'll get back to you, end of the week": bare, at the end of what is said.
		pattern:
			/\b(?:(?:by|at|before) )?(?:the )?end of (?:the |this )?(next )?(week|month)(?=\s?(?:[.,;!?)]|$|\s(?:at the latest|latest|if|ok|please|pls)\b))/gi,
		binds: false,
		day: ([, next, unit], today) =>
			/week/i.test(unit ?? "") ? mondayOf(today) + FRIDAY + (next ? 7 : 0) : endOfMonth(addMonths(today, next ? 1 : 0)),
	},
	{
		// "Fri", "thu eve i tell u": what is both a weekday and a word needs something beside it.
		pattern:
			/\b(?:(?:by|on|til+|until|before|this)\s(mon|tues?|wed|thurs?|thu|fri)|(tues?|thurs?|thu|fri)|(mon|wed)(?=\s(?:am|pm|eve(?:ning)?|morning|noon|afternoon|night|latest)\b|[.,!]?$))\b(?!['’])/gi,
		binds: false,
		day: ([, bound, alone, timed], today) => nextWeekday(bound ?? alone ?? timed ?? "", today),
	},
];
/** Without one of these no loose rule can hold, and most sentences have none. */
const MAY_NAME_DAY =
	/\d|\b(?:today|tonight|this|day|end|close|EOD|COB|hour|an hour|noon|midday|lunch|days?|weeks?|months?|mon|tue|wed|thu|fri)/i;
const HOUR_ALONE =
	/^(?:(?:by|before)\s)?(?:the\s)?(?:end of (?:the |my )?(?:day|business|play)|close of|EOD|COB|noon|midday|lunch|(?:this )?(?:morning|afternoon|evening)|\d{1,2}(?:[:.]\d\d)?(?:\s?(?:[ap]m|o['’]clock|h(?:rs?)?))?$)|^(?:by|before|til+|until)\s(?:noon|midday|lunch|\d)/i;

function after(today: Day, count: string, unit: string): Day {
	const word = count.toLowerCase();
	const number = /^\d/.test(word) ? Number(word) : /^an?$/.test(word) ? 1 : (wordNumbers(word)[0]?.value ?? 1);
	if (/^month/i.test(unit)) return addMonths(today, number);
	return today + number * (/^week/i.test(unit) ? 7 : 1);
}

/** The next day of that number, this month or the next; `null` where neither has it. */
function dayOfMonth(number: number, today: Day): Day | null {
	for (const months of [0, 1]) {
		const { year, month } = civilOf(addMonths(today, months));
		if (isDate(year, month, number) && dayFrom(year, month, number) >= today) return dayFrom(year, month, number);
	}
	return null;
}

function endOfMonth(day: Day): Day {
	const { year, month } = civilOf(day);
	return dayFrom(year, month, daysInMonth(year, month));
}

function nextWeekday(name: string, today: Day): Day | null {
	const index = WEEKDAYS.indexOf(name.slice(0, 3).toLowerCase());
	if (index < 0) return null;
	const day = mondayOf(today) + index;
	return day > today ? day : day + 7;
}

/** Said of a thing ("the minutes of Monday", "the meeting on Tuesday", "from Monday") and not of when to act. */
const OF_A_THING =
	/\b(?:of|from|since|dated|after|about|for)\s(?:the\s)?$|\b(?:meeting|call|session|committee|board|demo|visit|workshop|appointment|council|invoice|order|mail|e-?mail|letter|holiday|fair|move|audit|inspection|vote)\s(?:is\s|are\s)?(?:on|at|in)\s(?:the\s)?$/i;
const LIMIT = /\b(?:by|before|until|till|ahead of|in time for|no later than|at the latest)\b[^.;]{0,60}$/i;
const REACH_CHARS = 80;

/** Where the act stands, and whether the act is a meeting: then the day of the meeting is its day. */
export type DueOf = Span & { readonly meets: boolean };

/** The day by which what `act` says is to be done, as an ISO day; `null` where the sentence names none for it. */
export function dueIn(sentence: string, act: DueOf, sentAt: Instant): string | null {
	const days = daysNamedIn(sentence, sentAt).filter((day) => act.meets || !isOfAThing(sentence, day));
	const behind = days.filter((day) => day.end > act.start);
	const [first] = behind;
	const chosen =
		// "Before Friday week's meeting, so by the 24th": said again, in full.
		behind.find((day) =>
			/,\s(?:so|that is|i\.e\.|meaning)\s(?:by |on |until |before )?$/i.test(sentence.slice(0, day.start)),
		) ??
		behind.find((day) => day.binds && day.start <= act.end) ??
		first ??
		days.findLast((day) => day.end <= act.start && isLeadIn(sentence, day, act));
	return chosen ? isoOf(chosen.day) : null;
}

function isOfAThing(sentence: string, day: NamedDay): boolean {
	const before = sentence.slice(Math.max(0, day.start - REACH_CHARS), day.start);
	return !day.binds && OF_A_THING.test(before) && !LIMIT.test(before);
}

/** "By Friday I will …", "On Monday I submit": what comes before bears on what follows within the same statement. */
const isLeadIn = (sentence: string, day: NamedDay, act: Span): boolean =>
	act.start - day.end <= REACH_CHARS &&
	!/[.;:?!]\s|\b(?:but|because|since|which|so)\b/i.test(sentence.slice(day.end, act.start));

/** "By Friday if you can.": a sentence that is nothing but the day for what was said before it. */
export function dayAlone(sentence: string, sentAt: Instant): string | null {
	if (sentence.length > DAY_ALONE_CHARS_MAX) return null;
	const [day, other] = daysNamedIn(sentence, sentAt);
	if (!day || other) return null;
	const rest = `${sentence.slice(0, day.start)} ${sentence.slice(day.end)}`;
	return DAY_ALONE.test(rest.replace(/[.,!?()–—-]+/g, " ").trim()) ? isoOf(day.day) : null;
}
const DAY_ALONE_CHARS_MAX = 60;
const DAY_ALONE =
	/^(?:(?:by|before|until|till|til|on|no later than|at the latest|latest|ideally|preferably|please|pls|if (?:you can|possible|at all possible)|say|the|ok(?:ay)?|yes|yeah|yep|sure|let['’]?s say|at|around|about|am|pm|eve|evening|morning|noon|afternoon|night|would (?:do|be (?:fine|great|good))|is fine|works|will do|then|it is|it is then|end of|eod|cob|\d{1,2}(?:[:.]\d\d)?|o['’]clock|\P{ASCII}{1,6}\s?\/?|\/)(?:\s+|$))*$/iu;
