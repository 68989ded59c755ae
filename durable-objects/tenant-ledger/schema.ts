import type { Schema } from "#durable-objects/platform/migrate.ts";

/** A ledger's storage. Appended to, never edited. */
export const LEDGER_SCHEMA: Schema = [
	"CREATE TABLE sends(key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
	"CREATE INDEX sends_at ON sends(at)",
	"CREATE TABLE recipients(contact TEXT NOT NULL, at INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY(contact, at, key)) STRICT, WITHOUT ROWID",
	// One row while the tenant's outbound mail stands still, or the memory of the last time that it did.
	"CREATE TABLE stop(id INTEGER PRIMARY KEY CHECK (id = 1), reason TEXT NOT NULL, since INTEGER NOT NULL, released_at INTEGER, released_by TEXT) STRICT",
	// The chain of what was done. `json` is the entry whole, and its line in an export; `request` keeps a repeat out.
	"CREATE TABLE audit(seq INTEGER PRIMARY KEY, request TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, json TEXT NOT NULL) STRICT",
	// What was leased of each limit in its last window.
	"CREATE TABLE leases(subject TEXT PRIMARY KEY, since INTEGER NOT NULL, given INTEGER NOT NULL) STRICT, WITHOUT ROWID",
];
