const SECOND = 1_000;
const STEPS: readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, size: number][] = [
	[60 * SECOND, "second", SECOND],
	[3_600 * SECOND, "minute", 60 * SECOND],
	[86_400 * SECOND, "hour", 3_600 * SECOND],
	[7 * 86_400 * SECOND, "day", 86_400 * SECOND],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });

/** "4m ago"; a date once it is longer ago than a week, because nobody counts weeks. */
export function ago(iso: string, now: number): string {
	const at = Date.parse(iso);
	const apart = at - now;
	if (Math.abs(apart) < 10 * SECOND) return "just now";
	const step = STEPS.find(([limit]) => Math.abs(apart) < limit);
	return step ? relative.format(Math.trunc(apart / step[2]), step[1]) : day(iso);
}

const dayFormat = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const clockFormat = new Intl.DateTimeFormat(undefined, {
	hour: "2-digit",
	minute: "2-digit",
	second: "2-digit",
	hourCycle: "h23",
});
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
export const day = (iso: string): string => dayFormat.format(new Date(iso));
/** In the reader's zone, with the zone's name. */
export const fullTime = (iso: string): string => fullFormat.format(new Date(iso));
const momentFormat = new Intl.DateTimeFormat(undefined, {
	weekday: "short",
	day: "numeric",
	month: "short",
	year: "numeric",
	hour: "2-digit",
	minute: "2-digit",
	hourCycle: "h23",
	timeZoneName: "short",
});
/** A moment that a page is about, in the reader's zone. */
export const moment = (iso: string): string => momentFormat.format(new Date(iso));
export const clock = (iso: string): string => clockFormat.format(new Date(iso));

const counts = new Intl.NumberFormat("en");
export const count = (value: number): string => counts.format(value);
export const plural = (value: number, one: string, many = `${one}s`): string =>
	`${count(value)} ${value === 1 ? one : many}`;

export const duration = (ms: number): string =>
	ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
