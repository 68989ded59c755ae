import type { Hono } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { attachmentKey, DealId, SignalId } from "#knowledge/core/vocabulary/ids.ts";
import type { App } from "#workers/http/app-types.ts";
import { withDeal } from "#workers/http/deal-of.ts";
import { notFound } from "#workers/http/problem.ts";
import { rightFor } from "#workers/http/route.ts";
import { dispositionOf } from "#workers/ingress/file-name.ts";
import { bodyStore } from "#workers/store/bodies.ts";

/**
 * What came attached to a signal of a deal, byte for byte. Offered as a file and as nothing that a browser would open: it
 * is somebody's file, not a page of ours. Once the signal's texts are erased nothing is found here.
 */
export function attachmentRoutes(app: Hono<App>): void {
	app.get("/v1/accounts/:account/deals/:deal/signals/:signal/attachments/:n", async (c) => {
		const deal = DealId.safeParse(c.req.param("deal"));
		const signal = SignalId.safeParse(c.req.param("signal"));
		const n = /^[1-9]\d{0,3}$/.test(c.req.param("n")) ? Number(c.req.param("n")) : null;
		if (!deal.success || !signal.success || n === null) return notFound(c);
		const call = c.get("call");
		// What is read here is as much as any reader may read, and is nobody else's: not a visitor's who has the deal in scope.
		if (rightFor("reader", call.principal) === null) return notFound(c);
		const source = await withDeal(c, call, deal.data, async (stub, dealCall) =>
			outcomeOf(await stub.source(dealCall, signal.data)),
		);
		const file = source.type === "done" ? source.value.attachments.find((each) => each.n === n) : undefined;
		if (!file) return notFound(c);
		const body = await bodyStore(c.env, c.get("db")).get(attachmentKey(c.get("db").tenant, signal.data, n));
		if (!body) return notFound(c);
		return new Response(body, {
			headers: {
				"content-type": "application/octet-stream",
				"content-length": String(body.byteLength),
				"content-disposition": dispositionOf(file.name),
				"x-content-type-options": "nosniff",
				"cache-control": "private, no-store",
			},
		});
	});
}
