import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";

/*
 * Invariant 12: two guards, each of which must hold alone. `door`: names of objects, rows and bodies are made from the
 * verified principal, and the account in the path must be that principal's. `store`: objects check their own name, and
 * the wrapper of D1 refuses rows of any other tenant than its holder's.
 *
 * `npm run probe -- isolation` builds without the one, and without the other, to see the remaining one hold. GUARD_OFF is a
 * define of the build and "" in every other one. It is asked inside expressions alone: the bundler folds those, and what
 * only they call is left out of the bundle (`scripts/guards.test.ts` reads it), which it does not do for a branch.
 */
declare const GUARD_OFF: string;

/** The tenant whose objects, rows and bodies are reached for a principal: their own, whatever was asked. */
export const placeOf = (principal: Principal): TenantId =>
	(typeof GUARD_OFF === "string" && (GUARD_OFF === "door" || GUARD_OFF === "both") && placeThatWasNamed(principal)) ||
	principal.tenant;

/** Whether the door lets a principal through to the account that the path names. */
export const mayEnter = (principal: Principal, account: TenantId | null): boolean =>
	(typeof GUARD_OFF === "string" &&
		(GUARD_OFF === "door" || GUARD_OFF === "both") &&
		enterWhatWasNamed(principal, account)) ||
	account === principal.tenant;

/** Whether a store asks whose call it is. Always, but in builds that are made to show that the door holds alone. */
export const storeAsks = (): boolean =>
	!(typeof GUARD_OFF === "string" && (GUARD_OFF === "store" || GUARD_OFF === "both"));

/** What a path named, by the principal who asked. */
const placesNamed = new WeakMap<Principal, TenantId>();
const placeThatWasNamed = (principal: Principal): TenantId | undefined => placesNamed.get(principal);
function enterWhatWasNamed(principal: Principal, account: TenantId | null): boolean {
	if (account !== null) placesNamed.set(principal, account);
	return account !== null;
}
