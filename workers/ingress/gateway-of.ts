import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { TenantGateway } from "#workers/gateway.ts";

type Methods = Pick<TenantGateway, "identify" | "verifyWebhook" | "project" | "registerDeal" | "settings">;
type Exports = { TenantGateway(options: { props: { tenant: TenantId } }): Methods };

/** The gateway of one tenant. The props are ours to set: nobody outside can speak for a tenant. */
export function gatewayOf(ctx: Pick<ExecutionContext, "exports">, tenant: TenantId): Methods {
	const { TenantGateway } = ctx.exports as unknown as Exports;
	return TenantGateway({ props: { tenant } });
}
