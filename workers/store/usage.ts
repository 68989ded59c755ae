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
import { DealId } from "#knowledge/core/vocabulary/ids.ts";
import type { Pull } from "./activities.ts";
import { type Counter, followCounts } from "./counting.ts";
import type { TenantDb } from "./tenant-db.ts";

/** The subscriber «usage». */
const usageCounter = (isFork: boolean): Counter<UsagePending> => ({
	subscriber: "usage",
	schema: UsagePending,
	begin: usagePending({ isFork }),
	read: readUsage,
	clear: (here) => [`DELETE FROM usage_days WHERE tenant = ?1 AND deal = ?2 AND ${here}`],
	add: (here) => [
		`INSERT INTO usage_days (tenant, day, deal, agent, person, metric, amount)
			SELECT ?1, value ->> 'day', ?2, value ->> 'agent', value ->> 'person', value ->> 'metric', value ->> 'amount'
			FROM json_each(?4) WHERE ${here}
			ON CONFLICT (tenant, day, deal, agent, person, metric) DO UPDATE SET amount = amount + excluded.amount`,
	],
});

/** Counts what a deal used, from where that was counted last. */
export const followUsage = (
	db: TenantDb,
	deal: DealId,
	{ isFork, ...log }: { pull: Pull; isFork: boolean; end: number; size?: number },
): Promise<void> => followCounts(db, deal, { counter: usageCounter(isFork), ...log });

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
