import { type Line, linesOf, type Span, splitsPair, trimmed } from "./span.ts";

export type Sentence = Span & {
	/** As it stands, of the same length; a line break within it is a space, for a program put it there and not a person. */
	readonly text: string;
	/** An item of a list. */
	readonly bullet: boolean;
	/** Counts blocks: the items of a list and the line that announces them have different numbers, in order. */
	readonly paragraph: number;
};

/** As long as a quote may be (`QUOTE_CHARS_MAX`), so that every sentence can be evidence; it also bounds what patterns search. */
export const SENTENCE_CHARS_MAX = 600;
/** A long transcript has some hundreds. What comes after this in one text is not read: a hostile text must not cost a turn. */
export const SENTENCES_MAX = 1_000;

/** More than an hour and a half of talk. What comes after is not read, however few its sentences are. */
export const READ_CHARS_MAX = 80_000;
/** So many pieces of a sentence without an end are read: what goes on after them is nobody's sentence. */
const PIECES_MAX = 20;

/** What a summary says where a text was too long to be read to its end; empty where all was read. */
export function unreadNote(sentences: readonly Sentence[], visible: readonly Span[]): string {
	const end = sentences.at(-1)?.end ?? 0;
	const rest = (visible.at(-1)?.end ?? 0) - end;
	if (sentences.length === 0 || (sentences.length < SENTENCES_MAX && rest <= SENTENCE_CHARS_MAX)) return "";
	const read = visible.reduce((sum, span) => sum + Math.max(0, Math.min(span.end, end) - span.start), 0);
	const all = visible.reduce((sum, span) => sum + span.end - span.start, 0);
	return read >= all
		? ""
		: `Only the first ${sentences.length} sentences were read, ${Math.round((100 * read) / all)}% of the text.`;
}

/** The sentences of the given parts of a text. A hard-wrapped paragraph is one paragraph, an item of a list its own. */
export function sentencesIn(text: string, spans: readonly Span[]): readonly Sentence[] {
	const known = READ.get(spans);
	if (known?.text === text) return known.sentences;
	const sentences = readIn(text, spans);
	READ.set(spans, { text, sentences });
	return sentences;
}
/** One mail is read by many rules, each over the very same parts. */
const READ = new WeakMap<readonly Span[], { readonly text: string; readonly sentences: readonly Sentence[] }>();

function readIn(text: string, spans: readonly Span[]): readonly Sentence[] {
	const found: Sentence[] = [];
	let paragraph = 0;
	let chars = 0;
	for (const span of spans) {
		for (const block of blocksOf(text, span)) {
			for (const each of splitBlock(text, block)) {
				if (found.length >= SENTENCES_MAX || chars >= READ_CHARS_MAX) return found;
				chars += each.end - each.start;
				found.push({ ...each, text: unwrapped(text.slice(each.start, each.end)), bullet: block.bullet, paragraph });
			}
			paragraph++;
		}
	}
	return found;
}

const unwrapped = (text: string): string => text.replace(/[\r\n\t\u00a0]/g, " ");

type Block = Span & { readonly bullet: boolean };

const BULLET = /^\s{0,12}(?:[-*•·–—▪o◦‣⁃■□☐☑☒✓✔✗✘]|\(?\d{1,2}[.)]|\(?[a-hA-H]\))\s{1,4}(?=\S)/;

function blocksOf(text: string, span: Span): readonly Block[] {
	const lines = linesOf(text, span);
	const blocks: Block[] = [];
	let open: Line[] = [];
	const close = () => {
		const [first] = open;
		const last = open.at(-1);
		open = [];
		if (!first || !last) return;
		const mark = BULLET.exec(first.text)?.[0].length ?? 0;
		blocks.push({ start: first.start + mark, end: last.end, bullet: mark > 0 });
	};
	let longest = 0;
	for (const [i, line] of lines.entries()) {
		const previous = open.at(-1);
		if (line.text.trim() === "") {
			close();
			continue;
		}
		if (!previous) longest = widthFrom(lines, i);
		else if (BULLET.test(line.text) || !continues(previous.text, line.text, longest)) close();
		open.push(line);
	}
	close();
	return blocks;
}

/** The longest line of the paragraph that starts here; looked at over a bounded number of lines. */
function widthFrom(lines: readonly Line[], from: number): number {
	let width = 0;
	for (let i = from; i < from + 40; i++) {
		const line = lines[i];
		if (!line || line.text.trim() === "") break;
		width = Math.max(width, line.text.length);
	}
	return width;
}

