import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

type Versions = Readonly<Record<string, string>>;
type Manifest = {
	readonly scripts: Versions;
	readonly dependencies: Versions;
	readonly devDependencies: Versions;
	readonly overrides: Versions;
};
type Lock = { readonly packages: Readonly<Record<string, Partial<Manifest> & { readonly version: string }>> };

const manifest: Manifest = JSON.parse(read("package.json"));
const lock: Lock = JSON.parse(read("package-lock.json"));

/** What is made while working: .gitignore names the same. */
const MADE = /^(?:node_modules|dist|coverage|\.git|\.state.*|\.wrangler|\.dev\.vars|.*\.log)$/;
/** No text of ours comes near: what is larger is not read for paths. */
const TEXT_BYTES_MAX = 2 * 1024 * 1024;

function files(folder: string): readonly string[] {
	return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
		if (MADE.test(entry.name)) return [];
		const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
		return entry.isDirectory() ? files(path) : [path];
	});
}

/** The lines of our texts that match, as `path:line`. A file with a zero byte is not a text. */
function linesWith(pattern: RegExp): readonly string[] {
	return files("").flatMap((path) => {
		if (statSync(join(ROOT, path)).size > TEXT_BYTES_MAX) return [];
		const text = read(path);
		if (text.includes("\0")) return [];
		return text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : []));
	});
}

test("[RP1] the lockfile works with any registry: it names no address", () => {
	expect(read("package-lock.json")).not.toMatch(/"resolved"\s*:/);
	expect(read(".npmrc").split("\n")).toContain("omit-lockfile-registry-resolved=true");
	expect(read(".npmrc")).not.toMatch(/^\s*(?:@[\w-]+:)?registry\s*=/m);
});

test("[RP2] there is one workerd, so that what is tested is what runs", () => {
	const versions = Object.entries(lock.packages)
		.filter(([path]) => /(?:^|\/)node_modules\/workerd$/.test(path))
		.map(([, { version }]) => version);
	expect(versions).toHaveLength(1);
});

test("[RP3] every version in package.json is exact", () => {
	const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
	const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version));
	expect(loose).toEqual([]);
});

test("[RP4] the lockfile was made from this package.json", () => {
	const root = lock.packages[""];
	expect(root?.dependencies).toEqual(manifest.dependencies);
	expect(root?.devDependencies).toEqual(manifest.devDependencies);
});

test("[RP5] a decision names every dependency", () => {
	const decisions = files("docs/decisions").map(read).join("\n");
	const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides });
	expect(names.filter((name) => !decisions.includes(`\`${name}\``))).toEqual([]);
});

test("[RP6] no file names a path of somebody's machine, or a registry's host", () => {
	expect(linesWith(/(?<![\w.$*}\]-])\/(?:work|root|home|Users)\/\w/)).toEqual([]);
	expect(linesWith(/registry\.(?:npmjs|yarnpkg)\.(?:org|com)/)).toEqual([]);
});

test.each(["README.md", "AGENTS.md", ...files("docs").filter((path) => path.endsWith(".md"))])(
	"[RP7] the commands that %s names exist",
	(path) => {
		const named = [...read(path).matchAll(/\bnpm (?:run (?:-\w+ )*([\w:-]+)|(start|test)\b)/g)].map(
			([, script, short]) => script ?? short ?? "",
		);
		expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
	},
);

test("[RP8] README.md says how to install, start and test", () => {
	for (const command of ["npm ci", "npm start", "npm test"]) expect(read("README.md")).toContain(command);
});

test("[RP9] the files that the scripts of package.json run exist", () => {
	const named = Object.values(manifest.scripts).flatMap((script) => script.match(/\bscripts\/[\w./-]+\.ts/g) ?? []);
	expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
