import { boundary } from "#durable-objects/platform/boundary.ts";
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
