import { join } from "node:path";
import { treeOnDisk, writeFiles } from "./new/disk.ts";
import { planPart } from "./new/plan.ts";

const ROOT = join(import.meta.dirname, "..");

const part = planPart(process.argv.slice(2), treeOnDisk(ROOT));
if (part.type === "refuse") {
	process.stderr.write(`${part.reason}\n`);
	process.exitCode = 1;
} else {
	writeFiles(ROOT, part.files);
	process.stdout.write(
		`Written:\n${part.files.map(({ path }) => `  ${path}\n`).join("")}\nNext:\n${part.next.join("\n")}\n`,
	);
}
