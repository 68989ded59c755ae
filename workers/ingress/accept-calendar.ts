import { expectDone } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { IncomingSignal } from "#durable-objects/signal-inbox/calls.ts";
import type { SignalReceipt } from "#knowledge/core/contract/signal.ts";
import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import { type DealId, signalIdOf, type TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { CALENDAR_EVENTS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { type CalendarEvent, eventsIn } from "./calendar/events.ts";
import { actorOf, identityOf, recordOfEvent } from "./calendar/record.ts";
import { textOfBytes } from "./decode.ts";
import type { Door } from "./door.ts";
import { gatewayOf } from "./gateway-of.ts";
import { cluesOf, type Home, handIn, homeOf, isOurs, keepRaw } from "./hand-in.ts";
import type { Person } from "./mail/headers.ts";
import type { MailPart } from "./mail/parts.ts";
import { misfitOf } from "./record.ts";

export type NewCalendar = {
	readonly bytes: Uint8Array;
	readonly deal: DealId | null;
	/** The caller's own name for the request, unique to its door. */
	readonly key: string | null;
};

/** One meeting, handed in by itself. The same meeting again is a duplicate, a changed one is another signal. */
export async function acceptCalendar(door: Door, call: Call, asked: NewCalendar): Promise<Outcome<SignalReceipt>> {
	const { tenant } = call.principal;
	const events = eventsIn(textOfBytes(asked.bytes));
	if ("type" in events) return refused("invalid", `line ${events.line}: ${events.reason}`);
	const [event, ...others] = events;
	if (!event || others.length > 0) return refused("invalid", "a calendar is handed in one meeting at a time");
	const home = await homeOf(door, tenant, []);
	const incoming = await incomingMeeting(door, tenant, {
		event,
		home: { ...home, isAddressedToUs: true },
		deal: asked.deal,
		mail: null,
	});
	const misfit = misfitOf(incoming.record);
	if (misfit !== null) return refused("invalid", misfit);
	const named = asked.key === null ? incoming : { ...incoming, request: sha256(`request:${asked.key}`) };
	const outcome = await handIn(door, { ...call, settingsVersion: home.settingsVersion }, named);
	const raw = { bytes: asked.bytes, type: "text/calendar" };
	if (outcome.type === "done") await keepRaw(door, { tenant, signal: incoming.signal }, raw);
	return outcome;
}

type WithMail = {
	readonly incoming: IncomingSignal;
	readonly date: number | null;
	readonly sender: Person | null;
};

/** The meetings in the calendar parts of a mail, each once. What cannot be read is an attachment like any other. */
export async function meetingsOf(
	door: Door,
	tenant: TenantId,
	{ parts, home, mail }: { parts: readonly MailPart[]; home: Home; mail: WithMail },
): Promise<readonly IncomingSignal[]> {
	const events = parts.flatMap(({ content, method }) => {
		const read = eventsIn(textOfBytes(content), method);
		return "type" in read ? [] : read;
	});
	const known = new Map(events.map((event) => [identityOf(event), event]));
	const meetings: IncomingSignal[] = [];
	for (const event of [...known.values()].slice(0, CALENDAR_EVENTS_MAX)) {
		const incoming = await incomingMeeting(door, tenant, { event, home, deal: mail.incoming.clues.deal, mail });
		if (misfitOf(incoming.record) === null) meetings.push(incoming);
	}
	return meetings;
}

type Meeting = {
	readonly event: CalendarEvent;
	readonly home: Home;
	readonly deal: DealId | null;
	readonly mail: WithMail | null;
};

const ABOUT_MAX = 10;

async function incomingMeeting(
	door: Door,
	tenant: TenantId,
	{ event, home, deal, mail }: Meeting,
): Promise<IncomingSignal> {
	const named = recordOfEvent(event, sentAt(event, mail));
	// Without an organizer it is whoever sent it.
	const record: SignalRecord = actorOf(event) ? named : { ...named, from: mail?.incoming.record.from ?? null };
	const sender = record.from?.address ?? null;
	const byUs = sender !== null && isOurs(home, sender);
	const others = [event.organizer, ...event.attendees].flatMap((each) => each?.address ?? []);
	const identified = expectDone(
		await gatewayOf(door.ctx, tenant).identify({
			addresses: [],
			sender,
			messageId: null,
			threads: [],
			// Whom we invite tells the deal, as who writes to us does.
			about: byUs ? [...new Set(others.filter((address) => !isOurs(home, address)))].slice(0, ABOUT_MAX) : [],
		}),
	);
	const opens = event.method === "request" && !event.isCancelled;
	return {
		signal: signalIdOf(sha256, tenant, "calendar", identityOf(event)),
		...(mail ? { cameWith: mail.incoming.signal } : {}),
		kind: "calendar",
		author: byUs ? "us" : "buyer",
		contact: byUs ? null : identified.contact,
		record,
		refusal: null,
		clues: cluesOf(
			{ ...identified, deal, threads: mail?.incoming.clues.threads ?? [] },
			{ isAddressedToUs: home.isAddressedToUs && opens, isAnswer: false },
		),
		home: home.home,
	};
}

const sentAt = ({ stamp }: CalendarEvent, mail: WithMail | null): number | null => stamp ?? mail?.date ?? null;
