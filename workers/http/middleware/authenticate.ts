import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { mayEnter, placeOf } from "#durable-objects/platform/guards.ts";
import { PLATFORM_TENANT, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { comesTooOften, tooOften } from "#workers/http/address.ts";
import type { App } from "#workers/http/app-types.ts";
import { behindToken } from "#workers/http/behind-token.ts";
import { looksLikeVisitorToken, visitorOf } from "#workers/http/embed.ts";
import { readCookie } from "#workers/http/identity/cookies.ts";
import { notFound, problem } from "#workers/http/problem.ts";
import { isToken } from "#workers/http/tokens.ts";
import type { Found } from "#workers/store/access.ts";
import { ownDb, tenantDb } from "#workers/store/tenant-db.ts";

/**
 * Who asks, on every route: from a bearer key, from the session cookie of a page of our own origin, or from the token of
 * an embedding site's visitor. What is not good, or not any more, is one answer.
 */
export const authenticate = createMiddleware<App>(async (c, next) => {
	const offered = offeredBy(c);
	if (offered?.kind === "session" && !isSafe(c) && !isOurOrigin(c)) return notOurPage(c);
	const found = offered && (await readOffer(c, offered, Date.now()));
	if (!found) return unauthenticated(c);
	const { principal, settingsVersion, account, touch, terms } = found;
	c.set("asker", { principal, settingsVersion });
	c.set("account", account);
	c.set("terms", terms);
	if (touch && account === "active") c.executionCtx.waitUntil(ownDb(c.env, principal.tenant).batch([touch]));
	return next();
});

/** Whether they come in here. Asked once their limits were: what is turned away costs them as much as what is let in. */
export const enter = createMiddleware<App>(async (c, next) => {
	const call = c.get("asker");
	const { principal } = call;
	// Another account's path is not «forbidden»: that would say that it exists.
	if (!isTheirs(c, principal)) return notFound(c);
	const account = c.get("account");
	if (account !== "active")
		return problem(c, 403, `account-${account}`, "Declined", { detail: `this account is ${account}` });
	c.set("call", call);
	c.set("db", tenantDb(c.env, placeOf(principal), principal.tenant));
	return next();
});

/**
 * Whether the path is of the asker's own account, or of none. Those who run the platform come to every account's paths, with
 * nothing but their own database: `route` lets them through to operations of the platform and to no other.
 */
function isTheirs(c: Context<App>, principal: Principal): boolean {
	const account = c.req.param("account");
	if (account === undefined || principal.tenant === PLATFORM_TENANT) return true;
	const named = TenantId.safeParse(account);
	return mayEnter(principal, named.success ? named.data : null);
}

/** Whose page to show to somebody who named no account; `null` without a good session. */
export async function accountOfSession(c: Context<App>): Promise<TenantId | null> {
	const token = sessionOf(c);
	const found = token && (await readOffer(c, { kind: "session", token }, Date.now()));
	return found ? found.principal.tenant : null;
}

type Offer = { readonly kind: "key" | "session" | "visitor"; readonly token: string };

async function readOffer(c: Context<App>, { kind, token }: Offer, now: number): Promise<Found | null> {
	if (kind === "visitor") return visitorOf(c.env, { token, origin: c.req.header("origin") }, now);
	return (await behindToken(c.env, token, [kind], now))?.found ?? null;
}

/** A key that is sent is meant: a cookie that the browser adds to it does not count. */
function offeredBy(c: Context<App>): Offer | null {
	const [scheme, token = ""] = (c.req.header("authorization") ?? "").split(" ");
	if (scheme?.toLowerCase() === "bearer" && isToken(token)) return { kind: "key", token };
	if (scheme?.toLowerCase() === "bearer" && looksLikeVisitorToken(token)) return { kind: "visitor", token };
	const cookie = sessionOf(c);
	return cookie === null ? null : { kind: "session", token: cookie };
}

function sessionOf(c: Context<App>): string | null {
	const cookie = readCookie(c, "session");
	return cookie && isToken(cookie) ? cookie : null;
}

const isSafe = (c: Context<App>): boolean => c.req.method === "GET" || c.req.method === "HEAD";

/** A browser names the origin of every request that could change something; whoever does not name ours is turned away, whatever the content type. */
export function isOurOrigin(c: Context<App>): boolean {
	const origin = c.req.header("origin");
	const url = new URL(c.req.url);
	return origin !== undefined && (origin === url.origin || origin === c.env.PUBLIC_URL);
}

export const notOurPage = (c: Context<App>): Response =>
	problem(c, 403, "origin", "Declined", { detail: "this request does not come from our own page" });

/** What proves nothing is counted where it comes from, before it is answered; what proved something is counted elsewhere. */
export async function unauthenticated(c: Context<App>, refusal?: Response): Promise<Response> {
	if (await comesTooOften(c)) return tooOften(c);
	if (refusal) return refusal;
	const response = problem(c, 401, "unauthenticated", "Sign in, or send a key", {
		detail: "send «Authorization: Bearer KEY», or open the sign-in link",
	});
	response.headers.set("www-authenticate", "Bearer");
	return response;
}
