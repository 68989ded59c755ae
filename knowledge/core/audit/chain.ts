import type { Hash, Sha256 } from "../vocabulary/hash.ts";
import type { TenantId } from "../vocabulary/ids.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import type { AuditEntry, AuditFact, AuditHead } from "./entry.ts";

/** Puts a fact at the end of a chain. */
export function seal(
	hash: Hash,
	fact: AuditFact,
	after: { readonly tenant: TenantId; readonly head: AuditHead | null },
): AuditEntry {
	const { tenant, head } = after;
	const entry = { ...fact, v: 1 as const, seq: (head?.seq ?? 0) + 1, tenant, prev: head?.hash ?? null };
	return { ...entry, hash: hash(canonicalJson(entry)) };
}

export const headOf = ({ seq, hash }: AuditEntry): AuditHead => ({ seq, hash });

/** What is wrong at the first place where anything is. `seq` is the place at which the chain stops to hold. */
export type BrokenChain = {
	readonly ok: false;
	readonly seq: number;
	readonly reason: "changed" | "removed" | "reordered" | "wrong-tenant" | "truncated";
};
export type Verdict = { readonly ok: true; readonly entries: number; readonly head: Sha256 | null } | BrokenChain;

export type Expected = {
	/** Whose chain it is; without it, that of whoever the first entry names. */
	readonly tenant?: TenantId;
	/** The hash of the last entry as it was noted elsewhere: a chain that ends before it, or in another one, was cut. */
	readonly head?: Sha256 | null;
};

/** Whether this is one whole chain from its first entry on. */
export function verifyChain(hash: Hash, entries: readonly AuditEntry[], expected: Expected = {}): Verdict {
	const tenant = expected.tenant ?? entries[0]?.tenant;
	let head: Sha256 | null = null;
	for (const [i, entry] of entries.entries()) {
		const seq = i + 1;
		const { hash: stated, ...rest } = entry;
		const isWhole = hash(canonicalJson(rest)) === stated;
		if (isWhole && entry.tenant !== tenant) return { ok: false, seq, reason: "wrong-tenant" };
		// An entry that is whole, but stands elsewhere than it says: its neighbours tell whether it moved or they are gone.
		if (isWhole && entry.seq !== seq) return { ok: false, seq, reason: isLater(entries, i) ? "reordered" : "removed" };
		if (!isWhole || entry.prev !== head) return { ok: false, seq, reason: "changed" };
		head = stated;
	}
	if (expected.head !== undefined && expected.head !== head)
		return { ok: false, seq: entries.length + 1, reason: "truncated" };
	return { ok: true, entries: entries.length, head };
}

/** Whether the entry that belongs at this place stands further down, or this one stood further up. */
const isLater = (entries: readonly AuditEntry[], i: number): boolean =>
	(entries[i]?.seq ?? 0) <= i || entries.slice(i + 1).some((entry) => entry.seq === i + 1);
