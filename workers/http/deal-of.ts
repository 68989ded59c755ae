import type { Context } from "hono";
import type { DealCall } from "#durable-objects/deal-agent/calls.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { type DealStub, dealStub } from "#durable-objects/stubs.ts";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { dealExists } from "#workers/store/deals.ts";
import { forkExists } from "#workers/store/forks.ts";
import type { App } from "./app-types.ts";

/** A deal, or a fork of one, that has a row; without one no object is so much as looked up. */
export async function withDeal<T>(
	c: Context<App>,
	call: Call,
	deal: DealId,
	use: (stub: DealStub, call: DealCall) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
	if (!(await dealExists(c.get("db"), deal)) && !(await forkExists(c.get("db"), deal)))
		return refused("not-found", "there is no such deal");
	return use(dealStub(c.env, call.principal, deal), { ...call, deal });
}

/** One request by its name is one, however often it is sent: also where the first one was cut off before its answer was kept. */
export const requestKey = (c: Context<App>): string => c.get("requestKey") ?? sha256(crypto.randomUUID());
