import * as z from "zod";
import { log } from "#durable-objects/platform/log.ts";
import { Settings } from "#durable-objects/platform/settings.ts";
import { Automation } from "#knowledge/core/contract/deal.ts";
import { type Catalogue, Competitor, Offering } from "#knowledge/core/facts/offering.ts";
import { learnedSettings } from "#knowledge/core/learning/settings.ts";
import { AccountState, budgetOf, flagsOf, PersonState, Tier } from "#knowledge/core/vocabulary/account.ts";
import { type ConnectionId, type ContactId, SkillName, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { Role } from "#knowledge/core/vocabulary/principal.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { activeOf } from "#knowledge/methodologies/built-in.ts";
import { deskOf, rolesOf } from "./desks.ts";
import { jsonList } from "./json-columns.ts";
import { readLearned } from "./learning.ts";
import { readOwnPacks } from "./methodologies.ts";
import { raiseVersion } from "./settings-version.ts";
import type { TenantDb } from "./tenant-db.ts";
import { StoredBudget, StoredFlags, StoredQuotas } from "./terms.ts";

const TenantRow = z.object({
	organisation: z.string(),
	region_default: Region,
	automation_state: Automation,
	settings_version: z.int(),
	undo_window_ms: z.int(),
	sends_normal_hour: z.int(),
	sends_day_max: z.int(),
	sends_contact_day_max: z.int(),
	state: AccountState,
	tier: Tier,
	quotas: StoredQuotas,
	flags: StoredFlags,
	budget: StoredBudget,
});
export type TenantRow = z.infer<typeof TenantRow>;

const PersonRow = z.object({
	id: UserId,
	name: z.string(),
	roles: jsonList(Role),
	region: Region.nullable(),
	state: PersonState,
	desk: Region.nullable(),
});
export const MailboxRow = z.object({ address: z.string(), name: z.string(), region: Region, rep: UserId.nullable() });
export type MailboxRow = z.infer<typeof MailboxRow>;
const AgentRow = z.object({ agent: SkillName });

export async function readTenant(db: TenantDb): Promise<TenantRow | null> {
	const row = await db.first("SELECT * FROM tenants WHERE tenant = ?1");
	return row ? TenantRow.parse(row) : null;
}

export const readMailboxes = async (db: TenantDb): Promise<readonly MailboxRow[]> =>
	z
		.array(MailboxRow)
		.parse(await db.all("SELECT address, name, region, rep FROM mailboxes WHERE tenant = ?1 ORDER BY address"));

const OurPerson = z.object({ name: z.string(), address: z.string() });
export type OurPerson = z.infer<typeof OurPerson>;

/** Who is ours, for telling our words from a buyer's. */
export const readOurPeople = async (db: TenantDb): Promise<readonly OurPerson[]> =>
	z.array(OurPerson).parse(await db.all("SELECT name, address FROM people WHERE tenant = ?1 ORDER BY id"));

export const readPausedAgents = async (db: TenantDb): Promise<readonly SkillName[]> =>
	z
		.array(AgentRow)
		.parse(await db.all("SELECT agent FROM agents WHERE tenant = ?1 AND automation_state = 'paused'"))
		.map((row) => row.agent);

export async function readSettings(db: TenantDb): Promise<Settings | null> {
	const tenant = await readTenant(db);
	if (!tenant) return null;
	const [people, mailboxes, pausedAgents, catalogue, packs, learned] = await Promise.all([
		db.all(
			`SELECT p.id, p.name, p.roles, p.region, p.state, ${deskOf("p.id")} AS desk FROM people AS p WHERE p.tenant = ?1 ORDER BY p.id`,
		),
		readMailboxes(db),
		readPausedAgents(db),
		readCatalogue(db),
		readOwnPacks(db),
		readLearned(db),
	]);
	return Settings.parse({
		tenant: db.tenant,
		version: tenant.settings_version,
		organisation: tenant.organisation,
		// A suspended account is one whose crew stands still, whatever its own people said.
		automation: tenant.state === "active" ? tenant.automation_state : "paused",
		usesModel: flagsOf(tenant.tier, tenant.flags).model,
		budget: budgetOf(tenant.budget),
		pausedAgents,
		undoWindowMs: tenant.undo_window_ms,
		people: z
			.array(PersonRow)
			.parse(people)
			.map(({ state, desk, ...person }) => ({
				...person,
				region: desk ?? person.region,
				// As whoever asks is read: a role that a desk gives, and none for somebody who may not come in.
				roles: state === "suspended" ? [] : [...rolesOf(person.roles, desk)],
			})),
		catalogue,
		packs: [...activeOf(packs)],
		learned: learnedSettings(learned),
		mailboxes: mailboxes.map(({ name: _name, ...mailbox }) => mailbox),
	});
}

const BodyRow = z.object({ body: z.string() });

/**
 * What the tenant sells, in the order in which its people put it. A row that cannot be read is left out and told: a wrong
 * price list must not stop the crew, nor its pause.
 */
export async function readCatalogue(db: TenantDb): Promise<Catalogue> {
	const [offerings, competitors] = await Promise.all([
		db.all("SELECT body FROM offerings WHERE tenant = ?1 AND json_valid(body) ORDER BY position, offering LIMIT 20"),
		db.all("SELECT body FROM competitors WHERE tenant = ?1 AND json_valid(body) ORDER BY competitor LIMIT 20"),
	]);
	return { offerings: readable(Offering, offerings), competitors: readable(Competitor, competitors) };
}

const readable = <T>(schema: z.ZodType<T>, rows: unknown): T[] =>
	z
		.array(BodyRow)
		.parse(rows)
		.flatMap(({ body }) => {
			const parsed = schema.safeParse(JSON.parse(body));
			if (!parsed.success) log.error("a row of the catalogue cannot be read", { issues: parsed.error.issues.length });
			return parsed.success ? [parsed.data] : [];
		});

export const setTenantAutomation = (db: TenantDb, state: "active" | "paused"): Promise<void> =>
	db.batch([{ sql: "UPDATE tenants SET automation_state = ?2 WHERE tenant = ?1", values: [state] }, raiseVersion]);

export const setAgentAutomation = (db: TenantDb, agent: SkillName, state: "active" | "paused"): Promise<void> =>
	db.batch([
		{
			sql: "INSERT INTO agents (tenant, agent, automation_state) VALUES (?1, ?2, ?3) ON CONFLICT (tenant, agent) DO UPDATE SET automation_state = ?3",
			values: [agent, state],
		},
		raiseVersion,
	]);

export async function setContactAutomation(
	db: TenantDb,
	contact: ContactId,
	state: "active" | "paused",
): Promise<boolean> {
	const known = await db.first("SELECT automation_state FROM contacts WHERE tenant = ?1 AND contact = ?2", contact);
	if (!known) return false;
	await db.batch([
		{ sql: "UPDATE contacts SET automation_state = ?3 WHERE tenant = ?1 AND contact = ?2", values: [contact, state] },
		raiseVersion,
	]);
	return true;
}

export async function isAnyContactPaused(db: TenantDb, contacts: readonly ContactId[]): Promise<boolean> {
	const paused = await db.first(
		`SELECT contact FROM contacts WHERE tenant = ?1 AND contact IN (SELECT value FROM json_each(?2))
			AND automation_state = 'paused' LIMIT 1`,
		JSON.stringify(contacts),
	);
	return paused !== null;
}

const ConnectionRow = z.object({ provider: z.string(), settings: z.string() });

/** A way out without its secrets. */
export async function readConnection(
	db: TenantDb,
	connection: ConnectionId,
): Promise<z.infer<typeof ConnectionRow> | null> {
	const row = await db.first(
		"SELECT provider, settings FROM connections WHERE tenant = ?1 AND connection = ?2",
		connection,
	);
	return row ? ConnectionRow.parse(row) : null;
}
