import { createMiddleware } from "hono/factory";
import { hexOf } from "#durable-objects/platform/hash.ts";
import type { App } from "#workers/http/app-types.ts";

/**
 * Every JSON that is read has a strong ETag, the hash of its bytes, and whoever has it already is told so without it. What
 * has an ETag may be kept by the one who asked, and is asked for again before each use; a shared cache keeps nothing.
 */
export const etag = createMiddleware<App>(async (c, next) => {
	await next();
	if (c.req.method !== "GET" && c.req.method !== "HEAD") return;
	const { res } = c;
	const isJson = res.headers.get("content-type")?.startsWith("application/json") ?? false;
	// What is made once and kept brings a tag of its own.
	if (res.status !== 200 || !(isJson || res.headers.has("etag"))) return;
	if (res.headers.get("cache-control")?.includes("no-store")) return;
	const body = await res.arrayBuffer();
	const tag = res.headers.get("etag") ?? (await tagOf(body));
	const headers = new Headers(res.headers);
	headers.set("etag", tag);
	if (!headers.has("cache-control")) {
		headers.set("cache-control", "private, no-cache");
		headers.set("vary", "authorization, cookie");
	}
	const isKnown = matches(c.req.header("if-none-match"), tag);
	if (isKnown) for (const name of ["content-type", "content-length"]) headers.delete(name);
	// A second response would inherit the headers of the first.
	c.res = undefined;
	c.res = isKnown ? new Response(null, { status: 304, headers }) : new Response(body, { status: 200, headers });
});

export async function tagOf(body: BufferSource): Promise<string> {
	const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
	return `"${hexOf(hash)}"`;
}

/** The weak comparison, as RFC 9110 has it for If-None-Match. */
const matches = (offered: string | undefined, tag: string): boolean =>
	offered !== undefined &&
	(offered.trim() === "*" || offered.split(",").some((each) => each.trim().replace(/^W\//, "") === tag));
