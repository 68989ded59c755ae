import * as z from "zod";
import { isSealed } from "#durable-objects/platform/vault.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { signInFlowCell } from "./cells.ts";
import type { TenantDb } from "./tenant-db.ts";

/** A sign-in at another house while the person is there, and the house that it was begun at. */
const Flow = z.strictObject({
	issuer: z.string(),
	clientId: z.string(),
	nonce: z.string(),
	verifier: z.string(),
	expiresAt: z.int(),
});
export type Flow = z.infer<typeof Flow>;

/**
 * For the person's own browser to keep: whoever begins and never comes back leaves nothing with us. `state` is the hash of
 * what comes back with it, and the only one that it opens for.
 */
export const sealFlow = async (db: TenantDb, state: string, flow: Flow): Promise<string> =>
	(await db.vault()).seal(signInFlowCell(state), JSON.stringify(flow));

/** `null` for anything that we did not seal for this account and this state, or that is too late. */
export async function openFlow(db: TenantDb, state: string, sealed: string, now: number): Promise<Flow | null> {
	// The vault gives a text without the mark back as it stands. This one comes from outside.
	if (!isSealed(sealed)) return null;
	const vault = await db.vault();
	try {
		const flow = Flow.parse(JSON.parse(vault.open(signInFlowCell(state), sealed)));
		return flow.expiresAt > now ? flow : null;
	} catch (error) {
		if (error instanceof FaultError) return null;
		throw error;
	}
}

/** Uses a flow up, whatever becomes of it: of those who come at once with the same one, one is answered `true`. */
export async function spendFlow(db: TenantDb, state: string, at: { now: number; expiresAt: number }): Promise<boolean> {
	const [, used] = await db.rows([
		{ sql: "DELETE FROM sign_in_flows WHERE tenant = ?1 AND expires_at <= ?2", values: [at.now] },
		{
			sql: "INSERT INTO sign_in_flows (tenant, state, expires_at) VALUES (?1, ?2, ?3) ON CONFLICT (tenant, state) DO NOTHING RETURNING state",
			values: [state, at.expiresAt],
		},
	]);
	return used?.length === 1;
}
