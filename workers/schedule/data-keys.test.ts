import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { answer } from "#durable-objects/platform/answer.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { listKeyVersions } from "#workers/store/data-keys.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";
import { rewrapTick } from "./data-keys.ts";

const CELL = { record: "r", column: "x.y" };

test("[SEC27] with a new master key in front the clock brings every data key under it; then the old one may go", async () => {
	standStill();
	vi.spyOn(console, "info").mockImplementation(() => undefined);
	const { tenant } = await newTenant("rewrap-tick");
	const fresh = `9:${btoa("\t".repeat(32))}`;
	const [before, both, after] = [
		env,
		{ ...env, MASTER_KEYS: `${fresh},${env.MASTER_KEYS}` },
		{ ...env, MASTER_KEYS: fresh },
	];
	const vaultIn = (world: typeof env) => tenantDb(world, tenant, tenant).vault();
	const sealed = (await vaultIn(before)).seal(CELL, "x");
	expect(await rewrapTick(both, tenant)).toEqual({ type: "done", value: 1 });
	expect(await rewrapTick(both, tenant)).toEqual({ type: "done", value: 0 });
	expect((await listKeyVersions(tenantDb(env, tenant, tenant))).map((each) => each.masterVersion)).toEqual([9]);
	for (const world of [both, after]) expect((await vaultIn(world)).open(CELL, sealed)).toBe("x");
	// Whoever has unwrapped it before knows it still, and nobody else does without the new master key.
	expect((await vaultIn(before)).open(CELL, sealed)).toBe("x");
	await expect(vaultIn({ ...env })).rejects.toThrow("MASTER_KEYS has no version 9");
});

test("[SEC27] a key that no master key opens is left as it is, and said", async () => {
	standStill();
	const { tenant } = await newTenant("rewrap-not");
	const stranger = { ...env, MASTER_KEYS: `9:${btoa("\t".repeat(32))}` };
	expect(await answer("rewrap", () => rewrapTick(stranger, tenant))).toMatchObject({
		type: "fault",
		fault: { code: "master-key", retry: { when: "after-human" } },
	});
	expect((await listKeyVersions(tenantDb(env, tenant, tenant))).map((each) => each.masterVersion)).toEqual([1]);
});
