import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { tenant } from "./columns.ts";

/** Who may come in, and what they asked for. */

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
