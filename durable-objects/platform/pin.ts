import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { storeAsks } from "./guards.ts";
import { placed } from "./placement.ts";

/**
 * The second guard of invariant 12: whatever name the caller looked up, an object answers only a principal of the tenant
 * that its own name was made for. Needs no storage, so a stranger's call leaves none behind.
 */
export function isOurs(
	state: DurableObjectState,
	namespace: DurableObjectNamespace<never>,
	principal: Principal,
	nameFor: (tenant: TenantId) => string,
): boolean {
	const { tenant } = principal;
	return !storeAsks() || state.id.equals(placed(namespace, tenant).idFromName(nameFor(tenant)));
}
