import { importRules } from "./import-rules.ts";
import { isolationRules } from "./isolation-rules.ts";
import { storeRules } from "./store-rules.ts";
import type { Table } from "./table.ts";
import { textRules } from "./text-rules.ts";
import type { SourceFile } from "./tree.ts";

export type Finding = { readonly at: number; readonly what: string };

/** A rule looks at one file at a time, so that it can be tried on a string. */
export type Rule = {
	readonly id: string;
	/** The sentence that ARCHITECTURE.md prints. */
	readonly says: string;
	check(file: SourceFile, table: Table): readonly Finding[];
};

export const RULES: readonly Rule[] = [...importRules, ...textRules, ...storeRules, ...isolationRules];
