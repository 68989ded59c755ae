import { isQuoted } from "./quote-headers.ts";
import { isClosing, isFooter, isPostscript, isRuledSignature, isSignatureMark } from "./quoting.ts";
import { companyIn, isNamePart, nameOf, phoneIn, type Sender, titleIn } from "./signature-parts.ts";
import { type Line, linesOf, type Span } from "./span.ts";
import { type Role, rolesOf } from "./visible.ts";

/** The author's own signature block and what it says of them, each part as it stands there, to the letter. */
export type Signature = {
	readonly start: number;
	readonly end: number;
	readonly name: string | null;
	readonly title: string | null;
	readonly phone: string | null;
	readonly company: string | null;
};

/** As `SignalRecord` bounds them: what is longer is no name or title, but a sentence. */
const PART_CHARS_MAX = 200;
const PHONE_CHARS_MAX = 60;
/** A block of more lines goes on with addresses, slogans and the law. */
const BLOCK_LINES_MAX = 12;
const LINE_CHARS_MAX = 160;

/**
 * The signature of a mail's author, outside of what was quoted: below a mark or a closing, or unmarked at the end of what
 * is visible. `null` if there is none that says more than a first name.
 */
export function signatureIn(text: string, visible: readonly Span[], sender: Sender | null): Signature | null {
	const lines = linesOf(text);
	const roles = rolesOf(lines);
	for (const block of [...blocksOf(lines, roles), ...endOf(lines, roles, visible, sender)]) {
		const found = read(block, sender);
		if (found !== null) return found;
	}
	return null;
}

type Block = readonly Line[];

/** Stretches of lines that are a signature; the first is the author's, one below it is a telephone's or a list's. */
function blocksOf(lines: readonly Line[], roles: readonly Role[]): readonly Block[] {
	const blocks: Block[] = [];
	for (let i = 0; i < lines.length; i++) {
		if (roles[i] !== "signature") continue;
		const block: Line[] = [];
		while (i < lines.length && roles[i] === "signature") {
			const line = lines[i];
			if (line && isFooter(lines, i)) break;
			if (line && line.text.trim() !== "" && !isMark(lines, i)) block.push(line);
			i++;
		}
		while (i < lines.length && roles[i] === "signature") i++;
		if (block.length > 0) blocks.push(block.slice(0, BLOCK_LINES_MAX));
	}
	return blocks;
}

const isMark = (lines: readonly Line[], i: number): boolean =>
	isSignatureMark(lines[i]?.text ?? "") || isRuledSignature(lines, i);

/** What a lawyer or a telephone adds below a signature. */
const BELOW_MAX = 2;

/**
 * The last paragraph that is visible, from the line that names the sender on; without a name to go by there is none.
 * Below it may stand words of law, if what is above them says more than the name.
 */
function endOf(
	lines: readonly Line[],
	roles: readonly Role[],
	visible: readonly Span[],
	sender: Sender | null,
): readonly Block[] {
	const end = visible.at(-1)?.end ?? 0;
	const isOwn = (at: number): boolean => roles[at] === "own" && (lines[at]?.text.trim() ?? "") !== "";
	let last = lines.findLastIndex((line, i) => isOwn(i) && line.start < end);
	for (let below = 0; below <= BELOW_MAX && last >= 0; below++) {
		const { block, first } = paragraphAbove(lines, roles, last, sender);
		if (block) return below === 0 || saysMore(block, sender) ? [block] : [];
		last = first - 1;
		while (last >= 0 && !isOwn(last) && lines[last]?.text.trim() === "") last--;
		if (!isOwn(last)) return [];
	}
	return [];
}

/** The lines of one paragraph from the one that names the sender on, and where the paragraph begins. */
function paragraphAbove(
	lines: readonly Line[],
	roles: readonly Role[],
	from: number,
	sender: Sender | null,
): { readonly block: Block | null; readonly first: number } {
	const block: Line[] = [];
	let at = from;
	for (; at >= 0 && roles[at] === "own" && block.length < BLOCK_LINES_MAX; at--) {
		const line = lines[at];
		if (!line || line.text.trim() === "" || isQuoted(line.text) || isPostscript(line.text)) break;
		if (isClosing(line.text) || line.text.length > LINE_CHARS_MAX) {
			// A long line is what stands below a signature, if anything.
			if (line.text.length > LINE_CHARS_MAX && block.length === 0) continue;
			break;
		}
		block.unshift(line);
		if (isNamePart(line.text, sender)) return { block, first: at };
	}
	return { block: null, first: at + 1 };
}

/** A name with a title or a telephone below it, and no sentence of the mail. */
function saysMore(block: Block, sender: Sender | null): boolean {
	const texts = block.map((line) => line.text);
	const name = nameOf(texts, sender);
	return (
		block.length >= 2 &&
		/\s/.test(name ?? "") &&
		texts.every((text) => text.length <= SHORT_CHARS_MAX && !/[.!?]\s+\p{Lu}\p{Ll}+\s\p{Ll}|[?!]$/u.test(text)) &&
		(titleIn(texts, name, sender) !== null || phoneIn(texts) !== null)
	);
}
const SHORT_CHARS_MAX = 80;

function read(block: Block, sender: Sender | null): Signature | null {
	const [first, last] = [block[0], block.at(-1)];
	if (!first || !last) return null;
	const texts = block.filter((line) => line.text.length <= LINE_CHARS_MAX).map((line) => line.text);
	const name = nameOf(texts, sender);
	const title = titleIn(texts, name, sender);
	const phone = phoneIn(texts);
	const company = companyIn(texts, { name, title, sender });
	if (name === null && phone === null && title === null) return null;
	// A first name alone says nothing that the sender's address does not.
	if (name !== null && !/\s|\p{Lo}{2}/u.test(name) && title === null && phone === null && company === null) return null;
	return {
		start: first.start,
		end: last.end,
		name: bounded(name, PART_CHARS_MAX),
		title: bounded(title, PART_CHARS_MAX),
		phone: bounded(phone, PHONE_CHARS_MAX),
		company: bounded(company, PART_CHARS_MAX),
	};
}

const bounded = (value: string | null, max: number): string | null =>
	value !== null && value.length <= max ? value : null;
