import { createHash, randomBytes } from "node:crypto";
import { type Catalogue, Competitor, Offering } from "#knowledge/core/facts/offering.ts";
import type { Role } from "#knowledge/core/vocabulary/principal.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";
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

/** Makes a tenant that is not there yet; one that is keeps all that it has. */
export async function seedTenant(db: Database, tenant: SeedTenant, settings: SeedSettings): Promise<void> {
	const found = await db.prepare("SELECT 1 FROM tenants WHERE tenant = ?").bind(tenant.tenant).first();
	if (found) return;
	const now = Date.now();
	const { provider, ...mail } = settings.mail;
	const limits = settings.sendsUnlimited ? [1_000_000, 1_000_000, 1_000_000] : [20, 500, 6];
	await db.batch([
		db
			.prepare(
				"INSERT INTO tenants (tenant, organisation, region_default, undo_window_ms, sends_normal_hour, sends_day_max, sends_contact_day_max, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			)
			.bind(tenant.tenant, tenant.organisation, tenant.region, settings.undoWindowMs ?? 15_000, ...limits, now),
		...tenant.people.map((person) =>
			db
				.prepare("INSERT INTO people (tenant, id, name, address, roles, region) VALUES (?, ?, ?, ?, ?, ?)")
				.bind(tenant.tenant, person.id, person.name, person.address, JSON.stringify(person.roles), person.region),
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
		...tenant.mailboxes.map((mailbox) =>
			db
				.prepare("INSERT INTO mailboxes (tenant, address, name, region, rep) VALUES (?, ?, ?, ?, ?)")
				.bind(tenant.tenant, mailbox.address, mailbox.name, mailbox.region, mailbox.rep),
		),
		connection(db, tenant.tenant, "mail", {
			provider,
			settings: mail,
			credentials: { replySecret: secret(), pepper: secret() },
			now,
		}),
		connection(db, tenant.tenant, "crm", {
			provider: "crm-webhook",
			settings: {},
			credentials: { secrets: [settings.crmSecret ?? `whsec_${randomBytes(24).toString("base64")}`] },
			now,
		}),
	]);
}

const connection = (
	db: Database,
	tenant: string,
	name: string,
	row: { provider: string; settings: object; credentials: object; now: number },
) =>
	db
		.prepare(
			"INSERT INTO connections (tenant, connection, provider, settings, credentials, created_at) VALUES (?, ?, ?, ?, ?, ?)",
		)
		.bind(tenant, name, row.provider, JSON.stringify(row.settings), JSON.stringify(row.credentials), row.now);

type Token = {
	readonly kind: "key" | "session" | "sign-in";
	readonly prefix: "aa_key" | "aa_session" | "aa_link";
	readonly ttlMs: number;
};

/** A fresh token of a person. Only its hash is stored; whoever calls is the only one who ever sees it. */
export async function issueToken(db: Database, tenant: string, person: SeedPerson, token: Token): Promise<string> {
	const text = `${token.prefix}_${randomBytes(32).toString("hex")}`;
	const now = Date.now();
	await db
		.prepare(
			"INSERT INTO access_tokens (tenant, hash, kind, principal_kind, subject, roles, region, expires_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		)
		.bind(
			tenant,
			sha256(text),
			token.kind,
			token.kind === "key" ? "service" : "user",
			person.id,
			JSON.stringify(person.roles),
			person.region,
			now + token.ttlMs,
			now,
		)
		.run();
	return text;
}

const DAY_MS = 86_400_000;
export const issueKey = (db: Database, tenant: string, person: SeedPerson): Promise<string> =>
	issueToken(db, tenant, person, { kind: "key", prefix: "aa_key", ttlMs: 365 * DAY_MS });
export const issueSignIn = (db: Database, tenant: string, person: SeedPerson): Promise<string> =>
	issueToken(db, tenant, person, { kind: "sign-in", prefix: "aa_link", ttlMs: DAY_MS });
