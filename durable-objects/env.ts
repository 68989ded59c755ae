import type { DealAgent } from "./deal-agent/deal-agent.ts";
import type { PlatformLedger } from "./platform-ledger/platform-ledger.ts";
import type { SignalInbox } from "./signal-inbox/signal-inbox.ts";
import type { TenantLedger } from "./tenant-ledger/tenant-ledger.ts";

declare global {
	namespace Cloudflare {
		/** What this Worker is bound to. Objects use their narrower views; credentials are read by the gateway alone. */
		interface Env {
			readonly DEAL_AGENT: DurableObjectNamespace<DealAgent>;
			readonly SIGNAL_INBOX: DurableObjectNamespace<SignalInbox>;
			readonly TENANT_LEDGER: DurableObjectNamespace<TenantLedger>;
			readonly PLATFORM_LEDGER: DurableObjectNamespace<PlatformLedger>;
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
			/** The model: see `platform/model/config.ts`. The key, the fallback list and the gateway's token are secrets. */
			readonly LLM_PROVIDER?: string;
			readonly LLM_BASE_URL?: string;
			readonly LLM_MODEL?: string;
			readonly LLM_MODEL_SMALL?: string;
			readonly LLM_MODEL_FRONTIER?: string;
			readonly LLM_API_KEY?: string;
			readonly LLM_FALLBACK?: string;
			readonly LLM_GATEWAY_URL?: string;
			readonly LLM_GATEWAY_TOKEN?: string;
			/** Workers AI, where a deployment binds it: the part of `Ai` that is used. Nothing needs it. */
			readonly AI?: {
				run(model: string, inputs: Record<string, unknown>, options?: Record<string, unknown>): Promise<unknown>;
			};
		}
	}
}

export type Env = Cloudflare.Env;
