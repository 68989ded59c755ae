import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { accountDb, accountsAfter } from "#workers/store/tenant-db.ts";
import { comeIn, newAccount, platformAdmin } from "#workers/testing/accounts.setup.ts";
import { client, json } from "#workers/testing/api.setup.ts";

const operator = (): ReturnType<typeof platformAdmin> => {
	standStill();
	return platformAdmin();
};

const rowsOf = async (table: string, tenant: string) =>
	(await env.DB.prepare(`SELECT * FROM ${table} WHERE tenant = ?`).bind(tenant).all()).results;

test("[S0-19] a new account has its key, its way out for mail, its agents, a human of its region, and nobody is in yet", async () => {
	const platform = await operator();
	const asked = newAccount();
	const made = await platform.send("/v1/accounts", json({ ...asked, flags: { forks: false }, quotas: { deals: 7 } }));
	const body = await made.json();
	expect(made.status, JSON.stringify(body)).toBe(201);
	expect(OPERATIONS.provisionAccount.answer.safeParse(body).error).toBeUndefined();
	expect(body).toMatchObject({ state: "active", tier: "standard", jurisdiction: "none", people: 1, deals: 0 });
	const { account } = asked;
	expect(await rowsOf("data_keys", account)).toHaveLength(1);
	expect(await rowsOf("agents", account)).toHaveLength(ROSTER.length);
	const [person] = await rowsOf("people", account);
	expect(person).toMatchObject({ address: asked.admin.address, state: "invited", roles: '["tenant-admin"]' });
	expect(await rowsOf("region_desks", account)).toMatchObject([{ region: "emea", human: person?.id, acting: "human" }]);
	const [connection] = await rowsOf("connections", account);
	expect(connection).toMatchObject({ connection: "mail", provider: "mail" });
	expect(connection?.credentials).toMatch(/^aa1\.1\./);
	expect(JSON.stringify(body)).not.toMatch(/aa_link|sign-in\//);
	const at = await comeIn(account);
	const { send } = await client(at, at.human);
	expect(await (await send(`/v1/accounts/${account}`)).json()).toMatchObject({
		account,
		tier: "standard",
		flags: { model: true, forks: false },
		quotas: { deals: 7 },
	});
});

test("[S0-19] a name is given once: asked again, at once or by two, one account is made", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const platform = await operator();
	const asked = newAccount();
	const both = await Promise.all([1, 2].map(() => platform.send("/v1/accounts", json(asked))));
	expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
	const again = await platform.send("/v1/accounts", json({ ...asked, mailboxes: [] }));
	expect(again.status).toBe(409);
	expect(await again.json()).toMatchObject({ detail: expect.stringContaining("account of this name") });
	expect(await rowsOf("people", asked.account)).toHaveLength(1);
});

test("[S0-19] a mailbox is one account's: whoever asks for another's is refused, and nothing is made", async () => {
	const platform = await operator();
	const first = newAccount();
	expect((await platform.send("/v1/accounts", json(first))).status).toBe(201);
	const second = { ...newAccount(), mailboxes: first.mailboxes };
	const refused = await platform.send("/v1/accounts", json(second));
	expect(refused.status).toBe(409);
	expect((await refused.json<{ detail: string }>()).detail).toContain("/body/mailboxes");
	expect(await rowsOf("tenants", second.account)).toEqual([]);
});

test.each([
	["platform", {}, "name of the platform"],
	["api", {}, "name of the platform"],
	["www", {}, "name of the platform"],
	["ok-name--eu", {}, "jurisdiction"],
	["ok-name", { jurisdiction: "eu" }, "«--eu»"],
	["ok-name--us", { jurisdiction: "eu" }, "«--eu»"],
	["www--eu", { jurisdiction: "eu" }, "name of the platform"],
])("[S0-19] «%s» %o is refused with the reason, and nothing is made", async (account, changes, reason) => {
	const platform = await operator();
	const refused = await platform.provision({ account, mailboxes: [], ...changes });
	expect(refused.status).toBe(422);
	expect((await refused.json<{ detail: string }>()).detail).toContain(reason);
	if (account !== "platform") expect(await rowsOf("tenants", account)).toEqual([]);
});

test.each([
	[{ account: "X" }, "/body/account"],
	[{ tier: "gold" }, "/body/tier"],
	[{ quotas: { bananas: 1 } }, "/body/quotas/bananas"],
	[{ flags: { teleport: true } }, "/body/flags/teleport"],
	[{ admin: { name: "Ada", address: "nowhere" } }, "/body/admin/address"],
	[{ surprise: 1 }, "/body/surprise"],
	[{ organisation: "Two\nlines" }, "/body/organisation"],
	[{ admin: { name: "Ada\r\nBcc: x@evil.example", address: "ada@x.example" } }, "/body/admin/name"],
	[{ mailboxes: [{ address: "sales+x@in.example", name: "Sales", region: "emea" }] }, "/body/mailboxes/0/address"],
])("[S0-19] %o is refused by the name of the field", async (changes, path) => {
	const platform = await operator();
	const refused = await platform.provision(changes);
	expect(refused.status).toBe(400);
	const { errors } = await refused.json<{ errors: { path: string }[] }>();
	expect(errors.map((each) => each.path)).toContain(path);
});

