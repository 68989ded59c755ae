import * as z from "zod";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { ApiKeyView } from "#knowledge/core/contract/operations/keys.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { DealId, TokenId, tokenIdOf, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { Role, Scope } from "#knowledge/core/vocabulary/principal.ts";
import type { Page } from "./deals.ts";
import { isoIf, isoOf } from "./iso.ts";
import { jsonList } from "./json-columns.ts";
import type { TenantDb } from "./tenant-db.ts";

/** Live keys of one person. Who needs more has scripts that nobody knows of any more. */
export const KEYS_OF_ONE_MAX = 50;

type NewKey = {
	readonly hash: string;
	readonly label: string;
	readonly person: UserId;
	readonly scopes: readonly Scope[];
	readonly roles: readonly Role[];
	readonly deals: readonly DealId[] | null;
	readonly expiresAt: number;
};

const LIVE = "tenant = ?1 AND kind = 'key' AND revoked_at IS NULL AND expires_at > ?9";

/** Counted and written in one statement: of two that are made at once the last place goes to one. `null`: there was none. */
export async function addKey(db: TenantDb, key: NewKey, at: { now: number; max: number }): Promise<ApiKeyView | null> {
	const row = await db.first(
		`INSERT INTO access_tokens (tenant, hash, id, kind, principal_kind, subject, roles, scopes, deals, label, created_at, expires_at)
			SELECT ?1, ?2, ?3, 'key', 'service', ?4, ?5, ?6, ?7, ?8, ?9, ?10
			WHERE (SELECT COUNT(*) FROM access_tokens WHERE ${LIVE} AND subject = ?4) < ?11
			AND (SELECT COUNT(*) FROM access_tokens WHERE ${LIVE}) < ?12 RETURNING ${COLUMNS}`,
		key.hash,
		tokenIdOf(sha256, Sha256.parse(key.hash)),
		key.person,
		JSON.stringify(key.roles),
		JSON.stringify(key.scopes),
		key.deals === null ? null : JSON.stringify(key.deals),
		key.label,
		at.now,
		key.expiresAt,
		KEYS_OF_ONE_MAX,
		at.max,
	);
	return row ? Row.parse(row) : null;
}

const COLUMNS = "id, label, subject, scopes, roles, deals, created_at, last_used_at, expires_at, revoked_at";

const Row = z
	.object({
		id: TokenId,
		label: z.string().nullable(),
		subject: UserId,
		scopes: jsonList(Scope),
		roles: jsonList(Role),
		deals: jsonList(DealId).nullable(),
		created_at: z.int(),
		last_used_at: z.int().nullable(),
		expires_at: z.int(),
		revoked_at: z.int().nullable(),
	})
	.transform(
		(row): ApiKeyView => ({
			id: row.id,
			label: row.label ?? "",
			person: row.subject,
			scopes: row.scopes,
			roles: row.roles,
			deals: row.deals,
			createdAt: isoOf(row.created_at),
			lastUsedAt: isoIf(row.last_used_at),
			expiresAt: isoOf(row.expires_at),
			revokedAt: isoIf(row.revoked_at),
		}),
	);

/** «created_at:id» of the last row of a page. */
export const KeyCursor = z.string().regex(/^\d{1,16}:t-[a-z2-7]{20}$/, "is not a cursor of this list");

/** The newest first, those that are over with them: `person` `null` means everybody's. */
export async function listKeys(
	db: TenantDb,
	person: UserId | null,
	page: { cursor?: string | undefined; limit: number },
): Promise<Page<ApiKeyView>> {
	const [at = null, id = null] = page.cursor === undefined ? [] : KeyCursor.parse(page.cursor).split(":");
	const rows = z.array(Row).parse(
		await db.all(
			`SELECT ${COLUMNS} FROM access_tokens WHERE tenant = ?1 AND kind = 'key' AND id IS NOT NULL AND (?2 IS NULL OR subject = ?2)
					AND (?3 IS NULL OR created_at < ?3 OR (created_at = ?3 AND id < ?4)) ORDER BY created_at DESC, id DESC LIMIT ?5`,
			person,
			at === null ? null : Number(at),
			id,
			page.limit + 1,
		),
	);
	const items = rows.slice(0, page.limit);
	const last = items.at(-1);
	const next = rows.length > page.limit && last ? `${Date.parse(last.createdAt)}:${last.id}` : null;
	return { items, next };
}

/** When it was revoked: now, or already before. `null`: there is no such key, or it is not this person's. */
export async function revokeKey(
	db: TenantDb,
	key: { readonly id: TokenId; readonly person: UserId | null },
	now: number,
): Promise<number | null> {
	const row = await db.first(
		`UPDATE access_tokens SET revoked_at = COALESCE(revoked_at, ?4)
			WHERE tenant = ?1 AND kind = 'key' AND id = ?2 AND (?3 IS NULL OR subject = ?3) RETURNING revoked_at`,
		key.id,
		key.person,
		now,
	);
	return row ? z.object({ revoked_at: z.int() }).parse(row).revoked_at : null;
}
