import type { Schema } from "#durable-objects/platform/migrate.ts";

/** A deal's storage. Appended to, never edited. */
export const DEAL_SCHEMA: Schema = [
	// The one row of what the deal knows now. `automation_state` stands beside it for S4-19, and for whoever reads the table by hand.
	`CREATE TABLE board(
		id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, automation_state TEXT NOT NULL, head TEXT NOT NULL,
		state_hash TEXT NOT NULL, json TEXT NOT NULL, ticked_at INTEGER NOT NULL, projected INTEGER NOT NULL DEFAULT 0
	) STRICT`,
	// `state_hash` stands on the last event of each commit: the fingerprint of the board after it.
	`CREATE TABLE events(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, run TEXT, json TEXT NOT NULL, state_hash TEXT) STRICT`,
	"CREATE INDEX events_by_run ON events(run, seq) WHERE run IS NOT NULL",
	"CREATE TABLE signals(id TEXT PRIMARY KEY, record TEXT NOT NULL, kind TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
	"CREATE TABLE payloads(hash TEXT PRIMARY KEY, salt TEXT NOT NULL, body TEXT NOT NULL) STRICT",
	`CREATE TABLE outbox(
		key TEXT PRIMARY KEY, connection TEXT NOT NULL, ord INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
		ambiguous INTEGER NOT NULL DEFAULT 0, first_attempt_at INTEGER, next_at INTEGER NOT NULL, approval TEXT NOT NULL, digest TEXT NOT NULL,
		reference TEXT, reason TEXT, updated_at INTEGER NOT NULL
	) STRICT, WITHOUT ROWID`,
	// What a caller asked for under a key of its own, and what it was answered: asked again, it is answered again.
	"CREATE TABLE requests(key TEXT PRIMARY KEY, asked TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
	"CREATE INDEX outbox_open ON outbox(state) WHERE state IN ('queued', 'claimed', 'held')",
	// What a skill is shown of the past is a bounded number of rows, from the end.
	"CREATE INDEX events_of_crm ON events(seq) WHERE type = 'deal.crm-changed'",
	"CREATE INDEX signals_by_time ON signals(at)",
	"CREATE INDEX outbox_sent ON outbox(updated_at) WHERE state IN ('sent', 'unknown', 'rehearsed')",
	// Texts from before there were keys, until they are sealed: none, in a deal that is younger.
	"CREATE INDEX payloads_unsealed ON payloads(hash) WHERE body NOT GLOB 'aa[12].*'",
	// What a model answered to which question, by a digest of its whole prompt: asked again, it costs nothing.
	"CREATE TABLE answers(question TEXT PRIMARY KEY, output TEXT NOT NULL, reasoner TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
];
