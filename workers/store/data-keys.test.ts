import { env } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { describe, expect, test, vi } from "vitest";
import { KEYS_TTL_MS } from "#durable-objects/platform/vault.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import {
	forgetKeys,
	KEY_ANNOUNCED_MS,
	listKeyVersions,
	newDataKey,
	readDataKeys,
	rewrapDataKeys,
	rotateDataKey,
	unwrapDataKeys,
	vaultOf,
} from "./data-keys.ts";
import type { Statement } from "./statement.ts";
import { tenantDb } from "./tenant-db.ts";

const master = (version: number, byte = version) => `${version}:${Buffer.alloc(32, byte).toString("base64")}`;
const ONE = { MASTER_KEYS: master(1) };
const OURS = TenantId.parse("ours");
const CELL = { record: "r", column: "x.y" };

const rowOf = ({ values: [version, by, wrapped, active_from] }: Statement) => ({
	version,
	master: by,
	wrapped,
	active_from,
});
/** A table of one's own, which counts how often it is read. */
function table(...rows: Statement[]) {
	let reads = 0;
	return {
		rows,
		reads: () => reads,
		all: () => {
			reads++;
			return Promise.resolve(rows.map(rowOf));
		},
	};
}
const first = (tenant = OURS, by = ONE) => newDataKey(by, tenant, { version: 1, activeFrom: 0 });
const codeOf = (work: Promise<unknown>): Promise<string> =>
	work.then(
		() => "none",
		(error: unknown) => (error instanceof FaultError ? error.fault.code : String(error)),
	);

describe("master keys", () => {
	test.each([
		["nothing", undefined],
		["an empty text", ""],
		["no version", master(1).slice(2)],
		["version zero", master(0)],
		["a version with a sign", `-${master(1)}`],
		["a short key", `1:${Buffer.alloc(16).toString("base64")}`],
		["a long key", `1:${Buffer.alloc(33).toString("base64")}`],
		["letters that are not base64", master(1).replace("A", "*")],
		["a comma too many", `${master(2)},`],
		["a broken one beside a good one", `${master(2)},1:x`],
		["two of one version", `${master(1, 1)},${master(1, 2)}`],
	])("[SEC27] fail closed: %s", async (_what, keys) => {
		const bad = keys === undefined ? {} : { MASTER_KEYS: keys };
		expect(await codeOf(newDataKey(bad, OURS, { version: 1, activeFrom: 0 }))).toBe("master-key");
		expect(await codeOf(readDataKeys(bad, OURS, table(await first())))).toBe("master-key");
	});

	test("[SEC27] the first one wraps, and all unwrap", async () => {
		const [before, after] = [` ${master(1)} , ${master(2)} `, `${master(2)},${master(1)}`].map((keys) => ({
			MASTER_KEYS: keys,
		}));
		for (const [env, version] of [
			[before, 1],
			[after, 2],
		] as const) {
			const row = await newDataKey(env ?? {}, OURS, { version: 1, activeFrom: 0 });
			expect(row.values[1]).toBe(version);
			for (const other of [before, after]) expect(await unwrapDataKeys(other ?? {}, OURS, [row])).toHaveLength(1);
		}
	});

	test("[SEC27] a wrapped key opens for its tenant, its version and its master key, unaltered, and nowhere else", async () => {
		const row = await first();
		const [version, by, wrapped, from] = row.values;
		const turned = (at: number): string => {
			const bytes = Buffer.from(String(wrapped), "base64");
			bytes[at] = (bytes[at] ?? 0) ^ 1;
			return bytes.toString("base64");
		};
		const length = Buffer.from(String(wrapped), "base64").byteLength;
		const wrong: readonly [TenantId, Statement["values"]][] = [
			[TenantId.parse("theirs"), row.values],
			[OURS, [2, by ?? null, wrapped ?? null, from ?? null]],
			[OURS, [version ?? null, by ?? null, "", from ?? null]],
			...Array.from({ length }, (_, i): [TenantId, Statement["values"]] => [OURS, [1, 1, turned(i), 0]]),
		];
		for (const [tenant, values] of wrong)
			expect(await codeOf(unwrapDataKeys(ONE, tenant, [{ sql: "", values }]))).toBe("master-key");
		expect(await codeOf(unwrapDataKeys({ MASTER_KEYS: master(1, 9) }, OURS, [row]))).toBe("master-key");
		expect(await codeOf(unwrapDataKeys({ MASTER_KEYS: master(2) }, OURS, [row]))).toBe("master-key");
		const [opened] = await unwrapDataKeys(ONE, OURS, [row]);
		expect(opened?.key.byteLength).toBe(32);
		expect(opened?.key.some((byte) => byte !== 0)).toBe(true);
	});
});

