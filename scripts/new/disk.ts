import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { NewFile, Tree } from "./plan.ts";

const TEMPLATES = join(import.meta.dirname, "templates");

export function treeOnDisk(root: string): Tree {
	return {
		templates: (kind) => readAll(join(TEMPLATES, kind), ""),
		has: (path) => existsSync(join(root, path)),
		list: (path) => (existsSync(join(root, path)) ? readdirSync(join(root, path)).sort() : []),
	};
}

/** Never over a file that is there: `wx` refuses it. */
export function writeFiles(root: string, files: readonly NewFile[]): void {
	for (const { path, text } of files) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text, { flag: "wx" });
	}
}

function readAll(folder: string, inside: string): readonly NewFile[] {
	return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
		const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
		return entry.isDirectory() ? readAll(folder, path) : [{ path, text: readFileSync(join(folder, path), "utf8") }];
	});
}
