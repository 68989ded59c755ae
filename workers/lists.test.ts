import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { CrmCall } from "#durable-objects/deal-agent/calls.ts";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { MARA, openDraft, type TestDeal, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { NOTHING_PENDING, readActivities } from "#knowledge/core/contract/activity.ts";
import type { DealView, EventView } from "#knowledge/core/contract/deal.ts";
import type { CompanyId } from "#knowledge/core/vocabulary/ids.ts";
import { gatewayOf } from "./ingress/gateway-of.ts";
import { followActivities, PAGES_MAX } from "./store/activities.ts";
import { readActivityCursor } from "./store/cursors.ts";
import { DEAL_COLUMNS, rowsOf } from "./store/record-rows.ts";
import { tenantDb } from "./store/tenant-db.ts";
import { alter, contactOf, rowsOfList, snapshot } from "./testing/lists.setup.ts";

const OTTO = { address: "otto@brightfen.example", name: "Otto Lind" };

async function fresh() {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const clock = standStill();
	const at = await newTenant("lists");
	giveSmallCrew(at);
	const gateway = gatewayOf(createExecutionContext(), at.tenant);
	const project = async (view: DealView) => expectDone(await gateway.project(view));
	return { clock, at, project, mara: at.contact(MARA.address) };
}

const write = async (deal: TestDeal, change: CrmCall): Promise<DealView> =>
	expectDone(await deal.rpc().changeCrm(deal.by(), change));
describe("whether a deal is over", () => {
	const over = (at: TestTenant) => testInbox(at).sql("SELECT deal FROM closed_deals");

	test("[RS1] the inbox hears of an end and of a new beginning, in whatever order views arrive", async () => {
		const { at, project } = await fresh();
		await testInbox(at).accept("another");
		const deal = testDeal(at, "reopened");
		await deal.receive("first");
		const open = await deal.read();
		await project(open);
		expect(await over(at)).toEqual([]);
		expectDone(await deal.rpc().move(deal.by(at.rep), "CLOSED_LOST"));
		const lost = await deal.read();
		await project(lost);
		await project(open);
		expect(await over(at)).toEqual([{ deal: deal.id }]);
		expectDone(await deal.rpc().move(deal.by(at.rep), "PROSPECTING"));
		await project(await deal.read());
		expect(await over(at)).toEqual([]);
		await project(lost);
		expect(await over(at)).toEqual([]);
	});
});

describe("the rows of a deal", () => {
	test("[REL5] whatever order its versions come in, the newest stands, and the same rows come out", async () => {
		const { clock, at, project, mara } = await fresh();
		const deal = testDeal(at);
		await deal.receive("first");
		const versions = [await deal.read()];
		clock.advance(1_000);
		versions.push(await write(deal, { record: { type: "deal" }, field: "amount", value: "EUR 42000.00" }));
		clock.advance(1_000);
		versions.push(await write(deal, { record: { type: "contact", contact: mara }, field: "title", value: "CFO" }));
		clock.advance(1_000);
		versions.push(await write(deal, { record: { type: "contact", contact: mara }, field: "title", value: null }));
		for (const view of versions) await project(view);
		const inOrder = await snapshot(at);
		expect(inOrder.deals).toMatchObject([{ version: versions.at(-1)?.version, amount_minor: 4_200_000 }]);
		expect(await contactOf(at)).toMatchObject({ title: null });
		for (const order of [[0], [2, 0], [1, 3, 1, 0], [3, 3, 3, 2]]) {
			for (const i of order) await project(versions[i] as DealView);
			expect(await snapshot(at)).toEqual(inOrder);
		}
	});

	test("[REL5] the fields of the deal's own record stand in its row", async () => {
		const { at, project } = await fresh();
		const deal = testDeal(at);
		await deal.receive("first");
		const fields = [
			["close-date", "2026-11-30"],
			["next-step", "Send the security sheet"],
			["next-step-due", "2026-10-02"],
			["offering", "charging"],
			["competitor", "Nimbus"],
			["lost-reason", "price"],
			["amount", "EUR 42000.00"],
		] as const;
		for (const [field, value] of fields) await write(deal, { record: { type: "deal" }, field, value });
		await project(await deal.read());
		const [row] = await rowsOfList(at, "deals");
		expect(row).toMatchObject({
			close_date: "2026-11-30",
			next_step: "Send the security sheet",
			next_step_due: "2026-10-02",
			offering: "charging",
			competitor: "Nimbus",
			lost_reason: "price",
			amount_minor: 4_200_000,
			currency: "EUR",
			company: at.company("brightfen.example"),
		});
		expect(Object.keys(row ?? {}).sort()).toEqual(["tenant", "deal", ...DEAL_COLUMNS].sort());
	});
});

test("[REL5] what is no amount is none: a record of before may hold any text", async () => {
	const { at, project } = await fresh();
	const deal = testDeal(at);
	await deal.receive("first");
	const view = await write(deal, { record: { type: "deal" }, field: "amount", value: "EUR 42000.00" });
	await project({ ...view, crm: view.crm.map((each) => ({ ...each, value: "about forty thousand" })) });
	expect(await rowsOfList(at, "deals")).toMatchObject([{ amount_minor: null, currency: null }]);
});

test("[INV17] what an object of the version before answers, which knew of no record, is listed", async () => {
	const { at, project } = await fresh();
	const deal = testDeal(at);
	await deal.receive("first");
	const { crm: _crm, crmChanges: _changes, coaching: _coaching, fork: _fork, ...view } = await deal.read();
	const contacts = view.contacts.map(({ id, name, address }) => ({ id, name, address }));
	await project({ ...view, contacts } as unknown as DealView);
	expect(await rowsOfList(at, "deals")).toMatchObject([{ version: view.version, amount_minor: null }]);
	expect(await contactOf(at)).toMatchObject({ name: MARA.name, title: null });
});

describe("a company", () => {
	const companyOf = (domain: string) =>
		`o-${sha256(domain)
			.replace(/[^a-f2-7]/g, "")
			.slice(0, 20)}` as CompanyId;
	const nameIn = (view: DealView, domain: string) =>
		rowsOf(view, companyOf).fields.find((each) => each.record === companyOf(domain) && each.field === "name")?.value;

	test("[RS4] is known by the domain of its people's addresses, and there is none at providers that everyone uses", async () => {
		const { at, project } = await fresh();
		const deal = testDeal(at);
		await deal.receive("first", { from: { address: "mara.ellingsen@gmail.com", name: "Mara Ellingsen" } });
		await project(await deal.read());
		expect(await rowsOfList(at, "companies")).toEqual([]);
		expect(await contactOf(at, "mara.ellingsen@gmail.com")).toMatchObject({ company: null });
		await deal.receive("second");
		await deal.receive("third", { from: OTTO });
		await deal.receive("fourth", { from: { address: "ivo@consult.example", name: "Ivo" } });
		await project(await deal.read());
		const companies = await rowsOfList(at, "companies");
		expect(companies.map((row) => [row.company, row.name, row.domain]).sort()).toEqual(
			[
				[at.company("brightfen.example"), "Brightfen", "brightfen.example"],
				[at.company("consult.example"), "Consult", "consult.example"],
			].sort(),
		);
		expect(await rowsOfList(at, "deals")).toMatchObject([{ company: at.company("brightfen.example") }]);
		expect(await contactOf(at, "ivo@consult.example")).toMatchObject({ company: at.company("consult.example") });
	});

	test("[RS4] has the name that its record says, else that of its people's signatures, else that of its domain", async () => {
		const { at } = await fresh();
		const deal = testDeal(at);
		await deal.receive("first");
		await deal.receive("second", { from: OTTO });
		const view = await deal.read();
		expect(nameIn(view, "brightfen.example")).toBe("Brightfen");
		const [a, b] = view.contacts;
		if (!a || !b) throw new Error("two people wrote");
		const signed = { ...view, contacts: [{ ...a, company: "Brightfen Mobile AS" }, b] };
		expect(nameIn(signed, "brightfen.example")).toBe("Brightfen Mobile AS");
		const { crm } = await write(deal, { record: { type: "company" }, field: "name", value: "Brightfen Mobile" });
		expect(nameIn({ ...signed, crm }, "brightfen.example")).toBe("Brightfen Mobile");
	});

	test("[REL15] what a deal says of its company leaves with it when another company's people are more", async () => {
		const { clock, at, project } = await fresh();
		const deal = testDeal(at);
		await deal.receive("first");
		await project(await write(deal, { record: { type: "company" }, field: "size", value: "85 agents" }));
		const sizes = async () =>
			Object.fromEntries((await rowsOfList(at, "companies")).map((row) => [row.domain, row.size]));
		expect(await sizes()).toEqual({ "brightfen.example": "85 agents" });
		for (const name of ["ivo", "ada"]) {
			clock.advance(1);
			await deal.receive(name, { from: { address: `${name}@consult.example`, name } });
		}
		await project(await deal.read());
		expect(await sizes()).toEqual({ "brightfen.example": null, "consult.example": "85 agents" });
	});
});

describe("the activities of a deal", () => {
	const logOf = (deal: TestDeal): Promise<readonly EventView[]> => deal.events();
	const linesOf = (events: readonly EventView[]) =>
		readActivities(NOTHING_PENDING, events).activities.map(({ seq, kind, summary, contact }) => ({
			seq,
			kind,
			summary,
			contact,
		}));
	const listed = async (at: TestTenant) =>
		(await rowsOfList(at, "activities")).map(({ seq, kind, summary, contact }) => ({ seq, kind, summary, contact }));

	test("[INV7] with every doorbell silent the deal's own alarm brings rows and activities, once each", async () => {
		startSink("keyed");
		const { clock, at } = await fresh();
		const deal = testDeal(at);
		await deal.receive("first");
		await deal.approve(await openDraft(deal));
		await deal.settle(clock);
		const events = await logOf(deal);
		const lines = await listed(at);
		expect(lines).toEqual(linesOf(events));
		expect(lines.map(({ kind }) => kind)).toEqual(["signal-received", "approval-decided", "mail-sent"]);
		expect(new Set(lines.map(({ contact }) => contact))).toEqual(new Set([at.contact(MARA.address)]));
		const { version } = await deal.read();
		expect(await deal.sql("SELECT projected FROM board")).toEqual([{ projected: version }]);
		expect(await rowsOfList(at, "deals")).toMatchObject([{ version, sent: 1 }]);
		expect(await readActivityCursor(tenantDb(env, at.tenant, at.tenant), deal.id)).toMatchObject({ seq: version });
	});

	test("[INV7] where the log cannot be read, the deal is not taken as listed, and its next alarm catches up", async () => {
		const { clock, at } = await fresh();
		const deal = testDeal(at);
		await deal.receive("first");
		await env.DB.prepare("ALTER TABLE activities RENAME TO activities_away").run();
		await deal.fire().finally(() => env.DB.prepare("ALTER TABLE activities_away RENAME TO activities").run());
		expect(await deal.sql("SELECT projected FROM board")).toEqual([{ projected: 0 }]);
		expect(await readActivityCursor(tenantDb(env, at.tenant, at.tenant), deal.id)).toBeNull();
		await deal.settle(clock);
		expect(await listed(at)).toEqual(linesOf(await logOf(deal)));
	});

	/** A deal with a log of some length, and a follower of it that can be told where to fail. */
	async function followed() {
		const { at } = await fresh();
		const deal = testDeal(at);
		await deal.receive("first");
		for (let i = 0; i < 5; i++)
			await write(deal, { record: { type: "deal" }, field: "next-step", value: `Step ${"abcdef"[i]}` });
		const log = await logOf(deal);
		const db = tenantDb(env, at.tenant, at.tenant);
		const pull = async (after: number, limit: number) => log.filter(({ seq }) => seq > after).slice(0, limit);
		const cursor = async () => (await readActivityCursor(db, deal.id))?.seq ?? 0;
		const follow = (size: number, from = pull) => followActivities(db, deal.id, { pull: from, size });
		return { at, deal, log, db, pull, cursor, follow, lines: linesOf(log) };
	}

	test("[INV7] pages of any size, read once or five times, give the same rows", async () => {
		const { at, log, follow, lines, cursor } = await followed();
		for (const size of [1, 2, 3, log.length - 1, log.length, log.length + 1, 200]) {
			await alter(at, "DELETE FROM activities WHERE tenant = ?1");
			await alter(at, "DELETE FROM cursors WHERE tenant = ?1");
			for (let i = 0; i < 5; i++) await follow(size);
			expect(await listed(at), `${size}`).toEqual(lines);
			expect(await cursor()).toBe(log.length);
		}
	});

	test("[INV7] a follower that dies between two pages has written what its cursor says, and nothing is missing after", async () => {
		const { at, pull, follow, lines, cursor } = await followed();
		let pulls = 0;
		const failing: typeof pull = (after, limit) => {
			if (++pulls === 3) throw new Error("the connection was lost");
			return pull(after, limit);
		};
		await expect(follow(4, failing)).rejects.toThrow();
		expect(await cursor()).toBe(8);
		expect(await listed(at)).toEqual(lines.filter(({ seq }) => seq <= 8));
		await follow(4);
		expect(await listed(at)).toEqual(lines);
	});

	test("[INV7] of two followers the slower one sets nothing back", async () => {
		const { at, log, pull, follow, lines, cursor } = await followed();
		const asked: number[] = [];
		await follow(3, async (after, limit) => {
			asked.push(after);
			const page = await pull(after, limit);
			if (asked.length === 1) await follow(200);
			return page;
		});
		expect(asked).toEqual([0, log.length]);
		expect(await cursor()).toBe(log.length);
		expect(await listed(at)).toEqual(lines);
	});

	test("[INV7] a cursor that was set back while a page was read is not moved past what is missing before it", async () => {
		const { at, pull, follow, lines, cursor, log } = await followed();
		await follow(200, async (after) => pull(after, 6));
		expect(await cursor()).toBe(6);
		await follow(200, async (after, limit) => {
			await alter(at, "DELETE FROM activities WHERE tenant = ?1");
			await alter(at, "UPDATE cursors SET seq = 2 WHERE tenant = ?1");
			return pull(after, limit);
		});
		expect(await cursor()).toBe(2);
		await alter(at, "UPDATE cursors SET seq = 0, state = '{}' WHERE tenant = ?1");
		await follow(200);
		expect([await cursor(), await listed(at)]).toEqual([log.length, lines]);
	});

	test.each([
		[PAGES_MAX, true],
		[PAGES_MAX + 1, false],
	])("[INV7] a log of %i pages is read in one go: %s; the rest comes with the next", async (pages, isWhole) => {
		const { at, log, db, deal, cursor } = await followed();
		const one = log.find(({ event }) => event.type === "conversation.signal-received");
		if (!one) throw new Error("a mail came in");
		const long = Array.from({ length: 2 * pages - 1 }, (_, i) => ({ ...one, seq: i + 1 }));
		const pull = async (after: number, limit: number) => long.filter(({ seq }) => seq > after).slice(0, limit);
		const go = () => followActivities(db, deal.id, { pull, size: 2 });
		if (isWhole) await go();
		else await expect(go()).rejects.toMatchObject({ fault: { code: "activities-behind", retry: { when: "later" } } });
		expect(await cursor()).toBe(isWhole ? long.length : 2 * PAGES_MAX);
		await go();
		expect(await listed(at)).toHaveLength(long.length);
	});
});
