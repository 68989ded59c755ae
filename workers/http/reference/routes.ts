import type { Context, Hono } from "hono";
import { openapi } from "#knowledge/core/contract/openapi.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { App } from "#workers/http/app-types.ts";
import { etag, tagOf } from "#workers/http/middleware/etag.ts";
import { referencePage } from "./page.ts";

type Kept = { readonly body: Uint8Array<ArrayBuffer>; readonly tag: string };

/** Of no account and without a secret: whoever has it may keep it a while. */
const PUBLIC = "public, max-age=300";

/** The document and the page that is made from it. Both are made with the first request that an isolate is asked, and kept. */
export function referenceRoutes(app: Hono<App>): void {
	const document = once(() => JSON.stringify(openapi(Object.values(OPERATIONS))));
	const html = once(() => referencePage(openapi(Object.values(OPERATIONS))));

	app.get("/openapi.json", etag, async (c) => answer(c, await document(), "application/json"));
	app.get("/docs", etag, async (c) => answer(c, await html(), "text/html; charset=utf-8"));
}

function once(make: () => string): () => Promise<Kept> {
	let kept: Promise<Kept> | null = null;
	const first = async (): Promise<Kept> => {
		const body = new TextEncoder().encode(make()) as Kept["body"];
		return { body, tag: await tagOf(body) };
	};
	return () => {
		kept ??= first();
		return kept;
	};
}

const answer = (c: Context<App>, { body, tag }: Kept, type: string): Response =>
	c.body(body, 200, { "content-type": type, "cache-control": PUBLIC, etag: tag });
