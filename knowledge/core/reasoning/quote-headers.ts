import type { Line } from "./span.ts";
import { anyOf, wordsOf } from "./word-patterns.ts";

/** How mail programs, in the languages of `mail-words.ts`, announce what somebody wrote earlier. */

const INITIALS = /^\s{0,3}\p{Lu}\p{L}{0,10}>(?:[>\s]|$)/u;
/** Marked with ">", or in the way of newsgroups with a name before it: "JW> ". */
export const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line) || INITIALS.test(line.slice(0, 40));

/** Marks of writing direction, which programs put around names in Hebrew and Arabic, and spaces that are not spaces. */
const MARKS = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const LOOKED_AT_CHARS = 300;
const plain = (line: string): string =>
	line
		.slice(0, LOOKED_AT_CHARS + 1)
		.replace(MARKS, "")
		// Its small letter is two characters, which no pattern finds.
		.replace(/İ/g, "i")
		.replace(/[\u00a0\u202f\u3000]/g, " ");

const OPENS = new RegExp(`^\\s{0,3}(?:${anyOf(wordsOf("opens"))})(?:\\s|(?=[\\d"]))`, "iu");
const WROTE = new RegExp(
	`(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}])(?:${anyOf(wordsOf("wrote"))})(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}])`,
	"iu",
);
/** Some programs put no space between the address and their verb. */
const GLUED_WROTE = />(?:wrote|writes|schrieb)\b/i;
const ADDRESS = /[^\s<>@()[\]"]{1,80}@[^\s<>@()[\]"]{2,100}/;
const TIME = /\d{1,2}\s?(?:[:.h點点時时시]|giờ)\s?\d{2}/u;
const DATE =
	/\d{4}\s?[-/.年년]\s?\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}|\d{1,2}\.?\s(?:de\s|ב)?\p{L}{2,14}\.?,?\s(?:de\s)?\d{4}|\p{L}{3,14}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{1,2}\sthg\s\d/u;
const DATE_FIRST = new RegExp(`^\\s{0,3}(?:\\p{L}{1,12}\\.?,?\\s)?(?:${DATE.source})`, "u");
const ENDS_IN_COLON = /[:：]$/;
const ENDS_IN_ADDRESS = /<\s?[^<>\s]{1,100}@[^<>\s]{1,100}>(?:\s?[:：])?$/;
const ZONE = /(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d{2})?\s\S/;

/** Programs wrap the header of a quote at 72 characters or so, and put long addresses on lines of their own. */
const HEADER_LINES_MAX = 4;

/** Lines that the header of a quote takes up ("On ... wrote:"); 0 if there is none. */
export function attributionLength(lines: readonly Line[], index: number): number {
	const first = plain(lines[index]?.text ?? "").trimEnd();
	if (first === "" || first.length > LOOKED_AT_CHARS) return 0;
	if (datedOnly(first) || isRuledHeader(first)) return 1;
	if (canOpen(first)) {
		let joined = "";
		for (let count = 1; count <= HEADER_LINES_MAX; count++) {
			const line = plain(lines[index + count - 1]?.text ?? "").trim();
			if (line === "" || line.length > LOOKED_AT_CHARS) break;
			joined = joined === "" ? line : `${joined} ${line}`;
			if (isHeader(joined)) return count;
		}
		const split = splitHeader(lines, index, first);
		if (split > 0) return split;
	}
	return beforeQuote(lines, index, first);
}

const canOpen = (first: string): boolean =>
	OPENS.test(first) || DATE_FIRST.test(first) || TIME.test(first) || /<|@/.test(first);

/** A header names a time, so a digit is required: "On Monday he wrote: ..." is prose. */
function isHeader(text: string): boolean {
	if (!ENDS_IN_COLON.test(text) || !/\d/.test(text)) return false;
	const dated = DATE.test(text) && TIME.test(text);
	if (WROTE.test(text) || GLUED_WROTE.test(text)) return OPENS.test(text) || dated || ADDRESS.test(text);
	// A date or a time, and an address at the end with a colon: the header of a language without a row of its own.
	return ENDS_IN_ADDRESS.test(text) && (dated || (OPENS.test(text) && TIME.test(text)) || /\d{1,2}:\d{2}/.test(text));
}

