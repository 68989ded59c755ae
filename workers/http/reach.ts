import type { Context } from "hono";
import { withinDeals } from "#knowledge/core/contract/deal-scope.ts";
import type { Access, Operation } from "#knowledge/core/contract/operation.ts";
import { PLATFORM_TENANT } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "./app-types.ts";
import { notFound, problem } from "./problem.ts";

/**
 * Those who run the platform come by every account's path, for operations of the platform and for nothing else: what is
 * the account's own is not there for them, whatever role a bug might give them.
 */
export const isAbroad = (access: Access, principal: Principal, account: string | undefined): boolean =>
	access !== "platform" && principal.tenant === PLATFORM_TENANT && account !== PLATFORM_TENANT;

/** A key that is for some deals is for nothing else; a deal that it is not for is none. `null`: it may. */
export function outOfReach(
	c: Context<App>,
	{ access, path }: Operation,
	input: Parameters<typeof withinDeals>[1] & { readonly call: { readonly principal: Principal } },
): Response | null {
	const { dealScope } = input.call.principal;
	// Who they are, everybody may ask. What is somebody's besides, their sessions with it, is no deal's.
	const isOfThemselves = access === "anyone" && path.split("{").length === 2;
	if (dealScope === null || access === "public" || isOfThemselves) return null;
	const verdict = withinDeals(dealScope, input);
	if (verdict === "inside") return null;
	if (verdict === "outside") return notFound(c);
	return problem(c, 403, "not-allowed", "Declined", {
		detail: "this is for some deals only: it can ask about one of them, and this names none",
	});
}
