import { getTableName } from "drizzle-orm";
import * as z from "zod";
import {
	type AccountChanges,
	type AccountView,
	ClosingProof,
	type NewAccount,
	type SettingChanges,
} from "#knowledge/core/contract/account.ts";
import { AccountState, budgetOf, flagsOf, quotasOf, Tier } from "#knowledge/core/vocabulary/account.ts";
import { DealId, jurisdictionOf, type SkillName, TenantId, type UserId } from "#knowledge/core/vocabulary/ids.ts";
import type { Role } from "#knowledge/core/vocabulary/principal.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { TABLES } from "#migrations/schema.ts";
import { Json } from "./json-columns.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";
import { StoredBilling, StoredBudget, StoredFlags, StoredQuotas } from "./terms.ts";

/** Every table but that of the tenants themselves, from the schema: one that is added tomorrow is emptied as well. */
const EMPTIED: readonly string[] = TABLES.map((table) => getTableName(table)).filter((name) => name !== "tenants");

const Row = z.object({
	tenant: TenantId,
	organisation: z.string(),
	region_default: Region,
	state: AccountState,
	tier: Tier,
	quotas: StoredQuotas,
	flags: StoredFlags,
	billing: StoredBilling,
	budget: StoredBudget,
	created_at: z.int(),
	people: z.int(),
	deals: z.int(),
});

export function accountView(row: unknown): AccountView {
	const { tenant, region_default, created_at, ...rest } = Row.parse(row);
	return {
		...rest,
		account: tenant,
		region: region_default,
		quotas: quotasOf(rest.tier, rest.quotas),
		flags: flagsOf(rest.tier, rest.flags),
		budget: budgetOf(rest.budget),
		jurisdiction: jurisdictionOf(tenant) ?? "none",
		createdAt: new Date(created_at).toISOString(),
	};
}

export async function readAccount(db: TenantDb): Promise<AccountView | null> {
	const row = await db.first(
		`SELECT t.*, (SELECT COUNT(*) FROM people AS p WHERE p.tenant = ?1) AS people,
			(SELECT COUNT(*) FROM deals AS d WHERE d.tenant = ?1) AS deals FROM tenants AS t WHERE t.tenant = ?1`,
	);
	return row ? accountView(row) : null;
}

