import { expectDone } from "#durable-objects/platform/answer.ts";
import { boundary } from "#durable-objects/platform/boundary.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { IncomingSignal } from "#durable-objects/signal-inbox/calls.ts";
import type { SignalReceipt } from "#knowledge/core/contract/signal.ts";
import { isAnswering, subjectKey } from "#knowledge/core/deal/subject-key.ts";
import {
	attachmentKey,
	rawSignalKey,
	type SignalId,
	signalIdOf,
	type TenantId,
} from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import type { Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { meetingsOf } from "./accept-calendar.ts";
import { type FiledParts, filed, NO_FILES, withAttachments } from "./attachments.ts";
import type { Door } from "./door.ts";
import { gatewayOf } from "./gateway-of.ts";
import { bodiesAt, cluesOf, type Home, handIn, homeOf, homeOfOurs, isOurs, keepRaw } from "./hand-in.ts";
import { type ParsedMail, parseMail, type RefusedMail } from "./mail/parse.ts";
import { isPlausible } from "./plausible.ts";
import { EMPTY_RECORD, misfitOf, recordOfMail } from "./record.ts";

/** Rules by which no person wrote a mail: it is kept and shown, and nobody is woken. Lists and bulk may still belong to a deal. */
const REFUSED_RULES: ReadonlySet<string> = new Set([
	"own",
	"report",
	"null-sender",
	"mailer-daemon",
	"auto-submitted",
	"auto-reply",
]);

/** Of these, rules that calendars follow too when a person invites or answers. */
const CALENDAR_RULES: ReadonlySet<string> = new Set(["auto-submitted", "auto-reply"]);

export type IncomingMail = {
	readonly raw: Uint8Array;
	readonly envelopeFrom: string | null;
	readonly envelopeTo: string | null;
	/** Handed in by somebody of the account, who means us to read it, whomever it was written to. */
	readonly isVouchedFor: boolean;
};

/**
 * One raw mail, from whichever door. Stored whole before it is acknowledged, with its attachments and the meetings that it
 * brings; what cannot be read is refused by name. The receipt is the mail's.
 */
export async function acceptMail(door: Door, call: Call, mail: IncomingMail): Promise<Outcome<SignalReceipt>> {
	const { tenant } = call.principal;
	const now = Date.now();
	const parsed = withPlausibleDate(await parseMail(mail.raw, { envelopeFrom: mail.envelopeFrom }), now);
	const to = parsed.type === "mail" ? [...parsed.deliveredTo, ...(mail.envelopeTo ? [mail.envelopeTo] : [])] : [];
	const home = await homeOf(door, tenant, to);
	const at = { ...home, isAddressedToUs: home.isAddressedToUs || mail.isVouchedFor };
	const files = parsed.type === "mail" ? await filed(parsed.parts) : NO_FILES;
	const incoming =
		parsed.type === "mail"
			? await incomingMail(door, tenant, parsed, { home: at, envelopeTo: mail.envelopeTo, files, raw: mail.raw })
			: unreadable(tenant, mail.raw, parsed.reason, home);
	const { signal } = incoming;
	await keepRaw(door, { tenant, signal }, { bytes: mail.raw, type: "message/rfc822" });
	await keepFiles(door, { tenant, signal }, files);
	const meetings =
		parsed.type === "mail" ? await meetingsWith(door, tenant, { mail: parsed, incoming, home: at, now }) : [];
	const outcome = await handIn(door, { call, home }, incoming);
	if (outcome.type === "refused" && outcome.refusal.code === "too-many") await forget(door, { tenant, signal }, files);
	// A meeting that another content came for before is as good as known; the mail is what is answered for.
	if (outcome.type === "done") for (const meeting of meetings) await handIn(door, { call, home }, meeting);
	return outcome;
}

/** Of a mail that was never taken, so that nobody fills the store with what is refused. It is nobody else's: what is known is not refused. */
const forget = (door: Door, { tenant, signal }: { tenant: TenantId; signal: SignalId }, { files }: FiledParts) =>
	bodiesAt(door, tenant).delete([
		rawSignalKey(tenant, signal),
		...files.map(({ file }) => attachmentKey(tenant, signal, file.n)),
	]);

/** A clock that is far off tells nothing of when a mail was sent. */
const withPlausibleDate = (mail: ParsedMail | RefusedMail, now: number): ParsedMail | RefusedMail =>
	mail.type === "mail" && mail.date !== null && !isPlausible(mail.date, now) ? { ...mail, date: null } : mail;

type MailAt = {
	readonly home: Home;
	readonly envelopeTo: string | null;
	readonly files: FiledParts;
	readonly raw: Uint8Array;
};

async function incomingMail(
	door: Door,
	tenant: TenantId,
	mail: ParsedMail,
	{ home, envelopeTo, files, raw }: MailAt,
): Promise<IncomingSignal> {
	const record = withAttachments(recordOfMail(mail), files);
	const misfit = misfitOf(record);
	const sender = record.from?.address ?? null;
	const byUs = sender !== null && isOurs(home, sender);
	const counterparts = counterpartsOf(mail, { home, sender, byUs });
	const others = record.addressees ?? [];
	const identified = expectDone(
		await gatewayOf(door.ctx, tenant).identify({
			addresses: [...mail.deliveredTo, ...(envelopeTo ? [envelopeTo] : [])],
			sender,
			messageId: mail.messageId,
			threads: [...new Set([...(mail.inReplyTo ? [mail.inReplyTo] : []), ...mail.references])],
			subjects: subjectsOf(mail),
			counterparts,
			// Whom we write to tells the deal, as who writes to us does.
			about: byUs ? counterparts : [],
			conversations: mail.thread.index === null ? [] : [mail.thread.index],
			quoted: quotedOf(mail, home),
			others: byUs ? [] : others.map(({ address }) => address),
		}),
	);
	const rule = mail.automatic?.rule ?? null;
	const isBulk = rule !== null && !REFUSED_RULES.has(rule);
	return {
		signal: await signalOf(door, tenant, { mail, files, raw }),
		kind: "email",
		author: byUs ? "us" : "buyer",
		contact: byUs ? null : identified.contact,
		record: misfit === null ? record : EMPTY_RECORD,
		refusal: misfit ?? (rule !== null && REFUSED_RULES.has(rule) ? `not written by a person: ${rule}` : null),
		clues: cluesOf(identified, {
			isAddressedToUs: home.isAddressedToUs && !isBulk,
			isAnswer: mail.inReplyTo !== null || mail.references.length > 0 || isAnswering(mail.subject ?? ""),
		}),
		...(others.length > 0 && !byUs
			? { others: identified.others.flatMap((contact, i) => (others[i] ? [{ contact, card: others[i] }] : [])) }
			: {}),
		home: byUs && sender !== null ? homeOfOurs(home, { addresses: [sender] }) : home.home,
	};
}

const subjectsOf = ({ subject, thread }: ParsedMail): readonly string[] => [
	...new Set([subject, thread.topic].flatMap((each) => (each === null ? [] : (subjectKey(each) ?? [])))),
];

/** As many as a mail of ours may have recipients. */
const COUNTERPARTS_MAX = 10;

/** A subject belongs to whoever wrote to us under it, and of our own mail to those whom it went to. */
function counterpartsOf(
	{ to, cc }: ParsedMail,
	{ home, sender, byUs }: { home: Home; sender: string | null; byUs: boolean },
): readonly string[] {
	if (!byUs) return sender === null ? [] : [sender];
	const others = [...to, ...cc].map((each) => each.address).filter((address) => !isOurs(home, address));
	return [...new Set(others)].slice(0, COUNTERPARTS_MAX);
}

/** Ids that look like our own; whether they are, the inbox knows. */
function quotedOf({ thread }: ParsedMail, { mailboxes }: Home): readonly string[] {
	const domainOf = (text: string): string => text.slice(text.lastIndexOf("@") + 1).toLowerCase();
	const ours = new Set(mailboxes.map((each) => domainOf(each.address)));
	return thread.quoted.filter((id) => ours.has(domainOf(id)));
}

type Identified = { readonly mail: ParsedMail; readonly files: FiledParts; readonly raw: Uint8Array };

/**
 * Attachments did not always tell mails apart. What is stored under the name that a mail had without them is this mail
 * only if it brought the same ones: then it came before, and keeps its name.
 */
async function signalOf(door: Door, tenant: TenantId, { mail, files, raw }: Identified): Promise<SignalId> {
	const signal = signalIdOf(sha256, tenant, "email", mailIdentity({ mail, files, raw }));
	if (files.files.length === 0 || saysNothing(mail)) return signal;
	const former = signalIdOf(sha256, tenant, "email", mailIdentity({ mail, files: NO_FILES, raw }));
	const stored = await bodiesAt(door, tenant).get(rawSignalKey(tenant, former));
	if (!stored) return signal;
	const before = await parseMail(stored);
	if (before.type !== "mail") return signal;
	return canonicalJson(filesOf(await filed(before.parts))) === canonicalJson(filesOf(files)) ? former : signal;
}

/**
 * The same Message-ID with the same words and attachments is the same mail, by whichever way it came twice. With others it
 * is not: an id is the sender's to choose, and must not be able to make a mail disappear. Where there is no id, or nothing
 * that we read beside it, only the same bytes are the same mail: two that say nothing are as like as two that differ.
 */
function mailIdentity({ mail, files, raw }: Identified): string {
	if (saysNothing(mail)) return `bytes:${sha256(new TextDecoder("latin1").decode(raw))}`;
	return canonicalJson([
		mail.messageId,
		mail.from?.address.toLowerCase() ?? null,
		mail.subject,
		mail.text,
		null,
		...(files.files.length > 0 ? [filesOf(files)] : []),
	]);
}

const saysNothing = ({ messageId, from, subject, text }: ParsedMail): boolean =>
	messageId === null || (from === null && subject === null && text === "");

const filesOf = ({ files }: FiledParts) => files.map(({ file }) => [file.name, file.sha256]);

async function keepFiles(door: Door, at: { tenant: TenantId; signal: SignalId }, { files }: FiledParts): Promise<void> {
	if (files.length === 0) return;
	const bodies = bodiesAt(door, at.tenant);
	boundary("ingress.attachments:before");
	await Promise.all(
		files.map(({ file, content }) =>
			// Never as what the sender says it is: what is fetched from our own address must not be a page.
			bodies.put(attachmentKey(at.tenant, at.signal, file.n), content, "application/octet-stream"),
		),
	);
	boundary("ingress.attachments:after");
}

/** The meetings that a mail brings. They go where it goes, and open a deal only where it could have. */
function meetingsWith(
	door: Door,
	tenant: TenantId,
	{ mail, incoming, home, now }: { mail: ParsedMail; incoming: IncomingSignal; home: Home; now: number },
): Promise<readonly IncomingSignal[]> {
	const rule = mail.automatic?.rule ?? null;
	if (rule !== null && REFUSED_RULES.has(rule) && !CALENDAR_RULES.has(rule)) return Promise.resolve([]);
	const parts = mail.parts.filter((part) => part.type === "text/calendar");
	return meetingsOf(door, tenant, {
		parts,
		home: { ...home, isAddressedToUs: home.isAddressedToUs && rule === null },
		mail: { incoming, date: mail.date, sender: mail.from, now },
	});
}

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
