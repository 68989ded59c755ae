import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { answerAuditPages, breakAuditPages, failLedgers } from "#durable-objects/testing/ledger.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { verifyChain } from "#knowledge/core/audit/chain.ts";
import { AuditEntry, AuditFact } from "#knowledge/core/audit/entry.ts";
import { verifyFile } from "#knowledge/core/audit/file.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import { operationOf } from "#workers/http/operation-of.ts";
import { auditTick, followAudit } from "#workers/schedule/audit.ts";
import { ask, client, dealByMail, EVERY_OPERATION, json } from "#workers/testing/api.setup.ts";

async function fresh() {
	const clock = standStill();
	const at = await newTenant("audited");
	giveSmallCrew(at);
	return { clock, at };
}

async function chainOf(at: TestTenant): Promise<readonly AuditEntry[]> {
	const page = expectDone(await ledgerStub(env, at.admin).auditPage(at.call(at.admin), 0, 1_000));
	const entries = page.entries.map((line) => AuditEntry.parse(JSON.parse(line.json)));
	expect(verifyChain(sha256, entries, { tenant: at.tenant, head: page.head?.hash ?? null })).toMatchObject({
		ok: true,
	});
	return entries;
}

const copyOf = async (at: TestTenant) =>
	(await env.DB.prepare("SELECT seq, json FROM audit_entries WHERE tenant = ? ORDER BY seq").bind(at.tenant).all())
		.results;

test("[S3-34] each request that could change something leaves an entry, whatever came of it: who, by which right, from where, with which result", async () => {
	const { clock, at } = await fresh();
	const about = await dealByMail(at, clock);
	const before = (await chainOf(at)).length;
	const human = await client(at);
	const reader = await client(at, at.reader);
	const from = { "cf-connecting-ip": "192.0.2.7" };
	const path = `approvals/${about.approval.id}/approve`;
	const stale = { ...json({ digest: "0".repeat(64) }) };
	const good = json({ digest: about.approval.digest });
	await human.send(path, { ...stale, headers: { ...stale.headers, ...from } });
	await reader.send(path, good);
	await human.send(path, json({ wrong: "field" }));
	await human.send("deals/mara@brightfen.example", { ...json({ stage: "DISCOVERY" }), method: "PATCH" });
	const answered = await human.send(path, { ...good, headers: { ...good.headers, ...from } });
	const entries = (await chainOf(at)).slice(before);
	const target = [`approval:${about.approval.id}`];
	const tokenOf = expect.stringMatching(/^t-[a-z2-7]{20}$/);
	const nadia = { kind: "service", id: "nadia", token: tokenOf };
	const right = "regional-human·decide";
	expect(entries).toMatchObject([
		{ actor: nadia, action: "approve", right, target, result: "stale-digest", status: 409, address: "192.0.2.7" },
		{ actor: { id: "audit" }, action: "approve", right: "none", target, result: "not-allowed", status: 403 },
		{ actor: nadia, action: "approve", right, target, result: "invalid-input", status: 400, address: null },
		// What has not the form of an id is not written down.
		{ actor: nadia, action: "moveDeal", target: [], result: "not-found", status: 404 },
		{ actor: nadia, action: "approve", right, target, result: "done", status: 200, address: "192.0.2.7" },
	]);
	expect(answered.headers.get("x-request-id")).toBe(entries.at(-1)?.requestId);
	expect(entries.at(-1)?.at).toBe(new Date(clock.now()).toISOString());
});

test("[S3-34] every operation has a name that an entry can hold, and is told apart from every other by its path", () => {
	for (const { id, method, path } of EVERY_OPERATION) {
		expect(AuditFact.shape.action.safeParse(id).success, id).toBe(true);
		expect(operationOf(method, path.replace(/\{\w+\}/g, "x"))?.operation.id, id).toBe(id);
	}
	expect(operationOf("POST", "/v1/accounts/skyvera/nothing")).toBeNull();
});

test("[S3-34] what is only read leaves none, but what an administrator alone may read does", async () => {
	const { at } = await fresh();
	const human = await client(at);
	const admin = await client(at, at.admin);
	await human.send("deals");
	await human.send("audit");
	await admin.send("audit");
	await admin.send("audit/export");
	expect(await chainOf(at)).toMatchObject([
		{ action: "listAudit", right: "none", status: 403, actor: { id: "nadia" } },
		{ action: "listAudit", right: "tenant-admin·admin", status: 200, actor: { id: "ops" } },
		{ action: "exportAudit", right: "tenant-admin·admin", status: 200, actor: { id: "ops" } },
	]);
});

