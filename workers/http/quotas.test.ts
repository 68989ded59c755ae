import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { crashAt } from "#durable-objects/platform/boundary.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveModel, giveSmallCrew, NOTHING, paidAnswer } from "#durable-objects/testing/crew.setup.ts";
import { MARA, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { Problem } from "#knowledge/core/contract/problem.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { receiveEmail } from "#workers/ingress/email.ts";
import { platformAdmin } from "#workers/testing/accounts.setup.ts";
import { client, dealByMail, json, mailOf } from "#workers/testing/api.setup.ts";

async function limited(changes: object) {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	const clock = standStill();
	const at = await newTenant("quota");
	giveSmallCrew(at);
	const platform = await platformAdmin();
	const change = async (more: object) =>
		expect((await platform.patch(`/v1/accounts/${at.tenant}`, more)).status).toBe(200);
	await change(changes);
	return { clock, at, change, ...(await client(at)) };
}

const detailOf = async (response: Response) => (await response.json<Problem>()).detail ?? "";

test("[S0-19] a deal over the quota is refused with the quota's name; the last one within it is made, and asked again it is the same", async () => {
	const { change, send } = await limited({ quotas: { deals: 2 } });
	const make = (name: string) =>
		send("deals", { ...json({ name, region: "emea" }), headers: { ...json({}).headers, "idempotency-key": name } });
	expect([(await make("one")).status, (await make("two")).status]).toEqual([201, 201]);
	const over = await make("three");
	expect(over.status).toBe(422);
	expect(await detailOf(over)).toBe("quota «deals»: this account has at most 2");
	expect((await make("two")).status).toBe(201);
	await change({ quotas: { deals: 3 } });
	expect((await make("four")).status).toBe(201);
});

test("[S0-19] signals over the day's quota are told to come again, and nothing of them is kept; the next day takes them", async () => {
	const { clock, at } = await limited({ quotas: { signalsPerDay: 2 } });
	clock.at(clock.now() - (clock.now() % DAY_MS) + DAY_MS - 60_000);
	const { mail, send } = await client(at);
	expect((await mail("one")).status).toBe(202);
	expect((await mail("two")).status).toBe(202);
	// What came before is known, and costs nothing.
	expect((await mail("one")).status).toBe(202);
	const over = await mail("three");
	expect(over.status).toBe(429);
	expect(await detailOf(over)).toBe("quota «signalsPerDay»: this account has at most 2");
	const inbox = testInbox(at);
	expect(await inbox.list()).toHaveLength(2);
	const bodies = async () => (await env.BODIES.list({ prefix: `t/${at.tenant}/` })).objects.length;
	expect(await bodies()).toBe(2);
	let rejected: string | null = null;
	const raw = mailOf(at, "three");
	const setReject = (reason: string) => {
		rejected = reason;
	};
	const message = { from: MARA.address, to: at.mailbox, rawSize: raw.length, raw: new Response(raw).body, setReject };
	const door = { env, ctx: { ...createExecutionContext(), waitUntil: () => undefined, exports } };
	await receiveEmail(message as unknown as ForwardableEmailMessage, door as never);
	expect(rejected).toMatch(/again later/);
	expect(await bodies()).toBe(2);
	await inbox.evict();
	expect((await mail("three")).status).toBe(429);
	clock.advance(60_000);
	expect((await mail("three")).status).toBe(202);
	expect((await send("signals")).status).toBe(200);
});

test("[S0-19] what came with a mail is not counted, nor what could not be stored, in one life of the inbox or the next", async () => {
	const { at } = await limited({ quotas: {} });
	const inbox = testInbox(at);
	const accept = async (source: string, changes: object = {}) =>
		(await inbox.rpc().accept(at.call(), { ...inbox.incoming(source), ...changes }, 3)).type;
	const meetings = async (mail: string) => {
		for (const n of [1, 2]) expect(await accept(`${mail}-${n}`, { cameWith: inbox.idOf(mail) })).toBe("done");
	};
	expect(await accept("one")).toBe("done");
	await meetings("one");
	onTestFinished(() => crashAt(null));
	crashAt((name) => {
		if (name === "inbox.accepted:before") throw new Error("the disk is full");
	});
	expect(await accept("lost")).toBe("fault");
	crashAt(null);
	expect(await accept("two")).toBe("done");
	await meetings("two");
	await inbox.evict();
	expect(await accept("three")).toBe("done");
	expect(await accept("four")).toBe("refused");
	await inbox.evict();
	expect(await accept("four")).toBe("refused");
	const counted = "SELECT COUNT(*) FROM signals WHERE received_at >= 1 AND came_with IS NULL";
	const [plan] = await inbox.sql<{ detail: string }>(`EXPLAIN QUERY PLAN ${counted}`);
	expect(plan?.detail).toContain("signals_by_day");
});

test("[S0-19] without the flag «forks» nothing is forked, and what was forked before can still be read", async () => {
	const { clock, at, change, send } = await limited({ flags: {} });
	const { deal } = await dealByMail(at, clock);
	const fork = () => send(`deals/${deal.id}/fork`, json({ label: "What if" }));
	const made = await fork();
	expect(made.status).toBe(201);
	await change({ flags: { forks: false } });
	const refused = await fork();
	expect(refused.status).toBe(403);
	expect(await detailOf(refused)).toContain("flag «forks»");
	expect((await send(`deals/${(await made.json<{ id: string }>()).id}`)).status).toBe(200);
	await change({ flags: {} });
	expect((await fork()).status).toBe(201);
});

test("[S0-19] without the flag «model» no model is asked: rules alone think, and with it the model does", async () => {
	const { clock, at, change } = await limited({ flags: { model: false } });
	let asked = 0;
	giveModel(at, async () => {
		asked += 1;
		return paidAnswer(NOTHING);
	});
	const deal = testDeal(at);
	expectDone(await deal.receive("one"));
	await deal.settle(clock);
	expect(asked).toBe(0);
	const [run] = await deal.runs();
	expect(run?.state).toBe("done");
	await change({ flags: { model: true } });
	clock.advance(60_000);
	expectDone(await deal.receive("two"));
	await deal.settle(clock);
	expect(asked).toBeGreaterThan(0);
});

test("[S0-19] a tier brings its own quotas and flags; what was agreed on goes with it, and what is not named goes", async () => {
	const { at, change, send } = await limited({ tier: "entry", quotas: { people: 7 } });
	const now = async () =>
		(await send(`/v1/accounts/${at.tenant}`)).json<{ tier: string; quotas: object; flags: object }>();
	expect(await now()).toMatchObject({ tier: "entry", quotas: { people: 7, deals: 500 }, flags: { forks: false } });
	await change({ tier: "premium" });
	expect(await now()).toMatchObject({ tier: "premium", quotas: { people: 7, deals: 500_000 }, flags: { forks: true } });
	await change({ quotas: {} });
	expect(await now()).toMatchObject({ quotas: { people: 5_000 } });
});

test("[S0-19] people and keys over their quotas are refused with the quota's name", async () => {
	const { at, change } = await limited({ quotas: { people: 3, keys: 1 } });
	const { send } = await client(at, at.person("boss", ["tenant-admin", "rep"]));
	const person = { name: "Robin Vale", address: "robin@skyvera.example", roles: ["rep"] };
	const refused = await send("users", json(person));
	expect([409, 422, 429]).toContain(refused.status);
	expect(await detailOf(refused)).toContain("quota «people»: this account has at most 3");
	await change({ quotas: { keys: 0 } });
	const key = await send("api-keys", json({ label: "script", roles: ["rep"], scopes: ["read"] }));
	expect(key.status, await key.clone().text()).toBeGreaterThanOrEqual(400);
	expect(await detailOf(key)).toContain("quota «keys»");
});
