import { createExecutionContext, createMessageBatch, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { DealAgent } from "#durable-objects/deal-agent/deal-agent.ts";
import { inboxStub } from "#durable-objects/stubs.ts";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { crash, MARA, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { issueToken } from "#durable-objects/testing/tenant.setup.ts";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { PLATFORM_TENANT, TenantId, tenantLedgerName } from "#knowledge/core/vocabulary/ids.ts";
import { DRAIN_MS, tearDown, tearDownTick } from "./accounts/tear-down.ts";
import { gatewayOf } from "./ingress/gateway-of.ts";
import { receiveBatch } from "./queues/queues.ts";
import { dealsToPurge } from "./store/accounts.ts";
import { tenantDb } from "./store/tenant-db.ts";
import { comeIn, newAccount, type Platform, platformAdmin } from "./testing/accounts.setup.ts";
import { client, dealByMail, json } from "./testing/api.setup.ts";
import { listDeals } from "./testing/lists.setup.ts";
import { mailWithFile } from "./testing/mail-with-file.ts";
import { bodiesNaming, contentOf, objectsNow, rowsNaming } from "./testing/remnants.setup.ts";
import { listen } from "./testing/sockets.setup.ts";

const withFile = (to: string): string =>
	mailWithFile({
		headers: {
			From: `${MARA.name} <${MARA.address}>`,
			To: to,
			Subject: "Our seats",
			"Message-ID": "<seats@brightfen.example>",
		},
		lines: ["Hi, the list of our seats is attached."],
		file: { name: "seats.csv", lines: ["team;seats", "Billing;18"] },
	});

/** An account that has done everything that leaves something behind. */
async function usedAccount(clock: Clock) {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	const platform = await platformAdmin();
	// The platform's own ledger is there before anything of the account is.
	await platform.send("/v1/accounts?limit=1");
	const before = await objectsNow();
	const asked = newAccount("gone");
	expect((await platform.send("/v1/accounts", json(asked))).status).toBe(201);
	const at = await comeIn(asked.account);
	giveSmallCrew(at);
	startSink("keyed");
	const about = await dealByMail(at, clock);
	const { deal, approval } = about;
	const { send } = await client(at);
	await deal.approve(approval, at.human);
	await deal.settle(clock);
	expect(await deal.outbox()).toMatchObject([{ state: "sent" }]);
	await send("signals/email", {
		method: "POST",
		body: withFile(at.mailbox),
		headers: { "content-type": "message/rfc822" },
	});
	const fork = await (await send(`deals/${deal.id}/fork`, { ...json({ label: "What if" }), method: "POST" })).json<{
		id: string;
	}>();
	expect(fork.id).toMatch(/^d-/);
	expect((await send("deals", json({ name: "By hand", region: "emea" }))).status).toBe(201);
	const method = { ...json(OPERATIONS.putMethodology.example), method: "PUT" };
	expect((await (await client(at, at.admin)).send("methodologies/bant", method)).status).toBe(200);
	await issueToken(at.human, "session");
	const socket = await listen(at, deal.id, 0);
	const made = [...(await objectsNow())].filter(([id]) => !before.has(id)).map(([, found]) => found);
	return { platform, account: asked.account, at, about, socket, made };
}

/** Asks until it is closed, as a caller does who is told that there is something left. */
async function closeWhole(clock: Clock, platform: Platform, account: string) {
	const statuses: number[] = [];
	for (let asked = 0; asked < 20; asked++) {
		const response = await platform.close(account);
		const body = await response.json<{ state: string; left: { waitsMs: number } | null }>();
		expect(OPERATIONS.closeAccount.answer.safeParse(body).error, JSON.stringify(body)).toBeUndefined();
		statuses.push(response.status);
		if (response.status !== 202) return { statuses, body };
		clock.advance(body.left?.waitsMs ?? 0);
	}
	throw new Error("still closing");
}

type Used = Awaited<ReturnType<typeof usedAccount>>;

/** Everybody who may still have something for the account says it now; objects have forgotten that they were told to go. */
async function ringEverything({ at, made, about }: Used, view: DealView) {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const { tenant } = at;
	const { id } = about.deal;
	const send = (queue: string, body: unknown) =>
		receiveBatch(createMessageBatch(queue, [{ id: `late-${queue}`, timestamp: new Date(), attempts: 3, body }]), {
			env,
			ctx: createExecutionContext(),
		});
	await crash();
	await send("signals", { tenant });
	await send("events", { tenant, deal: id, version: 99 });
	await send("dead-letters", { tenant, deal: id, version: 99 });
	for (const { stub } of made)
		await runInDurableObject(stub(), (object) => (object as unknown as { alarm?(): Promise<void> }).alarm?.());
	const gateway = gatewayOf(createExecutionContext(), tenant);
	expect(await gateway.reconcile(id)).toEqual({ type: "done", value: false });
	const late = [
		await gateway.project(view),
		await about.deal.receive("too-late"),
		await testDeal(at, "another").receive("too-late"),
		await inboxStub(env, at.human).accept(at.call(), testInbox(at).incoming("too-late")),
	];
	expect(late.map(({ type }) => type)).not.toContain("done");
}

test("[S0-19] provision, use, tear down: nothing is left in any row, object, or bucket, and nothing brings it back", async () => {
	const clock = standStill();
	const used = await usedAccount(clock);
	const { platform, account, at, about, socket, made } = used;
	const view = await about.deal.read();
	expect(made.length).toBeGreaterThanOrEqual(5);
	const kinds = (await env.BODIES.list({ prefix: `t/${account}/` })).objects.map(({ key }) => key.split("/")[2]);
	expect(new Set(kinds)).toEqual(new Set(["signals", "sent"]));
	// Two mails, a file, and the copy of what was sent.
	expect(await bodiesNaming(account)).toBe(4);
	const key = await client(at);

	const { statuses, body } = await closeWhole(clock, platform, account);
	expect(statuses.slice(0, -1).every((status) => status === 202)).toBe(true);
	expect(statuses.at(-1)).toBe(200);
	expect(body).toMatchObject({ state: "closed", left: null, proof: { bodies: 0, keys: 0 } });
	const { proof } = body as unknown as {
		proof: { rows: Record<string, number>; objects: { asked: number; remaining: number } };
	};
	expect(Object.values(proof.rows).every((count) => count === 0)).toBe(true);
	expect(Object.keys(proof.rows).sort()).toEqual(await tablesOfD1());
	expect(proof.objects).toEqual({ asked: made.length, remaining: 0 });

	const left = async () => (await rowsNaming(account)).filter((table) => !PLATFORM_TABLES.has(table));
	expect(await left()).toEqual([]);
	expect(await bodiesNaming(account)).toBe(0);
	for (const { name, stub } of made) expect(await contentOf(stub()), name).toBe(0);
	expect(await socket.closed).toBeGreaterThanOrEqual(4000);
	expect((await key.send("deals")).status).toBe(401);

	expect(await purgesTold(account)).toBe(1);

	await ringEverything(used, view);
	await tearDownTick(env);
	expect(await left()).toEqual([]);
	for (const { name, stub } of made) expect(await contentOf(stub()), name).toBe(0);
	expect(await bodiesNaming(account)).toBe(0);
}, 20_000);

/** What the platform's own tenant keeps of an account that ended: that it did, and the audit of who ended it. */
const PLATFORM_TABLES = new Set(["closed_accounts", "audit_entries"]);

/** Entries of the platform's own chain that say that this account is gone. */
const purgesTold = (account: string): Promise<number> =>
	runInDurableObject(
		env.TENANT_LEDGER.getByName(tenantLedgerName(PLATFORM_TENANT)),
		(_, { storage }) =>
			storage.sql
				.exec("SELECT seq FROM audit WHERE json LIKE '%\"account.purged\"%' AND json LIKE ?", `%"account:${account}"%`)
				.toArray().length,
	);

const tablesOfD1 = async (): Promise<readonly string[]> =>
	(
		await env.DB.prepare(
			"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name <> 'd1_migrations' ORDER BY name",
		).all<{ name: string }>()
	).results.map(({ name }) => name);

test("[S0-19] every table refers to its tenant: once that is gone, the database itself takes no row of it", async () => {
	for (const table of await tablesOfD1()) {
		const { results } = await env.DB.prepare('SELECT "table", "from" FROM pragma_foreign_key_list(?)')
			.bind(table)
			.all();
		expect(results, table).toEqual(table === "tenants" ? [] : [{ table: "tenants", from: "tenant" }]);
	}
});

test("[S0-19] a name is never given again, and asking once more answers with the same proof", async () => {
	const clock = standStill();
	const platform = await platformAdmin();
	const asked = newAccount("once");
	await platform.send("/v1/accounts", json(asked));
	const { body } = await closeWhole(clock, platform, asked.account);
	const again = await platform.close(asked.account);
	expect(again.status).toBe(200);
	expect(await again.json()).toEqual(body);
	const taken = await platform.send("/v1/accounts", json(asked));
	expect(taken.status).toBe(409);
	expect((await taken.json<{ detail: string }>()).detail).toContain("not given twice");
});

test("[S0-19] a tear-down takes the confirmation by name, and until it began nothing has changed", async () => {
	const platform = await platformAdmin();
	const asked = newAccount("named");
	await platform.send("/v1/accounts", json(asked));
	const wrong = await platform.send(`/v1/accounts/${asked.account}`, {
		...json({ confirm: "another-one" }),
		method: "DELETE",
	});
	expect(wrong.status).toBe(422);
	const none = await platform.send(`/v1/accounts/${asked.account}`, { ...json({}), method: "DELETE" });
	expect(none.status).toBe(400);
	const at = await comeIn(asked.account);
	expect((await (await client(at)).send("deals")).status).toBe(200);
});

test("[S0-19] from the first request on nobody is let in; what was under way has its time, and only then anything goes", async () => {
	const clock = standStill();
	const platform = await platformAdmin();
	const asked = newAccount("drain");
	await platform.send("/v1/accounts", json(asked));
	const at = await comeIn(asked.account);
	const { send } = await client(at);
	const first = await platform.close(asked.account);
	expect(first.status).toBe(202);
	expect(await first.json()).toMatchObject({ state: "closing", left: { waitsMs: DRAIN_MS } });
	expect((await send("deals")).status).toBe(403);
	expect((await platform.patch(`/v1/accounts/${asked.account}`, { state: "active" })).status).toBe(409);
	clock.advance(DRAIN_MS - 1);
	expect(await (await platform.close(asked.account)).json()).toMatchObject({ left: { waitsMs: 1 } });
	expect(
		await env.DB.prepare("SELECT COUNT(*) AS n FROM data_keys WHERE tenant = ?").bind(asked.account).first("n"),
	).toBe(1);
	clock.advance(1);
	expect((await platform.close(asked.account)).status).toBe(200);
});

const RESET = { code: "internal", retry: { when: "later", afterMs: 1 }, summary: "the object was reset" } as const;

test("[S0-19] a tear-down that breaks off goes on by the clock, from wherever it broke off", async () => {
	const clock = standStill();
	const { platform, account, made } = await usedAccount(clock);
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	await platform.close(account);
	clock.advance(DRAIN_MS);
	const { purge } = DealAgent.prototype;
	let calls = 0;
	const broken = vi.spyOn(DealAgent.prototype, "purge").mockImplementation(function (this: DealAgent, call) {
		calls += 1;
		return calls === 2 ? Promise.resolve({ type: "fault", fault: RESET }) : purge.call(this, call);
	});
	await tearDownTick(env);
	broken.mockRestore();
	const db = tenantDb(env, TenantId.parse(account), TenantId.parse(account));
	expect((await dealsToPurge(db, 10)).length).toBeGreaterThan(0);
	await tearDownTick(env);
	const platformDb = env.DB.prepare("SELECT closed_at, proof FROM closed_accounts WHERE tenant = ? AND account = ?");
	expect(await platformDb.bind(PLATFORM_TENANT, account).first()).toMatchObject({
		closed_at: clock.now(),
		proof: expect.stringContaining('"keys":0'),
	});
	for (const { name, stub } of made) expect(await contentOf(stub()), name).toBe(0);
});

test("[S0-19] objects go a bounded number at a time: what is left is named until nothing is", async () => {
	const clock = standStill();
	const platform = await platformAdmin();
	const asked = newAccount("many");
	await platform.send("/v1/accounts", json(asked));
	const ids = [..."abcdefg"].map((letter) => `d-${letter.repeat(20)}`);
	await listDeals(asked.account, ...ids);
	await platform.close(asked.account);
	clock.advance(DRAIN_MS);
	const account = TenantId.parse(asked.account);
	const ending = {
		env,
		db: tenantDb(env, account, account),
		platform: tenantDb(env, PLATFORM_TENANT, PLATFORM_TENANT),
		now: clock.now(),
		objectsMax: 3,
	};
	const ask = () => tearDown(ending, platform.principal.id);
	expect(await ask()).toMatchObject({ state: "closing", left: { objects: 3, bodies: true } });
	expect(await ask()).toMatchObject({ state: "closing", left: { objects: 1, bodies: true } });
	expect(await ask()).toMatchObject({ state: "closed", proof: { objects: { asked: 9, remaining: 0 } } });
});
