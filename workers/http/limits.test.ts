import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { failLedgers } from "#durable-objects/testing/ledger.setup.ts";
import { issueToken, newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { askFor } from "#knowledge/core/budget/allowance.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import { platformAdmin } from "#workers/testing/accounts.setup.ts";
import { ask, client, json, ORIGIN } from "#workers/testing/api.setup.ts";

async function fresh(quotas: object) {
	const clock = standStill();
	const at = await newTenant("limited");
	await env.DB.prepare("UPDATE tenants SET quotas = ? WHERE tenant = ?").bind(JSON.stringify(quotas), at.tenant).run();
	return { clock, at };
}

type Sender = Awaited<ReturnType<typeof client>>;

/** How many of so many requests at once were let through. */
async function through({ send }: Sender, times: number): Promise<number> {
	const answers = await Promise.all(Array.from({ length: times }, () => send("pause-nothing")));
	return answers.filter(({ status }) => status !== 429).length;
}

const usersLimit = (at: TestTenant, limit: number) => ({ subject: `user:${at.human.id}`, limit, periodMs: MINUTE_MS });

test("[SEC29] a key, a person and an account hold their limits, whatever comes at once and whatever a request says of itself", async () => {
	const { clock, at } = await fresh({ requestsPerMinute: 12, tenantRequestsPerMinute: 20 });
	const [first, second] = [await client(at), await client(at)];
	expect(await through(first, 30)).toBe(8);
	expect(await through(second, 30)).toBe(4);
	const rep = await client(at, at.rep);
	expect(await through(rep, 30)).toBe(8);
	const forged = { "x-forwarded-for": "192.0.2.1", "cf-connecting-ip": "192.0.2.2", "x-request-id": "other" };
	expect((await first.send("deals", { headers: forged })).status).toBe(429);
	clock.advance(MINUTE_MS);
	expect(await through(first, 30)).toBe(8);
});

test("[S0-03] over the limit: 429 that says how much, and when there is more; every other answer says what is left", async () => {
	const { clock, at } = await fresh({ requestsPerMinute: 3 });
	clock.advance(MINUTE_MS - (clock.now() % MINUTE_MS) + 20 * SECOND_MS);
	const { send } = await client(at);
	const good = await send("deals");
	expect(good.status).toBe(200);
	expect(good.headers.get("ratelimit-policy")).toBe('"key";q=2;w=60');
	expect(good.headers.get("ratelimit")).toBe('"key";r=1;t=40');
	await send("deals");
	const over = await send("deals");
	expect(over.status).toBe(429);
	expect(over.headers.get("retry-after")).toBe("40");
	expect(over.headers.get("ratelimit")).toBe('"key";r=0;t=40');
	expect(over.headers.get("content-type")).toBe("application/problem+json");
	expect(await over.json()).toMatchObject({
		type: expect.stringMatching(/too-many$/),
		detail: "this key may ask 2 times a minute; more in 40 s",
	});
});

test("[SEC29] who is held back is in the audit chain, once a minute and not once a request", async () => {
	const { clock, at } = await fresh({ requestsPerMinute: 3 });
	const { send } = await client(at);
	const write = () => send("deals", json({ name: "", region: "emea" }));
	const held = async () => {
		const page = expectDone(await ledgerStub(env, at.admin).auditPage(at.call(at.admin), 0, 100));
		return page.entries.filter(({ json: line }) => line.includes('"result":"too-many"')).length;
	};
	for (let i = 0; i < 12; i++) await write();
	expect(await held()).toBe(1);
	clock.advance(MINUTE_MS);
	for (let i = 0; i < 12; i++) await write();
	expect(await held()).toBe(2);
});

/** How many of so many writes at once were answered how, and how many entries they left in the asker's chain. */
async function writes(
	at: TestTenant,
	send: (path: string, init: ReturnType<typeof json>) => Promise<Response>,
	path: string,
	times: number,
) {
	const entries = async () =>
		expectDone(await ledgerStub(env, at.admin).auditPage(at.call(at.admin), 0, 500)).entries.length;
	const before = await entries();
	const answers = await Promise.all(
		Array.from({ length: times }, () => send(path, json({ name: "", region: "emea" }))),
	);
	const statuses: Record<number, number> = {};
	for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
	return { statuses, entries: (await entries()) - before };
}

test("[SEC29] at another account's path, and at one that is not there, a key and a session are held to their own limits, and their chain grows no faster", async () => {
	const { clock, at } = await fresh({ requestsPerMinute: 6 });
	const other = await newTenant("other");
	const key = await client(at);
	const cookie = `__Host-aa_session=${await issueToken(at.rep, "session")}`;
	const session = (path: string, init: ReturnType<typeof json>) =>
		ask(path, { ...init, headers: { ...init.headers, cookie, origin: ORIGIN } });
	for (const account of [other.tenant, "%20"]) {
		const path = `/v1/accounts/${account}/deals`;
		expect(await writes(at, key.send, path, 12)).toMatchObject({ statuses: { 404: 4, 429: 8 } });
		expect((await key.send("deals")).status).toBe(429);
		expect(await writes(at, session, path, 12)).toMatchObject({ statuses: { 404: 6, 429: 6 } });
		clock.advance(MINUTE_MS);
	}
	const path = `/v1/accounts/${other.tenant}/deals`;
	expect((await writes(at, key.send, path, 12)).entries).toBe(5);
	expect((await writes(at, session, path, 12)).entries).toBe(7);
	expect(expectDone(await ledgerStub(env, other.admin).auditPage(other.call(other.admin), 0, 10)).entries).toEqual([]);
});

test("[SEC29] of a suspended account, as of an active one, requests are held to their limits", async () => {
	const { at } = await fresh({ requestsPerMinute: 6 });
	const { send } = await client(at);
	await env.DB.prepare("UPDATE tenants SET state = 'suspended' WHERE tenant = ?").bind(at.tenant).run();
	const { statuses, entries } = await writes(at, send, `/v1/accounts/${at.tenant}/deals`, 20);
	expect(statuses).toEqual({ 403: 4, 429: 16 });
	expect(entries).toBe(5);
});

test("[SEC29] those who run the platform are held to their limits at every account's paths", async () => {
	standStill();
	const at = await newTenant("limited");
	const { send } = await platformAdmin();
	const statuses: number[] = [];
	for (let i = 0; i < 24; i++)
		statuses.push((await send(`/v1/accounts/${at.tenant}/api-keys`, json(OPERATIONS.createApiKey.example))).status);
	expect(new Set(statuses.slice(0, 20))).toEqual(new Set([404]));
	expect(new Set(statuses.slice(20))).toEqual(new Set([429]));
	expect(expectDone(await ledgerStub(env, at.admin).auditPage(at.call(at.admin), 0, 10)).entries).toEqual([]);
});

test("[SEC29] of secrets a person makes twenty an hour at most, by whatever key or session", async () => {
	const { clock, at } = await fresh({ keys: 1_000 });
	const [first, second] = [await client(at, at.admin), await client(at, at.admin)];
	const statuses: number[] = [];
	for (let i = 0; i < 24; i++) {
		const { example } = OPERATIONS.createApiKey;
		statuses.push((await (i % 2 ? first : second).send("api-keys", json(example))).status);
	}
	expect(statuses.filter((status) => status !== 429)).toHaveLength(20);
	expect(statuses.slice(20)).toEqual([429, 429, 429, 429]);
	const over = await first.send("api-keys", json({}));
	expect(over.headers.get("ratelimit-policy")).toBe('"createApiKey";q=20;w=3600');
	expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(60);
	expect((await first.send("deals")).status).toBe(200);
	clock.advance(HOUR_MS);
	expect((await first.send("api-keys", json({}))).status).not.toBe(429);
});

test("[SEC29] what other isolates lease is gone here: all of them together stay within the limit", async () => {
	const { at } = await fresh({ requestsPerMinute: 90 });
	const elsewhere = async () => {
		const lease = await ledgerStub(env, at.human).lease(at.call(), [askFor(usersLimit(at, 90))]);
		return expectDone(lease)[0]?.granted ?? 0;
	};
	const session = await client(at);
	let given = 0;
	for (let i = 0; i < 5; i++) given += await elsewhere();
	given += await through(session, 20);
	for (let i = 0; i < 60; i++) given += await elsewhere();
	expect(given + (await through(session, 60))).toBeLessThanOrEqual(90);
});

test("[SEC29] an account without quotas of its own, or with some that cannot be read, has the usual ones", async () => {
	for (const quotas of [{}, { requestsPerMinute: -1 }, { requestsPerMinute: "many" }]) {
		const { at } = await fresh(quotas);
		const { send } = await client(at);
		expect((await send("deals")).headers.get("ratelimit-policy")).toBe('"key";q=2000;w=60');
	}
});

test("[SEC29] while the ledger does not answer work goes on, by a smaller number, and is told of", async () => {
	const { at } = await fresh({});
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
	const away = failLedgers("lease");
	const sender = await client(at);
	expect(await through(sender, 130)).toBe(120);
	expect(warned.mock.calls.flat().join()).toContain("limits without their ledger");
	away.mockRestore();
	expect((await sender.send("deals")).status).toBe(200);
});
