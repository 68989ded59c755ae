import type * as z from "zod";
import type { EventView } from "#knowledge/core/contract/deal.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { EVENTS_PAGE, PAGES_MAX, type Pull } from "./activities.ts";
import { readCursor } from "./cursors.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

/**
 * Somebody who counts what happened in deals. Its statements take the deal as ?2 and hold only under `here`: while the
 * cursor stands where it was read. Those of `add` find their rows as JSON in ?4.
 */
export type Counter<P> = {
	readonly subscriber: "usage" | "lessons" | "learning" | "memory";
	readonly schema: z.ZodType<P>;
	/** What is pending before the first event. */
	readonly begin: P;
	read(pending: P, events: readonly EventView[]): { readonly pending: P; readonly rows: readonly unknown[] };
	/** Forgets what was counted of the deal. */
	clear(here: string): readonly string[];
	add(here: string): readonly string[];
};

/**
 * Reads a deal's log from its cursor on. Sums and cursor are one batch that holds only while the cursor stands where it was
 * read, so that no event counts twice, whoever else reads at the same time. Where the cursor was lost the deal is counted
 * anew from its first event.
 */
export async function followCounts<P>(
	db: TenantDb,
	deal: DealId,
	{ counter, pull, end, size = EVENTS_PAGE }: { counter: Counter<P>; pull: Pull; end: number; size?: number },
): Promise<void> {
	const { subscriber, schema, begin } = counter;
	for (let page = 0; page < PAGES_MAX; page++) {
		const cursor = await readCursor(db, subscriber, { deal, schema });
		// A cursor beyond the log's own end, or one that cannot be read, was never true.
		const isTrue = cursor !== null && cursor.seq <= end && cursor.pending !== null;
		if (cursor !== null && !isTrue) await db.batch([forget(subscriber, deal)]);
		const { seq, pending } = isTrue ? cursor : { seq: 0, pending: null };
		if (seq >= end) return;
		const events = await pull(seq, size);
		const last = events.at(-1);
		if (!last) return;
		const read = counter.read(pending ?? begin, events);
		await db.batch(count(deal, counter, { from: seq, to: last.seq, ...read }));
		if (last.seq >= end) return;
		if (events.length < size) return;
	}
	throw new FaultError({
		code: `${subscriber}-behind`,
		retry: { when: "later", afterMs: 1_000 },
		summary: "there is more of the log to read",
	});
}

const forget = (subscriber: string, deal: DealId): Statement => ({
	sql: "DELETE FROM cursors WHERE tenant = ?1 AND subscriber = ?2 AND deal = ?3",
	values: [subscriber, deal],
});

type Counted<P> = {
	readonly from: number;
	readonly to: number;
	readonly pending: P;
	readonly rows: readonly unknown[];
};

function count<P>(
	deal: DealId,
	{ subscriber, clear, add }: Counter<P>,
	{ from, to, pending, rows }: Counted<P>,
): readonly Statement[] {
	const here = `COALESCE((SELECT c.seq FROM cursors AS c WHERE c.tenant = ?1 AND c.subscriber = '${subscriber}' AND c.deal = ?2), 0) = ?3`;
	return [
		...(from === 0 ? clear(here).map((sql) => ({ sql, values: [deal, from] })) : []),
		...(rows.length === 0 ? [] : add(here).map((sql) => ({ sql, values: [deal, from, JSON.stringify(rows)] }))),
		{
			sql: `INSERT INTO cursors (tenant, subscriber, deal, seq, state) SELECT ?1, '${subscriber}', ?2, ?4, ?5 WHERE ${here}
				ON CONFLICT (tenant, subscriber, deal) DO UPDATE SET seq = excluded.seq, state = excluded.state`,
			values: [deal, from, to, JSON.stringify(pending)],
		},
	];
}
