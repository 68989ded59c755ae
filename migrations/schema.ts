import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The relational tables as TypeScript sees them; a test holds this against what the SQL files make. */
const tenant = () => text("tenant").notNull();
const automation = () => text("automation_state", { enum: ["active", "paused"] }).notNull();

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

export const accessTokens = sqliteTable(
	"access_tokens",
	{
		tenant: tenant(),
		hash: text("hash").notNull(),
		kind: text("kind", { enum: ["key", "session", "sign-in"] }).notNull(),
		principalKind: text("principal_kind", { enum: ["user", "service"] }).notNull(),
		subject: text("subject").notNull(),
		roles: text("roles").notNull(),
		region: text("region"),
		expiresAt: integer("expires_at").notNull(),
		usedAt: integer("used_at"),
		createdAt: integer("created_at").notNull(),
		id: text("id"),
		label: text("label"),
		scopes: text("scopes").notNull(),
		deals: text("deals"),
		lastUsedAt: integer("last_used_at"),
		revokedAt: integer("revoked_at"),
		idleMs: integer("idle_ms"),
		address: text("address"),
		agent: text("agent"),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.hash] })],
);

export const openSockets = sqliteTable(
	"open_sockets",
	{
		tenant: tenant(),
		token: text("token").notNull(),
		room: text("room").notNull(),
		openedAt: integer("opened_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.token, table.room] })],
);

export const embedKeys = sqliteTable(
	"embed_keys",
	{
		tenant: tenant(),
		id: text("id").notNull(),
		label: text("label").notNull(),
		publicKey: text("public_key").notNull(),
		origins: text("origins").notNull(),
		createdAt: integer("created_at").notNull(),
		revokedAt: integer("revoked_at"),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.id] })],
);

export const signInFlows = sqliteTable(
	"sign_in_flows",
	{ tenant: tenant(), state: text("state").notNull(), expiresAt: integer("expires_at").notNull() },
	(table) => [primaryKey({ columns: [table.tenant, table.state] })],
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

export const requests = sqliteTable(
	"requests",
	{
		tenant: tenant(),
		principal: text("principal").notNull(),
		key: text("key").notNull(),
		operation: text("operation").notNull(),
		asked: text("asked").notNull(),
		state: text("state", { enum: ["begun", "done"] }).notNull(),
		status: integer("status"),
		answer: text("answer"),
		at: integer("at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.principal, table.key] })],
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

export const socketTickets = sqliteTable(
	"socket_tickets",
	{
		tenant: tenant(),
		hash: text("hash").notNull(),
		room: text("room").notNull(),
		principal: text("principal").notNull(),
		expiresAt: integer("expires_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.hash] })],
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

export const deals = sqliteTable(
	"deals",
	{
		tenant: tenant(),
		deal: text("deal").notNull(),
		name: text("name").notNull(),
		stage: text("stage").notNull(),
		region: text("region").notNull(),
		rep: text("rep"),
		automationState: automation(),
		version: integer("version").notNull(),
		facts: integer("facts").notNull(),
		openApprovals: integer("open_approvals").notNull(),
		flags: integer("flags").notNull(),
		sent: integer("sent").notNull(),
		updatedAt: integer("updated_at").notNull(),
		amountMinor: integer("amount_minor"),
		currency: text("currency"),
		closeDate: text("close_date"),
		nextStep: text("next_step"),
		nextStepDue: text("next_step_due"),
		offering: text("offering"),
		competitor: text("competitor"),
		lostReason: text("lost_reason"),
		company: text("company"),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.deal] })],
);

export const contacts = sqliteTable(
	"contacts",
	{
		tenant: tenant(),
		contact: text("contact").notNull(),
		name: text("name"),
		address: text("address"),
		automationState: automation(),
		title: text("title"),
		phone: text("phone"),
		company: text("company"),
		companyName: text("company_name"),
		role: text("role"),
		stance: text("stance"),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.contact] })],
);

export const dealContacts = sqliteTable(
	"deal_contacts",
	{ tenant: tenant(), deal: text("deal").notNull(), contact: text("contact").notNull() },
	(table) => [primaryKey({ columns: [table.tenant, table.deal, table.contact] })],
);

export const approvals = sqliteTable(
	"approvals",
	{
		tenant: tenant(),
		approval: text("approval").notNull(),
		deal: text("deal").notNull(),
		requestedAt: integer("requested_at").notNull(),
		view: text("view").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.approval] })],
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

export const forks = sqliteTable(
	"forks",
	{
		tenant: tenant(),
		fork: text("fork").notNull(),
		deal: text("deal").notNull(),
		atSeq: integer("at_seq").notNull(),
		label: text("label").notNull(),
		createdBy: text("created_by").notNull(),
		createdAt: integer("created_at").notNull(),
		countedAt: integer("counted_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.fork] })],
);

export const companies = sqliteTable(
	"companies",
	{
		tenant: tenant(),
		company: text("company").notNull(),
		name: text("name").notNull(),
		domain: text("domain").notNull(),
		currentSystem: text("current_system"),
		size: text("size"),
		updatedAt: integer("updated_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.company] })],
);

export const recordFields = sqliteTable(
	"record_fields",
	{
		tenant: tenant(),
		record: text("record").notNull(),
		field: text("field").notNull(),
		deal: text("deal").notNull(),
		source: integer("source").notNull(),
		value: text("value"),
		at: integer("at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.record, table.field, table.deal] })],
);

export const activities = sqliteTable(
	"activities",
	{
		tenant: tenant(),
		deal: text("deal").notNull(),
		seq: integer("seq").notNull(),
		at: integer("at").notNull(),
		kind: text("kind").notNull(),
		contact: text("contact"),
		by: text("by"),
		summary: text("summary").notNull(),
		run: text("run"),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.deal, table.seq] })],
);

export const cursors = sqliteTable(
	"cursors",
	{
		tenant: tenant(),
		subscriber: text("subscriber").notNull(),
		deal: text("deal").notNull(),
		seq: integer("seq").notNull(),
		state: text("state").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.subscriber, table.deal] })],
);
