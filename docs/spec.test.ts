import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** Which tests a SPEC.md answers for: those of its own folder, and of the folders named here. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
	"knowledge/core/deal": ["vocabulary", "effects", "events", "contract", "facts", "learning", "context", "testing"].map(
		(folder) => `knowledge/core/${folder}`,
	),
};

function files(folder: string): readonly string[] {
	return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) =>
		entry.isDirectory() ? files(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
	);
}

const all = files("knowledge");
const specs = all.filter((path) => path.endsWith("/SPEC.md")).map((path) => path.slice(0, -"/SPEC.md".length));
const rulesOf = (folder: string): readonly string[] =>
	[...read(`${folder}/SPEC.md`).matchAll(/^- \*\*([A-Z]{2,4}\d+)\*\* /gm)].map(([, id]) => id ?? "");
/** The ids that tests are named by: a name begins with its rule. */
const citedIn = (folder: string): readonly string[] =>
	all
		.filter((path) => path.endsWith(".test.ts") && path.startsWith(`${folder}/`))
		.flatMap((path) => [...read(path).matchAll(/["'`]\[([A-Z]{2,4}\d+)\]/g)].map(([, id]) => id ?? ""));
const cited = (spec: string): readonly string[] => [spec, ...(ALSO[spec] ?? [])].flatMap(citedIn);

test("[SP1] the specifications of the core and of each skill are found", () => {
	expect(specs).toEqual(expect.arrayContaining(["knowledge/core/deal", "knowledge/core/reasoning"]));
	const skills = all.filter((path) => /^knowledge\/agents\/skills\/[\w-]+\/definition\.ts$/.test(path));
	expect(skills.length).toBeGreaterThan(0);
	for (const path of skills) expect(specs).toContain(path.slice(0, -"/definition.ts".length));
});

test.each(specs)("[SP2] every rule of %s/SPEC.md is tested, and every test's rule stands in it", (spec) => {
	const [rules, tests] = [new Set(rulesOf(spec)), new Set(cited(spec))];
	expect({
		untested: [...rules].filter((id) => !tests.has(id)),
		unwritten: [...tests].filter((id) => !rules.has(id)),
	}).toEqual({ untested: [], unwritten: [] });
});

test.each(specs)(
	"[SP3] each line of %s/SPEC.md that looks like a rule is one, in one sentence, under an id of its own",
	(spec) => {
		const lines = read(`${spec}/SPEC.md`)
			.split("\n")
			.filter((line) => /^\s*[-*] /.test(line));
		expect(lines.filter((line) => !/^- \*\*[A-Z]{2,4}\d+\*\* [^ ].*\.$/.test(line))).toEqual([]);
		expect(new Set(rulesOf(spec)).size).toBe(lines.length);
	},
);

test("[SP4] no two specifications use one id", () => {
	const ids = specs.flatMap(rulesOf);
	expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test("[SP5] what the code of knowledge/ cites in its comments is a rule", () => {
	const known = new Set(specs.flatMap(rulesOf));
	const unknown = all
		.filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
		.flatMap((path) =>
			[...read(path).matchAll(/\[([A-Z]{2}\d+)(?:\.\.([A-Z]{2}\d+)?)?\]/g)].flatMap(([, first, last]) =>
				[first, last].flatMap((id) => (id && !known.has(id) ? [`${path} ${id}`] : [])),
			),
		);
	expect(unknown).toEqual([]);
});
