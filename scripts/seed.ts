import { createHash, randomBytes } from "node:crypto";
import { createVault } from "#durable-objects/platform/vault.ts";
import { type Catalogue, Competitor, Offering } from "#knowledge/core/facts/offering.ts";
import type { Pack } from "#knowledge/core/methodology/pack.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { PLATFORM_TENANT, TenantId, tokenIdOf } from "#knowledge/core/vocabulary/ids.ts";
import { EVERY_SCOPE, type Role } from "#knowledge/core/vocabulary/principal.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { credentialsCell } from "#workers/store/cells.ts";
import { newDataKey, unwrapDataKeys } from "#workers/store/data-keys.ts";
import type { Database } from "./platform.ts";

export type SeedPerson = {
	readonly id: string;
	readonly name: string;
	readonly address: string;
	readonly roles: readonly Role[];
	readonly region: Region | null;
};

export type SeedTenant = {
	readonly tenant: string;
	readonly organisation: string;
	readonly region: Region;
	readonly people: readonly SeedPerson[];
	readonly catalogue?: Catalogue;
	/** Sales methods of its own. */
	readonly methodologies?: readonly Pack[];
	readonly mailboxes: readonly {
		readonly address: string;
		readonly name: string;
		readonly region: Region;
		readonly rep: string | null;
	}[];
};

export type SeedSettings = {
	/** Where approved mail goes: the platform's own binding, or a loopback sink. */
	readonly mail:
		| { readonly provider: "mail" }
		| { readonly provider: "sink"; readonly url: string; readonly mode: "keyed" | "keyless" };
	readonly undoWindowMs?: number;
	/** Far above what a person does, for programs that send on purpose. */
	readonly sendsUnlimited?: boolean;
	readonly crmSecret?: string;
};

const secret = (): string => randomBytes(32).toString("hex");
export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

const QUOTAS_OF_PROGRAMS = JSON.stringify({
	requestsPerMinute: 1_000_000,
	tenantRequestsPerMinute: 1_000_000,
	signalsPerDay: 10_000_000,
	deals: 10_000_000,
});

/** What a tenant is written into. */
export type Seeded = { readonly db: Database; readonly masterKeys: string };

