import { runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { systemCall } from "#durable-objects/platform/system.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { gate, giveModel, giveSmallCrew, NOTHING, paidAnswer } from "#durable-objects/testing/crew.setup.ts";
import { crash, refusalOf, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";

async function opened(name: string) {
	standStill();
	const at = await newTenant(name);
	giveSmallCrew(at);
	const deal = testDeal(at);
	const tearDown = { ...systemCall(at.tenant, "tear-down", { now: Date.now(), settingsVersion: 0 }), deal: deal.id };
	return { at, deal, tearDown };
}

const notFound = { type: "refused", refusal: { code: "not-found" } };

test("[S0-84] a deal that is torn down has no row, no alarm and no socket left, and answers like one that never was", async () => {
	const { deal, tearDown } = await opened("purge");
	await deal.receive("first");
	expect(await deal.rpc().remains(tearDown)).toMatchObject({ type: "done", value: expect.any(Number) });
	const response = await deal.raw().fetch("https://deal.internal/socket", {
		headers: { upgrade: "websocket", "x-deal-call": JSON.stringify(deal.by()) },
	});
	const closed: number[] = [];
	response.webSocket?.accept();
	response.webSocket?.addEventListener("close", ({ code }) => void closed.push(code));
	expect(refusalOf(await deal.rpc().purge(tearDown))).toBe("done");
	await vi.waitFor(() => expect(closed).toEqual([4410]));
	expect(await deal.rpc().remains(tearDown)).toEqual({ type: "done", value: 0 });
	expect(await deal.alarm()).toBeNull();
	// From memory, and from storage.
	for (const forget of [async () => undefined, crash]) {
		await forget();
		expect(await deal.rpc().read(deal.by())).toMatchObject(notFound);
		expect(await deal.rpc().remains(tearDown)).toEqual({ type: "done", value: 0 });
	}
	expect(refusalOf(await deal.rpc().purge(tearDown))).toBe("done");
});

test("[S0-84] what was under way while a deal was torn down writes nothing back", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const { at, deal, tearDown } = await opened("purge-busy");
	const asked = gate();
	const answered = gate();
	giveModel(at, async () => {
		asked.open();
		await answered.passed();
		return paidAnswer(NOTHING);
	});
	const waiting = deal.receive("first");
	await asked.passed();
	await waiting;
	await deal.rpc().purge(tearDown);
	answered.open();
	await runInDurableObject(deal.raw(), () => scheduler.wait(50));
	expect(await deal.rpc().remains(tearDown)).toEqual({ type: "done", value: 0 });
	// Mail that was still on its way to it opens nothing in this life of the object.
	expect(await deal.receive("second")).toMatchObject(notFound);
	expect(await deal.rpc().remains(tearDown)).toEqual({ type: "done", value: 0 });
});

test("[S0-84] nobody but the tear-down purges or counts: no role, and no other object of ours", async () => {
	const { at, deal, tearDown } = await opened("purge-roles");
	await deal.receive("first");
	const named = at.person("system.tear-down", ["tenant-admin"]);
	for (const principal of [at.admin, at.human, at.rep, at.reader, at.agent, named]) {
		expect(await deal.rpc().purge(deal.by(principal))).toMatchObject(notFound);
		expect(await deal.rpc().remains(deal.by(principal))).toMatchObject(notFound);
	}
	const stranger = await newTenant("purge-stranger");
	const { principal } = systemCall(stranger.tenant, "tear-down", { now: Date.now(), settingsVersion: 0 });
	expect(await deal.rpc().purge({ ...tearDown, principal })).toMatchObject(notFound);
	expect((await deal.read()).counts.signals).toBe(1);
});

test("[SEC8] counting what is left of a deal that never was creates nothing", async () => {
	const { deal, tearDown } = await opened("purge-none");
	expect(await deal.rpc().remains(tearDown)).toEqual({ type: "done", value: 0 });
	expect(await deal.sql("SELECT name FROM sqlite_master WHERE name NOT GLOB '_cf_*'")).toEqual([]);
});
