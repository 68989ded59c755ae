import { boundary } from "#durable-objects/platform/boundary.ts";
import type { Vault } from "#durable-objects/platform/vault.ts";
import { SUBJECT_CLUE_MS } from "#knowledge/core/deal/resolve.ts";
import type { ContactId, DealId, SignalId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { SWEEP_MS } from "#knowledge/core/vocabulary/limits.ts";
import { SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import type { IncomingSignal, Learnt } from "./calls.ts";
import { inboxStore, openText, sealTexts } from "./store.ts";

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

type Accepted = {
	readonly incoming: IncomingSignal;
	readonly clues: readonly Clue[];
	readonly vault: Vault;
	readonly now: number;
};

export function commitAccepted(
	storage: DurableObjectStorage,
	owner: TenantId,
	{ incoming, clues: learnt, vault, now }: Accepted,
): void {
	inTransaction(storage, "accepted", (sql) => {
		sql.exec("INSERT OR IGNORE INTO owner(id, tenant) VALUES (1, ?)", owner);
		const { signal, kind, author, record, refusal, clues, content, cameWith, request } = incoming;
		const { subject, sender, body } = sealTexts(vault, signal, {
			subject: record.subject?.slice(0, 200) ?? null,
			sender: record.from?.address ?? null,
			// What is refused is kept as well: a person may know better.
			body: canonicalJson(incoming),
		});
		sql.exec(
			`INSERT INTO signals(id, kind, author, state, deal, reason, subject, sender, body, received_at, next_at, content, came_with, request) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			signal,
			kind,
			author,
			refusal === null ? "accepted" : "refused",
			clues.deal,
			refusal,
			subject,
			sender,
			body,
			now,
			now + SWEEP_MS,
			content ?? null,
			cameWith ?? null,
			request ?? null,
		);
		// Where the door knows the deal nothing has to be found, and this is learnt now.
		if (clues.deal && refusal === null) for (const clue of learnt) learn(sql, clues.deal, clue, now);
	});
}

/** Seals some of what was stored before there were keys. Answers whether all is. */
export function commitSealed(
	storage: DurableObjectStorage,
	{ vault, limit }: { readonly vault: Vault; readonly limit: number },
): boolean {
	const store = inboxStore(storage.sql);
	if (store.isSealed()) return true;
	const rows = store.unsealed(limit);
	inTransaction(storage, "sealed", (sql) => {
		for (const row of rows) {
			const texts = (["subject", "sender", "body"] as const).map((column) => [column, openText(vault, row, column)]);
			const { subject, sender, body } = sealTexts(vault, row.id, Object.fromEntries(texts));
			sql.exec("UPDATE signals SET subject = ?, sender = ?, body = ? WHERE id = ?", subject, sender, body, row.id);
		}
		if (rows.length < limit) sql.exec("UPDATE owner SET is_sealed = 1");
	});
	return rows.length < limit;
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
export type LastingClue = { readonly kind: "thread" | "contact" | "domain"; readonly clue: string };
export type RecentClue = { readonly kind: "subject" | "conversation"; readonly clue: string };
export type Clue = LastingClue | RecentClue;

/** By a person's word it goes at once, however often it was tried before; and what came with it goes along. */
export function commitAssignedByHand(storage: DurableObjectStorage, id: SignalId, to: Assignment, now: number): void {
	inTransaction(storage, "assigned", (sql) => {
		assign(sql, id, to, now);
		sql.exec("UPDATE signals SET attempts = 0 WHERE id = ?", id);
		for (const { id: companion } of inboxStore(sql).unassignedWith(id)) {
			assign(sql, companion, { ...to, opens: false, clues: [] }, now);
			sql.exec("UPDATE signals SET attempts = 0 WHERE id = ?", companion);
		}
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
	for (const clue of to.clues) learn(sql, to.deal, clue, now);
}

function learn(sql: SqlStorage, deal: DealId, { kind, clue }: Clue, now: number): void {
	if (kind !== "subject" && kind !== "conversation") {
		sql.exec("INSERT OR IGNORE INTO clues(kind, clue, deal) VALUES (?, ?, ?)", kind, clue, deal);
		return;
	}
	sql.exec("DELETE FROM recent_clues WHERE at <= ?", now - SUBJECT_CLUE_MS);
	sql.exec(
		"INSERT INTO recent_clues(kind, clue, deal, at) VALUES (?, ?, ?, ?) ON CONFLICT(kind, clue, deal) DO UPDATE SET at = MAX(at, excluded.at)",
		kind,
		clue,
		deal,
		now,
	);
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
	{ now, ...learnt }: Learnt & { now: number },
): void {
	inTransaction(storage, "learnt", (sql) => {
		for (const clue of learnt.threads) learn(sql, deal, { kind: "thread", clue }, now);
		for (const clue of learnt.subjects ?? []) learn(sql, deal, { kind: "subject", clue }, now);
		if (learnt.isClosed === true) sql.exec("INSERT OR IGNORE INTO closed_deals(deal) VALUES (?)", deal);
		if (learnt.isClosed === false) sql.exec("DELETE FROM closed_deals WHERE deal = ?", deal);
	});
}

/** Somebody's rows lose their texts, and what waited of them goes nowhere any more; no deal is found by who they are. */
export function commitErased(
	storage: DurableObjectStorage,
	{ contact, ids }: { readonly contact: ContactId; readonly ids: readonly SignalId[] },
): void {
	inTransaction(storage, "erased", (sql) => {
		for (const id of ids) {
			sql.exec("UPDATE signals SET subject = NULL, sender = NULL, body = NULL, content = NULL WHERE id = ?", id);
			sql.exec("UPDATE signals SET state = 'refused', reason = 'erased' WHERE id = ? AND state <> 'delivered'", id);
		}
		sql.exec("DELETE FROM clues WHERE kind = 'contact' AND clue = ?", contact);
	});
}

/** At the end of every alarm, whether or not it committed anything: the alarm that rang is used up. */
export function rearm(storage: DurableObjectStorage, now: number): void {
	const next = inboxStore(storage.sql).nextAt();
	if (next !== null) void storage.setAlarm(Math.max(next, now + SECOND_MS));
}