/** "2016-03-03 17:21 GMT+01:00 Jane Wu" and "2013/7/20 Jane Wu <jane@x.example>": no verb, and no colon either. */
const datedOnly = (text: string): boolean =>
	DATE_FIRST.test(text) &&
	(ENDS_IN_ADDRESS.test(text) || (ZONE.test(text) && /[\p{L}:]$/u.test(text) && text.length <= 90));

/** "---- On Fri, 5 May 2026 10:00:00 +0100 Jane Wu wrote ----". */
const isRuledHeader = (text: string): boolean =>
	/^\s{0,3}[-*=_]{3,}\s?\S/.test(text) && /\S\s?[-*=_]{3,}$/.test(text) && WROTE.test(text);

/** HTML made into text may leave empty lines inside of a header; its first line then has both a date and a time. */
function splitHeader(lines: readonly Line[], index: number, first: string): number {
	if (!OPENS.test(first) || !DATE.test(first) || !TIME.test(first)) return 0;
	let joined = first;
	let blanks = 0;
	for (let count = 2; count <= HEADER_LINES_MAX + 3; count++) {
		const line = plain(lines[index + count - 1]?.text ?? "").trim();
		if (line === "" && ++blanks > 1) return 0;
		joined = `${joined} ${line}`;
		if (joined.length > 2 * LOOKED_AT_CHARS) return 0;
		if (isHeader(joined)) return count;
	}
	return 0;
}

/** In any language: a line with an address, a time or a verb of writing that ends in a colon right before quoted lines. */
function beforeQuote(lines: readonly Line[], index: number, first: string): number {
	const second = plain(lines[index + 1]?.text ?? "").trim();
	if (ENDS_IN_COLON.test(first)) return isMarkedSoon(lines, index + 1) && announces(first) ? 1 : 0;
	if (OPENS.test(first) && DATE.test(first) && endsInVerb(first)) return isMarkedSoon(lines, index + 1) ? 1 : 0;
	// Wrapped: "Jane Wu <jane@x.example>" and "wrote:" below it.
	const wrapped = ENDS_IN_COLON.test(second) && WROTE.test(second) && second.length <= 120 && !isQuoted(second);
	const named = ADDRESS.test(first) ? second.length <= 40 : second.startsWith("<") && first.length <= 60;
	return wrapped && named && !/[.!?]$/.test(first) && isMarkedSoon(lines, index + 2) ? 2 : 0;
}

const announces = (text: string): boolean =>
	ADDRESS.test(text) ||
	/\d{1,2}:\d{2}/.test(text) ||
	(text.length <= 120 && (endsInVerb(text) || GLUED_WROTE.test(text)));
const endsInVerb = (text: string): boolean => {
	const last = text.replace(/[\s:：]+$/, "").slice(-40);
	return WROTE.test(last.slice(Math.max(0, last.lastIndexOf(" ", last.lastIndexOf(" ") - 1))));
};
const isMarkedSoon = (lines: readonly Line[], from: number): boolean => isQuoted(nextNonBlank(lines, from));

/** Looks a few lines ahead only: a mail of blank lines must not make this quadratic. */
export function nextNonBlank(lines: readonly Line[], from: number): string {
	for (let i = from; i < from + 5; i++) {
		const line = lines[i]?.text;
		if (line === undefined) return "";
		if (line.trim() !== "") return line;
	}
	return "";
}

const DIVIDER_WORDS = anyOf(wordsOf("divider"));
const DIVIDER = new RegExp(`^[\\s>]{0,3}[-_*=#—–]{2,60}\\s{0,4}(?:${DIVIDER_WORDS})(?!\\p{L})`, "iu");
const BARE_DIVIDER = new RegExp(`^\\s{0,3}\\*{0,2}(?:${DIVIDER_WORDS})(?:[^:：\\p{L}]{0,8})[:：]\\*{0,2}$`, "iu");
const RULE = /^\s{0,3}(?:[_-]{5,}|={4,}|\*{5,}|[-_=*\s]{12,})\s*$/;

