import * as z from "zod";
import { AuditEntry, type AuditLine } from "#knowledge/core/audit/entry.ts";
import { readSeq } from "./cursors.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

/** How far the copy has followed the chain: everything up to here is in it. */
export const readAuditCursor = (db: TenantDb): Promise<number> => readSeq(db, "audit");

/** The entries right after `from`, with the cursor that says so. Two who follow at once write the same rows. */
export async function copyAudit(db: TenantDb, lines: readonly AuditLine[]): Promise<void> {
	const last = lines.at(-1);
	if (!last) return;
	await db.batch([
		insertLines(lines),
		{
			sql: `INSERT INTO cursors (tenant, subscriber, deal, seq, state) VALUES (?1, 'audit', '', ?2, '')
				ON CONFLICT (tenant, subscriber, deal) DO UPDATE SET seq = MAX(seq, ?2)`,
			values: [last.seq],
		},
	]);
}

/** A stretch of the copy: each row as one text, to be compared. Read before the chain is, which only grows. */
export async function readCopy(db: TenantDb, after: number, limit: number): Promise<ReadonlyMap<number, string>> {
	const rows = await db.all(
		`SELECT seq, at, actor, action, target, result, json FROM audit_entries WHERE tenant = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3`,
		after,
		limit,
	);
	return new Map(
		CopyRow.array()
			.parse(rows)
			.map((row) => [row.seq, JSON.stringify(row)]),
	);
}

/**
 * Makes of a stretch of the copy what the chain says: rows that were altered, lost or made up. `followed` is how far the copy
 * says that it is; `isEnd`: the chain ends with these lines, so that nothing may stand after them. Answers how many rows were wrong.
 */
export async function mendAudit(
	db: TenantDb,
	copy: ReadonlyMap<number, string>,
	chain: { readonly lines: readonly AuditLine[]; readonly followed: number; readonly isEnd: boolean },
): Promise<number> {
	const { lines, followed, isEnd } = chain;
	const wrong = lines.filter((line) => line.seq <= followed && copy.get(line.seq) !== JSON.stringify(rowOf(line)));
	const known = new Set(lines.map(({ seq }) => seq));
	const upTo = isEnd ? Number.POSITIVE_INFINITY : (lines.at(-1)?.seq ?? 0);
	const invented = [...copy.keys()].filter((seq) => !known.has(seq) && seq <= upTo);
	if (wrong.length + invented.length > 0)
		await db.batch([
			{
				sql: "DELETE FROM audit_entries WHERE tenant = ?1 AND seq IN (SELECT value FROM json_each(?2))",
				values: [JSON.stringify([...wrong.map(({ seq }) => seq), ...invented])],
			},
			insertLines(wrong),
		]);
	return wrong.length + invented.length;
}

/** How far the copy was held against the chain; it begins anew after the end. */
export const readAuditChecked = (db: TenantDb): Promise<number> => readSeq(db, "audit-check");

export const writeAuditChecked = (db: TenantDb, seq: number): Promise<void> =>
	db.batch([
		{
			sql: `INSERT INTO cursors (tenant, subscriber, deal, seq, state) VALUES (?1, 'audit-check', '', ?2, '')
				ON CONFLICT (tenant, subscriber, deal) DO UPDATE SET seq = ?2`,
			values: [seq],
		},
	]);

type AuditFilter = {
	readonly actor: string | null;
	readonly action: string | null;
	readonly result: string | null;
	readonly since: number | null;
	readonly until: number | null;
	/** Entries before this one. */
	readonly before: number | null;
	readonly limit: number;
};

/** Newest first. */
export async function listAudit(db: TenantDb, filter: AuditFilter): Promise<readonly AuditEntry[]> {
	const { actor, action, result, since, until, before, limit } = filter;
	const rows = await db.all(
		`SELECT json FROM audit_entries WHERE tenant = ?1 AND (?2 IS NULL OR actor = ?2) AND (?3 IS NULL OR action = ?3)
			AND (?4 IS NULL OR result = ?4) AND (?5 IS NULL OR at >= ?5) AND (?6 IS NULL OR at < ?6) AND (?7 IS NULL OR seq < ?7)
			ORDER BY seq DESC LIMIT ?8`,
		actor,
		action,
		result,
		since,
		until,
		before,
		limit,
	);
	return z
		.array(z.object({ json: z.string() }))
		.parse(rows)
		.map((row) => AuditEntry.parse(JSON.parse(row.json)));
}

const CopyRow = z.object({
	seq: z.int(),
	at: z.int(),
	actor: z.string(),
	action: z.string(),
	target: z.string().nullable(),
	result: z.string(),
	json: z.string(),
});

function rowOf({ json }: AuditLine): z.infer<typeof CopyRow> {
	const { seq, at, actor, action, target, result } = AuditEntry.parse(JSON.parse(json));
	const ids = target.length === 0 ? null : target.join(" ");
	return { seq, at: Date.parse(at), actor: actor.id, action, target: ids, result, json };
}

/** All of them in one statement: what D1 counts of a request are statements. */
function insertLines(lines: readonly AuditLine[]): Statement {
	return {
		sql: `INSERT INTO audit_entries (tenant, seq, at, actor, action, target, result, json)
			SELECT ?1, value ->> 'seq', value ->> 'at', value ->> 'actor', value ->> 'action', value ->> 'target', value ->> 'result', value ->> 'json'
			FROM json_each(?2) WHERE true ON CONFLICT (tenant, seq) DO NOTHING`,
		values: [JSON.stringify(lines.map(rowOf))],
	};
}
