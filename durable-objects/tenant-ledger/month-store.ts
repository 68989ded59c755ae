import * as z from "zod";
import { monthOf } from "#knowledge/core/budget/calendar.ts";
import { type Lease, usable } from "#knowledge/core/budget/lease.ts";
import {
	type CallRecord,
	type Grant,
	type MonthHeld,
	monthHeld,
	type QueuedRow,
	type SpendRow,
	type VersionedTerms,
} from "#knowledge/core/budget/month.ts";
import { type Allocation, POOLS, type Pool } from "#knowledge/core/budget/pools.ts";
import { LEVELS } from "#knowledge/core/budget/priority.ts";
import { BudgetTerms } from "#knowledge/core/vocabulary/account.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";

type CallRow = {
	call: string;
	month: string;
	pool: string;
	tokens: number;
	priority: number;
	expires_at: number;
	spent: number | null;
	cost_micros: number | null;
};
type LeaseRow = { month: string; tokens: number; until: number; asked: number; asked_at: number; answered: number };
type GrantRow = { id: string; month: string; tokens: number; reason: string; by_user: string; at: number };

const poolOf = z.enum(POOLS);
const levelOf = z.enum(LEVELS);

/** What a ledger's storage holds of the months. Reads alone: the writer is `commit.ts`. */
export function monthStore(sql: SqlStorage) {
	const rows = <T extends Record<string, SqlStorageValue>>(query: string, ...values: SqlStorageValue[]): T[] =>
		sql.exec<T>(query, ...values).toArray();

	const call = (id: string): CallRecord | null => {
		const [row] = rows<CallRow>("SELECT * FROM model_calls WHERE call = ?", id);
		if (!row) return null;
		const { expires_at, spent, cost_micros, pool, ...record } = row;
		return {
			...record,
			pool: poolOf.parse(pool),
			expiresAt: expires_at,
			spent: spent === null ? null : { tokens: spent, costMicros: cost_micros ?? 0 },
		};
	};

	const terms = (): VersionedTerms | null => {
		const [row] = rows<{ version: number; json: string }>("SELECT version, json FROM month_terms");
		if (!row) return null;
		const parsed = BudgetTerms.safeParse(JSON.parse(row.json));
		// Terms that another version of the code wrote are brought again with the next ask.
		return parsed.success ? { version: row.version, terms: parsed.data } : null;
	};

	const lease = (): Lease | null => {
		const [row] = rows<LeaseRow>("SELECT month, tokens, until, asked, asked_at, answered FROM burst_lease");
		if (!row) return null;
		const { asked_at, ...known } = row;
		return { ...known, askedAt: asked_at };
	};

	/** Whose ledger this is, once anything was asked of the platform's. */
	const tenant = (): TenantId | null => {
		const [row] = rows<{ tenant: string }>("SELECT tenant FROM burst_lease");
		return row ? TenantId.parse(row.tenant) : null;
	};

	const grants = (month: string): readonly Grant[] =>
		rows<GrantRow>(
			"SELECT id, month, tokens, reason, by_user, at FROM month_grants WHERE month = ? ORDER BY at, id",
			month,
		).map(({ by_user, ...grant }) => ({ ...grant, by: by_user }));

	/** What was granted by this request, if it was. */
	const grantOf = (request: string): Grant | null => {
		const [row] = rows<{ id: string; month: string }>("SELECT id, month FROM month_grants WHERE request = ?", request);
		return row ? (grants(row.month).find(({ id }) => id === row.id) ?? null) : null;
	};

	/** What was used in a month, and what is reserved and neither settled nor expired. */
	const counts = (month: string, now: number): Record<Pool, { used: number; reserved: number }> => {
		const found = {
			base: { used: 0, reserved: 0 },
			burst: { used: 0, reserved: 0 },
			emergency: { used: 0, reserved: 0 },
		};
		type Sum = { pool: string; tokens: number };
		for (const { pool, tokens } of rows<Sum>(
			"SELECT pool, SUM(tokens) AS tokens FROM month_spend WHERE month = ? GROUP BY pool",
			month,
		))
			found[poolOf.parse(pool)].used = tokens;
		for (const { pool, tokens } of rows<Sum>(
			"SELECT pool, SUM(tokens) AS tokens FROM model_calls WHERE expires_at > ? AND spent IS NULL AND month = ? GROUP BY pool",
			now,
			month,
		))
			found[poolOf.parse(pool)].reserved = tokens;
		return found;
	};

	const held = (allocation: Allocation, now: number): MonthHeld => {
		const month = monthOf(now);
		const counted = counts(month, now);
		const granted = grants(month).reduce((sum, { tokens }) => sum + tokens, 0);
		return monthHeld(allocation, counted, { burst: usable(lease(), counted.burst, { month, now }), granted });
	};

	/** Of the latest days, newest first. */
	const days = (limit: number): readonly SpendRow[] =>
		rows<{ day: string; month: string; calls: number; tokens: number; costMicros: number }>(
			"SELECT day, month, SUM(calls) AS calls, SUM(tokens) AS tokens, SUM(cost_micros) AS costMicros FROM month_spend GROUP BY day, month ORDER BY day DESC, month DESC LIMIT ?",
			limit,
		);

	const queued = (month: string): readonly QueuedRow[] =>
		rows<{ level: string; calls: number; tokens: number }>(
			"SELECT level, calls, tokens FROM month_queued WHERE month = ?",
			month,
		).map((row) => ({ ...row, level: levelOf.parse(row.level) }));

	/** Whether nobody has reserved anything since. */
	const isIdle = (since: number): boolean =>
		rows("SELECT 1 FROM model_calls WHERE expires_at > ? LIMIT 1", since).length === 0;

	return { call, terms, lease, tenant, grants, grantOf, held, days, queued, isIdle };
}
export type MonthStore = ReturnType<typeof monthStore>;
