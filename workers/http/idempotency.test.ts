import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { issueToken, newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { REQUEST_RUNS_MAX_MS } from "#workers/store/requests.ts";
import { newAccount, platformAdmin } from "#workers/testing/accounts.setup.ts";
import { ask, client, dealByMail, json, mailOf, type Sent } from "#workers/testing/api.setup.ts";

const NEW_DEAL = { name: "Brightfen", region: "emea" };

async function fresh() {
	const clock = standStill();
	const at = await newTenant("once");
	giveSmallCrew(at);
	const headers = { authorization: `Bearer ${await issueToken(at.human, "key", 10 * DAY_MS)}` };
	const send = (path: string, init: Sent = {}) =>
		ask(`/v1/accounts/${at.tenant}/${path}`, { ...init, headers: { ...init.headers, ...headers } });
	const named = (key: string, path: string, sent: Sent) =>
		send(path, { ...sent, headers: { ...sent.headers, "idempotency-key": key } });
	const open = (key: string, body: unknown = NEW_DEAL) => named(key, "deals", json(body));
	return { clock, at, named, open };
}

const rowsOf = async (at: TestTenant): Promise<readonly Record<string, unknown>[]> =>
	(await env.DB.prepare("SELECT * FROM requests WHERE tenant = ? ORDER BY at, key").bind(at.tenant).all()).results;
const dealsOf = async (at: TestTenant): Promise<number> =>
	Number(await env.DB.prepare("SELECT count(*) AS n FROM deals WHERE tenant = ?").bind(at.tenant).first("n"));
const codeOf = async (response: Response): Promise<string> =>
	`${response.status} ${Problem.parse(await response.json())
		.type.split("/")
		.at(-1)}`;

test("[API] the same key and request is answered as the first time, byte for byte, and done once", async () => {
	const { at, open } = await fresh();
	const first = await open("k-1");
	const again = await open("k-1");
	expect([first.status, again.status]).toEqual([201, 201]);
	expect(first.headers.get("idempotent-replayed")).toBeNull();
	expect(again.headers.get("idempotent-replayed")).toBe("true");
	expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
	expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
	expect(await again.text()).toBe(await first.text());
	expect(await dealsOf(at)).toBe(1);
	await open("k-2");
	expect(await dealsOf(at)).toBe(2);
});

test("[API] a key with another body, query, path or operation is 422 and says so, and nothing is done", async () => {
	const { at, open, named } = await fresh();
	await open("k-1");
	const others: readonly (readonly [string, Sent])[] = [
		["deals", json({ ...NEW_DEAL, name: "Another" })],
		// The bytes count: who sends them in another order is not trying again.
		["deals", json({ region: NEW_DEAL.region, name: NEW_DEAL.name })],
		["pause", json({})],
		["agents/qualifier/pause", json({})],
		["reconcile?limit=1", json({})],
	];
	for (const [path, sent] of others)
		expect(await codeOf(await named("k-1", path, sent)), path).toBe("422 idempotency-key-reused");
	expect(await dealsOf(at)).toBe(1);
	const reconciled = await named("k-2", "reconcile?limit=1", json({}));
	expect(reconciled.status).toBe(200);
	expect(await codeOf(await named("k-2", "reconcile?limit=2", json({})))).toBe("422 idempotency-key-reused");
});

test.each([
	["a", true],
	["!~", true],
	['"8e03978e-40d5-43dd-bc93-6894a57f9324"', true],
	["k".repeat(200), true],
	["k".repeat(201), false],
	["k 1", false],
])("[API] the key %s is taken: %s", async (key, isTaken) => {
	const { open, at } = await fresh();
	const response = await open(key);
	expect(response.status).toBe(isTaken ? 201 : 400);
	if (isTaken) return;
	expect(Problem.parse(await response.json()).errors).toMatchObject([{ path: "/header/idempotency-key" }]);
	expect(await dealsOf(at)).toBe(0);
});

test("[API] a hundred of one request at once: one is done, the others are told to come again, and then get its answer", async () => {
	const { at, open } = await fresh();
	const answers = await Promise.all(Array.from({ length: 100 }, () => open("k-1")));
	const made = answers.filter(({ status }) => status === 201);
	const early = answers.filter(({ status }) => status === 409);
	expect(made.length + early.length).toBe(100);
	expect(await dealsOf(at)).toBe(1);
	expect(new Set(await Promise.all(made.map((each) => each.text()))).size).toBe(1);
	for (const response of early) {
		expect(response.headers.get("retry-after")).toBe("1");
		expect(await codeOf(response)).toBe("409 still-running");
	}
	expect((await open("k-1")).status).toBe(201);
});

test("[API] a request that was cut off is made again once none can run any more, by the same request alone, and ends in the same deal", async () => {
	const { clock, at, open } = await fresh();
	const first = (await (await open("k-1")).json()) as { id: string };
	// As it stands when the process dies between the work and the answer.
	await env.DB.prepare("UPDATE requests SET state = 'begun', status = NULL, answer = NULL WHERE tenant = ?")
		.bind(at.tenant)
		.run();
	clock.advance(REQUEST_RUNS_MAX_MS - 1);
	expect(await codeOf(await open("k-1"))).toBe("409 still-running");
	clock.advance(1);
	expect(await codeOf(await open("k-1", { ...NEW_DEAL, name: "Another" }))).toBe("422 idempotency-key-reused");
	const again = await open("k-1");
	expect(again.headers.get("idempotent-replayed")).toBeNull();
	expect(await again.json()).toMatchObject({ id: first.id });
	expect(await dealsOf(at)).toBe(1);
});

test("[API] an answer is kept for a day; after it the key is free, and what is past is not kept", async () => {
	const { clock, at, open } = await fresh();
	await open("k-1");
	clock.advance(DAY_MS - 1);
	expect((await open("k-1")).headers.get("idempotent-replayed")).toBe("true");
	clock.advance(1);
	const later = await open("k-1", { ...NEW_DEAL, name: "Another" });
	expect(later.status).toBe(201);
	expect(await dealsOf(at)).toBe(2);
	clock.advance(DAY_MS);
	await open("k-2");
	expect((await rowsOf(at)).map(({ key }) => key)).toEqual(["k-2"]);
});

test("[API] a key is its principal's own: another person's, and another key's of the same person, is another request", async () => {
	const { at, open } = await fresh();
	await open("k-1");
	for (const principal of [at.rep, at.human]) {
		const other = await client(at, principal);
		const { headers, ...sent } = json(NEW_DEAL);
		const response = await other.send("deals", { ...sent, headers: { ...headers, "idempotency-key": "k-1" } });
		expect(response.status).toBe(201);
		expect(response.headers.get("idempotent-replayed")).toBeNull();
	}
	expect(await dealsOf(at)).toBe(3);
});

test("[API] what is wrong with a request is not kept: put right, it may keep its key", async () => {
	const { at, open, named } = await fresh();
	expect((await open("k-1", { name: "" })).status).toBe(400);
	expect(
		(await named("k-1", "deals", { method: "POST", body: "x", headers: { "content-type": "text/plain" } })).status,
	).toBe(415);
	expect(await rowsOf(at)).toEqual([]);
	expect((await open("k-1")).status).toBe(201);
});

test("[API] a refusal is an answer, and is told again; a failure of ours is not, and the next one is tried", async () => {
	const { clock, at, named } = await fresh();
	const { deal, approval } = await dealByMail(at, clock);
	const stale = () => named("k-1", `approvals/${approval.id}/approve`, json({ digest: "f".repeat(64) }));
	const refused = await stale();
	const again = await stale();
	expect(refused.status).toBe(409);
	expect(again.headers.get("idempotent-replayed")).toBe("true");
	expect(again.headers.get("content-type")).toBe("application/problem+json");
	expect(await again.text()).toBe(await refused.text());

	const pause = () => named("k-2", `deals/${deal.id}/pause`, json({}));
	const broken = vi.spyOn(env.DB, "batch").mockImplementation(() => Promise.reject(new Error("D1 is away")));
	const failed = await named("k-3", "agents/qualifier/pause", json({}));
	broken.mockRestore();
	expect(failed.status).toBeGreaterThanOrEqual(500);
	expect((await pause()).status).toBe(200);
});

test("[SEC28] an answer is kept sealed, under the tenant's own key", async () => {
	const { at, open } = await fresh();
	await open("k-1", { ...NEW_DEAL, name: "CANARY-7f3a" });
	const [row] = await rowsOf(at);
	expect(row).toMatchObject({ state: "done", status: 201, operation: "createDeal" });
	expect(JSON.stringify(row)).not.toContain("CANARY-7f3a");
	expect(String(row?.answer)).toMatch(/^aa1\.\d+\./);
});

test("[SEC28] what held a secret is kept nowhere: a repeat is told that it was shown once, and no second one is made", async () => {
	const { clock, at, named } = await fresh();
	const { deal } = await dealByMail(at, clock);
	const ticket = () => named("k-1", "sockets", json({ purpose: "deal", room: deal.id }));
	const first = await ticket();
	expect(first.status).toBe(201);
	const { ticket: secret } = (await first.json()) as { ticket: string };
	const again = await ticket();
	const text = await again.clone().text();
	expect(await codeOf(again)).toBe("409 shown-once");
	expect(text).not.toContain(secret);
	expect(text).toContain("shown once");
});

test("[API] a mail's bytes are its request: the same again is told the same, another one under the key is declined", async () => {
	const { at, named } = await fresh();
	const post = (name: string) =>
		named("k-1", "signals/email", {
			method: "POST",
			body: mailOf(at, name),
			headers: { "content-type": "message/rfc822" },
		});
	const first = await post("one");
	const again = await post("one");
	expect([first.status, again.status]).toEqual([202, 202]);
	expect(await again.text()).toBe(await first.text());
	expect(await codeOf(await post("two"))).toBe("422 idempotency-key-reused");
	expect(await testInbox(at).list()).toMatchObject([{ duplicates: 0 }]);
});

test("[API] reads take no notice of a key", async () => {
	const { at, named } = await fresh();
	const first = await named("k-1", "deals", { method: "GET" });
	expect(first.status).toBe(200);
	expect((await named("k-1", "deals", json(NEW_DEAL))).status).toBe(201);
	expect(await rowsOf(at)).toHaveLength(1);
});

test("[SEC1] a key is nothing without its principal: another tenant's gets 404, and nobody 401, before it is looked at", async () => {
	const { at, open } = await fresh();
	await open("k-1");
	const other = await newTenant("other");
	const { authorization } = await client(other);
	const path = `/v1/accounts/${at.tenant}/deals`;
	const { headers, ...sent } = json(NEW_DEAL);
	const named = { ...headers, "idempotency-key": "k-1" };
	expect((await ask(path, { ...sent, headers: { ...named, authorization } })).status).toBe(404);
	expect((await ask(path, { ...sent, headers: named })).status).toBe(401);
	expect(await rowsOf(other)).toEqual([]);
});

test("[S1-30] what those who run the platform ask is kept with them: provisioning and tearing down are each done once", async () => {
	standStill();
	const { send } = await platformAdmin();
	const wanted = newAccount("once");
	const asked = (method: string, path: string, body: unknown, key: string) => {
		const { headers, ...sent } = json(body);
		return send(path, { ...sent, method, headers: { ...headers, "idempotency-key": key } });
	};
	const make = () => asked("POST", "/v1/accounts", wanted, `make-${wanted.account}`);
	const [first, again] = [await make(), await make()];
	expect([first.status, again.status]).toEqual([201, 201]);
	expect(again.headers.get("idempotent-replayed")).toBe("true");
	expect(await again.text()).toBe(await first.text());

	const path = `/v1/accounts/${wanted.account}`;
	const close = () => asked("DELETE", path, { confirm: wanted.account }, `close-${wanted.account}`);
	const [closed, closedAgain] = [await close(), await close()];
	expect(closed.ok).toBe(true);
	expect(closedAgain.headers.get("idempotent-replayed")).toBe("true");
	expect(await closedAgain.text()).toBe(await closed.text());
});
