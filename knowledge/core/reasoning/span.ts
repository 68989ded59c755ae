/** A stretch of a text, in UTF-16 units, `end` excluded. */
export type Span = { readonly start: number; readonly end: number };

/** One line without its line break. */
export type Line = Span & { readonly text: string };

/** The lines of a stretch of text. Knows LF, CRLF and lone CR, all of which mail holds. */
export function linesOf(text: string, within: Span = { start: 0, end: text.length }): readonly Line[] {
	const lines: Line[] = [];
	let start = within.start;
	for (let i = within.start; i < within.end; i++) {
		const code = text.charCodeAt(i);
		if (code !== LF && code !== CR) continue;
		lines.push({ start, end: i, text: text.slice(start, i) });
		if (code === CR && text.charCodeAt(i + 1) === LF && i + 1 < within.end) i++;
		start = i + 1;
	}
	lines.push({ start, end: within.end, text: text.slice(start, within.end) });
	return lines;
}

/** The span without white space at its ends; `null` when nothing else is in it. */
export function trimmed(text: string, span: Span): Span | null {
	let { start, end } = span;
	while (start < end && isSpace(text.charCodeAt(start))) start++;
	while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
	return start < end ? { start, end } : null;
}

/** Whether one of `spans` holds all of `span`. */
export const isInside = (spans: readonly Span[], span: Span): boolean =>
	spans.some((each) => each.start <= span.start && span.end <= each.end);

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Longest first where two begin together, and of two that overlap the first one stays. */
export function withoutOverlaps<T extends Span>(spans: readonly T[]): readonly T[] {
	const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
	const kept: T[] = [];
	let end = -1;
	for (const each of sorted) {
		if (each.start < end) continue;
		kept.push(each);
		end = each.end;
	}
	return kept;
}

/** Runs of white space become one space: values are read on one line, whatever the mail's wrapping was. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** How many words white space parts; where a text begins or ends with white space, nothing counts as a word there, too. */
export function wordCount(text: string): number {
	let count = 1;
	let wasSpace = false;
	for (let i = 0; i < text.length; i++) {
		const isSpaced = isWhite(text.charCodeAt(i));
		if (isSpaced && !wasSpace) count++;
		wasSpace = isSpaced;
	}
	return count;
}
/** What `\s` matches. */
const isWhite = (code: number): boolean =>
	code <= 32
		? code === 32 || (code >= 9 && code <= 13)
		: code >= 160 &&
			(code === 160 || code === 0xfeff || (code >= 0x1680 && WIDE_SPACE.test(String.fromCharCode(code))));
const WIDE_SPACE = /\s/;

/** Markup that a mail program left in a text says nothing to who reads a value. */
export const withoutTags = (text: string): string => text.replace(/<\/?[a-z][^<>]{0,200}>/gi, " ");

/** Cut at a word, with an ellipsis, when longer than `max`. */
export function shortened(text: string, max: number): string {
	const line = oneLine(text);
	if (line.length <= max) return line;
	const cut = line.lastIndexOf(" ", max - 1);
	return `${wholeCharacters(line.slice(0, cut > max / 2 ? cut : max - 1))}…`;
}

/** Half a surrogate pair does not survive UTF-8, and a quote that changed on its way to storage proves nothing. */
export const splitsPair = (text: string, at: number): boolean =>
	isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));

const wholeCharacters = (text: string): string => (isHigh(text.charCodeAt(text.length - 1)) ? text.slice(0, -1) : text);
const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

const LF = 10;
const CR = 13;
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 160 || code === 0xfeff;
