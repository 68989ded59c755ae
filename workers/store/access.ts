import * as z from "zod";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { UserId } from "#knowledge/core/vocabulary/ids.ts";
import { Principal, PrincipalKind, Role } from "#knowledge/core/vocabulary/principal.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import type { Statement, TenantDb } from "./tenant-db.ts";

const TokenRow = z.object({
	kind: z.enum(["key", "session", "sign-in"]),
	principal_kind: PrincipalKind,
	subject: UserId,
	roles: z.string(),
	region: Region.nullable(),
	expires_at: z.int(),
	used_at: z.int().nullable(),
	settings_version: z.int(),
});
export type TokenKind = z.infer<typeof TokenRow>["kind"];

const COLUMNS = "kind, principal_kind, subject, roles, region, expires_at, used_at, settings_version";

/** The principal behind a token, with the version of the tenant's settings at this moment; `null` for anything that is not, or no longer, good. */
export async function principalOf(
	db: TenantDb,
	hash: string,
	kinds: readonly TokenKind[],
	now: number,
): Promise<{ principal: Principal; settingsVersion: number } | null> {
	const found = await db.first(
		`SELECT ${COLUMNS} FROM access_tokens JOIN tenants USING (tenant) WHERE access_tokens.tenant = ?1 AND hash = ?2`,
		hash,
	);
	if (!found) return null;
	const row = TokenRow.parse(found);
	if (!kinds.includes(row.kind) || row.expires_at <= now || (row.kind === "sign-in" && row.used_at !== null))
		return null;
	const principal = Principal.parse({
		tenant: db.tenant,
		kind: row.principal_kind,
		id: row.subject,
		roles: z.array(Role).parse(JSON.parse(row.roles)),
		region: row.region,
		dealScope: null,
		exp: row.expires_at,
	});
	return { principal, settingsVersion: row.settings_version };
}

export const newToken = (token: {
	hash: string;
	kind: TokenKind;
	principal: Principal;
	expiresAt: number;
	now: number;
}): Statement => ({
	sql: "INSERT INTO access_tokens (tenant, hash, kind, principal_kind, subject, roles, region, expires_at, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
	values: [
		token.hash,
		token.kind,
		token.principal.kind,
		token.principal.id,
		JSON.stringify(token.principal.roles),
		token.principal.region,
		token.expiresAt,
		token.now,
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
