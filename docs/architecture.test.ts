import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RULES } from "./architecture/rules.ts";
import { lineAt } from "./architecture/scan.ts";
import { parseTable } from "./architecture/table.ts";
import { readTree } from "./architecture/tree.ts";

const ROOT = join(import.meta.dirname, "..");
const document = readFileSync(join(import.meta.dirname, "ARCHITECTURE.md"), "utf8");
const table = parseTable(document);
const tree = readTree(ROOT);

test.each(RULES.map((rule) => [rule.id, rule.says, rule] as const))("[%s] %s", (_id, _says, rule) => {
	const findings = tree.flatMap((file) =>
		rule.check(file, table).map(({ at, what }) => `${file.path}:${lineAt(file.source, at)} ${what}`),
	);
	expect(findings).toEqual([]);
});

test("[AR0] ARCHITECTURE.md prints each rule as it is checked, and no other", () => {
	const printed = document.split("\n").filter((line) => /^- \*\*AR\d+\*\* /.test(line));
	expect(printed).toEqual(RULES.map((rule) => `- **${rule.id}** ${rule.says}`));
});

test("[AR0] the walk sees the tree", () => {
	expect(tree.map(({ path }) => path)).toContain("docs/architecture.test.ts");
	expect(tree.length).toBeGreaterThan(20);
});
