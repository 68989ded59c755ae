import * as z from "zod";
import { signInFlowCell } from "./cells.ts";
import type { TenantDb } from "./tenant-db.ts";

/** What is kept of a sign-in at another house while the person is there. `browser`: the hash of what only their browser has. */
const Flow = z.strictObject({ nonce: z.string(), verifier: z.string(), browser: z.string() });
export type Flow = z.infer<typeof Flow>;

/** More at once than an account has people who sign in within minutes; it bounds what a stranger can have stored. */
const OPEN_FLOWS_MAX = 2_000;

const Row = z.object({ sealed: z.string(), expires_at: z.int() });

/** `state` is the hash of what will come back. `false`: too many are open. */
export async function addFlow(
	db: TenantDb,
	flow: Flow & { readonly state: string },
	at: { now: number; expiresAt: number },
): Promise<boolean> {
	const { state, ...kept } = flow;
	const sealed = (await db.vault()).seal(signInFlowCell(state), JSON.stringify(kept));
	const [, added] = await db.rows([
		{ sql: "DELETE FROM sign_in_flows WHERE tenant = ?1 AND expires_at <= ?2", values: [at.now] },
		{
			sql: `INSERT INTO sign_in_flows (tenant, state, sealed, expires_at) SELECT ?1, ?2, ?3, ?4
				WHERE (SELECT COUNT(*) FROM sign_in_flows WHERE tenant = ?1) < ${OPEN_FLOWS_MAX} RETURNING state`,
			values: [state, sealed, at.expiresAt],
		},
	]);
	return added?.length === 1;
}

/** Taken out of the world by whoever comes first, whatever becomes of it. */
export async function takeFlow(db: TenantDb, state: string, now: number): Promise<Flow | null> {
	const found = await db.first(
		"DELETE FROM sign_in_flows WHERE tenant = ?1 AND state = ?2 RETURNING sealed, expires_at",
		state,
	);
	const row = Row.safeParse(found);
	if (!row.success || row.data.expires_at <= now) return null;
	return Flow.parse(JSON.parse((await db.vault()).open(signInFlowCell(state), row.data.sealed)));
}
