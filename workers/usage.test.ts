import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveModel, paidAnswer } from "#durable-objects/testing/crew.setup.ts";
import { openDraft, type TestDeal, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { NO_USAGE, USAGE_DIMENSIONS, USAGE_METRICS, type UsageAmounts } from "#knowledge/core/contract/usage.ts";
import { DealEvent } from "#knowledge/core/events/catalogue.ts";
import { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { gatewayOf } from "./ingress/gateway-of.ts";
import { reconcileTick } from "./schedule/reconcile.ts";
import { tenantDb } from "./store/tenant-db.ts";
import { followUsage } from "./store/usage.ts";
import { client, json } from "./testing/api.setup.ts";
import { alter, forgetLists } from "./testing/lists.setup.ts";

const door = () => ({ env, ctx: createExecutionContext() });
const THREADS = ["Pricing for 85 seats", "What does the set-up cost?", "We need one screen for all agents."];

/** Several deals on several days, with mail that was sent, a draft that was declined, and a run that a person asked for. */
async function busyTenant() {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const clock = standStill();
	const at = await newTenant("usage");
	startSink("keyed");
	giveModel(at, async () => paidAnswer({ proposals: [], summary: "Thought about it." }));
	const deals: TestDeal[] = [];
	for (const [i, subject] of THREADS.entries()) {
		const deal = testDeal(at, `usage-${i}`);
		expectDone(await deal.receive(`mail-${i}`, { subject }));
		await deal.settle(clock);
		await project(at, deal);
		deals.push(deal);
		clock.advance(DAY_MS);
	}
	const [first] = deals;
	if (!first) throw new Error("there are deals");
	const { send } = await client(at);
	expect((await send(`deals/${first.id}/runs`, { method: "POST" })).status).toBeLessThan(300);
	await first.settle(clock);
	return { clock, at, deals, send };
}

const project = async (at: TestTenant, deal: TestDeal) =>
	expectDone(await gatewayOf(createExecutionContext(), at.tenant).project(await deal.read()));

/** Counted from the log itself, by nothing that is tested here. */
async function countedIn(deal: TestDeal): Promise<UsageAmounts> {
	const counted = { ...NO_USAGE };
	for (const { event: unread } of await deal.events()) {
		const event = DealEvent.parse(unread);
		if (event.type === "conversation.signal-received") counted.signals += 1;
		if (event.type === "deal.run-requested") counted.runs += 1;
		if (event.type === "deal.step-settled") {
			counted.steps += 1;
			counted.tokens += event.tokens.prompt + event.tokens.output;
			counted.costMicros += event.costMicros;
		}
		if (event.type === "deal.approval-decided" && event.by.type === "human") counted.approvalsDecided += 1;
		if (event.type === "deal.effect-settled" && event.outcome === "sent") counted.mailsSent += 1;
	}
	return counted;
}

function added(all: readonly UsageAmounts[]): UsageAmounts {
	const sum = { ...NO_USAGE };
	for (const each of all) for (const name of USAGE_METRICS) sum[name] += each[name];
	return sum;
}

type Usage = { total: UsageAmounts; items: { key: string | null; amounts: UsageAmounts }[]; next: string | null };

async function usage(send: Awaited<ReturnType<typeof client>>["send"], query: string): Promise<Usage> {
	const response = await send(`usage?from=2000-01-01&to=2199-12-31&${query}`);
	const body = await response.json();
	expect(response.status, JSON.stringify(body)).toBe(200);
	expect(OPERATIONS.listUsage.answer.safeParse(body).error).toBeUndefined();
	return body as Usage;
}

async function sendDraft(clock: Clock, at: TestTenant, deal: TestDeal): Promise<void> {
	vi.restoreAllMocks();
	startSink("keyed");
	clock.advance(1_000);
	expectDone(await deal.receive("asks-again"));
	await deal.settle(clock);
	await deal.approve(await openDraft(deal), at.human);
	await deal.settle(clock);
}

test("[S1-12] usage by account, deal, agent, person or day is the same sum, and it is what the deals' own logs say", async () => {
	const { clock, at, deals, send } = await busyTenant();
	const [first] = deals;
	if (first) await sendDraft(clock, at, first);
	for (const deal of deals) await project(at, deal);
	const counted = await Promise.all(deals.map(countedIn));
	const whole = added(counted);
	expect(whole).toMatchObject({ signals: 4, mailsSent: 1, approvalsDecided: 1 });
	expect(whole.tokens).toBeGreaterThan(1_000);
	for (const by of USAGE_DIMENSIONS) {
		const { total, items, next } = await usage(send, `by=${by}`);
		expect(total, by).toEqual(whole);
		expect(added(items.map(({ amounts }) => amounts)), by).toEqual(whole);
		expect(next).toBeNull();
	}
	const byDeal = await usage(send, "by=deal");
	for (const [i, deal] of deals.entries())
		expect(byDeal.items.find(({ key }) => key === deal.id)?.amounts).toEqual(counted[i]);
	expect((await usage(send, "by=user")).items.map(({ key }) => key)).toContain(at.human.id);
	expect((await usage(send, "by=agent")).items.map(({ key }) => key)).toContain("qualifier");
	expect((await usage(send, "by=day")).items.length).toBeGreaterThan(2);
}, 20_000);

test("[S1-12] pages of usage are the whole of it, each part once; and a day outside does not count", async () => {
	const { at, deals, send } = await busyTenant();
	for (const deal of deals) await project(at, deal);
	for (const by of USAGE_DIMENSIONS) {
		const all = await usage(send, `by=${by}`);
		const items: Usage["items"] = [];
		for (let cursor: string | null | undefined; cursor !== null; ) {
			const page: Usage = await usage(send, `by=${by}&limit=1${cursor === undefined ? "" : `&cursor=${cursor}`}`);
			expect(page.total).toEqual(all.total);
			items.push(...page.items);
			cursor = page.next;
		}
		expect(items, by).toEqual(all.items);
	}
	const days = (await usage(send, "by=day")).items;
	const [day] = days;
	const one = await (await send(`usage?from=${day?.key}&to=${day?.key}`)).json<Usage>();
	expect(one.total).toEqual(day?.amounts);
	expect((await send("usage?from=2026-02-02&to=2026-02-01")).status).toBe(400);
	expect((await send("usage?from=2026-02-30&to=2026-03-01")).status).toBe(400);
	expect((await send("usage?from=2026-02-01&to=2026-03-01&by=planet")).status).toBe(400);
});

test("[S1-12] what was followed twice, at once, or from the beginning again counts once", async () => {
	const { at, deals, send } = await busyTenant();
	for (let round = 0; round < 3; round++) await Promise.all(deals.map((deal) => project(at, deal)));
	const whole = added(await Promise.all(deals.map(countedIn)));
	expect((await usage(send, "by=deal")).total).toEqual(whole);
	await forgetLists(at);
	for (const deal of deals) await project(at, deal);
	expect((await usage(send, "by=deal")).total).toEqual(whole);
	await alter(at, "UPDATE cursors SET seq = 1000000 WHERE tenant = ?1 AND subscriber = 'usage'");
	for (const deal of deals) await project(at, deal);
	expect((await usage(send, "by=deal")).total).toEqual(whole);
	await alter(at, "UPDATE cursors SET state = '{' WHERE tenant = ?1 AND subscriber = 'usage'");
	for (const deal of deals) await project(at, deal);
	expect((await usage(send, "by=deal")).total).toEqual(whole);
});

test("[S1-12] where all is counted the deal is asked for nothing; where it is one event further it is asked once", async () => {
	const { at, deals } = await busyTenant();
	const [deal] = deals;
	if (!deal) throw new Error("there are deals");
	await project(at, deal);
	const end = (await deal.events()).at(-1)?.seq ?? 0;
	const pull = vi.fn(async () => []);
	const db = tenantDb(env, at.tenant, at.tenant);
	await followUsage(db, deal.id, { pull, isFork: false, end });
	expect(pull).not.toHaveBeenCalled();
	await followUsage(db, deal.id, { pull, isFork: false, end: end + 1 });
	expect(pull).toHaveBeenCalledExactlyOnceWith(end, expect.any(Number));
});

test("[S1-12] a fork costs what its agents think: it is counted by the clock, from where it was forked", async () => {
	const { clock, at, deals, send } = await busyTenant();
	const [first] = deals;
	if (!first) throw new Error("there are deals");
	for (const deal of deals) await project(at, deal);
	const before = (await usage(send, "by=deal")).total;
	const fork = await (await send(`deals/${first.id}/fork`, json({ label: "What if" }))).json<{ id: string }>();
	const id = DealId.parse(fork.id);
	expect((await send(`deals/${id}/rehearse`, json({ text: "What if we took twice as many?" }))).status).toBe(202);
	clock.advance(60_000);
	const tick = () => reconcileTick(door(), at.tenant);
	await tick();
	await tick();
	const after = await usage(send, "by=deal");
	const own = after.items.find(({ key }) => key === id)?.amounts;
	expect(own?.signals).toBe(1);
	expect(own?.tokens).toBeGreaterThan(0);
	expect(after.total).toEqual(added([before, own ?? NO_USAGE]));
});

test("[S1-12] usage is for those who answer for the account: not for a rep, nor for who may only read", async () => {
	const at = await newTenant("usage-who");
	const path = "usage?from=2026-01-01&to=2026-01-02";
	for (const [who, status] of [
		[at.admin, 200],
		[at.human, 200],
		[at.rep, 403],
		[at.reader, 403],
	] as const)
		expect((await (await client(at, who)).send(path)).status, who.id).toBe(status);
	// A script that writes bills reads, and decides nothing.
	const bills = await client(at, at.person("boss", ["tenant-admin"], { scopes: ["read"] }));
	expect((await bills.send(path)).status).toBe(200);
	const writer = await client(at, at.person("boss", ["tenant-admin"], { scopes: ["write", "decide"] }));
	expect((await writer.send(path)).status).toBe(403);
});
