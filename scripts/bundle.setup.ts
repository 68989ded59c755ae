import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWorker } from "./build.ts";

const bundles = new Map<string, string>();

/**
 * Everything that is uploaded of the Worker as `config` builds it, without source maps; with `guard` left out, where one
 * is named. A build takes seconds and is the same every time: the test files of a process share it.
 */
export function bundleOf(config: string, guard?: string): string {
	const name = `${config}-${guard ?? "none"}`;
	const known = bundles.get(name);
	if (known !== undefined) return known;
	const out = mkdtempSync(join(tmpdir(), "agent-army-bundle-"));
	try {
		buildWorker(config, out, guard === undefined ? {} : { GUARD_OFF: JSON.stringify(guard) });
		const bundle = readdirSync(out)
			.filter((file) => file.endsWith(".js"))
			.map((file) => readFileSync(join(out, file), "utf8"))
			.join("\n");
		bundles.set(name, bundle);
		return bundle;
	} finally {
		rmSync(out, { recursive: true, force: true });
	}
}
