import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { EventView } from "#knowledge/core/contract/deal.ts";
import { autonomyFor, replay } from "#knowledge/core/learning/learned.ts";
import { approvalNo, dealNo, hashNo, SAM, skillNamed } from "#knowledge/core/testing/ids.ts";
import type { Pull } from "./activities.ts";
import { followLearning, readLearned, teach } from "./learning.ts";
import { tenantDb } from "./tenant-db.ts";

const ours = async () => {
	const { tenant } = await newTenant("learning");
	return tenantDb(env, tenant, tenant);
};

/** A log of drafts that their rep approved as they were, one after the other. */
function logOf(decisions: number): { readonly pull: Pull; readonly end: number } {
	const opened = { type: "deal.opened", name: hashNo(1), region: "emea", rep: SAM, stage: "PROSPECTING" };
	const decided = Array.from({ length: decisions }, (_, i) => {
		const approval = approvalNo(i + 1);
		const requested = {
			type: "deal.approval-requested",
			approval,
			action: { type: "send-email", to: [] },
			digest: hashNo(2),
			version: 1,
			why: hashNo(3),
			approvers: ["rep"],
			by: { type: "agent", skill: skillNamed("reply-handler") },
			run: null,
			replaces: null,
			expiresAt: 1,
		};
		const by = { type: "human", user: SAM };
		const approved = {
			type: "deal.approval-decided",
			approval,
			decision: "approved",
			digest: hashNo(2),
			by,
			reason: null,
		};
		return [requested, approved];
	});
	const events = [opened, ...decided.flat()].map(
		(event, i) => ({ seq: i + 1, at: "2026-11-20T08:00:00.000Z", event }) as unknown as EventView,
	);
	return { end: events.length, pull: async (after, limit) => events.slice(after, after + limit) };
}

type Db = Awaited<ReturnType<typeof ours>>;
const rows = async (db: Db) =>
	(await db.all("SELECT seq, source FROM learning_log WHERE tenant = ?1 ORDER BY seq")) as {
		seq: number;
		source: string;
	}[];
const clean = async (db: Db) => (await readLearned(db)).records["autonomy sam answer-mail"]?.clean ?? 0;

test("[S2-32] deals that are read at once, and each of them twice, teach every event once under a number of its own", async () => {
	const db = await ours();
	const log = logOf(4);
	const said = { type: "autonomy-capped", action: "move-stage", level: "draft", by: SAM } as const;
	await Promise.all([
		...[1, 2, 3, 1, 2, 3].map((n) => followLearning(db, dealNo(n), { ...log, size: 3 })),
		teach(db, said, { request: "one", now: 1 }),
		teach(db, said, { request: "one", now: 1 }),
	]);
	const taught = await rows(db);
	expect(new Set(taught.map(({ source }) => source)).size).toBe(13);
	expect(new Set(taught.map(({ seq }) => seq)).size).toBe(13);
	expect(await clean(db)).toBe(12);
	expect(autonomyFor(await readLearned(db), SAM, "move-stage")).toBe("draft");
});

test("[S2-32] a deal whose cursor was lost is read anew, and teaches nothing twice; what comes after it is taught", async () => {
	const db = await ours();
	await followLearning(db, dealNo(1), logOf(3));
	const before = await rows(db);
	await db.batch([{ sql: "DELETE FROM cursors WHERE tenant = ?1", values: [] }]);
	await followLearning(db, dealNo(1), logOf(3));
	expect(await rows(db)).toEqual(before);
	await db.batch([{ sql: "DELETE FROM cursors WHERE tenant = ?1", values: [] }]);
	await followLearning(db, dealNo(1), logOf(5));
	expect((await rows(db)).map(({ source }) => source)).toEqual([3, 5, 7, 9, 11].map((seq) => `${dealNo(1)} ${seq}`));
	expect(await clean(db)).toBe(5);
});

test("[S2-32] the stored state is what the whole log makes; one that cannot be read is made again from it, and stored", async () => {
	const db = await ours();
	await followLearning(db, dealNo(1), logOf(110));
	const learned = await readLearned(db);
	const state = async () =>
		(await db.first("SELECT seq, body FROM learned_states WHERE tenant = ?1")) as { seq: number; body: string };
	const stored = await state();
	expect(stored.seq).toBe(110);
	const log = (await db.all("SELECT seq, at, body FROM learning_log WHERE tenant = ?1 ORDER BY seq")) as {
		seq: number;
		at: number;
		body: string;
	}[];
	expect(learned).toEqual(replay(log.map(({ seq, at, body }) => ({ seq, at, event: JSON.parse(body) }))));
	await db.batch([{ sql: `UPDATE learned_states SET body = '{"of":"before"}' WHERE tenant = ?1`, values: [] }]);
	expect(await readLearned(db)).toEqual(learned);
	expect(await state()).toEqual(stored);
	await followLearning(db, dealNo(2), logOf(1));
	expect(await clean(db)).toBe(111);
});
