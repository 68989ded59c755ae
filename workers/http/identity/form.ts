import type { Context } from "hono";
import type { App } from "#workers/http/app-types.ts";
import { mediaTypeOf } from "#workers/http/route.ts";
import { readBody } from "#workers/ingress/read-body.ts";

/** An address and a few words. */
const FORM_BYTES_MAX = 4_096;

/** The fields of one of our own forms; none of another shape, and none of a body that is larger than ours ever are. */
export async function readForm(c: Context<App>): Promise<URLSearchParams> {
	const isForm = mediaTypeOf(c) === "application/x-www-form-urlencoded";
	const raw = await readBody(c.req.raw, FORM_BYTES_MAX);
	return new URLSearchParams(isForm && raw ? new TextDecoder().decode(raw) : "");
}
