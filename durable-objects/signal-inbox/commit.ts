import { boundary } from "#durable-objects/platform/boundary.ts";
import type { DealId, SignalId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { SWEEP_MS } from "#knowledge/core/vocabulary/limits.ts";
import { SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import type { IncomingSignal } from "./calls.ts";
import { inboxStore } from "./store.ts";

/** The only writer of an inbox's storage. The alarm is armed in the same transaction as the row that needs it. */
function inTransaction(storage: DurableObjectStorage, name: string, write: (sql: SqlStorage) => void): void {
	boundary(`inbox.${name}:before`);
	storage.transactionSync(() => {
		write(storage.sql);
		const next = inboxStore(storage.sql).nextAt();
		if (next === null) void storage.deleteAlarm();
		else void storage.setAlarm(next);
	});
	boundary(`inbox.${name}:after`);
}

export function commitAccepted(
	storage: DurableObjectStorage,
	owner: TenantId,
	incoming: IncomingSignal,
	now: number,
): void {
	inTransaction(storage, "accepted", (sql) => {
		sql.exec("INSERT OR IGNORE INTO owner(id, tenant) VALUES (1, ?)", owner);
		const { signal, kind, author, record, refusal, clues, content } = incoming;
		sql.exec(
			`INSERT INTO signals(id, kind, author, state, deal, reason, subject, sender, body, received_at, next_at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			signal,
			kind,
			author,
			refusal === null ? "accepted" : "refused",
			clues.deal,
			refusal,
			record.subject?.slice(0, 200) ?? null,
			record.from?.address ?? null,
			// What is refused is kept as well: a person may know better.
			canonicalJson(incoming),
			now,
			now + SWEEP_MS,
			content ?? null,
		);
	});
}

export function commitDuplicate(storage: DurableObjectStorage, id: SignalId, now: number): void {
	inTransaction(storage, "duplicate", (sql) => {
		sql.exec("UPDATE signals SET duplicates = duplicates + 1, last_duplicate_at = ? WHERE id = ?", now, id);
	});
}

export type Assignment = {
	readonly deal: DealId;
	readonly opens: boolean;
	readonly reason: string;
	readonly clues: readonly Clue[];
};
export type Clue = { readonly kind: "thread" | "contact" | "domain"; readonly clue: string };

/** By a person's word it goes at once, however often it was tried before. */
export function commitAssignedByHand(storage: DurableObjectStorage, id: SignalId, to: Assignment, now: number): void {
	inTransaction(storage, "assigned", (sql) => {
		assign(sql, id, to, now);
		sql.exec("UPDATE signals SET attempts = 0 WHERE id = ?", id);
	});
}

/** From here on later mail of the same people and thread finds the same deal, even before this one was delivered. */
export function commitAssigned(storage: DurableObjectStorage, id: SignalId, to: Assignment, now: number): void {
	inTransaction(storage, "assigned", (sql) => assign(sql, id, to, now));
}

function assign(sql: SqlStorage, id: SignalId, to: Assignment, now: number): void {
	sql.exec(
		"UPDATE signals SET state = 'accepted', deal = ?, opens = ?, reason = ?, next_at = MIN(next_at, ?) WHERE id = ?",
		to.deal,
		Number(to.opens),
		to.reason,
		now + SWEEP_MS,
		id,
	);
	for (const { kind, clue } of to.clues)
		sql.exec("INSERT OR IGNORE INTO clues(kind, clue, deal) VALUES (?, ?, ?)", kind, clue, to.deal);
}

export function commitUnassigned(storage: DurableObjectStorage, id: SignalId, reason: string): void {
	inTransaction(storage, "unassigned", (sql) => {
		sql.exec("UPDATE signals SET state = 'unassigned', reason = ? WHERE id = ?", reason, id);
	});
}

export function commitDelivered(storage: DurableObjectStorage, id: SignalId): void {
	inTransaction(storage, "delivered", (sql) => {
		sql.exec("UPDATE signals SET state = 'delivered', body = NULL, attempts = attempts + 1 WHERE id = ?", id);
	});
}

export function commitLater(storage: DurableObjectStorage, id: SignalId, nextAt: number, reason: string): void {
	inTransaction(storage, "later", (sql) => {
		sql.exec("UPDATE signals SET attempts = attempts + 1, next_at = ?, reason = ? WHERE id = ?", nextAt, reason, id);
	});
}

export function commitLearnt(
	storage: DurableObjectStorage,
	deal: DealId,
	learnt: { threads: readonly string[]; isClosed: boolean | null },
): void {
	inTransaction(storage, "learnt", (sql) => {
		for (const clue of learnt.threads)
			sql.exec("INSERT OR IGNORE INTO clues(kind, clue, deal) VALUES ('thread', ?, ?)", clue, deal);
		if (learnt.isClosed === true) sql.exec("INSERT OR IGNORE INTO closed_deals(deal) VALUES (?)", deal);
		if (learnt.isClosed === false) sql.exec("DELETE FROM closed_deals WHERE deal = ?", deal);
	});
}

/** When an alarm could not do its work: soon again, but not at once, for whatever failed it may last. */
export const armRetry = (storage: DurableObjectStorage, now: number): void => void storage.setAlarm(now + SWEEP_MS);

/** At the end of every alarm, whether or not it committed anything: the alarm that rang is used up. */
export function rearm(storage: DurableObjectStorage, now: number): void {
	const next = inboxStore(storage.sql).nextAt();
	if (next !== null) void storage.setAlarm(Math.max(next, now + SECOND_MS));
}
