import * as z from "zod";
import { TokenId, type UserId } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

const Row = z.object({
	id: TokenId,
	created_at: z.int(),
	last_used_at: z.int().nullable(),
	expires_at: z.int(),
	address: z.string().nullable(),
	agent: z.string().nullable(),
});

export type Session = {
	readonly id: TokenId;
	readonly createdAt: number;
	readonly lastUsedAt: number | null;
	readonly expiresAt: number;
	readonly address: string | null;
	readonly agent: string | null;
};

/** More than a person has browsers. */
const SESSIONS_LISTED_MAX = 100;

/** Those that still open something, the youngest first. */
export async function listSessions(db: TenantDb, person: UserId, now: number): Promise<readonly Session[]> {
	const rows = await db.all(
		`SELECT id, created_at, last_used_at, expires_at, address, agent FROM access_tokens
			WHERE tenant = ?1 AND subject = ?2 AND kind = 'session' AND revoked_at IS NULL AND expires_at > ?3
			AND (idle_ms IS NULL OR COALESCE(last_used_at, created_at) + idle_ms > ?3) ORDER BY created_at DESC, id LIMIT ${SESSIONS_LISTED_MAX}`,
		person,
		now,
	);
	return z
		.array(Row)
		.parse(rows)
		.map(({ created_at, last_used_at, expires_at, ...row }) => ({
			...row,
			createdAt: created_at,
			lastUsedAt: last_used_at,
			expiresAt: expires_at,
		}));
}

/** Ends one session of somebody, or all of them. Answers which ended just now. */
export async function revokeSessions(
	db: TenantDb,
	{ person, token }: { person: UserId; token: TokenId | null },
	now: number,
): Promise<readonly TokenId[]> {
	const rows = await db.all(
		`UPDATE access_tokens SET revoked_at = ?4 WHERE tenant = ?1 AND subject = ?2 AND kind = 'session' AND revoked_at IS NULL
			AND (?3 IS NULL OR id = ?3) RETURNING id`,
		person,
		token,
		now,
	);
	return z
		.array(z.object({ id: TokenId }))
		.parse(rows)
		.map(({ id }) => id);
}

/**
 * Somebody came in by a proven address: whoever was invited is there now, every other link of theirs has done its work, and
 * what ended more than a day ago goes. A suspended person stays one.
 */
export const acceptPerson = (
	db: TenantDb,
	{ person, session, now }: { person: UserId; session: Statement; now: number },
): Promise<void> =>
	db.batch([
		session,
		{
			sql: "UPDATE access_tokens SET used_at = ?3 WHERE tenant = ?1 AND subject = ?2 AND kind = 'sign-in' AND used_at IS NULL",
			values: [person, now],
		},
		{
			sql: "DELETE FROM access_tokens WHERE tenant = ?1 AND kind IN ('session', 'sign-in') AND expires_at < ?2",
			values: [now - DAY_MS],
		},
		{
			sql: `UPDATE tenants SET settings_version = settings_version + 1 WHERE tenant = ?1
				AND EXISTS (SELECT 1 FROM people WHERE tenant = ?1 AND id = ?2 AND state = 'invited')`,
			values: [person],
		},
		{
			sql: "UPDATE people SET state = 'active', accepted_at = ?3 WHERE tenant = ?1 AND id = ?2 AND state = 'invited'",
			values: [person, now],
		},
	]);
