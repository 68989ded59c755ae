import { DurableObject } from "cloudflare:workers";
import type { Env } from "#durable-objects/env.ts";
import { armRetry, commitPurge } from "#durable-objects/platform/alarms.ts";
import { type Answer, answer, expectDone, ok } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { hasSchema, migrate } from "#durable-objects/platform/migrate.ts";
import { isOurs } from "#durable-objects/platform/pin.ts";
import { remainsIn, tearDown } from "#durable-objects/platform/purge.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { platformLedgerStub } from "#durable-objects/stubs.ts";
import { headOf, seal } from "#knowledge/core/audit/chain.ts";
import type { AuditFact, AuditHead, AuditPage } from "#knowledge/core/audit/entry.ts";
import { type Ask, type Given, grant, type Lease } from "#knowledge/core/budget/allowance.ts";
import type { CallAsk, Grant, MonthState, ReserveAnswer, Spent, VersionedTerms } from "#knowledge/core/budget/month.ts";
import { admitSend, type SendingLimits, type SendingRecord } from "#knowledge/core/deal/sending.ts";
import type { Fault } from "#knowledge/core/vocabulary/fault.ts";
import { type ContactId, type EffectKey, type TenantId, tenantLedgerName } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { type Call, hasRole, isHuman } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS, HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import { commitAudit, commitLeases, commitRelease, commitSend, commitStop } from "./commit.ts";
import { type LedgerMonth, ledgerMonth, unusedMonth } from "./month.ts";
import { monthStore } from "./month-store.ts";
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

/** Entries of a page: some hundreds of bytes each, far below what one answer between objects may hold. */
const AUDIT_PAGE_MAX = 1_000;

/**
 * What one tenant has used up, and what was done in it: what left for its customers, and whether a burst has stopped it;
 * the requests of its people and keys; its month of model tokens; the audit chain.
 */
export class TenantLedger extends DurableObject<Env> {
	private isReady = hasSchema(this.ctx.storage);
	/** What was still on its way when the account was torn down must not make a ledger anew. */
	private isGone = false;
	private months: LedgerMonth | null = null;

	constructor(state: DurableObjectState, env: Env) {
		super(state, env);
		if (this.isReady) migrate(state.storage, LEDGER_SCHEMA);
	}

