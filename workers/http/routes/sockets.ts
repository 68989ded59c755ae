import type { Context, Hono } from "hono";
import { ENDED_CODE } from "#durable-objects/platform/sockets.ts";
import { dealStub } from "#durable-objects/stubs.ts";
import { SOCKET_PROTOCOL } from "#knowledge/core/contract/frames.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { DealId, TenantId, type TokenId } from "#knowledge/core/vocabulary/ids.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import { closeSocketsOf } from "#workers/accounts/hang-up.ts";
import type { App } from "#workers/http/app-types.ts";
import { isOurOrigin, notOurPage, unauthenticated } from "#workers/http/middleware/authenticate.ts";
import { notFound, problem } from "#workers/http/problem.ts";
import { route } from "#workers/http/route.ts";
import { hashToken, isToken, newSecret } from "#workers/http/tokens.ts";
import { standingOf } from "#workers/store/access.ts";
import { dealExists } from "#workers/store/deals.ts";
import { forkExists } from "#workers/store/forks.ts";
import { ownDb, type TenantDb } from "#workers/store/tenant-db.ts";
import { addTicket, mayWatch, noteSocket, redeemTicket } from "#workers/store/tickets.ts";

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
		if (!isOurOrigin(c)) return notOurPage(c);
		const tenant = TenantId.safeParse(c.req.param("account"));
		const room = DealId.safeParse(c.req.param("room"));
		const ticket = ticketOf(c);
		if (ticket === null) return unauthenticated(c, problem(c, 401, "ticket", "A ticket is needed"));
		if (!tenant.success || !room.success) return notFound(c);
		const db = ownDb(c.env, tenant.data);
		const principal = await watcherOf(db, { hash: hashToken(ticket), room: room.data }, Date.now());
		const opened = principal && (await open(c, db, principal, room.data));
		return opened ?? unauthenticated(c, problem(c, 401, "ticket", "The ticket is not good, or not good any more"));
	});
}

function ticketOf(c: Context<App>): string | null {
	const offered = (c.req.header("sec-websocket-protocol") ?? "").split(",").map((each) => each.trim());
	const ticket = offered.find((each) => each.startsWith("ticket."))?.slice("ticket.".length);
	return ticket && isToken(ticket) && offered.includes(SOCKET_PROTOCOL) ? ticket : null;
}

/** Whoever asked for the ticket, as they stand now and not as they stood then. */
async function watcherOf(
	db: TenantDb,
	ticket: { readonly hash: string; readonly room: DealId },
	now: number,
): Promise<Watcher | null> {
	const asked = await redeemTicket(db, ticket, now);
	const standing = asked?.token ? await standingOf(db, asked.token, now) : null;
	return standing?.token && mayWatch(standing) ? { ...standing, token: standing.token } : null;
}

type Watcher = Principal & { readonly token: TokenId };

/**
 * Noted before it is opened and asked again after it: whoever revokes the session or key in between either finds the note,
 * or is found by the question. `null`: it was revoked meanwhile.
 */
async function open(c: Context<App>, db: TenantDb, principal: Watcher, room: DealId): Promise<Response | null> {
	const { token } = principal;
	await noteSocket(db, { token, room }, Date.now());
	const headers = new Headers({
		upgrade: "websocket",
		"x-deal-call": JSON.stringify({ principal, settingsVersion: 0, deal: room }),
	});
	const stub = dealStub(c.env, principal, room);
	const opened = await stub.fetch(new Request("https://deal.internal/socket", { headers }));
	if (opened.status !== 101 || (await standingOf(db, token, Date.now()))) return opened;
	await closeSocketsOf(c.env, db, { tokens: [token] });
	// Our end of it: nobody else will ever hold it.
	opened.webSocket?.accept();
	opened.webSocket?.close(ENDED_CODE, "session ended");
	return null;
}