/** A line of nothing but dashes and the like. */
export const isRule = (line: string): boolean =>
	line.length <= LOOKED_AT_CHARS && /^\s{0,3}[-_=*~—–─━]{3,}\s*$/.test(line);

/** Whether all that follows was written earlier, or by somebody else. */
export function endsMessage(lines: readonly Line[], index: number): boolean {
	const raw = lines[index]?.text ?? "";
	if (raw.length > LOOKED_AT_CHARS) return false;
	const line = plain(raw).trimEnd();
	if (line === "") return false;
	if (DIVIDER.test(line) || BARE_DIVIDER.test(line)) return true;
	if (RULE.test(line)) return headerKind(nextNonBlank(lines, index + 1)) === "from" || isBlockBelow(lines, index);
	return startsHeaderBlock(lines, index);
}

type HeaderKind = "from" | "date" | "to" | "subject" | "other";
const KINDS: ReadonlyMap<string, HeaderKind> = new Map(
	(["other", "subject", "to", "date", "from"] as const).flatMap((kind) =>
		wordsOf(kind).map((word): [string, HeaderKind] => [word, kind]),
	),
);
const HEADER_NAME = /^\s{0,3}[*_]{0,2}\s?([^\s:：*][^:：*\n]{0,23}?)\s{0,2}[*_]{0,2}\s?[:：]/;

function headerKind(line: string): HeaderKind | null {
	const name = HEADER_NAME.exec(plain(line.slice(0, 80)))?.[1];
	return name === undefined ? null : (KINDS.get(name.toLowerCase()) ?? null);
}

/** In any language: below a drawn line three lines with names and values, one of them an address or a time. */
function isBlockBelow(lines: readonly Line[], index: number): boolean {
	const block = lines
		.slice(index + 1, index + 7)
		.filter((line) => line.text.trim() !== "")
		.slice(0, 3);
	const texts = block.map((line) => plain(line.text));
	return (
		texts.length === 3 &&
		texts.every((text) => /^\s{0,3}[*_]{0,2}[\p{L}\p{M}][\p{L}\p{M}\s-]{0,23}[*_]{0,2}\s?[:：]/u.test(text)) &&
		texts.some((text) => ADDRESS.test(text) || /\d{1,2}[:.h]\d{2}/.test(text))
	);
}

/** Long lists of recipients wrap; more lines than this between two headers are prose. */
const BLOCK_LINES_MAX = 8;

/** Telephones write two headers only: who, with an address, and when. */
const isSentBy = (from: string, date: string): boolean =>
	ADDRESS.test(from.slice(0, LOOKED_AT_CHARS)) && headerKind(date) === "date" && /\d/.test(date);

/** From, and two other headers of different kinds; a subject, an address or a time tells them from a form about a journey. */
function startsHeaderBlock(lines: readonly Line[], index: number): boolean {
	const first = headerKind(lines[index]?.text ?? "");
	if (first === null || first === "other") return false;
	if (first === "from" && isSentBy(lines[index]?.text ?? "", lines[index + 1]?.text ?? "")) return true;
	const kinds = new Set<HeaderKind>();
	let proof = false;
	for (let i = index; i < index + BLOCK_LINES_MAX; i++) {
		const text = lines[i]?.text.slice(0, LOOKED_AT_CHARS) ?? "";
		if (text.trim() === "") {
			// Programs that make text of HTML put an empty line after each header.
			if (headerKind(lines[i + 1]?.text ?? "") === null) break;
			continue;
		}
		const kind = headerKind(text);
		if (kind === null && i === index) break;
		if (kind !== null) kinds.add(kind);
		proof ||= kind === "subject" || text.includes("@") || /\d{1,2}[:.h]\d{2}/.test(text);
	}
	return proof && kinds.has("from") && kinds.size >= 3;
}
