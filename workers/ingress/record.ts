import { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import { VISIBLE_SPANS_MAX, visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import { MailAddressText } from "#knowledge/core/vocabulary/address.ts";
import { SIGNAL_TEXT_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { ParsedMail } from "./mail/parse.ts";
import { cleanText, cut } from "./mail/text.ts";

type Sender = { readonly address: string; readonly name: string };

/** What a deal is given of a mail. */
export function recordOfMail(mail: ParsedMail): SignalRecord {
	const visible = visibleSpans(mail.text);
	return {
		subject: mail.subject,
		text: mail.text,
		visible: [...visible],
		from: writableSender(mail),
		mail: { messageId: mail.messageId, references: [...mail.references] },
		truncated: mail.truncated || visible.length === VISIBLE_SPANS_MAX,
		...(mail.date !== null && mail.date >= 0 ? { sentAt: mail.date } : {}),
	};
}

/** What a deal is given of words that are no mail: all of them were written here and now. */
export function recordOfWords(words: { text: string; subject: string | null; contact: Sender | null }): SignalRecord {
	const { text, truncated } = cut(cleanText(words.text), SIGNAL_TEXT_CHARS_MAX);
	return {
		subject: words.subject,
		text,
		visible: text === "" ? [] : [{ start: 0, end: text.length }],
		from: words.contact,
		mail: null,
		truncated,
	};
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

/** A sender whom we could write back to; whatever else stands in From is no contact. */
function writableSender({ from }: ParsedMail): Sender | null {
	const address = MailAddressText.safeParse(from?.address);
	return from && address.success ? { address: address.data, name: cut(from.name, 200).text } : null;
}
