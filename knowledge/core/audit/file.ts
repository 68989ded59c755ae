import * as z from "zod";
import { type Hash, Sha256 } from "../vocabulary/hash.ts";
import { TenantId } from "../vocabulary/ids.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { type BrokenChain, verifyChain } from "./chain.ts";
import { AuditEntry } from "./entry.ts";

/** The last line of an exported chain. */
export const AuditSummary = z.strictObject({ tenant: TenantId, entries: z.int().min(0), head: Sha256.nullable() });
export type AuditSummary = z.infer<typeof AuditSummary>;

export type FileVerdict =
	| ({ readonly ok: true } & AuditSummary)
	/** `line` counts from 1, as editors do. */
	| {
			readonly ok: false;
			readonly line: number;
			readonly reason: BrokenChain["reason"] | "unreadable";
			readonly says: string;
	  };

const SAYS: Readonly<Record<BrokenChain["reason"], string>> = {
	changed: "was changed: its hash, or that of the entry before it, does not match",
	removed: "does not follow the line before it: at least one entry between them was removed",
	reordered: "is not where it was written: entries were put in another order, or in twice",
	"wrong-tenant": "belongs to another account",
	truncated: "ends before the expected last entry, or in another one",
};

/**
 * An exported chain, byte for byte. `text` is what the file holds; `head` a hash of the last entry that was noted
 * elsewhere: without it, a chain whose end was cut off together with the summary's figures cannot be told from a whole one.
 */
export function verifyFile(hash: Hash, text: string, head?: Sha256): FileVerdict {
	const wrong = (line: number, says: string): FileVerdict => ({ ok: false, line, reason: "unreadable", says });
	if (text.trim() === "") return wrong(1, "the file is empty");
	if (text.includes("\r")) {
		const line = text.slice(0, text.indexOf("\r")).split("\n").length;
		return wrong(line, "ends in CR LF, which no export does: some program has rewritten the file's line ends");
	}
	const lines = text.split("\n");
	if (lines.at(-1) === "") lines.pop();
	const entries: AuditEntry[] = [];
	let summary: AuditSummary | null = null;
	for (const [i, line] of lines.entries()) {
		if (summary) return wrong(i + 1, "stands after the summary, which is the last line of an export");
		const value = parsed(line);
		if (value === undefined) return wrong(i + 1, "is not JSON: this is no exported chain, or it was changed");
		const asSummary = AuditSummary.safeParse(value);
		const asEntry = AuditEntry.safeParse(value);
		if (!asSummary.success && !asEntry.success)
			return wrong(i + 1, "is neither an entry nor the summary: this is no exported chain, or it was changed");
		if (canonicalJson(value) !== line)
			return wrong(i + 1, "is not written as an export writes it: some program has rewritten it");
		if (asSummary.success) summary = asSummary.data;
		else if (asEntry.success) entries.push(asEntry.data);
	}
	if (!summary) return wrong(lines.length + 1, "the last line, the summary, is missing: the end was cut off");
	return judged(hash, { entries, summary, ...(head === undefined ? {} : { head }) });
}

type Whole = { readonly entries: readonly AuditEntry[]; readonly summary: AuditSummary; readonly head?: Sha256 };

function judged(hash: Hash, { entries, summary, head }: Whole): FileVerdict {
	const verdict = verifyChain(hash, entries, { tenant: summary.tenant });
	if (!verdict.ok) return { ok: false, line: verdict.seq, reason: verdict.reason, says: SAYS[verdict.reason] };
	const truncated = (says: string): FileVerdict => ({ ok: false, line: entries.length + 1, reason: "truncated", says });
	if (summary.entries !== entries.length)
		return truncated(`the summary counts ${summary.entries} entries, and there are ${entries.length}`);
	if (summary.head !== verdict.head)
		return truncated("the summary names another last entry than the one that is there");
	if (head !== undefined && head !== verdict.head)
		return truncated("the last entry is not the one of --head: the end was cut off, or this is an older export");
	return { ok: true, ...summary };
}

function parsed(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
