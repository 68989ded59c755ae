import type { Vault } from "#durable-objects/platform/vault.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { vaultOf } from "./data-keys.ts";
import type { Statement, Value } from "./statement.ts";

type Db = Pick<Cloudflare.Env, "DB" | "MASTER_KEYS">;

export type TenantDb = {
	readonly tenant: TenantId;
	all(sql: string, ...values: readonly Value[]): Promise<readonly unknown[]>;
	first(sql: string, ...values: readonly Value[]): Promise<unknown>;
	/** All of them or none. */
	batch(statements: readonly Statement[]): Promise<void>;
	/** Seals and opens what the tenant keeps in the clear nowhere. */
	vault(): Promise<Vault>;
};

/**
 * The only way to D1. `?1` is always the tenant and every statement must use it, so that a query which forgets its
 * tenant cannot run: a `WHERE` that compares it, or an `INSERT` that writes it first.
 */
export function tenantDb(env: Db, tenant: TenantId): TenantDb {
	const prepare = (sql: string, values: readonly Value[]): D1PreparedStatement => {
		invariant(namesItsTenant(sql), "a statement names its tenant");
		return env.DB.prepare(sql).bind(tenant, ...values);
	};
	const all = async (sql: string, ...values: readonly Value[]) => (await prepare(sql, values).all()).results;
	return {
		tenant,
		all,
		vault: () => vaultOf(env, tenant, { all }),
		first: (sql, ...values) => prepare(sql, values).first(),
		batch: async (statements) => {
			await env.DB.batch(statements.map(({ sql, values }) => prepare(sql, values)));
		},
	};
}

const READS = /\bWHERE\s+(?:\w+\.)?tenant\s*=\s*\?1(?!\d)/i;
const WRITES = /^\s*INSERT\s+INTO\s+\w+\s*\(tenant\b[^)]*\)\s*(?:VALUES\s*\(\?1(?!\d)|SELECT\s+\?1(?!\d))/i;

function namesItsTenant(sql: string): boolean {
	// Without what stands in parentheses: a question inside the question does not count, and an OR outside takes the tenant back.
	let open = sql;
	for (let before = ""; before !== open; ) {
		before = open;
		open = open.replace(/\([^()]*\)/g, " ");
	}
	return (READS.test(open) || WRITES.test(sql)) && !/\bOR\b/i.test(open);
}

/** The questions that come before a tenant is known: whose is this token, whose is this mailbox. They answer with a tenant or nothing. */
export const directory = (env: Db) => ({
	tenantOfToken: (hash: string): Promise<string | null> =>
		tenantWhere(env, "SELECT tenant FROM access_tokens WHERE hash = ?", hash),
	tenantOfMailbox: (address: string): Promise<string | null> =>
		tenantWhere(env, "SELECT tenant FROM mailboxes WHERE address = ?", address),
	/** For the clock, which belongs to nobody: deals in need of a look, by the time of their last change. */
	tenants: async (): Promise<readonly string[]> =>
		(await env.DB.prepare("SELECT tenant FROM tenants ORDER BY tenant").all<{ tenant: string }>()).results.map(
			(row) => row.tenant,
		),
});

const tenantWhere = async (env: Db, sql: string, value: string): Promise<string | null> =>
	(await env.DB.prepare(sql).bind(value).first<{ tenant: string }>())?.tenant ?? null;
