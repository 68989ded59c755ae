import type { Access } from "#knowledge/core/contract/operation.ts";

/** Every kind of principal, and those that are none, or none any more. */
export const ASKERS = [
	"none",
	"visitor",
	"reader",
	"read-key",
	"rep",
	"human",
	"admin",
	"admin-key",
	"deal-key",
	"expired",
	"revoked",
	"suspended",
	"platform",
] as const;
export type Asker = (typeof ASKERS)[number];

type Standing = { readonly roles: readonly string[]; readonly scopes: readonly string[] };
const EVERY = ["read", "write", "decide", "admin"];
const NOBODY: Standing = { roles: [], scopes: [] };

/** Who they are; a visitor has no role, and the last key of all is a person's who was suspended. */
export const STANDING: Readonly<Record<Asker, Standing>> = {
	none: NOBODY,
	visitor: NOBODY,
	reader: { roles: ["read-only"], scopes: EVERY },
	"read-key": { roles: ["tenant-admin"], scopes: ["read"] },
	rep: { roles: ["rep"], scopes: EVERY },
	human: { roles: ["regional-human"], scopes: EVERY },
	admin: { roles: ["tenant-admin"], scopes: EVERY },
	"admin-key": { roles: ["tenant-admin"], scopes: ["read", "write", "admin"] },
	"deal-key": { roles: ["rep"], scopes: ["read", "write"] },
	expired: NOBODY,
	revoked: NOBODY,
	suspended: NOBODY,
	platform: { roles: ["platform-admin"], scopes: EVERY },
};

/** Written down once more, apart from the rules of `workers/http`: a rule that loosens by mistake is found here. */
const MAY: Readonly<Record<Exclude<Access, "public">, { readonly roles: readonly string[]; readonly scope: string }>> =
	{
		anyone: { roles: [], scope: "" },
		reader: { roles: ["tenant-admin", "regional-human", "rep", "read-only"], scope: "read" },
		manager: { roles: ["tenant-admin", "regional-human"], scope: "read" },
		writer: { roles: ["tenant-admin", "regional-human", "rep"], scope: "write" },
		human: { roles: ["tenant-admin", "regional-human", "rep"], scope: "decide" },
		admin: { roles: ["tenant-admin"], scope: "admin" },
		grantor: { roles: ["tenant-admin"], scope: "every" },
		platform: { roles: ["platform-admin"], scope: "admin" },
	};

const NO_PRINCIPAL: ReadonlySet<Asker> = new Set(["none", "expired", "revoked", "suspended"]);

/** Whether somebody of an account may call an operation of that account at all. */
export function mayAsk(asker: Asker, access: Access | "ticket"): boolean {
	if (access === "public") return true;
	if (NO_PRINCIPAL.has(asker) || access === "ticket") return false;
	if (access === "anyone") return true;
	const { roles, scope } = MAY[access];
	const needed = scope === "every" ? EVERY : [scope];
	const standing = STANDING[asker];
	return standing.roles.some((role) => roles.includes(role)) && needed.every((each) => standing.scopes.includes(each));
}
