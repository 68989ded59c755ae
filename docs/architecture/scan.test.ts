import { expect, test } from "vitest";
import { lineAt, scan, texts } from "./scan.ts";

const specifiers = (source: string): readonly (string | null)[] =>
	scan(source).imports.map((each) => (each.type === "named" ? each.specifier : null));

test.each([
	['import a from "x";', ["x"]],
	["import { a,\n\tb as c } from 'x'", ["x"]],
	['import type { A } from "x";', ["x"]],
	['import a, * as b from "x"', ["x"]],
	['import "x";', ["x"]],
	['import"x";export*from"y"', ["x", "y"]],
	['export { a } from "x";\nexport type { B } from "y";', ["x", "y"]],
	['export * as all from "x";', ["x"]],
	['import data from "x" with { type: "json" };', ["x"]],
	['import a from /* not "y" */ "x";', ["x"]],
	['import { "odd name" as a } from "x";', ["x"]],
	['const a = await import("x");', ["x"]],
	["const a = import(`x`);", ["x"]],
	['type A = import("x").A;', ["x"]],
	['const a = require("x");', ["x"]],
	["const a = `${await import('x')} and ${import('y')}`;", ["x", "y"]],
])("[SC1] an import is found in every form: %s", (source, expected) => {
	expect(specifiers(source)).toEqual(expected);
});

test.each([["import(name)"], ["import(`./$" + "{name}.ts`)"], ['import("./a/" + name)'], ["require(name)"]])(
	"[SC2] an import whose name is worked out while running is unreadable: %s",
	(source) => {
		expect(specifiers(source)).toEqual([null]);
	},
);

test.each([
	['// import a from "x";'],
	['/* import a from "x";\n import("y") */'],
	["const a = 'import b from \"x\"';"],
	['const a = `import b from "x"`;'],
	['const a = /from "x"/;'],
	['const a = [/[/"]from "x"/, 1];'],
	['const a = Array.from("x");'],
	["const here = import.meta.url;"],
	['thing.import("x"); thing.require("x");'],
	['declare module "*.md" { const text: string; }'],
])("[SC3] what only looks like an import is none: %s", (source) => {
	expect(specifiers(source)).toEqual([]);
});

test("[SC4] a quote in a regular expression, in JSX text or after a division does not hide what follows", () => {
	expect(specifiers('const a = /"/;\nimport b from "x";')).toEqual(["x"]);
	expect(specifiers('const a = <p>It\'s fine</p>;\nimport b from "x";')).toEqual(["x"]);
	expect(specifiers('const a = <img src={b} />;\nimport b from "x";')).toEqual(["x"]);
	expect(specifiers('const a = b / c; const d = "/";\nimport e from "x";')).toEqual(["x"]);
	expect(specifiers('const a = (b) / 2; import e from "x"; // /')).toEqual(["x"]);
});

test("[SC5] braces inside a hole of a template belong to the hole", () => {
	const source = "const a = `one ${f({ b: `two ${c}` })} three`; const d = 1;";
	expect(scan(source).literals.map(({ text }) => text)).toEqual(["one … three", "two …"]);
	expect(scan(source).code).toContain("const d = 1;");
});

test("[SC6] code keeps its length and its lines, and holds neither comments nor texts", () => {
	const source = 'const a = "Date"; // Date\n/* Date\n */ const b = `Date`; const c = /Date/;';
	const { code } = scan(source);
	expect(code).toHaveLength(source.length);
	expect(code.split("\n")).toHaveLength(3);
	expect(code).not.toContain("Date");
	expect(lineAt(source, source.indexOf("const b"))).toBe(3);
});

test("[SC7] texts joined by a plus are one text", () => {
	expect(texts(scan('exec("INSERT " +\n\t"INTO a", "b")')).map(({ text }) => text)).toEqual(["INSERT INTO a", "b"]);
});
