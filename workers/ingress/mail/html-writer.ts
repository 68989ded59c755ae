import { cut } from "./text.ts";

export type HtmlWriter = {
	/** Text as it stands between tags, entities decoded. */
	write(text: string): void;
	/** Text that belongs to what was written last, whatever block has ended since. */
	suffix(text: string): void;
	/** Text whose line ends and spaces count. */
	writePreformatted(text: string): void;
	/** The edge of a block; 2 leaves an empty line between what stands on its sides. */
	edge(lines: 1 | 2): void;
	/** `<br>`. */
	lineBreak(): void;
	bullet(depth: number): void;
	endItem(): void;
	row(): void;
	cell(): void;
	endCell(): void;
	quote(change: 1 | -1): void;
	full(): boolean;
	finish(): { text: string; truncated: boolean };
};

/** Deeper quotes and lists are shown at this depth: prefixes may not outgrow the text that they stand before. */
const DEPTH_SHOWN_MAX = 8;

/** What is written so far, and what the tags since then ask of the next words. */
type Page = {
	readonly lines: string[];
	/** Characters in `lines`, line ends counted. */
	size: number;
	line: string;
	pending: 0 | 1 | 2;
	space: boolean;
	depth: number;
	bullet: string;
	rowHasText: boolean;
	freshCell: boolean;
	separate: boolean;
};

/** Assembles lines: white space collapses, a row of a table stays one line, quoted lines are marked as in plain mail. */
export function htmlWriter(max: number): HtmlWriter {
	const page: Page = {
		lines: [],
		size: 0,
		line: "",
		pending: 0,
		space: false,
		depth: 0,
		bullet: "",
		rowHasText: false,
		freshCell: false,
		separate: false,
	};
	return {
		write: (text) => write(page, text),
		suffix(text) {
			if (page.line === "") append(page, text);
			else page.line += ` ${text}`;
		},
		writePreformatted(text) {
			for (const [index, part] of text.replace(/\r\n?/gu, "\n").split("\n").entries()) {
				if (index > 0) lineBreak(page);
				if (part !== "") append(page, part);
			}
		},
		edge: (lines) => edge(page, lines),
		lineBreak: () => lineBreak(page),
		bullet(level) {
			page.bullet = "";
			edge(page, 1);
			page.bullet = `${"  ".repeat(Math.min(level, DEPTH_SHOWN_MAX) - 1)}- `;
		},
		endItem() {
			page.bullet = "";
			edge(page, 1);
		},
		row: () => row(page),
		cell: () => cell(page),
		endCell() {
			page.freshCell = false;
		},
		quote: (change) => quote(page, change),
		full: () => page.size + page.line.length > max + 1,
		finish() {
			endLine(page);
			return cut(page.lines.join("\n").trim(), max);
		},
	};
}

function write(page: Page, text: string): void {
	const words = text.replace(/[\s\u00A0]+/gu, " ");
	const bare = words.trim();
	if (words.startsWith(" ")) page.space = true;
	if (bare === "") return;
	append(page, bare);
	page.space = words.endsWith(" ");
}

function append(page: Page, text: string): void {
	settle(page);
	if (page.line === "") page.line = prefix(page) + page.bullet + text;
	else page.line += (page.separate ? " | " : page.space ? " " : "") + text;
	page.bullet = "";
	page.separate = false;
	page.freshCell = false;
	page.rowHasText = true;
	page.space = false;
}

function settle(page: Page): void {
	if (page.pending > 0) endLine(page);
	if (page.pending === 2) pushBlank(page);
	page.pending = 0;
}

function endLine(page: Page): void {
	if (page.line === "") return;
	push(page, page.line);
	page.line = "";
	page.space = false;
}

function push(page: Page, text: string): void {
	const trimmed = text.trimEnd();
	page.lines.push(trimmed);
	page.size += trimmed.length + 1;
}

/** One empty line is enough, and none at the top. */
function pushBlank(page: Page): void {
	const last = page.lines.at(-1);
	if (last !== undefined && !/^[> ]*$/u.test(last)) push(page, prefix(page));
}

const prefix = (page: Page): string => "> ".repeat(Math.min(page.depth, DEPTH_SHOWN_MAX));

function lineBreak(page: Page): void {
	settle(page);
	if (page.line === "") pushBlank(page);
	else endLine(page);
}

function edge(page: Page, lines: 1 | 2): void {
	// The first block of a cell or an item stands beside its bullet, not below it.
	if (!page.freshCell && page.bullet === "" && page.pending < lines) page.pending = lines;
}

function row(page: Page): void {
	if (page.freshCell) return;
	edge(page, 1);
	page.rowHasText = false;
	page.separate = false;
}

function cell(page: Page): void {
	// Paragraphs inside cells end with their cell; across a row, what was said of one thing stays on one line.
	if (page.rowHasText && page.line !== "") {
		page.pending = 0;
		page.separate = true;
	}
	page.freshCell = true;
}

function quote(page: Page, change: 1 | -1): void {
	page.freshCell = false;
	if (page.depth + change < 0) return;
	edge(page, 2);
	// The empty line between a quote and its answer belongs to the shallower side.
	if (change > 0) settle(page);
	page.depth += change;
}
