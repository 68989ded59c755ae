import { hexOf } from "#durable-objects/platform/hash.ts";
import { decodedLine, firstOf, type MailHeader, messageIdsIn } from "./headers.ts";

/** What a mail tells of its thread beside the headers that are meant for it: what is left where these were rewritten. */
export type ThreadClues = {
	/** Outlook's index of the conversation: the same in every mail of it, from the first on. */
	readonly index: string | null;
	/** The subject that the conversation began with. */
	readonly topic: string | null;
	/** Message-IDs that mail systems and help desks copied elsewhere. */
	readonly quoted: readonly string[];
};

const QUOTED_MAX = 10;
const TOPIC_CHARS_MAX = 998;
/** A reserved byte, five of time, sixteen of an id; each answer adds five more. */
const INDEX_BYTES = 22;

export function threadCluesOf(headers: readonly MailHeader[]): ThreadClues {
	const elsewhere = headers.filter(({ key, value }) => key.startsWith("x-") && value.includes("<"));
	return {
		index: indexOf(firstOf(headers, "thread-index") ?? ""),
		topic: decodedLine(firstOf(headers, "thread-topic"), TOPIC_CHARS_MAX),
		quoted: messageIdsIn(elsewhere.map(({ value }) => bracketed(value))).slice(0, QUOTED_MAX),
	};
}

const bracketed = (value: string): string =>
	(value.match(/<[^<>\s]{3,998}>/gu) ?? []).filter((id) => id.includes("@")).join(" ");

function indexOf(value: string): string | null {
	const text = value.replace(/\s+/gu, "");
	if (!/^[A-Za-z0-9+/]{30,}={0,2}$/u.test(text)) return null;
	try {
		const bytes = Uint8Array.from(atob(text.slice(0, 32)), (char) => char.charCodeAt(0)).slice(0, INDEX_BYTES);
		if (bytes.length < INDEX_BYTES || bytes.every((byte) => byte === bytes[0])) return null;
		return hexOf(bytes);
	} catch {
		return null;
	}
}
