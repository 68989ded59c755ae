import { createMiddleware } from "hono/factory";
import type { App } from "#workers/http/app-types.ts";

const CSP = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join("; ");

/** Around every answer: a name for the request, and headers that keep browsers from doing more than was asked. */
export const envelope = createMiddleware<App>(async (c, next) => {
	c.set("requestId", crypto.randomUUID());
	await next();
	if (c.res.status === 101) return;
	c.res = new Response(c.res.body, c.res);
	const { headers } = c.res;
	headers.set("x-request-id", c.get("requestId"));
	headers.set("content-security-policy", CSP);
	headers.set("x-content-type-options", "nosniff");
	// «no-referrer» would make browsers name the origin of our own forms «null».
	if (!headers.has("referrer-policy")) headers.set("referrer-policy", "same-origin");
	headers.set("cross-origin-opener-policy", "same-origin");
	headers.set("cross-origin-resource-policy", "same-origin");
	if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
});
