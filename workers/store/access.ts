import * as z from "zod";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { AccountState, PersonState } from "#knowledge/core/vocabulary/account.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { DealId, type TokenId, tokenIdOf, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { EVERY_SCOPE, type Principal, PrincipalKind, Role, Scope } from "#knowledge/core/vocabulary/principal.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { HOUR_MS, MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { deskOf, rolesOf } from "./desks.ts";
import { jsonList } from "./json-columns.ts";
import type { Person } from "./people.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";
import { StoredTerms, TERMS_COLUMN, type Terms } from "./terms.ts";

const TokenRow = z.object({
	hash: z.string(),
	kind: z.enum(["key", "session", "sign-in"]),
	principal_kind: PrincipalKind,
	subject: UserId,
	roles: jsonList(Role),
	scopes: jsonList(Scope),
	deals: jsonList(DealId).nullable(),
	expires_at: z.int(),
	used_at: z.int().nullable(),
	revoked_at: z.int().nullable(),
	last_used_at: z.int().nullable(),
	idle_ms: z.int().nullable(),
	created_at: z.int(),
	settings_version: z.int(),
	terms: StoredTerms,
	account_state: AccountState,
	person_roles: jsonList(Role).nullable(),
	person_region: Region.nullable(),
	person_state: PersonState.nullable(),
	desk: Region.nullable(),
});
type TokenRow = z.infer<typeof TokenRow>;
export type TokenKind = TokenRow["kind"];

const selectToken = (
	by: "hash" | "id",
): string => `SELECT t.hash, t.kind, t.principal_kind, t.subject, t.roles, t.scopes, t.deals, t.expires_at, t.used_at, t.revoked_at,
	t.last_used_at, t.idle_ms, t.created_at, a.settings_version, ${TERMS_COLUMN}, a.state AS account_state, p.roles AS person_roles,
	p.region AS person_region, p.state AS person_state, ${deskOf("t.subject")} AS desk
	FROM access_tokens AS t JOIN tenants AS a ON a.tenant = t.tenant LEFT JOIN people AS p ON p.tenant = t.tenant AND p.id = t.subject
	WHERE t.tenant = ?1 AND t.${by} = ?2`;
const BY_HASH = selectToken("hash");
const BY_ID = selectToken("id");

/** Written at most this often: who used what is for people to look at, not a log. */
const LAST_USED_EVERY_MS = MINUTE_MS;

export type Found = {
	readonly principal: Principal;
	readonly settingsVersion: number;
	readonly account: AccountState;
	readonly terms: Terms;
	/** Set where the time of last use is due to be written. */
	readonly touch: Statement | null;
};

/**
 * The principal behind a token, as its person stands at this moment: whoever was suspended, or lost a role, has lost it for
 * every session and key. `null` for anything that is not, or no longer, good.
 */
export async function principalOf(
	db: TenantDb,
	hash: string,
	kinds: readonly TokenKind[],
	now: number,
): Promise<Found | null> {
	const row = await readGood(db, { by: BY_HASH, value: hash, kinds }, now);
	if (!row) return null;
	// Asking is a use: a session that is asked with rests from now.
	const principal = principalIn(db, row, now);
	const isDue = now - (row.last_used_at ?? 0) >= LAST_USED_EVERY_MS;
	return {
		principal,
		settingsVersion: row.settings_version,
		terms: row.terms,
		account: row.account_state,
		touch: isDue && row.kind !== "sign-in" ? touch(hash, now) : null,
	};
}

/**
 * Who stands behind a session or key at this moment, by its public name. Looking is no use of it: its end is where it was.
 * `null`: it does not stand, or its account does not.
 */
export async function standingOf(db: TenantDb, token: TokenId, now: number): Promise<Principal | null> {
	const row = await readGood(db, { by: BY_ID, value: token, kinds: ["key", "session"] }, now);
	if (row?.account_state !== "active") return null;
	return principalIn(db, row, row.last_used_at ?? row.created_at);
}

type Sought = { readonly by: string; readonly value: string; readonly kinds: readonly TokenKind[] };

async function readGood(db: TenantDb, { by, value, kinds }: Sought, now: number): Promise<TokenRow | null> {
	const found = await db.first(by, value);
	if (!found) return null;
	const row = TokenRow.parse(found);
	return kinds.includes(row.kind) && isGood(row, now) ? row : null;
}

