/** A table of an attachment or of a mail, as rows of cells; `null`: the text is none. */
export type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const ROWS_MAX = 60;
const DELIMITERS = ["\t", ";", ","] as const;

/** A file with values between the same delimiter on each line. */
export function tableOf(text: string): Table | null {
	const lines = text
		.split(/\r?\n/)
		.filter((line) => line.trim() !== "" && !/^\[attachment .*\]$/.test(line))
		.slice(0, ROWS_MAX);
	const [first = "", ...rest] = lines;
	const delimiter = DELIMITERS.find((each) => cellsOf(first, each).length > 1);
	if (!delimiter || rest.length === 0) return null;
	const width = cellsOf(first, delimiter).length;
	const rows = rest.map((line) => cellsOf(line, delimiter));
	return rows.every((row) => Math.abs(row.length - width) <= 1) ? { head: cellsOf(first, delimiter), rows } : null;
}

/** Tables that stand in a mail: neighbouring lines with bars. An empty first cell of the head is lost on the way. */
export function tablesIn(mail: string): readonly Table[] {
	const blocks: string[][] = [];
	let open: string[] | null = null;
	for (const line of mail.split("\n")) {
		const isRow = line.includes(" | ");
		if (isRow && open === null) {
			open = [];
			blocks.push(open);
		}
		if (isRow) open?.push(line);
		else open = null;
	}
	return blocks.flatMap((block) => {
		const [head = [], ...rows] = block.slice(0, ROWS_MAX).map((line) => line.split(" | ").map((cell) => cell.trim()));
		const isShort = rows.length > 0 && rows.every((row) => row.length === head.length + 1);
		return rows.length === 0 ? [] : [{ head: isShort ? ["", ...head] : head, rows }];
	});
}

function cellsOf(line: string, delimiter: string): readonly string[] {
	const cells: string[] = [];
	let cell = "";
	let isQuoted = false;
	for (const char of line) {
		if (char === '"') isQuoted = !isQuoted;
		else if (char === delimiter && !isQuoted) {
			cells.push(cell.trim());
			cell = "";
		} else cell += char;
	}
	return [...cells, cell.trim()];
}

const QUANTITY =
	/^(?:qty|quantit(?:y|ies)|count|number|amount of units|no\. of units|how many|pieces|pcs|menge|anzahl)\b/i;
const ITEM = /^(?:items?|description|products?|services?|positions?|articles?|scope|requirements?|what|bezeichnung)\b/i;
const TERM = /\b(?:term|months|duration|period)\b/i;
const REMARK = /\b(?:remarks?|notes?|comments?|details?)\b/i;

/** What a row of a list of quantities says. */
export type ListRow = {
	readonly label: string;
	readonly quantity: number | null;
	readonly months: number | null;
	readonly remark: string;
};

/** `null`: a table of something else. */
export function listRows({ head, rows }: Table): readonly ListRow[] | null {
	const at = (pattern: RegExp): number => head.findIndex((cell) => pattern.test(cell));
	const [quantity, item, term, remark] = [at(QUANTITY), at(ITEM), at(TERM), at(REMARK)];
	if (quantity < 0 || item < 0 || quantity === item) return null;
	return rows
		.map((row) => ({
			label: row[item] ?? "",
			quantity: numberIn(row[quantity] ?? ""),
			months: term < 0 || term === quantity ? null : numberIn(row[term] ?? ""),
			remark: row[remark] ?? "",
		}))
		.filter((row) => /\p{L}{2}/u.test(row.label) && !SUM.test(row.label));
}

const SUM = /^(?:grand |sub)?total\b|^(?:sum|together|altogether|overall)\b/i;

/** What a table counts in all, told as a text would: «85 agents». Of rows and columns, the one that sums them up. */
export function countsText({ head, rows }: Table): readonly string[] {
	const sumRow = rows.find((row) => SUM.test(row[0] ?? ""));
	if (sumRow)
		return head.flatMap((name, i) => {
			const value = i === 0 ? null : numberIn(sumRow[i] ?? "");
			return value === null ? [] : [`${value} ${name}`];
		});
	const sum = head.findIndex((cell) => SUM.test(cell));
	if (sum < 1) return [];
	return rows.flatMap((row) => {
		const value = numberIn(row[sum] ?? "");
		return value === null ? [] : [`${value} ${row[0] ?? ""}`];
	});
}

function numberIn(cell: string): number | null {
	const plain = cell.replace(/(?<=\d)[ ,.’'](?=\d{3}\b)/g, "");
	return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}
