import { UNSEEN } from "./mail/text.ts";

/** Names are shown, and become headers and files on somebody's disk: what could pass for another name, path or header goes. */
export function fileName(name: string | null, at: { readonly n: number; readonly type: string }): string {
	const clean = (name ?? "")
		.normalize("NFC")
		.replace(/\p{Surrogate}/gu, "\uFFFD")
		.replace(CONTROLS, "")
		.replace(UNSEEN, "")
		.replace(/[\\/:*?"<>|\s]+/gu, " ")
		.replace(/^[.\s]+|[.\s]+$/gu, "");
	return clean === "" ? `part-${at.n}.${endingOf(at.type)}` : shortened(clean);
}

const NAME_CHARS_MAX = 255;
const ENDING_CHARS_MAX = 12;

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point.
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;

/** What a file is stands at its end, so that the middle is cut. */
function shortened(name: string): string {
	if (name.length <= NAME_CHARS_MAX) return name;
	const dot = name.lastIndexOf(".");
	const ending = dot > 0 && name.length - dot <= ENDING_CHARS_MAX ? name.slice(dot) : "";
	const stem = name.slice(0, NAME_CHARS_MAX - ending.length - 1).replace(/[\uD800-\uDBFF]$/u, "");
	return `${stem.trimEnd()}…${ending}`;
}

const ENDINGS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		"application/json": "json",
		"application/pdf": "pdf",
		"application/pgp-signature": "asc",
		"application/pkcs7-signature": "p7s",
		"application/x-pkcs7-signature": "p7s",
		"image/gif": "gif",
		"image/jpeg": "jpg",
		"image/png": "png",
		"message/rfc822": "eml",
		"text/calendar": "ics",
		"text/csv": "csv",
		"text/html": "html",
		"text/markdown": "md",
		"text/plain": "txt",
	}),
);
const endingOf = (type: string): string => ENDINGS.get(type) ?? "bin";

/** A header that offers a file for download under its name: RFC 6266, with a name in ASCII for old programs. */
export function dispositionOf(name: string): string {
	const plain = name
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.replace(/[^\w .,()+-]/gu, "_");
	const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\uFFFD")).replace(
		/['()*!]/g,
		(char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
	);
	return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