test("[SEC8] who has no principal leaves no entry anywhere; who reaches for another account leaves one in their own", async () => {
	const { at } = await fresh();
	const other = await newTenant("audited-other");
	await ask(`/v1/accounts/${at.tenant}/deals`, json({ name: "x", region: "emea" }));
	await ask("/v1/accounts/never-was/deals", json({ name: "x", region: "emea" }));
	const { send } = await client(other);
	expect((await send(`/v1/accounts/${at.tenant}/deals`, json({ name: "x", region: "emea" }))).status).toBe(404);
	expect(await chainOf(at)).toEqual([]);
	expect(await chainOf(other)).toMatchObject([
		{ action: "createDeal", target: [`account:${at.tenant}`], result: "not-found", status: 404 },
	]);
});

test("[REL1] a ledger that fails keeps no answer back: the entry goes by the queue, and is told of with its request", async () => {
	const { at } = await fresh();
	const { send } = await client(at);
	const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
	const sent: unknown[] = [];
	vi.spyOn(env.EVENTS, "send").mockImplementation(async (body) => void sent.push(body) as never);
	const away = failLedgers("audit");
	const answered = await send("deals", json({ name: "New", region: "emea" }));
	expect(answered.status).toBe(201);
	expect(away).toHaveBeenCalledTimes(3);
	const requestId = answered.headers.get("x-request-id");
	expect(errors.mock.calls.flat().join("\n")).toContain(
		`"message":"audit entry is late","tenant":"${at.tenant}","requestId":"${requestId}"`,
	);
	away.mockRestore();
	expect(await chainOf(at)).toEqual([]);
	// What the queue's consumer appends: its own tests follow it from here.
	const late = sent.filter((body) => (body as { kind?: string }).kind === "audit");
	const actor = { kind: "service", id: "nadia" };
	expect(late).toMatchObject([
		{ tenant: at.tenant, fact: { action: "createDeal", actor, requestId, result: "done", status: 201 } },
	]);
});

test("[S3-34] the list shows the newest first, by pages and filters, and is up to date when it is looked at", async () => {
	const { clock, at } = await fresh();
	const human = await client(at);
	const admin = await client(at, at.admin);
	for (let i = 0; i < 4; i++) await human.send("deals", json({ name: `Deal ${i}`, region: "emea" }));
	clock.advance(HOUR_MS);
	await human.send("deals", json({ name: "", region: "emea" }));
	const list = async (query: string) => {
		const answered = await admin.send(`audit?${query}`);
		expect(answered.status, query).toBe(200);
		return (await answered.json()) as { items: AuditEntry[]; next: string | null };
	};
	const made = await list("action=createDeal&limit=2");
	expect(made.items.map(({ seq, result }) => [seq, result])).toEqual([
		[5, "invalid-input"],
		[4, "done"],
	]);
	const rest = await list(`action=createDeal&limit=50&cursor=${made.next}`);
	expect(rest.items.map(({ seq }) => seq)).toEqual([3, 2, 1]);
	expect(rest.next).toBeNull();
	const since = new Date(clock.now()).toISOString();
	expect((await list(`actor=nadia&since=${since}`)).items).toHaveLength(1);
	expect((await list(`actor=nadia&until=${since}`)).items).toHaveLength(4);
	expect((await list("actor=nadia&result=done")).items).toHaveLength(4);
	expect((await list("actor=nobody")).items).toEqual([]);
	expect((await admin.send("audit?since=yesterday")).status).toBe(400);
});

test("[K19] a rotation of keys and the erasure of a person are in the chain, and the chain is whole before and after them", async () => {
	const { clock, at } = await fresh();
	const admin = await client(at, at.admin);
	const { contact } = await dealByMail(at, clock);
	const before = await (await admin.send("audit/export")).text();
	expect((await admin.send("data-keys", { method: "POST" })).status).toBeLessThan(300);
	expect((await admin.send(`contacts/${contact}/erase`, json({ confirm: contact }))).status).toBe(200);
	const after = await (await admin.send("audit/export")).text();
	expect(verifyFile(sha256, before)).toMatchObject({ ok: true });
	expect(verifyFile(sha256, after)).toMatchObject({ ok: true });
	const lines = (text: string): readonly string[] => text.trim().split("\n").slice(0, -1);
	expect(lines(after).slice(0, lines(before).length)).toEqual(lines(before));
	expect((await chainOf(at)).filter(({ result }) => result === "done")).toMatchObject([
		{ action: "postEmail" },
		{ action: "exportAudit" },
		{ action: "rotateDataKey" },
		{ action: "eraseContact", target: [`contact:${contact}`] },
		{ action: "exportAudit" },
	]);
});

