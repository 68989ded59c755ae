/** One row of the dependency table. */
export type Row = {
	readonly folder: string;
	readonly mayImport: readonly string[];
	readonly packages: readonly string[];
};

/** `rows` own files; `additions` say what files of one kind may import besides what their folder may. */
export type Table = { readonly rows: readonly Row[]; readonly additions: readonly Row[] };

const HEADER = ["Folder", "May import", "npm packages"];

/** Reads the table out of ARCHITECTURE.md. A row that it cannot read is an error: a rule that nobody can read is not kept. */
export function parseTable(markdown: string): Table {
	const lines = markdown.split("\n");
	const header = lines.findIndex((line) => same(cells(line), HEADER));
	if (header < 0) throw new Error(`no table with the columns ${HEADER.join(", ")}`);
	const all: Row[] = [];
	for (let at = header + 2; lines[at]?.startsWith("|"); at++) all.push(parseRow(lines[at] ?? "", at + 1));
	if (all.length === 0) throw new Error("the table has no rows");
	for (const { folder } of all)
		if (all.filter((row) => row.folder === folder).length > 1) throw new Error(`two rows for ${folder}`);
	const rows = all.filter((row) => !row.folder.startsWith("**/"));
	for (const row of all)
		for (const entry of row.mayImport)
			if (!isKnown(rows, entry)) throw new Error(`the row of ${row.folder} lets in ${entry}, which no row owns`);
	return { rows, additions: all.filter((row) => row.folder.startsWith("**/")) };
}

export type Owner = { readonly row: Row; readonly zone: string };

/** The row that says most about a file, and the zone inside which its files may import each other. */
export function ownerOf(table: Table, path: string): Owner | null {
	let best: Owner | null = null;
	for (const row of table.rows) {
		const zone = zoneOf(row.folder, path);
		if (zone !== null && (best === null || weight(row.folder) > weight(best.row.folder))) best = { row, zone };
	}
	return best;
}

/** Every row that speaks about a file: its owner's, and those for files of its kind. */
export function rowsOf(table: Table, path: string): readonly Row[] {
	const owner = ownerOf(table, path);
	return [...(owner ? [owner.row] : []), ...table.additions.filter((row) => zoneOf(row.folder, path) !== null)];
}

/**
 * The patterns of the table: `a/b` a folder with all below it, `a/b.ts` a file, `a/*.ts` the files right inside a folder,
 * `a/<name>` each folder inside, a zone of its own, and `**` with a suffix for files of one kind anywhere.
 */
export function zoneOf(pattern: string, path: string): string | null {
	if (pattern.startsWith("**/*")) return path.replace(/x$/, "").endsWith(pattern.slice(4)) ? pattern : null;
	const slash = pattern.lastIndexOf("/") + 1;
	const parent = pattern.slice(0, slash);
	const last = pattern.slice(slash);
	if (last.startsWith("*.")) {
		const inside = path.startsWith(parent) && !path.slice(slash).includes("/");
		return inside && path.endsWith(last.slice(1)) ? pattern : null;
	}
	if (last.startsWith("<")) {
		const rest = path.startsWith(parent) ? path.slice(slash).split("/") : [];
		return rest.length > 1 ? parent + rest[0] : null;
	}
	return path === pattern || path.startsWith(`${pattern}/`) ? pattern : null;
}

/** Names beat placeholders, and longer beats shorter. */
const weight = (pattern: string): number => pattern.replace(/<.*>|\*\.ts$/, "").length;

const isKnown = (rows: readonly Row[], entry: string): boolean =>
	rows.some(({ folder }) => folder === entry || folder.startsWith(`${entry}/`) || zoneOf(folder, entry) !== null);

function parseRow(line: string, number: number): Row {
	const [folder, mayImport, packages, ...rest] = cells(line);
	const refuse = (what: string): never => {
		throw new Error(`line ${number}: ${what}: ${line}`);
	};
	if (folder === undefined || mayImport === undefined || packages === undefined || rest.length > 0) {
		return refuse("a row has three cells");
	}
	const [path, ...others] = list(folder) ?? [];
	if (path === undefined || others.length > 0) return refuse("the first cell names one folder in backticks");
	return {
		folder: path,
		mayImport: mayImport === "nothing" ? [] : (list(mayImport) ?? refuse("the second cell is a list, or «nothing»")),
		packages: packages === "none" ? [] : (list(packages) ?? refuse("the third cell is a list, or «none»")),
	};
}

function list(cell: string): readonly string[] | null {
	const names = cell.split(",").map((name) => /^`([^`\s]+)`$/.exec(name.trim())?.[1]);
	return names.every((name) => name !== undefined) ? names : null;
}

const cells = (line: string): readonly string[] =>
	line.startsWith("|")
		? line
				.split("|")
				.slice(1, -1)
				.map((cell) => cell.trim())
		: [];

const same = (a: readonly string[], b: readonly string[]): boolean => a.join("|") === b.join("|");
