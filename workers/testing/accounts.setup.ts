import { env } from "cloudflare:workers";
import { issueToken, SINK_URL, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { PLATFORM_TENANT, TenantId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { type Call, EVERY_SCOPE, type Principal, type Role } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { newDataKey } from "#workers/store/data-keys.ts";
import { ask, json, type Sent } from "./api.setup.ts";

/** Somebody who runs the platform, with a key. The platform's own tenant is there once for all tests. */
export async function platformAdmin() {
	const dataKey = await newDataKey(env, PLATFORM_TENANT, { version: 1, activeFrom: 0 });
	await env.DB.batch([
		env.DB.prepare(
			"INSERT INTO tenants (tenant, organisation, region_default, created_at) VALUES (?, 'The platform', 'emea', 0) ON CONFLICT DO NOTHING",
		).bind(PLATFORM_TENANT),
		env.DB.prepare(`${dataKey.sql} ON CONFLICT DO NOTHING`).bind(PLATFORM_TENANT, ...dataKey.values),
	]);
	const principal = personOf(PLATFORM_TENANT, `ops-${crypto.randomUUID().slice(0, 8)}`, ["platform-admin"]);
	const authorization = `Bearer ${await issueToken(principal)}`;
	const send = (path: string, init: Sent = {}): Promise<Response> =>
		ask(path, { ...init, headers: { authorization, ...init.headers } });
	const patch = (path: string, body: unknown) => send(path, { ...json(body), method: "PATCH" });
	return {
		principal,
		authorization,
		send,
		patch,
		provision: (changes: Readonly<Record<string, unknown>> = {}) =>
			send("/v1/accounts", json({ ...newAccount(), ...changes })),
		close: (account: string) => send(`/v1/accounts/${account}`, { ...json({ confirm: account }), method: "DELETE" }),
	};
}
export type Platform = Awaited<ReturnType<typeof platformAdmin>>;

/** What nobody else has asked for. */
export function newAccount(name = "acct") {
	const account = `${name}-${crypto.randomUUID().slice(0, 8)}`;
	return {
		account,
		organisation: "Brightfen Mobile",
		admin: { name: "Ada Novak", address: `ada@${account}.example` },
		mailboxes: [{ address: `sales@in.${account}.example`, name: "Brightfen Sales", region: "emea" }],
	};
}

const personOf = (tenant: TenantId, id: string, roles: readonly Role[]): Principal => ({
	tenant,
	kind: "user",
	id: UserId.parse(id),
	roles,
	region: null,
	dealScope: null,
	scopes: EVERY_SCOPE,
	token: null,
	exp: Date.now() + 365 * DAY_MS,
});

/**
 * A provisioned account whose people have come in, as the other helpers of tests take a tenant. Its secrets are nobody's to
 * know, so what is made of them is not here.
 */
export async function comeIn(account: string): Promise<TestTenant> {
	const tenant = TenantId.parse(account);
	await env.DB.batch([
		env.DB.prepare("UPDATE people SET state = 'active', accepted_at = created_at WHERE tenant = ?").bind(tenant),
		env.DB.prepare("UPDATE tenants SET undo_window_ms = 0 WHERE tenant = ?").bind(tenant),
		env.DB.prepare("UPDATE connections SET provider = 'sink', settings = ? WHERE tenant = ?").bind(
			JSON.stringify({ mode: "keyed", url: SINK_URL }),
			tenant,
		),
	]);
	const people = await env.DB.prepare(
		"SELECT p.id, p.roles, d.region FROM people AS p LEFT JOIN region_desks AS d ON d.tenant = p.tenant AND d.human = p.id WHERE p.tenant = ?",
	)
		.bind(tenant)
		.all<{ id: string; roles: string; region: "emea" | null }>();
	const [human] = people.results
		.filter((each) => each.region !== null)
		.map((each) => ({
			...personOf(tenant, each.id, [...JSON.parse(each.roles), "regional-human"]),
			region: each.region,
		}));
	if (!human) throw new Error("somebody keeps the desk");
	const mailbox = await env.DB.prepare("SELECT address FROM mailboxes WHERE tenant = ?")
		.bind(tenant)
		.first<{ address: string }>();
	const call = (principal = human, settingsVersion = 0): Call => ({ principal, settingsVersion });
	const person = (id: string, roles: readonly Role[], more: Partial<Principal> = {}): Principal => ({
		...personOf(tenant, id, roles),
		...more,
	});
	return {
		tenant,
		mailbox: mailbox?.address ?? "",
		contact: () => `c-${"a".repeat(20)}`,
		company: () => `o-${"a".repeat(20)}`,
		human,
		admin: human,
		person,
		rep: person("sam", ["rep"], { region: "emea" }),
		reader: person("audit", ["read-only"]),
		call,
		dealCall: (deal: never, principal = human, settingsVersion = 0) => ({ ...call(principal, settingsVersion), deal }),
	} as unknown as TestTenant;
}
