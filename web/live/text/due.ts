const DAY_MS = 86_400_000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

export type Due = {
	/** Whole days from the reader's today; negative: it has passed. */
	readonly days: number;
	/** "in 3 days", "today", "2 days ago". */
	readonly relative: string;
	/** "Mon 20 Jul", with the year where it is another than the reader's. */
	readonly date: string;
};

/** A day has no zone: it is compared with the day that the reader's own calendar shows. `null` for what is no day. */
export function dueOf(value: string, now: number): Due | null {
	const match = ISO_DAY.exec(value.trim());
	if (!match) return null;
	const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
	const at = Date.UTC(year, month - 1, day);
	const today = new Date(now);
	const days = Math.round((at - Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())) / DAY_MS);
	if (Number.isNaN(days)) return null;
	const format = year === today.getFullYear() ? thisYear : otherYear;
	return { days, relative: far(days), date: format.format(at) };
}

/** Nobody counts a hundred days: what is that far off is told in months. */
const DAYS_COUNTED_MAX = 60;
const MONTH_DAYS = 30.44;
const far = (days: number): string =>
	Math.abs(days) <= DAYS_COUNTED_MAX
		? relative.format(days, "day")
		: relative.format(Math.round(days / MONTH_DAYS), "month");

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const thisYear = new Intl.DateTimeFormat(undefined, {
	weekday: "short",
	day: "numeric",
	month: "short",
	timeZone: "UTC",
});
const otherYear = new Intl.DateTimeFormat(undefined, {
	day: "numeric",
	month: "short",
	year: "numeric",
	timeZone: "UTC",
});

/** What a rep wants to hear of a step: overdue is a word, not only a colour. */
export function dueWords({ days, relative: when }: Due): string {
	if (days < 0) return days === -1 ? "1 day overdue" : `${-days} days overdue`;
	return `due ${when}`;
}

const SUM = /^([A-Z]{3}) (\d+)(?:\.(\d{2}))?$/;
const sums = new Intl.NumberFormat("en");

/** «EUR 42000.00» as people write it. What is not written so stands as it is. */
export function sumText(value: string): string {
	const match = SUM.exec(value.trim());
	if (!match) return value;
	const [, currency, whole, minor = "00"] = match;
	return `${currency} ${sums.format(Number(whole))}${minor === "00" ? "" : `.${minor}`}`;
}

/** What was typed as a sum, as the record keeps it: «eur 42,000» is «EUR 42000.00». A decimal comma is refused, not guessed at. */
export function sumOf(typed: string): string {
	const match = /^([A-Za-z]{3})\s*(\d{1,3}(?:[,' ]\d{2,3})*[,' ]\d{3}|\d+)(?:\.(\d{1,2}))?$/.exec(typed.trim());
	if (!match) return typed.trim();
	const [, currency = "", whole = "", minor = ""] = match;
	return `${currency.toUpperCase()} ${Number(whole.replace(/\D/g, ""))}.${minor.padEnd(2, "0")}`;
}
