import { storeAsks } from "#durable-objects/platform/guards.ts";
import { log } from "#durable-objects/platform/log.ts";
import type { Vault } from "#durable-objects/platform/vault.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { PLATFORM_TENANT, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { hasRole, type Principal } from "#knowledge/core/vocabulary/principal.ts";
import { vaultOf } from "./data-keys.ts";
import type { Statement, Value } from "./statement.ts";

type Db = Pick<Cloudflare.Env, "DB" | "MASTER_KEYS">;

export type TenantDb = {
	/** Whose it is. Told to its holder alone, as its rows are: whatever is named after it stands behind the same guard. */
	readonly tenant: TenantId;
	all(sql: string, ...values: readonly Value[]): Promise<readonly unknown[]>;
	first(sql: string, ...values: readonly Value[]): Promise<unknown>;
	/** All of them or none. */
	batch(statements: readonly Statement[]): Promise<void>;
	/** As a batch, with the rows that each statement returned. */
	rows(statements: readonly Statement[]): Promise<readonly (readonly unknown[])[]>;
	/** Seals and opens what the tenant keeps in the clear nowhere. */
	vault(): Promise<Vault>;
};

/** What a statement for another tenant than its holder's is answered with. Doors show it as what is not there: 404. */
export const NOT_OURS = {
	code: "not-ours",
	retry: { when: "never" },
	summary: "the database is held for another tenant",
} as const;

/**
 * The only way to D1. `?1` is always the tenant and every statement must use it, so that a query which forgets its
 * tenant cannot run: a `WHERE` that compares it, or an `INSERT` that writes it first.
 *
 * `holder` is the tenant of the verified principal on whose behalf it is held, our own calls' with them: where the two
 * differ nothing runs and no key is handed out. It is the second guard of invariant 12 for rows. Where they cannot differ,
 * because nobody asks but our own code, `ownDb` says so.
 */
export function tenantDb(env: Db, tenant: TenantId, holder: TenantId): TenantDb {
	const ask = (): void => {
		if (!storeAsks() || tenant === holder) return;
		log.error("rows of another tenant were asked for", { tenant: holder });
		throw new FaultError(NOT_OURS);
	};
	const prepare = (sql: string, values: readonly Value[]): D1PreparedStatement => {
		ask();
		invariant(namesItsTenant(sql), "a statement names its tenant");
		return env.DB.prepare(sql).bind(tenant, ...values);
	};
	const all = async (sql: string, ...values: readonly Value[]) => (await prepare(sql, values).all()).results;
	return {
		get tenant() {
			ask();
			return tenant;
		},
		all,
		vault: async () => {
			ask();
			return vaultOf(env, tenant, { all });
		},
		first: async (sql, ...values) => prepare(sql, values).first(),
		batch: async (statements) => {
			await env.DB.batch(statements.map(({ sql, values }) => prepare(sql, values)));
		},
		rows: async (statements) =>
			(await env.DB.batch(statements.map(({ sql, values }) => prepare(sql, values)))).map(({ results }) => results),
	};
}

/** The rows of an account for our own calls: no principal asks who could be of another one than the rows. */
export const ownDb = (env: Db, tenant: TenantId): TenantDb => tenantDb(env, tenant, tenant);

/** The rows of an account for those who run the platform: to provision, change and tear it down, and for nothing else. */
export function accountDb(env: Db, principal: Principal, account: TenantId): TenantDb {
	if (!isPlatformAdmin(principal)) throw new FaultError(NOT_OURS);
	return ownDb(env, account);
}

const isPlatformAdmin = (principal: Principal): boolean =>
	principal.tenant === PLATFORM_TENANT && hasRole(principal, "platform-admin") && principal.scopes.includes("admin");

/** Accounts after this one, by name, for those who run the platform. What is in them stays closed: how much, not what. */
export async function accountsAfter(
	env: Db,
	principal: Principal,
	page: { readonly after: string; readonly limit: number },
): Promise<readonly unknown[]> {
	if (!isPlatformAdmin(principal)) throw new FaultError(NOT_OURS);
	const sql = `SELECT t.*, (SELECT COUNT(*) FROM people AS p WHERE p.tenant = t.tenant) AS people,
		(SELECT COUNT(*) FROM deals AS d WHERE d.tenant = t.tenant) AS deals
		FROM tenants AS t WHERE t.tenant > ? AND t.tenant <> ? ORDER BY t.tenant LIMIT ?`;
	return (await env.DB.prepare(sql).bind(page.after, PLATFORM_TENANT, page.limit).all()).results;
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

const TOKENS_KEPT = 10_000;
/** By hash. A token never changes its account; whether it is still good is read from that account's rows each time. */
const tenantsOfTokens = new Map<string, TenantId>();

async function tenantOfToken(env: Db, hash: string): Promise<TenantId | null> {
	const known = tenantsOfTokens.get(hash);
	if (known !== undefined) return known;
	const found = TenantId.safeParse(await tenantWhere(env, "SELECT tenant FROM access_tokens WHERE hash = ?", hash));
	if (!found.success) return null;
	if (tenantsOfTokens.size >= TOKENS_KEPT) tenantsOfTokens.clear();
	tenantsOfTokens.set(hash, found.data);
	return found.data;
}

/** The questions that come before a tenant is known: whose is this token, whose is this mailbox. They answer with a tenant or nothing. */
export const directory = (env: Db) => ({
	tenantOfToken: (hash: string): Promise<TenantId | null> => tenantOfToken(env, hash),
	tenantOfMailbox: (address: string): Promise<string | null> =>
		tenantWhere(env, "SELECT tenant FROM mailboxes WHERE address = ?", address),
	/** The accounts that have somebody with this address who may come in, one person each. */
	accountsOfAddress: async (address: string): Promise<readonly { readonly tenant: string; readonly id: string }[]> =>
		(
			await env.DB.prepare(
				`SELECT p.tenant, MIN(p.id) AS id FROM people AS p JOIN tenants AS a ON a.tenant = p.tenant
					WHERE LOWER(p.address) = ? AND p.state <> 'suspended' AND a.state = 'active' GROUP BY p.tenant ORDER BY p.tenant LIMIT 20`,
			)
				.bind(address.toLowerCase())
				.all<{ tenant: string; id: string }>()
		).results,
	/** For the clock, which belongs to nobody: every account, by name. */
	tenants: async (): Promise<readonly string[]> =>
		(await env.DB.prepare("SELECT tenant FROM tenants ORDER BY tenant").all<{ tenant: string }>()).results.map(
			(row) => row.tenant,
		),
});

const tenantWhere = async (env: Db, sql: string, value: string): Promise<string | null> =>
	(await env.DB.prepare(sql).bind(value).first<{ tenant: string }>())?.tenant ?? null;
