import { expectDone } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { IncomingSignal } from "#durable-objects/signal-inbox/calls.ts";
import type { SignalReceipt } from "#knowledge/core/contract/signal.ts";
import { type ContactId, type DealId, signalIdOf, type TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
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
import { isPlausible } from "./plausible.ts";
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
	const events = eventsIn(textOfBytes(asked.bytes), null, { now: Date.now() });
	if ("type" in events) return refused("invalid", `line ${events.line}: ${events.reason}`);
	const [event, ...others] = events;
	if (!event || others.length > 0) return refused("invalid", "a calendar is handed in one meeting at a time");
	const home = await homeOf(door, tenant, []);
	const incoming = await meetingAlone(door, tenant, { event, home, deal: asked.deal });
	const misfit = misfitOf(incoming.record);
	if (misfit !== null) return refused("invalid", misfit);
	const named = asked.key === null ? incoming : { ...incoming, request: sha256(`request:${asked.key}`) };
	const outcome = await handIn(door, { call, home }, named);
	const raw = { bytes: asked.bytes, type: "text/calendar" };
	if (outcome.type === "done") await keepRaw(door, { tenant, signal: incoming.signal }, raw);
	return outcome;
}

type Alone = { readonly event: CalendarEvent; readonly home: Home; readonly deal: DealId | null };

/** Of whoever invites or answers: somebody of the account vouches for it by handing it in. */
async function meetingAlone(door: Door, tenant: TenantId, { event, home, deal }: Alone): Promise<IncomingSignal> {
	const record = recordOfEvent(event, sentAt(event, null));
	const sender = record.from?.address ?? null;
	const byUs = sender !== null && isOurs(home, sender);
	const about = byUs ? guestsOf(event, home) : [];
	const identified = expectDone(
		await gatewayOf(door.ctx, tenant).identify({ addresses: [], sender, messageId: null, threads: [], about }),
	);
	return {
		signal: signalIdOf(sha256, tenant, "calendar", identityOf(event)),
		kind: "calendar",
		author: byUs ? "us" : "buyer",
		contact: byUs ? null : identified.contact,
		record,
		refusal: null,
		clues: cluesOf({ ...identified, deal }, { isAddressedToUs: isInvitation(event), isAnswer: false }),
		home: home.home,
	};
}

type WithMail = {
	readonly incoming: IncomingSignal;
	readonly date: number | null;
	readonly sender: Person | null;
	readonly now: number;
};

/** The meetings in the calendar parts of a mail, each once. What cannot be read is an attachment like any other. */
export async function meetingsOf(
	door: Door,
	tenant: TenantId,
	{ parts, home, mail }: { parts: readonly MailPart[]; home: Home; mail: WithMail },
): Promise<readonly IncomingSignal[]> {
	const events = parts.flatMap(({ content, method }) => {
		const read = eventsIn(textOfBytes(content), method, { now: mail.now });
		return "type" in read ? [] : read;
	});
	const known = new Map(events.map((event) => [identityOf(event), event]));
	const meetings: IncomingSignal[] = [];
	for (const event of [...known.values()].slice(0, CALENDAR_EVENTS_MAX)) {
		const incoming = await meetingWith(door, tenant, { event, home, mail });
		if (misfitOf(incoming.record) === null) meetings.push(incoming);
	}
	return meetings;
}

type InMail = { readonly event: CalendarEvent; readonly home: Home; readonly mail: WithMail };

/**
 * [CAL5] What a calendar in a mail says of its people is the mail's sender's word, like the rest of it: the meeting is the
 * sender's, and has the mail's own clues. Otherwise whoever writes our name and a customer's into one could speak for us
 * in that customer's deal.
 */
async function meetingWith(door: Door, tenant: TenantId, { event, home, mail }: InMail): Promise<IncomingSignal> {
	const { incoming, sender } = mail;
	const read = recordOfEvent(event, sentAt(event, mail));
	const isOfSender = sender !== null && actorOf(event)?.address.toLowerCase() === sender.address.toLowerCase();
	const from = isOfSender ? read.from : incoming.record.from;
	return {
		signal: signalIdOf(
			sha256,
			tenant,
			"calendar",
			// Passed on by another it is another signal: it must not take the place of the organizer's own.
			isOfSender ? identityOf(event) : canonicalJson([identityOf(event), sender?.address.toLowerCase() ?? null]),
		),
		cameWith: incoming.signal,
		kind: "calendar",
		author: incoming.author,
		contact: incoming.contact,
		record: { ...read, from },
		refusal: null,
		clues: {
			...incoming.clues,
			about: await aboutOf(door, tenant, { event, home, mail }),
			isAddressedToUs: home.isAddressedToUs && isInvitation(event),
		},
		home: incoming.home,
	};
}

/** Whom we invite tells the deal, as whom we write to does. A machine's mail finds no deal by people whom it names. */
async function aboutOf(
	door: Door,
	tenant: TenantId,
	{ event, home, mail: { incoming } }: InMail,
): Promise<readonly ContactId[]> {
	const own = incoming.clues.about ?? [];
	if (incoming.author !== "us" || incoming.refusal !== null) return own;
	const asked = { addresses: [], sender: null, messageId: null, threads: [], about: guestsOf(event, home) };
	const { about } = expectDone(await gatewayOf(door.ctx, tenant).identify(asked));
	return [...new Set([...own, ...about])];
}

const ABOUT_MAX = 10;

/** The people of a meeting who are not ours. */
function guestsOf({ organizer, attendees }: CalendarEvent, home: Home): readonly string[] {
	const people = [organizer, ...attendees].flatMap((each) => each?.address ?? []);
	return [...new Set(people.filter((address) => !isOurs(home, address)))].slice(0, ABOUT_MAX);
}

const isInvitation = ({ method, isCancelled }: CalendarEvent): boolean => method === "request" && !isCancelled;

/** By the clock of the program that made it, unless that stood still. */
function sentAt({ stamp }: CalendarEvent, mail: WithMail | null): number | null {
	const isGood = stamp !== null && isPlausible(stamp, mail?.now ?? Date.now());
	return isGood ? stamp : (mail?.date ?? null);
}
