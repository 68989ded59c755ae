import { expect, test } from "vitest";
import { ownerOf, parseTable, rowsOf, zoneOf } from "./table.ts";

const HEAD = "| Folder | May import | npm packages |\n|---|---|---|\n";
const GOOD = `${HEAD}| \`a\` | nothing | none |\n| \`b/<name>\` | \`a\`, \`b/*.ts\` | \`zod\`, \`node:*\` |\n| \`b/*.ts\` | nothing | none |\n| \`**/*.test.ts\` | \`a\` | \`vitest\` |\n\nAfter.`;

test("[DT1] the table is read out of the text around it", () => {
	const table = parseTable(`# Title\n\n${GOOD}`);
	expect(table.rows).toEqual([
		{ folder: "a", mayImport: [], packages: [] },
		{ folder: "b/<name>", mayImport: ["a", "b/*.ts"], packages: ["zod", "node:*"] },
		{ folder: "b/*.ts", mayImport: [], packages: [] },
	]);
	expect(table.additions).toHaveLength(1);
});

test.each([
	["a row with two cells", "| `a` | nothing |"],
	["a row with four cells", "| `a` | nothing | none | more |"],
	["a folder without backticks", "| a | nothing | none |"],
	["two folders in one row", "| `a`, `b` | nothing | none |"],
	["prose in place of a list", "| `a` | everything else | none |"],
	["an empty list", "| `a` |  | none |"],
	["a package without backticks", "| `a` | nothing | zod |"],
	["a folder that no row owns", "| `a` | `c` | none |"],
	["two rows for one folder", "| `a` | nothing | none |\n| `a` | nothing | none |"],
	["no row", ""],
])("[DT2] %s is refused", (_name, rows) => {
	expect(() => parseTable(HEAD + rows)).toThrow();
});

test("[DT3] a text without the table is refused", () => {
	expect(() => parseTable("| Folder | Verb |\n|---|---|\n| `a` | b |")).toThrow("no table");
});

test.each([
	["a/b", "a/b/c.ts", "a/b"],
	["a/b", "a/b/c/d.ts", "a/b"],
	["a/b", "a/bc/d.ts", null],
	["a/b.ts", "a/b.ts", "a/b.ts"],
	["a/*.ts", "a/b.ts", "a/*.ts"],
	["a/*.ts", "a/b/c.ts", null],
	["*.ts", "b.ts", "*.ts"],
	["*.ts", "a/b.ts", null],
	["a/<name>", "a/b/c.ts", "a/b"],
	["a/<name>", "a/c.ts", null],
	["**/*.test.ts", "a/b.test.ts", "**/*.test.ts"],
	["**/*.test.ts", "a/b.test.tsx", "**/*.test.ts"],
	["**/*.test.ts", "a/test.ts", null],
])("[DT4] the pattern %s over %s: %s", (pattern, path, zone) => {
	expect(zoneOf(pattern, path)).toBe(zone);
});

test("[DT5] each folder under a placeholder is a zone of its own, and a name beats a placeholder", () => {
	const table = parseTable(`${HEAD}| \`b/<name>\` | nothing | none |\n| \`b/mail\` | nothing | \`mimetext\` |`);
	expect(ownerOf(table, "b/one/x.ts")?.zone).toBe("b/one");
	expect(ownerOf(table, "b/mail/x.ts")?.row.packages).toEqual(["mimetext"]);
	expect(ownerOf(table, "c/x.ts")).toBeNull();
});

test("[DT6] a test may import what its folder may, and what tests may", () => {
	expect(rowsOf(parseTable(GOOD), "b/one/x.test.ts").map(({ folder }) => folder)).toEqual(["b/<name>", "**/*.test.ts"]);
});
