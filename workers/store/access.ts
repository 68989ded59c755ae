import * as z from "zod";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { DealId, tokenIdOf, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { EVERY_SCOPE, Principal, PrincipalKind, Role, Scope } from "#knowledge/core/vocabulary/principal.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { AccountState, PersonState } from "./people.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

const Roles = z.string().transform((text) => z.array(Role).parse(JSON.parse(text)));
const Scopes = z.string().transform((text) => z.array(Scope).parse(JSON.parse(text)));
const Deals = z.string().transform((text) => z.array(DealId).parse(JSON.parse(text)));

const TokenRow = z.object({
	hash: z.string(),
	kind: z.enum(["key", "session", "sign-in"]),
	principal_kind: PrincipalKind,
	subject: UserId,
	roles: Roles,
	scopes: Scopes,
	deals: Deals.nullable(),
	expires_at: z.int(),
	used_at: z.int().nullable(),
	revoked_at: z.int().nullable(),
	last_used_at: z.int().nullable(),
	idle_ms: z.int().nullable(),
	created_at: z.int(),
	settings_version: z.int(),
	account_state: AccountState,
	person_roles: Roles.nullable(),
	person_region: Region.nullable(),
	person_state: PersonState.nullable(),
	desk: Region.nullable(),
});
type TokenRow = z.infer<typeof TokenRow>;
export type TokenKind = TokenRow["kind"];

/** The region whose desk this person keeps at this moment, as its human or for them. */
export const deskOf = (person: string): string =>
	`(SELECT d.region FROM region_desks AS d WHERE d.tenant = ?1 AND ((d.acting = 'human' AND d.human = ${person})
		OR (d.acting = 'deputy' AND d.deputy = ${person})) LIMIT 1)`;

const SELECT_TOKEN = `SELECT t.hash, t.kind, t.principal_kind, t.subject, t.roles, t.scopes, t.deals, t.expires_at, t.used_at, t.revoked_at,
	t.last_used_at, t.idle_ms, t.created_at, a.settings_version, a.state AS account_state, p.roles AS person_roles,
	p.region AS person_region, p.state AS person_state, ${deskOf("t.subject")} AS desk
	FROM access_tokens AS t JOIN tenants AS a ON a.tenant = t.tenant LEFT JOIN people AS p ON p.tenant = t.tenant AND p.id = t.subject
	WHERE t.tenant = ?1 AND t.hash = ?2`;

/** Written at most this often: who used what is for people to look at, not a log. */
const LAST_USED_EVERY_MS = MINUTE_MS;

export type Found = {
	readonly principal: Principal;
	readonly settingsVersion: number;
	readonly account: AccountState;
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
	const found = await db.first(SELECT_TOKEN, hash);
	if (!found) return null;
	const row = TokenRow.parse(found);
	if (!kinds.includes(row.kind) || !isGood(row, now)) return null;
	const standing = rolesOf(row.person_roles ?? [], row.desk);
	const principal: Principal = {
		tenant: db.tenant,
		kind: row.principal_kind,
		id: row.subject,
		roles: row.kind === "key" ? standing.filter((role) => row.roles.includes(role)) : standing,
		region: row.desk ?? row.person_region,
		dealScope: row.deals,
		scopes: row.kind === "key" ? row.scopes : EVERY_SCOPE,
		token: tokenIdOf(sha256, Sha256.parse(hash)),
		exp: row.idle_ms === null ? row.expires_at : Math.min(row.expires_at, now + row.idle_ms),
	};
	const isDue = now - (row.last_used_at ?? 0) >= LAST_USED_EVERY_MS;
	return {
		principal,
		settingsVersion: row.settings_version,
		account: row.account_state,
		touch: isDue && row.kind !== "sign-in" ? touch(hash, now) : null,
	};
}

const touch = (hash: string, now: number): Statement => ({
	sql: "UPDATE access_tokens SET last_used_at = ?3 WHERE tenant = ?1 AND hash = ?2",
	values: [hash, now],
});

function isGood(row: TokenRow, now: number): boolean {
	if (row.expires_at <= now || row.revoked_at !== null) return false;
	if (row.kind === "sign-in")
		return row.used_at === null && row.person_state !== null && row.person_state !== "suspended";
	if (row.person_state !== "active") return false;
	return row.idle_ms === null || (row.last_used_at ?? row.created_at) + row.idle_ms > now;
}

/** The role of a region's human is the desk's to give; every other one stands with the person. */
export const rolesOf = (stored: readonly Role[], desk: Region | null): readonly Role[] => [
	...stored.filter((role) => role !== "regional-human"),
	...(desk === null ? [] : (["regional-human"] as const)),
];

export type NewToken = {
	readonly hash: string;
	readonly kind: TokenKind;
	readonly principal: Pick<Principal, "id" | "roles" | "region" | "scopes" | "dealScope">;
	readonly expiresAt: number;
	readonly now: number;
	readonly label?: string;
	readonly idleMs?: number;
	/** From where, and with which program, a person signed in. */
	readonly address?: string;
	readonly agent?: string;
};

export const newToken = ({
	hash,
	kind,
	principal,
	expiresAt,
	now,
	label,
	idleMs,
	address,
	agent,
}: NewToken): Statement => ({
	sql: `INSERT INTO access_tokens (tenant, hash, id, kind, principal_kind, subject, roles, region, scopes, deals, expires_at, created_at,
		label, idle_ms, address, agent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)`,
	values: [
		hash,
		tokenIdOf(sha256, Sha256.parse(hash)),
		kind,
		kind === "key" ? "service" : "user",
		principal.id,
		JSON.stringify(principal.roles),
		principal.region,
		JSON.stringify(principal.scopes),
		principal.dealScope === null ? null : JSON.stringify(principal.dealScope),
		expiresAt,
		now,
		label ?? null,
		idleMs ?? null,
		address ?? null,
		agent ?? null,
	],
});

/** Used up by the first who comes: the second finds it used, however close behind. */
export async function redeemSignIn(db: TenantDb, hash: string, now: number): Promise<boolean> {
	const used = await db.first(
		"UPDATE access_tokens SET used_at = ?3 WHERE tenant = ?1 AND hash = ?2 AND kind = 'sign-in' AND used_at IS NULL AND expires_at > ?3 RETURNING hash",
		hash,
		now,
	);
	return used !== null;
}

export const addTicket = (
	db: TenantDb,
	ticket: { hash: string; room: DealId; principal: Principal; expiresAt: number },
): Promise<void> =>
	db.batch([
		{ sql: "DELETE FROM socket_tickets WHERE tenant = ?1 AND expires_at < ?2", values: [ticket.expiresAt - 60_000] },
		{
			sql: "INSERT INTO socket_tickets (tenant, hash, room, principal, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
			values: [ticket.hash, ticket.room, JSON.stringify(ticket.principal), ticket.expiresAt],
		},
	]);

/** Takes a ticket out of the world and answers whose it was. */
export async function redeemTicket(
	db: TenantDb,
	ticket: { hash: string; room: DealId },
	now: number,
): Promise<Principal | null> {
	const row = await db.first(
		"DELETE FROM socket_tickets WHERE tenant = ?1 AND hash = ?2 RETURNING room, principal, expires_at",
		ticket.hash,
	);
	const parsed = z.object({ room: z.string(), principal: z.string(), expires_at: z.int() }).safeParse(row);
	if (!parsed.success || parsed.data.room !== ticket.room || parsed.data.expires_at <= now) return null;
	return Principal.parse(JSON.parse(parsed.data.principal));
}