test("[S2-03] humans and deputies of regions keep their desks; one person keeps one", async () => {
	const platform = await operator();
	const person = (name: string) => ({ name, address: `${name}@desks.example` });
	const asked = newAccount();
	const regions = { emea: { human: person("noor") }, apac: { human: person("mei"), deputy: person("ken") } };
	const made = await platform.send("/v1/accounts", json({ ...asked, regions }));
	expect(made.status).toBe(201);
	const desks = await rowsOf("region_desks", asked.account);
	expect(desks.map((desk) => [desk.region, desk.deputy !== null])).toEqual([
		["apac", true],
		["emea", false],
	]);
	expect(await rowsOf("people", asked.account)).toHaveLength(4);
	const twice = await platform.provision({ regions: { emea: { human: person("a") }, apac: { human: person("a") } } });
	expect(twice.status).toBe(422);
});

test("[S0-19] accounts are listed page by page with their size, without anything that is in them", async () => {
	const platform = await operator();
	// A neighbourhood of their own: how many accounts other tests made has nothing to do with it.
	const near = `listed-${crypto.randomUUID().slice(0, 8)}`;
	const names = ["a", "b", "c", "d", "e"].map((end) => `${near}-${end}`);
	for (const account of names) {
		const asked = { ...newAccount(), account };
		expect((await platform.send("/v1/accounts", json(asked))).status).toBe(201);
	}
	const seen: Record<string, unknown>[] = [];
	for (let cursor: string | null = near; cursor !== null && seen.length < names.length; ) {
		const page: { items: Record<string, unknown>[]; next: string | null } = await (
			await platform.send(`/v1/accounts?limit=2&cursor=${cursor}`)
		).json();
		expect(page.items.length).toBeLessThanOrEqual(2);
		seen.push(...page.items);
		cursor = page.next;
	}
	expect(seen.map(({ account }) => account).slice(0, names.length)).toEqual(names);
	expect(seen[0]).toMatchObject({ people: 1, deals: 0, state: "active" });
	expect(JSON.stringify(seen[0])).not.toContain("ada@");
	const around: { items: { account: string }[] } = await (
		await platform.send("/v1/accounts?limit=1&cursor=platfor")
	).json();
	expect(around.items.map(({ account }) => account)).not.toContain("platform");
});

test("[SEC1] nobody but a platform admin provisions, lists, changes or tears down; and a platform admin reads nothing of an account", async () => {
	const at = await newTenant("accounts-not");
	const platform = await operator();
	const admin = await client(at, at.person("boss", ["tenant-admin", "regional-human"]));
	const path = `/v1/accounts/${at.tenant}`;
	expect((await admin.send("/v1/accounts", json(newAccount()))).status).toBe(403);
	expect((await admin.send("/v1/accounts")).status).toBe(403);
	expect((await admin.send(path, { ...json({ tier: "premium" }), method: "PATCH" })).status).toBe(403);
	expect((await admin.send(path, { ...json({ confirm: at.tenant }), method: "DELETE" })).status).toBe(403);
	// Each is a path that the account's own admin is answered at: what is no route at all says nothing.
	const { getTenant, listDeals, listUsage, listUsers, listAudit, listApiKeys } = OPERATIONS;
	for (const operation of [getTenant, listDeals, listUsage, listUsers, listAudit, listApiKeys]) {
		const own = operation.path.replace("{account}", at.tenant);
		const asked = operation === listUsage ? `${own}?from=2026-01-01&to=2026-01-02` : own;
		expect((await admin.send(asked)).status, own).toBe(200);
		expect((await platform.send(asked)).status, own).toBe(404);
	}
	expect((await platform.patch(`${path}/settings`, { undoWindowMs: 0 })).status).toBe(404);
	expect((await platform.patch("/v1/accounts/never-was", { tier: "entry" })).status).toBe(404);
	expect((await platform.close("never-was")).status).toBe(404);
	expect((await platform.close("platform")).status).toBe(409);
});

test("[SEC1] the rows of another account are handed to a platform admin whose key may administer, and to nobody else", async () => {
	const at = await newTenant("accounts-rows");
	const { principal } = await operator();
	const rows = (by: typeof principal) => () => accountDb(env, by, at.tenant);
	expect(await rows(principal)().first("SELECT tenant FROM tenants WHERE tenant = ?1")).toEqual({ tenant: at.tenant });
	const others = [
		at.admin,
		{ ...at.admin, roles: ["platform-admin"] as const },
		{ ...principal, roles: ["tenant-admin"] as const },
		{ ...principal, scopes: ["read", "write", "decide"] as const },
	];
	for (const other of others) expect(rows(other)).toThrow("the database is held for another tenant");
	for (const other of others) await expect(accountsAfter(env, other, { after: "", limit: 1 })).rejects.toThrow();
});

test("[S2-04] an account's own admin changes its settings within the bounds of its tier, and no further", async () => {
	const at = await newTenant("accounts-settings");
	const { send } = await client(at, at.person("boss", ["tenant-admin"]));
	const patch = (body: unknown) => send("settings", { ...json(body), method: "PATCH" });
	const done = await patch({
		organisation: "Totogi",
		region: "apac",
		undoWindowMs: 30_000,
		sends: { perContactDay: 12 },
	});
	expect(await done.json()).toEqual({
		organisation: "Totogi",
		region: "apac",
		undoWindowMs: 30_000,
		sends: { perHour: 1_000, perDay: 1_000, perContactDay: 12 },
	});
	const over = await patch({ sends: { perContactDay: 13 } });
	expect(over.status).toBe(422);
	expect((await over.json<{ detail: string }>()).detail).toContain("/body/sends/perContactDay");
	expect((await patch({ undoWindowMs: 3_600_001 })).status).toBe(400);
	expect((await patch({ tier: "premium" })).status).toBe(400);
	expect((await patch({})).status).toBe(400);
	const rep = await client(at, at.rep);
	expect((await rep.send("settings", { ...json({ undoWindowMs: 0 }), method: "PATCH" })).status).toBe(403);
});
