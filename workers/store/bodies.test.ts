import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { bodiesOf, dbOf } from "#durable-objects/testing/sealed.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { forgetKeys, rotateDataKey } from "./data-keys.ts";

const TYPE = "application/octet-stream";

async function two() {
	const clock = standStill();
	const [ours, theirs] = [await newTenant("bodies-a"), await newTenant("bodies-b")];
	const key = (at: { tenant: string }, name: string): string => `t/${at.tenant}/signals/${name}`;
	return { clock, ours, theirs, key };
}

test.each([
	["nothing", new Uint8Array()],
	["a byte", Uint8Array.of(0)],
	["what looks sealed", Uint8Array.of(0x41, 0x41, 0x31, 0, 0, 0, 0, 1, 9, 9)],
	["ten megabytes", new Uint8Array(10 * 1024 * 1024).fill(7)],
])("[SEC27] a body comes back as it was, and is stored otherwise: %s", async (_what, bytes) => {
	const { ours, key } = await two();
	const bodies = bodiesOf(ours);
	await bodies.put(key(ours, "one"), bytes, TYPE);
	const back = await bodies.get(key(ours, "one"));
	expect(back?.byteLength).toBe(bytes.byteLength);
	expect(back?.every((byte, i) => byte === bytes[i])).toBe(true);
	const stored = await env.BODIES.get(key(ours, "one"));
	const raw = new Uint8Array((await stored?.arrayBuffer()) ?? new ArrayBuffer(0));
	expect(raw.byteLength).toBe(bytes.byteLength + 36);
	expect(stored?.customMetadata).toEqual({});
	expect(raw.subarray(20, 28).every((byte) => byte === 7)).toBe(false);
});

test("[SEC1] a body of another tenant is neither read, written nor deleted, whoever names it", async () => {
	const { ours, theirs, key } = await two();
	const [mine, yours] = [bodiesOf(ours), bodiesOf(theirs)];
	await yours.put(key(theirs, "one"), "theirs", TYPE);
	for (const name of [key(theirs, "one"), `t/${ours.tenant}x/signals/one`, "one", `/t/${ours.tenant}/one`, ""]) {
		await expect(mine.get(name)).rejects.toThrow("not-ours");
		await expect(mine.put(name, "x", TYPE)).rejects.toThrow("not-ours");
		await expect(mine.delete([key(ours, "none"), name])).rejects.toThrow("not-ours");
	}
	expect(await mine.list(10)).toEqual([]);
	expect(await yours.list(10)).toEqual([key(theirs, "one")]);
	expect(new TextDecoder().decode((await yours.get(key(theirs, "one"))) ?? undefined)).toBe("theirs");
});

test("[SEC27] a body of before is read as it stands, of an older key as well; without the tenant's keys there is nothing", async () => {
	const { clock, ours, key } = await two();
	const bodies = bodiesOf(ours);
	const text = async (name: string) => new TextDecoder().decode((await bodies.get(key(ours, name))) ?? undefined);
	await env.BODIES.put(key(ours, "before"), "From: before");
	await bodies.put(key(ours, "older"), "From: older", TYPE);
	await rotateDataKey(env, ours.tenant, dbOf(ours));
	clock.advance(MINUTE_MS);
	await bodies.put(key(ours, "newer"), "From: newer", TYPE);
	for (const name of ["before", "older", "newer"]) expect(await text(name)).toBe(`From: ${name}`);
	expect(await bodies.get(key(ours, "none"))).toBeNull();
	const version = async (name: string) =>
		new Uint8Array((await (await env.BODIES.get(key(ours, name)))?.arrayBuffer()) ?? [])[7];
	expect([await version("older"), await version("newer")]).toEqual([1, 2]);
	// Destroying the keys destroys what they sealed, and nobody writes in the clear instead.
	await env.DB.prepare("DELETE FROM data_keys WHERE tenant = ?").bind(ours.tenant).run();
	forgetKeys(env, ours.tenant);
	await expect(bodies.get(key(ours, "older"))).rejects.toThrow("key-missing");
	await expect(bodies.put(key(ours, "again"), "x", TYPE)).rejects.toThrow("key-missing");
	expect(await bodies.list(10)).toHaveLength(3);
});
