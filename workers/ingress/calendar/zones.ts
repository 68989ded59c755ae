import { DAY_MS, MINUTE_MS, SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import { allOf, type Component, firstOf } from "./content-lines.ts";

/** What a clock on the wall shows, as if it stood in UTC. */
export type WallMs = number;

/** `20261006T150000`, `20261006T130000Z` or `20261006`; `null` for a day or hour that there is not. */
export function wallOf(
	value: string,
): { readonly wall: WallMs; readonly isUtc: boolean; readonly isDate: boolean } | null {
	const read = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/i.exec(value.trim());
	if (!read) return null;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = read
		.slice(1, 7)
		.map((each) => Number(each ?? 0));
	const wall = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59));
	const back = new Date(wall);
	const stands =
		year >= 1600 &&
		back.getUTCMonth() === month - 1 &&
		back.getUTCDate() === day &&
		hour < 24 &&
		minute < 60 &&
		second <= 60;
	return stands ? { wall, isUtc: read[7] !== undefined, isDate: read[4] === undefined } : null;
}

/**
 * When that is. A zone that the world knows by its name is looked up there, any other in the calendar's own definition;
 * `null` where neither knows it.
 */
export function instantIn(zone: string, wall: WallMs, definitions: readonly Component[]): number | null {
	const known = ianaName(zone);
	if (known !== null) return instantByName(known, wall);
	const offset = offsetByDefinition(
		definitions.find((each) => firstOf(each, "TZID")?.value.trim() === zone),
		wall,
	);
	if (offset !== null) return wall - offset;
	const windows = WINDOWS.get(zone);
	return windows ? instantByName(windows, wall) : null;
}

/** Some programs put a path of their own before the name. */
function ianaName(zone: string): string | null {
	const parts = zone.split("/").filter((part) => part !== "");
	for (const take of [3, 2, 1]) {
		const name = parts.slice(-take).join("/");
		if (parts.length >= take && isZone(name)) return name;
	}
	return null;
}

function isZone(name: string): boolean {
	try {
		return /^[A-Za-z][A-Za-z0-9_+/-]{1,60}$/.test(name) && clockOf(name) !== null;
	} catch {
		return false;
	}
}

const clockOf = (timeZone: string): Intl.DateTimeFormat =>
	new Intl.DateTimeFormat("en-US", {
		timeZone,
		hourCycle: "h23",
		year: "numeric",
		month: "numeric",
		day: "numeric",
		hour: "numeric",
		minute: "numeric",
		second: "numeric",
	});

/** The offset is that of the moment sought, so it is looked up twice: first at a guess, then at what came of it. */
function instantByName(name: string, wall: WallMs): number {
	const clock = clockOf(name);
	const first = wall - offsetAt(clock, wall);
	return wall - offsetAt(clock, first);
}

function offsetAt(clock: Intl.DateTimeFormat, at: number): number {
	const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
	const get = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
	const shown = Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
	return shown - Math.floor(at / SECOND_MS) * SECOND_MS;
}

/** The latest change of the clock before that moment says how far it is off. */
function offsetByDefinition(definition: Component | undefined, wall: WallMs): number | null {
	let latest: { at: WallMs; offset: number } | null = null;
	let earliest: { at: WallMs; offset: number } | null = null;
	for (const each of definition?.components.slice(0, OBSERVANCES_MAX) ?? []) {
		const from = wallOf(firstOf(each, "DTSTART")?.value ?? "")?.wall;
		const [before, after] = ["TZOFFSETFROM", "TZOFFSETTO"].map((name) => offsetOf(firstOf(each, name)?.value ?? ""));
		if (from === undefined || after === null || after === undefined) continue;
		if (before !== null && before !== undefined && (earliest === null || from < earliest.at))
			earliest = { at: from, offset: before };
		const onset = onsetBefore(each, from, wall);
		if (onset !== null && (latest === null || onset > latest.at)) latest = { at: onset, offset: after };
	}
	return latest?.offset ?? earliest?.offset ?? null;
}

const OBSERVANCES_MAX = 50;
const DATES_MAX = 200;

