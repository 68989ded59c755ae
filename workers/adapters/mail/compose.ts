import { createMimeMessage, type MIMEMessage, Mailbox as MimeMailbox } from "mimetext/browser";
import { MailAddress, type Mailbox, type SendEmail } from "#knowledge/core/effects/effect.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import type { EffectKey } from "#knowledge/core/vocabulary/ids.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import { toBase64 } from "../base64.ts";
import { addressHeader, encodedText, idsHeader } from "./header-text.ts";

export type MailDraft = {
	readonly key: EffectKey;
	readonly effect: SendEmail;
	readonly from: Mailbox;
	readonly replyTo: string;
	/** What stands in the Date header: fixed when the effect is made, so that every attempt sends the same bytes. */
	readonly at: Instant;
};

/** The raw message, ASCII only: the same draft gives the same bytes. Throws a fault for what may not stand in a header. */
export function composeMail(draft: MailDraft): Uint8Array {
	refuseUnsafe(draft);
	const { effect, from } = draft;
	const message = createMimeMessage();
	encodeOurWay(message);
	message.setHeader("Date", new Date(draft.at).toUTCString().replace("GMT", "+0000"));
	message.setSender(boxOf(from));
	message.setTo(effect.to.map(boxOf));
	if (effect.cc.length > 0) message.setCc(effect.cc.map(boxOf));
	message.setHeader("Reply-To", new MimeMailbox({ addr: draft.replyTo }));
	message.setHeader("Message-ID", `<${composedMessageId(draft.key, from)}>`);
	message.setSubject(effect.subject);
	const inReplyTo = effect.inReplyTo === null ? "" : idsHeader([effect.inReplyTo]);
	if (inReplyTo !== "") message.setHeader("In-Reply-To", inReplyTo);
	const references = idsHeader(effect.references);
	if (references !== "") message.setHeader("References", references);
	message.setHeader("X-Agent-Army", "1");
	message.addMessage({
		contentType: "text/plain",
		charset: "utf-8",
		encoding: "base64",
		data: encodedBody(effect.body),
	});
	return new TextEncoder().encode(message.asRaw());
}

/** Known before anything is sent, so that an echo of our own mail is known too. */
export const composedMessageId = (key: EffectKey, from: Mailbox): string =>
	`${key.slice(0, 40)}@${from.address.slice(from.address.lastIndexOf("@") + 1).toLowerCase()}`;

const boxOf = ({ address, name }: Mailbox): { addr: string; name: string } => ({ addr: address, name });

/** The library writes a text as one encoded word, however long; encoded words end at 75 characters and lines at 998. */
function encodeOurWay(message: MIMEMessage): void {
	for (const field of message.headers.fields) {
		if (field.name === "Subject") field.dump = (value) => (typeof value === "string" ? encodedText(value, 9) : "");
		if (!["From", "To", "Cc", "Reply-To"].includes(field.name)) continue;
		field.dump = (value) => {
			const boxes = value instanceof MimeMailbox ? [value] : Array.isArray(value) ? value : [];
			return addressHeader(boxes.map((box) => ({ address: box.addr, name: box.name })));
		};
	}
}

/** Text of mail ends its lines with CR LF, before it is encoded. */
function encodedBody(body: string): string {
	const text = body.replace(/\r\n?|\n/gu, "\r\n");
	const lines = toBase64(new TextEncoder().encode(text)).match(/.{1,76}/gu) ?? [];
	return lines.join("\r\n");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point.
const CONTROL = /[\u0000-\u001f\u007f]/u;

/** The schema of effects refuses these too. What leaves in our name is worth two guards. */
function refuseUnsafe({ effect, from, replyTo }: MailDraft): void {
	const boxes = [from, ...effect.to, ...effect.cc];
	const texts = [effect.subject, effect.inReplyTo ?? "", ...effect.references, ...boxes.map((box) => box.name)];
	const addresses = [replyTo, ...boxes.map((box) => box.address)];
	if (texts.some((text) => CONTROL.test(text))) throw unsafe("a header of the mail holds a control character");
	for (const address of addresses) {
		if (!MailAddress.safeParse(address).success) throw unsafe("an address of the mail is none");
		// Only mail systems with SMTPUTF8 carry these, and ours does not say that it has it.
		if (!/^[\x21-\x7e]+$/u.test(address)) throw unsafe("an address of the mail is not ASCII");
	}
}

const unsafe = (summary: string): FaultError =>
	new FaultError({ code: "mail-unsafe", retry: { when: "never" }, summary });
