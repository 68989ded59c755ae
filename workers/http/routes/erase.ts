import type { Hono } from "hono";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { hasRole } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { doorOf } from "#workers/http/door.ts";
import { eraseContact } from "#workers/http/erase-contact.ts";
import { route } from "#workers/http/route.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { readContact } from "#workers/store/crm.ts";
import { homesOfContact } from "#workers/store/deals.ts";

export function eraseRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.eraseContact, async ({ call, params, body }, c) => {
		const { principal } = call;
		const db = c.get("db");
		if (!hasRole(principal, "tenant-admin", "regional-human"))
			return refused("not-allowed", "this takes a tenant admin or the regional human");
		const known = await readContact(db, params.contact);
		if (!known) return refused("not-found", "there is no such contact");
		if (body.confirm !== params.contact)
			return refused("invalid", "/body/confirm: must be the id of the contact who is erased");
		const homes = await homesOfContact(db, params.contact);
		// All of it or none: who may not go into one of the deals begins with none of them.
		const isOfOthers = homes.some(({ region }) => region !== principal.region);
		if (!hasRole(principal, "tenant-admin") && isOfOthers)
			return refused("not-allowed", "some of their deals are another region's; this takes a tenant admin");
		const gateway = gatewayOf(doorOf(c).ctx, principal.tenant);
		return done(await eraseContact(known, { env: c.env, db, call, reconcile: (deal) => gateway.reconcile(deal) }));
	});
}
