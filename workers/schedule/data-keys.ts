import type { Env } from "#durable-objects/env.ts";
import { log } from "#durable-objects/platform/log.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import { rewrapDataKeys } from "#workers/store/data-keys.ts";
import { ownDb } from "#workers/store/tenant-db.ts";

/** Brings a tenant's data keys under the current master key, after which the one before may be taken away. */
export async function rewrapTick(env: Env, tenant: TenantId): Promise<Outcome<number>> {
	const rewrapped = await rewrapDataKeys(env, tenant, ownDb(env, tenant));
	if (rewrapped > 0) log.info("data keys rewrapped", { tenant, rewrapped });
	return done(rewrapped);
}
