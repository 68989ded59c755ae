import PostalMime, { type Email } from "postal-mime";
import { MIME_DEPTH_MAX, SIGNAL_TEXT_CHARS_MAX, SUBJECT_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { withoutMisreading, withReadableBytes } from "./charset.ts";
import {
	ADDRESSES_MAX,
	dateOf,
	decodedLine,
	firstOf,
	type MailHeader,
	messageIdOf,
	messageIdsIn,
	type Person,
	peopleIn,
	valuesOf,
} from "./headers.ts";
import { htmlToText } from "./html-text.ts";
import { type AutomaticRule, automaticRule, type GuardedMail } from "./loop-guard.ts";
import { type ScanRefusal, scanMime } from "./mime-scan.ts";
import { type MailPart, partOf } from "./parts.ts";
import { cleanText, cut } from "./text.ts";
import { type ThreadClues, threadCluesOf } from "./thread-clues.ts";

export type ParsedMail = {
	readonly type: "mail";
	/** Ids stand without their angle brackets. */
	readonly messageId: string | null;
	readonly inReplyTo: string | null;
	readonly references: readonly string[];
	readonly from: Person | null;
	readonly to: readonly Person[];
	readonly cc: readonly Person[];
	readonly replyTo: Person | null;
	/** Every address that this mail says it was for, in lower case, those written by mail systems first. */
	readonly deliveredTo: readonly string[];
	readonly subject: string | null;
	/** What the sender's clock said, in milliseconds since 1970. */
	readonly date: number | null;
	readonly text: string;
	readonly truncated: boolean;
	readonly parts: readonly MailPart[];
	readonly thread: ThreadClues;
	readonly automatic: AutomaticRule | null;
};

export type RefusedMail = {
	readonly type: "refused";
	readonly code: ScanRefusal["code"] | "mime-depth" | "mime-headers" | "mime-unreadable";
	readonly reason: string;
};

export type ParseOptions = Pick<GuardedMail, "envelopeFrom" | "ownMessageId">;

/** Reads a mail as far as we use it. Never throws: what cannot be read is refused with the reason. */
export async function parseMail(raw: Uint8Array, options: ParseOptions = {}): Promise<ParsedMail | RefusedMail> {
	const refusal = scanMime(raw);
	if (refusal !== null) return { type: "refused", ...refusal };
	try {
		const email = await PostalMime.parse(withReadableBytes(raw), {
			maxNestingDepth: MIME_DEPTH_MAX,
			maxHeadersSize: HEADERS_BYTES_MAX,
			// A mail inside a mail has another author. It is an attachment, not words of the one who forwarded it.
			forceRfc822Attachments: true,
		});
		return mailOf(email, options);
	} catch (error) {
		return refusedBy(error);
	}
}

/** All headers of all parts. Long threads with signatures of every hop stay under a tenth of it. */
const HEADERS_BYTES_MAX = 256 * 1024;

function mailOf(email: Email, options: ParseOptions): ParsedMail {
	const headers: readonly MailHeader[] = email.headers;
	const to = peopleIn(valuesOf(headers, "to"));
	const cc = peopleIn(valuesOf(headers, "cc"));
	const delivered = peopleIn(DELIVERED.flatMap((key) => valuesOf(headers, key)));
	const body = bodyOf(email);
	return {
		type: "mail",
		messageId: messageIdOf(firstOf(headers, "message-id")),
		inReplyTo: messageIdsIn(valuesOf(headers, "in-reply-to"))[0] ?? null,
		references: messageIdsIn(valuesOf(headers, "references")),
		from: peopleIn([firstOf(headers, "from") ?? ""])[0] ?? null,
		to,
		cc,
		replyTo: peopleIn([firstOf(headers, "reply-to") ?? ""])[0] ?? null,
		deliveredTo: [...new Set([...delivered, ...to, ...cc].map((person) => person.address.toLowerCase()))].slice(
			0,
			ADDRESSES_MAX,
		),
		subject: decodedLine(firstOf(headers, "subject"), SUBJECT_CHARS_MAX),
		date: dateOf(firstOf(headers, "date")),
		text: body.text,
		truncated: body.truncated,
		parts: email.attachments.map(partOf),
		thread: threadCluesOf(headers),
		automatic: automaticRule({ headers, ...options }),
	};
}

const DELIVERED = ["delivered-to", "x-original-to", "envelope-to"];

/** Clients that write HTML only sometimes leave an empty plain part beside it. */
function bodyOf(email: Email): { text: string; truncated: boolean } {
	const plain = withoutMisreading(email.text ?? "");
	if (plain.trim() !== "" || email.html === undefined) return cut(cleanText(plain), SIGNAL_TEXT_CHARS_MAX);
	const { text, truncated } = htmlToText(withoutMisreading(email.html), SIGNAL_TEXT_CHARS_MAX);
	return { text: cleanText(text), truncated };
}

/** The parser names its limits in words only; whatever else it throws says nothing that we could act upon. */
function refusedBy(error: unknown): RefusedMail {
	const words = error instanceof Error ? error.message : "";
	if (words.includes("nesting depth"))
		return { type: "refused", code: "mime-depth", reason: "the mail is nested deeper than we take" };
	if (words.includes("header size"))
		return { type: "refused", code: "mime-headers", reason: "the mail's headers are larger than we take" };
	return { type: "refused", code: "mime-unreadable", reason: "the mail could not be read" };
}
