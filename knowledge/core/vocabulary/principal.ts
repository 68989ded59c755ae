import * as z from "zod";
import { DealId, TenantId, TokenId, UserId } from "./ids.ts";
import { Region } from "./region.ts";

/**
 * What a person or a script may be within one tenant. A platform admin belongs to the platform's own tenant: they provision
 * accounts and read none of their deals.
 */
export const Role = z.enum(["platform-admin", "tenant-admin", "regional-human", "rep", "read-only"]);
export type Role = z.infer<typeof Role>;

/** What a key was given of what its person may do. A signed-in person has all of them. */
export const Scope = z.enum(["read", "write", "decide", "admin"]);
export type Scope = z.infer<typeof Scope>;
export const EVERY_SCOPE: readonly Scope[] = Scope.options;

export const PrincipalKind = z.enum(["user", "service", "visitor", "agent"]);
export type PrincipalKind = z.infer<typeof PrincipalKind>;

/** Who asks. Made where a request is authenticated, checked again by every object that is called. */
export const Principal = z.strictObject({
	tenant: TenantId,
	kind: PrincipalKind,
	id: UserId,
	roles: z.array(Role).readonly(),
	region: Region.nullable(),
	/** `null`: every deal of the tenant. */
	dealScope: z.array(DealId).readonly().nullable(),
	scopes: z.array(Scope).readonly(),
	/** The session or key that this was made from, by its public name; `null`: none, as for our own objects. */
	token: TokenId.nullable(),
	/** Milliseconds since 1970, UTC. */
	exp: z.int(),
});
export type Principal = z.infer<typeof Principal>;

/** A principal with the version of the tenant's settings that it was made under: newer settings are fetched, older ones are not used. */
export const Call = z.strictObject({ principal: Principal, settingsVersion: z.int().min(0) });
export type Call = z.infer<typeof Call>;

export const hasRole = (principal: Principal, ...roles: readonly Role[]): boolean =>
	principal.roles.some((role) => roles.includes(role));

/** Agents and visitors never decide anything, whatever roles a bug might give them; a script only where its key says so. */
export const isHuman = (principal: Principal): boolean =>
	principal.kind === "user" || (principal.kind === "service" && principal.scopes.includes("decide"));
