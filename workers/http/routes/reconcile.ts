import type { Hono } from "hono";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { hasRole } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { cursorProblem } from "#workers/http/cursor.ts";
import { doorOf } from "#workers/http/door.ts";
import { route } from "#workers/http/route.ts";
import { reconcile } from "#workers/schedule/reconcile.ts";

export function reconcileRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.reconcile, async ({ call, query }, c) => {
		if (!hasRole(call.principal, "tenant-admin", "regional-human"))
			return refused("not-allowed", "this takes a regional human or a tenant admin");
		const wrong = cursorProblem(c, query.cursor, DealId);
		if (wrong) return wrong;
		const after = query.cursor === undefined ? null : DealId.parse(query.cursor);
		return done(await reconcile(doorOf(c), c.get("db").tenant, { after, limit: query.limit }));
	});
}
