import * as z from "zod";
import { SOCKET_LIFE_MAX_MS } from "#durable-objects/platform/sockets.ts";
import { DealId, TokenId, type UserId } from "#knowledge/core/vocabulary/ids.ts";
import { hasRole, Principal } from "#knowledge/core/vocabulary/principal.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import type { Value } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

/** Who may read a deal may watch it; what a principal may see of one deal is decided where the deal is. */
export const mayWatch = (principal: Principal): boolean =>
	principal.scopes.includes("read") && hasRole(principal, "tenant-admin", "regional-human", "rep", "read-only");

export const addTicket = (
	db: TenantDb,
	ticket: { hash: string; room: DealId; principal: Principal; expiresAt: number },
): Promise<void> =>
	db.batch([
		{ sql: "DELETE FROM socket_tickets WHERE tenant = ?1 AND expires_at < ?2", values: [ticket.expiresAt - MINUTE_MS] },
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

/** Written before a socket is opened, so that whoever revokes its session or key afterwards finds it. */
export const noteSocket = (db: TenantDb, socket: { token: TokenId; room: DealId }, now: number): Promise<void> =>
	db.batch([
		{
			sql: "DELETE FROM open_sockets WHERE tenant = ?1 AND opened_at < ?2",
			values: [now - SOCKET_LIFE_MAX_MS - MINUTE_MS],
		},
		{
			sql: `INSERT INTO open_sockets (tenant, token, room, opened_at) VALUES (?1, ?2, ?3, ?4)
				ON CONFLICT (tenant, token, room) DO UPDATE SET opened_at = ?4`,
			values: [socket.token, socket.room, now],
		},
	]);

/** Whose sockets: those of some sessions and keys, of some people, or of the whole account. */
export type Whose = { readonly tokens: readonly TokenId[] } | { readonly people: readonly UserId[] } | "everybody";

const OpenSocket = z.object({ token: TokenId, room: DealId });
type OpenSocket = z.infer<typeof OpenSocket>;

export async function openSocketsOf(db: TenantDb, whose: Whose): Promise<readonly OpenSocket[]> {
	const [sql, value] = sockets(whose);
	return z.array(OpenSocket).parse(await db.all(sql, ...value));
}

function sockets(whose: Whose): readonly [string, readonly Value[]] {
	const all = "SELECT token, room FROM open_sockets WHERE tenant = ?1";
	if (whose === "everybody") return [all, []];
	if ("tokens" in whose)
		return [`${all} AND token IN (SELECT value FROM json_each(?2))`, [JSON.stringify(whose.tokens)]];
	return [
		`${all} AND token IN (SELECT id FROM access_tokens WHERE tenant = ?1 AND subject IN (SELECT value FROM json_each(?2)))`,
		[JSON.stringify(whose.people)],
	];
}

export const forgetSockets = (db: TenantDb, room: DealId, tokens: readonly TokenId[]): Promise<void> =>
	db.batch([
		{
			sql: "DELETE FROM open_sockets WHERE tenant = ?1 AND room = ?2 AND token IN (SELECT value FROM json_each(?3))",
			values: [room, JSON.stringify(tokens)],
		},
	]);
