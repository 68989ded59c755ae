import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { DealAgent } from "#durable-objects/deal-agent/deal-agent.ts";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { MARA, openDraft, type TestDeal, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { type DealId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { gatewayOf } from "./ingress/gateway-of.ts";
import { reconcile, reconcileTick, turnOf } from "./schedule/reconcile.ts";
import { readPosition } from "./store/cursors.ts";
import { reconcileDeal } from "./store/follow.ts";
import { tenantDb } from "./store/tenant-db.ts";
import { alter, forgetLists, LISTS, type List, rowsOfList, snapshot, storedRows } from "./testing/lists.setup.ts";

const door = () => ({ env, ctx: createExecutionContext() });
const everything = { after: null, limit: 200 };

/** A tenant with a deal that has something in every list: an answer that was sent, a draft that waits, a record by hand. */
async function listed() {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	startSink("keyed");
	const clock = standStill();
	const at = await newTenant("reconcile");
	giveSmallCrew(at);
	const deal = testDeal(at);
	await deal.receive("first");
	await deal.approve(await openDraft(deal));
	await deal.settle(clock);
	await deal.receive("second", { text: "Is onboarding included? We are 85 people." });
	const record = { type: "contact", contact: at.contact(MARA.address) } as const;
	await deal.rpc().changeCrm(deal.by(), { record, field: "title", value: "Head of Operations" });
	await deal.rpc().changeCrm(deal.by(), { record: { type: "company" }, field: "size", value: "85 agents" });
	await deal.rpc().changeCrm(deal.by(), { record: { type: "deal" }, field: "amount", value: "EUR 42,000" });
	await deal.settle(clock);
	const right = await snapshot(at);
	for (const list of Object.keys(LISTS)) expect(right[list], list).not.toEqual([]);
	return { clock, at, deal, right, check: () => reconcile(door(), at.tenant, everything) };
}

const openDeal = async (at: TestTenant, clock: Clock, name: string): Promise<TestDeal> => {
	const deal = testDeal(at, name);
	await deal.receive(`mail of ${name}`);
	await deal.settle(clock);
	return deal;
};

describe("[REL15] what a hand in the database altered", () => {
	const MARAS = "contact = (SELECT contact FROM deal_contacts WHERE tenant = ?1 LIMIT 1)";
	test.each<readonly [List, string]>([
		["deals", "DELETE FROM deals WHERE tenant = ?1"],
		["deals", "UPDATE deals SET stage = 'CLOSED_WON' WHERE tenant = ?1"],
		["deals", "UPDATE deals SET amount_minor = 1, next_step = 'Nothing' WHERE tenant = ?1"],
		["deals", "UPDATE deals SET company = NULL WHERE tenant = ?1"],
		["deals", "UPDATE deals SET version = 1, name = 'Old' WHERE tenant = ?1"],
		["deals", "UPDATE deals SET version = 999999, name = 'From the future' WHERE tenant = ?1"],
		["approvals", "DELETE FROM approvals WHERE tenant = ?1"],
		["approvals", "UPDATE approvals SET view = '{}' WHERE tenant = ?1"],
		["approvals", "UPDATE approvals SET deal = 'd-aaaaaaaaaaaaaaaaaaaa' WHERE tenant = ?1"],
		[
			"approvals",
			"INSERT INTO approvals (tenant, approval, deal, requested_at, view) SELECT tenant, 'a-long-gone', deal, 0, '{}' FROM deals WHERE tenant = ?1",
		],
		["contacts", "DELETE FROM contacts WHERE tenant = ?1"],
		["contacts", "UPDATE contacts SET title = 'Nobody' WHERE tenant = ?1"],
		["contacts", `UPDATE contacts SET company = NULL WHERE tenant = ?1 AND ${MARAS}`],
		["deal_contacts", "DELETE FROM deal_contacts WHERE tenant = ?1"],
		["companies", "DELETE FROM companies WHERE tenant = ?1"],
		["companies", "UPDATE companies SET name = 'Another', domain = 'another.example' WHERE tenant = ?1"],
		["companies", "UPDATE companies SET size = NULL WHERE tenant = ?1"],
		["record_fields", "DELETE FROM record_fields WHERE tenant = ?1"],
		["record_fields", "UPDATE record_fields SET value = 'Another' WHERE tenant = ?1 AND field = 'title'"],
		["record_fields", "UPDATE record_fields SET at = at + 1, source = 0 WHERE tenant = ?1"],
		["activities", "DELETE FROM activities WHERE tenant = ?1"],
		["activities", "DELETE FROM activities WHERE tenant = ?1 AND kind = 'mail-sent'"],
		["activities", "UPDATE activities SET summary = 'Nothing happened' WHERE tenant = ?1 AND seq = 2"],
		["activities", "UPDATE activities SET seq = seq + 1000 WHERE tenant = ?1 AND kind = 'mail-sent'"],
		[
			"activities",
			"INSERT INTO activities SELECT tenant, deal, 1, 0, 'mail-sent', NULL, NULL, '', NULL FROM deals WHERE tenant = ?1",
		],
		["cursors", "DELETE FROM cursors WHERE tenant = ?1"],
		["cursors", "UPDATE cursors SET seq = 1 WHERE tenant = ?1"],
		["cursors", "UPDATE cursors SET seq = 999999 WHERE tenant = ?1"],
		["cursors", "UPDATE cursors SET state = 'nonsense' WHERE tenant = ?1"],
	])("in %s is found and repaired: %s", async (list, sql) => {
		const { at, deal, right, check } = await listed();
		await alter(at, sql);
		expect(await storedRows(at, list)).not.toEqual(right[list]);
		expect(await check()).toEqual({ checked: 1, repaired: [deal.id], next: null });
		const after = await snapshot(at);
		// A row far behind the end of the log is no row of it, and is met when the log gets there.
		if (sql.includes("seq + 1000")) await alter(at, "DELETE FROM activities WHERE tenant = ?1 AND seq > 1000");
		expect(sql.includes("seq + 1000") ? await snapshot(at) : after).toEqual(right);
		expect(await check()).toEqual({ checked: 1, repaired: [], next: null });
	});

	test("is the same as if it were listed for the first time, and a pause of a contact stays", async () => {
		const { at, deal, right, check } = await listed();
		await forgetLists(at);
		await expect(check()).resolves.toEqual({ checked: 0, repaired: [], next: null });
		expectDone(await gatewayOf(createExecutionContext(), at.tenant).project(await deal.read()));
		expect(await snapshot(at)).toEqual(right);
		await alter(at, "UPDATE contacts SET automation_state = 'paused', name = 'x' WHERE tenant = ?1");
		await check();
		expect(await rowsOfList(at, "contacts")).toMatchObject([{ automation_state: "paused", name: MARA.name }]);
	});
});

describe("the reconciler", () => {
	test("[REL15] writes nothing where nothing is wrong", async () => {
		const { at, right, check } = await listed();
		const batch = vi.spyOn(env.DB, "batch");
		expect(await check()).toMatchObject({ checked: 1, repaired: [] });
		expect(expectDone((await reconcileTick(door(), at.tenant)) as never)).toMatchObject({ checked: 1, repaired: [] });
		expect(batch).not.toHaveBeenCalled();
		expect(await snapshot(at)).toEqual(right);
		await alter(at, "UPDATE deals SET name = 'Another' WHERE tenant = ?1");
		await check();
		expect(batch).toHaveBeenCalled();
	});

	test("[REL15] writes no older version over a newer one that was listed meanwhile", async () => {
		const { at, deal, check } = await listed();
		const gateway = gatewayOf(createExecutionContext(), at.tenant);
		await alter(at, "UPDATE deals SET name = 'Another' WHERE tenant = ?1");
		await reconcileDeal(tenantDb(env, at.tenant, at.tenant), deal.id, {
			companyOf: () => null,
			pull: async (after, limit) => expectDone(await deal.rpc().events(deal.by(), after, limit)),
			// The deal goes on, and is listed, after it was read and before it is written.
			read: async () => {
				const view = await deal.read();
				const change = { record: { type: "deal" }, field: "amount", value: "EUR 50,000" } as const;
				const newer = expectDone(await deal.rpc().changeCrm(deal.by(), change));
				expectDone(await gateway.project(newer));
				return view;
			},
		});
		const { version, name } = await deal.read();
		const company = at.company("brightfen.example");
		expect(await rowsOfList(at, "deals")).toMatchObject([{ amount_minor: 5_000_000, version, name, company }]);
		expect(await check()).toMatchObject({ repaired: [] });
	});

	test("[REL15] goes through the deals page by page, and a deal that cannot be read keeps no other from being looked at", async () => {
		const { clock, at, deal } = await listed();
		const deals = [deal, ...(await Promise.all(["a", "b", "c", "d"].map((name) => openDeal(at, clock, name))))];
		const ids = deals.map(({ id }) => id).sort();
		await alter(at, "UPDATE deals SET name = 'Another' WHERE tenant = ?1");
		const { prototype } = DealAgent;
		const read = prototype.read;
		vi.spyOn(prototype, "read").mockImplementation(function (this: DealAgent, call) {
			if (call.deal === ids[2]) throw new Error("the object was reset");
			return read.call(this, call);
		});
		const repaired: DealId[] = [];
		let after: DealId | null = null;
		const sizes: number[] = [];
		do {
			const page: Awaited<ReturnType<typeof reconcile>> = await reconcile(door(), at.tenant, { after, limit: 2 });
			sizes.push(page.checked);
			repaired.push(...page.repaired);
			after = page.next;
		} while (after !== null);
		expect(sizes).toEqual([2, 2, 1]);
		expect(repaired).toEqual(ids.filter((_, i) => i !== 2));
	});

	test("[REL15] a tick goes on where the last one ended, and begins anew after the last deal", async () => {
		const { clock, at } = await listed();
		for (let i = 0; i < 10; i++) await openDeal(at, clock, `deal ${i}`);
		const position = () => readPosition(tenantDb(env, at.tenant, at.tenant));
		const tick = async () => expectDone((await reconcileTick(door(), at.tenant)) as never) as { checked: number };
		expect((await tick()).checked).toBe(10);
		const ids = (await rowsOfList(at, "deals")).map((row) => row.deal);
		expect(await position()).toBe(ids[9]);
		expect((await tick()).checked).toBe(1);
		expect(await position()).toBeNull();
		expect((await tick()).checked).toBe(10);
	});

	test("[INV12] of another account it reads and writes nothing", async () => {
		const { at, right } = await listed();
		const other = await newTenant("other");
		await alter(at, "UPDATE deals SET name = 'Another' WHERE tenant = ?1");
		expect(await reconcile(door(), other.tenant, everything)).toEqual({ checked: 0, repaired: [], next: null });
		expect(await storedRows(at, "deals")).not.toEqual(right.deals);
	});

	test.each([20, 21, 41, 200])("[REL15] of %i accounts each has its turn", (count) => {
		const tenants = Array.from({ length: count }, (_, i) => TenantId.parse(`tenant-${i}`));
		const now = Date.UTC(2026, 8, 16);
		const rounds = Math.ceil(count / 20);
		const turns = Array.from({ length: rounds }, (_, i) => turnOf(tenants, now + i * 10 * MINUTE_MS));
		expect(turns.every((turn) => turn.length > 0 && turn.length <= 20)).toBe(true);
		expect(new Set(turns.flat())).toEqual(new Set(tenants));
	});
});
