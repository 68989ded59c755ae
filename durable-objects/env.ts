import type { DealAgent } from "./deal-agent/deal-agent.ts";
import type { SignalInbox } from "./signal-inbox/signal-inbox.ts";
import type { TenantLedger } from "./tenant-ledger/tenant-ledger.ts";

declare global {
	namespace Cloudflare {
		/** What this Worker is bound to. Objects use their narrower views; credentials are read by the gateway alone. */
		interface Env {
			readonly DEAL_AGENT: DurableObjectNamespace<DealAgent>;
			readonly SIGNAL_INBOX: DurableObjectNamespace<SignalInbox>;
			readonly TENANT_LEDGER: DurableObjectNamespace<TenantLedger>;
			readonly DB: D1Database;
			readonly BODIES: R2Bucket;
			readonly SIGNALS: Queue<unknown>;
			readonly EVENTS: Queue<unknown>;
			readonly MAIL: SendEmail;
			readonly ASSETS: Fetcher;
			/** The platform's own limit by address, for whoever has no principal yet. */
			readonly ADDRESS_LIMIT: RateLimit;
			/** «2:BASE64,1:BASE64», the newest first: 32 bytes each. They wrap the tenants' data keys. A secret. */
			readonly MASTER_KEYS?: string;
			/** Where people reach this Worker, without a trailing slash. Links in mails are made of it; a build for one machine can do without. */
			readonly PUBLIC_URL?: string;
			/** «drop» makes every doorbell silent, for tests of the sweeps. */
			readonly DOORBELLS?: string;
			/** «on» where the platform has jurisdictions. Set before the first account, and never taken back: it is part of where objects are. */
			readonly JURISDICTIONS?: string;
			/** What mailboxes of new accounts are called, where whoever makes one names none. */
			readonly MAIL_DOMAIN?: string;
			readonly LLM_BASE_URL?: string;
			readonly LLM_MODEL?: string;
			readonly LLM_API_KEY?: string;
		}
	}
}

export type Env = Cloudflare.Env;