/** A wrapping program breaks a line only where the next word no longer fits; a person breaks it where a thought ends. */
function continues(previous: string, next: string, longest: number): boolean {
	const before = previous.trimEnd();
	const after = next.trimStart();
	if (/^(?:hi|hello|dear|hey|good (?:morning|afternoon|evening))\b[^.?!]{0,40},$/i.test(before.trim())) return false;
	if (/[:]$/.test(before) && before.length < 60) return false;
	const word = /^\S{1,60}/.exec(after)?.[0].length ?? 0;
	if (before.length + 1 + word > Math.max(longest, 45)) return true;
	return /^\p{Ll}/u.test(after) && !/[.?!:;]$/.test(before);
}

const ABBREVIATIONS = new Set(
	"e.g i.e mr mrs ms dr prof sr jr vs approx ca cf dept est fig incl max min resp mio tsd mrd avv ing dott st jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri z.b d.h bzw ggf".split(
		" ",
	),
);
/** These end a sentence as often as not: what follows decides. */
const MAYBE_LAST = new Set("etc inc ltd co corp a.m p.m u.s u.k no nr plc".split(" "));

function splitBlock(text: string, block: Span): readonly Span[] {
	const spans: Span[] = [];
	let start = block.start;
	const push = (end: number) => {
		const span = trimmed(text, { start, end });
		start = end;
		if (span) spans.push(...bounded(text, span));
	};
	for (let i = block.start; i < block.end; i++) {
		const char = text.charAt(i);
		if (char !== "." && char !== "?" && char !== "!" && char !== "…") continue;
		let end = i + 1;
		while (end < block.end && /[.?!…"'”’)\]]/.test(text.charAt(end))) end++;
		if (end < block.end && !/\s/.test(text.charAt(end)) && !runsOn(text, block, i, end)) continue;
		if (char === "." && end === i + 1 && isAbbreviation(text, block, i)) continue;
		push(end);
		i = end - 1;
	}
	push(block.end);
	return spans;
}

/** "How are you?I am fine": a space is missing. Addresses and names such as "Node.js" are one word. */
function runsOn(text: string, block: Span, at: number, next: number): boolean {
	if (!/^\p{Lu}(?:\p{Ll}|\s|['’])/u.test(text.slice(next, next + 2))) return false;
	const before = text.slice(Math.max(block.start, at - 40), at);
	const word = before.slice(before.search(/\S*$/));
	if (/[@/\\:]/.test(word)) return false;
	if (text.charAt(at) !== ".") return true;
	return /\p{Ll}{3}$/u.test(word) && !/^(?:Net|Com|Org|Js|Io|Ai|Eu|De)\b/.test(text.slice(next, next + 4));
}

const ORDINAL_OF = /^\s(?:jan|jän|feb|mär|maerz|apr|mai|may|jun|jul|aug|sep|o[kc]t|nov|de[zc])\p{L}{0,7}(?![\p{L}])/iu;

function isAbbreviation(text: string, block: Span, dot: number): boolean {
	let from = dot;
	while (from > block.start && dot - from < 12 && /[\p{L}.]/u.test(text.charAt(from - 1))) from--;
	const word = text.slice(from, dot).toLowerCase();
	if (ABBREVIATIONS.has(word)) return true;
	const next = text.slice(dot + 1, Math.min(dot + 6, block.end)).trimStart();
	// "Bis zum 1. Dezember": an ordinal before a month.
	if (
		/\b\d{1,2}$/.test(text.slice(Math.max(block.start, dot - 3), dot)) &&
		ORDINAL_OF.test(text.slice(dot + 1, dot + 14))
	)
		return true;
	if (MAYBE_LAST.has(word)) return /^[\p{Ll}\d,]/u.test(next) && !(word === "no" && !/^\d/.test(next));
	// An initial, as in "J. Wu"; "I" is a word.
	return /^\p{Lu}$/u.test(text.slice(from, dot)) && word !== "i" && /^\p{Lu}/u.test(next);
}

function bounded(text: string, span: Span): readonly Span[] {
	const parts: Span[] = [];
	let start = span.start;
	while (span.end - start > SENTENCE_CHARS_MAX && parts.length < PIECES_MAX) {
		const limit = start + SENTENCE_CHARS_MAX;
		const space = text.slice(start, limit).lastIndexOf(" ");
		let cut = space > SENTENCE_CHARS_MAX / 2 ? start + space : limit;
		if (splitsPair(text, cut)) cut--;
		const part = trimmed(text, { start, end: cut });
		if (part) parts.push(part);
		start = cut;
	}
	const rest = parts.length < PIECES_MAX ? trimmed(text, { start, end: span.end }) : null;
	return rest ? [...parts, rest] : parts;
}
