import type { Hono } from "hono";
import { isDevelopment } from "#durable-objects/platform/development.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { misfitOrigin } from "#knowledge/core/contract/operations/keys.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { shortOf } from "#knowledge/core/vocabulary/hash.ts";
import { EmbedKeyId } from "#knowledge/core/vocabulary/ids.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { App } from "#workers/http/app-types.ts";
import { route } from "#workers/http/route.ts";
import { addEmbedKey, EMBED_KEYS_MAX, listEmbedKeys, revokeEmbedKey } from "#workers/store/embed-keys.ts";

/** Keys of sites whose pages may send visitors. Of each we hold the public half alone: the site signs, we verify. */
export function embedKeyRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listEmbedKeys, async (_input, c) =>
		done({ items: await listEmbedKeys(c.get("db")), next: null }),
	);

	route(app, OPERATIONS.createEmbedKey, async ({ body }, c) => {
		for (const [n, origin] of body.origins.entries()) {
			const misfit = misfitOrigin(origin, isDevelopment());
			if (misfit !== null) return refused("invalid", `/body/origins/${n}: ${misfit}`);
		}
		const id = EmbedKeyId.parse(`e-${shortOf(sha256(crypto.randomUUID()))}`);
		const now = Date.now();
		if (!(await addEmbedKey(c.get("db"), { id, ...body }, now)))
			return refused("conflict", `an account has at most ${EMBED_KEYS_MAX} of them; revoke one first`);
		return done({ id, ...body, createdAt: new Date(now).toISOString(), revokedAt: null });
	});

	route(app, OPERATIONS.revokeEmbedKey, async ({ params }, c) => {
		const revokedAt = await revokeEmbedKey(c.get("db"), params.embedKey, Date.now());
		if (revokedAt === null) return refused("not-found", "there is no such key");
		return done({ id: params.embedKey, revokedAt: new Date(revokedAt).toISOString() });
	});
}
