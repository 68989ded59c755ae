import * as z from "zod";
import { AccountState, PersonState } from "#knowledge/core/vocabulary/account.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { UserId } from "#knowledge/core/vocabulary/ids.ts";
import { Role } from "#knowledge/core/vocabulary/principal.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { deskOf, rolesOf } from "./desks.ts";
import { jsonList } from "./json-columns.ts";
import { raiseVersion } from "./settings-version.ts";
import type { Value } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

const Row = z.object({
	id: UserId,
	name: z.string(),
	address: z.string(),
	roles: jsonList(Role),
	region: Region.nullable(),
	state: PersonState,
	created_at: z.int(),
	desk: Region.nullable(),
	seen_at: z.int().nullable(),
	organisation: z.string(),
	account_state: AccountState,
});

/** Somebody of an account, as they stand at this moment. */
export type Person = {
	readonly tenant: TenantId;
	readonly id: UserId;
	readonly name: string;
	readonly address: string;
	readonly roles: readonly Role[];
	readonly region: Region | null;
	readonly state: PersonState;
	readonly createdAt: number;
	/** The region whose desk they keep. */
	readonly desk: Region | null;
	readonly seenAt: number | null;
	readonly organisation: string;
	readonly account: AccountState;
};

const SELECT = `SELECT p.id, p.name, p.address, p.roles, p.region, p.state, p.created_at, ${deskOf("p.id")} AS desk,
	(SELECT MAX(t.last_used_at) FROM access_tokens AS t WHERE t.tenant = ?1 AND t.subject = p.id AND t.kind = 'session') AS seen_at,
	a.organisation, a.state AS account_state FROM people AS p JOIN tenants AS a ON a.tenant = p.tenant WHERE p.tenant = ?1`;

const personOf = (tenant: TenantId, found: unknown): Person => {
	const { created_at, seen_at, account_state, roles, ...row } = Row.parse(found);
	return {
		...row,
		tenant,
		roles: rolesOf(roles, row.desk),
		createdAt: created_at,
		seenAt: seen_at,
		account: account_state,
	};
};

export async function readPerson(db: TenantDb, id: UserId): Promise<Person | null> {
	const row = await db.first(`${SELECT} AND p.id = ?2`, id);
	return row ? personOf(db.tenant, row) : null;
}

/** An address belongs to one person of an account, however it is written. */
export async function personByAddress(db: TenantDb, address: string): Promise<Person | null> {
	const row = await db.first(`${SELECT} AND LOWER(p.address) = ?2 ORDER BY p.id LIMIT 1`, address.toLowerCase());
	return row ? personOf(db.tenant, row) : null;
}

/** Where a page of people ended. The ids of other lists would pass for those of people: this is marked as ours. */
export const PeopleCursor = z
	.string()
	.regex(/^after:/)
	.transform((text) => text.slice("after:".length))
	.pipe(UserId);

export async function listPeople(
	db: TenantDb,
	page: { cursor?: string | undefined; limit: number },
): Promise<{ items: readonly Person[]; next: string | null }> {
	const after = page.cursor === undefined ? "" : PeopleCursor.parse(page.cursor);
	const rows = await db.all(`${SELECT} AND p.id > ?2 ORDER BY p.id LIMIT ?3`, after, page.limit + 1);
	const items = rows.slice(0, page.limit).map((row) => personOf(db.tenant, row));
	const last = items.at(-1);
	return { items, next: rows.length > page.limit && last ? `after:${last.id}` : null };
}

export type NewPerson = Pick<Person, "id" | "name" | "address" | "roles" | "region">;

/** Somebody who has not shown yet that the address is theirs. `false`: the address is taken, or the account is full. */
export async function addInvited(db: TenantDb, person: NewPerson, at: { now: number; max: number }): Promise<boolean> {
	const [added] = await db.rows([
		{
			sql: `INSERT INTO people (tenant, id, name, address, roles, region, state, created_at)
				SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'invited', ?7
				WHERE NOT EXISTS (SELECT 1 FROM people WHERE tenant = ?1 AND LOWER(address) = ?4)
				AND (SELECT COUNT(*) FROM people WHERE tenant = ?1) < ?8 RETURNING id`,
			values: [
				person.id,
				person.name,
				person.address.toLowerCase(),
				JSON.stringify(person.roles),
				person.region,
				at.now,
				at.max,
			],
		},
		raiseVersion,
	]);
	return added?.length === 1;
}

type PersonChange = {
	readonly name?: string | undefined;
	readonly roles?: readonly Role[] | undefined;
	readonly region?: Region | null | undefined;
	readonly state?: "active" | "suspended" | undefined;
};

const IS_ADMIN = `LIKE '%"tenant-admin"%'`;

/**
 * Changes somebody, unless that would leave the account without an active tenant admin: asked and written in one
 * statement, so that of two admins who demote each other at once one stays. Who is suspended loses every session and
 * link with it, and the desk goes to whoever is there to keep it. `false`: nothing was changed.
 */
export async function changePerson(db: TenantDb, id: UserId, change: PersonChange, now: number): Promise<boolean> {
	const roles: Value = change.roles === undefined ? null : JSON.stringify(change.roles);
	const state: Value = change.state ?? null;
	const isSuspended = "EXISTS (SELECT 1 FROM people WHERE tenant = ?1 AND id = ?2 AND state = 'suspended')";
	const [changed] = await db.rows([
		{
			// Who has not accepted an invitation is not active before they have: only an address that was proven makes them so.
			sql: `UPDATE people SET name = COALESCE(?3, name), roles = COALESCE(?4, roles),
				region = CASE WHEN ?5 = 1 THEN ?6 ELSE region END,
				state = CASE WHEN ?7 = 'active' AND accepted_at IS NULL THEN 'invited' ELSE COALESCE(?7, state) END
				WHERE tenant = ?1 AND id = ?2
				AND (NOT (state = 'active' AND roles ${IS_ADMIN})
					OR (COALESCE(?7, state) = 'active' AND COALESCE(?4, roles) ${IS_ADMIN})
					OR EXISTS (SELECT 1 FROM people AS o WHERE o.tenant = ?1 AND o.id <> ?2 AND o.state = 'active' AND o.roles ${IS_ADMIN}))
				RETURNING id`,
			values: [id, change.name ?? null, roles, change.region === undefined ? 0 : 1, change.region ?? null, state],
		},
		{
			sql: `UPDATE access_tokens SET revoked_at = ?3 WHERE tenant = ?1 AND subject = ?2 AND kind IN ('session', 'sign-in')
				AND revoked_at IS NULL AND ${isSuspended}`,
			values: [id, now],
		},
		{
			sql: `UPDATE region_desks SET acting = 'deputy' WHERE tenant = ?1 AND human = ?2 AND acting = 'human' AND ${isSuspended}
				AND EXISTS (SELECT 1 FROM people AS p WHERE p.tenant = ?1 AND p.id = region_desks.deputy AND p.state = 'active')
				AND NOT EXISTS (SELECT 1 FROM region_desks AS d WHERE d.tenant = ?1 AND d.region <> region_desks.region
					AND (CASE d.acting WHEN 'human' THEN d.human ELSE d.deputy END) = region_desks.deputy)`,
			values: [id],
		},
		{
			sql: `UPDATE region_desks SET acting = 'human', deputy = NULL WHERE tenant = ?1 AND deputy = ?2 AND ${isSuspended}`,
			values: [id],
		},
		raiseVersion,
	]);
	return changed?.length === 1;
}
