import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { treeOnDisk, writeFiles } from "./disk.ts";
import { planPart } from "./plan.ts";

const REPOSITORY = join(import.meta.dirname, "../..");
const roots: string[] = [];

function anEmptyRoot(): string {
	const root = mkdtempSync(join(tmpdir(), "new-part-"));
	roots.push(root);
	return root;
}

/** A tree with the domain in it, as far as an agent needs it. */
function aTree(): string {
	const root = anEmptyRoot();
	mkdirSync(join(root, "knowledge/agents"), { recursive: true });
	for (const path of ["node_modules", "biome.json", "lint", "knowledge/core", "knowledge/markdown.d.ts"])
		symlinkSync(join(REPOSITORY, path), join(root, path));
	symlinkSync(join(REPOSITORY, "knowledge/agents/define-agent.ts"), join(root, "knowledge/agents/define-agent.ts"));
	writeFileSync(join(root, "package.json"), readFileSync(join(REPOSITORY, "package.json")));
	writeFileSync(join(root, "knowledge/tsconfig.json"), readFileSync(join(REPOSITORY, "knowledge/tsconfig.json")));
	return root;
}

function make(root: string, ...args: string[]) {
	const part = planPart(args, treeOnDisk(root));
	if (part.type === "write") writeFiles(root, part.files);
	return part;
}

const run = (root: string, tool: string, args: readonly string[]) => {
	const { status, stdout, stderr } = spawnSync(join(REPOSITORY, "node_modules/.bin", tool), args, {
		cwd: root,
		encoding: "utf8",
	});
	return { status, said: `${stdout}${stderr}` };
};

afterAll(() => {
	for (const root of roots) rmSync(root, { recursive: true, force: true });
});

test("[NW1] an agent is a folder with all its parts, and no hole of a template is left", () => {
	const root = anEmptyRoot();
	const part = make(root, "agent", "deal-closer");
	expect(part.type === "write" && part.files.map(({ path }) => path).sort()).toEqual(
		["SOUL.md", "SPEC.md", "definition.ts", "eval/README.md", "rules.test.ts", "rules.ts"].map(
			(file) => `knowledge/agents/skills/deal-closer/${file}`,
		),
	);
	for (const { path } of part.type === "write" ? part.files : []) {
		const text = readFileSync(join(root, path), "utf8");
		expect(text).not.toMatch(/\{\{|\}\}/);
		expect(text).toMatch(/deal-closer|dealCloserAgent|Deal Closer|SkillInput/);
	}
});

test("[NW2] the next steps hold the exact lines for the roster", () => {
	const part = make(anEmptyRoot(), "agent", "deal-closer");
	const next = part.type === "write" ? part.next.map((line) => line.trim()) : [];
	expect(next).toContain('import { dealCloserAgent } from "./skills/deal-closer/definition.ts";');
	expect(next).toContain("dealCloserAgent,");
});

test("[NW3] the skeleton of a short name and of the longest one passes the linter and the compiler as it is", () => {
	const root = aTree();
	const folders = ["new", "a".repeat(31)].map((name) => {
		make(root, "agent", name);
		return `knowledge/agents/skills/${name}`;
	});
	expect(run(root, "biome", ["check", "--error-on-warnings", ...folders])).toMatchObject({ status: 0 });
	const { said } = run(root, "tsc", ["-p", "knowledge", "--pretty", "false"]);
	expect(said.split("\n").filter((line) => line.includes("agents/skills"))).toEqual([]);
	// Both are other programs, which a busy machine starts slowly.
}, 60_000);

test.each([
	[["agent", "Closer"], "lower-case"],
	[["agent", "closer2"], "lower-case"],
	[["agent", "-closer"], "lower-case"],
	[["agent", "closer--two"], "lower-case"],
	[["agent", "../closer"], "lower-case"],
	[["agent", "a"], "lower-case"],
	[["agent", "a".repeat(32)], "lower-case"],
	[["agent"], "one name"],
	[["agent", "one", "two"], "one name"],
	[["robot", "one"], "no part called «robot»"],
	[[], "Usage"],
])("[NW4] %j is refused and says why", (args, reason) => {
	expect(make(anEmptyRoot(), ...args)).toMatchObject({ type: "refuse", reason: expect.stringContaining(reason) });
});

test("[NW5] what exists is never written over", () => {
	const root = anEmptyRoot();
	make(root, "agent", "closer");
	const soul = join(root, "knowledge/agents/skills/closer/SOUL.md");
	writeFileSync(soul, "mine");
	expect(make(root, "agent", "closer")).toMatchObject({ type: "refuse", reason: expect.stringContaining("exists") });
	expect(readFileSync(soul, "utf8")).toBe("mine");
	expect(() => writeFiles(root, [{ path: "knowledge/agents/skills/closer/SOUL.md", text: "other" }])).toThrow("EEXIST");
});

test.each([
	["adapter", "workers/adapters", "mail", "registry.ts"],
	["route", "workers/http/routes", "deals.ts", "app.ts"],
])("[NW6] for an %s the message names what there is to start from", (kind, folder, example, register) => {
	const root = anEmptyRoot();
	mkdirSync(join(root, folder, example), { recursive: true });
	const part = make(root, kind, "one");
	expect(part).toMatchObject({ type: "refuse", reason: expect.stringContaining(example) });
	expect(part).toMatchObject({ reason: expect.stringContaining(register) });
});

test("[NW7] the test of a new agent fails until its rules are written", () => {
	const root = anEmptyRoot();
	make(root, "agent", "closer");
	const text = readFileSync(join(root, "knowledge/agents/skills/closer/rules.test.ts"), "utf8");
	expect(text).toContain("expect.fail(");
	expect(text).toContain("[CL1]");
});
