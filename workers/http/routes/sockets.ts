import type { Hono } from "hono";
import { dealStub } from "#durable-objects/stubs.ts";
import { SOCKET_PROTOCOL } from "#knowledge/core/contract/frames.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { DealId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import type { App } from "#workers/http/app-types.ts";
import { isOurOrigin } from "#workers/http/middleware/authenticate.ts";
import { notFound, problem } from "#workers/http/problem.ts";
import { route } from "#workers/http/route.ts";
import { hashToken, isToken, newSecret } from "#workers/http/tokens.ts";
import { addTicket, redeemTicket } from "#workers/store/access.ts";
import { dealExists } from "#workers/store/deals.ts";
import { forkExists } from "#workers/store/forks.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";

const TICKET_TTL_MS = 30 * SECOND_MS;

export function socketRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.openSocket, async ({ call, params, body }, c) => {
		if (!(await dealExists(c.get("db"), body.room)) && !(await forkExists(c.get("db"), body.room)))
			return refused("not-found", "there is no such deal");
		const { token, hash } = newSecret("aa_ticket");
		const expiresAt = Date.now() + TICKET_TTL_MS;
		await addTicket(c.get("db"), { hash, room: body.room, principal: call.principal, expiresAt });
		return done({
			ticket: token,
			url: `/v1/accounts/${params.account}/sockets/deal/${body.room}`,
			protocol: SOCKET_PROTOCOL,
			expiresAt: new Date(expiresAt).toISOString(),
		});
	});
}

/**
 * The upgrade itself. The ticket, offered as a subprotocol, is the credential and is used up here, before any object is
 * touched; the Origin is checked because browsers let every page open a socket to anywhere.
 */
export function socketUpgrade(app: Hono<App>): void {
	app.get("/v1/accounts/:account/sockets/deal/:room", async (c) => {
		if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return problem(c, 426, "upgrade", "This is a socket");
		if (!isOurOrigin(c))
			return problem(c, 403, "origin", "Declined", { detail: "this request does not come from our own page" });
		const tenant = TenantId.safeParse(c.req.param("account"));
		const room = DealId.safeParse(c.req.param("room"));
		const offered = (c.req.header("sec-websocket-protocol") ?? "").split(",").map((each) => each.trim());
		const ticket = offered.find((each) => each.startsWith("ticket."))?.slice("ticket.".length);
		if (!ticket || !isToken(ticket) || !offered.includes(SOCKET_PROTOCOL))
			return problem(c, 401, "ticket", "A ticket is needed");
		if (!tenant.success || !room.success) return notFound(c);
		const principal = await redeemTicket(
			tenantDb(c.env, tenant.data),
			{ hash: hashToken(ticket), room: room.data },
			Date.now(),
		);
		if (!principal) return problem(c, 401, "ticket", "The ticket is not good, or not good any more");
		const headers = new Headers({
			upgrade: "websocket",
			"x-deal-call": JSON.stringify({ principal, settingsVersion: 0, deal: room.data }),
		});
		return dealStub(c.env, principal, room.data).fetch(new Request("https://deal.internal/socket", { headers }));
	});
}
