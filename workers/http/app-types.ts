import type { Env } from "#durable-objects/env.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

/**
 * What a request carries through the app. `call` and `db` are there once it was authenticated; `asker` as soon as it is
 * known who asks, though it be at another account's path; `problem` is the code of the problem that it is answered with;
 * `requestKey` where it named itself: the same for a repeat of the same request by the same principal, and for nothing else.
 */
export type App = {
	Bindings: Env;
	Variables: {
		requestId: string;
		asker?: Call;
		call: Call;
		db: TenantDb;
		quotas?: string;
		problem?: string;
		requestKey?: string;
	};
};
