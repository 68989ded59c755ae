import { integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { automation, tenant } from "./columns.ts";

/** Deals and the customer record as lists show them. */

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

export const lessons = sqliteTable(
	"lessons",
	{
		tenant: tenant(),
		deal: text("deal").notNull(),
		skill: text("skill").notNull(),
		about: text("about").notNull(),
		subject: text("subject").notNull(),
		verdict: text("verdict").notNull(),
		amount: integer("amount").notNull(),
	},
	(table) => [
		primaryKey({
			columns: [table.tenant, table.deal, table.skill, table.about, table.subject, table.verdict],
		}),
	],
);

export const learningLog = sqliteTable(
	"learning_log",
	{
		tenant: tenant(),
		seq: integer("seq").notNull(),
		source: text("source").notNull(),
		deal: text("deal").notNull(),
		at: integer("at").notNull(),
		body: text("body").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.seq] }), unique().on(table.tenant, table.source)],
);

export const learnedStates = sqliteTable(
	"learned_states",
	{
		tenant: tenant(),
		seq: integer("seq").notNull(),
		body: text("body").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant] })],
);

export const companyMemory = sqliteTable(
	"company_memory",
	{
		tenant: tenant(),
		deal: text("deal").notNull(),
		seq: integer("seq").notNull(),
		at: integer("at").notNull(),
		kind: text("kind").notNull(),
		category: text("category").notNull(),
		importance: integer("importance").notNull(),
		source: text("source").notNull(),
		text: text("text").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.deal, table.seq] })],
);