test("[S0-28] the export is the whole chain from the ledger, with its head, and verifies; a copy that was altered is not in it, and is mended", async () => {
	const { at } = await fresh();
	const { send } = await client(at);
	for (let i = 0; i < 3; i++) await send("deals", json({ name: `Deal ${i}`, region: "emea" }));
	expect((await followAudit(env, at.tenant)) + (await copyOf(at)).length).toBeGreaterThanOrEqual(3);
	const before = await copyOf(at);
	await env.DB.batch([
		env.DB.prepare("UPDATE audit_entries SET json = REPLACE(json, 'nadia', 'harry') WHERE tenant = ? AND seq = 1").bind(
			at.tenant,
		),
		env.DB.prepare("UPDATE audit_entries SET actor = 'harry' WHERE tenant = ? AND seq = 2").bind(at.tenant),
		env.DB.prepare("DELETE FROM audit_entries WHERE tenant = ? AND seq = 3").bind(at.tenant),
		env.DB.prepare(
			"INSERT INTO audit_entries (tenant, seq, at, actor, action, target, result, json) VALUES (?, 99, 1, 'harry', 'approve', NULL, 'done', '{}')",
		).bind(at.tenant),
	]);
	const admin = await client(at, at.admin);
	const answered = await admin.send("audit/export");
	expect(answered.headers.get("content-type")).toBe("application/x-ndjson");
	const text = await answered.text();
	expect(verifyFile(sha256, text)).toMatchObject({ ok: true, tenant: at.tenant, entries: 3 });
	expect(text).not.toContain("harry");
	expect(JSON.parse(text.trim().split("\n").at(-1) ?? "")).toMatchObject({ tenant: at.tenant, entries: 3 });
	const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
	expect(await auditTick(env, at.tenant)).toMatchObject({ value: { mended: 4 } });
	expect(errors.mock.calls.flat().join()).toContain("audit copy was altered");
	expect((await copyOf(at)).slice(0, 3)).toEqual(before);
	expect(await auditTick(env, at.tenant)).toEqual({ type: "done", value: { copied: 0, mended: 0 } });
});

test.each([
	["refused", refused("not-found", "there is no such ledger")],
	["told that there is nothing", done({ entries: [], head: null })],
])("[S0-28] an export that is %s half-way breaks off, and is no whole chain", async (_, answer) => {
	const { at } = await fresh();
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const { send } = await client(at);
	for (let i = 0; i < 3; i++) await send("deals", json({ name: `Deal ${i}`, region: "emea" }));
	const admin = await client(at, at.admin);
	breakAuditPages(answer);
	const reader = (await admin.send("audit/export")).body?.pipeThrough(new TextDecoderStream()).getReader();
	let text = "";
	const reading = async () => {
		for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) text += read.value;
	};
	await expect(reading()).rejects.toThrow();
	expect(verifyFile(sha256, text)).toMatchObject({ ok: false });
});

test("[S0-28] a ledger that refuses, or has nothing any more, is not the end of the chain: the copy stays, and it is said", async () => {
	const { at } = await fresh();
	const { send } = await client(at);
	for (let i = 0; i < 3; i++) await send("deals", json({ name: `Deal ${i}`, region: "emea" }));
	expect(await auditTick(env, at.tenant)).toMatchObject({ value: { mended: 0 } });
	const before = await copyOf(at);
	expect(before).toHaveLength(3);
	const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
	answerAuditPages(refused("not-found", "there is no such ledger"));
	await expect(auditTick(env, at.tenant)).rejects.toThrow("refused");
	expect(await copyOf(at)).toEqual(before);
	answerAuditPages(done({ entries: [], head: null }));
	expect(await auditTick(env, at.tenant)).toMatchObject({ value: { mended: 0 } });
	expect(errors.mock.calls.flat().join()).toContain("audit chain is shorter than its copy");
	expect(await copyOf(at)).toEqual(before);
});
