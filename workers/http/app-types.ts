import type { Env } from "#durable-objects/env.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

/** What a request carries through the app. `call` and `db` are there once it was authenticated. */
export type App = {
	Bindings: Env;
	Variables: { requestId: string; call: Call; db: TenantDb };
};
