import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Scan, scan } from "./scan.ts";

/** A source file as the rules see it. `path` is from the root, with slashes. */
export type SourceFile = { readonly path: string; readonly source: string; readonly isTest: boolean } & Scan;

const SKIPPED = new Set(["node_modules", "dist", "coverage", "__fixtures__"]);
const SOURCE = /\.[cm]?[jt]sx?$/;

export function sourceFile(path: string, source: string): SourceFile {
	return { path, source, isTest: /\.(?:test|setup)\.tsx?$/.test(path), ...scan(source) };
}

/** All sources of the tree, tests with them. */
export function readTree(root: string): readonly SourceFile[] {
	return walk(root, "").map((path) => sourceFile(path, readFileSync(join(root, path), "utf8")));
}

function walk(root: string, folder: string): readonly string[] {
	const found: string[] = [];
	for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
		const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
		if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) continue;
		if (entry.isDirectory()) found.push(...walk(root, path));
		else if (SOURCE.test(entry.name)) found.push(path);
	}
	return found.sort();
}
