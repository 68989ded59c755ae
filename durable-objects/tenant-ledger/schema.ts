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
	// The newest terms of the month that anybody has brought. Objects never touch D1: they come with what is asked.
	"CREATE TABLE month_terms(id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, json TEXT NOT NULL) STRICT",
	// Reservations, one a call. One that has expired is no longer counted; `spent` is null until it is settled.
	"CREATE TABLE model_calls(call TEXT PRIMARY KEY, month TEXT NOT NULL, pool TEXT NOT NULL, tokens INTEGER NOT NULL, priority INTEGER NOT NULL, expires_at INTEGER NOT NULL, spent INTEGER, cost_micros INTEGER) STRICT, WITHOUT ROWID",
	"CREATE INDEX model_calls_expires ON model_calls(expires_at)",
	// What was settled: `month` is that of the reservation, `day` that of the settlement.
	"CREATE TABLE month_spend(month TEXT NOT NULL, day TEXT NOT NULL, pool TEXT NOT NULL, calls INTEGER NOT NULL, tokens INTEGER NOT NULL, cost_micros INTEGER NOT NULL, PRIMARY KEY(month, day, pool)) STRICT, WITHOUT ROWID",
	// What was asked for and could not be had, by level.
	"CREATE TABLE month_queued(month TEXT NOT NULL, level TEXT NOT NULL, calls INTEGER NOT NULL, tokens INTEGER NOT NULL, PRIMARY KEY(month, level)) STRICT, WITHOUT ROWID",
	"CREATE TABLE month_grants(id TEXT PRIMARY KEY, request TEXT NOT NULL UNIQUE, month TEXT NOT NULL, tokens INTEGER NOT NULL, reason TEXT NOT NULL, by_user TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
	// What the platform's ledger lent of the burst tokens that all accounts share. An alarm knows by it whose ledger this is.
	"CREATE TABLE burst_lease(id INTEGER PRIMARY KEY CHECK (id = 1), tenant TEXT NOT NULL, month TEXT NOT NULL, tokens INTEGER NOT NULL, until INTEGER NOT NULL, asked INTEGER NOT NULL, asked_at INTEGER NOT NULL, answered INTEGER NOT NULL) STRICT",
];
