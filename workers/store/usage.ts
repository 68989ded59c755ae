import * as z from "zod";
import {
	NO_USAGE,
	readUsage,
	USAGE_METRICS,
	type UsageAmounts,
	type UsageDimension,
	UsagePending,
	usagePending,
} from "#knowledge/core/contract/usage.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { EVENTS_PAGE, PAGES_MAX, type Pull } from "./activities.ts";
import { readCursor } from "./cursors.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

/**
 * The subscriber «usage»: reads a deal's log from its cursor on. Sums and cursor are one batch that holds only while the
 * cursor stands where it was read, so that no event counts twice, whoever else reads at the same time. Where the cursor
 * was lost the deal is counted anew from its first event.
 */
export async function followUsage(
	db: TenantDb,
	deal: DealId,
	{ pull, isFork, end, size = EVENTS_PAGE }: { pull: Pull; isFork: boolean; end: number; size?: number },
): Promise<void> {
	for (let page = 0; page < PAGES_MAX; page++) {
		const cursor = await readCursor(db, "usage", { deal, schema: UsagePending });
		// A cursor beyond the log's own end, or one that cannot be read, was never true.
		const isTrue = cursor !== null && cursor.seq <= end && cursor.pending !== null;
		if (cursor !== null && !isTrue) await db.batch([forget(deal)]);
		const { seq, pending } = isTrue ? cursor : { seq: 0, pending: null };
		if (seq >= end) return;
		const events = await pull(seq, size);
		const last = events.at(-1);
		if (!last) return;
		const read = readUsage(pending ?? usagePending({ isFork }), events);
		await db.batch(count(deal, seq, { to: last.seq, ...read }));
		if (last.seq >= end) return;
		if (events.length < size) return;
	}
	throw new FaultError({
		code: "usage-behind",
		retry: { when: "later", afterMs: 1_000 },
		summary: "there is more of the log to read",
	});
}

const IS_HERE = `COALESCE((SELECT c.seq FROM cursors AS c WHERE c.tenant = ?1 AND c.subscriber = 'usage' AND c.deal = ?2), 0) = ?3`;

const forget = (deal: DealId): Statement => ({
	sql: "DELETE FROM cursors WHERE tenant = ?1 AND subscriber = 'usage' AND deal = ?2",
	values: [deal],
});

function count(
	deal: DealId,
	from: number,
	{ to, pending, rows }: ReturnType<typeof readUsage> & { to: number },
): readonly Statement[] {
	return [
		...(from === 0
			? [{ sql: `DELETE FROM usage_days WHERE tenant = ?1 AND deal = ?2 AND ${IS_HERE}`, values: [deal, from] }]
			: []),
		{
			sql: `INSERT INTO usage_days (tenant, day, deal, agent, person, metric, amount)
				SELECT ?1, value ->> 'day', ?2, value ->> 'agent', value ->> 'person', value ->> 'metric', value ->> 'amount'
				FROM json_each(?4) WHERE ${IS_HERE}
				ON CONFLICT (tenant, day, deal, agent, person, metric) DO UPDATE SET amount = amount + excluded.amount`,
			values: [deal, from, JSON.stringify(rows)],
		},
		{
			sql: `INSERT INTO cursors (tenant, subscriber, deal, seq, state) SELECT ?1, 'usage', ?2, ?4, ?5 WHERE ${IS_HERE}
				ON CONFLICT (tenant, subscriber, deal) DO UPDATE SET seq = excluded.seq, state = excluded.state`,
			values: [deal, from, to, JSON.stringify(pending)],
		},
	];
}

/** Forks, whose log nobody rings for: those that were counted longest ago. They are counted from now. */
export const forksToCount = async (db: TenantDb, now: number, limit: number): Promise<readonly DealId[]> =>
	z
		.array(z.object({ fork: DealId }))
		.parse(
			await db.all(
				`UPDATE forks SET counted_at = ?2 WHERE tenant = ?1 AND fork IN
					(SELECT f.fork FROM forks AS f WHERE f.tenant = ?1 ORDER BY f.counted_at, f.fork LIMIT ?3) RETURNING fork`,
				now,
				limit,
			),
		)
		.map(({ fork }) => fork);

const KEY: Readonly<Record<UsageDimension, string>> = {
	account: "tenant",
	deal: "deal",
	agent: "agent",
	user: "person",
	day: "day",
};

const Sum = z.object({ key: z.string(), metric: z.enum(USAGE_METRICS), amount: z.int() });

type UsageQuery = {
	readonly from: string;
	readonly to: string;
	readonly by: UsageDimension;
	/** The key that the page before ended with. */
	readonly after: string | null;
	readonly limit: number;
};

type UsagePage = {
	readonly total: UsageAmounts;
	readonly items: { readonly key: string | null; readonly amounts: UsageAmounts }[];
	readonly next: string | null;
};

/** Sums of some days. Each event counts under one key of any dimension, so that the items add up to the total. */
export async function readUsageSums(db: TenantDb, { from, to, by, after, limit }: UsageQuery): Promise<UsagePage> {
	const key = KEY[by];
	const [all, page] = await Promise.all([
		db.all(
			`SELECT '' AS key, metric, SUM(amount) AS amount FROM usage_days WHERE tenant = ?1 AND day >= ?2 AND day <= ?3
				GROUP BY metric`,
			from,
			to,
		),
		db.all(
			`SELECT ${key} AS key, metric, SUM(amount) AS amount FROM usage_days
				WHERE tenant = ?1 AND day >= ?2 AND day <= ?3 AND ${key} IN
				(SELECT DISTINCT k.${key} FROM usage_days AS k WHERE k.tenant = ?1 AND k.day >= ?2 AND k.day <= ?3
					AND (?4 IS NULL OR k.${key} > ?4) ORDER BY 1 LIMIT ?5)
				GROUP BY ${key}, metric ORDER BY ${key}`,
			from,
			to,
			after,
			limit + 1,
		),
	]);
	const keyed = byKey(z.array(Sum).parse(page));
	const items = [...keyed].map(([name, amounts]) => ({ key: name === "" ? null : name, amounts }));
	const shown = items.slice(0, limit);
	return {
		total: byKey(z.array(Sum).parse(all)).get("") ?? NO_USAGE,
		items: shown,
		next: items.length > limit ? (shown.at(-1)?.key ?? "") : null,
	};
}

function byKey(sums: readonly z.infer<typeof Sum>[]): ReadonlyMap<string, UsageAmounts> {
	const found = new Map<string, UsageAmounts>();
	for (const { key, metric, amount } of sums) found.set(key, { ...(found.get(key) ?? NO_USAGE), [metric]: amount });
	return found;
}
