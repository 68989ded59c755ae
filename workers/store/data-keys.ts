import { Buffer } from "node:buffer";
import * as z from "zod";
import { createVault, type DataKeys, KEY_MISSING, KEYS_TTL_MS, type Vault } from "#durable-objects/platform/vault.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import type { Statement } from "./statement.ts";

type Masters = { readonly MASTER_KEYS?: string };
type MasterKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
type Rows = { all(sql: string): Promise<readonly unknown[]> };

/** Everybody who keeps keys has read them again long before this is over: so a new key is known wherever it may be met. */
export const KEY_ANNOUNCED_MS = MINUTE_MS;

const Row = z.object({ version: z.int(), master: z.int(), wrapped: z.string(), active_from: z.int() });

type Unwrapped = { readonly keys: DataKeys; readonly vault: Vault; readonly readAt: number };

/** What was unwrapped, by tenant. It belongs to the environment whose master keys it was unwrapped with, and goes with it. */
const caches = new WeakMap<Masters, Map<TenantId, Unwrapped>>();
const CACHED_MAX = 500;

/** All data keys of a tenant; fails closed where it has none, or the master key is not there. */
export const readDataKeys = async (env: Masters, tenant: TenantId, db: Rows): Promise<DataKeys> =>
	(await read(env, tenant, db)).keys;

export const vaultOf = async (env: Masters, tenant: TenantId, db: Rows): Promise<Vault> =>
	(await read(env, tenant, db)).vault;

/** Gone from this memory: after a change of keys, and when a tenant ends. */
export const forgetKeys = (env: Masters, tenant: TenantId): void => void caches.get(env)?.delete(tenant);

async function read(env: Masters, tenant: TenantId, db: Rows): Promise<Unwrapped> {
	const readAt = Date.now();
	const cache = caches.get(env) ?? new Map<TenantId, Unwrapped>();
	caches.set(env, cache);
	const kept = cache.get(tenant);
	if (kept && readAt - kept.readAt < KEYS_TTL_MS && readAt >= kept.readAt) return kept;
	cache.delete(tenant);
	const rows = await rowsOf(db);
	if (rows.length === 0) throw new FaultError(KEY_MISSING);
	const keys = await unwrapRows(env, tenant, rows);
	// What is unknown here may stand in the database by now.
	const onUnknownKey = (): boolean => cache.delete(tenant);
	const fresh = { keys, vault: createVault(tenant, keys, () => Date.now(), { onUnknownKey }), readAt };
	for (const oldest of cache.keys()) {
		if (cache.size < CACHED_MAX) break;
		cache.delete(oldest);
	}
	cache.set(tenant, fresh);
	return fresh;
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

/** A fresh data key, wrapped, as the row that keeps it. */
export async function newDataKey(
	env: Masters,
	tenant: TenantId,
	{ version, activeFrom }: { version: number; activeFrom: number },
): Promise<Statement> {
	const masters = await readMasters(env);
	const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
	const wrapped = await wrap(masters.of(masters.current), { tenant, version, master: masters.current }, key);
	return {
		sql: "INSERT INTO data_keys (tenant, version, master, wrapped, active_from) VALUES (?1, ?2, ?3, ?4, ?5)",
		values: [version, masters.current, wrapped, activeFrom],
	};
}

/** What may be told of a key: all but the key. */
export type KeyVersion = { readonly version: number; readonly activeFrom: number; readonly masterVersion: number };

export const listKeyVersions = async (db: Rows): Promise<readonly KeyVersion[]> =>
	(await rowsOf(db)).map(({ version, master, active_from }) => ({
		version,
		activeFrom: active_from,
		masterVersion: master,
	}));

type Writable = Rows & { batch(statements: readonly Statement[]): Promise<void> };

/** Announces the next key. `null`: one is announced already, and has to come into use first. */
export async function rotateDataKey(env: Masters, tenant: TenantId, db: Writable): Promise<KeyVersion | null> {
	const rows = await rowsOf(db);
	const now = Date.now();
	if (rows.length === 0) throw new FaultError(KEY_MISSING);
	if (rows.some(({ active_from }) => active_from > now)) return null;
	const version = Math.max(...rows.map((row) => row.version)) + 1;
	const fresh = await newDataKey(env, tenant, { version, activeFrom: now + KEY_ANNOUNCED_MS });
	await db.batch([{ ...fresh, sql: `${fresh.sql} ON CONFLICT (tenant, version) DO NOTHING` }]);
	forgetKeys(env, tenant);
	// Of two who rotate at once one wrote the row, and the other finds a key that is not its own.
	const written = (await rowsOf(db)).find((row) => row.version === version);
	if (!written || !fresh.values.includes(written.wrapped)) return null;
	return { version, activeFrom: written.active_from, masterVersion: written.master };
}

/** Brings the same data keys under the current master key; what is under it already stays. Answers how many were brought. */
export async function rewrapDataKeys(env: Masters, tenant: TenantId, db: Writable): Promise<number> {
	const masters = await readMasters(env);
	const old = (await rowsOf(db)).filter(({ master }) => master !== masters.current);
	const statements = await Promise.all(
		old.map(async ({ version, master, wrapped }): Promise<Statement> => {
			const key = await unwrap(masters.of(master), { tenant, version, master }, wrapped);
			const fresh = await wrap(masters.of(masters.current), { tenant, version, master: masters.current }, key);
			return {
				// Only what was read is replaced: somebody with newer keys may have been here since.
				sql: "UPDATE data_keys SET master = ?3, wrapped = ?4 WHERE tenant = ?1 AND version = ?2 AND wrapped = ?5",
				values: [version, masters.current, fresh, wrapped],
			};
		}),
	);
	if (statements.length > 0) await db.batch(statements);
	return statements.length;
}

type About = { readonly tenant: TenantId; readonly version: number; readonly master: number };

const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const aad = ({ tenant, version, master }: About): Uint8Array =>
	new TextEncoder().encode(JSON.stringify([tenant, "data_keys.wrapped", version, master]));

async function wrap(master: MasterKey, about: About, key: Uint8Array): Promise<string> {
	const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
	const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad(about) }, master, key);
	return Buffer.concat([iv, new Uint8Array(body)]).toString("base64");
}

