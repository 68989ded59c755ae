import * as z from "zod";
import type { Vault } from "#durable-objects/platform/vault.ts";
import { compact } from "#knowledge/core/memory/compact.ts";
import {
	type LoggedEvent,
	MemoryPending,
	type MemoryRow,
	NO_MEMORY_PENDING,
	readMemory,
} from "#knowledge/core/memory/from-log.ts";
import { fateOf, MemoryItem } from "#knowledge/core/memory/item.ts";
import { layerOf } from "#knowledge/core/memory/layers.ts";
import type { Hash } from "#knowledge/core/vocabulary/hash.ts";
import { type CompanyId, DealId } from "#knowledge/core/vocabulary/ids.ts";
import { EVENTS_PAGE, type Pull } from "./activities.ts";
import { memoryCell } from "./cells.ts";
import { type Counter, followCounts } from "./counting.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

const COLUMNS = "seq, at, kind, category, importance, source, text";
const INTO = `INSERT INTO company_memory (tenant, deal, ${COLUMNS})
	SELECT ?1, ?2, ${COLUMNS.split(", ")
		.map((column) => `value ->> '${column}'`)
		.join(", ")} FROM json_each`;
const WRITTEN = `ON CONFLICT (tenant, deal, seq) DO UPDATE SET at = excluded.at, kind = excluded.kind,
	category = excluded.category, importance = excluded.importance, source = excluded.source, text = excluded.text`;

const sealed = (vault: Vault, deal: DealId, { at, text, ...row }: MemoryRow) => ({
	...row,
	at: Date.parse(at),
	text: vault.seal(memoryCell(deal, row.seq), text),
});
type Stored = ReturnType<typeof sealed>;

/** The subscriber «memory». What an event takes back stands among the rows as `{drop}`. */
const counterOf = (vault: Vault, deal: DealId): Counter<MemoryPending> => ({
	subscriber: "memory",
	schema: MemoryPending,
	begin: NO_MEMORY_PENDING,
	read: (pending, events) => {
		const read = readMemory(pending, events);
		const rows = read.rows.map((row) => sealed(vault, deal, row));
		return { pending: read.pending, rows: [...read.dropped.map((drop) => ({ drop })), ...rows] };
	},
	clear: (here) => [`DELETE FROM company_memory WHERE tenant = ?1 AND deal = ?2 AND ${here}`],
	add: (here) => [
		`DELETE FROM company_memory WHERE tenant = ?1 AND deal = ?2 AND ${here}
			AND seq IN (SELECT value ->> 'drop' FROM json_each(?4) WHERE value ->> 'drop' IS NOT NULL)`,
		`${INTO}(?4) WHERE value ->> 'drop' IS NULL AND ${here} ${WRITTEN}`,
	],
});

/** Remembers what happened in a deal, from where that was read last. */
export const followMemory = async (
	db: TenantDb,
	deal: DealId,
	log: { pull: Pull; end: number; size?: number },
): Promise<void> => followCounts(db, deal, { counter: counterOf(await db.vault(), deal), ...log });

/** Far more than any deal has. */
const VERIFIED_PAGES_MAX = 200;

/**
 * Holds what is remembered of a deal against its log, and writes it anew where it differs: a text that was erased there is
 * gone here, a lost row is back, and a key that was replaced is in no use. Answers whether anything differed.
 */
export async function verifyMemory(
	db: TenantDb,
	deal: DealId,
	{ pull, end, size = EVENTS_PAGE }: { pull: Pull; end: number; size?: number },
): Promise<boolean> {
	const rows = new Map<number, MemoryRow>();
	let pending = NO_MEMORY_PENDING;
	let from = 0;
	for (let page = 0; from < end; page++) {
		if (page === VERIFIED_PAGES_MAX) return false;
		const events: readonly LoggedEvent[] = (await pull(from, size)).filter(({ seq }) => seq <= end);
		const last = events.at(-1);
		if (!last) break;
		const read = readMemory(pending, events);
		for (const seq of read.dropped) rows.delete(seq);
		for (const row of read.rows) rows.set(row.seq, row);
		pending = read.pending;
		from = last.seq;
	}
	const vault = await db.vault();
	const told = [...rows.values()].sort((a, b) => a.seq - b.seq).map((row) => sealed(vault, deal, row));
	const isRight = same(told, await storedRows(db, deal, end));
	if (!isRight) await db.batch(writeAnew(deal, end, told));
	// What the log says behind its end as it was read here comes with the follower.
	await followMemory(db, deal, { pull, end, size });
	return !isRight;
}

const StoredRow = z.object({
	seq: z.int(),
	at: z.int(),
	kind: z.string(),
	category: z.string(),
	importance: z.int(),
	source: z.string(),
	text: z.string(),
});

