import * as z from "zod";
import type { EmbedKeyView } from "#knowledge/core/contract/operations/keys.ts";
import { AccountState } from "#knowledge/core/vocabulary/account.ts";
import { EmbedKeyId } from "#knowledge/core/vocabulary/ids.ts";
import { isoIf, isoOf } from "./iso.ts";
import { jsonList } from "./json-columns.ts";
import type { TenantDb } from "./tenant-db.ts";
import { StoredTerms, TERMS_COLUMN, type Terms } from "./terms.ts";

const KeyRow = z.object({
	public_key: z.string(),
	origins: jsonList(z.string()),
	settings_version: z.int(),
	terms: StoredTerms,
	account_state: AccountState,
});

type EmbedKey = {
	readonly publicKey: string;
	readonly origins: readonly string[];
	readonly settingsVersion: number;
	readonly terms: Terms;
	readonly account: AccountState;
};

/** `null` for a key that was revoked, or never was. */
export async function readEmbedKey(db: TenantDb, id: EmbedKeyId): Promise<EmbedKey | null> {
	const row = await db.first(
		`SELECT k.public_key, k.origins, a.settings_version, ${TERMS_COLUMN}, a.state AS account_state FROM embed_keys AS k
			JOIN tenants AS a ON a.tenant = k.tenant WHERE k.tenant = ?1 AND k.id = ?2 AND k.revoked_at IS NULL`,
		id,
	);
	if (!row) return null;
	const { public_key, origins, terms, settings_version, account_state } = KeyRow.parse(row);
	return { publicKey: public_key, origins, terms, settingsVersion: settings_version, account: account_state };
}

/** Sites of one account; a key that was revoked makes room. */
export const EMBED_KEYS_MAX = 50;

export type NewEmbedKey = Pick<EmbedKeyView, "id" | "label" | "publicKey" | "origins">;

/** `false`: there are as many as there may be, however many are added at once. */
export async function addEmbedKey(db: TenantDb, key: NewEmbedKey, now: number): Promise<boolean> {
	const row = await db.first(
		`INSERT INTO embed_keys (tenant, id, label, public_key, origins, created_at) SELECT ?1, ?2, ?3, ?4, ?5, ?6
			WHERE (SELECT COUNT(*) FROM embed_keys WHERE tenant = ?1 AND revoked_at IS NULL) < ?7 RETURNING id`,
		key.id,
		key.label,
		key.publicKey,
		JSON.stringify(key.origins),
		now,
		EMBED_KEYS_MAX,
	);
	return row !== null;
}

const ViewRow = z
	.object({
		id: EmbedKeyId,
		label: z.string(),
		public_key: z.string(),
		origins: jsonList(z.string()),
		created_at: z.int(),
		revoked_at: z.int().nullable(),
	})
	.transform(
		(row): EmbedKeyView => ({
			id: row.id,
			label: row.label,
			publicKey: row.public_key,
			origins: row.origins,
			createdAt: isoOf(row.created_at),
			revokedAt: isoIf(row.revoked_at),
		}),
	);

/** The newest first; of those that were revoked as many as a person would look at. */
export const listEmbedKeys = async (db: TenantDb): Promise<EmbedKeyView[]> =>
	z.array(ViewRow).parse(
		await db.all(
			`SELECT id, label, public_key, origins, created_at, revoked_at FROM embed_keys WHERE tenant = ?1
				ORDER BY revoked_at IS NOT NULL, created_at DESC, id LIMIT 200`,
		),
	);

/** When it was revoked: now, or already before. `null`: there is no such key. */
export async function revokeEmbedKey(db: TenantDb, id: EmbedKeyId, now: number): Promise<number | null> {
	const row = await db.first(
		"UPDATE embed_keys SET revoked_at = COALESCE(revoked_at, ?3) WHERE tenant = ?1 AND id = ?2 RETURNING revoked_at",
		id,
		now,
	);
	return row ? z.object({ revoked_at: z.int() }).parse(row).revoked_at : null;
}
