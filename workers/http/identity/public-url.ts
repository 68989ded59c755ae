import type { Context } from "hono";
import { isDevelopment } from "#durable-objects/platform/development.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import type { App } from "#workers/http/app-types.ts";

/**
 * Where people reach us. Never made from the request where it is deployed: the Host header is whoever's who asks, and a link
 * in a mail of ours must not lead to theirs.
 */
export function publicUrl(c: Context<App>): string {
	if (c.env.PUBLIC_URL) return c.env.PUBLIC_URL;
	if (isDevelopment()) return new URL(c.req.url).origin;
	throw new FaultError({
		code: "public-url-missing",
		retry: { when: "after-human" },
		summary: "PUBLIC_URL is not set, and links are made of nothing else",
	});
}
