import { SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import { misaddressed } from "#workers/ingress/public-address.ts";
import { readBody } from "#workers/ingress/read-body.ts";

/** As the runtime's own, which is passed in. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 5 * SECOND_MS;
/** Metadata, keys and a token answer are a few thousand bytes. */
const ANSWER_BYTES_MAX = 64 * 1024;

/** Asks one address that was checked; redirects are not followed, and what is long or late is cut off. */
export function safeFetch(fetch: Fetch, allowsLoopback: boolean): Fetch {
	return async (url, init) => {
		const reason = misaddressed(url, allowsLoopback);
		if (reason !== null) throw new TypeError(`the address ${reason}`);
		const response = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
		const body = await readBody(response, ANSWER_BYTES_MAX);
		if (body === null) throw new TypeError("the answer is too long");
		const { status, headers } = response;
		const type = headers.get("content-type");
		return new Response(status === 204 || status === 304 ? null : body, {
			status: status < 200 ? 502 : status,
			headers: type === null ? {} : { "content-type": type },
		});
	};
}
