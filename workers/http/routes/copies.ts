import type { Hono } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { DealId, EffectKey, sentMailKey } from "#knowledge/core/vocabulary/ids.ts";
import type { App } from "#workers/http/app-types.ts";
import { withDeal } from "#workers/http/deal-of.ts";
import { notFound } from "#workers/http/problem.ts";
import { rightFor } from "#workers/http/route.ts";
import { bodyStore } from "#workers/store/bodies.ts";

/** Our own copy of a mail that left, byte for byte. Shown as text: it is somebody's mail, not a page of ours. */
export function copyRoutes(app: Hono<App>): void {
	app.get("/v1/accounts/:account/deals/:deal/outbox/:key/copy", async (c) => {
		const deal = DealId.safeParse(c.req.param("deal"));
		const key = EffectKey.safeParse(c.req.param("key"));
		if (!deal.success || !key.success) return notFound(c);
		const call = c.get("call");
		// What is read here is as much as any reader may read, and is nobody else's: not a visitor's who has the deal in scope.
		if (rightFor("reader", call.principal) === null) return notFound(c);
		const outbox = await withDeal(c, call, deal.data, async (stub, dealCall) => outcomeOf(await stub.outbox(dealCall)));
		const isOfDeal = outbox.type === "done" && outbox.value.some((row) => row.key === key.data && row.copy !== null);
		if (!isOfDeal) return notFound(c);
		const copy = await bodyStore(c.env, c.get("db")).get(sentMailKey(c.get("db").tenant, key.data));
		if (!copy) return notFound(c);
		return new Response(copy, {
			headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
		});
	});
}
