import { DurableObject } from "cloudflare:workers";
import type { Env } from "#durable-objects/env.ts";
import { type Answer, answer } from "#durable-objects/platform/answer.ts";
import { hasSchema, migrate } from "#durable-objects/platform/migrate.ts";
import { isOurs } from "#durable-objects/platform/pin.ts";
import { endOfMonth, monthOf } from "#knowledge/core/budget/calendar.ts";
import { burstPool, type Gone, type Holder, LEASE_MS, lend, lent } from "#knowledge/core/budget/lease.ts";
import { platformLedgerName, type TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { type Loan, LoanAsk, type PoolState } from "./calls.ts";
import { commitHolder, commitLeave } from "./commit.ts";
import { PLATFORM_LEDGER_SCHEMA } from "./schema.ts";

/** Who asks: an account's own ledger. Nobody can sign in with its name. */
const LEDGER = "system.ledger";
/** This month and the one before, for what is still told of it. */
const KEPT_MS = 31 * DAY_MS;

/**
 * [S3-16] Lends the burst tokens that all accounts share to their ledgers: see `knowledge/core/budget/lease.ts`. There is one
 * of each jurisdiction, so that even the names of accounts stay where the accounts are. An account asks for itself alone: its
 * name is its principal's.
 */
export class PlatformLedger extends DurableObject<Env> {
	private isReady = hasSchema(this.ctx.storage);

	constructor(state: DurableObjectState, env: Env) {
		super(state, env);
		if (this.isReady) migrate(state.storage, PLATFORM_LEDGER_SCHEMA);
	}

	/** What the account has after this ask. An ask that was heard already changes nothing. */
	lend(call: Call, asked: LoanAsk): Promise<Answer<Loan>> {
		return this.guarded<Loan>(call, "platform.lend", (tenant) => {
			const ask = LoanAsk.parse(asked);
			const now = Date.now();
			if (ask.month !== monthOf(now)) return refused("expired", "this month is over");
			this.makeReady();
			const { mine, others, gone } = this.holders(ask.month, tenant);
			const holder = lend(others, gone, mine, ask);
			const oldest = monthOf(Math.max(0, now - KEPT_MS));
			if (holder !== mine) commitHolder(this.ctx.storage, { month: ask.month, tenant }, { holder, oldest });
			return done({ tokens: holder.leased, until: Math.min(now + LEASE_MS, endOfMonth(now)) });
		});
	}

	/** The account ends: its name is forgotten, and what was lent to it and not used is there again. */
	leave(call: Call): Promise<Answer<null>> {
		return this.guarded<null>(call, "platform.leave", (tenant) => {
			if (this.isReady) commitLeave(this.ctx.storage, tenant);
			return done(null);
		});
	}

	/** Sums of the month, without names. */
	pool(call: Call): Promise<Answer<PoolState>> {
		return this.guarded<PoolState>(call, "platform.pool", (tenant) => {
			if (!this.isReady) return done({ accounts: 0, pool: 0, lent: 0 });
			const { mine, others, gone } = this.holders(monthOf(Date.now()), tenant);
			const all = mine ? [...others, mine] : others;
			return done({ accounts: all.length, pool: burstPool(all, gone), lent: lent(all, gone) });
		});
	}

	private holders(month: string, tenant: TenantId): { mine: Holder | null; others: readonly Holder[]; gone: Gone } {
		const { sql } = this.ctx.storage;
		const rows = sql
			.exec<Record<keyof Holder, number> & { tenant: string }>(
				"SELECT tenant, burst, factor, leased, used, asked FROM holders WHERE month = ?",
				month,
			)
			.toArray();
		const [gone] = sql.exec<{ burst: number; used: number }>("SELECT burst, used FROM gone WHERE month = ?", month);
		return {
			mine: rows.find((row) => row.tenant === tenant) ?? null,
			others: rows.filter((row) => row.tenant !== tenant),
			gone: gone ?? { burst: 0, used: 0 },
		};
	}

	private makeReady(): void {
		if (this.isReady) return;
		migrate(this.ctx.storage, PLATFORM_LEDGER_SCHEMA);
		this.isReady = true;
	}

	private guarded<T>(call: Call, where: string, body: (tenant: TenantId) => Outcome<T>): Promise<Answer<T>> {
		return answer(where, () => {
			const { principal } = call;
			const namespace = this.env.PLATFORM_LEDGER as DurableObjectNamespace<never>;
			const isAsked = principal.kind === "agent" && principal.id === LEDGER;
			return isAsked && isOurs(this.ctx, namespace, principal, platformLedgerName)
				? body(principal.tenant)
				: refused("not-found", "there is no such ledger");
		});
	}
}
