import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { Span } from "#knowledge/core/reasoning/span.ts";
import { visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import type { CalendarEvent, Guest, Moment } from "./events.ts";

/** Whose doing the message is: of an answer whoever answers, of anything else whoever invites. */
export const actorOf = (event: CalendarEvent): Guest | null =>
	event.method === "reply" ? (event.attendees[0] ?? null) : event.organizer;

/**
 * The same meeting, in the same version, with the same words is the same signal, by whichever way it came twice. With
 * other words it is not: an id is the sender's to choose, and must not be able to make an invitation disappear.
 */
export function identityOf(event: CalendarEvent): string {
	const { uid, sequence, method, recurrence, summary, description, location, starts, ends, isCancelled } = event;
	const answer = method === "reply" ? event.attendees.map((each) => [each.address.toLowerCase(), each.answer]) : [];
	const when = [starts, ends].map((moment) => moment && [moment.wall, moment.zone]);
	return canonicalJson([
		[uid, sequence, method, recurrence],
		[event.organizer?.address.toLowerCase() ?? null, answer],
		[summary, description, location, isCancelled, event.repeats],
		when,
	]);
}

/** What a deal is given of a meeting. */
export function recordOfEvent(event: CalendarEvent, sent: number | null): SignalRecord {
	const { uid, sequence, method, summary, starts, ends, location, organizer, attendees } = event;
	const { text, visible } = textOf(event);
	const actor = actorOf(event);
	return {
		subject: summary,
		text,
		visible: [...visible],
		from: actor && { address: actor.address, name: actor.name },
		mail: null,
		truncated: false,
		...(sent !== null ? { sentAt: sent } : {}),
		calendar: {
			uid,
			sequence,
			method,
			summary,
			startsAt: starts?.at ?? null,
			endsAt: ends?.at ?? null,
			location,
			organizer: organizer?.address ?? null,
			attendees: attendees.map((each) => each.address),
		},
	};
}

/** Guests who are named; of a larger meeting the rest is counted. */
const GUESTS_SHOWN_MAX = 10;

function textOf(event: CalendarEvent): { text: string; visible: readonly Span[] } {
	const { location, organizer, attendees, description } = event;
	const when = whenOf(event);
	const said = [
		headOf(event),
		...(when ? [`When: ${when}`] : []),
		...(event.repeats ? [`Repeats: ${event.repeats}`] : []),
		...(location ? [`Where: ${location}`] : []),
	].join("\n");
	const more = attendees.length - GUESTS_SHOWN_MAX;
	const guests = attendees.slice(0, GUESTS_SHOWN_MAX).map(nameOf).join(", ");
	const people = [
		...(organizer ? [`Organiser: ${nameOf(organizer)}`] : []),
		...(guests === "" ? [] : [`Guests: ${guests}${more > 0 ? ` and ${more} more` : ""}`]),
	];
	const head = [said, ...people].join("\n");
	if (description === "") return { text: head, visible: [{ start: 0, end: said.length }] };
	const below = head.length + 2;
	const own = visibleSpans(description).map(({ start, end }) => ({ start: start + below, end: end + below }));
	return { text: `${head}\n\n${description}`, visible: [{ start: 0, end: said.length }, ...own.slice(0, 1_999)] };
}

const nameOf = ({ name, address }: Guest): string => (name === "" ? address : `${name} <${address}>`);

const ANSWERS: ReadonlyMap<string, string> = new Map([
	["accepted", "accepted"],
	["declined", "declined"],
	["tentative", "accepted tentatively"],
	["delegated", "delegated"],
]);

function headOf(event: CalendarEvent): string {
	const summary = event.summary ?? "(no title)";
	const actor = actorOf(event);
	if (event.method === "reply" && actor)
		return `${actor.name || actor.address} ${ANSWERS.get(actor.answer ?? "") ?? "answered"}: ${summary}`;
	if (event.isCancelled) return `Cancelled: ${summary}`;
	if (event.method === "request") return `${event.sequence > 0 ? "Updated invitation" : "Invitation"}: ${summary}`;
	return `Meeting: ${summary}`;
}

/** «2026-10-06 15:00 to 16:00 (Europe/Oslo), 13:00 to 14:00 UTC». */
function whenOf({ starts, ends }: CalendarEvent): string | null {
	if (!starts) return null;
	if (starts.isDate) {
		// The end of a whole day is the day after it.
		const last = ends ? ends.wall - DAY_MS : starts.wall;
		return last > starts.wall ? `${dayOf(starts.wall)} to ${dayOf(last)}, all day` : `${dayOf(starts.wall)}, all day`;
	}
	const shown = rangeOf(starts.wall, ends?.wall ?? null);
	if (starts.zone === null) return `${shown} UTC`;
	const isSameZone = !ends || ends.zone === starts.zone;
	const local = isSameZone ? shown : rangeOf(starts.wall, null);
	return starts.at === null
		? `${local} (${starts.zone})`
		: `${local} (${starts.zone}), ${rangeOf(starts.at, atOf(ends))} UTC`;
}

const atOf = (moment: Moment | null): number | null => moment?.at ?? null;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const minuteOf = (at: number): string => new Date(at).toISOString().slice(11, 16);

function rangeOf(from: number, to: number | null): string {
	const start = `${dayOf(from)} ${minuteOf(from)}`;
	if (to === null || to <= from) return start;
	return `${start} to ${dayOf(to) === dayOf(from) ? "" : `${dayOf(to)} `}${minuteOf(to)}`;
}
