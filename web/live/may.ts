import type { Tenant } from "./session.tsx";

/*
 * What the server will say, so that nobody is shown a page or a button that refuses them. The server decides.
 */
const has = (tenant: Tenant | null, ...roles: readonly string[]): boolean =>
	tenant?.you.roles.some((role) => roles.includes(role)) ?? false;

/** Who looks at the account's month and at what was learned. */
export const isManager = (tenant: Tenant | null): boolean => has(tenant, "tenant-admin", "regional-human");
export const isAdmin = (tenant: Tenant | null): boolean => has(tenant, "tenant-admin");
