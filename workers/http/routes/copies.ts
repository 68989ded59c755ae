import type { Hono } from "hono";
import { DealId, EffectKey, sentMailKey } from "#knowledge/core/vocabulary/ids.ts";
import type { App } from "#workers/http/app-types.ts";
import { notFound } from "#workers/http/problem.ts";
import { dealExists } from "#workers/store/deals.ts";

/** Our own copy of a mail that left, byte for byte. Shown as text: it is somebody's mail, not a page of ours. */
export function copyRoutes(app: Hono<App>): void {
	app.get("/v1/accounts/:account/deals/:deal/outbox/:key/copy", async (c) => {
		const deal = DealId.safeParse(c.req.param("deal"));
		const key = EffectKey.safeParse(c.req.param("key"));
		if (!deal.success || !key.success || !(await dealExists(c.get("db"), deal.data))) return notFound(c);
		const copy = await c.env.BODIES.get(sentMailKey(c.get("call").principal.tenant, key.data));
		if (!copy) return notFound(c);
		return new Response(copy.body, {
			headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
		});
	});
}
