import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { REQUEST_KEPT_MS } from "./requests.ts";
import type { TenantDb } from "./tenant-db.ts";

/** Whoever asks which key it was that did something finds it for so long after its end. The audit names it for ever. */
const TOKENS_KEPT_MS = 90 * DAY_MS;

/** What is over, by table, with how long it is kept after that. Sooner or later of two ends: the first. */
const OVER: readonly { readonly table: string; readonly endedAt: string; readonly keptMs: number }[] = [
	{
		table: "access_tokens",
		endedAt: "MIN(expires_at, COALESCE(revoked_at, expires_at), COALESCE(used_at, expires_at))",
		keptMs: TOKENS_KEPT_MS,
	},
	{ table: "requests", endedAt: "at", keptMs: REQUEST_KEPT_MS },
	{ table: "socket_tickets", endedAt: "expires_at", keptMs: 0 },
	{ table: "sign_in_flows", endedAt: "expires_at", keptMs: 0 },
];

/**
 * Takes away rows that nobody can use any more, at most so many of each table. The next write of the same kind does it as
 * well; in an account where there is none they would stay for ever. Answers how many went.
 */
export async function pruneOver(db: TenantDb, now: number, limit: number): Promise<number> {
	const gone = await db.rows(
		OVER.map(({ table, endedAt, keptMs }) => ({
			sql: `DELETE FROM ${table} WHERE tenant = ?1 AND rowid IN
				(SELECT rowid FROM ${table} WHERE tenant = ?1 AND ${endedAt} <= ?2 LIMIT ?3) RETURNING 1 AS gone`,
			values: [now - keptMs, limit],
		})),
	);
	return gone.flat().length;
}
