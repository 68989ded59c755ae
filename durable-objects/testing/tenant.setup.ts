import { env } from "cloudflare:workers";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { createVault } from "#durable-objects/platform/vault.ts";
import {
	type CompanyId,
	type ContactId,
	companyIdOf,
	contactIdOf,
	type DealId,
	TenantId,
	tokenIdOf,
	UserId,
} from "#knowledge/core/vocabulary/ids.ts";
import { type Call, EVERY_SCOPE, type Principal, type Role } from "#knowledge/core/vocabulary/principal.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";

import { credentialsCell } from "#workers/store/cells.ts";
import { newDataKey, unwrapDataKeys } from "#workers/store/data-keys.ts";

export const SINK_URL = "http://127.0.0.1:9";

export type TestTenant = {
	readonly tenant: TenantId;
	readonly mailbox: string;
	readonly replySecret: string;
	readonly pepper: string;
	readonly crmSecret: string;
	contact(address: string): ContactId;
	company(domain: string): CompanyId;
	person(id: string, roles: readonly Role[], more?: Partial<Principal>): Principal;
	/** A rep, the human of EMEA, the human of APAC, an administrator, somebody who may look, and one of our own objects. */
	readonly rep: Principal;
	readonly human: Principal;
	readonly elsewhere: Principal;
	readonly admin: Principal;
	readonly reader: Principal;
	readonly agent: Principal;
	/** A call of the region's human, unless somebody else is named. */
	call(principal?: Principal, settingsVersion?: number): Call;
	dealCall(deal: DealId, principal?: Principal, settingsVersion?: number): Call & { deal: DealId };
};

export type TenantSettings = {
	readonly undoWindowMs?: number;
	readonly sendsPerHour?: number;
	readonly sendsPerDay?: number;
	readonly sendsPerContactDay?: number;
	readonly mail?: { provider: "mail" } | { provider: "sink"; mode: "keyed" | "keyless" };
};

/** A tenant that nobody else has: storage is shared by all tests of a run. */
export async function newTenant(name: string, settings: TenantSettings = {}): Promise<TestTenant> {
	const tenant = TenantId.parse(`${name.slice(0, 20)}-${crypto.randomUUID().slice(0, 8)}`);
	const secrets = { replySecret: `reply-${tenant}`.padEnd(40, "x"), pepper: `pepper-${tenant}`.padEnd(40, "x") };
	const crmSecret = `whsec_${btoa(tenant.padEnd(24, "."))}`;
	const mailbox = `sales@in.${tenant}.example`;
	const { provider, ...mail } = { provider: "sink" as const, mode: "keyed" as const, ...settings.mail };
	const connections = [
		["mail", provider, provider === "sink" ? { ...mail, url: SINK_URL } : {}],
		["crm", "crm-webhook", {}],
	] as const;
	const people = [
		["sam", "Sam Okafor", ["rep"], "emea"],
		["nadia", "Nadia Brandt", ["regional-human"], "emea"],
		["mei", "Mei Tanaka", ["regional-human"], "apac"],
	] as const;
	const [dataKey, credentials] = await dataKeyOf(tenant, { mail: secrets, crm: { secrets: [crmSecret] } });
	await env.DB.batch([
		env.DB.prepare(
			"INSERT INTO tenants (tenant, organisation, region_default, undo_window_ms, sends_normal_hour, sends_day_max, sends_contact_day_max, created_at) VALUES (?, ?, 'emea', ?, ?, ?, ?, ?)",
		).bind(
			tenant,
			"Skyvera",
			settings.undoWindowMs ?? 0,
			settings.sendsPerHour ?? 1_000,
			settings.sendsPerDay ?? 1_000,
			settings.sendsPerContactDay ?? 1_000,
			Date.now(),
		),
		...people.map(([id, full, roles, region]) =>
			env.DB.prepare(
				"INSERT INTO people (tenant, id, name, address, roles, region, accepted_at) VALUES (?, ?, ?, ?, ?, ?, 0)",
			).bind(tenant, id, full, `${id}@${tenant}.example`, JSON.stringify(roles), region),
		),
		env.DB.prepare("INSERT INTO mailboxes (tenant, address, name, region, rep) VALUES (?, ?, ?, 'emea', 'sam')").bind(
			tenant,
			mailbox,
			"Skyvera Sales",
		),
		env.DB.prepare(dataKey.sql).bind(tenant, ...dataKey.values),
		...people.flatMap(([id, , roles, region]) =>
			roles.some((role) => role === "regional-human")
				? [env.DB.prepare("INSERT INTO region_desks (tenant, region, human) VALUES (?, ?, ?)").bind(tenant, region, id)]
				: [],
		),
		...connections.map(([connection, by, options]) =>
			env.DB.prepare(
				"INSERT INTO connections (tenant, connection, provider, settings, credentials, created_at) VALUES (?, ?, ?, ?, ?, ?)",
			).bind(tenant, connection, by, JSON.stringify(options), credentials[connection], Date.now()),
		),
	]);
	const person = (id: string, roles: readonly Role[], more: Partial<Principal> = {}): Principal => ({
		tenant,
		kind: "user",
		id: UserId.parse(id),
		roles,
		region: "emea" satisfies Region,
		dealScope: null,
		scopes: EVERY_SCOPE,
		token: null,
		exp: Date.now() + 365 * DAY_MS,
		...more,
	});
	const human = person("nadia", ["regional-human"]);
	const call = (principal = human, settingsVersion = 0): Call => ({ principal, settingsVersion });
	return {
		tenant,
		mailbox,
		...secrets,
		crmSecret,
		contact: (address) => contactIdOf(sha256, { tenant, pepper: secrets.pepper, address }),
		company: (domain) => companyIdOf(sha256, { tenant, pepper: secrets.pepper, domain }),
		person,
		rep: person("sam", ["rep"]),
		human,
		elsewhere: person("mei", ["regional-human"], { region: "apac" }),
		admin: person("ops", ["tenant-admin"]),
		reader: person("audit", ["read-only"]),
		agent: person("system.test", ["regional-human"], { kind: "agent" }),
		call,
		dealCall: (deal, principal = human, settingsVersion = 0) => ({ ...call(principal, settingsVersion), deal }),
	};
}

