import type { Env } from "#durable-objects/env.ts";
import { expectDone, outcomeOf } from "#durable-objects/platform/answer.ts";
import { boundary } from "#durable-objects/platform/boundary.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { IncomingSignal } from "#durable-objects/signal-inbox/calls.ts";
import { inboxStub } from "#durable-objects/stubs.ts";
import type { SignalReceipt } from "#knowledge/core/contract/signal.ts";
import type { SignalKind } from "#knowledge/core/events/signal.ts";
import { type DealId, rawSignalKey, signalIdOf, type TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { type MailboxRow, readMailboxes, readTenant } from "#workers/store/settings.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";
import { gatewayOf, type Identified } from "./gateway-of.ts";
import { type ParsedMail, parseMail } from "./mail/parse.ts";
import { EMPTY_RECORD, misfitOf, recordOfMail, recordOfWords } from "./record.ts";

/** What a door works with: bindings, the loopback to the gateway, a way to go on after the answer. */
export type Door = { readonly env: Env; readonly ctx: Pick<ExecutionContext, "waitUntil" | "exports"> };

/** Rules by which no person wrote a mail: it is kept and shown, and nobody is woken. Lists and bulk may still belong to a deal. */
const REFUSED_RULES: ReadonlySet<string> = new Set([
	"own",
	"report",
	"null-sender",
	"mailer-daemon",
	"auto-submitted",
	"auto-reply",
]);

export type IncomingMail = {
	readonly raw: Uint8Array;
	readonly envelopeFrom: string | null;
	readonly envelopeTo: string | null;
	/** Handed in by somebody of the account, who means us to read it, whomever it was written to. */
	readonly isVouchedFor: boolean;
};

/** One raw mail, from whichever door. Stored whole before it is acknowledged; what cannot be read is refused by name. */
export async function acceptMail(door: Door, call: Call, mail: IncomingMail): Promise<Outcome<SignalReceipt>> {
	const { tenant } = call.principal;
	const parsed = await parseMail(mail.raw, { envelopeFrom: mail.envelopeFrom });
	const home = await homeOf(
		door,
		tenant,
		parsed.type === "mail" ? [...parsed.deliveredTo, ...(mail.envelopeTo ? [mail.envelopeTo] : [])] : [],
	);
	const incoming =
		parsed.type === "mail"
			? await incomingMail(door, tenant, parsed, {
					...home,
					envelopeTo: mail.envelopeTo,
					isAddressedToUs: home.isAddressedToUs || mail.isVouchedFor,
				})
			: unreadable(tenant, mail.raw, parsed.reason, home);
	boundary("ingress.raw:before");
	await door.env.BODIES.put(rawSignalKey(tenant, incoming.signal), mail.raw, {
		httpMetadata: { contentType: "message/rfc822" },
	});
	boundary("ingress.raw:after");
	return handIn(door, { ...call, settingsVersion: home.settingsVersion }, incoming);
}

type Home = {
	readonly home: IncomingSignal["home"];
	readonly mailboxes: readonly MailboxRow[];
	readonly isAddressedToUs: boolean;
	/** Of the tenant's settings at this moment: whoever works on the signal reads none that are older. */
	readonly settingsVersion: number;
};

/** Which of our mailboxes a mail came to, and so whose a new deal would be. A plus-address counts as its mailbox. */
async function homeOf(door: Door, tenant: TenantId, addresses: readonly string[]): Promise<Home> {
	const db = tenantDb(door.env, tenant);
	const [row, mailboxes] = await Promise.all([readTenant(db), readMailboxes(db)]);
	const plain = addresses.map((address) => address.toLowerCase().replace(/\+[^@]*@/, "@"));
	const mailbox = mailboxes.find((each) => plain.includes(each.address.toLowerCase()));
	return {
		home: { region: mailbox?.region ?? row?.region_default ?? "emea", rep: mailbox?.rep ?? null },
		mailboxes,
		isAddressedToUs: mailbox !== undefined,
		settingsVersion: row?.settings_version ?? 0,
	};
}

async function incomingMail(
	door: Door,
	tenant: TenantId,
	mail: ParsedMail,
	at: Home & { envelopeTo: string | null },
): Promise<IncomingSignal> {
	const record = recordOfMail(mail);
	const misfit = misfitOf(record);
	const sender = record.from?.address ?? null;
	const isOurs = sender !== null && at.mailboxes.some((each) => each.address.toLowerCase() === sender.toLowerCase());
	const identified = expectDone(
		await gatewayOf(door.ctx, tenant).identify({
			addresses: [...mail.deliveredTo, ...(at.envelopeTo ? [at.envelopeTo] : [])],
			sender,
			messageId: mail.messageId,
			threads: [...new Set([...(mail.inReplyTo ? [mail.inReplyTo] : []), ...mail.references])],
		}),
	);
	const rule = mail.automatic?.rule ?? null;
	const isBulk = rule !== null && !REFUSED_RULES.has(rule);
	return {
		signal: signalIdOf(sha256, tenant, "email", mailIdentity(mail)),
		kind: "email",
		author: isOurs ? "us" : "buyer",
		contact: isOurs ? null : identified.contact,
		record: misfit === null ? record : EMPTY_RECORD,
		refusal: misfit ?? (rule !== null && REFUSED_RULES.has(rule) ? `not written by a person: ${rule}` : null),
		clues: cluesOf(identified, { isAddressedToUs: at.isAddressedToUs && !isBulk }),
		home: at.home,
	};
}

/**
 * The same Message-ID with the same words is the same mail, by whichever way it came twice. With other words it is not:
 * an id is the sender's to choose, and must not be able to make a mail disappear.
 */
const mailIdentity = (mail: ParsedMail): string =>
	canonicalJson([
		mail.messageId,
		mail.from?.address.toLowerCase() ?? null,
		mail.subject,
		mail.text,
		mail.messageId === null ? mail.date : null,
	]);

const cluesOf = (
	{ deal, threads, ownThread, domain }: Identified,
	{ isAddressedToUs }: { isAddressedToUs: boolean },
): IncomingSignal["clues"] => ({
	deal,
	threads,
	ownThread,
	domain,
	isAddressedToUs,
});

const unreadable = (tenant: TenantId, raw: Uint8Array, reason: string, { home }: Home): IncomingSignal => ({
	signal: signalIdOf(sha256, tenant, "email", `unreadable:${sha256(new TextDecoder("latin1").decode(raw))}`),
	kind: "email",
	author: "system",
	contact: null,
	record: EMPTY_RECORD,
	refusal: reason,
	clues: { deal: null, threads: [], ownThread: null, domain: null, isAddressedToUs: false },
	home,
});

export type Words = {
	readonly kind: Exclude<SignalKind, "email">;
	/** Tells a repeat: the caller's own name for it, unique to its door; `null` where it has none. */
	readonly key: string | null;
	/** All that was handed in, and at which door. */
	readonly content: unknown;
	readonly author: IncomingSignal["author"];
	readonly deal: DealId | null;
	readonly contact: { readonly address: string; readonly name: string } | null;
	readonly subject: string | null;
	readonly text: string;
};

/** Without a key, this long: who sends a request again does it sooner, and who says the same again later means it. */
const SAME_WITHOUT_KEY_MS = 10 * MINUTE_MS;

/** Text that is not a mail: a note, notes of a meeting or call, a change in another CRM. */
export async function acceptWords(door: Door, call: Call, words: Words): Promise<Outcome<SignalReceipt>> {
	const { tenant } = call.principal;
	const record = recordOfWords(words);
	const misfit = misfitOf(record);
	if (misfit !== null) return refused("invalid", misfit);
	const { home, settingsVersion } = await homeOf(door, tenant, []);
	const identified = expectDone(
		await gatewayOf(door.ctx, tenant).identify({
			addresses: [],
			sender: words.contact?.address ?? null,
			messageId: null,
			threads: [],
		}),
	);
	return handIn(
		door,
		{ ...call, settingsVersion },
		{
			...nameOf(tenant, words),
			kind: words.kind,
			author: words.author,
			contact: identified.contact,
			record,
			refusal: null,
			clues: cluesOf({ ...identified, deal: words.deal }, { isAddressedToUs: true }),
			home,
		},
	);
}

/** A key names the signal, whatever it holds: the inbox compares the content. Without one each is named anew. */
function nameOf(
	tenant: TenantId,
	{ key, content }: Words,
): Pick<IncomingSignal, "signal" | "content" | "sameWithinMs"> {
	const hash = sha256(canonicalJson(content));
	if (key !== null) return { signal: signalIdOf(sha256, tenant, "words", `key:${sha256(key)}`), content: hash };
	const signal = signalIdOf(sha256, tenant, "words", `once:${crypto.randomUUID()}`);
	return { signal, content: hash, sameWithinMs: SAME_WITHOUT_KEY_MS };
}

/** Into the inbox, then the doorbell. When this returns the signal cannot be lost; the bell only makes it quick. */
async function handIn(door: Door, call: Call, incoming: IncomingSignal): Promise<Outcome<SignalReceipt>> {
	const outcome = outcomeOf(await inboxStub(door.env, call.principal).accept(call, incoming));
	if (outcome.type === "done" && outcome.value.state === "accepted" && door.env.DOORBELLS !== "drop") {
		door.ctx.waitUntil(door.env.SIGNALS.send({ tenant: call.principal.tenant }).catch(() => undefined));
	}
	return outcome;
}
