import type { Schema } from "#durable-objects/platform/migrate.ts";

/** The platform ledger's storage. Appended to, never edited. Of an account it holds its name and counts, and nothing else. */
export const PLATFORM_LEDGER_SCHEMA: Schema = [
	"CREATE TABLE holders(month TEXT NOT NULL, tenant TEXT NOT NULL, burst INTEGER NOT NULL, factor INTEGER NOT NULL, leased INTEGER NOT NULL, used INTEGER NOT NULL, asked INTEGER NOT NULL, PRIMARY KEY(month, tenant)) STRICT, WITHOUT ROWID",
	// Accounts that ended within a month, together and without their names: their part stays in the pool, and what they used stays used.
	"CREATE TABLE gone(month TEXT PRIMARY KEY, burst INTEGER NOT NULL, used INTEGER NOT NULL) STRICT, WITHOUT ROWID",
];
