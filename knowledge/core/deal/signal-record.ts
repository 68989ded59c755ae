import * as z from "zod";
import { MailAddress } from "../effects/effect.ts";
import { VISIBLE_SPANS_MAX } from "../reasoning/visible.ts";
import { ADDRESSEES_MAX, ATTACHMENTS_MAX, SIGNAL_TEXT_CHARS_MAX, SPEAKER_TURNS_MAX } from "../vocabulary/limits.ts";
import { Instant } from "../vocabulary/time.ts";

/** The author's own signature block, and what stands in it, to the letter. */
export const Signature = z.strictObject({
	start: z.int().min(0),
	end: z.int().min(0),
	name: z.string().max(200).nullable(),
	title: z.string().max(200).nullable(),
	phone: z.string().max(60).nullable(),
	company: z.string().max(200).nullable(),
});
export type Signature = z.infer<typeof Signature>;

/** Offsets of what was said, without the speaker's label. `side` is ours where the speaker is one of the tenant's people. */
export const SpeakerTurn = z.strictObject({
	start: z.int().min(0),
	end: z.int().min(0),
	speaker: z.string().max(120),
	side: z.enum(["buyer", "us"]),
});
export type SpeakerTurn = z.infer<typeof SpeakerTurn>;

/** A calendar part (RFC 5545), as far as we use it. */
export const CalendarEntry = z.strictObject({
	uid: z.string().max(500),
	sequence: z.int().min(0),
	method: z.enum(["request", "cancel", "reply", "publish"]),
	summary: z.string().max(500).nullable(),
	startsAt: Instant.nullable(),
	endsAt: Instant.nullable(),
	location: z.string().max(500).nullable(),
	organizer: z.string().max(320).nullable(),
	attendees: z.array(z.string().max(320)).max(100),
});
export type CalendarEntry = z.infer<typeof CalendarEntry>;

/** A part that came with a signal. Its bytes are in the bucket of bodies, under the signal's key and this number. */
export const Attachment = z.strictObject({
	n: z.int().min(1),
	name: z.string().max(255),
	type: z.string().max(127),
	bytes: z.int().min(0),
	/** SHA-256 of its bytes, lower-case hex. */
	sha256: z.string().length(64),
	/** Whether its text was read, and stands in the signal's text. */
	read: z.boolean(),
});
export type Attachment = z.infer<typeof Attachment>;

/** The kept texts of one signal: everything about it that is personal. Events name it by hash. */
export const SignalRecord = z.strictObject({
	subject: z.string().max(2_000).nullable(),
	text: z.string().max(SIGNAL_TEXT_CHARS_MAX),
	visible: z.array(z.strictObject({ start: z.int().min(0), end: z.int().min(0) })).max(VISIBLE_SPANS_MAX),
	from: z.strictObject({ address: MailAddress, name: z.string().max(200) }).nullable(),
	/** For threading an answer; ids without angle brackets. */
	mail: z
		.strictObject({ messageId: z.string().max(998).nullable(), references: z.array(z.string().max(998)).max(50) })
		.nullable(),
	truncated: z.boolean(),
	/** When its author sent it, by their clock; «next Tuesday» is counted from here. Absent where nobody said. */
	sentAt: Instant.optional(),
	/** Others of the sender's company whom it was written to, or who had a copy. */
	addressees: z
		.array(z.strictObject({ address: MailAddress, name: z.string().max(200) }))
		.max(ADDRESSEES_MAX)
		.optional(),
	signature: Signature.optional(),
	attached: z
		.array(z.strictObject({ start: z.int().min(0), end: z.int().min(0), name: z.string().max(255) }))
		.max(ATTACHMENTS_MAX)
		.optional(),
	turns: z.array(SpeakerTurn).max(SPEAKER_TURNS_MAX).optional(),
	calendar: CalendarEntry.optional(),
	attachments: z.array(Attachment).max(ATTACHMENTS_MAX).optional(),
});
export type SignalRecord = z.infer<typeof SignalRecord>;

/** Somebody's kept name and address, and what their signature says of them. */
export const ContactCard = z.strictObject({
	address: MailAddress,
	name: z.string().max(200),
	title: z.string().max(200).optional(),
	phone: z.string().max(60).optional(),
	company: z.string().max(200).optional(),
	/** When a signature last said any of this; a later mail without one carries it on. */
	signedAt: Instant.optional(),
});
export type ContactCard = z.infer<typeof ContactCard>;
