import type { Answer } from "#durable-objects/platform/answer.ts";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import type { ConnectionId, ContactId, DealId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { OidcSettings } from "#workers/store/sign-in-provider.ts";
import type { WebhookVerdict } from "./webhook-signature.ts";

/** What a door asks about a signal: everything that takes a secret to tell. */
export type Identify = {
	readonly addresses: readonly string[];
	readonly sender: string | null;
	readonly messageId: string | null;
	readonly threads: readonly string[];
	/** Keys of the subject, each of which belongs to each counterpart. */
	readonly subjects?: readonly string[];
	/** Addresses of the other side. */
	readonly counterparts?: readonly string[];
	readonly conversations?: readonly string[];
	/** Message-IDs of ours that stand elsewhere than in the headers for threading. */
	readonly quoted?: readonly string[];
	/** Addresses of people whom it is about. */
	readonly about?: readonly string[];
	/** Addresses of others whom it names. */
	readonly others?: readonly string[];
};
export type Identified = {
	readonly deal: DealId | null;
	readonly contact: ContactId | null;
	readonly ownThread: string | null;
	readonly threads: readonly string[];
	readonly domain: string | null;
	readonly subjects: readonly string[];
	readonly conversations: readonly string[];
	readonly quoted: readonly string[];
	readonly about: readonly ContactId[];
	/** In the order in which they were asked. */
	readonly others: readonly ContactId[];
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

/** As those see it who keep the lists: ids of companies take the tenant's secret. */
export type ListGateway = {
	project(view: DealView): Promise<Answer<null>>;
	reconcile(deal: DealId): Promise<Answer<boolean>>;
};

/** A mail that lets somebody in. `key` is the public name of its link: one link, one mail. */
export type AccessMail = {
	readonly key: string;
	readonly to: { readonly address: string; readonly name: string };
	readonly subject: string;
	readonly text: string;
	readonly at: number;
};

/**
 * A sign-in at the account's own house: `verifier` and `nonce` are ours alone, `query` is what the browser brought back. Its
 * house is the one that it began at, and is answered by no other.
 */
export type SignInAsked = {
	readonly issuer: string;
	readonly clientId: string;
	readonly redirectUri: string;
	readonly state: string;
	readonly nonce: string;
	readonly verifier: string;
};
export type SignInAnswered = SignInAsked & { readonly query: string };

export type SignInProvider = OidcSettings & {
	/** `undefined`: as it was, which takes the same issuer and client. */
	readonly clientSecret?: string | undefined;
};

/** As those see it who let people in. */
export type AccessGateway = {
	sendAccess(mail: AccessMail): Promise<Answer<null>>;
	beginSignIn(asked: SignInAsked): Promise<Answer<string | null>>;
	completeSignIn(answered: SignInAnswered): Promise<Answer<string | null>>;
	setSignInProvider(provider: SignInProvider): Promise<Answer<null>>;
};

type Exports = { TenantGateway(options: { props: { tenant: TenantId } }): DoorGateway & ListGateway & AccessGateway };

/** The gateway of one tenant. The props are ours to set: nobody outside can speak for a tenant. */
export function gatewayOf(
	ctx: Pick<ExecutionContext, "exports">,
	tenant: TenantId,
): DoorGateway & ListGateway & AccessGateway {
	const { TenantGateway } = ctx.exports as unknown as Exports;
	return TenantGateway({ props: { tenant } });
}
