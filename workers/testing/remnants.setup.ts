import { listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Stub } from "#durable-objects/testing/alarms.setup.ts";

/*
 * What a store holds of somebody, looked at from outside: every table of D1 by its own catalogue, every object that has
 * storage, every key of the bucket. Nothing here asks the code that is being tested.
 */

const NAMESPACES = { deal: env.DEAL_AGENT, inbox: env.SIGNAL_INBOX, ledger: env.TENANT_LEDGER };
/** Looked up anew each time: a stub is dead once its object was aborted. */
type Found = { readonly name: string; readonly stub: () => Stub };

/** All objects that have storage. */
export async function objectsNow(): Promise<ReadonlyMap<string, Found>> {
	const found = new Map<string, Found>();
	for (const [kind, namespace] of Object.entries(NAMESPACES)) {
		for (const id of await listDurableObjectIds(namespace as never)) {
			const stub = () => (namespace as unknown as DurableObjectNamespace).get(id) as unknown as Stub;
			found.set(`${kind}:${id}`, { name: kind, stub });
		}
	}
	return found;
}

/** Rows and alarms of an object. */
export const contentOf = (stub: Stub): Promise<number> =>
	runInDurableObject(stub, async (_, { storage }) => {
		const tables = storage.sql
			.exec<{ name: string }>(
				"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'",
			)
			.toArray();
		const rows = tables.map(
			({ name }) => storage.sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM "${name}"`).one().n,
		);
		return rows.reduce((sum, n) => sum + n, 0) + ((await storage.getAlarm()) === null ? 0 : 1) + tables.length;
	});

/** Every row of every table, of any tenant, in which any of these words stands; with the table's name. */
export async function rowsNaming(...words: readonly string[]): Promise<readonly string[]> {
	const tables = await env.DB.prepare(
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
	).all<{ name: string }>();
	const found: string[] = [];
	for (const { name } of tables.results) {
		const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
		for (const row of results) {
			const text = JSON.stringify(row);
			if (words.some((word) => text.includes(word))) found.push(name);
		}
	}
	return found;
}

export const bodiesNaming = async (tenant: string): Promise<number> => {
	let count = 0;
	for (let cursor: string | undefined; ; ) {
		const page: R2Objects = await env.BODIES.list(cursor ? { cursor } : {});
		count += page.objects.filter(({ key }) => key.includes(tenant)).length;
		if (!page.truncated) return count;
		cursor = page.cursor;
	}
};
