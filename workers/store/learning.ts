import * as z from "zod";
import { LearningPending, NO_LEARNING_PENDING, readLearning } from "#knowledge/core/learning/from-log.ts";
import {
	type Learnable,
	type Learned,
	LearningEvent,
	learn,
	NOTHING_LEARNED,
} from "#knowledge/core/learning/learned.ts";
import { FOLD, StoredLearned } from "#knowledge/core/learning/stored.ts";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import type { Pull } from "./activities.ts";
import { type Counter, followCounts } from "./counting.ts";
import { raiseVersion } from "./settings-version.ts";
import type { TenantDb } from "./tenant-db.ts";

/** The next numbers of the account's log, in the order of the rows. A source that stands there already is not taught twice. */
const INTO = `INSERT INTO learning_log (tenant, seq, source, deal, at, body)
	SELECT ?1, (SELECT COALESCE(MAX(l.seq), 0) FROM learning_log AS l WHERE l.tenant = ?1) + key + 1`;

/** The subscriber «learning». A log is only added to: read anew from the first event, it stays what it is. */
const COUNTER: Counter<LearningPending> = {
	subscriber: "learning",
	schema: LearningPending,
	begin: NO_LEARNING_PENDING,
	read: (pending, events) => {
		const { pending: after, rows } = readLearning(pending, events);
		return {
			pending: after,
			rows: rows.map(({ seq, at, event }) => ({ source: seq, at: Date.parse(at), body: JSON.stringify(event) })),
		};
	},
	clear: () => [],
	add: (here) => [
		`${INTO}, ?2 || ' ' || (value ->> 'source'), ?2, value ->> 'at', value ->> 'body' FROM json_each(?4) WHERE ${here} ON CONFLICT (tenant, source) DO NOTHING`,
	],
};

/** Takes in what people taught in a deal, from where that was read last. A fork teaches nothing: it is a sandbox. */
export const followLearning = (
	db: TenantDb,
	deal: DealId,
	log: { pull: Pull; end: number; size?: number },
): Promise<void> => followCounts(db, deal, { counter: COUNTER, ...log });

/** Rows that are replayed onto a stored state in one go. */
const REPLAY_MAX = 2_000;
/** A state is stored anew when so many rows stand behind it. */
const STORE_EVERY = 100;

const Row = z.object({ seq: z.int(), at: z.int(), body: z.string() });
const StateRow = z.object({ seq: z.int(), body: z.string() });

/** What the account's people taught so far: the stored state, and the rows since. */
export async function readLearned(db: TenantDb): Promise<Learned> {
	const stored = await db.first("SELECT seq, body FROM learned_states WHERE tenant = ?1");
	const parsed = stored === null ? null : StateRow.parse(stored);
	const from = parsed ? StoredLearned.safeParse(JSON.parse(parsed.body)).data : undefined;
	const { fold: _, ...kept } = from ?? { fold: FOLD, ...NOTHING_LEARNED };
	let state: Learned = kept;
	const began = from && parsed ? parsed.seq : 0;
	let at = began;
	for (;;) {
		const rows = await rowsAfter(db, at);
		state = rows.reduce(learn, state);
		at = rows.at(-1)?.seq ?? at;
		if (rows.length < REPLAY_MAX) break;
	}
	if (at - began >= STORE_EVERY) await store(db, at, state);
	return state;
}

async function rowsAfter(db: TenantDb, seq: number): Promise<readonly Learnable[]> {
	const rows = await db.all(
		"SELECT seq, at, body FROM learning_log WHERE tenant = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
		seq,
		REPLAY_MAX,
	);
	return z
		.array(Row)
		.parse(rows)
		.map(({ seq: number, at, body }) => ({ seq: number, at, event: LearningEvent.parse(JSON.parse(body)) }));
}

/** Whoever read further has stored a later one: it stays. One that could not be read is written anew. */
const store = (db: TenantDb, seq: number, state: Learned): Promise<void> =>
	db.batch([
		{
			sql: `INSERT INTO learned_states (tenant, seq, body) VALUES (?1, ?2, ?3)
				ON CONFLICT (tenant) DO UPDATE SET seq = excluded.seq, body = excluded.body WHERE excluded.seq >= learned_states.seq`,
			values: [seq, JSON.stringify({ fold: FOLD, ...state })],
		},
	]);

/** A person's own word about what was learned. The same request is said once. */
export const teach = (
	db: TenantDb,
	event: LearningEvent,
	{ request, now }: { readonly request: string; readonly now: number },
): Promise<void> =>
	db.batch([
		{
			sql: `INSERT INTO learning_log (tenant, seq, source, deal, at, body)
				SELECT ?1, (SELECT COALESCE(MAX(l.seq), 0) FROM learning_log AS l WHERE l.tenant = ?1) + 1, ?2, '', ?3, ?4
				WHERE TRUE ON CONFLICT (tenant, source) DO NOTHING`,
			values: [`said ${request}`, now, JSON.stringify(event)],
		},
		raiseVersion,
	]);
