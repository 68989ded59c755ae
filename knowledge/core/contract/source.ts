import * as z from "zod";
import { SignalAuthor, SignalKind } from "../events/signal.ts";
import { Sha256 } from "../vocabulary/hash.ts";
import { SignalId } from "../vocabulary/ids.ts";
import { Erasable, MailboxView, Time } from "./deal.ts";

const SpanView = { start: z.int(), end: z.int() } as const;

const CalendarView = z.strictObject({
	uid: z.string(),
	sequence: z.int(),
	method: z.enum(["request", "cancel", "reply", "publish"]),
	summary: Erasable,
	startsAt: Time.nullable(),
	endsAt: Time.nullable(),
	location: Erasable,
	organizer: Erasable,
	attendees: z.array(z.string()),
});

/** A part that came with a signal. Its bytes are under the signal's own path, `/attachments/{n}`. */
export const AttachmentView = z.strictObject({
	n: z.int(),
	name: z.string(),
	type: z.string(),
	bytes: z.int(),
	sha256: Sha256,
	/** Whether its text was read. */
	read: z.boolean(),
});
export type AttachmentView = z.infer<typeof AttachmentView>;

export const SignalTextView = z.strictObject({
	signal: SignalId,
	kind: SignalKind,
	author: SignalAuthor,
	from: MailboxView.nullable(),
	subject: Erasable,
	text: Erasable,
	visible: z.array(z.strictObject({ start: z.int(), end: z.int() })),
	truncated: z.boolean(),
	/** The author's own signature, and what it says of them. */
	signature: z
		.strictObject({ ...SpanView, name: Erasable, title: Erasable, phone: Erasable, company: Erasable })
		.nullable(),
	/** Where the texts of attachments stand. */
	attached: z.array(z.strictObject({ ...SpanView, name: z.string() })),
	/** Who says what in a conversation. */
	turns: z.array(z.strictObject({ ...SpanView, speaker: z.string(), side: z.enum(["buyer", "us"]) })),
	calendar: CalendarView.nullable(),
	attachments: z.array(AttachmentView),
	at: Time,
});
export type SignalTextView = z.infer<typeof SignalTextView>;
