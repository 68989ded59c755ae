import { holds } from "../matches.ts";
import { sentencesIn } from "../sentences.ts";
import { type Line, linesOf, type Span, trimmed } from "../span.ts";
import { withoutPriority } from "./need-words.ts";
import { isOfProduct } from "./product-words.ts";
import { itemOf, type Requirement } from "./requirements.ts";

/** Who wrote what is attached is not known. */
const SURE = { must: 0.7, item: 0.6, nice: 0.45 } as const;
/** As many lines as a long list of requirements has. */
const LINES_MAX = 400;

const OF_NEEDS =
	/\b(?:requirements?|reqs?|needs?|we want|what we|wish ?list|must[- ]?haves?|specification|spec|rfp|rfq|rfi|tender|criteria|features?|checklist|lastenheft)\b/i;
const MUST =
	/^(?:\W{0,4}(?:the )?)(?:must|muss|mandatory|essential|required|critical|hard|non[- ]?negotiable)|\b(?:must[- ]haves?|mandatory)\b/i;
const NICE =
	/\b(?:nice|could|should|optional|wish|would be|later|phase (?:2|two)|good to have|bonus|if possible|like to have)\b/i;
const NONE =
	/\b(?:do(?:n['’]?t| not) (?:care|need|want)|won['’]?t|not (?:needed|required|in scope|now)|out of scope|excluded|no need)\b/i;
const NEEDS =
	/\b(?:requirements?|needs?|we want|features?|functions?|functional|technical|security|integrations?|interfaces?|usability|wants?|planning|reporting)\b/i;

/** The needs of attached texts: lists under headings, and tables with a column for them. */
export function attachedRequirements(
	text: string,
	attached: readonly (Span & { readonly name: string })[],
): readonly Requirement[] {
	return attached.flatMap((part) => {
		const lines = linesOf(text, part)
			.slice(0, LINES_MAX)
			.filter((line) => line.text.trim() !== "");
		const rows = tableOf(lines);
		return rows ? fromTable(text, rows) : fromList(text, part, lines);
	});
}

/** Lists in a mail's own text whose heading announces requirements without a colon, or numbers them "M1." */
export function headedRequirements(text: string, visible: readonly Span[]): readonly Requirement[] {
	return visible.slice(0, SPANS_MAX).flatMap((span) => {
		const lines = linesOf(text, span)
			.slice(0, LINES_MAX)
			.filter((line) => line.text.trim() !== "");
		return lines.some((line) => OWN_HEADING.test(line.text) && line.text.length <= HEADING_CHARS_MAX)
			? itemsOf(text, lines, 0)
			: [];
	});
}
const SPANS_MAX = 50;
const HEADING_CHARS_MAX = 100;
const OWN_HEADING =
	/^\W{0,4}(?:(?:our|the|mandatory|functional|technical|key|main|minimum|must|hard|further|other)\s){0,3}(?:requirements?|must[- ]?haves?|needs)\b/i;

const MARK =
	/^\s{0,8}(?:[-*•·–—▪o]|\[[ x]?\]|\(?(?:[A-Z]{1,4}-?)?\d{1,3}(?:\.\d{1,2})*[.):]?|\(?[a-h]\))\s{1,6}(?=\p{L})/u;

/** A text that calls itself a list of needs: each item is one, at the weight of the heading above it. */
function fromList(
	text: string,
	part: Span & { readonly name: string },
	lines: readonly Line[],
): readonly Requirement[] {
	const title = `${part.name} ${lines
		.slice(0, 3)
		.map((line) => line.text)
		.join(" ")}`.replace(/[_-]/g, " ");
	return OF_NEEDS.test(title) ? itemsOf(text, lines, SURE.item) : [];
}

function itemsOf(text: string, lines: readonly Line[], start: number): readonly Requirement[] {
	const found: Requirement[] = [];
	let weight = start;
	for (const [index, line] of lines.entries()) {
		const mark = MARK.exec(line.text)?.[0].length ?? 0;
		if (mark === 0) {
			weight = headed(line.text, lines[index + 1]?.text ?? "") ?? weight;
			continue;
		}
		if (weight === 0 || NONE.test(line.text)) continue;
		const span = itemSpan(text, lines, index, mark);
		const [first] = span ? sentencesIn(text, [span]) : [];
		if (first) found.push(...itemOf(first, first.text.replace(/\s[-–—]\s(?:today|now|currently)\b.*$/i, ""), weight));
	}
	return found;
}

/** What a heading says of the items below it; `null`: this line is none. */
function headed(line: string, next: string): number | null {
	const said = line.trim().replace(/^#{1,4}\s/, "");
	if (
		said.length > HEADING_CHARS_MAX ||
		(said.length > 60 && !OWN_HEADING.test(said)) ||
		/[.!?]$/.test(said) ||
		!MARK.test(next)
	)
		return null;
	if (holds(said, NONE)) return 0;
	if (MUST.test(said)) return SURE.must;
	if (holds(said, NICE)) return SURE.nice;
	return holds(said, NEEDS) ? SURE.item : 0;
}

/** An item runs on over the indented lines below it. */
function itemSpan(text: string, lines: readonly Line[], index: number, mark: number): Span | null {
	const line = lines[index];
	if (!line) return null;
	let end = line.end;
	for (let i = index + 1; i < index + 6; i++) {
		const next = lines[i];
		if (!next || !/^\s{2,}\S/.test(next.text) || MARK.test(next.text) || next.start - end > 2) break;
		end = next.end;
	}
	return trimmed(text, { start: line.start + mark, end });
}

type Row = { readonly line: Line; readonly cells: readonly string[] };

const HEAD_NEED =
	/\b(?:requirements?|needs?|features?|functions?|functionality|description|capabilit(?:y|ies)|what(?: we (?:need|want))?|anforderung|item|topic|question)\b/i;
const HEAD_WEIGHT = /\b(?:prio(?:rity)?|importance|weight|must|moscow|m\/s\/c|class|kind|type|need|level|category)\b/i;

/** The last one is a table set with spaces. */
const DELIMITERS = [";", "\t", "|", ",", "  "] as const;

/** Rows of one delimiter, the first of them with a column for needs. `null`: no such table. */
function tableOf(lines: readonly Line[]): readonly Row[] | null {
	for (const delimiter of DELIMITERS) {
		const at = lines.findIndex((line) => cellsOf(line.text, delimiter).length >= 2);
		const [head, ...rows] = lines
			.slice(Math.max(0, at))
			.map((line) => ({ line, cells: cellsOf(line.text, delimiter) }));
		if (at < 0 || at > 5 || !head || rows.length < 1) continue;
		// A long entry leaves a single space before the next column.
		const fitting = rows.filter(
			({ cells }) =>
				cells.length === head.cells.length ||
				(delimiter === "  " && cells.length === head.cells.length - 1 && cells.length > 1),
		);
		if (fitting.length * 2 < rows.length) continue;
		if (head.cells.some((cell) => HEAD_NEED.test(cell)) && head.cells.every((cell) => cell.length <= 40))
			return [head, ...fitting];
	}
	return null;
}

const PRICED = /\b(?:priced?|separately|option(?:al)?|included|discount|per (?:month|year))\b/i;
const HEAD_COUNT = /\b(?:qty|quantity|pieces|pcs|units?|price|months?|menge|number)\b/i;
const HEAD_REMARK = /\b(?:remarks?|notes?|comments?|details?|specification)\b/i;

function fromTable(text: string, [head, ...rows]: readonly Row[]): readonly Requirement[] {
	const names = head?.cells ?? [];
	const wide = (column: number): number => rows.reduce((sum, row) => sum + (row.cells[column]?.length ?? 0), 0);
	// Of several columns that could hold the need, the one with the most words does.
	const [need] = names
		.map((name, column) => ({ name, column }))
		.filter(({ name }) => HEAD_NEED.test(name))
		.sort((a, b) => wide(b.column) - wide(a.column));
	if (!need) return [];
	const weights = names.findIndex((name, column) => column !== need.column && HEAD_WEIGHT.test(name));
	// What is bought by the piece is a request for a price: only what is remarked of an item says what it has to do.
	const remarks = names.some((name) => HEAD_COUNT.test(name))
		? names.findIndex((name) => HEAD_REMARK.test(name))
		: null;
	if (remarks === -1) return [];
	return rows.flatMap((row) => {
		const item = row.cells[need.column] ?? "";
		const remark = remarks === null ? "" : (row.cells[remarks] ?? "");
		if (remarks !== null && (!isOfProduct(remark) || PRICED.test(remark))) return [];
		const words = remarks === null ? item : `${item}: ${remark}`;
		const said = weights >= 0 ? (row.cells[weights] ?? "") : "";
		const span = trimmed(text, row.line);
		if (!span || holds(said, NONE) || /^w(?:on['’]?t)?$/i.test(said.trim())) return [];
		const must = MUST.test(said) || /^(?:m|a|1|high|yes|x)$/i.test(said.trim());
		const nice = holds(said, NICE) || /^(?:s|c|n|b|2|3|low|medium)$/i.test(said.trim());
		return itemOf(span, withoutPriority(words), must ? SURE.must : nice ? SURE.nice : SURE.item);
	});
}

/** Cells of a line; a quoted cell may hold the delimiter. */
function cellsOf(line: string, delimiter: string): readonly string[] {
	if (delimiter === "  ")
		return line
			.slice(0, 2_000)
			.trim()
			.split(/\s{2,}/);
	const cells: string[] = [];
	let cell = "";
	let quoted = false;
	for (const char of line.slice(0, 2_000)) {
		if (char === '"') quoted = !quoted;
		else if (char === delimiter && !quoted) {
			cells.push(cell.trim());
			cell = "";
		} else cell += char;
	}
	cells.push(cell.trim());
	if (delimiter !== "|") return cells;
	const inner = cells.slice(cells[0] === "" ? 1 : 0, cells.at(-1) === "" ? -1 : undefined);
	return inner.every((each) => /^:?-{2,}:?$/.test(each)) ? [] : inner;
}
