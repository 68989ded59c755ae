import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { DealAgent } from "#durable-objects/deal-agent/deal-agent.ts";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { crashAt } from "#durable-objects/platform/boundary.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { runAlarms } from "#durable-objects/testing/alarms.setup.ts";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { crash, expectReplays, type TestDeal, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { dumpOf, placesOf } from "#durable-objects/testing/dump.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { dbOf } from "#durable-objects/testing/sealed.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { ForkRow } from "#knowledge/core/contract/deal.ts";
import { type ContactId, type DealId, dealIdOf } from "#knowledge/core/vocabulary/ids.ts";
import { gatewayOf } from "./ingress/gateway-of.ts";
import { eraseTick } from "./schedule/erase.ts";
import { readErasure } from "./store/erasures.ts";
import { registerFork } from "./store/forks.ts";
import { client, json } from "./testing/api.setup.ts";

const OTTOLINE = { name: "Ottoline Vexler", address: "ottoline@northmere.example" };
const PETRA = { name: "Petra Lindqvist", address: "petra@harrowgate.example" };
const TRACES = ["Vexler", "ottoline@northmere", "5550142857", "555 014 2857"] as const;
const TOLD = `${OTTOLINE.name} (${OTTOLINE.address}, mobile +1 555 014 2857) told us the budget is gone.`;
const KEPT = "Ottoline from the front desk told us that the lift is broken.";

type World = {
	readonly at: TestTenant;
	readonly api: Awaited<ReturnType<typeof client>>;
	readonly clock: Clock;
	readonly contact: ContactId;
	/** Theirs; one of another company that tells of them; one that tells of another person of their first name; one named after them. */
	readonly own: TestDeal;
	readonly told: TestDeal;
	readonly other: TestDeal;
	readonly named: TestDeal;
};

const good = async (answered: Response): Promise<Record<string, unknown>> => {
	expect(answered.ok, await answered.clone().text()).toBe(true);
	return answered.json();
};

