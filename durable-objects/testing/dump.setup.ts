import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import {
	DealId,
	dealAgentName,
	signalInboxName,
	type TenantId,
	tenantLedgerName,
} from "#knowledge/core/vocabulary/ids.ts";
import type { Stub } from "./alarms.setup.ts";

/** One stored value, as a thief of the disk would have it. `at`: store, table and column, such as «d1/contacts.name». */
export type Stored = { readonly at: string; readonly text: string };

/** Everything that is stored of one tenant: rows, its objects' storage, bodies with their names. */
export async function dumpOf(tenant: TenantId): Promise<readonly Stored[]> {
	const rows = await dumpOfRows(tenant);
	const deals = new Set(
		rows.filter(({ at }) => at.endsWith(".deal") || at === "d1/forks.fork").map(({ text }) => text),
	);
	const objects: readonly (readonly [string, Stub])[] = [
		["inbox", env.SIGNAL_INBOX.getByName(signalInboxName(tenant)) as unknown as Stub],
		["ledger", env.TENANT_LEDGER.getByName(tenantLedgerName(tenant)) as unknown as Stub],
		...[...deals]
			.filter((deal) => DealId.safeParse(deal).success)
			.map(
				(deal) =>
					["deal", env.DEAL_AGENT.getByName(dealAgentName(tenant, DealId.parse(deal))) as unknown as Stub] as const,
			),
	];
	const stored = await Promise.all(objects.map(([kind, stub]) => dumpOfObject(kind, stub)));
	return [...rows, ...stored.flat(), ...(await dumpOfBodies(tenant))];
}

/** Where any of these words stands in the clear, or in one of the forms in which texts are commonly kept. */
export function placesOf(dump: readonly Stored[], words: readonly string[]): readonly string[] {
	const forms = words.flatMap((word) => [word.toLowerCase(), ...base64Forms(word)]);
	const found = dump.filter(({ text }) => {
		const low = text.toLowerCase();
		return forms.some((form) => low.includes(form) || text.includes(form));
	});
	return [...new Set(found.map(({ at }) => at))].sort();
}

/** A word within base64, wherever its bytes begin: the letters that its neighbours have no part in. */
const base64Forms = (word: string): readonly string[] =>
	[0, 1, 2].map((shift) => btoa(" ".repeat(shift) + word).slice(shift === 0 ? 0 : shift + 1, -4));

async function dumpOfRows(tenant: TenantId): Promise<readonly Stored[]> {
	const tables = await env.DB.prepare(
		"SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%tenant TEXT%'",
	).all<{ name: string }>();
	const rows = await Promise.all(
		tables.results.map(async ({ name }) => {
			const { results } = await env.DB.prepare(`SELECT * FROM ${name} WHERE tenant = ?`).bind(tenant).all();
			return results.flatMap((row) => cellsOf(`d1/${name}`, row));
		}),
	);
	return rows.flat();
}

const dumpOfObject = (kind: string, stub: Stub): Promise<readonly Stored[]> =>
	runInDurableObject(stub, async (_, { storage }) => {
		const tables = storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
		const rows = tables
			.filter(({ name }) => !name.startsWith("_cf_") && !name.startsWith("sqlite_"))
			.flatMap(({ name }) =>
				storage.sql
					.exec(`SELECT * FROM "${name}"`)
					.toArray()
					.flatMap((row) => cellsOf(`${kind}/${name}`, row)),
			);
		const kept = [...(await storage.list())].map(([key, value]) => ({
			at: `${kind}/kv`,
			text: `${key} ${textOf(value)}`,
		}));
		return [...rows, ...kept];
	});

async function dumpOfBodies(tenant: TenantId): Promise<readonly Stored[]> {
	const { objects } = await env.BODIES.list({ prefix: `t/${tenant}/`, include: ["customMetadata", "httpMetadata"] });
	const stored = await Promise.all(
		objects.map(async ({ key, customMetadata, httpMetadata }) => [
			{ at: "r2/key", text: key },
			{ at: "r2/metadata", text: JSON.stringify([customMetadata, httpMetadata]) },
			{ at: "r2/body", text: textOf(await (await env.BODIES.get(key))?.arrayBuffer()) },
		]),
	);
	return stored.flat();
}

const cellsOf = (table: string, row: Readonly<Record<string, unknown>>): readonly Stored[] =>
	Object.entries(row).flatMap(([column, value]) =>
		value === null ? [] : [{ at: `${table}.${column}`, text: textOf(value) }],
	);

function textOf(value: unknown): string {
	if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
		const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer);
		return new TextDecoder("latin1").decode(bytes);
	}
	return typeof value === "object" ? JSON.stringify(value) : String(value);
}
