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

/** The last paragraph that is visible, from the line that names the sender on; without a name to go by there is none. */
function endOf(
	lines: readonly Line[],
	roles: readonly Role[],
	visible: readonly Span[],
	sender: Sender | null,
): readonly Block[] {
	const end = visible.at(-1)?.end ?? 0;
	let last = lines.findLastIndex((line, i) => roles[i] === "own" && line.start < end && line.text.trim() !== "");
	const block: Line[] = [];
	for (; last >= 0 && roles[last] === "own" && block.length < BLOCK_LINES_MAX; last--) {
		const line = lines[last];
		if (!line || line.text.trim() === "" || isQuoted(line.text) || isPostscript(line.text)) break;
		if (isClosing(line.text) || line.text.length > LINE_CHARS_MAX) break;
		block.unshift(line);
		if (isNamePart(line.text, sender)) return [block];
	}
	return [];
}

function read(block: Block, sender: Sender | null): Signature | null {
	const [first, last] = [block[0], block.at(-1)];
	if (!first || !last) return null;
	const texts = block.filter((line) => line.text.length <= LINE_CHARS_MAX).map((line) => line.text);
	const name = nameOf(texts, sender);
	const title = titleIn(texts, name);
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
