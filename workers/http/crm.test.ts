import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, MARA, type TestDeal, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { ActivityView, CompanyView, ContactRow, ReconcileAnswer } from "#knowledge/core/contract/crm.ts";
import type { DealRow } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { client, json } from "#workers/testing/api.setup.ts";
import { alter } from "#workers/testing/lists.setup.ts";

type Client = Awaited<ReturnType<typeof client>>;
type Listed<T> = { items: T[]; next: string | null };

const COMPANY = "brightfen.example";
const patch = (value: unknown) => ({ ...json(value), method: "PATCH" });
const get = async <T>(by: Client, path: string): Promise<T> => {
	const response = await by.send(path);
	expect(response.status, path).toBe(200);
	return response.json();
};

async function openDeal(at: TestTenant, clock: Clock, name: string, from = MARA): Promise<TestDeal> {
	const deal = testDeal(at, name);
	await env.DB.prepare(
		"INSERT INTO deals (tenant, deal, name, stage, region, updated_at) VALUES (?, ?, '', 'PROSPECTING', 'emea', 0)",
	)
		.bind(at.tenant, deal.id)
		.run();
	await deal.receive(`mail of ${name}`, { from });
	await deal.settle(clock);
	return deal;
}

async function fresh() {
	const clock = standStill();
	const at = await newTenant("crm");
	giveSmallCrew(at);
	const deal = await openDeal(at, clock, "one");
	const [human, rep] = await Promise.all([client(at), client(at, at.rep)]);
	return { clock, at, deal, human, rep, mara: at.contact(MARA.address), company: at.company(COMPANY) };
}

test("[API] what a person writes of a contact is an event of their deal, and the answer shows it at once", async () => {
	const { at, deal, rep, mara, company } = await fresh();
	const before = (await deal.read()).version;
	const response = await rep.send(
		`contacts/${mara}`,
		patch({ title: "Head of Operations", role: "decides", stance: "for", phone: "+47 1" }),
	);
	const answer: ContactRow = await response.json();
	expect(response.status, JSON.stringify(answer)).toBe(200);
	expect(answer).toEqual({
		id: mara,
		name: MARA.name,
		address: MARA.address,
		title: "Head of Operations",
		phone: "+47 1",
		company: "Brightfen",
		companyId: company,
		role: "decides",
		stance: "for",
		automation: "active",
		deals: [deal.id],
	});
	expect(await get<ContactRow>(rep, `contacts/${mara}`)).toEqual(answer);
	expect((await get<Listed<ContactRow>>(rep, "contacts")).items).toEqual([answer]);
	const view = await deal.read();
	expect(view.version).toBe(before + 4);
	expect(view.crmChanges.map(({ field, by }) => [field, by])).toEqual(
		["stance", "role", "phone", "title"].map((field) => [field, { type: "human", user: at.rep.id }]),
	);
	expect(view.contacts[0]).toMatchObject({ title: "Head of Operations", phone: "+47 1" });
	expect(await (await rep.send(`contacts/${mara}`, patch({ title: null }))).json()).toMatchObject({ title: null });
	await expectReplays(deal);
});

test("[API] the same written twice is one change", async () => {
	const { deal, rep, mara } = await fresh();
	for (let i = 0; i < 3; i++) expect((await rep.send(`contacts/${mara}`, patch({ title: "CFO" }))).status).toBe(200);
	expect((await deal.read()).crmChanges).toHaveLength(1);
});

test("[API] a company is written in each of its deals that the writer may steer, and shows its people and deals", async () => {
	const { clock, at, deal, human, company } = await fresh();
	const otto = { address: `otto@${COMPANY}`, name: "Otto Lind" };
	const other = await openDeal(at, clock, "two", otto);
	const change = { name: "Brightfen Mobile", currentSystem: "Nimbus", size: "85 agents" };
	const answer: CompanyView = await (await human.send(`companies/${company}`, patch(change))).json();
	expect(answer).toMatchObject({ id: company, domain: COMPANY, ...change });
	expect(answer.people.map(({ name, company: works }) => [name, works])).toEqual([
		[MARA.name, "Brightfen Mobile"],
		["Otto Lind", "Brightfen Mobile"],
	]);
	expect(new Set(answer.deals.map(({ id }) => id))).toEqual(new Set([deal.id, other.id]));
	for (const each of [deal, other]) {
		const { crm } = await each.read();
		expect(Object.fromEntries(crm.map(({ field, value }) => [field, value]))).toEqual({
			name: "Brightfen Mobile",
			"current-system": "Nimbus",
			size: "85 agents",
		});
	}
	expect(await get(human, `companies/${company}`)).toEqual(answer);
	const { people: _people, deals: _deals, ...row } = answer;
	expect(await get(human, "companies")).toEqual({ items: [row], next: null });
});

