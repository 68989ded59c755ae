import { MIME_PARTS_MAX, RAW_MAIL_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";

export type ScanRefusal = { code: "mail-too-large" | "mime-parts" | "mime-lines" | "mime-padding"; reason: string };

/** Each line costs the parser about 7 µs and 400 bytes outside of base64; ten megabytes of base64 have 140,000. */
export const MIME_LINES_MAX = 200_000;
/** Lines shorter than base64 writes them. A mail of a thousand pages has them; a bomb has millions. */
export const MIME_SHORT_LINES_MAX = 50_000;
const SHORT_LINE_BYTES = 60;
/** The parser keeps a buffer for every padded stretch of base64. A real attachment has one. */
export const BASE64_PADDING_MAX = 50_000;

/**
 * Bounds, from above, what parsing would cost, before it is paid. Whatever the parser could take for a part boundary is
 * counted, so a mail that passes is within the limits; a mail without hundreds of lines that begin with `--` always passes.
 */
export function scanMime(raw: Uint8Array): ScanRefusal | null {
	if (raw.byteLength > RAW_MAIL_BYTES_MAX) return { code: "mail-too-large", reason: "the mail is larger than we take" };
	const seen = { lines: 0, short: 0, dashes: 0, padding: 0, base64: false };
	forEachLine(raw, (start, end) => {
		seen.lines++;
		if (end - start < SHORT_LINE_BYTES) seen.short++;
		if (raw[start] === DASH && raw[start + 1] === DASH && end - start > 2) seen.dashes++;
		if (!seen.base64 && isHeader(raw, start, end, ENCODING)) seen.base64 = !isPlainEncoding(raw, start);
		if (seen.base64) seen.padding += countEquals(raw, start, end);
		return seen.lines <= MIME_LINES_MAX && seen.short <= MIME_SHORT_LINES_MAX && seen.padding <= BASE64_PADDING_MAX;
	});
	if (seen.lines > MIME_LINES_MAX || seen.short > MIME_SHORT_LINES_MAX)
		return { code: "mime-lines", reason: "the mail has more lines than we take" };
	if (seen.padding > BASE64_PADDING_MAX)
		return { code: "mime-padding", reason: "the mail's encoding is broken too often" };
	if (seen.dashes < MIME_PARTS_MAX || countDelimiters(raw) < MIME_PARTS_MAX) return null;
	return { code: "mime-parts", reason: "the mail has more parts than we take" };
}

const [DASH, LF, EQUALS] = [0x2d, 0x0a, 0x3d];
const TYPE = "content-type";
const ENCODING = "content-transfer-encoding";
/** Type headers that need more than this are not worth understanding: they count as wild. */
const HEADER_LINES_MAX = 50;
const HEADER_BYTES_MAX = 8_192;
/** Forwarded mails are scanned with their headers, so a thread has many; a bomb has more. */
const TYPE_HEADERS_MAX = 1_000;

// A line that starts with a byte order mark is no header for the parser either.
const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });

function forEachLine(raw: Uint8Array, visit: (start: number, end: number) => boolean): void {
	let start = 0;
	while (start < raw.length) {
		const found = raw.indexOf(LF, start);
		const end = found < 0 ? raw.length : found;
		if (!visit(start, end)) return;
		start = end + 1;
	}
}

/** Spaces before the name are read over as the parser does for a first line; a folded name ends its line early. */
function isHeader(raw: Uint8Array, start: number, end: number, name: string): boolean {
	let at = start;
	while (at < end && (raw[at] === 0x20 || raw[at] === 0x09)) at++;
	for (let i = 0; i < name.length; i++) if (((raw[at + i] ?? 0) | 0x20) !== (name.charCodeAt(i) | 0x20)) return false;
	return true;
}

/** A header with the lines that continue it, unfolded; `null` if it is longer than anybody writes it. */
function headerAt(raw: Uint8Array, start: number): string | null {
	const lines: string[] = [];
	let ended = false;
	const window = raw.subarray(start, start + HEADER_BYTES_MAX);
	forEachLine(window, (from, end) => {
		const first = window[from];
		ended = lines.length > 0 && first !== 0x20 && first !== 0x09;
		if (!ended) lines.push(decoder.decode(window.subarray(from, end)).replace(/\r+$/u, ""));
		return !ended && lines.length < HEADER_LINES_MAX;
	});
	const whole = ended || (lines.length < HEADER_LINES_MAX && window.length < HEADER_BYTES_MAX);
	return whole ? lines.join("") : null;
}

const isPlainEncoding = (raw: Uint8Array, start: number): boolean =>
	/^\s*content-transfer-encoding\s*:\s*(?:7bit|8bit|binary|quoted-printable)\s*$/iu.test(headerAt(raw, start) ?? "");

function countEquals(raw: Uint8Array, start: number, end: number): number {
	let count = 0;
	for (let at = start; at < end; at++) if (raw[at] === EQUALS) count++;
	return count;
}

/** Lines that are a delimiter of a boundary declared anywhere, or all that could be if a declaration cannot be read. */
function countDelimiters(raw: Uint8Array): number {
	const declared = declaredBoundaries(raw);
	let count = 0;
	forEachLine(raw, (start, end) => {
		if (raw[start] !== DASH || raw[start + 1] !== DASH || end - start <= 2) return true;
		if (declared === "wild") count++;
		else if (end - start <= BOUNDARY_BYTES_MAX && declared.has(decoder.decode(raw.subarray(start + 2, end)).trimEnd()))
			count++;
		return count <= MIME_PARTS_MAX;
	});
	return count;
}

/** The standard says 70; longer ones are declared wild below. */
const BOUNDARY_BYTES_MAX = 1_024;

function declaredBoundaries(raw: Uint8Array): ReadonlySet<string> | "wild" {
	const declared = new Set<string>();
	let headers = 0;
	let wild = false;
	forEachLine(raw, (start, end) => {
		if (!isHeader(raw, start, end, TYPE)) return true;
		headers++;
		const found = boundariesOf(headerAt(raw, start));
		if (found === "wild" || declared.size > MIME_PARTS_MAX || headers > TYPE_HEADERS_MAX) wild = true;
		else for (const boundary of found) declared.add(boundary);
		return !wild;
	});
	return wild ? "wild" : declared;
}

function boundariesOf(header: string | null): readonly string[] | "wild" {
	if (header === null) return "wild";
	const value = header.slice(header.indexOf(":") + 1);
	const type = (value.split(";", 1)[0] ?? "").trim();
	if (!/^[\w/+.-]*$/u.test(type)) return "wild";
	if (!/^multipart\//iu.test(type)) return [];
	if (/[(\\]/u.test(value)) return "wild";
	const mentioned = value.match(/boundary/giu)?.length ?? 0;
	const read = [...value.matchAll(/;\s*boundary\s*=\s*(?:"([^"]*)"|([^;"\s]+))\s*(?=;|$)/giu)].map(
		(match) => match[1] ?? match[2] ?? "",
	);
	if (read.length !== mentioned || read.some((boundary) => boundary.length > 200)) return "wild";
	return read.map((boundary) => boundary.trimEnd());
}
