import * as z from "zod";
import { MailAddress } from "../effects/effect.ts";
import { VISIBLE_SPANS_MAX } from "../reasoning/visible.ts";
import { SIGNAL_TEXT_CHARS_MAX } from "../vocabulary/limits.ts";
import { Instant } from "../vocabulary/time.ts";

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
});
export type SignalRecord = z.infer<typeof SignalRecord>;

/** Somebody's kept name and address. */
export const ContactCard = z.strictObject({ address: MailAddress, name: z.string().max(200) });
export type ContactCard = z.infer<typeof ContactCard>;
