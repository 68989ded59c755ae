import { hexOf } from "#durable-objects/platform/hash.ts";
import type { Attachment, SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import {
	ATTACHMENT_TEXT_CHARS_MAX,
	ATTACHMENTS_MAX,
	SIGNAL_TEXT_CHARS_MAX,
} from "#knowledge/core/vocabulary/limits.ts";
import { textOfBytes } from "./decode.ts";
import { fileName } from "./file-name.ts";
import { htmlToText } from "./mail/html-text.ts";
import type { MailPart } from "./mail/parts.ts";
import { cleanText, cut } from "./mail/text.ts";

/** A part with its number and name, and its text where it has one that we read. */
export type Filed = {
	readonly file: Omit<Attachment, "read">;
	readonly content: Uint8Array;
	readonly text: { readonly text: string; readonly truncated: boolean } | null;
};
export type FiledParts = { readonly files: readonly Filed[]; readonly truncated: boolean };

export const NO_FILES: FiledParts = { files: [], truncated: false };

/** The parts of a mail that are kept one by one, the first so many. Empty seals and pictures of the mail's looks are not. */
export async function filed(parts: readonly MailPart[]): Promise<FiledParts> {
	const files: Filed[] = [];
	const known = new Set<string>();
	let left = 0;
	for (const part of parts) {
		if (part.isDecoration || (isEmpty(part.content) && !isDocument(part))) continue;
		if (files.length === ATTACHMENTS_MAX) {
			left++;
			continue;
		}
		const n = files.length + 1;
		const sha256 = await hashOf(part.content);
		// A calendar comes twice in one mail: for programs and as a file for people.
		if (isCalendar(part) && known.has(sha256)) continue;
		known.add(sha256);
		const { type, content } = part;
		const file = { n, name: fileName(part.name, { n, type }), type, bytes: content.byteLength, sha256 };
		files.push({ file, content, text: readText(part) });
	}
	return { files, truncated: left > 0 };
}

/**
 * The record with the texts of its attachments below the mail's own, each under a line with its name. They are never among
 * the words that the author wrote here: `visible` stays as it is.
 */
export function withAttachments(record: SignalRecord, { files, truncated }: FiledParts): SignalRecord {
	if (files.length === 0) return record;
	let { text } = record;
	let isCut = record.truncated || truncated;
	const attached: NonNullable<SignalRecord["attached"]> = [];
	const attachments: Attachment[] = [];
	for (const { file, text: own } of files) {
		const head = `${text === "" ? "" : "\n\n"}[attachment ${file.name}]\n`;
		const room = Math.max(0, SIGNAL_TEXT_CHARS_MAX - text.length - head.length);
		const fits = own && own.text !== "" ? cut(own.text, room) : null;
		isCut ||= own !== null && (own.truncated || (fits?.truncated ?? false));
		const read = fits !== null && fits.text !== "";
		if (read) {
			const start = text.length + head.length;
			text = `${text}${head}${fits.text}`;
			attached.push({ start, end: text.length, name: file.name });
		}
		attachments.push({ ...file, read });
	}
	return { ...record, text, truncated: isCut, attachments, ...(attached.length > 0 ? { attached } : {}) };
}

const READABLE: ReadonlySet<string> = new Set([
	"text/plain",
	"text/csv",
	"text/markdown",
	"text/x-markdown",
	"text/tab-separated-values",
	"text/html",
	"application/json",
	"text/json",
]);
/** How programs send such files when they do not know what they are. */
const UNTOLD: ReadonlySet<string> = new Set([
	"application/octet-stream",
	"application/vnd.ms-excel",
	"application/csv",
]);
/** What stands between two boundaries is at least the end of a line. */
const isEmpty = (content: Uint8Array): boolean =>
	content.byteLength <= 4 && content.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20);
const isDocument = ({ type }: MailPart): boolean =>
	!type.startsWith("image/") && !/^application\/(?:(?:x-)?pkcs7-|pgp-)/.test(type);
const isCalendar = ({ type }: MailPart): boolean => type === "text/calendar" || type === "application/ics";

/** Characters of the source beyond which nothing of what is read could come. */
const SOURCE_BYTES_MAX = 1024 * 1024;

function readText({ name, type, content }: MailPart): Filed["text"] {
	if (!READABLE.has(type) && !(UNTOLD.has(type) && /\.(?:csv|tsv|txt|md|json)$/i.test(name ?? ""))) return null;
	const source = content.subarray(0, SOURCE_BYTES_MAX);
	const text = textOfBytes(wholeLetters(source, content.byteLength));
	// Whatever it is called, that is no text.
	if (text.includes("\u0000")) return null;
	const isLong = content.byteLength > SOURCE_BYTES_MAX;
	if (type !== "text/html") {
		const read = cut(cleanText(text), ATTACHMENT_TEXT_CHARS_MAX);
		return { text: read.text.trimEnd(), truncated: read.truncated || isLong };
	}
	const read = htmlToText(text, ATTACHMENT_TEXT_CHARS_MAX);
	return { text: cleanText(read.text), truncated: read.truncated || isLong };
}

/** Not in the middle of a letter, or the whole would not be UTF-8. */
function wholeLetters(source: Uint8Array, length: number): Uint8Array {
	if (source.byteLength === length) return source;
	let end = source.byteLength;
	while (end > 0 && ((source[end - 1] ?? 0) & 0xc0) === 0x80 && source.byteLength - end < 3) end--;
	return source.subarray(0, (source[end - 1] ?? 0) >= 0xc0 ? end - 1 : end);
}

async function hashOf(content: Uint8Array): Promise<string> {
	return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", content)));
}
