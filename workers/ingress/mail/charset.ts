/** Repairs for mails whose character sets are missing or wrong, before the parser reads them and after. */

/** Headers of any mail that we take fit in; what comes later is body for this purpose. */
const HEAD_BYTES_MAX = 256 * 1024;
const DECLARED = /charset\s*=\s*"?([\w:.-]{1,40})/iu;
const MULTIPART = /^content-type\s*:\s*multipart\//imu;

/**
 * The mail with its undeclared bytes as UTF-8, which is what the parser takes them for: raw letters in headers are read in
 * the character set that the mail names, and a single body without one as what its bytes can be. Others are left alone.
 */
export function withReadableBytes(raw: Uint8Array): Uint8Array {
	const end = endOfHead(raw);
	const head = raw.subarray(0, end);
	const latin = new TextDecoder("windows-1252").decode(head);
	const declared = DECLARED.exec(latin)?.[1] ?? null;
	const readHead = isUtf8(head) ? head : withReadableLines(head, declared ?? "windows-1252");
	const body = raw.subarray(end);
	const plain = declared === null && !MULTIPART.test(latin);
	const readBody = plain ? transcoded(body, guessed(body)) : body;
	return readHead === head && readBody === body ? raw : joined([readHead, readBody]);
}

/**
 * Text whose letters were written in UTF-8 and read as windows-1252 ("Ã©" for "é"), read again. Only where the whole of
 * it is such a misreading: one letter that cannot be part of one leaves everything as it is.
 */
export function withoutMisreading(text: string): string {
	if (!SUSPECT.test(text)) return text;
	const bytes = new Uint8Array(text.length);
	for (let i = 0; i < text.length; i++) {
		const byte = byteOf(text.charCodeAt(i));
		if (byte === null) return text;
		bytes[i] = byte;
	}
	const read = utf8(bytes);
	return read === null || IMPLAUSIBLE.test(read) ? text : read;
}

/** What the first byte of a letter in UTF-8 looks like, with the one that follows it. */
const SUSPECT =
	/[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/u;
/** "CAFÉ»" is also the UTF-8 of a letter of phonetics. Letters that no mail is written in mean that it was no misreading. */
const IMPLAUSIBLE = /[\u0180-\u02af\u0530-\u058f\u0700-\u08ff]/u;

function endOfHead(raw: Uint8Array): number {
	const limit = Math.min(raw.length, HEAD_BYTES_MAX);
	for (let at = raw.indexOf(LF); at >= 0 && at < limit; at = raw.indexOf(LF, at + 1)) {
		if (raw[at + 1] === LF) return at + 1;
		if (raw[at + 1] === CR && raw[at + 2] === LF) return at + 1;
	}
	return limit;
}

const [LF, CR, ESC] = [0x0a, 0x0d, 0x1b];

/** Line by line, so that what one header says cannot change where another one begins. */
function withReadableLines(head: Uint8Array, label: string): Uint8Array {
	// UTF-16 reads two bytes as one letter, and with that whole lines as others.
	const safe = /^utf-?16|^ucs|^replacement/iu.test(label) ? "windows-1252" : label;
	const lines: Uint8Array[] = [];
	for (let start = 0; start < head.length; ) {
		const found = head.indexOf(LF, start);
		const end = found < 0 ? head.length : found + 1;
		const line = head.subarray(start, end);
		lines.push(isUtf8(line) ? line : transcoded(line, safe));
		start = end;
	}
	return joined(lines);
}

/** `null`: leave it, the parser reads UTF-8. */
function guessed(body: Uint8Array): string | null {
	const start = body.indexOf(ESC);
	if (start >= 0 && (body[start + 1] === 0x24 || body[start + 1] === 0x28)) return "iso-2022-jp";
	return isUtf8(body) ? null : "windows-1252";
}

function transcoded(bytes: Uint8Array, label: string | null): Uint8Array {
	if (label === null) return bytes;
	const text = decoded(bytes, label) ?? decoded(bytes, "windows-1252");
	return text === null ? bytes : new TextEncoder().encode(text);
}

/** `null` for a character set that nobody knows. */
function decoded(bytes: Uint8Array, label: string): string | null {
	try {
		return new TextDecoder(label.toLowerCase(), { fatal: false, ignoreBOM: true }).decode(bytes);
	} catch {
		return null;
	}
}

const isUtf8 = (bytes: Uint8Array): boolean => utf8(bytes) !== null;

function utf8(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return null;
	}
}

const BYTES: ReadonlyMap<number, number> = new Map(
	Array.from(new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, i) => i)), (char, i) => [
		char.charCodeAt(0),
		i,
	]),
);
const byteOf = (code: number): number | null => (code < 0x80 ? code : (BYTES.get(code) ?? null));

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