export const insertAccount = (asked: NewAccount, now: number): Statement => ({
	sql: `INSERT INTO tenants (tenant, organisation, region_default, tier, quotas, flags, billing, budget, created_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
	values: [
		asked.organisation,
		asked.region,
		asked.tier,
		JSON.stringify(asked.quotas),
		JSON.stringify(asked.flags),
		JSON.stringify(asked.billing),
		JSON.stringify(asked.budget),
		now,
	],
});

export const insertAgents = (agents: readonly SkillName[]): Statement => ({
	sql: `INSERT INTO agents (tenant, agent, automation_state) SELECT ?1, value, 'active' FROM json_each(?2)
		WHERE true ON CONFLICT (tenant, agent) DO NOTHING`,
	values: [JSON.stringify(agents)],
});

export const insertMailbox = (mailbox: { address: string; name: string; region: Region }): Statement => ({
	sql: "INSERT INTO mailboxes (tenant, address, name, region, rep) VALUES (?1, ?2, ?3, ?4, NULL)",
	values: [mailbox.address, mailbox.name, mailbox.region],
});

export const insertPerson = (
	person: { id: UserId; name: string; address: string; roles: readonly Role[]; region: Region | null },
	now: number,
): Statement => ({
	sql: `INSERT INTO people (tenant, id, name, address, roles, region, state, created_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'invited', ?7)`,
	values: [person.id, person.name, person.address, JSON.stringify(person.roles), person.region, now],
});

export const insertDesk = (desk: { region: Region; human: UserId; deputy: UserId | null }): Statement => ({
	sql: "INSERT INTO region_desks (tenant, region, human, deputy, acting) VALUES (?1, ?2, ?3, ?4, 'human')",
	values: [desk.region, desk.human, desk.deputy],
});

const COLUMNS = { organisation: "organisation", tier: "tier", state: "state" } as const;
const JSON_COLUMNS = { quotas: "quotas", flags: "flags", billing: "billing", budget: "budget" } as const;

/** The version is raised, so that whoever is called next reads what is new. An account that is closing stays so. */
export async function changeAccount(db: TenantDb, changes: AccountChanges): Promise<boolean> {
	const values = [
		...Object.entries(COLUMNS).map(([name, column]) => [column, changes[name as keyof typeof COLUMNS]] as const),
		...Object.entries(JSON_COLUMNS).map(([name, column]) => {
			const value = changes[name as keyof typeof JSON_COLUMNS];
			return [column, value === undefined ? undefined : JSON.stringify(value)] as const;
		}),
	];
	return update(db, values);
}

export const changeSettings = (db: TenantDb, changes: SettingChanges): Promise<boolean> =>
	update(db, [
		["organisation", changes.organisation],
		["region_default", changes.region],
		["undo_window_ms", changes.undoWindowMs],
		["sends_normal_hour", changes.sends?.perHour],
		["sends_day_max", changes.sends?.perDay],
		["sends_contact_day_max", changes.sends?.perContactDay],
	]);

async function update(
	db: TenantDb,
	columns: readonly (readonly [string, string | number | undefined])[],
): Promise<boolean> {
	const given = columns.flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
	const assigned = given.map(({ column }, i) => `${column} = ?${i + 2}`);
	const changed = await db.first(
		`UPDATE tenants SET ${[...assigned, "settings_version = settings_version + 1"].join(", ")}
			WHERE tenant = ?1 AND state <> 'closing' RETURNING tenant`,
		...given.map(({ value }) => value),
	);
	return changed !== null;
}

/** What the platform's own tenant keeps of an account that ends. */
const Closing = z.object({
	account: TenantId,
	asked_at: z.int(),
	asked: z.int(),
	remaining: z.int(),
	closed_at: z.int().nullable(),
	proof: Json.pipe(ClosingProof).nullable(),
});
export type Closing = z.infer<typeof Closing>;

export async function readClosing(platform: TenantDb, account: TenantId): Promise<Closing | null> {
	const row = await platform.first("SELECT * FROM closed_accounts WHERE tenant = ?1 AND account = ?2", account);
	return row ? Closing.parse(row) : null;
}

/** Accounts whose end was begun: the clock goes on with them. */
export const readOpenClosings = async (platform: TenantDb, limit: number): Promise<readonly Closing[]> =>
	z
		.array(Closing)
		.parse(
			await platform.all(
				"SELECT * FROM closed_accounts WHERE tenant = ?1 AND closed_at IS NULL ORDER BY asked_at, account LIMIT ?2",
				limit,
			),
		);

/** Before the account itself is told. Where it never was, because the first attempt broke off, its time begins anew. */
export const beginClosing = (
	platform: TenantDb,
	account: TenantId,
	{ by, now }: { by: UserId; now: number },
): Promise<void> =>
	platform.batch([
		{
			sql: `INSERT INTO closed_accounts (tenant, account, asked_at, asked_by) VALUES (?1, ?2, ?3, ?4)
				ON CONFLICT (tenant, account) DO UPDATE SET asked_at = excluded.asked_at WHERE closed_at IS NULL`,
			values: [account, now, by],
		},
	]);

export const noteObjects = (
	platform: TenantDb,
	account: TenantId,
	counted: { asked: number; remaining: number },
): Promise<void> =>
	platform.batch([
		{
			sql: `UPDATE closed_accounts SET asked = asked + ?3, remaining = remaining + ?4
				WHERE tenant = ?1 AND account = ?2 AND closed_at IS NULL`,
			values: [account, counted.asked, counted.remaining],
		},
	]);

export const noteClosed = (
	platform: TenantDb,
	account: TenantId,
	{ proof, now }: { proof: ClosingProof; now: number },
): Promise<void> =>
	platform.batch([
		{
			sql: `UPDATE closed_accounts SET proof = ?3, closed_at = ?4
				WHERE tenant = ?1 AND account = ?2 AND closed_at IS NULL`,
			values: [account, JSON.stringify(proof), now],
		},
	]);

/** From here on nobody of the account is let in, its crew stands still and nothing leaves. */
export const setClosing = (db: TenantDb): Promise<void> =>
	db.batch([
		{
			sql: "UPDATE tenants SET state = 'closing', settings_version = settings_version + 1 WHERE tenant = ?1 AND state <> 'closing'",
			values: [],
		},
		{ sql: "DELETE FROM socket_tickets WHERE tenant = ?1", values: [] },
	]);

/** Tables that say which deals there were. A fork is noted before it is made, a deal before its first event. */
const NAMES_OF_DEALS = [
	"deals",
	"forks",
	"cursors",
	"activities",
	"usage_days",
	"lessons",
	"learning_log",
	"company_memory",
	"deal_contacts",
	"record_fields",
];

/** Objects of deals and forks that have not been told to forget everything yet. */
export async function dealsToPurge(db: TenantDb, limit: number): Promise<readonly DealId[]> {
	const found = await db.rows([
		...NAMES_OF_DEALS.map((table) => ({
			sql: `SELECT DISTINCT deal AS id FROM ${table} WHERE tenant = ?1 ORDER BY deal LIMIT ?2`,
			values: [limit],
		})),
		{ sql: "SELECT fork AS id FROM forks WHERE tenant = ?1 ORDER BY fork LIMIT ?2", values: [limit] },
	]);
	const ids = z
		.array(z.object({ id: z.string() }))
		.parse(found.flat())
		.flatMap(({ id }) => DealId.safeParse(id).data ?? []);
	return [...new Set(ids)].sort().slice(0, limit);
}

/** Once its object holds nothing: no row names the deal any more. A fork whose original is gone is still named by its own. */
export const forgetDeals = (db: TenantDb, deals: readonly DealId[]): Promise<void> =>
	db.batch([
		{
			sql: `UPDATE forks SET deal = fork WHERE tenant = ?1 AND deal IN (SELECT value FROM json_each(?2))`,
			values: [JSON.stringify(deals)],
		},
		...[...NAMES_OF_DEALS.filter((table) => table !== "forks"), "approvals"].map((table) => ({
			sql: `DELETE FROM ${table} WHERE tenant = ?1 AND deal IN (SELECT value FROM json_each(?2))`,
			values: [JSON.stringify(deals)],
		})),
		{
			sql: "DELETE FROM forks WHERE tenant = ?1 AND fork IN (SELECT value FROM json_each(?2))",
			values: [JSON.stringify(deals)],
		},
	]);

/** What one statement takes away at most, so that a large account does not hold the database. */
const ROWS_PER_STATEMENT = 5_000;

/** Empties the tables, keys apart, a part of each at a time. Answers whether anything is left. */
export async function deleteRows(db: TenantDb): Promise<boolean> {
	const tables = EMPTIED.filter((name) => name !== "data_keys");
	await db.batch(
		tables.map((table) => ({
			sql: `DELETE FROM ${table} WHERE tenant = ?1 AND rowid IN (SELECT rowid FROM ${table} WHERE tenant = ?1 LIMIT ?2)`,
			values: [ROWS_PER_STATEMENT],
		})),
	);
	const left = await db.rows(
		tables.map((table) => ({ sql: `SELECT 1 FROM ${table} WHERE tenant = ?1 LIMIT 1`, values: [] })),
	);
	return left.some((rows) => rows.length > 0);
}

/** The keys, and with them all that a backup still holds; then the account itself. From here on no row can be written for it. */
export const deleteAccount = (db: TenantDb): Promise<void> =>
	db.batch([
		{ sql: "DELETE FROM data_keys WHERE tenant = ?1", values: [] },
		{ sql: "DELETE FROM tenants WHERE tenant = ?1", values: [] },
	]);

/** The rows of an account by table, its own with them. */
export async function countRows(db: TenantDb): Promise<Record<string, number>> {
	const tables = ["tenants", ...EMPTIED];
	const counted = await db.rows(
		tables.map((table) => ({ sql: `SELECT COUNT(*) AS n FROM ${table} WHERE tenant = ?1`, values: [] })),
	);
	const counts = counted.map((rows) => z.tuple([z.object({ n: z.int() })]).parse(rows)[0].n);
	return Object.fromEntries(tables.map((table, i) => [table, counts[i] ?? 0]));
}
