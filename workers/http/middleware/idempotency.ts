import type { Context } from "hono";
import { hexOf, sha256 } from "#durable-objects/platform/hash.ts";
import type { Operation } from "#knowledge/core/contract/operation.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { problem } from "#workers/http/problem.ts";
import {
	type Claim,
	claimRequest,
	finishRequest,
	type Kept,
	type RequestName,
	releaseRequest,
} from "#workers/store/requests.ts";
import { ownDb } from "#workers/store/tenant-db.ts";

/** Visible ASCII: a UUID, a quoted string as in the draft's own examples, or whatever name a script has for its work. */
const KEY = /^[\x21-\x7e]{1,200}$/;
const WAIT_S = 1;

/**
 * A write that names itself by an Idempotency-Key happens once: a repeat is answered with what the first one was. The
 * statuses are those of draft-ietf-httpapi-idempotency-key-header-07. Begins after everything that can be wrong with the
 * request itself was looked at, so that one that is put right may keep its name.
 */
export async function once(
	c: Context<App>,
	operation: Operation,
	raw: Uint8Array,
	run: () => Promise<Response>,
): Promise<Response> {
	const key = c.req.header("idempotency-key");
	const principal = c.get("call")?.principal;
	if (operation.method === "get" || key === undefined || !principal) return run();
	if (!KEY.test(key)) {
		const errors = [{ path: "/header/idempotency-key", detail: "is 1 to 200 visible ASCII characters" }];
		return problem(c, 400, "invalid-input", "Invalid input", { errors });
	}
	// Of whoever asks, not of the account in the path: it may be another one's, or be gone when this is done.
	const db = ownDb(c.env, principal.tenant);
	const name: RequestName = { principal: nameOf(principal), key };
	const asked = await fingerprint(c, raw);
	const claim = await claimRequest(db, name, { operation: operation.id, asked }, Date.now());
	if (claim.type !== "claimed") return answerOf(c, claim);
	c.set("requestKey", sha256([name.principal, operation.id, asked, key].join("\u001f")));
	let response: Response;
	try {
		response = await run();
	} catch (error) {
		await releaseRequest(db, name, claim.at);
		throw error;
	}
	if (response.status >= 500 || response.status === 429) {
		await releaseRequest(db, name, claim.at);
		return response;
	}
	const { status } = response;
	const kept = await keptOf(operation, response);
	await finishRequest(db, name, { at: claim.at, now: Date.now(), status, kept });
	return response;
}

/** Each session and key has names of its own: one key cannot be told what another one's request was answered. */
const nameOf = ({ kind, id, token }: Principal): string => [kind, id, token ?? "-"].join(":");

/** Method, path with its query, and every byte of the body. */
async function fingerprint(c: Context<App>, raw: Uint8Array): Promise<string> {
	const { pathname, search } = new URL(c.req.url);
	const body = hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", raw as Uint8Array<ArrayBuffer>)));
	return sha256([c.req.method, pathname, search, body].join("\u001f"));
}

async function keptOf(operation: Operation, response: Response): Promise<Kept> {
	const body = await response.clone().text();
	if (!operation.showsSecret || !response.ok)
		return { type: response.headers.get("content-type") ?? "application/json", body };
	const { id } = Object(JSON.parse(body)) as { id?: unknown };
	return { made: typeof id === "string" ? id : null };
}

function answerOf(c: Context<App>, claim: Exclude<Claim, { type: "claimed" }>): Response {
	if (claim.type === "another")
		return problem(c, 422, "idempotency-key-reused", "Declined", {
			detail: "this Idempotency-Key was sent before with another body or to another operation; nothing was done",
		});
	if (claim.type === "running") {
		const response = problem(c, 409, "still-running", "The same request is being worked on", {
			detail: "send it again in a moment to be told what came of it",
		});
		response.headers.set("retry-after", String(WAIT_S));
		return response;
	}
	const { status, kept } = claim;
	if ("made" in kept)
		return problem(c, 409, "shown-once", "Done before", {
			detail: `this was done before, and what it answered was shown once and is kept nowhere${kept.made ? `; it made ${kept.made}` : ""}`,
		});
	return new Response(kept.body, {
		status,
		headers: { "content-type": kept.type, "cache-control": "no-store", "idempotent-replayed": "true" },
	});
}
