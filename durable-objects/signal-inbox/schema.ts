import type { Schema } from "#durable-objects/platform/migrate.ts";

/** An inbox's storage. Appended to, never edited. */
export const INBOX_SCHEMA: Schema = [
	// Whose inbox this is: an alarm comes without a caller who could say.
	"CREATE TABLE owner(id INTEGER PRIMARY KEY CHECK (id = 1), tenant TEXT NOT NULL) STRICT",
	// `body` holds what the deal has to be given, and is emptied once it was: from then on the deal keeps the texts.
	`CREATE TABLE signals(
		n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, author TEXT NOT NULL, state TEXT NOT NULL,
		deal TEXT, opens INTEGER NOT NULL DEFAULT 0, reason TEXT, subject TEXT, sender TEXT, body TEXT,
		received_at INTEGER NOT NULL, duplicates INTEGER NOT NULL DEFAULT 0, last_duplicate_at INTEGER,
		attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL
	) STRICT`,
	"CREATE INDEX signals_due ON signals(next_at) WHERE state = 'accepted'",
	"CREATE INDEX signals_by_state ON signals(state, n)",
	// Which deals a clue points to. `kind` is thread, contact or domain; `clue` a keyed hash or a contact's id.
	"CREATE TABLE clues(kind TEXT NOT NULL, clue TEXT NOT NULL, deal TEXT NOT NULL, PRIMARY KEY(kind, clue, deal)) STRICT, WITHOUT ROWID",
	"CREATE TABLE closed_deals(deal TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
	// What is first of its deal is asked for in every sweep.
	"CREATE INDEX signals_by_deal ON signals(deal, n) WHERE state = 'accepted'",
	// Tells the same signal from another one that came under its id.
	"ALTER TABLE signals ADD COLUMN content TEXT",
	"CREATE INDEX signals_by_content ON signals(content, received_at) WHERE content IS NOT NULL",
	// Clues that wear off. `kind` is subject or conversation; `at`: when it was last seen.
	"CREATE TABLE recent_clues(kind TEXT NOT NULL, clue TEXT NOT NULL, deal TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(kind, clue, deal)) STRICT, WITHOUT ROWID",
	"CREATE INDEX recent_clues_by_age ON recent_clues(at)",
	// The mail that a signal came with.
	"ALTER TABLE signals ADD COLUMN came_with TEXT",
	"CREATE INDEX signals_by_mail ON signals(came_with) WHERE came_with IS NOT NULL",
	// The request that a signal was handed in by, where its own id says nothing of it.
	"ALTER TABLE signals ADD COLUMN request TEXT",
	"CREATE INDEX signals_by_request ON signals(request) WHERE request IS NOT NULL",
	// Whether every text here is sealed: those of before there were keys are sealed once, by a sweep.
	"ALTER TABLE owner ADD COLUMN is_sealed INTEGER NOT NULL DEFAULT 0",
	// Those of a day are counted against the account's quota, without what came with a mail.
	"CREATE INDEX signals_by_day ON signals(received_at) WHERE came_with IS NULL",
];
