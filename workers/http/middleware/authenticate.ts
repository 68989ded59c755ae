import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { App } from "#workers/http/app-types.ts";
import { notFound, problem } from "#workers/http/problem.ts";
import { hashToken, isToken } from "#workers/http/tokens.ts";
import { principalOf, type TokenKind } from "#workers/store/access.ts";
import { directory, tenantDb } from "#workers/store/tenant-db.ts";

export const SESSION_COOKIE = "aa_session";

/** A principal on every route: from a bearer key, or from the session cookie of a page of our own origin. */
export const authenticate = createMiddleware<App>(async (c, next) => {
	const offered = tokenOf(c);
	if (offered === null) return unauthenticated(c);
	if (offered.kind === "session" && !isSafe(c) && !isOurOrigin(c))
		return problem(c, 403, "origin", "Declined", { detail: "this request does not come from our own page" });
	const hash = hashToken(offered.token);
	const tenant = TenantId.safeParse(await directory(c.env).tenantOfToken(hash));
	if (!tenant.success) return unauthenticated(c);
	const db = tenantDb(c.env, tenant.data);
	const found = await principalOf(db, hash, [offered.kind], Date.now());
	if (!found) return unauthenticated(c);
	const { principal, settingsVersion, account, touch } = found;
	// Another account's path is not «forbidden»: that would say that it exists.
	if (c.req.param("account") !== tenant.data) return notFound(c);
	if (account !== "active")
		return problem(c, 403, `account-${account}`, "Declined", { detail: `this account is ${account}` });
	if (touch) c.executionCtx.waitUntil(db.batch([touch]));
	c.set("call", { principal, settingsVersion });
	c.set("db", db);
	return next();
});

/** Whose page to show to somebody who named no account; `null` without a good session. */
export async function accountOfSession(c: Context<App>): Promise<TenantId | null> {
	const offered = tokenOf(c);
	if (offered?.kind !== "session") return null;
	const hash = hashToken(offered.token);
	const tenant = TenantId.safeParse(await directory(c.env).tenantOfToken(hash));
	if (!tenant.success) return null;
	const call = await principalOf(tenantDb(c.env, tenant.data), hash, ["session"], Date.now());
	return call ? tenant.data : null;
}

function tokenOf(c: Context<App>): { token: string; kind: TokenKind } | null {
	const [scheme, key] = (c.req.header("authorization") ?? "").split(" ");
	if (scheme?.toLowerCase() === "bearer" && key && isToken(key)) return { token: key, kind: "key" };
	const cookie = getCookie(c, SESSION_COOKIE, "host") ?? getCookie(c, SESSION_COOKIE);
	return cookie && isToken(cookie) ? { token: cookie, kind: "session" } : null;
}

const isSafe = (c: Context<App>): boolean => c.req.method === "GET" || c.req.method === "HEAD";

/** A browser names the origin of every request that could change something; whoever does not name ours is turned away, whatever the content type. */
export function isOurOrigin(c: Context<App>): boolean {
	const origin = c.req.header("origin");
	const url = new URL(c.req.url);
	return origin !== undefined && (origin === url.origin || origin === c.env.PUBLIC_URL);
}

const unauthenticated = (c: Context<App>): Response => {
	const response = problem(c, 401, "unauthenticated", "Sign in, or send a key", {
		detail: "send «Authorization: Bearer KEY», or open the sign-in link",
	});
	response.headers.set("www-authenticate", "Bearer");
	return response;
};
