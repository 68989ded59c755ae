import { DurableObject } from "cloudflare:workers";
import type { Env } from "#durable-objects/env.ts";
import { type Answer, answer } from "#durable-objects/platform/answer.ts";
import { hasSchema, migrate } from "#durable-objects/platform/migrate.ts";
import { isOurs } from "#durable-objects/platform/pin.ts";
import { admitSend, type SendingLimits, type SendingRecord } from "#knowledge/core/deal/sending.ts";
import type { Fault } from "#knowledge/core/vocabulary/fault.ts";
import { type ContactId, type EffectKey, tenantLedgerName } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { type Call, hasRole, isHuman } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS, HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import { commitRelease, commitSend, commitStop } from "./commit.ts";
import { LEDGER_SCHEMA } from "./schema.ts";

export type AdmitCall = {
	readonly key: EffectKey;
	readonly contacts: readonly ContactId[];
	readonly limits: SendingLimits;
};
export type Admitted =
	| { readonly admitted: true }
	| { readonly admitted: false; readonly fault: Fault; readonly stopped: boolean };
export type Stop = { readonly reason: string; readonly since: number };

/** What one tenant has used up. Here: what left for its customers, and whether a burst has stopped it. */
export class TenantLedger extends DurableObject<Env> {
	private isReady = hasSchema(this.ctx.storage);

	constructor(state: DurableObjectState, env: Env) {
		super(state, env);
		if (this.isReady) migrate(state.storage, LEDGER_SCHEMA);
	}

	/** Counts an effect once, whatever is retried: a key that was admitted stays admitted. */
	admit(call: Call, send: AdmitCall): Promise<Answer<Admitted>> {
		return this.guarded<Admitted>(call, "ledger.admit", () => {
			if (!this.isReady) {
				migrate(this.ctx.storage, LEDGER_SCHEMA);
				this.isReady = true;
			}
			const now = Date.now();
			if (this.count("SELECT COUNT(*) AS n FROM sends WHERE key = ?", send.key) > 0) return done({ admitted: true });
			const admission = admitSend(this.recordFor(send, now), send.limits, now);
			if (admission.type === "admitted") {
				commitSend(this.ctx.storage, { key: send.key, contacts: send.contacts, at: now });
				return done({ admitted: true });
			}
			if (admission.type === "held") return done({ admitted: false, fault: admission.fault, stopped: false });
			commitStop(this.ctx.storage, "burst of customer-visible mail", now);
			const fault = {
				code: "anomaly-stop",
				retry: { when: "after-human" },
				summary: "a burst above this tenant's normal",
			} as const;
			return done({ admitted: false, fault, stopped: true });
		});
	}

	/** Whether outbound mail stands still, and since when. */
	stop(call: Call): Promise<Answer<Stop | null>> {
		return this.guarded(call, "ledger.stop", () => done(this.isReady ? this.activeStop() : null));
	}

	/** A person looked and lets mail go on; what came before no longer counts towards a burst. */
	release(call: Call): Promise<Answer<null>> {
		return this.guarded(call, "ledger.release", () => {
			const { principal } = call;
			if (!isHuman(principal) || !hasRole(principal, "regional-human", "tenant-admin"))
				return refused("not-allowed", "this takes a regional human or a tenant admin");
			if (this.isReady) commitRelease(this.ctx.storage, principal.id, Date.now());
			return done(null);
		});
	}

	private guarded<T>(call: Call, where: string, body: () => Outcome<T>): Promise<Answer<T>> {
		const isForUs = isOurs(
			this.ctx,
			this.env.TENANT_LEDGER as DurableObjectNamespace<never>,
			call.principal,
			tenantLedgerName,
		);
		return answer(where, () => (isForUs ? body() : refused("not-found", "there is no such ledger")));
	}

	private activeStop(): Stop | null {
		return (
			this.ctx.storage.sql.exec<Stop>("SELECT reason, since FROM stop WHERE released_at IS NULL").toArray()[0] ?? null
		);
	}

	private recordFor(send: AdmitCall, now: number): SendingRecord {
		const { sql } = this.ctx.storage;
		const released = sql.exec<{ at: number | null }>("SELECT MAX(released_at) AS at FROM stop").one().at ?? 0;
		const hourAgo = now - HOUR_MS;
		// The one who had most decides: a mail to several goes to all of them or waits.
		const recipient = send.contacts
			.map((contact) =>
				sql
					.exec<{ n: number; oldest: number | null }>(
						"SELECT COUNT(*) AS n, MIN(at) AS oldest FROM recipients WHERE contact = ? AND at > ?",
						contact,
						now - DAY_MS,
					)
					.one(),
			)
			.reduce((most, each) => (each.n > most.n ? each : most), { n: 0, oldest: null });
		return {
			lastHour: this.count("SELECT COUNT(*) AS n FROM sends WHERE at > ?", Math.max(hourAgo, released)),
			busiestHour: this.count(
				"SELECT COALESCE(MAX(n), 0) AS n FROM (SELECT COUNT(*) AS n FROM sends WHERE at <= ? GROUP BY at / 3600000)",
				hourAgo,
			),
			lastDay: this.count("SELECT COUNT(*) AS n FROM sends WHERE at > ?", now - DAY_MS),
			toContact: recipient.n,
			oldestToContactAt: recipient.oldest,
			isStopped: this.activeStop() !== null,
		};
	}

	private count(query: string, ...values: SqlStorageValue[]): number {
		return this.ctx.storage.sql.exec<{ n: number }>(query, ...values).one().n;
	}
}
