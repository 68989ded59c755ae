import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { DealAgent } from "#durable-objects/deal-agent/deal-agent.ts";
import { RECHECK_MS } from "#durable-objects/deal-agent/watch.ts";
import { SOCKET_LIFE_MAX_MS } from "#durable-objects/platform/sockets.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { testDeal } from "#durable-objects/testing/deal.setup.ts";
import { watchHangUps } from "#durable-objects/testing/hang-up.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { TokenId } from "#knowledge/core/vocabulary/ids.ts";
import { HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import { closeSocketsOf } from "#workers/accounts/hang-up.ts";
import { TenantGateway } from "#workers/gateway.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";
import { ask, dealByMail } from "#workers/testing/api.setup.ts";
import { listDeals } from "#workers/testing/lists.setup.ts";
import { knock, listen, ticketFor, watcher } from "#workers/testing/sockets.setup.ts";

const ENDED = 4401;

async function fresh() {
	const clock = standStill();
	const at = await newTenant("hang-up");
	giveSmallCrew(at);
	const { deal } = await dealByMail(at, clock);
	const db = tenantDb(env, at.tenant, at.tenant);
	const admin = await watcher(at, at.admin);
	const revokeKey = (token: TokenId) =>
		ask(`/v1/accounts/${at.tenant}/api-keys/${token}`, { method: "DELETE", headers: admin.headers });
	const rows = async () =>
		(await env.DB.prepare("SELECT token, room FROM open_sockets WHERE tenant = ?").bind(at.tenant).all()).results;
	return { clock, at, deal, db, revokeKey, rows };
}

const UNREACHABLE = {
	type: "fault",
	fault: { code: "unreachable", retry: { when: "later", afterMs: 1_000 }, summary: "not now" },
} as const;

/** In D1 alone, so that nobody hangs up. */
const revokeQuietly = ({ tenant }: TestTenant, token: TokenId): Promise<unknown> =>
	env.DB.prepare("UPDATE access_tokens SET revoked_at = ? WHERE tenant = ? AND id = ?")
		.bind(Date.now(), tenant, token)
		.run();

test.each([
	["awake", false],
	["asleep", true],
])("[SEC4] revoking a key closes its sockets before it is answered, in every deal, %s or not", async (_how, sleeps) => {
	const { at, deal, revokeKey, rows } = await fresh();
	const other = testDeal(at, "other");
	await other.receive("other");
	await listDeals(at.tenant, other.id);
	const [theirs, ours] = [await watcher(at), await watcher(at, at.rep)];
	const watching = [await listen(at, deal.id, 0, theirs), await listen(at, other.id, 0, theirs)];
	const again = await listen(at, deal.id, 0, theirs);
	const stays = await listen(at, deal.id, 0, ours);
	await Promise.all([...watching, again, stays].map((each) => each.hears()));
	if (sleeps) for (const each of [deal, other]) await evictDurableObject(each.raw(), { webSockets: "hibernate" });
	const hungUp = watchHangUps();
	expect((await revokeKey(theirs.token)).status).toBe(200);
	// Done in both deals by the time of the answer, and not only begun: two sockets in one, one in the other.
	const counts = hungUp();
	expect(counts).toHaveLength(2);
	expect(counts).toEqual(expect.arrayContaining([1, 2].map((value) => ({ type: "done", value }))));
	expect(await Promise.all([...watching, again].map((each) => each.closed))).toEqual([ENDED, ENDED, ENDED]);
	await stays.ping();
	expect(stays.state.closed).toBeNull();
	expect(await rows()).toEqual([{ token: ours.token, room: deal.id }]);
});

test("[SEC4] whoever is suspended is hung up on with every session and key; so is everybody of an account", async () => {
	const { at, deal, db, rows } = await fresh();
	const [one, two, rep] = [await watcher(at), await watcher(at), await watcher(at, at.rep)];
	const nadia = [await listen(at, deal.id, 0, one), await listen(at, deal.id, 0, two)];
	const sam = await listen(at, deal.id, 0, rep);
	await closeSocketsOf(env, db, { people: [at.human.id] });
	expect(await Promise.all(nadia.map((each) => each.closed))).toEqual([ENDED, ENDED]);
	await sam.ping();
	expect(sam.state.closed).toBeNull();
	await closeSocketsOf(env, db, "everybody");
	expect(await sam.closed).toBe(ENDED);
	expect(await rows()).toEqual([]);
});

test("[SEC4] where one deal cannot be reached the others are hung up in, and what is left is done again", async () => {
	const { at, deal, db, rows } = await fresh();
	const by = await watcher(at);
	const listener = await listen(at, deal.id, 0, by);
	const unreachable = `d-${"a".repeat(20)}`;
	await env.DB.prepare("INSERT INTO open_sockets (tenant, token, room, opened_at) VALUES (?, ?, ?, ?)")
		.bind(at.tenant, by.token, unreachable, Date.now())
		.run();
	const hangUp = DealAgent.prototype.hangUp;
	const spy = vi.spyOn(DealAgent.prototype, "hangUp").mockImplementation(async function (
		this: DealAgent,
		call,
		tokens,
	) {
		if (call.deal === unreachable) return UNREACHABLE;
		return hangUp.call(this, call, tokens);
	});
	await expect(closeSocketsOf(env, db, { tokens: [by.token] })).rejects.toThrow("not now");
	expect(await listener.closed).toBe(ENDED);
	expect(await rows()).toEqual([{ token: by.token, room: unreachable }]);
	spy.mockRestore();
	await closeSocketsOf(env, db, { tokens: [by.token] });
	expect(await rows()).toEqual([]);
});

test("[SEC4] a key that is revoked while its socket opens gets none, whichever comes first", async () => {
	const { at, deal, rows } = await fresh();
	const by = await watcher(at);
	const { ticket, url } = await ticketFor(at, deal.id, by);
	const fetch = DealAgent.prototype.fetch;
	// After the question whether it stands, and before the object has the socket: hanging up now finds nothing there.
	const spy = vi.spyOn(DealAgent.prototype, "fetch").mockImplementation(async function (this: DealAgent, request) {
		await revokeQuietly(at, by.token);
		await closeSocketsOf(env, tenantDb(env, at.tenant, at.tenant), "everybody");
		await env.DB.prepare("INSERT OR IGNORE INTO open_sockets (tenant, token, room, opened_at) VALUES (?, ?, ?, ?)")
			.bind(at.tenant, by.token, deal.id, Date.now())
			.run();
		return fetch.call(this, request);
	});
	expect((await knock(url, ticket)).status).toBe(401);
	expect(spy).toHaveBeenCalledOnce();
	expect(await rows()).toEqual([]);
});

test("[SEC4] nobody but our own objects can make a deal hang up", async () => {
	const { at, deal } = await fresh();
	const by = await watcher(at);
	const listener = await listen(at, deal.id, 0, by);
	for (const who of [at.human, at.admin, at.rep])
		expect(await deal.rpc().hangUp(deal.by(who), [by.token])).toMatchObject({ type: "refused" });
	await listener.ping();
	expect(listener.state.closed).toBeNull();
});

test("[SEC4] the second line: what was revoked in silence is told nothing more than a minute later", async () => {
	const { clock, at, deal } = await fresh();
	const by = await watcher(at);
	const listener = await listen(at, deal.id, 0, by);
	const stays = await listen(at, deal.id, 0, await watcher(at, at.rep));
	await Promise.all([listener.hears(), stays.hears()]);
	await revokeQuietly(at, by.token);
	clock.advance(RECHECK_MS - 1);
	await deal.receive("within", { text: "And is onboarding included?" });
	const within = (await deal.read()).version;
	await listener.until(within);
	clock.advance(1);
	await deal.receive("after", { text: "Our budget is secret." });
	expect(await listener.closed).toBe(ENDED);
	expect(listener.seen().at(-1)).toBe(within);
	const { version } = await deal.read();
	await stays.until(version);
	expect(stays.seen()).toEqual(Array.from({ length: version }, (_, i) => i + 1));
});

test("[SEC4] a page that only keeps its socket open is asked for as well, once for all of its key's sockets", async () => {
	const { clock, at, deal } = await fresh();
	const by = await watcher(at);
	const both = [await listen(at, deal.id, 0, by), await listen(at, deal.id, 0, by)];
	await Promise.all(both.map((each) => each.hears()));
	const asked = vi.spyOn(TenantGateway.prototype, "tokenStands");
	await Promise.all(both.map((each) => each.ping()));
	expect(asked).not.toHaveBeenCalled();
	clock.advance(RECHECK_MS);
	await Promise.all(both.map((each) => each.ping()));
	await vi.waitUntil(() => asked.mock.settledResults.length > 0, { interval: 5 });
	await Promise.all(both.map((each) => each.ping()));
	expect(asked).toHaveBeenCalledOnce();
	expect(both.map(({ state }) => state.closed)).toEqual([null, null]);
	await revokeQuietly(at, by.token);
	clock.advance(RECHECK_MS);
	await both[0]?.ping();
	expect(await Promise.all(both.map((each) => each.closed))).toEqual([ENDED, ENDED]);
});

test("[SEC4] where nobody can say whether a key stands nothing is told: the client comes again", async () => {
	const { clock, at, deal } = await fresh();
	const listener = await listen(at, deal.id, 0);
	const { version } = await deal.read();
	await listener.until(version);
	const spy = vi.spyOn(TenantGateway.prototype, "tokenStands").mockResolvedValue(UNREACHABLE);
	clock.advance(RECHECK_MS);
	await deal.receive("second", { text: "Our budget is secret." });
	expect(await listener.closed).toBe(1013);
	expect(listener.seen().at(-1)).toBe(version);
	spy.mockRestore();
});

test("[SEC28] a socket goes on while its session is used, and for a day at most", async () => {
	const { clock, at, deal } = await fresh();
	const by = await watcher(at);
	const rest = (lastUsed: number) =>
		env.DB.prepare("UPDATE access_tokens SET idle_ms = ?, last_used_at = ?, expires_at = ? WHERE tenant = ? AND id = ?")
			.bind(HOUR_MS, lastUsed, clock.now() + 7 * SOCKET_LIFE_MAX_MS, at.tenant, by.token)
			.run();
	await rest(clock.now());
	const listener = await listen(at, deal.id, 0, by);
	await listener.hears();
	for (let half = 1; half < 48; half++) {
		clock.advance(HOUR_MS / 2);
		await rest(clock.now());
		// The first finds that it is time to ask, the second what was answered.
		await listener.ping();
		await listener.ping();
		expect(listener.state.closed, `${half} half hours`).toBeNull();
	}
	clock.advance(HOUR_MS / 2);
	await rest(clock.now());
	await listener.ping();
	expect(await listener.closed).toBe(ENDED);
});

test("[SEC28] a session that nobody uses for its rest takes its socket with it, to the millisecond", async () => {
	const { clock, at, deal } = await fresh();
	const by = await watcher(at);
	await env.DB.prepare("UPDATE access_tokens SET idle_ms = ?, last_used_at = ? WHERE tenant = ? AND id = ?")
		.bind(HOUR_MS, clock.now(), at.tenant, by.token)
		.run();
	const listener = await listen(at, deal.id, 0, by);
	await listener.hears();
	clock.advance(HOUR_MS - 1);
	await listener.ping();
	await listener.ping();
	expect(listener.state.closed).toBeNull();
	clock.advance(1);
	await listener.ping();
	expect(await listener.closed).toBe(ENDED);
});

test("[SEC5] who may only read is told by a socket what they could read, and no more", async () => {
	const { at, deal } = await fresh();
	const by = await watcher(at, at.reader);
	const listener = await listen(at, deal.id, 0, by);
	const { version } = await deal.read();
	await listener.until(version);
	await vi.waitUntil(() => listener.frames.some(({ type }) => type === "deal"), { interval: 5 });
	const get = async (path: string) =>
		(await ask(`/v1/accounts/${at.tenant}/deals/${deal.id}${path}`, { headers: by.headers })).json() as Promise<never>;
	const { items }: { items: unknown[] } = await get("/events?limit=500");
	expect(listener.frames.flatMap((frame) => (frame.type === "events" ? frame.items : []))).toEqual(items);
	const told = listener.frames.findLast((frame) => frame.type === "deal");
	const { items: outbox }: { items: unknown[] } = await get("/outbox");
	expect(await get("")).toMatchObject(told?.deal ?? { never: true });
	expect(told?.outbox).toEqual(outbox);
	expect(new Set(listener.frames.map(({ type }) => type))).toEqual(new Set(["events", "deal"]));
	const before = await deal.read();
	listener.socket.send('{"type":"approve"}');
	expect(await listener.closed).toBe(4400);
	expect(await deal.read()).toEqual(before);
});
