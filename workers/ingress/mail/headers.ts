import { addressParser, decodeWords } from "postal-mime";
import { MailAddress } from "#knowledge/core/effects/effect.ts";
import { withoutMisreading } from "./charset.ts";
import { oneLine } from "./text.ts";

/** One header of a mail: `key` in lower case, `value` unfolded, encoded words as they were written. */
export type MailHeader = { readonly key: string; readonly value: string };

export type Person = { readonly address: string; readonly name: string };

/** A mail to more people than this is an announcement; what it says matters more than to whom. */
export const ADDRESSES_MAX = 100;
export const REFERENCES_MAX = 50;
/** Names and addresses take a tenth of this; the parser of addresses is slower than linear. */
const ADDRESS_HEADER_CHARS_MAX = 32_768;
const ID_CHARS_MAX = 998;
const NAME_CHARS_MAX = 120;

export const valuesOf = (headers: readonly MailHeader[], key: string): string[] =>
	headers.filter((header) => header.key === key).map((header) => header.value);

/** The first header of that name: a second one is how a mail shows one face to a filter and another to us. */
export const firstOf = (headers: readonly MailHeader[], key: string): string | null =>
	headers.find((header) => header.key === key)?.value ?? null;

export function decodedLine(value: string | null, max: number): string | null {
	if (value === null) return null;
	const line = oneLine(withoutMisreading(decodeWords(value)), max);
	return line === "" ? null : line;
}

/** Who is named in address headers, groups opened. What is not an address is left out. */
export function peopleIn(values: readonly string[]): Person[] {
	const people: Person[] = [];
	for (const value of values) {
		for (const mailbox of addressParser(mended(value.slice(0, ADDRESS_HEADER_CHARS_MAX)), { flatten: true })) {
			if (people.length === ADDRESSES_MAX) return people;
			const address = asciiDomain((mailbox.address ?? "").replace(COMMENT, "").trim()).replace(/\.$/u, "");
			if (MailAddress.safeParse(address).success) people.push({ address, name: nameIn(mailbox.name) });
		}
	}
	return people;
}

const nameIn = (name: string): string =>
	oneLine(withoutMisreading(name), NAME_CHARS_MAX).replace(/^'(.{1,118})'$/u, "$1");

/**
 * Address headers as other programs read them: without what RFC 822 let stand in an address and nobody writes any more
 * (the servers that it should travel by, spaces around the dots of its domain), without a link's scheme, and with
 * encoded names whole, for many programs leave their commas as they are.
 */
const mended = (value: string): string =>
	value
		.replace(/=\?[^?\s]{1,40}\?[qQ]\?[^?\r\n]{0,400}\?=/gu, (word) => word.replace(/[,;:()"]/gu, encoded))
		.replace(/<\s{0,9}@[^<>:"]{1,200}:/gu, "<")
		.replace(/<\s{0,9}mailto:/giu, "<")
		.replace(SPACED_DOT, "$1$2.");

const encoded = (char: string): string => `=${char.charCodeAt(0).toString(16).toUpperCase()}`;
const SPACED_DOT =
	/(@[\w-]{1,63}(?:\.[\w-]{1,63}){0,9})\s{0,9}\.\s{1,9}(?=\w)|(@[\w-]{1,63}(?:\.[\w-]{1,63}){0,9})\s{1,9}\.(?=\w)/gu;

/** The ids in a header, in its order, each once: the first, which opened the thread, and the newest of the rest. */
export function messageIdsIn(values: readonly string[]): string[] {
	const ids = new Set<string>();
	for (const value of values) {
		const bracketed = [...value.matchAll(/<([^<>]+)>/gu)].map((match) => match[1] ?? "");
		for (const id of bracketed.length > 0 ? bracketed : value.split(/[\s,]+/u).filter((word) => word.includes("@"))) {
			const bare = id.replace(/\s+/gu, "");
			if (bare !== "" && bare.length <= ID_CHARS_MAX && !UNPRINTABLE.test(bare)) ids.add(bare);
		}
	}
	const all = [...ids];
	return all.length <= REFERENCES_MAX ? all : [...all.slice(0, 1), ...all.slice(1 - REFERENCES_MAX)];
}

/** An id need not look like one: what stands in the header is what replies will repeat. */
export function messageIdOf(value: string | null): string | null {
	if (value === null) return null;
	const bare = (/<([^<>]+)>/u.exec(value)?.[1] ?? value).replace(/\s+/gu, "").replace(/^<|>$/gu, "");
	return bare === "" || bare.length > ID_CHARS_MAX || UNPRINTABLE.test(bare) ? null : bare;
}

/** RFC 822 lets a remark stand inside of nearly everything. */
const COMMENT = /\s*\([^()]*\)\s*/gu;

export function dateOf(value: string | null): number | null {
	if (value === null) return null;
	const at = Date.parse(value.replace(COMMENT, " ").trim());
	return Number.isSafeInteger(at) && at >= 0 ? at : null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point.
const UNPRINTABLE = /[\u0000-\u0020\u007F]/u;

/** Names of domains outside of ASCII are written in their ASCII form, so that one domain has one spelling. */
function asciiDomain(address: string): string {
	const at = address.lastIndexOf("@");
	const domain = address.slice(at + 1);
	if (at < 1 || /^[\u0021-\u007e]*$/u.test(domain)) return address;
	const url = URL.parse(`http://${domain}/`);
	return url === null ? address : `${address.slice(0, at)}@${url.hostname}`;
}
