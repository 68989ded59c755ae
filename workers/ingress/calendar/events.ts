import type { CalendarEntry } from "#knowledge/core/deal/signal-record.ts";
import { MailAddressText } from "#knowledge/core/vocabulary/address.ts";
import { CALENDAR_EVENTS_MAX, CALENDAR_TEXT_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import { htmlToText } from "#workers/ingress/mail/html-text.ts";
import { cleanText, cut, oneLine } from "#workers/ingress/mail/text.ts";
import { IMPLAUSIBLE, isPlausible } from "#workers/ingress/plausible.ts";
import {
	allOf,
	type Component,
	calendarIn,
	firstOf,
	type Property,
	type RefusedCalendar,
	unescaped,
} from "./content-lines.ts";
import { instantIn, type WallMs, wallOf } from "./zones.ts";

export type Guest = { readonly name: string; readonly address: string; readonly answer: string | null };

/** `zone`: as the calendar names it; `null` for UTC and for whole days. */
export type Moment = {
	readonly wall: WallMs;
	readonly zone: string | null;
	readonly at: number | null;
	readonly isDate: boolean;
};

/** One meeting as one message has it. */
export type CalendarEvent = {
	readonly uid: string;
	readonly sequence: number;
	readonly method: CalendarEntry["method"];
	readonly recurrence: string | null;
	readonly summary: string | null;
	readonly description: string;
	readonly location: string | null;
	readonly starts: Moment | null;
	readonly ends: Moment | null;
	readonly isCancelled: boolean;
	readonly repeats: string | null;
	readonly organizer: Guest | null;
	readonly attendees: readonly Guest[];
	/** When the message was made. */
	readonly stamp: number | null;
};

const TEXT_CHARS_MAX = 500;
const ATTENDEES_MAX = 100;
const SEQUENCE_MAX = 1_000_000;

/**
 * The meetings of a calendar message, as many as we take. `method`: as the mail says it, should the calendar not. `now`:
 * when it came; without it no date is too far away.
 */
export function eventsIn(
	file: string,
	method: string | null = null,
	{ now = null }: { readonly now?: number | null } = {},
): readonly CalendarEvent[] | RefusedCalendar {
	const calendar = calendarIn(file);
	if ("type" in calendar) return calendar;
	const said = methodOf(firstOf(calendar, "METHOD")?.value ?? method ?? "");
	const zones = calendar.components.filter((each) => each.name === "VTIMEZONE").slice(0, ZONES_MAX);
	const events = calendar.components.filter((each) => each.name === "VEVENT").slice(0, CALENDAR_EVENTS_MAX);
	if (events.length === 0) return { type: "refused", line: calendar.line, reason: "there is no meeting in it" };
	const home = firstOf(calendar, "X-WR-TIMEZONE")?.value.trim() ?? null;
	const read = events.map((event) => ({ event, read: eventOf(event, { method: said, zones, home }) }));
	for (const { event, read: meeting } of read) {
		const reason = wrongDateOf(event, meeting, now);
		if (reason !== null) return { type: "refused", line: event.line, reason };
	}
	return read.map((each) => each.read);
}

/** Which property names no moment that a meeting could be at; `null` where all are well. What nobody wrote is not wrong. */
function wrongDateOf(event: Component, { starts, ends }: CalendarEvent, now: number | null): string | null {
	const isThere = (name: string): boolean => (firstOf(event, name)?.value.trim() ?? "") !== "";
	const ending = isThere("DTEND") ? "DTEND" : "DURATION";
	const dates = [
		["DTSTART", starts],
		[ending, ends],
	] as const;
	for (const [name, moment] of dates) {
		// A length without a beginning says nothing, and is let be.
		if (!moment && isThere(name) && (name !== "DURATION" || starts)) return `${name}: there is no such date or length`;
		if (moment && now !== null && !isPlausible(moment.wall, now)) return `${name}: ${IMPLAUSIBLE}`;
	}
	return starts && ends && isBefore(ends, starts) ? `${ending}: the meeting ends before it starts` : null;
}

/** Clocks of two zones cannot be compared where one of them is unknown. */
const isBefore = (a: Moment, b: Moment): boolean =>
	a.at !== null && b.at !== null ? a.at < b.at : a.zone === b.zone && a.isDate === b.isDate && a.wall < b.wall;

const ZONES_MAX = 50;

/** A counter-proposal asks for the meeting at another time; what is refused or asked for again only tells of it. */
function methodOf(value: string): CalendarEvent["method"] {
	const method = value.trim().toLowerCase();
	if (method === "request" || method === "cancel" || method === "reply") return method;
	return method === "counter" || method === "add" ? "request" : "publish";
}

type Around = {
	readonly method: CalendarEvent["method"];
	readonly zones: readonly Component[];
	readonly home: string | null;
};

function eventOf(event: Component, around: Around): CalendarEvent {
	const sequence = Number(firstOf(event, "SEQUENCE")?.value);
	const starts = momentOf(firstOf(event, "DTSTART"), around);
	return {
		uid: oneLine(firstOf(event, "UID")?.value ?? "", TEXT_CHARS_MAX),
		sequence: Number.isInteger(sequence) && sequence >= 0 ? Math.min(sequence, SEQUENCE_MAX) : 0,
		method: around.method,
		recurrence: firstOf(event, "RECURRENCE-ID")?.value.trim().slice(0, 40) ?? null,
		summary: lineOf(firstOf(event, "SUMMARY")),
		description: descriptionOf(event),
		location: lineOf(firstOf(event, "LOCATION")),
		starts,
		ends: momentOf(firstOf(event, "DTEND"), around) ?? afterDuration(starts, firstOf(event, "DURATION")?.value ?? ""),
		isCancelled: around.method === "cancel" || firstOf(event, "STATUS")?.value.trim().toUpperCase() === "CANCELLED",
		repeats: /(?:^|;)FREQ=([A-Z]{5,8})(?:;|$)/i.exec(firstOf(event, "RRULE")?.value ?? "")?.[1]?.toLowerCase() ?? null,
		organizer: guestOf(firstOf(event, "ORGANIZER")),
		attendees: allOf(event, "ATTENDEE")
			.slice(0, ATTENDEES_MAX)
			.flatMap((each) => guestOf(each) ?? []),
		stamp: momentOf(firstOf(event, "DTSTAMP"), around)?.at ?? null,
	};
}

const lineOf = (property: Property | null): string | null =>
	(property && oneLine(unescaped(property.value), TEXT_CHARS_MAX)) || null;

/** What programs write there may be HTML, whatever the standard says. */
function descriptionOf(event: Component): string {
	const plain = unescaped((firstOf(event, "DESCRIPTION") ?? firstOf(event, "COMMENT"))?.value ?? "");
	const html = firstOf(event, "X-ALT-DESC")?.value ?? "";
	const text = plain.trim() !== "" || html === "" ? plain : unescaped(html);
	const isHtml = /<\/?(?:p|br|div|span|a|b|i|u|ul|ol|li|html|body|table)(?:\s[^<>]*)?\/?>/i.test(text);
	const read = isHtml ? htmlToText(text, CALENDAR_TEXT_CHARS_MAX).text : text;
	return cut(cleanText(read).trim(), CALENDAR_TEXT_CHARS_MAX).text.trimEnd();
}

function guestOf(property: Property | null): Guest | null {
	const address = MailAddressText.safeParse(/^\s*mailto:([^?\s]+)\s*$/i.exec(property?.value ?? "")?.[1]);
	if (!property || !address.success) return null;
	const name = oneLine(property.params.get("CN") ?? "", 120).replace(/^'(.*)'$/, "$1");
	const answer = property.params.get("PARTSTAT")?.toLowerCase() ?? null;
	return { name: name.toLowerCase() === address.data.toLowerCase() ? "" : name, address: address.data, answer };
}

function momentOf(property: Property | null, { zones, home }: Around): Moment | null {
	const read = property ? wallOf(property.value) : null;
	if (!read) return null;
	const { wall, isUtc, isDate } = read;
	if (isUtc || isDate) return { wall, zone: null, at: wall >= 0 ? wall : null, isDate };
	const zone = property?.params.get("TZID")?.trim() || home;
	// A time of wherever one is: no moment that we could name.
	if (!zone) return { wall, zone: "local time", at: null, isDate };
	const at = instantIn(zone, wall, zones);
	return { wall, zone: oneLine(zone, 80), at: at !== null && at >= 0 ? at : null, isDate };
}

function afterDuration(starts: Moment | null, value: string): Moment | null {
	const read = /^\+?P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/.exec(
		value.trim(),
	);
	if (!starts || !read) return null;
	const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = read.slice(1).map((each) => Number(each ?? 0));
	const length = (weeks * 7 + days) * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS;
	return { ...starts, wall: starts.wall + length, at: starts.at === null ? null : starts.at + length };
}
