import * as z from "zod";

/**
 * A mail address as we write it: no display name, no quoting, no route, and nothing that could end a header.
 * ASCII only: other letters before the @ take SMTPUTF8, which our way out does not have.
 */
export const MailAddressText = z
	.string()
	.max(254)
	.regex(
		/^(?:(?![@<>",;:\\()[\]])[!-~]){1,64}@[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,188}[a-zA-Z0-9])?$/,
		"must be a mail address",
	);
export type MailAddressText = z.infer<typeof MailAddressText>;

/** The name of somebody or something as it stands in the header of mails: one line, and nothing that could start another one. */
export const HeaderName = z
	.string()
	.trim()
	.min(1)
	.max(120)
	.regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, "must be one line without control characters");
