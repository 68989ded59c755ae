import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Pack } from "#knowledge/core/methodology/pack.ts";

/** The sales methods that lie in a folder as files, by name. What is wrong with one is told with the file and the field. */
export function packsIn(folder: string): readonly Pack[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((file) => file.endsWith(".json"))
		.sort()
		.map((file) => readPack(join(folder, file)));
}

function readPack(path: string): Pack {
	const parsed = Pack.safeParse(JSON.parse(readFileSync(path, "utf8")));
	if (parsed.success) return parsed.data;
	const told = parsed.error.issues.map((issue) => `  ${issue.path.join(".") || "(the whole)"}: ${issue.message}`);
	throw new Error(`${path} is no sales method:\n${told.join("\n")}`);
}
