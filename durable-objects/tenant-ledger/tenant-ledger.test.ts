import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { crash } from "#durable-objects/testing/deal.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { EffectKey, tenantLedgerName } from "#knowledge/core/vocabulary/ids.ts";
import { HOUR_MS } from "#knowledge/core/vocabulary/time.ts";

const LIMITS = { normalPerHour: 3, perDay: 100, perContactDay: 100 };

async function fresh() {
	const clock = standStill();
	const at = await newTenant("ledger");
	const raw = () => env.TENANT_LEDGER.getByName(tenantLedgerName(at.tenant));
	const ledger = () => ledgerStub(env, at.human);
	const admit = async (name: string, limits = LIMITS, asker: TestTenant = at) => {
		const key = EffectKey.parse(sha256(name));
		const answered = await (raw() as unknown as ReturnType<typeof ledger>).admit(asker.call(), {
			key,
			contacts: [at.contact("mara@brightfen.example")],
			limits,
		});
		if (answered.type !== "done") return answered.type === "refused" ? answered.refusal.code : "fault";
		return answered.value.admitted ? "admitted" : answered.value.fault.code;
	};
	const tables = () =>
		runInDurableObject(raw(), (_, state) =>
			state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%'").toArray(),
		);
	return { clock, at, ledger, admit, tables };
}

test("[SN1] a key that was admitted stays admitted, through repeats, crashes and a stop, and counts once", async () => {
	const { admit } = await fresh();
	for (let i = 0; i < 5; i++) expect(await admit("one")).toBe("admitted");
	await crash();
	expect(await admit("one")).toBe("admitted");
	expect(await Promise.all(["two", "three", "four"].map((name) => admit(name)))).toEqual([
		"admitted",
		"admitted",
		"anomaly-stop",
	]);
	await crash();
	expect(await admit("one")).toBe("admitted");
	expect(await admit("five")).toBe("anomaly-stop");
});

test("[S4-17] of fifty sends at once no more pass than the normal of an hour", async () => {
	const { admit } = await fresh();
	const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => admit(`burst-${i}`)));
	expect(answers.filter((each) => each === "admitted")).toHaveLength(LIMITS.normalPerHour);
	expect(answers.filter((each) => each === "anomaly-stop")).toHaveLength(50 - LIMITS.normalPerHour);
});

test("[SN3] a stop outlasts the hour and a crash; after a person's release the count begins anew", async () => {
	const { clock, at, ledger, admit } = await fresh();
	for (const name of ["a", "b", "c", "d"]) await admit(name);
	clock.advance(3 * HOUR_MS);
	await crash();
	expect(await admit("e")).toBe("anomaly-stop");
	expect((await ledger().release(at.call(at.admin))).type).toBe("done");
	expect(await ledger().stop(at.call())).toEqual({ type: "done", value: null });
	expect(await Promise.all(["e", "f", "g"].map((name) => admit(name)))).toEqual(Array(3).fill("admitted"));
});

test("[INV12] a ledger answers nobody of another tenant, and is not made by the asking", async () => {
	const { at, admit, tables } = await fresh();
	const stranger = await newTenant("ledger-other");
	expect(await admit("one", LIMITS, stranger)).toBe("not-found");
	const raw = env.TENANT_LEDGER.getByName(tenantLedgerName(at.tenant));
	expect(await raw.stop(stranger.call())).toMatchObject({ refusal: { code: "not-found" } });
	expect(await raw.release(stranger.call())).toMatchObject({ refusal: { code: "not-found" } });
	expect(await tables()).toEqual([]);
});
