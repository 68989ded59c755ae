import type * as oauth from "oauth4webapi";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { discover } from "./oidc.ts";

const HOUSE_KNOWN_MS = 5 * MINUTE_MS;
const HOUSES_KEPT = 1_000;
const known = new Map<string, { readonly server: oauth.AuthorizationServer; readonly until: number }>();

/**
 * Where a house lets people in, as it said some minutes ago: a stranger who begins over and over has us ask it once. For
 * beginning alone; what comes back is held against what the house says then. Kept for each account apart.
 */
export const knownHouses =
	(tenant: TenantId): typeof discover =>
	async (provider, ports) => {
		const key = `${tenant} ${provider.issuer}`;
		const now = Date.now();
		const found = known.get(key);
		if (found && found.until > now) return found.server;
		const server = await discover(provider, ports);
		if (known.size >= HOUSES_KEPT) known.clear();
		known.set(key, { server, until: now + HOUSE_KNOWN_MS });
		return server;
	};
