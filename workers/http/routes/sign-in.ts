import type { Context, Hono } from "hono";
import { setCookie } from "hono/cookie";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import type { App } from "#workers/http/app-types.ts";
import { isOurOrigin, SESSION_COOKIE } from "#workers/http/middleware/authenticate.ts";
import { page } from "#workers/http/page.ts";
import { notFound, problem } from "#workers/http/problem.ts";
import { hashToken, isToken, newSecret } from "#workers/http/tokens.ts";
import { newToken, principalOf, redeemSignIn } from "#workers/store/access.ts";
import { directory, tenantDb } from "#workers/store/tenant-db.ts";

const SESSION_TTL_MS = 7 * DAY_MS;
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * The sign-in link that a local start prints. It works on one machine only: the setting and the loopback host must both
 * be there. Looking at the link changes nothing; the button signs in, once.
 */
export function signInRoutes(app: Hono<App>): void {
	app.get("/sign-in/:token", async (c) => {
		if (!isLocal(c)) return notFound(c);
		const found = await principalBehind(c, c.req.param("token"));
		if (!found)
			return page(
				"This link has been used or has expired",
				"Run npm start again, or look at what it printed last: every start prints a fresh link.",
				null,
			);
		const { id } = found.principal;
		return page(`Sign in as ${id}`, `Account ${found.principal.tenant}. The link works once.`, {
			action: `/sign-in/${c.req.param("token")}`,
			label: "Sign in",
		});
	});

	app.post("/sign-in/:token", async (c) => {
		if (!isLocal(c)) return notFound(c);
		if (!isOurOrigin(c))
			return problem(c, 403, "origin", "Declined", { detail: "this request does not come from our own page" });
		const found = await principalBehind(c, c.req.param("token"));
		if (!found || !(await redeemSignIn(found.db, hashToken(c.req.param("token")), Date.now())))
			return c.redirect(`/sign-in/${encodeURIComponent(c.req.param("token"))}`, 303);
		const { token, hash } = newSecret("aa_session");
		const now = Date.now();
		const expiresAt = now + SESSION_TTL_MS;
		await found.db.batch([newToken({ hash, kind: "session", principal: found.principal, expiresAt, now })]);
		const isSecure = new URL(c.req.url).protocol === "https:";
		setCookie(c, SESSION_COOKIE, token, {
			httpOnly: true,
			sameSite: "Lax",
			path: "/",
			expires: new Date(expiresAt),
			...(isSecure ? { secure: true, prefix: "host" as const } : {}),
		});
		return c.redirect(`/app/${found.principal.tenant}`, 303);
	});
}

const isLocal = (c: Context<App>): boolean =>
	c.env.LOCAL_SIGN_IN === "true" && LOOPBACK.has(new URL(c.req.url).hostname);

async function principalBehind(c: Context<App>, token: string) {
	if (!isToken(token)) return null;
	const hash = hashToken(token);
	const tenant = TenantId.safeParse(await directory(c.env).tenantOfToken(hash));
	if (!tenant.success) return null;
	const db = tenantDb(c.env, tenant.data);
	const found = await principalOf(db, hash, ["sign-in"], Date.now());
	return found ? { db, ...found } : null;
}
