import * as z from "zod";
import type { Vault } from "#durable-objects/platform/vault.ts";
import { type Activity, NOTHING_PENDING, readActivities } from "#knowledge/core/contract/activity.ts";
import { ActivityKind, type ActivityView } from "#knowledge/core/contract/crm.ts";
import type { EventView } from "#knowledge/core/contract/deal.ts";
import { By } from "#knowledge/core/events/deal.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { ContactId, type DealId, RunId } from "#knowledge/core/vocabulary/ids.ts";
import { activityCell } from "./cells.ts";
import { advance, correct, readActivityCursor, startOf } from "./cursors.ts";
import { openField } from "./sealed-rows.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

/** Pages of a deal's log, in order, after an event. */
export type Pull = (after: number, limit: number) => Promise<readonly EventView[]>;

/** One message between objects, and one batch of D1. */
export const EVENTS_PAGE = 200;
/** Of a deal's log in one go; a longer one goes on with the next doorbell or alarm. */
export const PAGES_MAX = 25;
/** Far more than any deal has; what lies behind is looked at by nobody but the follower. */
const VERIFIED_PAGES_MAX = 200;

export type PagedLog = { readonly pull: Pull; readonly size?: number };

/**
 * Reads the log from the cursor on. Rows and cursor are one batch, so the cursor never passes an event that was not
 * written; the same events written twice are the same rows.
 */
export async function followActivities(
	db: TenantDb,
	deal: DealId,
	{ pull, size = EVENTS_PAGE }: PagedLog,
): Promise<void> {
	for (let page = 0; page < PAGES_MAX; page++) {
		const cursor = startOf(await readActivityCursor(db, deal));
		const events = await pull(cursor.seq, size);
		const last = events.at(-1);
		if (!last) return;
		const { pending, activities } = readActivities(cursor.pending, events);
		const vault = await db.vault();
		await db.batch([
			...insert(deal, rowsOf(vault, deal, activities)),
			advance(deal, cursor.seq, { seq: last.seq, pending }),
		]);
		if (events.length < size) return;
	}
	throw new FaultError({
		code: "activities-behind",
		retry: { when: "later", afterMs: 1_000 },
		summary: "there is more of the log to read",
	});
}

/** Holds what was written against the log itself, page by page, and repairs what differs. Answers whether anything did. */
export async function verifyActivities(
	db: TenantDb,
	deal: DealId,
	{ pull, size = EVENTS_PAGE }: PagedLog,
): Promise<boolean> {
	const stored = await readActivityCursor(db, deal);
	const end = stored?.seq ?? 0;
	let pending = NOTHING_PENDING;
	let from = 0;
	let isRepaired = false;
	for (let page = 0; from < end; page++) {
		if (page === VERIFIED_PAGES_MAX) return isRepaired;
		const events = (await pull(from, size)).filter(({ seq }) => seq <= end);
		const last = events.at(-1);
		if (!last) break;
		const read = readActivities(pending, events);
		const rows = rowsOf(await db.vault(), deal, read.activities);
		if (await pageDiffers(db, deal, { from, to: last.seq, rows })) {
			await db.batch([remove(deal, from, last.seq), ...insert(deal, rows)]);
			isRepaired = true;
		}
		pending = read.pending;
		from = last.seq;
	}
	// The log was read after the cursor: one that is further than the log was never true.
	if (stored && (from < end || JSON.stringify(stored.pending) !== JSON.stringify(pending))) {
		await db.batch([correct(deal, end, { seq: from, pending })]);
		isRepaired = true;
	}
	return isRepaired;
}

const insert = (deal: DealId, rows: readonly Stored[]): readonly Statement[] =>
	rows.length === 0
		? []
		: [
				{
					sql: `INSERT INTO activities (tenant, deal, seq, at, kind, contact, by, summary, run)
						SELECT ?1, ?2, value ->> 'seq', value ->> 'at', value ->> 'kind', value ->> 'contact', value ->> 'by',
						value ->> 'summary', value ->> 'run' FROM json_each(?3) WHERE true ON CONFLICT (tenant, deal, seq)
						DO UPDATE SET at = excluded.at, kind = excluded.kind, contact = excluded.contact, by = excluded.by,
						summary = excluded.summary, run = excluded.run`,
					values: [deal, JSON.stringify(rows)],
				},
			];

const remove = (deal: DealId, from: number, to: number): Statement => ({
	sql: "DELETE FROM activities WHERE tenant = ?1 AND deal = ?2 AND seq > ?3 AND seq <= ?4",
	values: [deal, from, to],
});

type Stored = ReturnType<typeof rowsOf>[number];

const rowsOf = (vault: Vault, deal: DealId, activities: readonly Activity[]) =>
	activities.map(({ seq, at, kind, contact, by, summary, run }) => ({
		seq,
		at: Date.parse(at),
		kind,
		contact,
		by: by === null ? null : JSON.stringify(by),
		summary: vault.seal(activityCell(deal, seq), summary),
		run,
	}));

async function pageDiffers(
	db: TenantDb,
	deal: DealId,
	page: { from: number; to: number; rows: readonly Stored[] },
): Promise<boolean> {
	const stored = await db.all(
		`SELECT seq, at, kind, contact, by, summary, run FROM activities
			WHERE tenant = ?1 AND deal = ?2 AND seq > ?3 AND seq <= ?4 ORDER BY seq`,
		deal,
		page.from,
		page.to,
	);
	return JSON.stringify(stored) !== JSON.stringify(page.rows);
}

const Row = z.object({
	seq: z.int(),
	at: z.int(),
	kind: ActivityKind,
	contact: ContactId.nullable(),
	name: z.string().nullable(),
	by: z.string().nullable(),
	summary: z.string(),
	run: RunId.nullable(),
});

export async function listActivities(
	db: TenantDb,
	deal: DealId,
	page: { after: number; limit: number },
): Promise<{ items: ActivityView[]; next: string | null }> {
	const rows = z.array(Row).parse(
		await db.all(
			`SELECT seq, at, kind, contact, by, summary, run, (SELECT c.name FROM contacts AS c WHERE c.tenant = ?1
					AND c.contact = activities.contact) AS name FROM activities
					WHERE tenant = ?1 AND deal = ?2 AND seq > ?3 ORDER BY seq LIMIT ?4`,
			deal,
			page.after,
			page.limit + 1,
		),
	);
	const vault = await db.vault();
	const items = rows.slice(0, page.limit).map(
		({ at, by, name, summary, ...row }): ActivityView => ({
			...row,
			name: openField(vault, row.contact, { field: "name", stored: name }),
			summary: vault.open(activityCell(deal, row.seq), summary),
			at: new Date(at).toISOString(),
			by: by === null ? null : By.parse(JSON.parse(by)),
		}),
	);
	const last = items.at(-1);
	return { items, next: rows.length > page.limit && last ? String(last.seq) : null };
}
