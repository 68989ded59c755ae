import type { Env } from "#durable-objects/env.ts";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { dealStub } from "#durable-objects/stubs.ts";
import type { DealId, TokenId } from "#knowledge/core/vocabulary/ids.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";
import { forgetSockets, openSocketsOf, type Whose } from "#workers/store/tickets.ts";

/** This many deals are called at once. */
const CALLS_MAX = 20;

/**
 * Hangs up on whoever just lost their right to watch: called after the session, key, person or account was revoked in D1,
 * never before it. Doing it again does what was left undone: where a deal cannot be reached the others are told all the
 * same, the fault is thrown, and its own look at the token every minute is the second line.
 */
export async function closeSocketsOf(env: Env, db: TenantDb, whose: Whose): Promise<void> {
	const rooms = new Map<DealId, TokenId[]>();
	for (const { token, room } of await openSocketsOf(db, whose)) rooms.set(room, [...(rooms.get(room) ?? []), token]);
	const faults: unknown[] = [];
	const waiting = [...rooms];
	while (waiting.length > 0) {
		const told = await Promise.allSettled(
			waiting.splice(0, CALLS_MAX).map(([room, tokens]) => hangUpIn(env, db, room, tokens)),
		);
		faults.push(...told.flatMap((each) => (each.status === "rejected" ? [each.reason] : [])));
	}
	if (faults.length > 0) throw faults[0];
}

async function hangUpIn(env: Env, db: TenantDb, room: DealId, tokens: readonly TokenId[]): Promise<void> {
	const call = systemCall(db.tenant, "hang-up", { now: Date.now(), settingsVersion: 0 });
	outcomeOf(await dealStub(env, call.principal, room).hangUp({ ...call, deal: room }, tokens));
	await forgetSockets(db, room, tokens);
}
