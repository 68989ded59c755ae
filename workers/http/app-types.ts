import type { Env } from "#durable-objects/env.ts";
import type { AccountState } from "#knowledge/core/vocabulary/account.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";
import type { Terms } from "#workers/store/terms.ts";

/**
 * What a request carries through the app. `asker`, `account` and `terms` are there as soon as it is known who asks, though it be
 * at another account's path; `call` and `db` once they were let in; `problem` is the code of the problem that it is answered with;
 * `requestKey` where it named itself: the same for a repeat of the same request by the same principal, and for nothing else.
 */
export type App = {
	Bindings: Env;
	Variables: {
		requestId: string;
		asker: Call;
		account: AccountState;
		terms: Terms;
		call: Call;
		db: TenantDb;
		problem?: string;
		requestKey?: string;
	};
};
