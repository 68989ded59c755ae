import type { Finding, Rule } from "./rules.ts";
import type { SourceFile } from "./tree.ts";

/** STYLE.md: a file is one idea. */
export const FILE_LINES_MAX = 400;

const IMPURE: readonly (readonly [pattern: RegExp, what: string])[] = [
	[/(?<![.\w$])Date\b(?!\s*:)|\?\s*Date\b/g, "reads a clock"],
	[/(?<![.\w$])performance\s*\./g, "reads a clock"],
	[/\bMath\s*\??\.\s*random\b|\bMath\b(?!\s*\??\.)/g, "draws a random number"],
	[/(?<![.\w$])crypto\s*\??\.|\brandomUUID\b/g, "draws a random number"],
	[/(?<![.\w$])(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/g, "waits"],
	[/(?<![.\w$])(?:await|async)\b(?!\s*:)/g, "waits"],
	[/(?<![.\w$])fetch\s*\(/g, "touches the outside"],
	[/(?<![.\w$])globalThis\b/g, "reaches for the platform"],
];

export const textRules: readonly Rule[] = [
	{
		id: "AR7",
		says: "Nothing in `knowledge/`, tests apart, reads a clock, draws a random number, waits or fetches.",
		check: (file) =>
			isProduct(file, "knowledge") ? IMPURE.flatMap(([pattern, what]) => findCode(file, pattern, what)) : [],
	},
	{
		id: "AR8",
		says: `No source file is longer than ${FILE_LINES_MAX} lines.`,
		check: (file) => {
			const lines = file.source.split("\n").length - 1;
			return lines > FILE_LINES_MAX ? [{ at: 0, what: `has ${lines} lines` }] : [];
		},
	},
	{
		id: "AR9",
		says: "`routeAgentRequest` and `@callable` stand nowhere: both open objects to whoever asks.",
		check: (file) =>
			findCode(file, /\brouteAgentRequest\b|@callable\b|\bunstable_callable\b/g, "opens objects to whoever asks"),
	},
];

export const isProduct = (file: SourceFile, ...folders: readonly string[]): boolean =>
	!file.isTest && folders.some((folder) => file.path.startsWith(`${folder}/`));

export const findCode = (file: SourceFile, pattern: RegExp, what: string): readonly Finding[] =>
	[...file.code.matchAll(pattern)].map((match) => ({ at: match.index, what: `${what}: ${match[0].trim()}` }));
