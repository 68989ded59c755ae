import type { Hono } from "hono";
import type { DataKeyView } from "#knowledge/core/contract/operations/data-keys.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { App } from "#workers/http/app-types.ts";
import { route } from "#workers/http/route.ts";
import { type KeyVersion, listKeyVersions, rotateDataKey } from "#workers/store/data-keys.ts";

export function dataKeyRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.rotateDataKey, async (_input, c) => {
		const db = c.get("db");
		const announced = await rotateDataKey(c.env, db.tenant, db);
		return announced
			? done(viewOf(announced))
			: refused("conflict", "a new key is announced already: it comes into use within a minute");
	});

	route(app, OPERATIONS.listDataKeys, async (_input, c) => {
		const versions = await listKeyVersions(c.get("db"));
		return done({ items: versions.map(viewOf), next: null });
	});
}

const viewOf = ({ version, activeFrom, masterVersion }: KeyVersion): DataKeyView => ({
	version,
	// The first key of an account that was not provisioned by request is older than any clock that it was made under.
	activeFrom: activeFrom === 0 ? null : new Date(activeFrom).toISOString(),
	masterVersion,
});
