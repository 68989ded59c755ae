import { type Answer, expectDone } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import type { Loan, LoanAsk } from "#durable-objects/platform-ledger/calls.ts";
import { endOfMonth, monthOf } from "#knowledge/core/budget/calendar.ts";
import { LEASE_MS, leaseTarget, mustAsk } from "#knowledge/core/budget/lease.ts";
import {
	type CallAsk,
	type CallRecord,
	type Grant,
	grantable,
	type MonthHeld,
	type MonthState,
	monthHeld,
	type ReserveAnswer,
	reserve,
	type Spent,
	settle,
	type VersionedTerms,
	withRecord,
} from "#knowledge/core/budget/month.ts";
import { allocation } from "#knowledge/core/budget/pools.ts";
import { servingOrder } from "#knowledge/core/budget/queue.ts";
import type { TenantId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { commitGrant, commitLease, commitReservations, commitSettlement } from "./commit.ts";
import { type MonthStore, monthStore } from "./month-store.ts";

const NOTHING = { used: 0, reserved: 0 };

/** Of a ledger that was never given anything: looking makes none. */
export const unusedMonth = (terms: VersionedTerms, now: number): MonthState => ({
	now,
	terms,
	held: monthHeld(
		allocation(terms.terms),
		{ base: NOTHING, burst: NOTHING, emergency: NOTHING },
		{ burst: 0, granted: 0 },
	),
	grants: [],
	queued: [],
	days: [],
});

/** Enough for a month's days and its projection. */
const DAYS_SHOWN = 64;

export type MonthDeps = {
	readonly tenant: TenantId;
	readonly storage: DurableObjectStorage;
	readonly now: () => number;
	/** Asks the platform's ledger for burst tokens. */
	readonly borrow: (ask: LoanAsk) => Promise<Answer<Loan>>;
	readonly waitUntil: (work: Promise<unknown>) => void;
};

/**
 * The account's month of model tokens. A reservation is one local transaction: burst tokens are borrowed ahead, behind an
 * answer and never inside one.
 */
export function ledgerMonth({ tenant, storage, now, borrow, waitUntil }: MonthDeps) {
	const store: MonthStore = monthStore(storage.sql);
	/** One conversation with the platform's ledger at a time. */
	let borrowing: Promise<void> | null = null;

	/** Settings can be read late: the terms of newer ones are not taken back by a deal that still holds older ones. */
	const newer = (given: VersionedTerms): VersionedTerms => {
		const stored = store.terms();
		return stored && stored.version > given.version ? stored : given;
	};

	/**
	 * Tells the platform's ledger what is used and wanted. What goes back is given up here before it is told, and what is added
	 * is used here after it was lent, so that a crash on either side lends nothing twice.
	 */
	const settleLease = async (terms: VersionedTerms): Promise<void> => {
		const at = now();
		const month = monthOf(at);
		const allocated = allocation(terms.terms);
		const held = store.held(allocated, at);
		const before = store.lease();
		const target = leaseTarget(held, allocated.burstAvailable, { isIdle: store.isIdle(at - LEASE_MS) });
		const asked = (before?.asked ?? 0) + 1;
		const had = before?.month === month ? before.tokens : 0;
		const kept = {
			month,
			tokens: Math.min(had, target),
			until: before?.until ?? at,
			asked,
			askedAt: at,
			answered: before?.answered ?? 0,
		};
		commitLease(storage, tenant, kept);
		const { factor } = allocated.factor;
		const burst = allocated.burstAvailable;
		const loan = expectDone(await borrow({ month, asked, burst, factor, used: held.burst.used, target }));
		// Somebody else's answer came between, or the month is over: what this one lent is told anew by the next ask.
		if (store.lease()?.asked !== asked || monthOf(now()) !== month) return;
		commitLease(storage, tenant, { ...kept, tokens: loan.tokens, until: loan.until, answered: asked });
	};

	const startBorrowing = (terms: VersionedTerms): Promise<void> => {
		borrowing ??= settleLease(terms).finally(() => {
			borrowing = null;
		});
		return borrowing;
	};

	/** Whatever becomes of it: without burst tokens there is still the base, and then the rules. */
	const borrowAhead = (terms: VersionedTerms, held: MonthHeld): void => {
		const ownBurst = allocation(terms.terms).burstAvailable;
		if (borrowing || !mustAsk(store.lease(), held, { month: monthOf(now()), now: now(), ownBurst })) return;
		waitUntil(
			startBorrowing(terms).catch((error: unknown) =>
				log.warn("burst tokens not borrowed", { error: error instanceof Error ? error.name : typeof error }),
			),
		);
	};

	return {
		/** [S3-22] Those who ask at once are served by priority and estimate; each is answered in the place in which it asked. */
		reserve(given: VersionedTerms, asks: readonly CallAsk[]): readonly ReserveAnswer[] {
			const at = now();
			const terms = newer(given);
			let held = store.held(allocation(terms.terms), at);
			const answers: ReserveAnswer[] = [];
			const records: CallRecord[] = [];
			const queued: CallAsk[] = [];
			for (const position of servingOrder(asks)) {
				const ask = asks[position];
				if (!ask) continue;
				const before = records.find(({ call }) => call === ask.call) ?? store.call(ask.call);
				const { answer, record } = reserve(held, before, ask, at);
				answers[position] = answer;
				if (answer.type === "queued") queued.push(ask);
				if (!record) continue;
				records.push(record);
				held = withRecord(held, record);
			}
			const isNew = terms === given && store.terms()?.version !== given.version;
			commitReservations(storage, { terms: isNew ? terms : null, records, queued }, at);
			borrowAhead(terms, held);
			return answers;
		},

		/** Whether it was booked: a call that nobody knows of, or that was settled, is not. */
		settle(call: string, spent: Spent): boolean {
			const before = store.call(call);
			const record = settle(before, spent);
			if (!before || !record) return false;
			commitSettlement(storage, before, spent, now());
			return true;
		},

		state(given: VersionedTerms): MonthState {
			const at = now();
			const month = monthOf(at);
			const terms = newer(given);
			return {
				now: at,
				terms,
				held: store.held(allocation(terms.terms), at),
				grants: store.grants(month),
				queued: store.queued(month),
				days: store.days(DAYS_SHOWN),
			};
		},

		/** [S3-16] [K7] Opens a part of the emergency pool, until the month ends. */
		grant(
			given: VersionedTerms,
			{ request, tokens, reason, by }: { request: string; tokens: number; reason: string; by: UserId },
		): Outcome<Grant> {
			const repeated = store.grantOf(request);
			if (repeated) return done(repeated);
			const at = now();
			const month = monthOf(at);
			const grants = store.grants(month);
			const left = grantable(allocation(newer(given).terms).emergency, grants);
			if (tokens > left) return refused("ceiling", `of this month's emergency tokens ${left} are left to be granted`);
			const grant = { id: `${month}-${grants.length + 1}`, month, tokens, reason, by, at };
			commitGrant(storage, request, grant);
			return done(grant);
		},

		/** At the end of a lease: what is not used goes back. A chunk stays while the base is short and anybody asks. */
		async giveBack(): Promise<void> {
			await borrowing?.catch(() => undefined);
			const terms = store.terms();
			const lease = store.lease();
			if (!terms || !lease) return;
			const at = now();
			const allocated = allocation(terms.terms);
			const held = store.held(allocated, at);
			const target = leaseTarget(held, allocated.burstAvailable, { isIdle: store.isIdle(at - LEASE_MS) });
			const isTold = lease.answered === lease.asked;
			// What is used up is the account's for the month; a chunk that is held ahead is looked at again.
			const until = lease.tokens > held.burst.used ? Math.min(at + LEASE_MS, endOfMonth(at)) : endOfMonth(at);
			if (isTold && lease.month === monthOf(at) && lease.tokens <= target)
				commitLease(storage, tenant, { ...lease, until, askedAt: at });
			else await startBorrowing(terms);
		},

		/** Nothing is on its way to the platform's ledger any more. */
		settled: (): Promise<void> => borrowing?.catch(() => undefined) ?? Promise.resolve(),
	};
}
export type LedgerMonth = ReturnType<typeof ledgerMonth>;