async function unwrap(master: MasterKey, about: About, wrapped: string): Promise<Uint8Array> {
	const bytes = new Uint8Array(Buffer.from(wrapped, "base64"));
	const algorithm = { name: "AES-GCM", iv: bytes.subarray(0, NONCE_BYTES), additionalData: aad(about) };
	const key = await crypto.subtle.decrypt(algorithm, master, bytes.subarray(NONCE_BYTES)).catch(() => null);
	if (key?.byteLength !== KEY_BYTES)
		throw broken("a data key cannot be unwrapped: it was altered, or the master key is another one");
	return new Uint8Array(key);
}

const MASTER = /^([1-9]\d{0,5}):([A-Za-z0-9+/]{43}=)$/;

/**
 * The first one wraps, all of them unwrap. So a new key is first put last, where every isolate comes to know it, then in
 * front, and the old one is taken away when nothing is under it any more.
 */
async function readMasters(env: Masters): Promise<{ current: number; of(version: number): MasterKey }> {
	const parsed = (env.MASTER_KEYS ?? "")
		.split(",")
		.map((each) => MASTER.exec(each.trim()))
		.map((match) => (match ? { version: Number(match[1]), bytes: Buffer.from(match[2] ?? "", "base64") } : null));
	const versions = new Set(parsed.map((each) => each?.version));
	const current = parsed[0]?.version;
	// Two keys of one version: which of them was meant nobody can know.
	if (current === undefined || parsed.includes(null) || versions.size < parsed.length)
		throw broken("MASTER_KEYS is missing or malformed");
	const keys = new Map<number, MasterKey>();
	for (const each of parsed) {
		if (each === null) continue;
		keys.set(each.version, await crypto.subtle.importKey("raw", each.bytes, "AES-GCM", false, ["encrypt", "decrypt"]));
	}
	return {
		current,
		of: (version) => {
			const key = keys.get(version);
			if (!key) throw broken(`MASTER_KEYS has no version ${version}`);
			return key;
		},
	};
}

const broken = (summary: string): FaultError =>
	new FaultError({ code: "master-key", retry: { when: "after-human" }, summary });
