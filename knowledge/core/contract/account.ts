import * as z from "zod";
import {
	AccountState,
	BudgetChanges,
	BudgetTerms,
	FlagChanges,
	Flags,
	Jurisdiction,
	QuotaChanges,
	Quotas,
	Tier,
	UNDO_WINDOW_MAX_MS,
} from "../vocabulary/account.ts";
import { HeaderName, MailAddressText } from "../vocabulary/address.ts";
import { TenantId } from "../vocabulary/ids.ts";
import { Region } from "../vocabulary/region.ts";

export const PersonGiven = z.strictObject({ name: HeaderName, address: MailAddressText });
export type PersonGiven = z.infer<typeof PersonGiven>;

/** What stands behind a plus is the deal's, in the address that an answer goes to. */
const MailboxAddress = MailAddressText.regex(/^[^+]*$/, "must have no «+»");

const Desk = z.strictObject({ human: PersonGiven, deputy: PersonGiven.optional() });
const MailboxGiven = z.strictObject({ address: MailboxAddress, name: HeaderName, region: Region });

/** What bills are made from. The platform only keeps it. */
export const Billing = z.strictObject({
	reference: z.string().trim().max(80).optional(),
	address: MailAddressText.optional(),
	currency: z
		.string()
		.regex(/^[A-Z]{3}$/, "must be three capital letters")
		.optional(),
});
export type Billing = z.infer<typeof Billing>;

export const NewAccount = z.strictObject({
	account: TenantId,
	organisation: HeaderName,
	region: Region.default("emea"),
	tier: Tier.default("standard"),
	jurisdiction: Jurisdiction.default("none"),
	admin: PersonGiven,
	/** Who decides in each region. The admin does in the default region, where nobody is named. */
	regions: z.strictObject({ apac: Desk.optional(), emea: Desk.optional(), amer: Desk.optional() }).default(() => ({})),
	/** Where mail comes in. Without any, each region gets one, where the platform has a domain for them. */
	mailboxes: z.array(MailboxGiven).max(20).default([]),
	quotas: QuotaChanges.default({}),
	flags: FlagChanges.default({}),
	billing: Billing.default({}),
	budget: BudgetChanges.default({}),
});
export type NewAccount = z.infer<typeof NewAccount>;

export const AccountView = z.strictObject({
	account: TenantId,
	organisation: z.string(),
	state: AccountState,
	tier: Tier,
	jurisdiction: Jurisdiction,
	region: Region,
	/** What holds: the tier's, with what was agreed on in its place. */
	quotas: Quotas,
	flags: Flags,
	billing: Billing,
	/** What the month of model tokens is made of. */
	budget: BudgetTerms,
	createdAt: z.iso.datetime(),
	people: z.int(),
	deals: z.int(),
});
export type AccountView = z.infer<typeof AccountView>;

export const AccountChanges = z
	.strictObject({
		organisation: HeaderName.optional(),
		tier: Tier.optional(),
		state: z.enum(["active", "suspended"]).optional(),
		/** These take the place of all that was set before. */
		quotas: QuotaChanges.optional(),
		flags: FlagChanges.optional(),
		billing: Billing.optional(),
		budget: BudgetChanges.optional(),
	})
	.refine((changes) => Object.values(changes).some((value) => value !== undefined), "names nothing to change");
export type AccountChanges = z.infer<typeof AccountChanges>;

const cap = z.int().min(0);
export const SettingChanges = z
	.strictObject({
		organisation: HeaderName.optional(),
		region: Region.optional(),
		/** How long an approved mail can be taken back. */
		undoWindowMs: z.int().min(0).max(UNDO_WINDOW_MAX_MS).optional(),
		/** Of mail to buyers. A burst above the usual hour stops it until somebody looks. */
		sends: z
			.strictObject({ perHour: cap.optional(), perDay: cap.optional(), perContactDay: cap.optional() })
			.optional(),
	})
	.refine((changes) => Object.values(changes).some((value) => value !== undefined), "names nothing to change");
export type SettingChanges = z.infer<typeof SettingChanges>;

export const SettingsView = z.strictObject({
	organisation: z.string(),
	region: Region,
	undoWindowMs: z.int(),
	sends: z.strictObject({ perHour: z.int(), perDay: z.int(), perContactDay: z.int() }),
});
export type SettingsView = z.infer<typeof SettingsView>;

/** That nothing is left of an account, as it was counted after everything was done. */
export const ClosingProof = z.strictObject({
	/** By table. */
	rows: z.record(z.string(), z.int()),
	/** Durable objects: how many were asked to forget everything, and what they then still held. */
	objects: z.strictObject({ asked: z.int(), remaining: z.int() }),
	/** Mails, attachments and other files. */
	bodies: z.int(),
	/** Data keys: without them, whatever a backup holds cannot be read. */
	keys: z.int(),
});
export type ClosingProof = z.infer<typeof ClosingProof>;

export const ClosingView = z.strictObject({
	account: TenantId,
	state: z.enum(["closing", "closed"]),
	/** What is still to be done, as far as it is known; it is gone on with by itself, and by asking again. */
	left: z.strictObject({ waitsMs: z.int(), objects: z.int(), bodies: z.boolean() }).nullable(),
	closedAt: z.iso.datetime().nullable(),
	proof: ClosingProof.nullable(),
});
export type ClosingView = z.infer<typeof ClosingView>;