/** A tenant's first data key, and its credentials as they are stored. */
async function dataKeyOf(tenant: TenantId, credentials: { readonly mail: object; readonly crm: object }) {
	const row = await newDataKey(env, tenant, { version: 1, activeFrom: 0 });
	const keys = await unwrapDataKeys(env, tenant, [row]);
	const vault = createVault(tenant, keys, () => Date.now());
	const seal = (name: "mail" | "crm") => vault.seal(credentialsCell(name), JSON.stringify(credentials[name]));
	return [row, { mail: seal("mail"), crm: seal("crm") }] as const;
}

type TokenKind = "key" | "session" | "sign-in";
const PREFIXES = { key: "aa_key", session: "aa_session", "sign-in": "aa_link" } as const;

/** Puts somebody among the people of their tenant, with the desk of their region where they are its human. */
export async function addPerson({ tenant, id, roles, region }: Principal): Promise<void> {
	const isHuman = roles.includes("regional-human") && region !== null;
	await env.DB.batch([
		env.DB.prepare(
			`INSERT INTO people (tenant, id, name, address, roles, region, accepted_at) VALUES (?1, ?2, ?2, ?3, ?4, ?5, 0)
				ON CONFLICT (tenant, id) DO UPDATE SET roles = ?4, region = ?5`,
		).bind(tenant, id, `${id}@${tenant}.example`, JSON.stringify(roles), region),
		env.DB.prepare("DELETE FROM region_desks WHERE tenant = ? AND human = ?").bind(tenant, id),
		...(isHuman
			? [
					env.DB.prepare(
						"INSERT INTO region_desks (tenant, region, human) VALUES (?1, ?2, ?3) ON CONFLICT (tenant, region) DO UPDATE SET human = ?3, deputy = NULL, acting = 'human'",
					).bind(tenant, region, id),
				]
			: []),
	]);
}

/** A fresh token of somebody, who is among the people of their tenant from then on; only its hash is stored. */
export async function issueToken(principal: Principal, kind: TokenKind = "key", ttlMs = DAY_MS): Promise<string> {
	const hex = `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll("-", "");
	const token = `${PREFIXES[kind]}_${hex}`;
	await addPerson(principal);
	await env.DB.prepare(
		`INSERT INTO access_tokens (tenant, hash, id, kind, principal_kind, subject, roles, region, scopes, deals, expires_at, created_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
	)
		.bind(
			principal.tenant,
			sha256(token),
			tokenIdOf(sha256, sha256(token)),
			kind,
			kind === "key" ? "service" : "user",
			principal.id,
			JSON.stringify(principal.roles),
			principal.region,
			JSON.stringify(principal.scopes),
			principal.dealScope === null ? null : JSON.stringify(principal.dealScope),
			Date.now() + ttlMs,
			Date.now(),
		)
		.run();
	return token;
}
