import type { Env } from "#durable-objects/env.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import { pruneOver } from "#workers/store/prune.ts";
import { ownDb } from "#workers/store/tenant-db.ts";

/** Of each table: what is left goes with the next tick, which comes sooner than an account makes so many. */
const PRUNED_PER_TICK = 500;

/** Takes away what is over in one account, be it that nobody signs in or writes there any more. */
export const pruneTick = async (env: Env, tenant: TenantId, limit = PRUNED_PER_TICK): Promise<Outcome<number>> =>
	done(await pruneOver(ownDb(env, tenant), Date.now(), limit));
