import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { addPerson, issueToken, newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { ApiKeyView, NewApiKey } from "#knowledge/core/contract/operations/keys.ts";
import type { Principal, Role, Scope } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS, MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { ask, client, json, ORIGIN } from "#workers/testing/api.setup.ts";
import { tokenOf } from "#workers/testing/sockets.setup.ts";

const YEAR_MS = 365 * DAY_MS;

type Made = ApiKeyView & { secret: string };
type Wanted = Partial<Record<keyof NewApiKey, unknown>>;

async function fresh() {
	const clock = standStill();
	const at = await newTenant("keys");
	await Promise.all([at.rep, at.human, at.admin, at.reader].map(addPerson));
	return { clock, at };
}

const bearer =
	(at: TestTenant, secret: string) =>
	(path: string, init: Parameters<typeof ask>[1] = {}) =>
		ask(`/v1/accounts/${at.tenant}${path}`, {
			...init,
			headers: { authorization: `Bearer ${secret}`, ...init.headers },
		});

/** Somebody at their screen: a session has every scope. */
async function session(at: TestTenant, principal: Principal) {
	const cookie = `__Host-aa_session=${await issueToken(principal, "session")}`;
	return (path: string, init: Parameters<typeof ask>[1] = {}) =>
		ask(`/v1/accounts/${at.tenant}${path}`, { ...init, headers: { cookie, origin: ORIGIN, ...init.headers } });
}
type Send = Awaited<ReturnType<typeof session>>;

const wanted = (more: Wanted = {}): Wanted => ({ label: "Export", scopes: ["read"], ...more });
const make = (send: Send, more: Wanted = {}): Promise<Response> => send("/api-keys", json(wanted(more)));
async function made(send: Send, more: Wanted = {}): Promise<Made> {
	const response = await make(send, more);
	expect(response.status, await response.clone().text()).toBe(201);
	return response.json();
}
const listed = async (send: Send, query = ""): Promise<{ items: ApiKeyView[]; next: string | null }> =>
	(await send(`/api-keys${query}`)).json();

test("[SEC28] a key is shown once, and is 256 bits of which the hash alone is stored", async () => {
	const { clock, at } = await fresh();
	const send = await session(at, at.rep);
	const { secret, ...key } = await made(send);
	expect(secret).toMatch(/^aa_key_[0-9a-f]{64}$/);
	expect(key).toEqual({
		id: tokenOf(secret),
		label: "Export",
		person: "sam",
		scopes: ["read"],
		roles: ["rep"],
		deals: null,
		createdAt: new Date(clock.now()).toISOString(),
		lastUsedAt: null,
		expiresAt: new Date(clock.now() + YEAR_MS).toISOString(),
		revokedAt: null,
	});
	expect((await listed(send)).items).toEqual([key]);
	const { results } = await env.DB.prepare("SELECT * FROM access_tokens WHERE tenant = ?").bind(at.tenant).all();
	expect(JSON.stringify(results)).not.toContain(secret.slice(7));
	expect((await bearer(at, secret)("/deals")).status).toBe(200);
	const again = await made(send);
	expect(again.secret).not.toBe(secret);
});

test("[SEC28] the time of its last use is known to the minute, and written no more often", async () => {
	const { clock, at } = await fresh();
	const send = await session(at, at.rep);
	const { secret } = await made(send);
	const began = clock.now();
	for (const [ms, shown] of [
		[0, 0],
		[MINUTE_MS - 1, 0],
		[1, MINUTE_MS],
	] as const) {
		clock.advance(ms);
		expect((await bearer(at, secret)("/deals")).status).toBe(200);
		expect((await listed(send)).items[0]?.lastUsedAt).toBe(new Date(began + shown).toISOString());
	}
});

test.each<[string, Scope, readonly [string, string][]]>([
	["reads and does nothing else", "read", [["GET", "/deals"]]],
	["writes and cannot read", "write", [["POST", "/deals"]]],
	["decides and cannot read", "decide", [["POST", "/pause"]]],
])("[SEC7] a key with one scope %s", async (_what, scope, may) => {
	const { at } = await fresh();
	const { secret } = await made(await session(at, at.human), { scopes: [scope] });
	const send = bearer(at, secret);
	for (const [method, path] of [
		["GET", "/deals"],
		["POST", "/deals"],
		["POST", "/pause"],
		["GET", "/embed-keys"],
	] as const) {
		const init = method === "GET" ? {} : json(path === "/deals" ? { name: "New", region: "emea" } : {});
		const { status } = await send(path, init);
		const isAllowed = may.some(([m, p]) => m === method && p === path);
		expect(status < 400, `${method} ${path}: ${status}`).toBe(isAllowed);
		if (!isAllowed) expect(status).toBe(403);
	}
});

test("[SEC7] a key has of its roles those that its person still has, and none that they are given later", async () => {
	const { at } = await fresh();
	const both = at.person("both", ["rep", "tenant-admin"]);
	const send = await session(at, both);
	const all = await made(send, { scopes: ["read", "admin"] });
	const part = await made(send, { roles: ["rep"] });
	expect([all.roles, part.roles]).toEqual([["rep", "tenant-admin"], ["rep"]]);
	expect((await bearer(at, all.secret)("/embed-keys")).status).toBe(200);
	expect((await bearer(at, part.secret)("/embed-keys")).status).toBe(403);
	await addPerson({ ...both, roles: ["read-only", "tenant-admin"] });
	expect((await bearer(at, part.secret)("/deals")).status).toBe(403);
	expect((await bearer(at, all.secret)("/deals")).status).toBe(200);
	await addPerson({ ...both, roles: ["rep"] });
	expect((await bearer(at, all.secret)("/embed-keys")).status).toBe(403);
});

test.each<[string, Role[], Wanted, number, string]>([
	["a role that is not theirs", ["rep"], { roles: ["tenant-admin"] }, 422, "/body/roles/0"],
	[
		"the role of their region's human, which is another one",
		["rep"],
		{ roles: ["rep", "regional-human"] },
		422,
		"/body/roles/1",
	],
	["the scope of admins", ["rep"], { scopes: ["read", "admin"] }, 403, "/body/scopes"],
	[
		"the scope of admins without the role",
		["rep", "tenant-admin"],
		{ scopes: ["admin"], roles: ["rep"] },
		403,
		"/body/scopes",
	],
	["somebody else's name", ["rep"], { person: "nadia" }, 403, "/body/person"],
	["somebody else's name, who is not there", ["rep"], { person: "nobody" }, 403, "/body/person"],
	["nobody's name, of an admin", ["tenant-admin"], { person: "nobody" }, 404, "/body/person"],
	[
		"another one's decisions, of an admin",
		["tenant-admin"],
		{ person: "nadia", scopes: ["decide"] },
		403,
		"/body/scopes",
	],
	["a deal that is not there", ["rep"], { deals: [`d-${"a".repeat(20)}`] }, 404, "/body/deals/0"],
	["an end that is past", ["rep"], { expiresAt: "2020-01-01T00:00:00Z" }, 422, "/body/expiresAt"],
])("[SEC28] nobody can make a key with %s", async (_what, roles, more, status, where) => {
	const { at } = await fresh();
	const send = await session(at, at.person("maker", roles));
	const response = await make(send, more);
	expect(response.status).toBe(status);
	expect(((await response.json()) as { detail: string }).detail).toContain(where);
	expect((await listed(send)).items).toEqual([]);
});

test.each<[string, Wanted, string]>([
	["no label", { label: " " }, "/body/label"],
	["no scope", { scopes: [] }, "/body/scopes"],
	["a scope that is none", { scopes: ["everything"] }, "/body/scopes/0"],
	["a scope twice", { scopes: ["read", "read"] }, "/body/scopes"],
	["no role of some", { roles: [] }, "/body/roles"],
	["no deal of some", { deals: [] }, "/body/deals"],
	["a deal that is no id", { deals: ["d-x"] }, "/body/deals/0"],
	["a field that nobody knows", { secret: "aa_key_0" } as Wanted, "/body/secret"],
])("[SEC28] a key with %s is refused with the field named", async (_what, more, path) => {
	const { at } = await fresh();
	const response = await make(await session(at, at.rep), more);
	expect(response.status).toBe(400);
	const { errors }: { errors: { path: string }[] } = await response.json();
	expect(errors.map((each) => each.path)).toEqual([path]);
});

test("[SEC28] a key lives two years at most, and opens nothing from its last millisecond on", async () => {
	const { clock, at } = await fresh();
	const send = await session(at, at.rep);
	const end = (ms: number) => ({ expiresAt: new Date(clock.now() + ms).toISOString() });
	expect((await make(send, end(2 * YEAR_MS + 1))).status).toBe(422);
	expect((await make(send, end(0))).status).toBe(422);
	await made(send, end(2 * YEAR_MS));
	const { secret } = await made(send, end(1_000));
	clock.advance(999);
	expect((await bearer(at, secret)("/deals")).status).toBe(200);
	clock.advance(1);
	expect((await bearer(at, secret)("/deals")).status).toBe(401);
});

test("[SEC28] a key makes no key with more than it has: not in scopes, roles, people or time", async () => {
	const { clock, at } = await fresh();
	const admin = await session(at, at.person("ops", ["tenant-admin", "rep"]));
	const maker = await made(admin, { scopes: ["read", "write"], roles: ["rep"] });
	const send = bearer(at, maker.secret);
	expect((await make(send, { scopes: ["read", "decide"] })).status).toBe(403);
	expect((await make(send, { roles: ["tenant-admin"] })).status).toBe(422);
	expect((await make(send, { person: "nadia" })).status).toBe(403);
	const later = new Date(clock.now() + YEAR_MS + 1).toISOString();
	expect((await make(send, { expiresAt: later })).status).toBe(422);
	clock.advance(MINUTE_MS);
	const child = await made(send, { scopes: ["read"] });
	expect(child).toMatchObject({ person: "ops", roles: ["rep"], expiresAt: maker.expiresAt });
	expect((await make(bearer(at, child.secret))).status).toBe(403);
	const noWrite = await made(admin, { scopes: ["admin", "read"] });
	expect((await make(bearer(at, noWrite.secret))).status).toBe(403);
	const full = await made(admin, { scopes: ["admin", "read", "write"] });
	expect((await made(bearer(at, full.secret), { person: "nadia" })).person).toBe("nadia");
});

test("[SEC28] people see and revoke their own keys, a tenant admin everybody's, and a session is no key", async () => {
	const { at } = await fresh();
	const [sam, nadia, admin] = [await session(at, at.rep), await session(at, at.human), await session(at, at.admin)];
	const [hers, his] = [await made(nadia), await made(sam)];
	const ids = async (send: Send, query = "") => (await listed(send, query)).items.map(({ id }) => id);
	expect(await ids(sam)).toEqual([his.id]);
	expect(await ids(sam, "?person=nadia")).toEqual([]);
	expect(await ids(sam, "?person=nobody")).toEqual([]);
	expect(new Set(await ids(admin))).toEqual(new Set([hers.id, his.id]));
	expect(await ids(admin, "?person=nadia")).toEqual([hers.id]);
	const drop = (send: Send, id: string) => send(`/api-keys/${id}`, { method: "DELETE" });
	expect((await drop(sam, hers.id)).status).toBe(404);
	expect((await bearer(at, hers.secret)("/deals")).status).toBe(200);
	expect((await drop(admin, hers.id)).status).toBe(200);
	expect((await bearer(at, hers.secret)("/deals")).status).toBe(401);
	const first = await (await drop(sam, his.id)).json();
	expect(await (await drop(sam, his.id)).json()).toEqual(first);
	expect((await bearer(at, his.secret)("/deals")).status).toBe(401);
	expect((await listed(sam)).items[0]?.revokedAt).not.toBeNull();
	for (const id of [tokenOf(await issueToken(at.rep, "session")), `t-${"a".repeat(20)}`, "t-x", "..", hers.secret])
		expect((await drop(admin, id)).status, id).toBe(404);
	const stranger = await newTenant("keys-other");
	const mine = await made(sam);
	expect((await drop(await session(stranger, stranger.admin), mine.id)).status).toBe(404);
	expect((await bearer(at, mine.secret)("/deals")).status).toBe(200);
});

test("[SEC28] a person has at most 50 live keys, however many are made at once; one that is revoked makes room", async () => {
	const { at } = await fresh();
	const send = await session(at, at.rep);
	await env.DB.prepare("UPDATE tenants SET quotas = '{\"keys\":500}' WHERE tenant = ?").bind(at.tenant).run();
	const hex = (n: number) => n.toString(16).padStart(64, "0");
	await env.DB.batch(
		Array.from({ length: 48 }, (_, i) =>
			env.DB.prepare(
				`INSERT INTO access_tokens (tenant, hash, id, kind, principal_kind, subject, roles, expires_at, created_at, label)
					VALUES (?, ?, ?, 'key', 'service', 'sam', '["rep"]', ?, ?, 'old')`,
			).bind(at.tenant, hex(i + 1) + at.tenant, tokenOf(`${i}${at.tenant}`), Date.now() + DAY_MS, Date.now()),
		),
	);
	const answers = await Promise.all(Array.from({ length: 6 }, () => make(send)));
	expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
	const [one] = (await listed(send)).items;
	await send(`/api-keys/${one?.id}`, { method: "DELETE" });
	expect((await make(send)).status).toBe(201);
	expect((await make(send)).status).toBe(409);
	expect((await make(await session(at, at.human))).status).toBe(201);
	const seen: string[] = [];
	for (let cursor: string | null = ""; cursor !== null; ) {
		const page = await listed(send, `?limit=20${cursor === "" ? "" : `&cursor=${cursor}`}`);
		seen.push(...page.items.map(({ id }) => id));
		cursor = page.next;
	}
	expect([seen.length, new Set(seen).size]).toEqual([51, 51]);
	expect((await send("/api-keys?cursor=x")).status).toBe(400);
});

test("[S1-30] an account has no more live keys than its quota says", async () => {
	const { at } = await fresh();
	await env.DB.prepare("UPDATE tenants SET quotas = '{\"keys\":1}' WHERE tenant = ?").bind(at.tenant).run();
	const before = await env.DB.prepare("SELECT COUNT(*) AS n FROM access_tokens WHERE tenant = ? AND kind = 'key'")
		.bind(at.tenant)
		.first<{ n: number }>();
	expect(before?.n).toBe(0);
	await made(await session(at, at.rep));
	const full = await make(await session(at, at.human));
	expect(full.status).toBe(409);
	expect(((await full.json()) as { detail: string }).detail).toContain("quota «keys»");
});

test("[SEC28] who was suspended has no key that opens anything, and is given none", async () => {
	const { at } = await fresh();
	const { secret } = await made(await session(at, at.rep));
	await env.DB.prepare("UPDATE people SET state = 'suspended' WHERE tenant = ? AND id = 'sam'").bind(at.tenant).run();
	expect((await bearer(at, secret)("/deals")).status).toBe(401);
	expect((await make(await session(at, at.admin), { person: "sam" })).status).toBe(404);
});

test("[SEC7] who may only read makes no key", async () => {
	const { at } = await fresh();
	const send = await session(at, at.reader);
	expect((await make(send)).status).toBe(403);
	expect((await send("/api-keys")).status).toBe(200);
	const { send: other } = await client(at, at.reader);
	expect((await other("api-keys", json(wanted()))).status).toBe(403);
});
