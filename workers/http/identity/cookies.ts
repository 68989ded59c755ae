import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { isDevelopment } from "#durable-objects/platform/development.ts";
import { LOOPBACK } from "#knowledge/core/vocabulary/loopback.ts";
import type { App } from "#workers/http/app-types.ts";

/** A development build, asked over plain HTTP on the machine that it runs on. */
export function isLocal(c: Context<App>): boolean {
	const { protocol, hostname } = new URL(c.req.url);
	return isDevelopment() && protocol === "http:" && LOOPBACK.has(hostname);
}

/**
 * `session` is who signed in; `flow` ties a sign-in at another house to the browser that began it. Both have the `__Host-`
 * prefix, so that no neighbour's page can plant one; without it they exist on one machine only, where there is no HTTPS.
 * `wanted` is the page of ours that somebody asked for before they signed in.
 */
const NAMES = { session: "aa_session", flow: "aa_flow", wanted: "aa_wanted" } as const;
type Cookie = keyof typeof NAMES;

export const readCookie = (c: Context<App>, cookie: Cookie): string | undefined =>
	isLocal(c) ? getCookie(c, NAMES[cookie]) : getCookie(c, NAMES[cookie], "host");

export function giveCookie(
	c: Context<App>,
	cookie: Cookie,
	{ value, expiresAt }: { value: string; expiresAt: number },
) {
	setCookie(c, NAMES[cookie], value, {
		httpOnly: true,
		// Lax, not Strict: who comes from their mail or from another house's sign-in is already ours.
		sameSite: "Lax",
		path: "/",
		expires: new Date(expiresAt),
		...(isLocal(c) ? {} : { secure: true, prefix: "host" as const }),
	});
}

export function dropCookie(c: Context<App>, cookie: Cookie): void {
	deleteCookie(c, NAMES[cookie], {
		httpOnly: true,
		sameSite: "Lax",
		path: "/",
		...(isLocal(c) ? {} : { secure: true, prefix: "host" as const }),
	});
}
