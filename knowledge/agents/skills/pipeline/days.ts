import { type Day, dayFrom, dayOf, isDate, isoOf, weekdayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
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

/** The day that was named, unless it is over; else some working days after the words were written, and never in the past of `now`. */
export function dueDay(
	named: Day | null,
	{ from, within, now }: { readonly from: Instant; readonly within: number; readonly now: Instant },
): string {
	const today = dayOf(now);
	if (named !== null && named >= today) return isoOf(named);
	const planned = workingDayAfter(dayOf(from), within);
	return isoOf(planned >= today ? planned : workingDayAfter(today, 1));
}