	/** Counts an effect once, whatever is retried: a key that was admitted stays admitted. */
	admit(call: Call, send: AdmitCall): Promise<Answer<Admitted>> {
		return this.guarded<Admitted>(call, "ledger.admit", () => {
			this.makeReady();
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

	/** Appends to the chain. A request is recorded once for each thing that it did, whatever is retried. */
	audit(call: Call, fact: AuditFact): Promise<Answer<AuditHead>> {
		return this.guarded<AuditHead>(call, "ledger.audit", () => {
			this.makeReady();
			const request = `${fact.requestId}:${fact.action}`;
			const [repeated] = this.rows<AuditHead>("SELECT seq, hash FROM audit WHERE request = ?", request);
			if (repeated) return done(repeated);
			const entry = seal(sha256, fact, { tenant: call.principal.tenant, head: this.auditHead() });
			commitAudit(this.ctx.storage, request, entry);
			return done(headOf(entry));
		});
	}

	/** A stretch of the chain, for its copy and for export. */
	auditPage(call: Call, after: number, limit: number): Promise<Answer<AuditPage>> {
		return this.guarded<AuditPage>(call, "ledger.audit-page", () => {
			if (call.principal.kind !== "agent" && !hasRole(call.principal, "tenant-admin", "platform-admin"))
				return refused("not-allowed", "this takes a tenant admin");
			if (!this.isReady) return done({ entries: [], head: null });
			const entries = this.rows<{ seq: number; json: string }>(
				"SELECT seq, json FROM audit WHERE seq > ? ORDER BY seq LIMIT ?",
				after,
				Math.min(limit, AUDIT_PAGE_MAX),
			);
			return done({ entries, head: this.auditHead() });
		});
	}

	/** Gives requests to spend, counted as they are given: see `allowance.ts`. */
	lease(call: Call, asks: readonly Ask[]): Promise<Answer<readonly Lease[]>> {
		return this.guarded<readonly Lease[]>(call, "ledger.lease", () => {
			this.makeReady();
			const now = Date.now();
			const grants = asks.map((ask) => {
				const [before] = this.rows<Given>("SELECT since, given FROM leases WHERE subject = ?", ask.subject);
				return { subject: ask.subject, ...grant(ask, before ?? null, now) };
			});
			const given = grants.filter(({ lease }) => lease.granted > 0);
			if (given.length > 0)
				commitLeases(
					this.ctx.storage,
					given.map(({ subject, after }) => ({ subject, ...after })),
					now,
				);
			return done(grants.map(({ lease }) => lease));
		});
	}

	/** [S0-117] Reserves tokens for calls of the crew: see `knowledge/core/budget/month.ts`. The terms come with whoever asks. */
	reserve(call: Call, terms: VersionedTerms, asks: readonly CallAsk[]): Promise<Answer<readonly ReserveAnswer[]>> {
		return this.guarded<readonly ReserveAnswer[]>(call, "ledger.reserve", () => {
			if (call.principal.kind !== "agent") return refused("not-allowed", "this is for the crew");
			this.makeReady();
			return done(this.month(call.principal.tenant).reserve(terms, asks));
		});
	}

	/** What a call came to, once; nothing gives all of it back. Answers whether it was booked now. */
	settle(call: Call, id: string, spent: Spent): Promise<Answer<boolean>> {
		return this.guarded<boolean>(call, "ledger.settle", () => {
			if (call.principal.kind !== "agent") return refused("not-allowed", "this is for the crew");
			return done(this.isReady && this.month(call.principal.tenant).settle(id, spent));
		});
	}

	/** The month as it stands. */
	budget(call: Call, terms: VersionedTerms): Promise<Answer<MonthState>> {
		return this.guarded<MonthState>(call, "ledger.budget", () => {
			return done(this.isReady ? this.month(call.principal.tenant).state(terms) : unusedMonth(terms, Date.now()));
		});
	}

	/** [S3-20] [K7] The only thing that opens emergency tokens: a person, for a reason. */
	grantTokens(
		call: Call,
		terms: VersionedTerms,
		given: { request: string; tokens: number; reason: string },
	): Promise<Answer<Grant>> {
		return this.guarded<Grant>(call, "ledger.grant-tokens", () => {
			const { principal } = call;
			if (!isHuman(principal) || !hasRole(principal, "regional-human", "tenant-admin"))
				return refused("not-allowed", "this takes a regional human or a tenant admin");
			this.makeReady();
			return this.month(principal.tenant).grant(terms, { ...given, by: principal.id });
		});
	}

	/** A lease has ended: what is not used goes back to all. Never throws, so that it is tried until it is done. */
	async alarm(): Promise<void> {
		const tenant = this.isReady ? monthStore(this.ctx.storage.sql).tenant() : null;
		if (!tenant || this.isGone) return;
		const answered = await answer("ledger.alarm", async () => {
			await this.month(tenant).giveBack();
			return ok();
		});
		if (answered.type === "fault" && !this.isGone) armRetry(this.ctx.storage, Date.now());
	}

	/** Everything of this object goes. Done again, it is done. */
	purge(call: Call): Promise<Answer<null>> {
		return this.tearDown(call, "ledger.purge", async () => {
			this.isGone = true;
			this.isReady = false;
			// What is on its way first: it would put the account's name back.
			await this.months?.settled();
			const own = systemCall(call.principal.tenant, "ledger", { now: Date.now(), settingsVersion: 0 });
			expectDone(await platformLedgerStub(this.env, own.principal).leave(own));
			await commitPurge(this.ctx.storage);
			return done(null);
		});
	}

	/** How much of it is left. */
	remains(call: Call): Promise<Answer<number>> {
		return this.tearDown(call, "ledger.remains", async () => done(await remainsIn(this.ctx.storage)));
	}

	private tearDown<T>(call: Call, where: string, body: () => Promise<Outcome<T>>): Promise<Answer<T>> {
		const isForUs = (): boolean => this.isForUs(call);
		return tearDown(where, { principal: call.principal, object: "ledger", isForUs }, body);
	}

	private month(tenant: TenantId): LedgerMonth {
		const own = (): Call => systemCall(tenant, "ledger", { now: Date.now(), settingsVersion: 0 });
		this.months ??= ledgerMonth({
			tenant,
			storage: this.ctx.storage,
			now: () => Date.now(),
			borrow: (ask) => platformLedgerStub(this.env, own().principal).lend(own(), ask),
			waitUntil: (work) => this.ctx.waitUntil(work),
		});
		return this.months;
	}

	private makeReady(): void {
		if (this.isReady) return;
		migrate(this.ctx.storage, LEDGER_SCHEMA);
		this.isReady = true;
	}

	private auditHead(): AuditHead | null {
		return this.rows<AuditHead>("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")[0] ?? null;
	}

	private rows<T extends Record<string, SqlStorageValue>>(query: string, ...values: SqlStorageValue[]): T[] {
		return this.ctx.storage.sql.exec<T>(query, ...values).toArray();
	}

	private isForUs(call: Call): boolean {
		return isOurs(this.ctx, this.env.TENANT_LEDGER as DurableObjectNamespace<never>, call.principal, tenantLedgerName);
	}

	private guarded<T>(call: Call, where: string, body: () => Outcome<T>): Promise<Answer<T>> {
		return answer(where, () =>
			this.isForUs(call) && !this.isGone ? body() : refused("not-found", "there is no such ledger"),
		);
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
