import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { addPerson, issueToken, newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { Principal, Role } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { readSettings } from "#workers/store/settings.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";
import { ask, client, json, ORIGIN } from "#workers/testing/api.setup.ts";
import { startMailbox } from "#workers/testing/mailbox.setup.ts";

const as = (method: string, body?: unknown) => ({ ...json(body ?? {}), method });
const press = (path: string) => ask(path, { method: "POST", headers: { origin: ORIGIN } });
const cookieOf = (response: Response): string => response.headers.getSetCookie().join().split(";")[0] ?? "";

/** Somebody who is signed in, as a page of ours would ask for them. */
async function browser(at: TestTenant, principal: Principal) {
	const cookie = `__Host-aa_session=${await issueToken(principal, "session")}`;
	const send = (path: string, init: ReturnType<typeof as> = as("GET")) =>
		ask(`/v1/accounts/${at.tenant}/${path}`, {
			method: init.method ?? "GET",
			body: init.method === "GET" ? null : (init.body ?? null),
			headers: { ...init.headers, cookie, origin: ORIGIN },
		});
	return { send, me: async () => (await send("me")).status };
}

const rolesOf = async (at: TestTenant, principal: Principal): Promise<readonly string[]> => {
	const { send } = await client(at, principal);
	return ((await (await send("me")).json()) as { roles: string[] }).roles;
};

type User = { id: string; state: string; roles: string[]; acts: string | null };
const usersOf = async (at: TestTenant): Promise<readonly User[]> =>
	((await (await (await client(at, at.admin)).send("users")).json()) as { items: User[] }).items;
const userOf = async (at: TestTenant, id: string) => (await usersOf(at)).find((each) => each.id === id);

const NEW = { name: "Robin Vale", roles: ["rep"], region: "emea" };
const addressIn = (at: TestTenant, name = "robin"): string => `${name}@${at.tenant}.example`;

test("[S0-03] whoever is invited comes in by the mail's link, once, within seven days, and is active from then on", async () => {
	const clock = standStill();
	const at = await newTenant("invite");
	const mailbox = startMailbox();
	const admin = await client(at, at.admin);
	const made = await admin.send("users", as("POST", { ...NEW, address: addressIn(at).toUpperCase() }));
	expect(made.status).toBe(201);
	const { user, mailed }: { user: User & { address: string }; mailed: boolean } = await made.json();
	expect(user).toMatchObject({ state: "invited", roles: ["rep"], address: addressIn(at), acts: null });
	expect(mailed).toBe(true);
	const [path = ""] = mailbox.links(addressIn(at));
	expect(mailbox.of(addressIn(at))[0]?.subject).toBe("You are invited to Skyvera on Agent Army");
	clock.advance(7 * DAY_MS - 1);
	expect((await ask(path)).status).toBe(200);
	expect((await userOf(at, user.id))?.state).toBe("invited");
	const pressed = await press(path);
	expect(pressed.headers.get("location")).toBe(`/app/${at.tenant}`);
	expect((await userOf(at, user.id))?.state).toBe("active");
	const mine = await ask(`/v1/accounts/${at.tenant}/me`, { headers: { cookie: cookieOf(pressed) } });
	expect(await mine.json()).toMatchObject({ id: user.id, kind: "user", roles: ["rep"], organisation: "Skyvera" });
	expect((await press(path)).headers.getSetCookie()).toEqual([]);
	const later = await client(at, at.admin);
	expect((await later.send(`users/${user.id}/invitation`, as("POST"))).status).toBe(409);
});

test("[S0-03] one address is one person of an account, however it is written and however quickly it is asked", async () => {
	standStill();
	const at = await newTenant("twice");
	startMailbox();
	const { send } = await client(at, at.admin);
	const spellings = ["robin", "ROBIN", "Robin", "robin", "rObIn"];
	const made = await Promise.all(
		spellings.map((each) => send("users", as("POST", { ...NEW, address: addressIn(at, each) }))),
	);
	expect(made.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
});

test.each([
	[4, 409],
	[5, 201],
])("[S0-19] an account that may have %i people and has four answers an invitation with %i", async (max, status) => {
	standStill();
	const at = await newTenant("quota");
	startMailbox();
	const { send } = await client(at, at.admin);
	await env.DB.prepare("UPDATE tenants SET quotas = ? WHERE tenant = ?")
		.bind(JSON.stringify({ people: max }), at.tenant)
		.run();
	const made = await send("users", as("POST", { ...NEW, address: addressIn(at) }));
	expect(made.status).toBe(status);
	expect((await usersOf(at)).length).toBe(status === 201 ? 5 : 4);
});

test.each([
	[["regional-human"], 422],
	[["rep", "rep"], 400],
	[["platform-admin"], 422],
	[["owner"], 400],
	[["tenant-admin", "rep"], 201],
	[[], 400],
])("[K19] the roles %j are given by an invitation with status %i", async (roles, status) => {
	standStill();
	const at = await newTenant("roles");
	startMailbox();
	const { send } = await client(at, at.admin);
	expect((await send("users", as("POST", { ...NEW, roles, address: addressIn(at) }))).status).toBe(status);
});

test("[K19] people are a tenant admin's to invite, change and place, and nobody else's", async () => {
	standStill();
	const at = await newTenant("not-admin");
	const asked = [
		["users", as("POST", { ...NEW, address: addressIn(at) })],
		["users/sam", as("PATCH", { roles: ["tenant-admin"] })],
		["users/sam/invitation", as("POST")],
		["regions/emea", as("PUT", { human: "sam", deputy: null, acting: "human" })],
		["sign-in-provider", as("DELETE")],
	] as const;
	for (const principal of [
		at.rep,
		at.human,
		at.reader,
		at.person("ops", ["tenant-admin"], { scopes: ["read", "write"] }),
	]) {
		const { send } = await client(at, principal);
		for (const [path, init] of asked) expect((await send(path, init)).status, `${principal.id} ${path}`).toBe(403);
	}
});

test("[SEC28] who is suspended is out everywhere at once, and comes back to no session of before", async () => {
	standStill();
	const at = await newTenant("suspend");
	const mailbox = startMailbox();
	const admin = await client(at, at.admin);
	const sam = await browser(at, at.rep);
	const key = await client(at, at.rep);
	expect([await sam.me(), (await key.send("me")).status]).toEqual([200, 200]);
	expect((await admin.send("users/sam", as("PATCH", { state: "suspended" }))).status).toBe(200);
	expect([await sam.me(), (await key.send("me")).status]).toEqual([401, 401]);
	await ask("/sign-in", {
		method: "POST",
		body: new URLSearchParams({ address: `sam@${at.tenant}.example` }).toString(),
		headers: { origin: ORIGIN, "content-type": "application/x-www-form-urlencoded", "cf-connecting-ip": "192.0.2.9" },
	});
	expect(await admin.send("users/sam", as("PATCH", { state: "active" })).then(({ status }) => status)).toBe(200);
	expect([await sam.me(), (await key.send("me")).status]).toEqual([401, 200]);
	expect(mailbox.of(`sam@${at.tenant}.example`)).toEqual([]);
});

test("[SEC28] an invitation cannot be accepted by an administrator in somebody's place", async () => {
	standStill();
	const at = await newTenant("accept");
	startMailbox();
	const { send } = await client(at, at.admin);
	const made = await send("users", as("POST", { ...NEW, address: addressIn(at) }));
	const { user }: { user: User } = await made.json();
	expect((await send(`users/${user.id}`, as("PATCH", { state: "active" }))).status).toBe(409);
	expect((await send(`users/${user.id}`, as("PATCH", { state: "suspended" }))).status).toBe(200);
	expect((await send(`users/${user.id}`, as("PATCH", { name: "R. Vale" }))).status).toBe(200);
	expect(await userOf(at, user.id)).toMatchObject({ name: "R. Vale", state: "suspended" });
});

const admins = async (at: TestTenant, ...names: readonly string[]) => {
	for (const name of names) await addPerson(at.person(name, ["tenant-admin"]));
	return Promise.all(names.map((name) => client(at, at.person(name, ["tenant-admin"]))));
};

test.each([
	["roles", { roles: ["rep"] }, 409],
	["state", { state: "suspended" }, 409],
	["name", { name: "Still the admin" }, 200],
	["more roles", { roles: ["tenant-admin", "rep"] }, 200],
])("[K19] the last tenant admin's %s: %j is answered with %i", async (_, change, status) => {
	standStill();
	const at = await newTenant("last-admin");
	const [ada] = await admins(at, "ada");
	const answer = await ada?.send("users/ada", as("PATCH", change));
	expect(answer?.status).toBe(status);
	if (status === 409)
		expect(await answer?.json()).toMatchObject({ detail: expect.stringContaining("last active tenant admin") });
	expect((await userOf(at, "ada"))?.roles).toContain("tenant-admin");
});

test("[K19] an admin who is invited or suspended does not count as the one who stays", async () => {
	standStill();
	const at = await newTenant("last-admin");
	const [ada] = await admins(at, "ada", "bea");
	await env.DB.prepare("UPDATE people SET state = 'invited' WHERE tenant = ? AND id = 'bea'").bind(at.tenant).run();
	expect((await ada?.send("users/ada", as("PATCH", { roles: ["read-only"] })))?.status).toBe(409);
	await env.DB.prepare("UPDATE people SET state = 'active' WHERE tenant = ? AND id = 'bea'").bind(at.tenant).run();
	expect((await ada?.send("users/ada", as("PATCH", { roles: ["read-only"] })))?.status).toBe(200);
});

test("[K19] two admins who demote each other at once leave one, every time", async () => {
	standStill();
	const at = await newTenant("last-admin");
	const people = { ada: at.person("ada", ["tenant-admin"]), bea: at.person("bea", ["tenant-admin"]) };
	for (let i = 0; i < 10; i++) {
		const [ada, bea] = await admins(at, "ada", "bea");
		await Promise.all([
			ada?.send("users/bea", as("PATCH", { roles: ["rep"] })),
			bea?.send("users/ada", as("PATCH", { state: "suspended" })),
		]);
		const { results } = await env.DB.prepare(
			`SELECT id FROM people WHERE tenant = ? AND state = 'active' AND roles LIKE '%"tenant-admin"%'`,
		)
			.bind(at.tenant)
			.all();
		expect(results).toHaveLength(1);
		await env.DB.prepare("UPDATE people SET state = 'active' WHERE tenant = ?").bind(at.tenant).run();
		for (const each of Object.values(people)) await addPerson(each);
	}
});

type Acting = "human" | "deputy";
const desk = (human: string, deputy: string | null, acting: Acting) => as("PUT", { human, deputy, acting });

test("[S2-03] the deputy who acts has the role and the human has it no longer, here and in every deal's settings", async () => {
	standStill();
	const at = await newTenant("desk");
	const { send } = await client(at, at.admin);
	const db = tenantDb(env, at.tenant, at.tenant);
	const said = async () => {
		const settings = await readSettings(db);
		const humans = settings?.people.filter(({ roles }) => roles.includes("regional-human")) ?? [];
		return humans.map(({ id, region }) => `${id} ${region}`).toSorted();
	};
	const before = (await readSettings(db))?.version ?? 0;
	const nadia = await browser(at, at.human);
	const sam = await browser(at, at.rep);
	const roles = async ({ send: look }: typeof nadia) =>
		((await (await look("me")).json()) as { roles: readonly Role[] }).roles;
	expect(await said()).toEqual(["mei apac", "nadia emea"]);
	expect((await send("regions/emea", desk("nadia", "sam", "deputy"))).status).toBe(200);
	expect([await roles(nadia), await roles(sam)]).toEqual([[], ["rep", "regional-human"]]);
	expect(await said()).toEqual(["mei apac", "sam emea"]);
	expect((await readSettings(db))?.version).toBeGreaterThan(before);
	expect((await send("regions/emea", desk("nadia", "sam", "human"))).status).toBe(200);
	expect([await roles(nadia), await roles(sam)]).toEqual([["regional-human"], ["rep"]]);
	const listed: { items: unknown[] } = await (await send("regions")).json();
	expect(listed.items).toEqual([
		{ region: "apac", human: "mei", deputy: null, acting: "human" },
		{ region: "emea", human: "nadia", deputy: "sam", acting: "human" },
	]);
});

test.each<[string, string, string | null, Acting, number]>([
	["emea", "nadia", null, "deputy", 400],
	["emea", "nadia", "nadia", "human", 400],
	["emea", "nobody", null, "human", 422],
	["emea", "nadia", "nobody", "human", 422],
	["emea", "mei", null, "human", 409],
	["emea", "nadia", "mei", "deputy", 409],
	["emea", "nadia", "mei", "human", 200],
	["amer", "sam", null, "human", 200],
	["amer", "sam", "nadia", "deputy", 409],
	["moon", "sam", null, "human", 404],
])(
	"[S2-03] in %s the human %s with deputy %s, of whom the %s acts, is answered with %i",
	async (region, human, deputy, acting, status) => {
		standStill();
		const at = await newTenant("desk");
		const { send } = await client(at, at.admin);
		expect((await send(`regions/${region}`, desk(human, deputy, acting))).status).toBe(status);
	},
);

test("[S2-03] two regions that ask for one person at once: one of them has them", async () => {
	standStill();
	const at = await newTenant("desk");
	const { send } = await client(at, at.admin);
	const asked = ["emea", "apac", "amer"].map((region) => send(`regions/${region}`, desk("sam", null, "human")));
	expect((await Promise.all(asked)).map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
	expect(await rolesOf(at, at.rep)).toContain("rep");
});

test("[S2-03] when a region's human is suspended the deputy acts; with a suspended deputy the human does", async () => {
	standStill();
	const at = await newTenant("desk");
	const { send } = await client(at, at.admin);
	await send("regions/emea", desk("nadia", "sam", "human"));
	expect((await send("users/nadia", as("PATCH", { state: "suspended" }))).status).toBe(200);
	expect(await userOf(at, "sam")).toMatchObject({ acts: "emea", roles: ["rep", "regional-human"] });
	await send("users/nadia", as("PATCH", { state: "active" }));
	expect((await userOf(at, "nadia"))?.acts).toBeNull();
	await send("users/sam", as("PATCH", { state: "suspended" }));
	expect((await userOf(at, "nadia"))?.acts).toBe("emea");
});

test("[SEC28] one's own sessions are listed and ended by oneself, anybody's by an admin, and by nobody else", async () => {
	standStill();
	const at = await newTenant("sessions");
	const [one, two] = [await browser(at, at.reader), await browser(at, at.reader)];
	type Listed = { items: { id: string; isThis: boolean }[] };
	const listed: Listed = await (await one.send("users/audit/sessions")).json();
	expect(listed.items.map(({ isThis }) => isThis).toSorted()).toEqual([false, true]);
	const other = listed.items.find(({ isThis }) => !isThis)?.id ?? "";
	const stranger = await browser(at, at.rep);
	const script = await client(at, at.reader);
	for (const { send } of [stranger, script]) {
		expect((await send("users/audit/sessions")).status).toBe(404);
		expect((await send(`users/audit/sessions/${other}`, as("DELETE"))).status).toBe(404);
		expect((await send("users/audit/sessions", as("DELETE"))).status).toBe(404);
	}
	expect(await two.me()).toBe(200);
	expect((await one.send(`users/audit/sessions/${other}`, as("DELETE"))).status).toBe(200);
	expect([await one.me(), await two.me()]).toEqual([200, 401]);
	expect((await one.send(`users/audit/sessions/${other}`, as("DELETE"))).status).toBe(404);
	const admin = await client(at, at.admin);
	expect(await (await admin.send("users/audit/sessions", as("DELETE"))).json()).toEqual({ ended: 1 });
	expect(await one.me()).toBe(401);
	expect((await admin.send("users/nobody/sessions")).status).toBe(404);
});

test("[API] a person's list is in pages, and names nobody of another account", async () => {
	standStill();
	const [at, other] = [await newTenant("pages"), await newTenant("pages")];
	const { send } = await client(at, at.reader);
	const seen: string[] = [];
	for (let cursor = ""; ; ) {
		const page: { items: { id: string; address: string }[]; next: string | null } = await (
			await send(`users?limit=2${cursor}`)
		).json();
		seen.push(...page.items.map(({ address }) => address));
		if (page.next === null) break;
		cursor = `&cursor=${page.next}`;
	}
	expect(seen).toEqual(["audit", "mei", "nadia", "sam"].map((id) => `${id}@${at.tenant}.example`));
	expect(JSON.stringify(seen)).not.toContain(other.tenant);
	expect((await send("users?cursor=%20")).status).toBe(400);
});
