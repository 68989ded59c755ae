import * as z from "zod";
import { DealId, TenantId, UserId } from "./ids.ts";
import { Region } from "./region.ts";

/** What a person or a script may be within one tenant. */
export const Role = z.enum(["tenant-admin", "regional-human", "rep", "read-only"]);
export type Role = z.infer<typeof Role>;

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
	/** Milliseconds since 1970, UTC. */
	exp: z.int(),
});
export type Principal = z.infer<typeof Principal>;

/** A principal with the version of the tenant's settings that it was made under: newer settings are fetched, older ones are not used. */
export const Call = z.strictObject({ principal: Principal, settingsVersion: z.int().min(0) });
export type Call = z.infer<typeof Call>;

export const hasRole = (principal: Principal, ...roles: readonly Role[]): boolean =>
	principal.roles.some((role) => roles.includes(role));

/** Agents and visitors never decide anything, whatever roles a bug might give them. */
export const isHuman = (principal: Principal): boolean => principal.kind === "user" || principal.kind === "service";
