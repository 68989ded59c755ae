import type { Env } from "#durable-objects/env.ts";
import type { DealId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import { eraseElsewhere } from "#workers/accounts/erase-elsewhere.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { anyErasure } from "#workers/store/erasures.ts";
import { ownDb } from "#workers/store/tenant-db.ts";

type Door = { readonly env: Env; readonly ctx: Pick<ExecutionContext, "exports"> };

/** Each is a call, and a tick shares a request's calls among many tenants. Whoever asks again goes on faster. */
const DEALS_PER_TICK = 20;

/** Goes on with an erasure that has not come to its end. Answers how many deals are left. */
export async function eraseTick({ env, ctx }: Door, tenant: TenantId): Promise<Outcome<number>> {
	const db = ownDb(env, tenant);
	const contact = await anyErasure(db);
	if (contact === null) return done(0);
	const gateway = gatewayOf(ctx, tenant);
	const deps = { env, db, now: Date.now, reconcile: (deal: DealId) => gateway.reconcile(deal) };
	return done((await eraseElsewhere(deps, contact, DEALS_PER_TICK)).left);
}
