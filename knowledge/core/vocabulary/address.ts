import * as z from "zod";

/** A mail address as we write it: no display name, no quoting, no route. */
export const MailAddressText = z
	.string()
	.max(254)
	.regex(/^[^\s@<>",;:\\()[\]]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,188}[a-z0-9])?$/i, "must be a mail address");
export type MailAddressText = z.infer<typeof MailAddressText>;
