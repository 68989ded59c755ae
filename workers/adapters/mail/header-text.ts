import type { Mailbox } from "#knowledge/core/effects/effect.ts";
import { toBase64 } from "../base64.ts";

/** A line of mail may be folded before a space; what is folded here unfolds to the same text. */
const FOLD = "\r\n ";
const LINE_CHARS = 76;
/** `=?utf-8?B?` and `?=` leave 63 of the 75 characters of an encoded word: 45 bytes in base64. */
const WORD_BYTES = 45;
/** The hard limit on a line is 998; a name of a header stands before the first one. */
const ID_CHARS_MAX = 900;

/** Text for a header whose name took `used` characters of the line: as it is if that is safe, else in encoded words. */
export function encodedText(text: string, used: number): string {
	const plain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/u.test(text) && !text.includes("=?");
	if (plain && used + text.length <= LINE_CHARS) return text;
	return encodedWords(text);
}

/** Mailboxes for a header, one on each line. Names that are more than words are encoded, so that no quoting is needed. */
export const addressHeader = (boxes: readonly Mailbox[]): string => boxes.map(mailboxText).join(`,${FOLD}`);

/** Message ids, one on each line; those that no header could carry are left out. */
export const idsHeader = (ids: readonly string[]): string =>
	ids
		.filter((id) => id.length <= ID_CHARS_MAX && /^[\x21-\x3b\x3d\x3f-\x7e]+$/u.test(id))
		.map((id) => `<${id}>`)
		.join(FOLD);

function mailboxText({ address, name }: Mailbox): string {
	const trimmed = name.trim();
	if (trimmed === "") return `<${address}>`;
	const words =
		/^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/u.test(trimmed) && trimmed.length <= 60 ? trimmed : encodedWords(trimmed);
	return `${words}${trimmed.length + address.length > 60 ? FOLD : " "}<${address}>`;
}

function encodedWords(text: string): string {
	const utf8 = new TextEncoder();
	const words: string[] = [];
	let part = "";
	let bytes = 0;
	for (const char of text) {
		const length = utf8.encode(char).length;
		if (bytes + length > WORD_BYTES) {
			words.push(part);
			part = "";
			bytes = 0;
		}
		part += char;
		bytes += length;
	}
	words.push(part);
	return words.map((word) => `=?utf-8?B?${toBase64(utf8.encode(word))}?=`).join(FOLD);
}