describe("what is kept in memory", () => {
	test.each([
		[KEYS_TTL_MS - 1, 1],
		[KEYS_TTL_MS, 2],
		[-1, 2],
	])("[SEC27] after %i ms the rows were read %i times", async (ms, times) => {
		const clock = standStill();
		const at = { ...ONE };
		const rows = table(await first());
		await readDataKeys(at, OURS, rows);
		clock.advance(ms);
		await vaultOf(at, OURS, rows);
		expect(rows.reads()).toBe(times);
	});

	test("[SEC27] another environment has a memory of its own, and what is forgotten is read again", async () => {
		standStill();
		const rows = table(await first());
		const at = { ...ONE };
		for (const each of [at, { ...ONE }, at]) await readDataKeys(each, OURS, rows);
		expect(rows.reads()).toBe(2);
		forgetKeys(at, OURS);
		await readDataKeys(at, OURS, rows);
		expect(rows.reads()).toBe(3);
	});

	test("[SEC27] an unknown key makes whoever holds the keys read them again", async () => {
		standStill();
		const rows = table(await first());
		const behind = { ...ONE };
		const stale = await vaultOf(behind, OURS, rows);
		rows.rows.push(await newDataKey(ONE, OURS, { version: 2, activeFrom: 0 }));
		const sealed = (await vaultOf({ ...ONE }, OURS, rows)).seal(CELL, "x");
		expect(() => stale.open(CELL, sealed)).toThrow("key-missing");
		expect((await vaultOf(behind, OURS, rows)).open(CELL, sealed)).toBe("x");
	});

	test("[SEC27] a tenant without keys has none", async () => {
		expect(await codeOf(readDataKeys({ ...ONE }, OURS, table()))).toBe("key-missing");
	});
});

describe("rotation", () => {
	const dbOf = (tenant: TenantId) => tenantDb(env, tenant, tenant);

	test("[SEC27] a new key is announced before it is used, and a second one waits until it is", async () => {
		const clock = standStill();
		const { tenant } = await newTenant("rotate");
		const db = dbOf(tenant);
		const before = await db.vault();
		const at = clock.now();
		expect(await rotateDataKey(env, tenant, db)).toEqual({
			version: 2,
			activeFrom: at + KEY_ANNOUNCED_MS,
			masterVersion: 1,
		});
		expect(await rotateDataKey(env, tenant, db)).toBeNull();
		clock.advance(KEY_ANNOUNCED_MS - 1);
		expect(await rotateDataKey(env, tenant, db)).toBeNull();
		expect((await db.vault()).seal(CELL, "x")).toMatch(/^aa1\.1\./);
		clock.advance(1);
		const after = await db.vault();
		expect(after.seal(CELL, "x")).toMatch(/^aa1\.2\./);
		expect(after.open(CELL, before.seal(CELL, "x"))).toBe("x");
		expect(await rotateDataKey(env, tenant, db)).toMatchObject({ version: 3 });
		expect((await listKeyVersions(db)).map((each) => each.version)).toEqual([1, 2, 3]);
	});

	test("[SEC27] of two who rotate at once one does", async () => {
		standStill();
		const { tenant } = await newTenant("race");
		const both = await Promise.all([1, 2].map(() => rotateDataKey({ ...env }, tenant, dbOf(tenant))));
		expect(both.filter((each) => each !== null)).toHaveLength(1);
		expect(await listKeyVersions(dbOf(tenant))).toHaveLength(2);
	});

	test("[SEC27] every memory knows the new key before anybody writes with it", () => {
		// The Worker's own memory, and behind it an object's: what both may be late by, with a third of it to spare.
		expect(2 * KEYS_TTL_MS * 1.5).toBeLessThanOrEqual(KEY_ANNOUNCED_MS);
	});

	test("[SEC27] under a new master key the data keys are the same; then the old one may go", async () => {
		vi.spyOn(console, "error").mockImplementation(() => undefined);
		standStill();
		const { tenant } = await newTenant("rewrap");
		const db = dbOf(tenant);
		await rotateDataKey(env, tenant, db);
		const sealed = (await db.vault()).seal(CELL, "x");
		const both = { MASTER_KEYS: `${master(7)},${env.MASTER_KEYS}` };
		expect(await rewrapDataKeys(both, tenant, db)).toBe(2);
		expect(await rewrapDataKeys(both, tenant, db)).toBe(0);
		expect((await listKeyVersions(db)).map((each) => each.masterVersion)).toEqual([7, 7]);
		expect((await vaultOf({ MASTER_KEYS: master(7) }, tenant, db)).open(CELL, sealed)).toBe("x");
		expect(await codeOf(vaultOf({ MASTER_KEYS: env.MASTER_KEYS ?? "" }, tenant, db))).toBe("master-key");
		// Whoever has the old one alone changes nothing; in front of the other it takes them back.
		expect(await codeOf(rewrapDataKeys({ MASTER_KEYS: env.MASTER_KEYS ?? "" }, tenant, db))).toBe("master-key");
		expect((await listKeyVersions(db)).map((each) => each.masterVersion)).toEqual([7, 7]);
		const back = { MASTER_KEYS: `${env.MASTER_KEYS},${master(7)}` };
		expect(await rewrapDataKeys(back, tenant, db)).toBe(2);
		expect((await vaultOf({ MASTER_KEYS: env.MASTER_KEYS ?? "" }, tenant, db)).open(CELL, sealed)).toBe("x");
	});
});
