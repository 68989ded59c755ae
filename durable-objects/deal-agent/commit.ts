import { boundary } from "#durable-objects/platform/boundary.ts";
import type { Payload } from "#durable-objects/platform/payloads.ts";
import type { Vault } from "#durable-objects/platform/vault.ts";
import { nextDueAt, type OutboxRow } from "#knowledge/core/deal/outbox.ts";
import { stateHash } from "#knowledge/core/deal/replay.ts";
import { nextRun } from "#knowledge/core/deal/supervisor.ts";
import type { Turn } from "#knowledge/core/deal/turn.ts";
import { type Envelope, seal } from "#knowledge/core/events/envelope.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import { isSelling } from "#knowledge/core/facts/stage.ts";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { EffectKey } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { HELD_RECHECK_MS, SWEEP_MS, TICK_MS } from "#knowledge/core/vocabulary/limits.ts";
import { DAY_MS, SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import type { Answered } from "./ask-model.ts";
import { outboxOpenIn, type StoredBoard } from "./store.ts";
import { type DealTexts, sealText } from "./texts.ts";

/** How soon the alarm looks whether a run is still being worked on. It normally is, or is done. */
const WORK_RECHECK_MS = 2 * SECOND_MS;

export type OutboxChange = {
	readonly key: EffectKey;
	readonly row: Partial<Omit<OutboxRow, "key" | "connection" | "order" | "state">> & {
		readonly state?: string;
		readonly reference?: string | null;
		readonly reason?: string | null;
	};
};

export type Commit = {
	readonly turn: Turn;
	readonly vault: Vault;
	readonly payloads: readonly Payload[];
	/** Signals that this turn took in, for telling repeats. */
	readonly signals?: readonly {
		readonly id: string;
		readonly record: Sha256;
		readonly kind: string;
		readonly author: string;
	}[];
	readonly outbox?: readonly OutboxChange[];
	readonly request?: { readonly key: string; readonly asked: Sha256; readonly answer: string };
	/** What models answered, to be found when the same is asked again. */
	readonly answers?: readonly Answered[];
	/** Kept texts that go, with their salts, and whatever callers and the crew were answered: a hash of what was asked is kept there. */
	readonly erased?: readonly Sha256[];
	readonly tickedAt?: number;
};

/**
 * The only writer of a deal's storage. Log, board, kept texts, outbox and alarm change together or not at all: one
 * synchronous turn, with nothing awaited inside.
 */
export function commitTurn(
	storage: DurableObjectStorage,
	before: StoredBoard | null,
	commit: Commit,
): { stored: StoredBoard; envelopes: readonly Envelope[] } {
	boundary("deal.commit:before");
	const { turn } = commit;
	invariant(turn.base === (before?.board ?? null), "a turn is committed onto the board that it began on");
	const board = turn.board();
	invariant(!board.fork || Object.keys(board.effects).length === 0, "nothing waits to leave a fork");
	const fingerprint = stateHash(turn.hash, board);
	const tickedAt = commit.tickedAt ?? before?.tickedAt ?? turn.at;
	const projected = before?.projected ?? 0;
	const result = storage.transactionSync(() => {
		const { sql } = storage;
		insertTexts(sql, commit);
		for (const signal of commit.signals ?? []) {
			sql.exec(
				"INSERT INTO signals(id, record, kind, author, at) VALUES (?, ?, ?, ?, ?)",
				signal.id,
				signal.record,
				signal.kind,
				signal.author,
				turn.at,
			);
		}
		const envelopes = writeEvents(sql, before, turn, fingerprint);
		for (const { event } of envelopes) {
			if (event.type === "deal.effect-queued")
				insertOutbox(sql, event, { at: turn.at, isFork: board.fork !== undefined });
		}
		insertAnswers(sql, commit.answers ?? [], turn.at);
		for (const change of commit.outbox ?? []) updateOutbox(sql, change, turn.at);
		if (commit.erased) eraseTexts(sql, commit.erased);
		if (commit.request) insertRequest(sql, commit.request, turn.at);
		const head = envelopes.at(-1)?.hash ?? before?.head;
		if (!head) throw new Error("a commit has at least the opening of its deal");
		sql.exec(
			`INSERT INTO board(id, seq, automation_state, head, state_hash, json, ticked_at, projected) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
			 ON CONFLICT(id) DO UPDATE SET seq = ?1, automation_state = ?2, head = ?3, state_hash = ?4, json = ?5, ticked_at = ?6`,
			board.seq,
			board.automation,
			head,
			fingerprint,
			// Not canonical: what was learnt first stays first, so that a board read back is the one in memory, in the same order.
			JSON.stringify(board),
			tickedAt,
			projected,
		);
		const stored = { board, head, stateHash: fingerprint, tickedAt, projected };
		armAlarm(storage, stored, turn.at);
		return { stored, envelopes };
	});
	boundary("deal.commit:after");
	return result;
}

function insertTexts(sql: SqlStorage, { payloads, vault }: Pick<Commit, "payloads" | "vault">): void {
	for (const payload of payloads)
		sql.exec(
			"INSERT OR IGNORE INTO payloads(hash, salt, body) VALUES (?, ?, ?)",
			payload.hash,
			payload.salt,
			sealText(vault, payload),
		);
}

function eraseTexts(sql: SqlStorage, hashes: readonly Sha256[]): void {
	for (const hash of hashes) sql.exec("DELETE FROM payloads WHERE hash = ?", hash);
	sql.exec("DELETE FROM requests");
	sql.exec("DELETE FROM answers");
}

/** A deal moves on: what was asked a month ago is asked of other evidence now. */
const ANSWER_TTL_MS = 30 * DAY_MS;

function insertAnswers(sql: SqlStorage, answers: readonly Answered[], at: number): void {
	if (answers.length > 0) sql.exec("DELETE FROM answers WHERE at < ?", at - ANSWER_TTL_MS);
	for (const { question, output, reasoner } of answers)
		sql.exec(
			"INSERT OR REPLACE INTO answers(question, output, reasoner, at) VALUES (?, ?, ?, ?)",
			question,
			output,
			reasoner,
			at,
		);
}

/** Seals what was written before there were keys, so many texts at once. Answers whether that was all. */
export function commitSealed(
	storage: DurableObjectStorage,
	texts: DealTexts,
	{ vault, limit }: { readonly vault: Vault; readonly limit: number },
): boolean {
	const clear = texts.unsealed(limit);
	if (clear.length === 0) return true;
	storage.transactionSync(() => {
		for (const text of clear)
			storage.sql.exec("UPDATE payloads SET body = ? WHERE hash = ?", sealText(vault, text), text.hash);
	});
	return clear.length < limit;
}

function writeEvents(
	sql: SqlStorage,
	before: StoredBoard | null,
	turn: Turn,
	fingerprint: Sha256,
): readonly Envelope[] {
	const { tenant, deal } = turn.board();
	let prev = before?.head ?? null;
	let seq = before?.board.seq ?? 0;
	return turn.events.map(({ event, correlation, causation }, index) => {
		seq += 1;
		const envelope = seal(turn.hash, event, {
			tenant,
			deal,
			seq,
			at: turn.at,
			prev,
			cause: { correlation, causation },
		});
		prev = envelope.hash;
		sql.exec(
			"INSERT INTO events(seq, at, type, run, json, state_hash) VALUES (?, ?, ?, ?, ?, ?)",
			seq,
			turn.at,
			event.type,
			"run" in event ? event.run : null,
			// Its hash is over the canonical form, which is made again to check it; here any form will do.
			JSON.stringify(envelope),
			index === turn.events.length - 1 ? fingerprint : null,
		);
		return envelope;
	});
}

type EffectQueued = Extract<Envelope["event"], { type: "deal.effect-queued" }>;

/** A fork has no row that anybody would claim: what was approved in it is there to be read. */
function insertOutbox(sql: SqlStorage, event: EffectQueued, { at, isFork }: { at: number; isFork: boolean }): void {
	sql.exec(
		`INSERT INTO outbox(key, connection, ord, state, next_at, approval, digest, updated_at)
		 SELECT ?1, ?2, (SELECT COUNT(*) + 1 FROM outbox), ?7, ?3, ?4, ?5, ?6`,
		event.key,
		event.connection,
		event.notBefore,
		event.approval,
		event.digest,
		at,
		isFork ? "rehearsed" : "queued",
	);
}

/** Longer than anybody tries the same request again. */
const REQUEST_TTL_MS = 7 * DAY_MS;

function insertRequest(sql: SqlStorage, { key, asked, answer }: NonNullable<Commit["request"]>, at: number): void {
	sql.exec("DELETE FROM requests WHERE at < ?", at - REQUEST_TTL_MS);
	sql.exec("INSERT INTO requests(key, asked, answer, at) VALUES (?, ?, ?, ?)", key, asked, answer, at);
}

const COLUMNS = {
	state: "state",
	attempts: "attempts",
	ambiguous: "ambiguous",
	firstAttemptAt: "first_attempt_at",
	nextAt: "next_at",
	reference: "reference",
	reason: "reason",
} as const;

function updateOutbox(sql: SqlStorage, { key, row }: OutboxChange, at: number): void {
	const members = Object.entries(row).flatMap(([name, value]) => {
		const column = Object.entries(COLUMNS).find(([member]) => member === name)?.[1];
		return column && value !== undefined ? [{ column, value: typeof value === "boolean" ? Number(value) : value }] : [];
	});
	const assignments = members.map(({ column }) => `${column} = ?`).join(", ");
	sql.exec(
		`UPDATE outbox SET ${assignments}, updated_at = ? WHERE key = ?`,
		...members.map(({ value }) => value),
		at,
		key,
	);
}

/** The log of another deal as the beginning of a fork's own: events, texts, signals, and the mails that had left by then. */
export function commitCopy(
	storage: DurableObjectStorage,
	copy: { readonly log: readonly Envelope[]; readonly payloads: readonly Payload[] },
	commit: Commit,
	before: StoredBoard,
): StoredBoard {
	invariant(commit.turn.board().fork, "a log is copied into a fork only");
	return storage.transactionSync(() => {
		const { sql } = storage;
		insertTexts(sql, { payloads: copy.payloads, vault: commit.vault });
		const left = new Map<string, EffectQueued>();
		for (const { seq, at, event, ...rest } of copy.log) {
			const json = JSON.stringify({ seq, at, event, ...rest });
			const run = "run" in event ? event.run : null;
			sql.exec(
				"INSERT INTO events(seq, at, type, run, json, state_hash) VALUES (?, ?, ?, ?, ?, NULL)",
				seq,
				at,
				event.type,
				run,
				json,
			);
			if (event.type === "conversation.signal-received")
				sql.exec(
					"INSERT INTO signals(id, record, kind, author, at) VALUES (?, ?, ?, ?, ?)",
					event.signal,
					event.record,
					event.kind,
					event.author,
					at,
				);
			if (event.type === "deal.effect-queued") left.set(event.key, event);
			if (event.type === "deal.effect-settled" && (event.outcome === "sent" || event.outcome === "unknown")) {
				const queued = left.get(event.key);
				if (queued) insertOutbox(sql, queued, { at, isFork: true });
			}
		}
		return commitTurn(storage, before, commit).stored;
	});
}

/** Claims and delays change rows of the outbox and nothing that the deal knows: no event, the same board. */
export function commitOutbox(
	storage: DurableObjectStorage,
	stored: StoredBoard,
	changes: readonly OutboxChange[],
	now: number,
): void {
	boundary("deal.outbox:before");
	storage.transactionSync(() => {
		for (const change of changes) updateOutbox(storage.sql, change, now);
		armAlarm(storage, stored, now);
	});
	boundary("deal.outbox:after");
}

/** Notes how far the projections have followed. */
export function commitProjected(
	storage: DurableObjectStorage,
	stored: StoredBoard,
	seq: number,
	now: number,
): StoredBoard {
	if (seq <= stored.projected) return stored;
	boundary("deal.projected:before");
	const next = { ...stored, projected: seq };
	storage.transactionSync(() => {
		storage.sql.exec("UPDATE board SET projected = ? WHERE id = 1", seq);
		armAlarm(storage, next, now);
	});
	return next;
}

/** Inside the transaction, so that what was decided and the promise to act on it stand or fall together. */
export function armAlarm(storage: DurableObjectStorage, stored: StoredBoard, now: number, recheckMs?: number): void {
	const at = nextAlarm(stored, outboxOpenIn(storage.sql), now, recheckMs);
	if (at === null) void storage.deleteAlarm();
	else void storage.setAlarm(Math.max(at, now));
}

/** At the end of an alarm. While the whole crew is paused, runs that are owed can wait longer for the next look. */
export function rearm(storage: DurableObjectStorage, stored: StoredBoard, now: number, isCrewPaused: boolean): void {
	storage.transactionSync(() => armAlarm(storage, stored, now, isCrewPaused ? HELD_RECHECK_MS : WORK_RECHECK_MS));
}

/** [AL1] The earliest of: outbox, runs owed, projections behind, approvals that expire, and the tick of the deal itself. */
export function nextAlarm(
	{ board, projected, tickedAt }: StoredBoard,
	outbox: readonly OutboxRow[],
	now: number,
	recheckMs = WORK_RECHECK_MS,
): number | null {
	// Nobody follows a fork, and it does nothing by the clock.
	if (board.fork) return nextRun(board) ? now + recheckMs : null;
	const times = [
		nextDueAt(outbox),
		outbox.some((row) => row.state === "claimed") ? beat(tickedAt, now + WORK_RECHECK_MS) : null,
		nextRun(board) ? beat(tickedAt, now + recheckMs) : null,
		projected < board.seq ? beat(tickedAt, now + SWEEP_MS) : null,
		isSelling(board.stage) && board.automation === "active" ? tickedAt + TICK_MS : null,
		...expiries(board),
	].flatMap((at) => (at === null ? [] : [at]));
	return times.length === 0 ? null : Math.min(...times);
}

/**
 * The deal's next beat, one a second: a look that needs no exact time waits for it, so that the commits of one run arm the
 * same alarm, which the runtime then writes once. Each deal has its own beat: not all of them wake at once.
 */
const beat = (tickedAt: number, at: number): number => tickedAt + Math.ceil((at - tickedAt) / SECOND_MS) * SECOND_MS;

const expiries = (board: Blackboard): readonly number[] =>
	Object.values(board.approvals).map((approval) => approval.expiresAt);
