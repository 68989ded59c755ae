import { boundary } from "#durable-objects/platform/boundary.ts";
import type { AuditEntry } from "#knowledge/core/audit/entry.ts";
import type { Given } from "#knowledge/core/budget/allowance.ts";
import { dayOf, monthOf } from "#knowledge/core/budget/calendar.ts";
import type { Lease } from "#knowledge/core/budget/lease.ts";
import type { CallRecord, Grant, Spent } from "#knowledge/core/budget/month.ts";
import { levelOf } from "#knowledge/core/budget/priority.ts";
import type { BudgetTerms } from "#knowledge/core/vocabulary/account.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { DAY_MS, MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";

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

/** As long as anybody may still settle a call, or ask for it again. */
const CALLS_KEPT_MS = DAY_MS;
/** This month and the three before it: for the view, and for what is settled late. */
const MONTHS_KEPT_MS = 124 * DAY_MS;

export type Reserving = {
	/** Null where the ones that are stored still hold. */
	readonly terms: { readonly version: number; readonly terms: BudgetTerms } | null;
	readonly records: readonly CallRecord[];
	readonly queued: readonly { readonly priority: number; readonly tokens: number }[];
};

/** [K7] One local transaction, however many calls ask. */
export function commitReservations(
	storage: DurableObjectStorage,
	{ terms, records, queued }: Reserving,
	now: number,
): void {
	boundary("ledger.reserve:before");
	storage.transactionSync(() => {
		const { sql } = storage;
		if (terms)
			sql.exec(
				"INSERT OR REPLACE INTO month_terms(id, version, json) VALUES (1, ?, ?)",
				terms.version,
				canonicalJson(terms.terms),
			);
		for (const { call, month, pool, tokens, priority, expiresAt } of records)
			sql.exec(
				"INSERT OR REPLACE INTO model_calls(call, month, pool, tokens, priority, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
				call,
				month,
				pool,
				tokens,
				priority,
				expiresAt,
			);
		for (const { priority, tokens } of queued)
			sql.exec(
				"INSERT INTO month_queued(month, level, calls, tokens) VALUES (?, ?, 1, ?) ON CONFLICT (month, level) DO UPDATE SET calls = calls + 1, tokens = tokens + excluded.tokens",
				monthOf(now),
				levelOf(priority),
				tokens,
			);
		sql.exec("DELETE FROM model_calls WHERE expires_at < ?", now - CALLS_KEPT_MS);
	});
	boundary("ledger.reserve:after");
}

/** Books what a call came to, to the month in which it was reserved. */
export function commitSettlement(
	storage: DurableObjectStorage,
	{ call, month, pool }: CallRecord,
	{ tokens, costMicros }: Spent,
	now: number,
): void {
	boundary("ledger.settle:before");
	storage.transactionSync(() => {
		const { sql } = storage;
		sql.exec("UPDATE model_calls SET spent = ?, cost_micros = ? WHERE call = ?", tokens, costMicros, call);
		// What was given back whole was no call.
		if (tokens + costMicros > 0)
			sql.exec(
				"INSERT INTO month_spend(month, day, pool, calls, tokens, cost_micros) VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT (month, day, pool) DO UPDATE SET calls = calls + 1, tokens = tokens + excluded.tokens, cost_micros = cost_micros + excluded.cost_micros",
				month,
				dayOf(now),
				pool,
				tokens,
				costMicros,
			);
	});
	boundary("ledger.settle:after");
}

export function commitGrant(storage: DurableObjectStorage, request: string, grant: Grant): void {
	boundary("ledger.grant:before");
	storage.sql.exec(
		"INSERT INTO month_grants(id, request, month, tokens, reason, by_user, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		grant.id,
		request,
		grant.month,
		grant.tokens,
		grant.reason,
		grant.by,
		grant.at,
	);
	boundary("ledger.grant:after");
}

const TELL_AGAIN_MS = MINUTE_MS;

/** What is lent, and the alarm by which what is not used of it goes back. */
export function commitLease(storage: DurableObjectStorage, tenant: TenantId, lease: Lease): void {
	boundary("ledger.burst:before");
	storage.transactionSync(() => {
		const { sql } = storage;
		sql.exec(
			"INSERT OR REPLACE INTO burst_lease(id, tenant, month, tokens, until, asked, asked_at, answered) VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
			tenant,
			lease.month,
			lease.tokens,
			lease.until,
			lease.asked,
			lease.askedAt,
			lease.answered,
		);
		const oldest = monthOf(Math.max(0, lease.askedAt - MONTHS_KEPT_MS));
		for (const table of ["month_spend", "month_queued", "month_grants"])
			sql.exec(`DELETE FROM ${table} WHERE month < ?`, oldest);
		// What goes back and was not heard of is told again.
		if (lease.answered < lease.asked) void storage.setAlarm(Math.max(lease.until, lease.askedAt + TELL_AGAIN_MS));
		else if (lease.tokens > 0) void storage.setAlarm(lease.until);
		else void storage.deleteAlarm();
	});
	boundary("ledger.burst:after");
}
