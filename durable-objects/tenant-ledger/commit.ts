import { boundary } from "#durable-objects/platform/boundary.ts";
import type { AuditEntry } from "#knowledge/core/audit/entry.ts";
import type { Given } from "#knowledge/core/budget/allowance.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";

/** How long sends are remembered: a week is what «normal» is measured over, and a day more for its edge. */
const MEMORY_MS = 8 * DAY_MS;

/** The only writer of a ledger's storage. */
export function commitSend(
	storage: DurableObjectStorage,
	send: { key: string; contacts: readonly string[]; at: number },
): void {
	boundary("ledger.send:before");
	storage.transactionSync(() => {
		const { sql } = storage;
		sql.exec("INSERT INTO sends(key, at) VALUES (?, ?)", send.key, send.at);
		for (const contact of send.contacts)
			sql.exec("INSERT INTO recipients(contact, at, key) VALUES (?, ?, ?)", contact, send.at, send.key);
		sql.exec("DELETE FROM sends WHERE at < ?", send.at - MEMORY_MS);
		sql.exec("DELETE FROM recipients WHERE at < ?", send.at - MEMORY_MS);
	});
	boundary("ledger.send:after");
}

export function commitStop(storage: DurableObjectStorage, reason: string, at: number): void {
	storage.sql.exec(
		"INSERT OR REPLACE INTO stop(id, reason, since, released_at, released_by) VALUES (1, ?, ?, NULL, NULL)",
		reason,
		at,
	);
}

export function commitRelease(storage: DurableObjectStorage, by: string, at: number): void {
	storage.sql.exec("UPDATE stop SET released_at = ?, released_by = ? WHERE id = 1 AND released_at IS NULL", at, by);
}

export function commitAudit(storage: DurableObjectStorage, request: string, entry: AuditEntry): void {
	boundary("ledger.audit:before");
	storage.sql.exec(
		"INSERT INTO audit(seq, request, hash, json) VALUES (?, ?, ?, ?)",
		entry.seq,
		request,
		entry.hash,
		canonicalJson(entry),
	);
	boundary("ledger.audit:after");
}

/** Longer than the longest window of any limit. */
const LEASES_KEPT_MS = DAY_MS;

export function commitLeases(
	storage: DurableObjectStorage,
	leases: readonly (Given & { readonly subject: string })[],
	now: number,
): void {
	boundary("ledger.lease:before");
	storage.transactionSync(() => {
		for (const { subject, since, given } of leases)
			storage.sql.exec("INSERT OR REPLACE INTO leases(subject, since, given) VALUES (?, ?, ?)", subject, since, given);
		storage.sql.exec("DELETE FROM leases WHERE since < ?", now - LEASES_KEPT_MS);
	});
	boundary("ledger.lease:after");
}
