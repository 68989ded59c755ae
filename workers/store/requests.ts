import * as z from "zod";
import { DAY_MS, MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { requestCell } from "./cells.ts";
import type { TenantDb } from "./tenant-db.ts";

/** A client that tries again does so within minutes; a day leaves room for one that was off over night. */
export const REQUEST_KEPT_MS = DAY_MS;
/**
 * One that is still begun after this was cut off, and may be made again; were it under way, a repeat would run beside it.
 * Nothing ends a request by the clock, but it has about 1,000 calls: erasing somebody of many deals, the slowest there is,
 * makes them one after the other, and stays under this at nearly a second each.
 */
export const REQUEST_RUNS_MAX_MS = 15 * MINUTE_MS;
/** A row of D1 holds 2 MB, and sealing makes a text a third longer. No answer to a write comes near. */
const ANSWER_CHARS_MAX = 1_000_000;

/** One request, by the name that whoever asks gave it. */
export type RequestName = { readonly principal: string; readonly key: string };
/** What was asked: a name that comes again must be about the same. */
export type Asked = { readonly operation: string; readonly asked: string };

const Answer = z.strictObject({ type: z.string(), body: z.string() });
export type Answer = z.infer<typeof Answer>;
const Kept = z.union([Answer, z.strictObject({ made: z.string().nullable() })]);
/** An answer word for word; or, of one that is kept nowhere, what it made. */
export type Kept = z.infer<typeof Kept>;

export type Claim =
	| { readonly type: "claimed"; readonly at: number }
	| { readonly type: "running" }
	| { readonly type: "another" }
	| { readonly type: "done"; readonly status: number; readonly kept: Kept };

const Row = z.object({
	operation: z.string(),
	asked: z.string(),
	state: z.enum(["begun", "done"]),
	status: z.int().nullable(),
	answer: z.string().nullable(),
});

/**
 * One statement decides who runs: of a hundred that come at once, one gets a row back. A row that has outlived its day is as
 * good as none; one that was cut off is taken over by the same request alone.
 */
export async function claimRequest(db: TenantDb, name: RequestName, what: Asked, now: number): Promise<Claim> {
	const won = await db.first(
		`INSERT INTO requests (tenant, principal, key, operation, asked, state, at) VALUES (?1, ?2, ?3, ?4, ?5, 'begun', ?6)
			ON CONFLICT (tenant, principal, key) DO UPDATE SET operation = ?4, asked = ?5, state = 'begun', status = NULL, answer = NULL, at = ?6
			WHERE (at <= ?7 OR (state = 'begun' AND at <= ?8 AND operation = ?4 AND asked = ?5)) RETURNING at`,
		name.principal,
		name.key,
		what.operation,
		what.asked,
		now,
		now - REQUEST_KEPT_MS,
		now - REQUEST_RUNS_MAX_MS,
	);
	if (won) return { type: "claimed", at: now };
	const found = await db.first(
		"SELECT operation, asked, state, status, answer FROM requests WHERE tenant = ?1 AND principal = ?2 AND key = ?3",
		name.principal,
		name.key,
	);
	// Let go of between the two statements: whoever asks again gets its turn.
	if (!found) return { type: "running" };
	const row = Row.parse(found);
	if (row.operation !== what.operation || row.asked !== what.asked) return { type: "another" };
	if (row.state === "begun" || row.status === null || row.answer === null) return { type: "running" };
	const cell = requestCell(name.principal, name.key);
	const kept = Kept.parse(JSON.parse((await db.vault()).open(cell, row.answer)));
	return { type: "done", status: row.status, kept };
}

/** Keeps the answer, and forgets those that have had their day. Whoever was taken for dead meanwhile writes nothing. */
export async function finishRequest(
	db: TenantDb,
	name: RequestName,
	{ at, now, status, kept }: { at: number; now: number; status: number; kept: Kept },
): Promise<void> {
	const text = JSON.stringify(kept);
	const fitting = text.length > ANSWER_CHARS_MAX ? JSON.stringify({ made: null }) : text;
	const answer = (await db.vault()).seal(requestCell(name.principal, name.key), fitting);
	await db.batch([
		{
			sql: `UPDATE requests SET state = 'done', status = ?5, answer = ?6
				WHERE tenant = ?1 AND principal = ?2 AND key = ?3 AND state = 'begun' AND at = ?4`,
			values: [name.principal, name.key, at, status, answer],
		},
		{ sql: "DELETE FROM requests WHERE tenant = ?1 AND at <= ?2", values: [now - REQUEST_KEPT_MS] },
	]);
}

/** Nothing came of it that a repeat should be told: the next one runs. */
export const releaseRequest = (db: TenantDb, name: RequestName, at: number): Promise<void> =>
	db.batch([
		{
			sql: "DELETE FROM requests WHERE tenant = ?1 AND principal = ?2 AND key = ?3 AND state = 'begun' AND at = ?4",
			values: [name.principal, name.key, at],
		},
	]);
