import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { runAlarms } from "#durable-objects/testing/alarms.setup.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { Problem } from "#knowledge/core/contract/problem.ts";
import { DealId, PLATFORM_TENANT, signalInboxName } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import {
	ask,
	client,
	dealByMail,
	EVERY_OPERATION,
	json,
	type MailedDeal,
	requestFor,
} from "#workers/testing/api.setup.ts";

async function twoDeals() {
	const clock = standStill();
	const at = await newTenant("scope");
	giveSmallCrew(at);
	const mine = await dealByMail(at, clock, "mine");
	const { send } = await client(at);
	const made: { id: string } = await (await send("deals", json({ name: "Other", region: "emea" }))).json();
	const theirs: MailedDeal = {
		...mine,
		deal: { ...mine.deal, id: DealId.parse(made.id) },
		approval: { ...mine.approval, id: mine.approval.id.replace(mine.deal.id.slice(2), made.id.slice(2)) as never },
	};
	const boss = at.person("boss", ["tenant-admin", "regional-human", "rep"]);
	return { clock, at, mine, theirs, boss, scoped: { ...boss, dealScope: [mine.deal.id] } };
}

const asks = async (at: TestTenant, principal: Principal, about: MailedDeal) => {
	const { send } = await client(at, principal);
	return async (id: string) => {
		const operation = EVERY_OPERATION.find((each) => each.id === id);
		if (!operation) throw new Error(id);
		const { path, init } = requestFor(operation, at.tenant, about);
		const response = await send(path, init);
		return { status: response.status, body: (await response.json()) as Problem };
	};
};

test("[INV12] a key for some deals gets nothing of the others, nor of the account, by any operation", async () => {
	const { at, theirs, scoped } = await twoDeals();
	const of = await asks(at, scoped, theirs);
	const told = { refused: 0, unknown: 0 };
	for (const operation of EVERY_OPERATION) {
		if (operation.access === "public" || operation.access === "platform" || operation.id === "getMe") continue;
		const { status, body } = await of(operation.id);
		const namesDeal = /\{(deal|approval)\}/.test(operation.path);
		if (namesDeal) expect(status, operation.id).toBe(404);
		else expect([403, 404], `${operation.id}: ${status}`).toContain(status);
		if (status === 403) expect(body.detail, operation.id).toContain("for some deals only");
		told[status === 403 ? "refused" : "unknown"]++;
	}
	expect(told.refused).toBeGreaterThan(15);
	expect(told.unknown).toBeGreaterThan(25);
});

test("[INV12] of its own deals such a key gets what any key does, list by list", async () => {
	const { at, mine, scoped, boss } = await twoDeals();
	const [some, all] = [await asks(at, scoped, mine), await asks(at, boss, mine)];
	for (const id of [
		"getDeal",
		"listEvents",
		"listRuns",
		"getRun",
		"listFacts",
		"getDealMethodology",
		"getSource",
		"listOutbox",
		"listActivities",
	]) {
		const one = await some(id);
		expect(one, id).toEqual(await all(id));
		expect(one.status, id).toBe(200);
	}
	expect((await some("openSocket")).status).toBe(201);
	for (const id of ["listDeals", "listApprovals", "listContacts", "listCompanies", "listSignals"])
		expect((await some(id)).status, id).toBe(403);
	expect((await some("approve")).status).toBe(200);
});

test("[INV12] what such a key hands in goes to its deal, whoever it is from, and nowhere else", async () => {
	const { clock, at, mine, theirs, scoped } = await twoDeals();
	const { send, mail } = await client(at, { ...scoped, dealScope: [theirs.deal.id] });
	const contact = { address: "mara@brightfen.example", name: "Mara" };
	// Mara's deal is the other one: a note about her finds it, unless it names its deal.
	expect((await send("signals/note", json({ contact, text: "They called." }))).status).toBe(403);
	expect((await mail("second")).status).toBe(403);
	expect((await send("signals/note", json({ deal: mine.deal.id, text: "They called." }))).status).toBe(404);
	const before = await mine.deal.read();
	const response = await send("signals/note", json({ deal: theirs.deal.id, contact, text: "They called." }));
	expect(response.status).toBe(202);
	await runAlarms(clock, env.SIGNAL_INBOX.getByName(signalInboxName(at.tenant)));
	const { signal }: { signal: string } = await response.json();
	const { send: any } = await client(at);
	expect(await (await any(`signals/${signal}`)).json()).toMatchObject({ state: "delivered", deal: theirs.deal.id });
	expect((await mine.deal.read()).version).toBe(before.version);
	expect((await send(`signals/${signal}/assign`, json({ deal: theirs.deal.id }))).status).toBe(403);
	expect((await send(`deals/${theirs.deal.id}/fork`, json({}))).status).toBe(403);
});

async function platform(): Promise<Principal> {
	await env.DB.prepare(
		"INSERT OR IGNORE INTO tenants (tenant, organisation, region_default, created_at, undo_window_ms, sends_normal_hour, sends_day_max, sends_contact_day_max) VALUES (?, 'Platform', 'emea', 0, 0, 1, 1, 1)",
	)
		.bind(PLATFORM_TENANT)
		.run();
	const at = await newTenant("reach");
	// Whatever roles a bug might give them besides.
	return { ...at.person("root", ["platform-admin", "tenant-admin", "regional-human", "rep"]), tenant: PLATFORM_TENANT };
}

test("[SEC1] those who run the platform read nothing of an account: its operations are not there for them", async () => {
	const clock = standStill();
	const at = await newTenant("abroad");
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	const before = await about.deal.read();
	const { send } = await client(at, await platform());
	let count = 0;
	for (const operation of EVERY_OPERATION) {
		if (operation.access === "public" || operation.access === "platform") continue;
		const { path, init } = requestFor(operation, at.tenant, about);
		expect((await send(path, init)).status, operation.id).toBe(404);
		count++;
	}
	expect(count).toBeGreaterThan(50);
	const base = `/v1/accounts/${at.tenant}/deals/${about.deal.id}`;
	for (const path of [`${base}/outbox/${"0".repeat(64)}/copy`, `${base}/signals/${about.signal}/attachments/1`])
		expect((await send(path)).status).toBe(404);
	expect((await send("/v1/accounts/never-was/deals")).status).toBe(404);
	expect((await send("/v1/accounts/%00/deals")).status).toBe(404);
	expect(await about.deal.read()).toEqual(before);
});

test("[SEC7] operations of the platform are nobody's of an account, whatever their role says", async () => {
	standStill();
	const at = await newTenant("abroad");
	const forged = at.person("boss", ["platform-admin", "tenant-admin", "regional-human"]);
	const { send } = await client(at, forged);
	const asked = EVERY_OPERATION.filter(({ access }) => access === "platform");
	expect(asked.length).toBeGreaterThan(0);
	for (const { id, path, method } of asked) {
		const named = path.replace("{account}", at.tenant).replace(/\{\w+\}/g, "x");
		expect((await send(named, { method: method.toUpperCase() })).status, id).toBe(403);
		expect((await ask(named, { method: method.toUpperCase() })).status, id).toBe(401);
		const other = path.includes("{account}") ? path.replace("{account}", "other").replace(/\{\w+\}/g, "x") : null;
		if (other) expect((await send(other, { method: method.toUpperCase() })).status, id).toBe(404);
	}
});
