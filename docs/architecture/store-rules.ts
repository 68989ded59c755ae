import type { Finding, Rule } from "./rules.ts";
import { HOLE, type Literal, texts } from "./scan.ts";
import { findCode, isProduct } from "./text-rules.ts";
import type { SourceFile } from "./tree.ts";

/** A name in SQL, which may be quoted or come out of a template's hole. */
const NAME = `["\\w.${HOLE}]+`;
const SQL_WRITE = new RegExp(
	`\\b(?:insert\\s+(?:or\\s+\\w+\\s+)?into|replace\\s+into|update\\s+(?:or\\s+\\w+\\s+)?${NAME}\\s+set|delete\\s+from|` +
		"(?:create|drop|alter)\\s+(?:temp(?:orary)?\\s+|virtual\\s+|unique\\s+)*(?:table|index|trigger|view))\\b",
	"i",
);
const SQL_READ = /^\s*select\b[\s\S]*\bfrom\b|^\s*with\s+(?:recursive\s+)?["\w]+\s*(?:\([^)]*\)\s*)?as\s*\(/i;

const WRITERS = /^durable-objects\/[^/]+\/(?:commit|migrate|schema)\.ts$/;
const ALARM_KEEPERS = /^durable-objects\/(?:[^/]+\/commit|platform\/alarms)\.ts$/;
const LOOKUPS = /\.\s*(?:getByName|idFromName|newUniqueId|idFromString)\s*\(/g;
const D1_WRAPPER = "workers/store/tenant-db.ts";
const CREDENTIAL_KEEPERS = /^workers\/(?:gateway(?:\.ts|\/.*)|store\/(?:credentials|new-connection)\.ts)$/;

export const storeRules: readonly Rule[] = [
	{
		id: "AR10",
		says: "In `durable-objects/`, SQL that writes stands in an actor's `commit.ts`, or in `schema.ts` and `migrate.ts`.",
		check: (file) =>
			isProduct(file, "durable-objects") && !WRITERS.test(file.path)
				? findText(file, (text) => SQL_WRITE.test(text), "writes outside commit.ts")
				: [],
	},
	{
		id: "AR11",
		says: "In `durable-objects/`, keys are put or deleted, and alarms are set, in `commit.ts` or `platform/alarms.ts`.",
		check: (file) =>
			isProduct(file, "durable-objects") && !ALARM_KEEPERS.test(file.path)
				? findCode(
						file,
						/\b(?:storage|kv)\s*[?!]?\.\s*(?:put|delete|deleteAll)\s*\(|\.\s*(?:setAlarm|deleteAlarm)\s*\(/g,
						"writes outside commit.ts",
					)
				: [],
	},
	{
		id: "AR12",
		says: "Objects are looked up in `durable-objects/stubs.ts` alone; `platform/pin.ts` may derive a name to check its own.",
		check: (file) =>
			isProduct(file, "knowledge", "durable-objects", "workers", "migrations", "web") &&
			file.path !== "durable-objects/stubs.ts"
				? findCode(file, LOOKUPS, "looks an object up").filter(
						({ what }) => file.path !== "durable-objects/platform/pin.ts" || !what.includes("idFromName"),
					)
				: [],
	},
	{
		id: "AR13",
		says: "D1 is reached through `workers/store/tenant-db.ts` alone, outside migrations, scripts and tests.",
		check: (file) =>
			isProduct(file, "durable-objects", "workers") && file.path !== D1_WRAPPER
				? [
						...findCode(file, /\.\s*prepare\s*\(/g, "prepares SQL"),
						...findCode(file, /\.\s*DB\b|\{[^{}]*\bDB\b[^{}]*\}\s*=(?![=>])/g, "reaches for D1"),
						...findText(file, (text) => text === "DB", "reaches for D1"),
					]
				: [],
	},
	{
		id: "AR14",
		says: "Every SQL text in `workers/store/` names the tenant.",
		check: (file) =>
			isProduct(file, "workers/store")
				? findText(file, (text) => isSql(text) && !/tenant/i.test(text), "names no tenant")
				: [],
	},
	{
		id: "AR15",
		says: "Columns of credentials are named in the gateway, `workers/store/credentials.ts` and `new-connection.ts`, which only writes them.",
		check: (file) =>
			isProduct(file, "durable-objects", "workers") && !CREDENTIAL_KEEPERS.test(file.path)
				? [
						...findText(file, (text) => isSql(text) && /credential/i.test(text), "names credentials"),
						...findCode(
							file,
							/\bschema\s*\.\s*credentials?\b|\bimport\s*\{[^}]*\bcredentials?\b[^}]*\}\s*from\s*(?=["'])/g,
							"names credentials",
						),
					]
				: [],
	},
];

const isSql = (text: string): boolean => SQL_READ.test(text) || SQL_WRITE.test(text);

const findText = (file: SourceFile, isWrong: (text: string) => boolean, what: string): readonly Finding[] =>
	texts(file)
		.filter((literal: Literal) => isWrong(literal.text))
		.map(({ start, text }) => ({ at: start, what: `${what}: ${text.replace(/\s+/g, " ").slice(0, 60)}` }));
