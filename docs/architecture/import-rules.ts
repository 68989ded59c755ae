import { posix } from "node:path";
import type { Finding, Rule } from "./rules.ts";
import type { Import } from "./scan.ts";
import { ownerOf, rowsOf, zoneOf } from "./table.ts";
import type { SourceFile } from "./tree.ts";

/** The folders with an alias in package.json. A path with dots stays inside one of them. */
const ALIASED = ["knowledge", "durable-objects", "workers", "migrations", "web"];

type Target =
	| { readonly type: "file"; readonly path: string; readonly relative: boolean }
	| { readonly type: "package"; readonly name: string }
	| { readonly type: "unknown" };

export const importRules: readonly Rule[] = [
	{
		id: "AR1",
		says: "Every source file is owned by a row of the table.",
		check: (file, table) => (ownerOf(table, file.path) ? [] : [{ at: 0, what: "no row of the table owns this file" }]),
	},
	{
		id: "AR2",
		says: "A file imports from its own folder and from what its row lets in.",
		check: (file, table) =>
			eachTarget(file, (target) => {
				if (target.type !== "file") return null;
				const own = ownerOf(table, file.path)?.zone;
				if (own !== undefined && ownerOf(table, target.path)?.zone === own) return null;
				const letIn = rowsOf(table, file.path).some((row) => row.mayImport.some((entry) => zoneOf(entry, target.path)));
				return letIn ? null : `may not import ${target.path}`;
			}),
	},
	{
		id: "AR3",
		says: "A file imports the npm packages, and the modules of the runtime, that its row lets in.",
		check: (file, table) =>
			eachTarget(file, (target) => {
				if (target.type !== "package") return null;
				const allowed = rowsOf(table, file.path).flatMap((row) => row.packages);
				return allowed.some((entry) => isPackage(entry, target.name)) ? null : `may not import ${target.name}`;
			}),
	},
	{
		id: "AR4",
		says: "A relative import stays inside its top-level folder; another one is reached by its alias, by a name that stands in the source.",
		check: (file) =>
			eachTarget(file, (target) => {
				if (target.type === "unknown") return "imports something whose name cannot be read";
				if (target.type === "package" || !target.relative) return null;
				const [from, to] = [top(file.path), top(target.path)];
				const crosses = from !== to && (ALIASED.includes(from) || ALIASED.includes(to));
				return crosses ? `reaches ${target.path} by a relative path` : null;
			}),
	},
	{
		id: "AR5",
		says: "Only tests, benches and itself import `knowledge/core/testing`.",
		check: (file) =>
			eachTarget(file, (target) =>
				target.type === "file" &&
				target.path.startsWith(TESTING) &&
				!file.isTest &&
				!file.path.startsWith(TESTING) &&
				top(file.path) !== "bench"
					? `imports ${target.path} outside a test`
					: null,
			),
	},
	{
		id: "AR6",
		says: "Only the gateway imports `workers/store/credentials.ts`.",
		check: (file) =>
			eachTarget(file, (target) =>
				target.type === "file" && target.path === "workers/store/credentials.ts" && !mayReadCredentials(file)
					? "imports the credentials"
					: null,
			),
	},
];

const TESTING = "knowledge/core/testing/";

const mayReadCredentials = (file: SourceFile): boolean =>
	file.path === "workers/store/credentials.test.ts" || /^workers\/gateway(?:\.ts|\.test\.ts|\/)/.test(file.path);

function eachTarget(file: SourceFile, judge: (target: Target) => string | null): readonly Finding[] {
	return file.imports.flatMap((each) => {
		const what = judge(targetOf(file.path, each));
		return what === null ? [] : [{ at: each.at, what }];
	});
}

function targetOf(from: string, asked: Import): Target {
	if (asked.type === "unreadable") return { type: "unknown" };
	const specifier = asked.specifier.split("?")[0] ?? "";
	if (/^\.\.?\//.test(specifier)) {
		const path = posix.join(posix.dirname(from), specifier);
		return path.startsWith("..") ? { type: "unknown" } : { type: "file", path, relative: true };
	}
	if (specifier.startsWith("#")) {
		const path = specifier.slice(1);
		return ALIASED.includes(top(path)) ? { type: "file", path, relative: false } : { type: "unknown" };
	}
	if (specifier === "" || specifier.startsWith("/") || specifier.startsWith(".")) return { type: "unknown" };
	const parts = specifier.split("/");
	return { type: "package", name: specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "") };
}

const isPackage = (entry: string, name: string): boolean =>
	entry.endsWith(":*") ? name.startsWith(entry.slice(0, -1)) : entry === name;

const top = (path: string): string => path.split("/")[0] ?? "";