test("[API] whoever may steer none of a record's deals is told so, and nothing is written", async () => {
	const { at, deal, mara, company } = await fresh();
	const strangers = [at.elsewhere, at.admin, at.person("otto", ["rep"])];
	const before = await deal.read();
	for (const principal of strangers) {
		const by = await client(at, principal);
		for (const [path, body] of [
			[`contacts/${mara}`, { title: "CFO" }],
			[`companies/${company}`, { size: "1" }],
		] as const) {
			const response = await by.send(path, patch(body));
			expect(response.status, `${principal.id} ${path}`).toBe(403);
			expect(await response.json()).toMatchObject({ detail: expect.stringContaining("rep or the regional human") });
		}
	}
	expect(await deal.read()).toEqual(before);
});

test("[API] an edit is written whole or not at all, and the answer names the field that cannot stand", async () => {
	const { deal, rep, mara, company } = await fresh();
	const before = await deal.read();
	for (const [path, body, named] of [
		[`contacts/${mara}`, { title: "CTO", phone: "1\u202e2" }, "/body/phone: is one line"],
		[`companies/${company}`, { size: "40", currentSystem: "a\u0007b" }, "/body/currentSystem: is one line"],
	] as const) {
		const response = await rep.send(path, patch(body));
		expect(response.status).toBe(422);
		expect(await response.json()).toMatchObject({ detail: expect.stringContaining(named) });
	}
	expect(await deal.read()).toEqual(before);
});

test("[API] the deal has the last word: a row that says otherwise lets nobody in", async () => {
	const { at, deal, mara } = await fresh();
	await alter(at, "UPDATE deals SET rep = 'otto' WHERE tenant = ?1");
	const otto = await client(at, at.person("otto", ["rep"]));
	expect((await otto.send(`contacts/${mara}`, patch({ title: "CFO" }))).status).toBe(403);
	expect((await deal.read()).crmChanges).toEqual([]);
});

test("[API] a rep writes in their own deals alone; what another deal said later still stands", async () => {
	const { clock, at, deal, human, rep, mara } = await fresh();
	const theirs = testDeal(at, "two");
	await env.DB.prepare(
		"INSERT INTO deals (tenant, deal, name, stage, region, updated_at) VALUES (?, ?, '', 'PROSPECTING', 'emea', 0)",
	)
		.bind(at.tenant, theirs.id)
		.run();
	await theirs.rpc().open(theirs.by(), { name: "Another", region: "emea", rep: null });
	await theirs.receive("mail of two");
	await theirs.settle(clock);
	clock.advance(1_000);
	expect((await rep.send(`contacts/${mara}`, patch({ title: "CFO" }))).status).toBe(200);
	expect((await theirs.read()).crmChanges).toEqual([]);
	expect((await deal.read()).crmChanges).toHaveLength(1);
	clock.advance(1_000);
	expect((await human.send(`contacts/${mara}`, patch({ title: "Finance" }))).status).toBe(200);
	expect((await theirs.read()).crmChanges).toHaveLength(1);
	expect(await (await rep.send(`contacts/${mara}`, patch({ title: null }))).json()).toMatchObject({ title: "Finance" });
});

test.each([
	["contacts", {}, 400],
	["contacts", { title: "" }, 400],
	["contacts", { title: "   " }, 400],
	["contacts", { role: "king" }, 400],
	["contacts", { stance: "for" }, 200],
	["contacts", { name: "Eve" }, 400],
	["contacts", { address: "eve@brightfen.example" }, 400],
	["companies", {}, 400],
	["companies", { size: null }, 200],
	["companies", { domain: "x.example" }, 400],
	["companies", { "current-system": "x" }, 400],
])("[API] PATCH %s %j is answered %i", async (kind, body, status) => {
	const { rep, mara, company } = await fresh();
	const path = kind === "contacts" ? `contacts/${mara}` : `companies/${company}`;
	expect((await rep.send(path, patch(body))).status).toBe(status);
});

test.each([
	[400, 200],
	[401, 400],
])("[API] a title of %i characters is answered %i", async (length, status) => {
	const { rep, mara } = await fresh();
	expect((await rep.send(`contacts/${mara}`, patch({ title: "x".repeat(length) }))).status).toBe(status);
});

test("[SEC8] ids that never were are 404, on every one of these routes", async () => {
	const { human } = await fresh();
	const never = `${"a".repeat(20)}`;
	for (const [path, init] of [
		[`contacts/c-${never}`, {}],
		[`contacts/c-${never}`, patch({ title: "x" })],
		[`companies/o-${never}`, {}],
		[`companies/o-${never}`, patch({ size: "x" })],
		[`companies/c-${never}`, {}],
		[`deals/d-${never}/activities`, {}],
	] as const)
		expect((await human.send(path, init)).status, path).toBe(404);
});

