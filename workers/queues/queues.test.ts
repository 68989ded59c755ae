import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { failDeliveriesTo, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { failSweepsOf, testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { failLedgers } from "#durable-objects/testing/ledger.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { receiveBatch } from "./queues.ts";

async function fresh() {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const clock = standStill();
	const at = await newTenant("queue");
	giveSmallCrew(at);
	return { clock, at, inbox: testInbox(at) };
}

/** What became of each message: acknowledged, or to come again. */
async function consume(queue: string, bodies: readonly unknown[], ids = bodies.map((_, i) => `m-${i}`)) {
	const batch = createMessageBatch(
		queue,
		bodies.map((body, i) => ({ id: ids[i] ?? `m-${i}`, timestamp: new Date(), attempts: 1, body })),
	);
	await receiveBatch(batch, { env, ctx: createExecutionContext() });
	const { explicitAcks, retryMessages } = await getQueueResult(batch, createExecutionContext());
	return { acked: explicitAcks, again: retryMessages.map((each) => each.msgId) };
}

const incidents = async (tenant: string) =>
	(await env.DB.prepare("SELECT id, queue, code FROM incidents WHERE tenant = ? ORDER BY id").bind(tenant).all())
		.results;

test("[INV7] a doorbell brings what is stored; five times the same bell brings it once", async () => {
	const { at, inbox } = await fresh();
	await inbox.accept("one");
	expect(await consume("signals", Array(5).fill({ tenant: at.tenant }))).toEqual({
		acked: ["m-0", "m-1", "m-2", "m-3", "m-4"],
		again: [],
	});
	expect(await inbox.get("one")).toMatchObject({ state: "delivered", attempts: 1 });
});

test("[REL7] messages that nobody can read are buried, each with its incident, and their neighbours are worked on", async () => {
	const { at, inbox } = await fresh();
	await inbox.accept("one");
	const bodies = [null, { tenant: at.tenant }, { tenant: "NOT A TENANT" }, "text", 7, { tenant: at.tenant, more: [1] }];
	expect((await consume("signals", bodies)).acked).toHaveLength(bodies.length);
	expect(await inbox.get("one")).toMatchObject({ state: "delivered" });
	expect(await consume("events", [{ tenant: at.tenant, deal: "no deal", version: 1 }], ["poison-1"])).toEqual({
		acked: ["poison-1"],
		again: [],
	});
	expect(await incidents(at.tenant)).toEqual([{ id: "poison-1", queue: "events", code: "malformed" }]);
});

test("[REL7] a message whose work fails comes again alone; what went well beside it stays acknowledged", async () => {
	const { at, inbox } = await fresh();
	const other = await newTenant("queue-other");
	const others = testInbox(other);
	await inbox.accept("one");
	await others.accept("one");
	failSweepsOf(at);
	expect(await consume("signals", [{ tenant: at.tenant }, { tenant: other.tenant }])).toEqual({
		acked: ["m-1"],
		again: ["m-0"],
	});
	expect(await others.get("one")).toMatchObject({ state: "delivered" });
	expect(await inbox.get("one")).toMatchObject({ state: "accepted" });
});

test("[INV7] a deal that cannot be reached is the inbox's to try again: the bell itself was heard", async () => {
	const { at, inbox } = await fresh();
	failDeliveriesTo(inbox.opened("one"));
	await inbox.accept("one");
	expect(await consume("signals", [{ tenant: at.tenant }])).toEqual({ acked: ["m-0"], again: [] });
	expect(await inbox.get("one")).toMatchObject({ state: "accepted", attempts: 1 });
});

test("[REL5] lists follow the deal whatever order the events come in, and an old one changes nothing", async () => {
	const { at } = await fresh();
	const deal = testDeal(at);
	await env.DB.prepare(
		"INSERT INTO deals (tenant, deal, name, stage, region, updated_at) VALUES (?, ?, '', 'PROSPECTING', 'emea', 0)",
	)
		.bind(at.tenant, deal.id)
		.run();
	await deal.receive("first");
	const { version } = await deal.read();
	const message = (of: number) => ({ tenant: at.tenant, deal: deal.id, version: of });
	const order = [version, 1, 3, version, 2];
	expect((await consume("events", order.map(message))).acked).toHaveLength(order.length);
	const row = await env.DB.prepare("SELECT version, open_approvals, facts FROM deals WHERE tenant = ? AND deal = ?")
		.bind(at.tenant, deal.id)
		.first();
	expect(row).toEqual({ version, open_approvals: 1, facts: 1 });
	expect(await deal.sql("SELECT projected FROM board")).toEqual([{ projected: version }]);
});

test("[REL15] a list that was altered or lost is repaired by the next change of its deal", async () => {
	const { clock, at } = await fresh();
	const deal = testDeal(at);
	await deal.receive("first");
	await deal.settle(clock);
	await env.DB.batch([
		env.DB.prepare("DELETE FROM deals WHERE tenant = ?").bind(at.tenant),
		env.DB.prepare("DELETE FROM approvals WHERE tenant = ?").bind(at.tenant),
		env.DB.prepare("DELETE FROM contacts WHERE tenant = ?").bind(at.tenant),
	]);
	await deal.receive("second", { text: "Is onboarding included?" });
	await deal.settle(clock);
	const { version, approvals } = await deal.read();
	const listed = await env.DB.prepare("SELECT version FROM deals WHERE tenant = ?").bind(at.tenant).first();
	expect(listed).toEqual({ version });
	const open = await env.DB.prepare("SELECT approval FROM approvals WHERE tenant = ?").bind(at.tenant).all();
	expect(open.results).toEqual(approvals.map((each) => ({ approval: each.id })));
});

test("[S0-28] an audit entry that came by the queue stands once, however often it comes; of an account that is gone nothing is written", async () => {
	const { at } = await fresh();
	const actor = { kind: at.human.kind, id: at.human.id, token: null };
	const fact = { at: new Date().toISOString(), actor, right: "regional-human·decide", action: "approve", target: [] };
	const more = { address: null, requestId: crypto.randomUUID(), result: "done", status: 200 };
	const message = { kind: "audit", tenant: at.tenant, fact: { ...fact, ...more } };
	const gone = { ...message, tenant: `gone-${crypto.randomUUID().slice(0, 8)}` };
	const wrong = { ...message, fact: { ...message.fact, note: "a word too much" } };
	expect((await consume("events", [message, message, gone])).acked).toEqual(["m-0", "m-1", "m-2"]);
	expect((await consume("events", [message])).acked).toEqual(["m-0"]);
	expect((await consume("events", [wrong], ["wrong-1"])).acked).toEqual(["wrong-1"]);
	const page = await ledgerStub(env, at.agent).auditPage(at.call(at.agent), 0, 10);
	expect(page).toMatchObject({ type: "done", value: { head: { seq: 1 }, entries: [{ seq: 1 }] } });
	expect(await incidents(at.tenant)).toEqual([{ id: "wrong-1", queue: "events", code: "malformed" }]);
});

test("[S0-28] an audit entry whose ledger stays away goes round until it is stored", async () => {
	const { at } = await fresh();
	const actor = { kind: at.human.kind, id: at.human.id, token: null };
	const fact = { at: new Date().toISOString(), actor, right: "none", action: "approve", target: [], address: null };
	const message = {
		kind: "audit",
		tenant: at.tenant,
		fact: { ...fact, requestId: crypto.randomUUID(), result: "not-allowed", status: 403 },
	};
	const sent: unknown[] = [];
	const away = failLedgers("audit");
	vi.spyOn(env.EVENTS, "send").mockImplementation(async (body) => void sent.push(body) as never);
	expect((await consume("events", [message])).acked).toEqual(["m-0"]);
	expect(sent).toEqual([message]);
	away.mockRestore();
	expect((await consume("events", sent)).acked).toEqual(["m-0"]);
	expect(sent).toHaveLength(1);
	const page = await ledgerStub(env, at.agent).auditPage(at.call(at.agent), 0, 10);
	expect(page).toMatchObject({ value: { head: { seq: 1 } } });
});

test("[SEC30] dead letters become incidents of their tenant, once each, and are done with", async () => {
	const { at } = await fresh();
	const bodies = [{ tenant: at.tenant }, { tenant: at.tenant, deal: "x" }, "no tenant at all"];
	const ids = ["dead-1", "dead-2", "dead-3"];
	expect((await consume("dead-letters", bodies, ids)).acked).toEqual(ids);
	expect((await consume("dead-letters", bodies, ids)).acked).toEqual(ids);
	expect(await incidents(at.tenant)).toEqual([
		{ id: "dead-1", queue: "dead-letters", code: "retries-exhausted" },
		{ id: "dead-2", queue: "dead-letters", code: "retries-exhausted" },
	]);
});
