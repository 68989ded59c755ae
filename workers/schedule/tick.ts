import type { Env } from "#durable-objects/env.ts";
import { type Answer, answer, outcomeOf } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { inboxStub } from "#durable-objects/stubs.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done } from "#knowledge/core/vocabulary/outcome.ts";
import { tearDownTick } from "#workers/accounts/tear-down.ts";
import { directory } from "#workers/store/tenant-db.ts";
import { auditTick } from "./audit.ts";
import { rewrapTick } from "./data-keys.ts";
import { eraseTick } from "./erase.ts";
import { pruneTick } from "./prune.ts";
import { reconcileTick, turnOf } from "./reconcile.ts";

/**
 * Accounts whose keys and inbox are looked after in one tick: two or three calls each. A tick has about a thousand, and what is
 * left of them is for those whose lists have their turn.
 */
export const SHAKEN_PER_TICK = 100;

/**
 * Nothing depends on the clock of the platform: every alarm re-arms itself. This goes on with what is being torn down, shakes
 * inboxes that were forgotten, and looks after lists that were altered; of many accounts, of some with each tick in turn, so
 * that however many there are each step has its share. What fails for one keeps no other from its turn.
 */
export async function tick({ env, ctx }: { env: Env; ctx: Pick<ExecutionContext, "exports"> }): Promise<void> {
	told("tear-down not finished", null, await answer("tear-down", async () => done(await tearDownTick(env))));
	const now = Date.now();
	const tenants = (await directory(env).tenants()).map((tenant) => TenantId.parse(tenant));
	for (const tenant of turnOf(tenants, now, SHAKEN_PER_TICK)) {
		told("data keys not rewrapped", tenant, await answer("rewrap", () => rewrapTick(env, tenant)));
		const call = systemCall(tenant, "clock", { now, settingsVersion: 0 });
		const swept = await answer("clock", async () => outcomeOf(await inboxStub(env, call.principal).sweep(call)));
		told("inbox not shaken", tenant, swept);
	}
	for (const tenant of turnOf(tenants, now)) {
		told("lists not reconciled", tenant, await answer("reconcile", () => reconcileTick({ env, ctx }, tenant)));
		told("erasure not gone on with", tenant, await answer("erase", () => eraseTick({ env, ctx }, tenant)));
		told("audit not followed", tenant, await answer("audit", () => auditTick(env, tenant)));
		told("what is over not pruned", tenant, await answer("prune", () => pruneTick(env, tenant)));
	}
}

function told(message: string, tenant: TenantId | null, answered: Answer<unknown>): void {
	if (answered.type === "fault")
		log.error(message, { ...(tenant === null ? {} : { tenant }), code: answered.fault.code });
}