test("[API] lists of people and companies are paged, each of them once", async () => {
	const { clock, at, human } = await fresh();
	for (const name of ["ada", "ivo", "kim"])
		await openDeal(at, clock, name, { address: `${name}@${name}.example`, name });
	for (const [path, wanted] of [
		["contacts", 4],
		["companies", 4],
	] as const) {
		for (const limit of [1, 3, 4, 5]) {
			const seen: string[] = [];
			let cursor: string | null = null;
			let pages = 0;
			do {
				const query: string = cursor === null ? "" : `&cursor=${cursor}`;
				const page: Listed<{ id: string }> = await get(human, `${path}?limit=${limit}${query}`);
				expect(page.items.length).toBeLessThanOrEqual(limit);
				seen.push(...page.items.map(({ id }) => id));
				cursor = page.next;
				pages++;
			} while (cursor !== null);
			expect(seen).toEqual([...new Set(seen)].sort());
			expect([seen.length, pages]).toEqual([wanted, Math.ceil(wanted / limit)]);
		}
		expect((await human.send(`${path}?cursor=nonsense`)).status).toBe(400);
	}
});

test("[API] activities are read page by page; a fork has none of its own", async () => {
	const { clock, deal, human, rep, mara } = await fresh();
	await rep.send(`contacts/${mara}`, patch({ title: "CFO", phone: "+47 1", role: "decides" }));
	await deal.settle(clock);
	const path = `deals/${deal.id}/activities`;
	const { items, next } = await get<Listed<ActivityView>>(human, path);
	expect(next).toBeNull();
	expect(items.map(({ kind, name, summary }) => [kind, name, summary])).toEqual([
		["signal-received", MARA.name, "Mail: Pricing"],
		["crm-changed", MARA.name, "Title: CFO"],
		["crm-changed", MARA.name, "Phone: +47 1"],
		["crm-changed", MARA.name, "Role: decides"],
	]);
	for (const limit of [1, 3, 4, 5]) {
		const seen: ActivityView[] = [];
		for (let after: string | null = "0"; after !== null; ) {
			const page: Listed<ActivityView> = await get(human, `${path}?after=${after}&limit=${limit}`);
			seen.push(...page.items);
			after = page.next;
		}
		expect(seen).toEqual(items);
	}
	const forked: { id: string } = await (await human.send(`deals/${deal.id}/fork`, json({}))).json();
	expect(await get(human, `deals/${forked.id}/activities`)).toEqual({ items: [], next: null });
});

test("[API] a deal in the list has its sum, its next step and its company's name", async () => {
	const { deal, human, company } = await fresh();
	const write = (field: string, value: string) =>
		human.send(`deals/${deal.id}/crm`, json({ record: { type: "deal" }, field, value }));
	for (const [field, value] of [
		["amount", "EUR 42,000"],
		["close-date", "2026-11-30"],
		["next-step", "Send the price list"],
		["next-step-due", "2026-10-02"],
	] as const)
		expect((await write(field, value)).status).toBe(200);
	await human.send(`companies/${company}`, patch({ name: "Brightfen Mobile" }));
	const { items } = await get<Listed<DealRow>>(human, "deals");
	expect(items).toMatchObject([
		{
			id: deal.id,
			amount: { minor: 4_200_000, currency: "EUR" },
			closeDate: "2026-11-30",
			nextStep: "Send the price list",
			nextStepDue: "2026-10-02",
			company: "Brightfen Mobile",
		},
	]);
});

test("[REL15] a person has the lists held against the deals, a page at a time; a rep has not", async () => {
	const { clock, at, deal, human, rep } = await fresh();
	const other = await openDeal(at, clock, "two");
	await alter(at, "UPDATE deals SET name = 'Another' WHERE tenant = ?1 AND deal = ?2", deal.id);
	expect((await rep.send("reconcile", json({}))).status).toBe(403);
	const repaired: string[] = [];
	for (let cursor: string | null = ""; cursor !== null; ) {
		const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
		const response = await human.send(`reconcile?limit=1${query}`, json({}));
		const answer: ReconcileAnswer = await response.json();
		expect(OPERATIONS.reconcile.answer.safeParse(answer).success, JSON.stringify(answer)).toBe(true);
		repaired.push(...answer.repaired);
		cursor = answer.next;
	}
	expect(repaired).toEqual([deal.id]);
	expect((await human.send("reconcile?cursor=nonsense", json({}))).status).toBe(400);
	expect((await get<Listed<DealRow>>(human, "deals")).items.map(({ id }) => id).sort()).toEqual(
		[deal.id, other.id].sort(),
	);
});