const storedRows = async (db: TenantDb, deal: DealId, end: number) =>
	z
		.array(StoredRow)
		.parse(
			await db.all(
				`SELECT ${COLUMNS} FROM company_memory WHERE tenant = ?1 AND deal = ?2 AND seq <= ?3 ORDER BY seq`,
				deal,
				end,
			),
		);

const same = (told: readonly Stored[], stored: readonly z.infer<typeof StoredRow>[]): boolean =>
	told.length === stored.length &&
	told.every((row, i) => JSON.stringify(StoredRow.parse(row)) === JSON.stringify(stored[i]));

const writeAnew = (deal: DealId, end: number, rows: readonly Stored[]): readonly Statement[] => [
	{ sql: "DELETE FROM company_memory WHERE tenant = ?1 AND deal = ?2 AND seq <= ?3", values: [deal, end] },
	...(rows.length === 0 ? [] : [{ sql: `${INTO}(?3) WHERE true ${WRITTEN}`, values: [deal, JSON.stringify(rows)] }]),
];

/** Of a company, the latest and the weightiest: what is older and lighter than all of these is cold, and hardly ever told. */
const LATEST_MAX = 300;
const WEIGHTIEST_MAX = 200;

const Row = StoredRow.extend({ deal: DealId });

/** An item and where it came from. A summary comes from several events; it names the latest of its kind by no deal. */
export type Recalled = {
	readonly item: MemoryItem;
	readonly deal: DealId | null;
	readonly seq: number | null;
	readonly source: string | null;
};

/**
 * What is remembered of one company, compacted as of now (S3-14): the rows of the deals that are of this company, and of no
 * other. Bounded, whatever happened with it.
 */
export async function companyMemory(
	db: TenantDb,
	company: CompanyId,
	{ now, hash }: { readonly now: number; readonly hash: Hash },
): Promise<readonly Recalled[]> {
	const of = `SELECT deal, ${COLUMNS} FROM company_memory WHERE tenant = ?1
		AND deal IN (SELECT d.deal FROM deals AS d WHERE d.tenant = ?1 AND d.company = ?2)`;
	const [latest, weightiest] = await Promise.all([
		db.all(`${of} ORDER BY at DESC, deal, seq LIMIT ?3`, company, LATEST_MAX),
		db.all(`${of} ORDER BY importance DESC, at DESC, deal, seq LIMIT ?3`, company, WEIGHTIEST_MAX),
	]);
	const recalled = recall(await db.vault(), [...latest, ...weightiest]);
	const { items } = compact(
		[...recalled.values()].map(({ item }) => item),
		now,
		hash,
	);
	return items.map((item) => recalled.get(item.id) ?? { item, deal: null, seq: null, source: null });
}

/** For one deal's prompts, of which none has room for more. */
const TOLD_LATEST_MAX = 40;
const TOLD_WEIGHTIEST_MAX = 40;

/**
 * What a deal is told of its company: the latest and the weightiest of all its deals. Facts of the deal's own are left out,
 * since it knows them, and so is what S3-14 lets go. Told one by one, by names that say which deal each comes from.
 */
export async function memoryForDeal(db: TenantDb, deal: DealId, now: number): Promise<readonly MemoryItem[]> {
	const of = `SELECT deal, ${COLUMNS} FROM company_memory WHERE tenant = ?1
		AND deal IN (SELECT d.deal FROM deals AS d WHERE d.tenant = ?1
			AND d.company = (SELECT o.company FROM deals AS o WHERE o.tenant = ?1 AND o.deal = ?2))
		AND NOT (deal = ?2 AND source IN ('deal.fact-learned', 'deal.fact-judged'))`;
	const [latest, weightiest] = await Promise.all([
		db.all(`${of} ORDER BY at DESC, deal, seq LIMIT ?3`, deal, TOLD_LATEST_MAX),
		db.all(`${of} ORDER BY importance DESC, at DESC, deal, seq LIMIT ?3`, deal, TOLD_WEIGHTIEST_MAX),
	]);
	const recalled = recall(await db.vault(), [...weightiest, ...latest]);
	return [...recalled.values()]
		.map(({ item }) => item)
		.filter((item) => fateOf(item.category) !== "discard" || layerOf(item, now) === "hot");
}

/** Each row once, by a name that begins with its deal's. */
function recall(vault: Vault, rows: readonly unknown[]): ReadonlyMap<string, Recalled> {
	const recalled = new Map<string, Recalled>();
	for (const { deal, seq, source, text, ...row } of z.array(Row).parse(rows)) {
		const id = `${deal}-${seq}`;
		if (recalled.has(id)) continue;
		const item = MemoryItem.parse({ ...row, id, text: vault.open(memoryCell(deal, seq), text), of: 1 });
		recalled.set(id, { item, deal, seq, source });
	}
	return recalled;
}
