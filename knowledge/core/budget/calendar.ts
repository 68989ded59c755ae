import { DAY_MS, type Instant } from "../vocabulary/time.ts";

/** A date of the Gregorian calendar, in UTC: a month begins everywhere at once. */
type Civil = { readonly year: number; readonly month: number; readonly day: number };

/** Days of 400 years, and of the era that begins on 1 March of year 0, up to 1970-01-01. */
const ERA_DAYS = 146_097;
const EPOCH_DAYS = 719_468;

/** Howard Hinnant, «chrono-compatible low-level date algorithms», civil_from_days. */
function civilOf(at: Instant): Civil {
	const days = Math.floor(at / DAY_MS) + EPOCH_DAYS;
	const era = Math.floor(days / ERA_DAYS);
	const ofEra = days - era * ERA_DAYS;
	const yearOfEra = Math.floor(
		(ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
	);
	const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const fromMarch = Math.floor((5 * ofYear + 2) / 153);
	const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
	return {
		year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
		month,
		day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
	};
}

/** The same way back: days_from_civil, of the first of a month. */
function firstOf(year: number, month: number): Instant {
	const marchYear = month <= 2 ? year - 1 : year;
	const era = Math.floor(marchYear / 400);
	const yearOfEra = marchYear - era * 400;
	const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
	const ofEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear;
	return (era * ERA_DAYS + ofEra - EPOCH_DAYS) * DAY_MS;
}

const two = (n: number): string => String(n).padStart(2, "0");

/** «2026-11». */
export function monthOf(at: Instant): string {
	const { year, month } = civilOf(at);
	return `${year}-${two(month)}`;
}

/** «2026-11-20». */
export const dayOf = (at: Instant): string => `${monthOf(at)}-${two(civilOf(at).day)}`;

export function beginOfMonth(at: Instant): Instant {
	const { year, month } = civilOf(at);
	return firstOf(year, month);
}

/** When the next one begins. */
export function endOfMonth(at: Instant): Instant {
	const { year, month } = civilOf(at);
	return month === 12 ? firstOf(year + 1, 1) : firstOf(year, month + 1);
}

/** Of so many days the average is made: a week has its weekend in it. */
const LOOK_BACK_DAYS = 7;

export type Projection = {
	/** What the month comes to, if it goes on like this. */
	readonly tokens: number;
	readonly perDay: number;
	/** The stretch that the average was made of, in milliseconds, and what was used in it. */
	readonly fromMs: number;
	readonly used: number;
};

/**
 * What was used so far, and the average of the last seven days for each day that is left; of the month's own days while it
 * is younger. Null in its first hour, which says nothing. `days` is by UTC day.
 */
export function projection(days: ReadonlyMap<string, number>, now: Instant): Projection | null {
	const month = monthOf(now);
	const soFar = sum(days, (day) => day.startsWith(month));
	// Whole days and what there is of today: the stretch begins at a midnight.
	const today = now - (now % DAY_MS);
	const since = Math.max(beginOfMonth(now), today - (LOOK_BACK_DAYS - 1) * DAY_MS);
	const fromMs = now - since;
	if (fromMs < DAY_MS / 24) return null;
	const used = sum(days, (day) => day >= dayOf(since) && day <= dayOf(now));
	const perDay = Math.ceil((used * DAY_MS) / fromMs);
	const left = endOfMonth(now) - now;
	return { tokens: soFar + Math.ceil((used * left) / fromMs), perDay, fromMs, used };
}

const sum = (days: ReadonlyMap<string, number>, isMeant: (day: string) => boolean): number =>
	[...days].reduce((total, [day, tokens]) => (isMeant(day) ? total + tokens : total), 0);