function principalIn(db: TenantDb, row: TokenRow, usedAt: number): Principal {
	const standing = rolesOf(row.person_roles ?? [], row.desk);
	return {
		tenant: db.tenant,
		kind: row.principal_kind,
		id: row.subject,
		roles: row.kind === "key" ? standing.filter((role) => row.roles.includes(role)) : standing,
		region: row.desk ?? row.person_region,
		dealScope: row.deals,
		scopes: row.kind === "key" ? row.scopes : EVERY_SCOPE,
		token: tokenIdOf(sha256, Sha256.parse(row.hash)),
		exp: row.idle_ms === null ? row.expires_at : Math.min(row.expires_at, usedAt + row.idle_ms),
	};
}

/** A token of before tokens had names is given its own with the first use. */
const touch = (hash: string, now: number): Statement => ({
	sql: "UPDATE access_tokens SET last_used_at = ?3, id = COALESCE(id, ?4) WHERE tenant = ?1 AND hash = ?2",
	values: [hash, now, tokenIdOf(sha256, Sha256.parse(hash))],
});

function isGood(row: TokenRow, now: number): boolean {
	if (row.expires_at <= now || row.revoked_at !== null) return false;
	if (row.kind === "sign-in")
		return row.used_at === null && row.person_state !== null && row.person_state !== "suspended";
	if (row.person_state !== "active") return false;
	return row.idle_ms === null || (row.last_used_at ?? row.created_at) + row.idle_ms > now;
}

export type NewSession = {
	readonly hash: string;
	readonly person: Pick<Person, "id" | "roles">;
	readonly expiresAt: number;
	readonly idleMs: number;
	readonly now: number;
	/** From where, and with which program, a person signed in. */
	readonly address: string;
	readonly agent: string;
};

/** What its person may do is read anew with every request: the roles are those of the moment, for whoever looks. */
export const newSession = ({ hash, person, expiresAt, idleMs, now, address, agent }: NewSession): Statement => ({
	sql: `INSERT INTO access_tokens (tenant, hash, id, kind, principal_kind, subject, roles, scopes, expires_at, created_at,
		idle_ms, address, agent) VALUES (?1, ?2, ?3, 'session', 'user', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`,
	values: [
		hash,
		tokenIdOf(sha256, Sha256.parse(hash)),
		person.id,
		JSON.stringify(person.roles),
		JSON.stringify(EVERY_SCOPE),
		expiresAt,
		now,
		idleMs,
		address,
		agent,
	],
});

/** A mailbox is not ours to fill, whoever asks for it. */
export const LINKS_PER_HOUR_MAX = 5;

type NewLink = {
	readonly hash: string;
	readonly person: UserId;
	readonly purpose: string;
	readonly expiresAt: number;
	readonly now: number;
};

/** A link for somebody who may come in. `false`: they may not, or were sent enough of them; asked and written in one. */
export async function addSignInLink(
	db: TenantDb,
	{ hash, person, purpose, expiresAt, now }: NewLink,
): Promise<boolean> {
	const added = await db.first(
		`INSERT INTO access_tokens (tenant, hash, id, kind, principal_kind, subject, roles, expires_at, created_at, label)
			SELECT ?1, ?2, ?3, 'sign-in', 'user', p.id, p.roles, ?5, ?6, ?7 FROM people AS p
			WHERE p.tenant = ?1 AND p.id = ?4 AND p.state <> 'suspended'
			AND (SELECT COUNT(*) FROM access_tokens WHERE tenant = ?1 AND subject = ?4 AND kind = 'sign-in'
				AND label IS NOT NULL AND created_at > ?8) < ${LINKS_PER_HOUR_MAX} RETURNING hash`,
		hash,
		tokenIdOf(sha256, Sha256.parse(hash)),
		person,
		expiresAt,
		now,
		purpose,
		now - HOUR_MS,
	);
	return added !== null;
}

/** Used up by the first who comes: the second finds it used, however close behind. */
export async function redeemSignIn(db: TenantDb, hash: string, now: number): Promise<boolean> {
	const used = await db.first(
		"UPDATE access_tokens SET used_at = ?3 WHERE tenant = ?1 AND hash = ?2 AND kind = 'sign-in' AND used_at IS NULL AND expires_at > ?3 RETURNING hash",
		hash,
		now,
	);
	return used !== null;
}
