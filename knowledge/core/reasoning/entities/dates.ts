import type { Instant } from "../../vocabulary/time.ts";
import { matchesIn } from "../matches.ts";
import { type Span, withoutOverlaps } from "../span.ts";
import { civilOf, type Day, dayFrom, dayOf, isoOf, mondayOf, weekdayOf } from "./calendar.ts";
import {
	comesRound,
	isAbsence,
	isDuration,
	isLeftBehind,
	isOfAMail,
	isStamp,
	isStretchOfWeek,
	tellsOfPast,
} from "./date-context.ts";
import { DATE_RULES } from "./date-rules.ts";
import { WORD_DATE_RULES } from "./date-words.ts";

/** How a date binds: a deadline ends something, a start begins it. */
export type DateRelation = "by" | "from" | "past" | "at";

export type FoundDate = Span & {
	/** The words as they stand, without their preposition. */
	readonly phrase: string;
	/** "2027-03-31", or "2027-01-01/2027-03-31"; `null` when no calendar says which day is meant. */
	readonly iso: string | null;
	readonly relation: DateRelation;
	/** The ISO date, or the phrase. */
	readonly text: string;
};

/** A bare digit, a month, a weekday or a word for a time: without one of them there is no date to look for. */
const MAY_HOLD_DATE =
	/\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|to(?:day|morrow|night)|week|month|quarter|half|year|day|christmas|xmas|holiday|tmrw|tmr|spring|summer|autumn|winter|fall|easter|whitsun|pentecost|ramadan|eid|diwali|thanksgiving|passover|carnival|harvest|vintage|lambing|sowing|season|fortnight|cw|kw|wk|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|asap|soon|immediately|right away|eo[wmqy])/i;

/** The dates and deadlines of a text, in order, relative to `now`; the first `max` of them. */
export function datesIn(text: string, now: Instant, max = Number.POSITIVE_INFINITY): readonly FoundDate[] {
	if (!MAY_HOLD_DATE.test(text)) return [];
	const today = dayOf(now);
	const named: (Span & { readonly resolved: Resolution })[] = [];
	for (const rule of RULES) {
		for (const match of matchesIn(text, rule.pattern)) {
			const resolved = rule.resolve(match, today);
			if (resolved === undefined) continue;
			named.push({ start: match.index, end: match.index + match[0].trimEnd().length, resolved });
		}
	}
	const found: FoundDate[] = [];
	for (const { resolved, ...at } of withoutOverlaps(named)) {
		if (found.length >= max) break;
		if (IS_NO_DATE.some((rule) => rule(text, at))) continue;
		const week = OF_THAT_WEEK.test(text.slice(at.end, at.end + 20)) ? weekNamedIn(found) : undefined;
		if (week === null) continue;
		const meant = week && resolved ? inWeek(week, resolved) : resolved;
		found.push(foundDate(text, at, meant, today));
	}
	return found;
}

const RULES = [...DATE_RULES, ...WORD_DATE_RULES];
const IS_NO_DATE = [isStamp, comesRound, isDuration, isStretchOfWeek, isAbsence];

/** "Until Wednesday 4 November, because the papers go out on the Friday of that week." */
const OF_THAT_WEEK = /^\s(?:of|in) (?:that|the same) week\b/i;
/** The day that names its month is the one a week is told by; without one nobody knows which week is meant. */
function weekNamedIn(found: readonly FoundDate[]): Day | null {
	const named = found.findLast((each) => NAMES_MONTH.test(each.phrase));
	const [year, month, day] = (named?.iso?.split("/", 1)[0] ?? "").split("-").map(Number);
	return year && month && day ? mondayOf(dayFrom(year, month, day)) : null;
}
const NAMES_MONTH = /^(?=.*\d).*(?:20\d\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/i;
const inWeek = (monday: Day, { first }: NonNullable<Resolution>): Resolution => {
	const day = monday + weekdayOf(first);
	return { first: day, last: day };
};

type Resolution = { readonly first: Day; readonly last: Day } | null;

function foundDate(text: string, at: Span, resolved: Resolution, today: Day): FoundDate {
	const phrase = text.slice(at.start, at.end);
	if (resolved === null)
		return { ...at, phrase, iso: null, relation: relationAt(text, at.start, at.end), text: phrase.toLowerCase() };
	const { first, last } = toldAgain(text, at, resolved, today);
	const iso = first === last ? isoOf(first) : `${isoOf(first)}/${isoOf(last)}`;
	const isOver =
		last < today ||
		isLeftBehind(text, at) ||
		(WEEKDAY_ALONE.test(phrase) && isOfAMail(text, at)) ||
		(first !== last && !/20\d\d/.test(phrase) && tellsOfPast(text, at));
	return { ...at, phrase, iso, relation: isOver ? "past" : relationAt(text, at.start, at.end), text: iso };
}

const WEEKDAY_ALONE = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i;

/** A day without a year lies ahead, but not in "the council approved it on 9 September": then it is the last one. */
function toldAgain(text: string, at: Span, resolved: NonNullable<Resolution>, today: Day): NonNullable<Resolution> {
	const { first, last } = resolved;
	// "He rang them on Monday" was the last one; "he asked me to call on Monday" is not told of the past.
	if (WEEKDAY_ALONE.test(text.slice(at.start, at.end)) && first > today && tellsOfPast(text, at))
		return { first: first - 7, last: first - 7 };
	if (first !== last || /20\d\d/.test(text.slice(at.start, at.end)) || !tellsOfPast(text, at)) return resolved;
	const { year, month, day } = civilOf(first);
	if (year <= civilOf(today).year) return resolved;
	const before = dayFrom(year - 1, month, day);
	return { first: before, last: before };
}

const BY =
	/\b(?:by|before|until|till|no later than|not later than|prior to|deadline(?: is| of|:)?|due(?: on)?|latest|bis(?: spätestens)?(?: zum)?|spätestens(?: am| zum)?|vor dem|avant le|d['’]ici (?:le|au)|jusqu['’]au|antes del?|hasta el)\s(?:the\s)?$/i;
const FROM = /\b(?:from|after|starting|as of|beginning|start(?:ing)? (?:on|in))\s(?:the\s)?$/i;
const PAST = /\b(?:since|last|back in|dated|ago in)\s(?:the\s)?$/i;

function relationAt(text: string, start: number, end: number): DateRelation {
	const before = text.slice(Math.max(0, start - 24), start);
	if (
		BY.test(before) ||
		/^within\b/i.test(text.slice(start, start + 7)) ||
		/^\s(?:at the latest|latest)\b/i.test(text.slice(end, end + 16))
	)
		return "by";
	if (PAST.test(before) || /^\sago\b/i.test(text.slice(end, end + 5))) return "past";
	return FROM.test(before) ? "from" : "at";
}

/** The last day that a found date allows, for a deadline: "2027-03-31" of "2027-01-01/2027-03-31". */
export const deadlineOf = (date: FoundDate): string =>
	date.iso !== null && date.relation === "by" && date.iso.includes("/")
		? date.iso.slice(date.iso.indexOf("/") + 1)
		: date.text;
