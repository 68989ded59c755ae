import { civilOf, weekdayOf } from "../entities/calendar.ts";
import { type Span, withoutOverlaps } from "../span.ts";
import { type Named, single } from "./days.ts";

/** A time of day in minutes since midnight, and whether it may as well be twelve hours later. */
export type Clock = Span & { readonly minutes: number; readonly isHalfDay: boolean };

const CLOCK =
	/(?<![\w.,:/]|[^\d\s]-)(?:(\d{1,2})[:.h](\d{2})(?!\d|[.,:]\d|\s?%)\s?(?:(am|pm|a\.m\.|p\.m\.)(?!\w)|(?:uhr|hrs?|h)\b)?|(\d{1,2})\s?(?:(am|pm|a\.m\.|p\.m\.)(?!\w)|(?:uhr|o['’]clock|h)\b)|(noon|midday|midnight)\b)/gi;
const CLOCK_WORDS =
	/\b(?:(half past|quarter past|quarter to) )?(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:(o['’]clock)|(in the (?:morning|afternoon|evening))|(am|pm|sharp)\b)/gi;
const PAST_WORDS =
	/\b(half past|quarter past|quarter to) (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:o['’]clock|in the|am|pm|sharp))/gi;
const HOURS = "one two three four five six seven eight nine ten eleven twelve".split(" ");

/** The times of day that a text names. «6.30» is one only where it says so, by its words or by those before it. */
export function clocksIn(text: string): readonly Clock[] {
	const digits = [...text.matchAll(CLOCK)].flatMap((match) => {
		const [whole, hour, minute, half, bare, bareHalf, word] = match;
		const at = { start: match.index, end: match.index + whole.length };
		if (word) return [{ ...at, minutes: /midnight/i.test(word) ? 0 : 720, isHalfDay: false }];
		const before = text.slice(Math.max(0, match.index - 14), match.index);
		if (
			hour !== undefined &&
			/^\d{1,2}\.\d{2}\s?$/.test(whole) &&
			(/^\s?(?:%|k\b|m\b|million|thousand|percent)/i.test(text.slice(match.index + whole.length)) ||
				!/\b(?:at|from|to|till|until|by|before|after|around|,) ?$/i.test(before))
		)
			return [];
		const h = Number(hour ?? bare);
		const m = Number(minute ?? 0);
		if (h > 24 || m > 59) return [];
		const pm = (half ?? bareHalf ?? "").toLowerCase();
		if (pm !== "" && h > 12) return [];
		const hours = pm.startsWith("p") ? (h % 12) + 12 : pm.startsWith("a") ? h % 12 : h;
		return [{ ...at, minutes: hours * 60 + m, isHalfDay: pm === "" && h <= 12 }];
	});
	const words = [...text.matchAll(CLOCK_WORDS), ...text.matchAll(PAST_WORDS)].map((match) => {
		const [whole, past = "", name = "", , of = "", pm = ""] = match;
		const h = HOURS.indexOf(name.toLowerCase()) + 1;
		const minutes = /half/i.test(past) ? 30 : /past/i.test(past) ? 15 : /to/i.test(past) ? -15 : 0;
		const isLate = /afternoon|evening/i.test(of) || /^pm/i.test(pm);
		return {
			start: match.index,
			end: match.index + whole.length,
			minutes: ((h % 12) + (isLate ? 12 : 0)) * 60 + minutes,
			isHalfDay: !isLate && of === "" && !/^am/i.test(pm),
		};
	});
	return withoutOverlaps([...digits, ...words]);
}

/** The times of a draft that no source names, or that a source names of another day. */
export function unsupportedClocks(
	draft: { readonly text: string; readonly clocks: readonly Clock[]; readonly days: readonly Named[] },
	source: { readonly text: string; readonly clocks: readonly Clock[]; readonly days: readonly Named[] },
): readonly Clock[] {
	return draft.clocks.filter((said) => {
		const same = source.clocks.filter((known) => isSameTime(said, known));
		// «At 10» of theirs is our «10 am», and so is «Friday 10».
		const isBare =
			same.length === 0 &&
			new RegExp(
				`\\b(?:\\w{2,6}day|tomorrow|mon|tue|wed|thu|fri)(?: the \\d{1,2}\\w{2})?,? (?:at )?${bareOf(said)}\\b(?![%.,:]\\d|\\s?%|\\s(?:[a-z]+ber|june|july|january|february|march|april|may|august)\\b)|(?:\\b(?:at|from|till|until|after|before|between|around)|\\b\\d{1,2} ?(?:to|or|and|-|–)|,) ?${bareOf(said)}\\b(?![%.,:]\\d|\\s?%|\\s(?!(?:am|pm|or|and|on|for|to|sharp|your|our|eastern|[ce]e?s?t)\\b)\\p{L})`,
				"iu",
			).test(source.text);
		if (same.length === 0) return !isBare;
		const day = dayBeside(draft.text, said, draft.days);
		if (day === null) return false;
		const theirs = same.map((each) => dayBeside(source.text, each, source.days));
		return theirs.length > 0 && theirs.every((each) => each !== null && !isSameDay(day, each));
	});
}

const isSameTime = (a: Clock, b: Clock): boolean =>
	a.minutes === b.minutes || ((a.isHalfDay || b.isHalfDay) && Math.abs(a.minutes - b.minutes) === 720);
const bareOf = ({ minutes }: Clock): string => {
	const h = Math.floor(minutes / 60);
	return minutes % 60 === 0 ? `(?:${h}|${h > 12 ? h - 12 : h + 12})` : "(?!)";
};

const BESIDE_CHARS = 30;
/** The day that a time is said of: the nearest one in the same clause. */
function dayBeside(text: string, clock: Clock, days: readonly Named[]): Named | null {
	const near = days.filter((day) => {
		const between = day.end <= clock.start ? text.slice(day.end, clock.start) : text.slice(clock.end, day.start);
		return between.length <= BESIDE_CHARS && !/[.;!?\n]|,\s(?:and|or|but)\b/.test(between);
	});
	const distance = (day: Named): number => Math.min(Math.abs(day.start - clock.end), Math.abs(clock.start - day.end));
	return near.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

const isSameDay = (a: Named, b: Named): boolean =>
	(a.weekday !== null && a.weekday === b.weekday) ||
	(a.dayOfMonth !== null &&
		(a.dayOfMonth === b.dayOfMonth || b.days.some((day) => civilOf(day.first).day === a.dayOfMonth))) ||
	(b.dayOfMonth !== null && a.days.some((day) => civilOf(day.first).day === b.dayOfMonth)) ||
	a.days.some((day) => b.days.some((other) => day.first <= other.last && other.first <= day.last)) ||
	a.days.some((day) => single(day) && weekdayOf(day.first) === b.weekday) ||
	b.days.some((day) => single(day) && weekdayOf(day.first) === a.weekday);
