import type { Answer } from "#durable-objects/platform/answer.ts";
import type { ConnectionId, ContactId, DealId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { WebhookVerdict } from "./webhook-signature.ts";

/** What a door asks about a signal: everything that takes a secret to tell. */
export type Identify = {
	readonly addresses: readonly string[];
	readonly sender: string | null;
	readonly messageId: string | null;
	readonly threads: readonly string[];
};
export type Identified = {
	readonly deal: DealId | null;
	readonly contact: ContactId | null;
	readonly ownThread: string | null;
	readonly threads: readonly string[];
	readonly domain: string | null;
};

/** The gateway as doors see it: what takes a tenant's secrets, and nothing else. */
export type DoorGateway = {
	identify(asked: Identify): Promise<Answer<Identified>>;
	/** `null`: there is no such connection, or it is none for webhooks. */
	verifyWebhook(
		connection: ConnectionId,
		headers: readonly (readonly [string, string])[],
		body: Uint8Array,
	): Promise<Answer<WebhookVerdict | null>>;
};

type Exports = { TenantGateway(options: { props: { tenant: TenantId } }): DoorGateway };

/** The gateway of one tenant. The props are ours to set: nobody outside can speak for a tenant. */
export function gatewayOf(ctx: Pick<ExecutionContext, "exports">, tenant: TenantId): DoorGateway {
	const { TenantGateway } = ctx.exports as unknown as Exports;
	return TenantGateway({ props: { tenant } });
}
