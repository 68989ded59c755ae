import { Buffer } from "node:buffer";
import * as z from "zod";
import { createVault, type DataKeys, type Vault } from "#durable-objects/platform/vault.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { MINUTE_MS, SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import type { Statement } from "./statement.ts";

type Masters = { readonly MASTER_KEYS?: string };
type MasterKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
type Rows = { all(sql: string): Promise<readonly unknown[]> };

/** Everybody who keeps keys reads them again within half of this: so a new key is known wherever it may be met. */
export const KEY_ANNOUNCED_MS = MINUTE_MS;
const KEYS_TTL_MS = 30 * SECOND_MS;

const Row = z.object({ version: z.int(), master: z.int(), wrapped: z.string(), active_from: z.int() });

/** By tenant: what an isolate has unwrapped. */
const unwrapped = new Map<TenantId, { readonly keys: DataKeys; readonly readAt: number }>();

/** All data keys of a tenant; fails closed where it has none, or the master key is not there. */
export async function readDataKeys(env: Masters, tenant: TenantId, db: Rows): Promise<DataKeys> {
	const now = Date.now();
	const kept = unwrapped.get(tenant);
	if (kept && now - kept.readAt < KEYS_TTL_MS && now >= kept.readAt) return kept.keys;
	const rows = await rowsOf(db);
	if (rows.length === 0)
		throw new FaultError({
			code: "key-missing",
			retry: { when: "later", afterMs: 5_000 },
			summary: "the tenant has no data key",
		});
	const keys = await unwrapRows(env, tenant, rows);
	unwrapped.set(tenant, { keys, readAt: now });
	return keys;
}

const rowsOf = async (db: Rows): Promise<readonly z.infer<typeof Row>[]> =>
	z
		.array(Row)
		.parse(
			await db.all("SELECT version, master, wrapped, active_from FROM data_keys WHERE tenant = ?1 ORDER BY version"),
		);

async function unwrapRows(env: Masters, tenant: TenantId, rows: readonly z.infer<typeof Row>[]): Promise<DataKeys> {
	const masters = await readMasters(env);
	return Promise.all(
		rows.map(async ({ version, master, wrapped, active_from }) => ({
			version,
			activeFrom: active_from,
			key: await unwrap(masters.of(master), { tenant, version, master }, wrapped),
		})),
	);
}

/** For whoever has just made them, and cannot ask the database yet. */
export const unwrapDataKeys = (env: Masters, tenant: TenantId, rows: readonly Statement[]): Promise<DataKeys> =>
	unwrapRows(
		env,
		tenant,
		rows.map(({ values: [version, master, wrapped, active_from] }) =>
			Row.parse({ version, master, wrapped, active_from }),
		),
	);

export const vaultOf = async (env: Masters, tenant: TenantId, db: Rows): Promise<Vault> =>
	createVault(tenant, await readDataKeys(env, tenant, db), () => Date.now());

/** Gone from this isolate: after a change of keys, and when a tenant ends. */
export const forgetKeys = (tenant: TenantId): boolean => unwrapped.delete(tenant);

/** A fresh data key, wrapped, as the row that keeps it. */
export async function newDataKey(
	env: Masters,
	tenant: TenantId,
	{ version, activeFrom }: { version: number; activeFrom: number },
): Promise<Statement> {
	const masters = await readMasters(env);
	const key = crypto.getRandomValues(new Uint8Array(32));
	const wrapped = await wrap(masters.of(masters.current), { tenant, version, master: masters.current }, key);
	return {
		sql: "INSERT INTO data_keys (tenant, version, master, wrapped, active_from) VALUES (?1, ?2, ?3, ?4, ?5)",
		values: [version, masters.current, wrapped, activeFrom],
	};
}

/** The same data keys under the newest master key; what is under it already stays. */
export async function rewrapped(env: Masters, tenant: TenantId, db: Rows): Promise<readonly Statement[]> {
	const masters = await readMasters(env);
	const rows = await rowsOf(db);
	return Promise.all(
		rows
			.filter(({ master }) => master !== masters.current)
			.map(async ({ version, master, wrapped }): Promise<Statement> => {
				const key = await unwrap(masters.of(master), { tenant, version, master }, wrapped);
				const fresh = await wrap(masters.of(masters.current), { tenant, version, master: masters.current }, key);
				return {
					sql: "UPDATE data_keys SET master = ?3, wrapped = ?4 WHERE tenant = ?1 AND version = ?2",
					values: [version, masters.current, fresh],
				};
			}),
	);
}

type About = { readonly tenant: TenantId; readonly version: number; readonly master: number };

const NONCE_BYTES = 12;
const aad = ({ tenant, version, master }: About): Uint8Array =>
	new TextEncoder().encode([tenant, "data_keys.wrapped", version, master].join("\u001f"));

async function wrap(master: MasterKey, about: About, key: Uint8Array): Promise<string> {
	const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
	const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad(about) }, master, key);
	return Buffer.concat([iv, new Uint8Array(body)]).toString("base64");
}

async function unwrap(master: MasterKey, about: About, wrapped: string): Promise<Uint8Array> {
	const bytes = new Uint8Array(Buffer.from(wrapped, "base64"));
	try {
		return new Uint8Array(
			await crypto.subtle.decrypt(
				{ name: "AES-GCM", iv: bytes.subarray(0, NONCE_BYTES), additionalData: aad(about) },
				master,
				bytes.subarray(NONCE_BYTES),
			),
		);
	} catch {
		throw broken("a data key cannot be unwrapped: it was altered, or the master key is another one");
	}
}

const MASTER = /^(\d{1,6}):([A-Za-z0-9+/]{43}=)$/;

async function readMasters(env: Masters): Promise<{ current: number; of(version: number): MasterKey }> {
	const parsed = (env.MASTER_KEYS ?? "")
		.split(",")
		.map((each) => MASTER.exec(each.trim()))
		.map((match) => (match ? { version: Number(match[1]), bytes: Buffer.from(match[2] ?? "", "base64") } : null));
	if (parsed.length === 0 || parsed.includes(null)) throw broken("MASTER_KEYS is missing or malformed");
	const keys = new Map<number, MasterKey>();
	for (const each of parsed) {
		if (each === null) continue;
		keys.set(each.version, await crypto.subtle.importKey("raw", each.bytes, "AES-GCM", false, ["encrypt", "decrypt"]));
	}
	return {
		current: Math.max(...keys.keys()),
		of: (version) => {
			const key = keys.get(version);
			if (!key) throw broken(`MASTER_KEYS has no version ${version}`);
			return key;
		},
	};
}

const broken = (summary: string): FaultError =>
	new FaultError({ code: "master-key", retry: { when: "after-human" }, summary });
