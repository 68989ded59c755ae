import { DAY_MS, type Instant } from "../../vocabulary/time.ts";

/** Days are counted from 1970-01-01, in UTC, and turned into dates by integer arithmetic: the domain has no clock. */
export type Day = number;
export type Civil = { readonly year: number; readonly month: number; readonly day: number };

export const dayOf = (now: Instant): Day => Math.floor(now / DAY_MS);

/** The day number of a date of the Gregorian calendar (H. Hinnant's algorithm). */
export function dayFrom(year: number, month: number, day: number): Day {
	const y = month <= 2 ? year - 1 : year;
	const era = Math.floor(y / 400);
	const ofEra = y - era * 400;
	const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

export function civilOf(day: Day): Civil {
	const z = day + 719_468;
	const era = Math.floor(z / 146_097);
	const ofEra = z - era * 146_097;
	const year = Math.floor(
		(ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
	);
	const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
	const shifted = Math.floor((5 * ofYear + 2) / 153);
	const month = shifted + (shifted < 10 ? 3 : -9);
	return {
		year: year + era * 400 + (month <= 2 ? 1 : 0),
		month,
		day: ofYear - Math.floor((153 * shifted + 2) / 5) + 1,
	};
}

/** Monday is 0. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;
export const mondayOf = (day: Day): Day => day - weekdayOf(day);

export const daysInMonth = (year: number, month: number): number =>
	month === 12 ? 31 : dayFrom(year, month + 1, 1) - dayFrom(year, month, 1);

export const isDate = (year: number, month: number, day: number): boolean =>
	month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/** The same day some months on, or the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
	const at = civilOf(day);
	const index = at.year * 12 + at.month - 1 + months;
	const year = Math.floor(index / 12);
	const month = (index % 12) + 1;
	return dayFrom(year, month, Math.min(at.day, daysInMonth(year, month)));
}

export function isoOf(day: Day): string {
	const { year, month, day: ofMonth } = civilOf(day);
	return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(ofMonth).padStart(2, "0")}`;
}
