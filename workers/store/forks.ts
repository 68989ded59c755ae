import * as z from "zod";
import type { ForkRow } from "#knowledge/core/contract/deal.ts";
import { DealId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { forkCell } from "./cells.ts";
import type { TenantDb } from "./tenant-db.ts";

const Row = z.object({
	fork: DealId,
	deal: DealId,
	at_seq: z.int(),
	label: z.string(),
	created_by: UserId,
	created_at: z.int(),
});

export const forkExists = async (db: TenantDb, fork: DealId): Promise<boolean> =>
	(await db.first("SELECT 1 AS found FROM forks WHERE tenant = ?1 AND fork = ?2", fork)) !== null;

export async function countForks(db: TenantDb, deal: DealId): Promise<number> {
	const row = await db.first("SELECT COUNT(*) AS found FROM forks WHERE tenant = ?1 AND deal = ?2", deal);
	return z.object({ found: z.int() }).parse(row).found;
}

/**
 * Before the copy is made: whoever tears an account down finds every object by a row, this one as well if it is made and
 * the request ends before its row is written. It stands where followers note how far they have read, and nobody has.
 */
export const noteFork = (db: TenantDb, fork: DealId): Promise<void> =>
	db.batch([
		{
			sql: `INSERT INTO cursors (tenant, subscriber, deal, seq, state) VALUES (?1, 'fork', ?2, 0, '')
				ON CONFLICT (tenant, subscriber, deal) DO NOTHING`,
			values: [fork],
		},
	]);

/** Made once, however often it is asked for. */
export async function registerFork(
	db: TenantDb,
	fork: { id: DealId; from: DealId; at: number; label: string; by: UserId },
	now: number,
): Promise<void> {
	const label = (await db.vault()).seal(forkCell(fork.id), fork.label);
	await db.batch([
		{
			sql: "INSERT INTO forks (tenant, fork, deal, at_seq, label, created_by, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (tenant, fork) DO NOTHING",
			values: [fork.id, fork.from, fork.at, label, fork.by, now],
		},
	]);
}

/** How many forks of one deal are listed: they are tried and left. */
const FORKS_SHOWN_MAX = 50;

export async function listForks(db: TenantDb, deal: DealId): Promise<ForkRow[]> {
	const vault = await db.vault();
	return z
		.array(Row)
		.parse(
			await db.all(
				"SELECT fork, deal, at_seq, label, created_by, created_at FROM forks WHERE tenant = ?1 AND deal = ?2 ORDER BY created_at DESC, fork LIMIT ?3",
				deal,
				FORKS_SHOWN_MAX,
			),
		)
		.map((row) => ({
			id: row.fork,
			from: row.deal,
			at: row.at_seq,
			label: vault.open(forkCell(row.fork), row.label),
			by: row.created_by,
			createdAt: new Date(row.created_at).toISOString(),
		}));
}
