import { PLACES } from "#knowledge/core/vocabulary/account.ts";
import {
	type DealId,
	dealAgentName,
	jurisdictionOf,
	platformLedgerName,
	signalInboxName,
	type TenantId,
	tenantLedgerName,
} from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";
import type { DealAgent } from "./deal-agent/deal-agent.ts";
import { placeOf } from "./platform/guards.ts";
import { placed } from "./platform/placement.ts";
import type { PlatformLedger } from "./platform-ledger/platform-ledger.ts";
import type { SignalInbox } from "./signal-inbox/signal-inbox.ts";
import type { TenantLedger } from "./tenant-ledger/tenant-ledger.ts";

/** The methods of an object as seen through RPC. */
type Remote<T, K extends keyof T> = {
	readonly [M in K]: T[M] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

type Deals = Pick<Cloudflare.Env, "DEAL_AGENT">;
type Inboxes = Pick<Cloudflare.Env, "SIGNAL_INBOX">;
type Ledgers = Pick<Cloudflare.Env, "TENANT_LEDGER">;
type PlatformLedgers = Pick<Cloudflare.Env, "PLATFORM_LEDGER">;

export type DealStub = Remote<
	DealAgent,
	| "receive"
	| "open"
	| "decide"
	| "move"
	| "setAutomation"
	| "clearFlag"
	| "inject"
	| "requestRun"
	| "retryStep"
	| "nudge"
	| "projected"
	| "read"
	| "readAt"
	| "logPage"
	| "adopt"
	| "rehearse"
	| "changeCrm"
	| "undoCrm"
	| "sayOfFact"
	| "sayOfRun"
	| "why"
	| "map"
	| "plan"
	| "ledger"
	| "battlecards"
	| "priceGuidance"
	| "events"
	| "runs"
	| "run"
	| "source"
	| "outbox"
	| "hangUp"
	| "eraseContact"
	| "purge"
	| "remains"
> & { fetch(request: Request): Promise<Response> };
export type InboxStub = Remote<
	SignalInbox,
	"accept" | "list" | "get" | "assign" | "sweep" | "learn" | "erase" | "purge" | "remains"
>;
export type LedgerStub = Remote<
	TenantLedger,
	| "admit"
	| "stop"
	| "release"
	| "audit"
	| "auditPage"
	| "lease"
	| "reserve"
	| "settle"
	| "budget"
	| "grantTokens"
	| "purge"
	| "remains"
>;
export type PlatformLedgerStub = Remote<PlatformLedger, "lend" | "leave" | "pool">;

/*
 * The only place that looks an object up. The name comes from the principal that was verified, never from a request:
 * the first guard of invariant 12. The casts name what RPC makes of the classes; TypeScript cannot follow them by itself.
 */

/** `near`: where it should be made, if it is not there yet. The region of whoever asks, where nobody says better. */
export const dealStub = (env: Deals, principal: Principal, deal: DealId, near = principal.region): DealStub =>
	found(env.DEAL_AGENT, principal, near, (tenant) => dealAgentName(tenant, deal)) as unknown as DealStub;

export const inboxStub = (env: Inboxes, principal: Principal, near = principal.region): InboxStub =>
	found(env.SIGNAL_INBOX, principal, near, signalInboxName) as unknown as InboxStub;

export const ledgerStub = (env: Ledgers, principal: Principal, near = principal.region): LedgerStub =>
	found(env.TENANT_LEDGER, principal, near, tenantLedgerName) as unknown as LedgerStub;

/** One of each jurisdiction. It is nobody's, so it is near nobody. */
export const platformLedgerStub = (env: PlatformLedgers, principal: Principal): PlatformLedgerStub =>
	found(env.PLATFORM_LEDGER, principal, null, platformLedgerName) as unknown as PlatformLedgerStub;

/** Within a jurisdiction the platform places by itself: a wish from outside of it would be none. */
function found<T extends Rpc.DurableObjectBranded>(
	namespace: DurableObjectNamespace<T>,
	principal: Principal,
	near: Region | null,
	nameFor: (tenant: TenantId) => string,
): unknown {
	const tenant = placeOf(principal);
	const hint = near === null || jurisdictionOf(tenant) !== null ? {} : { locationHint: PLACES[near] };
	return placed(namespace, tenant).getByName(nameFor(tenant), hint);
}
