import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { boundary } from "#durable-objects/platform/boundary.ts";
import type { IncomingSignal } from "#durable-objects/signal-inbox/calls.ts";
import { inboxStub } from "#durable-objects/stubs.ts";
import type { SignalReceipt } from "#knowledge/core/contract/signal.ts";
import { companyDomain } from "#knowledge/core/deal/resolve.ts";
import { quotasOf } from "#knowledge/core/vocabulary/account.ts";
import { PLATFORM_TENANT, rawSignalKey, type SignalId, type TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { type Bodies, bodyStore } from "#workers/store/bodies.ts";
import {
	type MailboxRow,
	type OurPerson,
	readMailboxes,
	readOurPeople,
	readTenant,
	type TenantRow,
} from "#workers/store/settings.ts";
import { ownDb } from "#workers/store/tenant-db.ts";
import type { Door } from "./door.ts";
import type { Identified } from "./gateway-of.ts";

export type Home = {
	readonly home: IncomingSignal["home"];
	readonly mailboxes: readonly MailboxRow[];
	readonly people: readonly OurPerson[];
	readonly isAddressedToUs: boolean;
	/** `null`: it is gone. */
	readonly account: Pick<TenantRow, "state" | "tier" | "quotas"> | null;
	/** Of the tenant's settings at this moment: whoever works on the signal reads none that are older. */
	readonly settingsVersion: number;
};

/** Which of our mailboxes a mail came to, and so whose a new deal would be. A plus-address counts as its mailbox. */
export async function homeOf(door: Door, tenant: TenantId, addresses: readonly string[]): Promise<Home> {
	const db = ownDb(door.env, tenant);
	const [row, mailboxes, people] = await Promise.all([readTenant(db), readMailboxes(db), readOurPeople(db)]);
	const plain = addresses.map((address) => address.toLowerCase().replace(/\+[^@]*@/, "@"));
	const mailbox = mailboxes.find((each) => plain.includes(each.address.toLowerCase()));
	return {
		home: { region: mailbox?.region ?? row?.region_default ?? "emea", rep: mailbox?.rep ?? null },
		mailboxes,
		people,
		isAddressedToUs: mailbox !== undefined,
		account: row,
		settingsVersion: row?.settings_version ?? 0,
	};
}

/**
 * Whose a signal is by who of ours wrote or spoke: that person's own mailbox tells rep and region. Two reps at once are
 * nobody's in particular.
 */
export function homeOfOurs(
	{ home, mailboxes }: Home,
	ours: { addresses?: readonly string[]; names?: readonly string[] },
): Home["home"] {
	const addresses = new Set((ours.addresses ?? []).map((each) => each.toLowerCase()));
	const names = new Set((ours.names ?? []).map((each) => each.trim().toLowerCase()));
	const own = mailboxes.filter(
		(each) =>
			each.rep !== null && (addresses.has(each.address.toLowerCase()) || names.has(each.name.trim().toLowerCase())),
	);
	const [mailbox, ...more] = own;
	if (!mailbox || more.some((each) => each.rep !== mailbox.rep)) return home;
	return { region: mailbox.region, rep: mailbox.rep };
}

/** Whether an address is one of us: a mailbox, or somebody of the account. */
export function isOurs({ mailboxes, people }: Home, address: string): boolean {
	const low = address.toLowerCase();
	return [...mailboxes, ...people].some((each) => each.address?.toLowerCase() === low);
}

/** Whether an address is at a company domain of ours, although it is nobody's whom we know. */
export function isOfOurCompany({ mailboxes, people }: Home, address: string): boolean {
	const domain = companyDomain(address);
	return (
		domain !== null && [...mailboxes, ...people].some((each) => each.address && companyDomain(each.address) === domain)
	);
}

export const cluesOf = (
	{ deal, threads, ownThread, domain, subjects, conversations, quoted, about }: Identified,
	{ isAddressedToUs, isAnswer }: { isAddressedToUs: boolean; isAnswer: boolean },
): IncomingSignal["clues"] => ({
	deal,
	threads,
	ownThread,
	domain,
	subjects,
	isAnswer,
	conversations,
	quoted,
	about,
	isAddressedToUs,
});

/** The large bodies of one tenant, as a door keeps them. */
export const bodiesAt = ({ env }: Door, tenant: TenantId): Bodies => bodyStore(env, ownDb(env, tenant));

/** What came in, as it came, before anything is acknowledged. */
export async function keepRaw(
	door: Door,
	at: { tenant: TenantId; signal: SignalId },
	raw: { bytes: Uint8Array; type: string },
): Promise<void> {
	boundary("ingress.raw:before");
	await bodiesAt(door, at.tenant).put(rawSignalKey(at.tenant, at.signal), raw.bytes, raw.type);
	boundary("ingress.raw:after");
}

/**
 * Into the inbox, then the doorbell. When this returns the signal cannot be lost; the bell only makes it quick. What is
 * over the account's quota is not taken: whoever sent it is told to come again, and nothing of it is kept.
 */
export async function handIn(
	door: Door,
	by: { readonly call: Call; readonly home: Pick<Home, "account" | "settingsVersion"> },
	incoming: IncomingSignal,
): Promise<Outcome<SignalReceipt>> {
	const { account, settingsVersion } = by.home;
	const call = { ...by.call, settingsVersion };
	// Those who run the platform sell nothing by it.
	const isOperators = call.principal.tenant === PLATFORM_TENANT;
	if (account?.state !== "active" || isOperators) return refused("not-allowed", "this account takes nothing in");
	const { signalsPerDay } = quotasOf(account.tier, account.quotas);
	const outcome = outcomeOf(await inboxStub(door.env, call.principal).accept(call, incoming, signalsPerDay));
	if (outcome.type === "done" && outcome.value.state === "accepted" && door.env.DOORBELLS !== "drop") {
		door.ctx.waitUntil(door.env.SIGNALS.send({ tenant: call.principal.tenant }).catch(() => undefined));
	}
	return outcome;
}
