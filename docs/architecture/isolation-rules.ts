import type { Finding, Rule } from "./rules.ts";
import { texts } from "./scan.ts";
import { findCode, isProduct } from "./text-rules.ts";
import type { SourceFile } from "./tree.ts";

const LOG = "durable-objects/platform/log.ts";
const BODIES = "workers/store/bodies.ts";
const MASTERS = "workers/store/data-keys.ts";
const WRAPPER = "workers/store/tenant-db.ts";
const GUARDS = "durable-objects/platform/guards.ts";
/** From a token, a visitor's signature, a ticket, and for our own objects. */
const PRINCIPAL_MAKERS: ReadonlySet<string> = new Set([
	"durable-objects/platform/system.ts",
	"workers/http/embed.ts",
	"workers/store/access.ts",
	"workers/store/tickets.ts",
]);

const SCOPE = /\bdealScope\s*:(?!\s*(?:Principal|readonly|DealId)\b)/g;

const isOurs = (file: SourceFile, ...but: readonly string[]): boolean =>
	isProduct(file, "durable-objects", "workers") && !file.path.includes("/testing/") && !but.includes(file.path);

export const isolationRules: readonly Rule[] = [
	{
		id: "AR16",
		says: "The console is written to by `durable-objects/platform/log.ts` alone.",
		check: (file) =>
			isOurs(file, LOG) || isProduct(file, "knowledge")
				? findCode(file, /(?<![.\w$])console\b(?!\s*:)|\bglobalThis\s*\.\s*console\b/g, "writes to the console")
				: [],
	},
	{
		id: "AR17",
		says: "Stored bodies are reached through `workers/store/bodies.ts` alone.",
		check: (file) => (isOurs(file, BODIES) ? reaches(file, "BODIES", "reaches for stored bodies") : []),
	},
	{
		id: "AR18",
		says: "Master keys are read in `workers/store/data-keys.ts` alone.",
		check: (file) =>
			isOurs(file, MASTERS, WRAPPER) ? reaches(file, "MASTER_KEYS", "reaches for the master keys") : [],
	},
	{
		id: "AR19",
		says: "Principals are made where a token, a ticket or a visitor's signature is read, and in `platform/system.ts`; nowhere is one changed.",
		check: (file) =>
			isOurs(file, ...PRINCIPAL_MAKERS)
				? [
						// What a token is written with has most of a principal, but no end of its own.
						...(/\bexp\s*[:,]/.test(file.code) ? findCode(file, SCOPE, "makes a principal") : []),
						...findCode(file, /\b(?:Principal|Call)\s*\.\s*(?:safeP|p)arse\s*\(/g, "makes a principal"),
						...findCode(file, /\.\.\.\s*(?:\w+\s*\.\s*)*principal\b/g, "changes a principal"),
					]
				: [],
	},
	{
		id: "AR20",
		says: "What leaves a guard out of a build is asked in `durable-objects/platform/guards.ts` alone.",
		check: (file) =>
			isOurs(file, GUARDS) || isProduct(file, "knowledge", "migrations", "web")
				? findCode(file, /\bGUARD_OFF\b/g, "asks for a guard that is off")
				: [],
	},
];

/** A binding taken from the environment by a dot, taken apart, or by its name as text. */
const reaches = (file: SourceFile, binding: string, what: string): readonly Finding[] => [
	...findCode(file, new RegExp(`\\.\\s*${binding}\\b|\\{[^{}]*\\b${binding}\\b[^{}]*\\}\\s*=(?![=>])`, "g"), what),
	...texts(file)
		.filter(({ text, start }) => text === binding && /\[\s*$/.test(file.code.slice(0, start)))
		.map(({ start }) => ({ at: start, what: `${what}: ${binding}` })),
];
