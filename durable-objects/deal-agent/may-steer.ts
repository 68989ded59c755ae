import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import { hasRole, isHuman, type Principal } from "#knowledge/core/vocabulary/principal.ts";

/** Whoever may steer a deal by hand: its rep, or the human of its region. */
export function maySteer({ rep, region }: Pick<Blackboard, "rep" | "region">, principal: Principal): boolean {
	if (!isHuman(principal)) return false;
	return (
		(hasRole(principal, "rep") && rep === principal.id) ||
		(hasRole(principal, "regional-human") && principal.region === region)
	);
}
