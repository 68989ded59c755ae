import { env } from "cloudflare:workers";
import { jurisdictionOf, type TenantId } from "#knowledge/core/vocabulary/ids.ts";

/** As much of a namespace as it takes. */
type Namespace<N> = { jurisdiction(name: "eu" | "us" | "fedramp"): N };

/**
 * The namespace in which a tenant's objects are found: within the jurisdiction that the tenant's name carries. The same
 * name is another object in another jurisdiction, so whoever looks one up and whoever checks its own name ask here. One
 * machine has no jurisdictions: a deployment says that it has (`JURISDICTIONS`), and never takes it back.
 */
export function placed<N extends Namespace<N>>(
	namespace: N,
	tenant: TenantId,
	jurisdictions: string | undefined = env.JURISDICTIONS,
): N {
	const jurisdiction = jurisdictionOf(tenant);
	return jurisdiction === null || jurisdictions !== "on" ? namespace : namespace.jurisdiction(jurisdiction);
}
