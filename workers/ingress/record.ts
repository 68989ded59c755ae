import { companyDomain } from "#knowledge/core/deal/resolve.ts";
import { SignalRecord, type Signature } from "#knowledge/core/deal/signal-record.ts";
import { type Known, sidesOf } from "#knowledge/core/reasoning/conversation/sides.ts";
import type { Utterance } from "#knowledge/core/reasoning/conversation/utterance.ts";
import { writeConversation } from "#knowledge/core/reasoning/conversation/write.ts";
import { signatureIn } from "#knowledge/core/reasoning/signature.ts";
import { VISIBLE_SPANS_MAX, visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import { MailAddressText } from "#knowledge/core/vocabulary/address.ts";
import { ADDRESSEES_MAX, SIGNAL_TEXT_CHARS_MAX, SUBJECT_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { ParsedMail } from "./mail/parse.ts";
import { cleanText, cut, oneLine, UNSEEN } from "./mail/text.ts";

export type Sender = { readonly address: string; readonly name: string };

/** What a deal is given of a mail. */
export function recordOfMail(mail: ParsedMail): SignalRecord {
	const visible = visibleSpans(mail.text);
	const signature = signatureIn(mail.text, visible, mail.from);
	return {
		subject: mail.subject,
		text: mail.text,
		visible: [...visible],
		from: writableSender(mail),
		mail: { messageId: mail.messageId, references: [...mail.references] },
		truncated: mail.truncated || visible.length === VISIBLE_SPANS_MAX,
		...(mail.date !== null && mail.date >= 0 ? { sentAt: mail.date } : {}),
		...(signature ? { signature: withPlainValues(signature) } : {}),
		...withAddressees(mail),
	};
}

/** What a deal is given of words that are no mail: all of them were written here and now. */
export function recordOfWords(words: { text: string; subject: string | null; contact: Sender | null }): SignalRecord {
	const { text, truncated } = cut(cleanText(words.text), SIGNAL_TEXT_CHARS_MAX);
	return {
		subject: subjectLine(words.subject),
		text,
		visible: text === "" ? [] : [{ start: 0, end: text.length }],
		from: withPlainName(words.contact),
		mail: null,
		truncated,
	};
}

export type ConversationAt = {
	readonly subject: string | null;
	readonly contact: Sender | null;
	readonly ours: Known["ours"];
	readonly sentAt: number | null;
};

/** What a deal is given of a call or chat, and whether a buyer had a say in it. */
export function recordOfConversation(
	utterances: readonly Utterance[],
	{ subject, contact, ours, sentAt }: ConversationAt,
): { readonly record: SignalRecord; readonly author: "buyer" | "us" } {
	// Before anybody is told apart by name: one that is drawn as ours is taken for ours.
	const said = utterances.map((each) => ({ ...each, speaker: oneLine(each.speaker ?? "", NAME_CHARS_MAX) || null }));
	const from = withPlainName(contact);
	const others = from && from.name !== "" ? [from.name] : [];
	const { text, turns, visible, author, truncated } = writeConversation(
		said,
		sidesOf(
			said.map((each) => each.speaker),
			{ ours, others },
		),
	);
	const record = {
		subject: subjectLine(subject),
		text,
		visible: [...visible],
		from,
		mail: null,
		truncated,
		...(sentAt !== null ? { sentAt } : {}),
		turns: [...turns],
	};
	return { record, author };
}

/** What is kept of something that could not be read, or that no deal could take. */
export const EMPTY_RECORD: SignalRecord = {
	subject: null,
	text: "",
	visible: [],
	from: null,
	mail: null,
	truncated: false,
};

/**
 * Which parts of a record no deal could read back; `null` for a good one. Asked at the door, where there is somebody to
 * be told: a deal that had taken it in would be stuck.
 */
export function misfitOf(record: SignalRecord): string | null {
	const parsed = SignalRecord.safeParse(record);
	if (parsed.success) return null;
	const parts = new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? "record")));
	return `it does not fit into a deal: ${[...parts].join(", ")}`;
}

const NAME_CHARS_MAX = 200;

/** What a card shows of a signature; the block itself stands in the text as it came. */
function withPlainValues({ name, title, phone, company, ...at }: Signature): Signature {
	const plain = (value: string | null): string | null => value?.replace(UNSEEN, "") || null;
	return { ...at, name: plain(name), title: plain(title), phone: plain(phone), company: plain(company) };
}

const subjectLine = (subject: string | null): string | null =>
	subject === null ? null : oneLine(subject, SUBJECT_CHARS_MAX) || null;
const withPlainName = (person: Sender | null): Sender | null =>
	person && { address: person.address, name: oneLine(person.name, NAME_CHARS_MAX) };

/** A sender whom we could write back to; whatever else stands in From is no contact. */
function writableSender({ from }: ParsedMail): Sender | null {
	const address = MailAddressText.safeParse(from?.address);
	return from && address.success ? { address: address.data, name: cut(from.name, NAME_CHARS_MAX).text } : null;
}

/** Others at the sender's own company: whoever writes «Jonas» often has Jonas Petrie in copy. */
function withAddressees({ from, to, cc }: ParsedMail): Pick<SignalRecord, "addressees"> {
	const domain = from ? companyDomain(from.address) : null;
	if (!from || domain === null) return {};
	const seen = new Set([from.address.toLowerCase()]);
	const others = [...to, ...cc].flatMap(({ address, name }) => {
		const parsed = MailAddressText.safeParse(address);
		if (name === "" || !parsed.success || companyDomain(address) !== domain) return [];
		if (seen.has(address.toLowerCase())) return [];
		seen.add(address.toLowerCase());
		return [{ address: parsed.data, name: cut(name, NAME_CHARS_MAX).text }];
	});
	return others.length === 0 ? {} : { addressees: others.slice(0, ADDRESSEES_MAX) };
}
