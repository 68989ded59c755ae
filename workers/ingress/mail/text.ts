/**
 * One line, white space runs as one space, and nothing unseen: what names, subjects and headers become before anything is
 * matched against them. Nobody's offsets point into it.
 */
export function oneLine(text: string, max: number): string {
	const line = clean(text).replace(UNSEEN, "").replace(/\s+/gu, " ").trim();
	return cut(line, max).text.trimEnd();
}

/** Line ends as LF, nothing invisible that programs act on, no trailing blank lines. Offsets of evidence point into this form. */
export function cleanText(text: string): string {
	return clean(text.replace(/\r\n?|[\u2028\u2029]/gu, "\n"))
		.replace(/^(?:[ \t]*\n)+/u, "")
		.trimEnd();
}

export function cut(text: string, max: number): { text: string; truncated: boolean } {
	if (text.length <= max) return { text, truncated: false };
	// Half of a surrogate pair would be a broken character in every later encoding.
	const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(max - 1));
	return { text: text.slice(0, splitsPair ? max - 1 : max), truncated: true };
}

/**
 * Control characters but tab and newline, byte order marks, and the tag block of Unicode, in which text can be
 * written that a model reads and a person cannot see.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point.
const UNWANTED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFEFF\u{E0000}-\u{E007F}]/gu;

/**
 * What is drawn as nothing, marks that turn the direction of writing among it, and the marks of annotations: in a name
 * they make one that looks like another's. Joiners, variants and soft hyphens stay: Persian and emoji are written with them.
 */
export const UNSEEN =
	/[\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

const clean = (text: string): string => text.replace(UNWANTED, "").replace(/\p{Surrogate}/gu, "\uFFFD");