/** Makes a tenant that is not there yet; one that is keeps all that it has. */
export async function seedTenant(
	{ db, masterKeys }: Seeded,
	tenant: SeedTenant,
	settings: SeedSettings,
): Promise<void> {
	const found = await db.prepare("SELECT 1 FROM tenants WHERE tenant = ?").bind(tenant.tenant).first();
	if (found) return;
	const now = Date.now();
	const { provider, ...mail } = settings.mail;
	const limits = settings.sendsUnlimited ? [1_000_000, 1_000_000, 1_000_000] : [20, 500, 6];
	const at = TenantId.parse(tenant.tenant);
	const env = { MASTER_KEYS: masterKeys };
	const dataKey = await newDataKey(env, at, { version: 1, activeFrom: 0 });
	const vault = createVault(at, await unwrapDataKeys(env, at, [dataKey]), () => Date.now());
	const connection = (name: string, row: { provider: string; settings: object; credentials: object }) =>
		db
			.prepare(
				"INSERT INTO connections (tenant, connection, provider, settings, credentials, created_at) VALUES (?, ?, ?, ?, ?, ?)",
			)
			.bind(
				at,
				name,
				row.provider,
				JSON.stringify(row.settings),
				vault.seal(credentialsCell(name), JSON.stringify(row.credentials)),
				now,
			);
	await db.batch([
		db
			.prepare(
				"INSERT INTO tenants (tenant, organisation, region_default, undo_window_ms, sends_normal_hour, sends_day_max, sends_contact_day_max, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			)
			.bind(tenant.tenant, tenant.organisation, tenant.region, settings.undoWindowMs ?? 15_000, ...limits, now),
		// A program that sends on purpose asks as often, too.
		...(settings.sendsUnlimited
			? [db.prepare("UPDATE tenants SET quotas = ? WHERE tenant = ?").bind(QUOTAS_OF_PROGRAMS, at)]
			: []),
		db.prepare(dataKey.sql).bind(at, ...dataKey.values),
		...tenant.people.map((person) =>
			db
				.prepare(
					"INSERT INTO people (tenant, id, name, address, roles, region, created_at, accepted_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
				)
				.bind(tenant.tenant, person.id, person.name, person.address, JSON.stringify(person.roles), person.region, now),
		),
		...tenant.people
			.filter((person) => person.roles.includes("regional-human") && person.region !== null)
			.map((person) =>
				db
					.prepare("INSERT INTO region_desks (tenant, region, human) VALUES (?, ?, ?)")
					.bind(tenant.tenant, person.region, person.id),
			),
		...(tenant.catalogue?.offerings ?? []).map((offering, position) =>
			db
				.prepare("INSERT INTO offerings (tenant, offering, position, body) VALUES (?, ?, ?, ?)")
				.bind(tenant.tenant, offering.id, position, JSON.stringify(Offering.parse(offering))),
		),
		...(tenant.catalogue?.competitors ?? []).map((competitor) =>
			db
				.prepare("INSERT INTO competitors (tenant, competitor, body) VALUES (?, ?, ?)")
				.bind(tenant.tenant, competitor.name, JSON.stringify(Competitor.parse(competitor))),
		),
		...(tenant.methodologies ?? []).map((pack) =>
			db
				.prepare("INSERT INTO methodologies (tenant, pack, body, updated_at) VALUES (?, ?, ?, ?)")
				.bind(tenant.tenant, pack.id, JSON.stringify(pack), now),
		),
		...tenant.mailboxes.map((mailbox) =>
			db
				.prepare("INSERT INTO mailboxes (tenant, address, name, region, rep) VALUES (?, ?, ?, ?, ?)")
				.bind(tenant.tenant, mailbox.address, mailbox.name, mailbox.region, mailbox.rep),
		),
		connection("mail", { provider, settings: mail, credentials: { replySecret: secret(), pepper: secret() } }),
		connection("crm", {
			provider: "crm-webhook",
			settings: {},
			credentials: { secrets: [settings.crmSecret ?? `whsec_${randomBytes(24).toString("base64")}`] },
		}),
	]);
}

/** Those who run the platform: a tenant of its own, whose admins provision accounts and read none of their deals. */
export const PLATFORM: SeedTenant & { readonly admin: SeedPerson } = {
	tenant: PLATFORM_TENANT,
	organisation: "Agent Army platform",
	region: "emea",
	people: [platformAdmin()],
	admin: platformAdmin(),
	mailboxes: [{ address: "accounts@platform.example", name: "Agent Army", region: "emea", rep: null }],
};

function platformAdmin(): SeedPerson {
	return {
		id: "operator",
		name: "Pat Operator",
		address: "operator@platform.example",
		roles: ["platform-admin", "tenant-admin"],
		region: null,
	};
}

export const seedPlatform = (
	seeded: Seeded,
	settings: SeedSettings = { mail: { provider: "mail" } },
	platform: SeedTenant = PLATFORM,
): Promise<void> => seedTenant(seeded, platform, settings);

type NewToken = {
	readonly tenant: string;
	readonly person: SeedPerson;
	readonly expiresAt: number;
	readonly kind?: keyof typeof PREFIXES;
	readonly scopes?: readonly string[];
	readonly deals?: readonly string[] | null;
	readonly label?: string;
	readonly revokedAt?: number | null;
};
const PREFIXES = { key: "aa_key", session: "aa_session", "sign-in": "aa_link" } as const;

/** A fresh token of a person. Only its hash is stored; whoever calls is the only one who ever sees it. */
export async function addToken(db: Database, made: NewToken): Promise<{ text: string; id: string }> {
	const { kind = "key", scopes = EVERY_SCOPE, deals = null, label = null, revokedAt = null } = made;
	const text = `${PREFIXES[kind]}_${randomBytes(32).toString("hex")}`;
	const hash = Sha256.parse(sha256(text));
	const id = tokenIdOf((each) => Sha256.parse(sha256(each)), hash);
	await db
		.prepare(
			`INSERT INTO access_tokens (tenant, hash, id, kind, principal_kind, subject, roles, region, scopes, deals, label, expires_at, created_at, revoked_at)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		)
		.bind(
			made.tenant,
			hash,
			id,
			kind,
			kind === "key" ? "service" : "user",
			made.person.id,
			JSON.stringify(made.person.roles),
			made.person.region,
			JSON.stringify(scopes),
			deals === null ? null : JSON.stringify(deals),
			label,
			made.expiresAt,
			Date.now(),
			revokedAt,
		)
		.run();
	return { text, id };
}

export const issueKey = async (db: Database, tenant: string, person: SeedPerson, label = ""): Promise<string> =>
	(await addToken(db, { tenant, person, label, expiresAt: Date.now() + 365 * DAY_MS })).text;
export const issueSignIn = async (db: Database, tenant: string, person: SeedPerson): Promise<string> =>
	(await addToken(db, { tenant, person, kind: "sign-in", expiresAt: Date.now() + DAY_MS })).text;
