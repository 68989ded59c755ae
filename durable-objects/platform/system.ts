import { type TenantId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";

/** One of our own objects calling another of the same tenant. It has no role: it decides nothing. */
export const systemCall = (tenant: TenantId, name: string, at: { now: number; settingsVersion: number }): Call => ({
	principal: {
		tenant,
		kind: "agent",
		id: UserId.parse(`system.${name}`),
		roles: [],
		region: null,
		dealScope: null,
		scopes: [],
		token: null,
		exp: at.now + MINUTE_MS,
	},
	settingsVersion: at.settingsVersion,
});

/** Which of them goes on with an erasure that a person was allowed to begin. Nobody can sign in with its name. */
export const isErasing = ({ kind, id }: Call["principal"]): boolean => kind === "agent" && id === "system.erase";