function onsetBefore(observance: Component, from: WallMs, wall: WallMs): WallMs | null {
	const dates = allOf(observance, "RDATE").flatMap((each) => each.value.split(","));
	const rule = ruleOf(firstOf(observance, "RRULE")?.value ?? "");
	const year = new Date(wall).getUTCFullYear();
	const onsets = [
		from,
		...dates.slice(0, DATES_MAX).flatMap((date) => wallOf(date)?.wall ?? []),
		...(rule ? [year - 1, year].flatMap((each) => onsetIn(rule, each, from) ?? []) : []),
	].filter((onset) => onset >= from && onset <= wall);
	return onsets.length > 0 ? Math.max(...onsets) : null;
}

type Rule = {
	month: number;
	weekday: number | null;
	nth: number | null;
	days: readonly number[];
	until: number | null;
};
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

function ruleOf(value: string): Rule | null {
	const parts = new Map(value.split(";").map((part) => part.split("=", 2) as [string, string]));
	const month = Number(parts.get("BYMONTH"));
	if (parts.get("FREQ") !== "YEARLY" || !(month >= 1 && month <= 12)) return null;
	const day = /^([+-]?\d)?(SU|MO|TU|WE|TH|FR|SA)$/.exec(parts.get("BYDAY") ?? "");
	return {
		month: month - 1,
		weekday: day ? WEEKDAYS.indexOf(day[2] ?? "") : null,
		nth: day?.[1] ? Number(day[1]) : null,
		days: (parts.get("BYMONTHDAY") ?? "")
			.split(",")
			.map(Number)
			.filter((each) => each >= 1 && each <= 31),
		until: wallOf(parts.get("UNTIL") ?? "")?.wall ?? null,
	};
}

function onsetIn({ month, weekday, nth, days, until }: Rule, year: number, from: WallMs): WallMs | null {
	const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	const all = Array.from({ length }, (_, i) => i + 1).filter(
		(day) =>
			(weekday === null || new Date(Date.UTC(year, month, day)).getUTCDay() === weekday) &&
			(days.length === 0 || days.includes(day)),
	);
	const day = all.at(nth === null ? 0 : nth > 0 ? nth - 1 : nth);
	if (day === undefined) return null;
	const onset = Date.UTC(year, month, day) + (from % DAY_MS);
	return until === null || onset <= until + DAY_MS ? onset : null;
}

function offsetOf(value: string): number | null {
	const read = /^([+-])(\d{2})(\d{2})(?:\d{2})?$/.exec(value.trim());
	return read ? (read[1] === "-" ? -1 : 1) * (Number(read[2]) * 60 + Number(read[3])) * MINUTE_MS : null;
}

/** What Windows calls the zones of our regions, for calendars that do not define them. */
const WINDOWS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		UTC: "UTC",
		"GMT Standard Time": "Europe/London",
		"W. Europe Standard Time": "Europe/Berlin",
		"Romance Standard Time": "Europe/Paris",
		"Central Europe Standard Time": "Europe/Budapest",
		"Central European Standard Time": "Europe/Warsaw",
		"E. Europe Standard Time": "Europe/Chisinau",
		"FLE Standard Time": "Europe/Helsinki",
		"GTB Standard Time": "Europe/Bucharest",
		"Turkey Standard Time": "Europe/Istanbul",
		"Russian Standard Time": "Europe/Moscow",
		"Israel Standard Time": "Asia/Jerusalem",
		"Egypt Standard Time": "Africa/Cairo",
		"South Africa Standard Time": "Africa/Johannesburg",
		"E. Africa Standard Time": "Africa/Nairobi",
		"W. Central Africa Standard Time": "Africa/Lagos",
		"Arab Standard Time": "Asia/Riyadh",
		"Arabian Standard Time": "Asia/Dubai",
		"Pakistan Standard Time": "Asia/Karachi",
		"India Standard Time": "Asia/Kolkata",
		"SE Asia Standard Time": "Asia/Bangkok",
		"Singapore Standard Time": "Asia/Singapore",
		"China Standard Time": "Asia/Shanghai",
		"Tokyo Standard Time": "Asia/Tokyo",
		"Korea Standard Time": "Asia/Seoul",
		"AUS Eastern Standard Time": "Australia/Sydney",
		"New Zealand Standard Time": "Pacific/Auckland",
		"Eastern Standard Time": "America/New_York",
		"Central Standard Time": "America/Chicago",
		"Mountain Standard Time": "America/Denver",
		"Pacific Standard Time": "America/Los_Angeles",
		"SA Pacific Standard Time": "America/Bogota",
		"E. South America Standard Time": "America/Sao_Paulo",
		"Argentina Standard Time": "America/Argentina/Buenos_Aires",
	}),
);
