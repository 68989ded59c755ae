import {
	civilOf,
	type Day,
	dayFrom,
	dayOf,
	isDate,
	isoOf,
	weekdayOf,
} from "#knowledge/core/reasoning/entities/calendar.ts";
import { type DateRelation, datesIn } from "#knowledge/core/reasoning/entities/dates.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";

const SATURDAY = 5;
const isWorkingDay = (day: Day): boolean => weekdayOf(day) < SATURDAY;

/** So many working days later; holidays are the rep's to know. */
export function workingDayAfter(day: Day, count: number): Day {
	let at = day;
	for (let left = count; left > 0; ) {
		at++;
		if (isWorkingDay(at)) left--;
	}
	return at;
}

/** The Friday before a weekend, the day itself otherwise. */
export const lastWorkingDay = (day: Day): Day => (isWorkingDay(day) ? day : day - (weekdayOf(day) - SATURDAY + 1));

/** The day of an ISO 8601 date; `null` where there is no such day. */
export function dayOfIso(text: string): Day | null {
	const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
	if (year === undefined || !isDate(Number(year), Number(month), Number(day))) return null;
	return dayFrom(Number(year), Number(month), Number(day));
}

/** [PI12] The day that was named, else some working days after the words were written: overdue is the truth. */
export const dueDay = (named: Day | null, { from, within }: { from: Instant; within: number }): string =>
	isoOf(named ?? workingDayAfter(dayOf(from), within));

const MONTHS = "January February March April May June July August September October November December".split(" ");
/** «22 September». */
export function dayInWords(day: Day): string {
	const civil = civilOf(day);
	return `${civil.day} ${MONTHS[civil.month - 1]}`;
}

export type NamedDay = { readonly day: Day; readonly relation: DateRelation; readonly start: number };

const DATES_MAX = 6;
/** «The 24th», without a month. */
const ORDINAL =
	/\b(?:on |by |before |until |from |after )?(?:the |(?:mon|tues|wednes|thurs|fri)day,? (?:the )?)?(\d{1,2})(?:st|nd|rd|th)\b(?!\s(?:of|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|floor|century|time|birthday|year|january))/gi;

/** The days that a text names, in order: of a span its last working day, and none that is over. */
export function daysIn(text: string, from: Instant): readonly NamedDay[] {
	const today = dayOf(from);
	const ordinals = [...text.matchAll(ORDINAL)].flatMap((match): (NamedDay & { end: number })[] => {
		const day = nextOrdinal(Number(match[1]), today);
		const relation = /^(?:by|before|until)/i.test(match[0]) ? "by" : /^(?:from|after)/i.test(match[0]) ? "from" : "at";
		return day === null ? [] : [{ day, relation, start: match.index, end: match.index + match[0].length }];
	});
	const dates = datesIn(text, from, DATES_MAX).flatMap(({ iso, relation, start, end }): NamedDay[] => {
		if (iso === null || relation === "past") return [];
		// «The first half of December» is no half-year.
		if (/\bhalf$/i.test(text.slice(start, end)) && /^ of [A-Z]/.test(text.slice(end))) return [];
		if (ordinals.some((each) => each.start < end && start < each.end)) return [];
		const day = dayOfIso(iso.slice(iso.indexOf("/") + 1));
		if (day === null || day < today) return [];
		return [{ day: iso.includes("/") ? Math.max(today, lastWorkingDay(day)) : day, relation, start }];
	});
	return [...dates, ...ordinals.map(({ day, relation, start }) => ({ day, relation, start }))].sort(
		(a, b) => a.start - b.start,
	);
}

function nextOrdinal(ordinal: number, today: Day): Day | null {
	const { year, month } = civilOf(today);
	for (const ahead of [0, 1, 2]) {
		const at = month - 1 + ahead;
		const [y, m] = [year + Math.floor(at / 12), (at % 12) + 1];
		if (isDate(y, m, ordinal) && dayFrom(y, m, ordinal) >= today) return dayFrom(y, m, ordinal);
	}
	return null;
}
