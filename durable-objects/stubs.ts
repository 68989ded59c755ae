import { type DealId, dealAgentName, signalInboxName, tenantLedgerName } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { DealAgent } from "./deal-agent/deal-agent.ts";
import type { SignalInbox } from "./signal-inbox/signal-inbox.ts";
import type { TenantLedger } from "./tenant-ledger/tenant-ledger.ts";

/** The methods of an object as seen through RPC. */
type Remote<T, K extends keyof T> = {
	readonly [M in K]: T[M] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

type Deals = Pick<Cloudflare.Env, "DEAL_AGENT">;
type Inboxes = Pick<Cloudflare.Env, "SIGNAL_INBOX">;
type Ledgers = Pick<Cloudflare.Env, "TENANT_LEDGER">;

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
	| "events"
	| "runs"
	| "run"
	| "source"
	| "outbox"
> & { fetch(request: Request): Promise<Response> };
export type InboxStub = Remote<SignalInbox, "accept" | "list" | "get" | "assign" | "sweep" | "learn">;
export type LedgerStub = Remote<TenantLedger, "admit" | "stop" | "release">;

/*
 * The only place that looks an object up. The name comes from the principal that was verified, never from a request:
 * the first guard of invariant 12. The casts name what RPC makes of the classes; TypeScript cannot follow them by itself.
 */

export const dealStub = (env: Deals, principal: Principal, deal: DealId): DealStub =>
	env.DEAL_AGENT.getByName(dealAgentName(principal.tenant, deal)) as unknown as DealStub;

export const inboxStub = (env: Inboxes, principal: Principal): InboxStub =>
	env.SIGNAL_INBOX.getByName(signalInboxName(principal.tenant)) as unknown as InboxStub;

export const ledgerStub = (env: Ledgers, principal: Principal): LedgerStub =>
	env.TENANT_LEDGER.getByName(tenantLedgerName(principal.tenant)) as unknown as LedgerStub;
