import * as z from "zod";
import { MailAddressText } from "../vocabulary/address.ts";
import { MAIL_BODY_CHARS_MAX, RECIPIENTS_MAX, SUBJECT_CHARS_MAX } from "../vocabulary/limits.ts";

/** One line, no control characters: what goes into a header can never start another one. */
const HeaderText = (max: number) =>
	z
		.string()
		.max(max)
		// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point.
		.regex(/^[^\u0000-\u001f\u007f]*$/, "must be one line without control characters");

export const MailAddress = MailAddressText;
export type MailAddress = MailAddressText;

export const Mailbox = z.strictObject({ address: MailAddress, name: HeaderText(120) });
export type Mailbox = z.infer<typeof Mailbox>;

/** What leaves when a mail is approved, to the letter. The approval is bound to the hash of exactly this. */
export const SendEmail = z.strictObject({
	type: z.literal("send-email"),
	to: z.array(Mailbox).min(1).max(RECIPIENTS_MAX),
	cc: z.array(Mailbox).max(RECIPIENTS_MAX),
	subject: HeaderText(SUBJECT_CHARS_MAX).min(1),
	body: z.string().min(1).max(MAIL_BODY_CHARS_MAX),
	inReplyTo: HeaderText(998).nullable(),
	references: z.array(HeaderText(998)).max(50),
});
export type SendEmail = z.infer<typeof SendEmail>;

/** Everything that we may ask of the outside. Closed: a new kind is a new member, an adapter and a policy row. */
export const Effect = z.discriminatedUnion("type", [SendEmail]);
export type Effect = z.infer<typeof Effect>;
