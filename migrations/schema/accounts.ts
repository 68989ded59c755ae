import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { automation, tenant } from "./columns.ts";

/** An account: who works in it, what it sells and by which methods, and what is recorded of it. */

export const tenants = sqliteTable("tenants", {
	tenant: text("tenant").primaryKey(),
	organisation: text("organisation").notNull(),
	regionDefault: text("region_default").notNull(),
	automationState: automation(),
	settingsVersion: integer("settings_version").notNull(),
	undoWindowMs: integer("undo_window_ms").notNull(),
	sendsNormalHour: integer("sends_normal_hour").notNull(),
	sendsDayMax: integer("sends_day_max").notNull(),
	sendsContactDayMax: integer("sends_contact_day_max").notNull(),
	createdAt: integer("created_at").notNull(),
	state: text("state", { enum: ["active", "suspended", "closing"] }).notNull(),
	tier: text("tier", { enum: ["entry", "standard", "premium"] }).notNull(),
	quotas: text("quotas").notNull(),
	flags: text("flags").notNull(),
	billing: text("billing").notNull(),
	budget: text("budget").notNull(),
});

export const people = sqliteTable(
	"people",
	{
		tenant: tenant(),
		id: text("id").notNull(),
		name: text("name").notNull(),
		address: text("address").notNull(),
		roles: text("roles").notNull(),
		region: text("region"),
		acceptedAt: integer("accepted_at"),
		state: text("state", { enum: ["invited", "active", "suspended"] }).notNull(),
		createdAt: integer("created_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.id] })],
);

export const regionDesks = sqliteTable(
	"region_desks",
	{
		tenant: tenant(),
		region: text("region").notNull(),
		human: text("human").notNull(),
		deputy: text("deputy"),
		acting: text("acting", { enum: ["human", "deputy"] }).notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.region] })],
);

export const agents = sqliteTable(
	"agents",
	{ tenant: tenant(), agent: text("agent").notNull(), automationState: automation() },
	(table) => [primaryKey({ columns: [table.tenant, table.agent] })],
);

export const mailboxes = sqliteTable(
	"mailboxes",
	{
		tenant: tenant(),
		address: text("address").notNull(),
		name: text("name").notNull(),
		region: text("region").notNull(),
		rep: text("rep"),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.address] })],
);

export const connections = sqliteTable(
	"connections",
	{
		tenant: tenant(),
		connection: text("connection").notNull(),
		provider: text("provider").notNull(),
		settings: text("settings").notNull(),
		credentials: text("credentials").notNull(),
		createdAt: integer("created_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.connection] })],
);

export const dataKeys = sqliteTable(
	"data_keys",
	{
		tenant: tenant(),
		version: integer("version").notNull(),
		master: integer("master").notNull(),
		wrapped: text("wrapped").notNull(),
		activeFrom: integer("active_from").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.version] })],
);

export const auditEntries = sqliteTable(
	"audit_entries",
	{
		tenant: tenant(),
		seq: integer("seq").notNull(),
		at: integer("at").notNull(),
		actor: text("actor").notNull(),
		action: text("action").notNull(),
		target: text("target"),
		result: text("result").notNull(),
		json: text("json").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.seq] })],
);

export const closedAccounts = sqliteTable(
	"closed_accounts",
	{
		tenant: tenant(),
		account: text("account").notNull(),
		askedAt: integer("asked_at").notNull(),
		askedBy: text("asked_by").notNull(),
		asked: integer("asked").notNull(),
		remaining: integer("remaining").notNull(),
		closedAt: integer("closed_at"),
		proof: text("proof"),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.account] })],
);

export const usageDays = sqliteTable(
	"usage_days",
	{
		tenant: tenant(),
		day: text("day").notNull(),
		deal: text("deal").notNull(),
		agent: text("agent").notNull(),
		person: text("person").notNull(),
		metric: text("metric").notNull(),
		amount: integer("amount").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.day, table.deal, table.agent, table.person, table.metric] })],
);

export const erasures = sqliteTable(
	"erasures",
	{
		tenant: tenant(),
		contact: text("contact").notNull(),
		sealed: text("sealed").notNull(),
		position: text("position"),
		again: text("again").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.contact] })],
);

export const incidents = sqliteTable(
	"incidents",
	{
		tenant: tenant(),
		id: text("id").notNull(),
		queue: text("queue").notNull(),
		code: text("code").notNull(),
		at: integer("at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.id] })],
);

export const offerings = sqliteTable(
	"offerings",
	{
		tenant: tenant(),
		offering: text("offering").notNull(),
		position: integer("position").notNull(),
		body: text("body").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.offering] })],
);

export const competitors = sqliteTable(
	"competitors",
	{ tenant: tenant(), competitor: text("competitor").notNull(), body: text("body").notNull() },
	(table) => [primaryKey({ columns: [table.tenant, table.competitor] })],
);

export const methodologies = sqliteTable(
	"methodologies",
	{
		tenant: tenant(),
		pack: text("pack").notNull(),
		body: text("body").notNull(),
		updatedAt: integer("updated_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.pack] })],
);
