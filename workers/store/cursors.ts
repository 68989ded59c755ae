import * as z from "zod";
import { NOTHING_PENDING, Pending } from "#knowledge/core/contract/activity.ts";
import { DealId } from "#knowledge/core/vocabulary/ids.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

/** Who follows one deal's log, each with a cursor of its own and what it remembers of what it read. */
type Follower = "activities" | "usage" | "lessons" | "learning" | "memory";

const Row = z.object({ seq: z.int(), state: z.string() });

export type StoredCursor<T> = { readonly seq: number; readonly pending: T | null };

/** `null` before the first page; `pending` is null where the stored state cannot be read, which the follower repairs. */
export async function readCursor<T>(
	db: TenantDb,
	subscriber: Follower,
	{ deal, schema }: { readonly deal: DealId; readonly schema: z.ZodType<T> },
): Promise<StoredCursor<T> | null> {
	const row = await db.first(
		"SELECT seq, state FROM cursors WHERE tenant = ?1 AND subscriber = ?2 AND deal = ?3",
		subscriber,
		deal,
	);
	if (!row) return null;
	const { seq, state } = Row.parse(row);
	return { seq, pending: readState(state, schema) };
}

/** Of the audit's copy, which belongs to no deal: how far it followed the chain, and how far it was held against it. */
export async function readSeq(db: TenantDb, subscriber: "audit" | "audit-check"): Promise<number> {
	const row = await db.first("SELECT seq FROM cursors WHERE tenant = ?1 AND subscriber = ?2 AND deal = ''", subscriber);
	return row === null ? 0 : z.object({ seq: z.int() }).parse(row).seq;
}

/** Where the subscriber «activities» stands in one deal's log. */
export type Cursor = { readonly seq: number; readonly pending: Pending };

export const readActivityCursor = (db: TenantDb, deal: DealId): Promise<StoredCursor<Pending> | null> =>
	readCursor(db, "activities", { deal, schema: Pending });

export const startOf = (stored: StoredCursor<Pending> | null): Cursor => ({
	seq: stored?.seq ?? 0,
	pending: stored?.pending ?? NOTHING_PENDING,
});

/**
 * Goes in the batch that writes the events after `from`, up to and with `to.seq`. Holds only if all up to `from` is
 * written still: a cursor that was set back meanwhile is not moved past what its owner has yet to write.
 */
export const advance = (deal: DealId, from: number, to: Cursor): Statement => ({
	sql: `INSERT INTO cursors (tenant, subscriber, deal, seq, state) SELECT ?1, 'activities', ?2, ?4, ?5
		WHERE (?3 = 0 OR EXISTS (SELECT 1 FROM cursors WHERE tenant = ?1 AND subscriber = 'activities' AND deal = ?2))
		ON CONFLICT (tenant, subscriber, deal) DO UPDATE SET seq = ?4, state = ?5 WHERE seq >= ?3 AND seq < ?4`,
	values: [deal, from, to.seq, JSON.stringify(to.pending)],
});

/** For the reconciler alone: what the log says in place of what stood, unless it has moved since. */
export const correct = (deal: DealId, stood: number, to: Cursor): Statement => ({
	sql: "UPDATE cursors SET seq = ?4, state = ?5 WHERE tenant = ?1 AND subscriber = 'activities' AND deal = ?2 AND seq = ?3",
	values: [deal, stood, to.seq, JSON.stringify(to.pending)],
});

function readState<T>(text: string, schema: z.ZodType<T>): T | null {
	try {
		return schema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}

/** Deals after this one, by id: those that have a row, and those whose row was lost but whose log was read. */
export const dealsAfter = async (db: TenantDb, after: DealId | null, limit: number): Promise<readonly DealId[]> =>
	z
		.array(z.object({ deal: DealId }))
		.parse(
			await db.all(
				`SELECT deal FROM deals WHERE tenant = ?1 AND deal > ?2
					UNION SELECT deal FROM cursors WHERE tenant = ?1 AND subscriber = 'activities' AND deal > ?2
					ORDER BY deal LIMIT ?3`,
				after ?? "",
				limit,
			),
		)
		.map((row) => row.deal);

/** How far the reconciler came in its last tick; `null`: it begins anew. */
export async function readPosition(db: TenantDb): Promise<DealId | null> {
	const row = await db.first("SELECT deal FROM cursors WHERE tenant = ?1 AND subscriber = 'reconciler'");
	return row ? DealId.parse((row as { deal: unknown }).deal) : null;
}

export const writePosition = (db: TenantDb, at: DealId | null): Promise<void> =>
	db.batch([
		{ sql: "DELETE FROM cursors WHERE tenant = ?1 AND subscriber = 'reconciler'", values: [] },
		...(at === null
			? []
			: [
					{
						sql: "INSERT INTO cursors (tenant, subscriber, deal, seq, state) VALUES (?1, 'reconciler', ?2, 0, '')",
						values: [at],
					},
				]),
	]);
