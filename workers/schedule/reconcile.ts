import type { Env } from "#durable-objects/env.ts";
import { log } from "#durable-objects/platform/log.ts";
import type { ReconcileAnswer } from "#knowledge/core/contract/crm.ts";
import type { DealId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { dealsAfter, readPosition, writePosition } from "#workers/store/cursors.ts";
import { ownDb } from "#workers/store/tenant-db.ts";
import { forksToCount } from "#workers/store/usage.ts";

type Door = { readonly env: Env; readonly ctx: Pick<ExecutionContext, "exports"> };

/** Each deal is read, with its whole log: this is a backstop, and may not cost what the work itself does. */
const DEALS_PER_TENANT = 10;
const FORKS_PER_TENANT = 10;
const TENANTS_PER_TICK = 20;
const TICK_EVERY_MS = 10 * MINUTE_MS;

/** Whose turn it is: the next few tenants with each tick, all of them in order. */
export function turnOf(tenants: readonly TenantId[], now: number, size = TENANTS_PER_TICK): readonly TenantId[] {
	if (tenants.length <= size) return tenants;
	const turns = Math.ceil(tenants.length / size);
	const turn = Math.floor(now / TICK_EVERY_MS) % turns;
	return tenants.slice(turn * size, (turn + 1) * size);
}

/** Holds the lists of some deals against the deals themselves, in the order of their ids. */
export async function reconcile(
	{ env, ctx }: Door,
	tenant: TenantId,
	page: { readonly after: DealId | null; readonly limit: number },
): Promise<ReconcileAnswer & { next: DealId | null }> {
	const deals = await dealsAfter(ownDb(env, tenant), page.after, page.limit);
	const repaired: DealId[] = [];
	for (const deal of deals) {
		// One deal that cannot be read must not keep the others from being looked at.
		const answered = await gatewayOf(ctx, tenant).reconcile(deal);
		if (answered.type !== "done") log.warn("deal not reconciled", { tenant, deal });
		else if (answered.value) repaired.push(deal);
	}
	return { checked: deals.length, repaired, next: deals.length < page.limit ? null : (deals.at(-1) ?? null) };
}

/** The next few deals of a tenant; after the last one it begins anew. */
export async function reconcileTick(door: Door, tenant: TenantId): Promise<Outcome<ReconcileAnswer>> {
	const db = ownDb(door.env, tenant);
	const after = await readPosition(db);
	const answered = await reconcile(door, tenant, { after, limit: DEALS_PER_TENANT });
	await countForks(door, tenant);
	if (answered.next !== after) await writePosition(db, answered.next);
	if (answered.repaired.length > 0)
		log.warn("lists repaired", { tenant, checked: answered.checked, repaired: answered.repaired.length });
	return done(answered);
}

/** What was used in forks: those that were looked at longest ago. */
async function countForks({ env, ctx }: Door, tenant: TenantId): Promise<void> {
	const db = ownDb(env, tenant);
	for (const fork of await forksToCount(db, Date.now(), FORKS_PER_TENANT)) {
		const answered = await gatewayOf(ctx, tenant).reconcile(fork);
		if (answered.type !== "done") log.warn("fork not counted", { tenant, deal: fork });
	}
}