async function world(name: string): Promise<World> {
	for (const level of ["warn", "error", "info"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
	startSink("keyed");
	const clock = standStill();
	const at = await newTenant(name, { undoWindowMs: 60_000 });
	giveSmallCrew(at);
	const api = await client(at);
	const [own, told, other] = [testDeal(at, "own"), testDeal(at, "told"), testDeal(at, "other")];
	const text = `Hello Sam,\n\nwhat would it cost?\n\nBest regards,\n${OTTOLINE.name}\nHead of Operations\nPhone: +1 5550142857`;
	await own.receive("first", { text, from: OTTOLINE, subject: "A question" });
	clock.advance(1_000);
	const opened = { name: "Harrowgate", region: "emea", rep: null } as const;
	for (const [deal, source] of [
		[told, "second"],
		[other, "third"],
	] as const) {
		const delivery = deal.delivery(source, { text: "Is there a smaller plan?", from: PETRA, subject: "Plans" });
		expectDone(await deal.rpc().receive(deal.by(), { ...delivery, open: opened }));
	}
	const made = await good(await api.send("deals", json({ name: `${OTTOLINE.name}, second try`, region: "apac" })));
	const named = testDeal(at, "named", made.id as DealId);
	const gateway = gatewayOf(createExecutionContext(), at.tenant);
	for (const deal of [own, told, other, named]) expectDone(await gateway.project(await deal.read()));
	await good(await api.send("signals/note", json({ deal: told.id, text: TOLD })));
	await good(await api.send("signals/note", json({ deal: other.id, text: KEPT })));
	await runAlarms(clock, testInbox(at).raw(), told.raw(), other.raw());
	for (const [deal, value] of [
		[told, `Call ${OTTOLINE.name}`],
		[other, "Call Ottoline"],
	] as const)
		await good(await api.send(`deals/${deal.id}/crm`, json({ record: { type: "deal" }, field: "next-step", value })));
	for (const deal of [told, other])
		await good(await api.send(`deals/${deal.id}/fork`, json({ label: labelOf(deal === told) })));
	return { at, api, clock, contact: at.contact(OTTOLINE.address), own, told, other, named };
}

const labelOf = (isOfThem: boolean): string => `what if Ottoline ${isOfThem ? "Vexler " : ""}agrees`;

/** All that the API shows of a deal. */
async function shownOf(api: World["api"], deal: DealId): Promise<string> {
	const paths = ["", "/events?limit=200", "/facts", "/forks", "/runs"];
	const texts = await Promise.all(
		paths.map(async (path) => {
			const answered = await api.send(`deals/${deal}${path}`);
			expect(answered.status, path).toBe(200);
			return answered.text();
		}),
	);
	const { items } = JSON.parse(texts[1] ?? "") as { items: readonly { event: { signal?: string } }[] };
	const signals = new Set(items.flatMap(({ event }) => event.signal ?? []));
	const sources = await Promise.all(
		[...signals].map(async (signal) => (await api.send(`deals/${deal}/signals/${signal}`)).text()),
	);
	return [...texts, ...sources].join("\n");
}

const LISTS = ["deals", "contacts", "companies", "approvals"];

async function expectGone({ api, own, told, other, named, at }: World, where = ""): Promise<void> {
	const forks: ForkRow[] = [];
	for (const deal of [own, told, other, named]) {
		const shown = await shownOf(api, deal.id);
		for (const trace of TRACES) expect(shown, `${where} ${trace}`).not.toContain(trace);
		forks.push(...((await good(await api.send(`deals/${deal.id}/forks`))) as unknown as { items: ForkRow[] }).items);
		await expectReplays(deal);
	}
	for (const list of LISTS) expect(await (await api.send(list)).text(), `${where} ${list}`).not.toContain("Vexler");
	expect(forks.map(({ label }) => label).sort()).toEqual(["erased", labelOf(false)]);
	for (const fork of forks) {
		const shown = await shownOf(api, fork.id);
		for (const trace of TRACES) expect(shown, `${where} fork ${trace}`).not.toContain(trace);
	}
	expect(await other.eventTypes()).not.toContain("deal.contact-erased");
	const texts = await other.sql<{ n: number }>("SELECT COUNT(*) AS n FROM payloads");
	expect(texts[0]?.n).toBeGreaterThan(0);
	expect(await readErasure(dbOf(at), at.contact(OTTOLINE.address))).toBeNull();
}

const erase = ({ api, contact }: World): Promise<Response> =>
	api.send(`contacts/${contact}/erase`, json({ confirm: contact }));

test("[S0-84] who is erased stands in no deal that they never wrote to, in no name of a deal and in no label", async () => {
	const of = await world("elsewhere");
	const before = await shownOf(of.api, of.other.id);
	expect(await shownOf(of.api, of.named.id)).toContain("Vexler");
	for (const trace of ["Vexler", OTTOLINE.address, "555 014 2857"])
		expect(await shownOf(of.api, of.told.id)).toContain(trace);
	expect(await good(await erase(of))).toMatchObject({ contact: of.contact, underWay: 0, left: 0 });
	await expectGone(of);
	// Another person of the same first name: not a byte is different.
	expect(await shownOf(of.api, of.other.id)).toBe(before);
	expect(before).toContain("what if Ottoline agrees");
	expect(await of.told.eventTypes()).toContain("deal.contact-erased");
	expect(await good(await erase(of))).toEqual({
		contact: of.contact,
		deals: 0,
		texts: 0,
		bodies: 0,
		underWay: 0,
		left: 0,
	});
}, 30_000);

test("[REL1] killed anywhere between other deals, an erasure that is asked for again ends like one that was not", async () => {
	onTestFinished(() => crashAt(null));
	const isElsewhere = (name: string): boolean => /^erase\.(noted|elsewhere|elsewhere-bodies|group|forget)/.test(name);
	const attempt = async (n: number, again: (of: World) => Promise<unknown>) => {
		vi.restoreAllMocks();
		const of = await world("elsewhere-crash");
		const passed: string[] = [];
		let isDead = false;
		crashAt((name) => {
			if (isElsewhere(name)) passed.push(name);
			if (passed.length === n) isDead = true;
			if (isDead) throw new Error(`crash at ${n}: ${name}`);
		});
		await erase(of).catch(() => null);
		crashAt(null);
		if (n > 0) {
			await crash();
			await again(of);
		}
		await expectGone(of, `boundary ${n}: ${passed[n - 1]}`);
		return passed;
	};
	const asked = async (of: World) => expect(await good(await erase(of))).toMatchObject({ left: 0 });
	// The clock, too, ends what a request began.
	const ticked = async ({ at }: World) => {
		for (let i = 0; i < 3; i++) expectDone(await eraseTick({ env, ctx: createExecutionContext() }, at.tenant));
	};
	const whole = await attempt(0, asked);
	const names = [...new Set(whole)];
	expect(names).toHaveLength(5);
	const tried = new Set(names.flatMap((name) => [whole.indexOf(name), whole.lastIndexOf(name)]));
	for (const i of tried) await attempt(i + 1, i % 2 === 0 ? asked : ticked);
}, 120_000);

test("[S0-84] of many deals some are gone through with each request, the clock goes on, and the end is told", async () => {
	const of = await world("elsewhere-many");
	const db = dbOf(of.at);
	for (let i = 0; i < 250; i++) {
		const [id, from] = [dealIdOf(sha256, of.at.tenant, `row-${i}`), of.told.id];
		await registerFork(
			db,
			{ id, from, at: 1, label: i === 200 ? `with ${OTTOLINE.address}` : "x", by: of.at.human.id },
			0,
		);
	}
	const first = await good(await erase(of));
	expect(first).toMatchObject({ left: 156 });
	expect(await readErasure(db, of.contact)).toMatchObject({ identity: { addresses: [OTTOLINE.address] } });
	expect(placesOf(await dumpOf(of.at.tenant), ["Vexler", OTTOLINE.address])).toEqual([]);
	expect((await good(await of.api.send(`contacts/${of.contact}`))).name).toBe(OTTOLINE.name);
	expect(await eraseTick({ env, ctx: createExecutionContext() }, of.at.tenant)).toEqual({ type: "done", value: 136 });
	expect(await good(await erase(of))).toMatchObject({ left: 36 });
	expect(await good(await erase(of))).toMatchObject({ left: 0 });
	expect((await good(await of.api.send(`contacts/${of.contact}`))).name).toBeNull();
	expect(await eraseTick({ env, ctx: createExecutionContext() }, of.at.tenant)).toEqual({ type: "done", value: 0 });
	const labels = await db.all("SELECT DISTINCT label FROM forks WHERE tenant = ?1 AND deal = ?2", of.told.id);
	expect(labels.length).toBeGreaterThan(1);
	expect(await shownOf(of.api, of.told.id)).not.toContain("Vexler");
}, 60_000);

test("[REL1] a deal that cannot be asked keeps no other from being gone through, and is gone through later", async () => {
	const of = await world("elsewhere-reset");
	const { prototype } = DealAgent;
	const before = prototype.eraseContact;
	const failing = vi.spyOn(prototype, "eraseContact").mockImplementation(function (this: DealAgent, call, erasure) {
		if (call.deal === of.told.id) throw new Error("the object was reset");
		return before.call(this, call, erasure);
	});
	expect(await good(await erase(of))).toMatchObject({ left: 1 });
	expect(await shownOf(of.api, of.named.id)).not.toContain("Vexler");
	expect(await eraseTick({ env, ctx: createExecutionContext() }, of.at.tenant)).toEqual({ type: "done", value: 1 });
	expect((await good(await of.api.send(`contacts/${of.contact}`))).name).toBe(OTTOLINE.name);
	failing.mockRestore();
	expect(await eraseTick({ env, ctx: createExecutionContext() }, of.at.tenant)).toEqual({ type: "done", value: 0 });
	await expectGone(of);
});

test("[ER2] a mail that tells of them and that a provider may have is gone on with by the clock, when that is known", async () => {
	const of = await world("elsewhere-mail");
	const { told, clock, at } = of;
	const mail = { to: [at.contact(PETRA.address)], subject: "The budget", body: `${OTTOLINE.name} told us.` };
	await good(await of.api.send(`deals/${told.id}/inject`, json(mail)));
	await told.sql("UPDATE outbox SET state = 'claimed', attempts = 1, first_attempt_at = ?", clock.now());
	expect(await good(await erase(of))).toMatchObject({ underWay: 1, left: 0 });
	// Nothing but the erasure itself knows them any more.
	expect((await good(await of.api.send(`contacts/${of.contact}`))).name).toBeNull();
	expect(await readErasure(dbOf(at), of.contact)).toMatchObject({ position: null, again: [told.id] });
	clock.advance(61_000);
	await told.settle(clock);
	expectDone(await eraseTick({ env, ctx: createExecutionContext() }, at.tenant));
	await expectGone(of);
	expect(placesOf(await dumpOf(at.tenant), ["Vexler"])).toEqual([]);
});

test("[SEC7] a deal is erased from for nobody by one of our own objects but the one that goes on with an erasure", async () => {
	const of = await world("elsewhere-whose");
	const identity = { names: [OTTOLINE.name], addresses: [], phones: [] };
	for (const [name, by] of [
		["reconciler", of.at.admin.id],
		["erase", undefined],
	] as const) {
		const call = { ...systemCall(of.at.tenant, name, { now: Date.now(), settingsVersion: 0 }), deal: of.told.id };
		const asked = { contact: of.contact, identity, ...(by ? { by } : {}) };
		expect(await of.told.rpc().eraseContact(call, asked)).toMatchObject({ refusal: { code: "not-allowed" } });
	}
	const call = { ...systemCall(of.at.tenant, "erase", { now: Date.now(), settingsVersion: 0 }), deal: of.told.id };
	const asked = { contact: of.contact, identity, by: of.at.admin.id };
	expect(await of.told.rpc().eraseContact(call, asked)).toMatchObject({ type: "done", value: { isChanged: true } });
	expect(await of.told.rpc().eraseContact(call, asked)).toMatchObject({ value: { isChanged: false, wasEver: true } });
});
