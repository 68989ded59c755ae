import { endOfMonth, monthOf } from "#knowledge/core/budget/calendar.ts";
import {
	burstPool,
	type Gone,
	type Holder,
	LEASE_MS,
	type Lease,
	leaseTarget,
	lend,
	lent,
	mustAsk,
	usable,
} from "#knowledge/core/budget/lease.ts";
import {
	type CallRecord,
	grantable,
	isStanding,
	type MonthHeld,
	monthHeld,
	place,
	RESERVATION_MS,
	reserve,
	settle,
	withRecord,
} from "#knowledge/core/budget/month.ts";
import { type Allocation, allocation, POOLS, type Pool, WHOLE } from "#knowledge/core/budget/pools.ts";
import { servingOrder } from "#knowledge/core/budget/queue.ts";
import type { BudgetTerms } from "#knowledge/core/vocabulary/account.ts";
import { DAY_MS, type Instant, MINUTE_MS, SECOND_MS } from "#knowledge/core/vocabulary/time.ts";

/** A number from 0 to below 1. */
export type Chance = () => number;

/** What a walk came to; `broken` names the rules that did not hold, with where. */
export type Walked = {
	readonly steps: number;
	readonly reserved: number;
	readonly queued: number;
	readonly settled: number;
	readonly expired: number;
	readonly broken: readonly string[];
};

type Account = {
	readonly name: string;
	readonly terms: BudgetTerms;
	readonly allocated: Allocation;
	readonly calls: Map<string, CallRecord>;
	/** By month and pool. */
	readonly used: Map<string, number>;
	/** Of `used`, what was settled after its reservation had expired. */
	readonly late: Map<string, number>;
	readonly granted: Map<string, number>;
	/** The largest that one call came to. */
	largest: number;
	lease: Lease | null;
	asked: number;
};

/** Small months, so that a few calls reach the end of every pool. */
const MONTH_TOKENS = [0, 7, 60_000, 300_000, 300_000] as const;
const CALL_TOKENS_MAX = 10_000;
const PRIORITIES = [0, 19, 20, 40, 59, 60, 79, 80, 99, 100] as const;
const STEPS = 60;
/** How full a call comes in, of what was reserved for it: many to the brim of what may be. */
const FILLS = [0, 0.4, 1, 1.5, 2, 2] as const;

const pick = <T>(chance: Chance, from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
const upTo = (chance: Chance, max: number): number => Math.floor(chance() * (max + 1));

/**
 * One random life of up to three accounts that share a burst pool: calls that are reserved, settled for less and for more,
 * settled twice, late or never; leases whose answers are lost or come twice; grants; months that end in between.
 */
export function walk(chance: Chance): Walked {
	const accounts = Array.from({ length: 1 + upTo(chance, 2) }, (_, n) => newAccount(chance, `account-${n}`));
	/** The platform's ledger, by month. */
	const platform = new Map<string, Map<string, Holder>>();
	const counts = { steps: 0, reserved: 0, queued: 0, settled: 0, expired: 0 };
	const broken: string[] = [];
	const check = (holds: boolean, rule: string): void => {
		if (!holds) broken.push(`step ${counts.steps}: ${rule}`);
	};
	let now: Instant = Date.UTC(2026, 10, 28) + upTo(chance, 3 * DAY_MS);
	let made = 0;
	const post: Posted[] = [];
	// Some lives are all of one priority, so that its pool comes to its end.
	const usual = chance() < 0.6 ? pick(chance, [20, 40, 60, 80, 80, 100]) : null;
	for (; counts.steps < STEPS; counts.steps++) {
		const account = pick(chance, accounts);
		const month = monthOf(now);
		const dice = chance();
		if (dice < 0.5) {
			const asks = Array.from({ length: 1 + upTo(chance, 3) }, () => ({
				call: chance() < 0.1 && made > 0 ? `call-${upTo(chance, made - 1)}` : `call-${made++}`,
				tokens: 1 + upTo(chance, CALL_TOKENS_MAX - 1),
				priority: usual ?? pick(chance, PRIORITIES),
			}));
			let held = heldOf(account, now);
			for (const at of servingOrder(asks)) {
				const ask = asks[at];
				if (!ask || accounts.some((other) => other !== account && other.calls.has(ask.call))) continue;
				const before = account.calls.get(ask.call) ?? null;
				const { answer, record } = reserve(held, before, ask, now);
				counts[answer.type] += 1;
				if (!record) continue;
				check(
					record.pool !== "emergency" || (account.granted.get(month) ?? 0) > 0,
					"[S3-16] emergency tokens without a grant",
				);
				account.calls.set(ask.call, record);
				held = withRecord(held, record);
			}
			lease(account, platform, { now, chance, post });
		} else if (dice < 0.75) {
			const standing = [...account.calls.values()].filter((record) => isStanding(record, now));
			const record = pick(chance, standing.length > 0 && chance() < 0.9 ? standing : [...account.calls.values()]);
			if (record) {
				const tokens = Math.floor(record.tokens * pick(chance, FILLS));
				const isLate = !isStanding(record, now) && record.spent === null;
				if (isLate) counts.expired += 1;
				const after = settle(record, { tokens, costMicros: tokens });
				check((after === null) === (record.spent !== null), "[K7] a call is settled once");
				if (after) {
					counts.settled += 1;
					book(account, after, tokens, isLate);
					account.largest = Math.max(account.largest, tokens);
				}
				check(settle(after ?? record, { tokens: 9, costMicros: 9 }) === null, "[K7] settled twice is settled once");
			}
		} else if (dice < 0.92) {
			lease(account, platform, { now, chance, post });
		} else if (dice < 0.94) {
			const given = account.granted.get(month) ?? 0;
			const most = grantable(account.allocated.emergency, [{ tokens: given }]);
			if (most > 0) account.granted.set(month, given + 1 + upTo(chance, most - 1));
		} else {
			now += pick(chance, [SECOND_MS, MINUTE_MS / 2, MINUTE_MS / 2, RESERVATION_MS, LEASE_MS, DAY_MS]);
		}
		checkAccount(account, now, check);
		checkPlatform(accounts, platform, now, check);
	}
	// Nobody settles any more: what was reserved is there again, without anybody's doing.
	for (const account of accounts) {
		const held = heldOf(account, now + RESERVATION_MS);
		for (const pool of POOLS) check(held[pool].reserved === 0, `[K7] ${pool} leaks after expiry`);
	}
	return { ...counts, broken };
}

function newAccount(chance: Chance, name: string): Account {
	const terms = {
		monthTokens: pick(chance, MONTH_TOKENS),
		revenue: chance() < 0.5 ? 0 : upTo(chance, 4_000_000),
		complexity: chance() < 0.5 ? 0 : upTo(chance, 10_000) / 10_000,
		activity: upTo(chance, 10_000) / 10_000,
	};
	const maps = { calls: new Map(), used: new Map(), late: new Map(), granted: new Map() };
	return { name, terms, allocated: allocation(terms), ...maps, largest: 0, lease: null, asked: 0 };
}

const keyOf = (month: string, pool: Pool): string => `${month} ${pool}`;
const add = (map: Map<string, number>, key: string, tokens: number): void =>
	void map.set(key, (map.get(key) ?? 0) + tokens);

function book(account: Account, record: CallRecord, tokens: number, isLate: boolean): void {
	account.calls.set(record.call, record);
	add(account.used, keyOf(record.month, record.pool), tokens);
	if (isLate) add(account.late, keyOf(record.month, record.pool), tokens);
}

function countsOf(account: Account, now: Instant, pool: Pool): { used: number; reserved: number } {
	const month = monthOf(now);
	let reserved = 0;
	for (const record of account.calls.values())
		if (record.month === month && record.pool === pool && isStanding(record, now)) reserved += record.tokens;
	return { used: account.used.get(keyOf(month, pool)) ?? 0, reserved };
}

function heldOf(account: Account, now: Instant): MonthHeld {
	const counts = {
		base: countsOf(account, now, "base"),
		burst: countsOf(account, now, "burst"),
		emergency: countsOf(account, now, "emergency"),
	};
	const month = monthOf(now);
	const burst = usable(account.lease, counts.burst, { month, now });
	return monthHeld(account.allocated, counts, { burst, granted: account.granted.get(month) ?? 0 });
}

/** One conversation of an account's ledger with the platform's, of which any answer may be lost, and any ask come twice. */
function lease(
	account: Account,
	platform: Map<string, Map<string, Holder>>,
	{ now, chance, post }: { now: Instant; chance: Chance; post: Posted[] },
): void {
	const month = monthOf(now);
	const ownBurst = account.allocated.burstAvailable;
	const held = heldOf(account, now);
	const isOver = account.lease !== null && account.lease.until <= now;
	if (!isOver && !mustAsk(account.lease, held, { month, now, ownBurst })) return;
	const target = leaseTarget(held, ownBurst, { isIdle: chance() < 0.1 });
	const had = account.lease?.month === month ? account.lease.tokens : 0;
	account.asked += 1;
	// What goes back is no longer used from before it is told.
	const kept = Math.min(had, target);
	account.lease = {
		month,
		tokens: kept,
		until: account.lease?.until ?? now,
		asked: account.asked,
		askedAt: now,
		answered: 0,
	};
	const { factor } = account.allocated.factor;
	const ask = { asked: account.asked, burst: ownBurst, factor, used: held.burst.used, target };
	const deliver = (): number => {
		const holders = platform.get(month) ?? new Map<string, Holder>();
		platform.set(month, holders);
		const others = [...holders].filter(([name]) => name !== account.name).map(([, holder]) => holder);
		const holder = lend(others, NOBODY_GONE, holders.get(account.name) ?? null, ask);
		holders.set(account.name, holder);
		return holder.leased;
	};
	// Delivered late, twice, or never heard of again: each ask stands for itself.
	if (chance() < 0.15) {
		post.push(deliver);
		return;
	}
	const tokens = deliver();
	if (chance() < 0.1) deliver();
	if (chance() < 0.3) post.splice(upTo(chance, post.length), 1)[0]?.();
	if (chance() < 0.1) return;
	account.lease = { ...account.lease, tokens, until: Math.min(now + LEASE_MS, endOfMonth(now)) };
}

/** An ask that is still on its way. */
type Posted = () => number;

const NOBODY_GONE: Gone = { burst: 0, used: 0 };

type Check = (holds: boolean, rule: string) => void;

function checkAccount(account: Account, now: Instant, check: Check): void {
	const { terms, allocated } = account;
	check(allocated.factor.factor <= (WHOLE * 8) / 10, "[S3-17] a factor of no more than eight tenths");
	check(allocated.baseMonthly <= terms.monthTokens * 0.6 * 0.8, "[S3-18] a base of no more than its factor");
	const held = heldOf(account, now);
	const month = monthOf(now);
	for (const pool of POOLS) {
		const { used, reserved } = held[pool];
		const size = pool === "burst" ? (account.lease?.month === month ? account.lease.tokens : 0) : held[pool].size;
		const late = account.late.get(keyOf(month, pool)) ?? 0;
		// What is used by now, and what is under way at what was reserved for it: one call may have come to more.
		check(used + reserved - late <= size + account.largest, `[S3-16] ${pool} is exceeded by more than a call`);
	}
	check(
		place(held, { tokens: 1, priority: 100 }) !== "emergency" || (account.granted.get(month) ?? 0) > 0,
		"[K7] a priority opened the emergency pool",
	);
	check((account.granted.get(month) ?? 0) <= allocated.emergency, "[S3-16] grants above the emergency pool");
}

function checkPlatform(
	accounts: readonly Account[],
	platform: Map<string, Map<string, Holder>>,
	now: Instant,
	check: Check,
): void {
	const month = monthOf(now);
	const holders = [...(platform.get(month)?.values() ?? [])];
	const pool = burstPool(holders, NOBODY_GONE);
	const late = accounts.reduce((sum, account) => sum + (account.late.get(keyOf(month, "burst")) ?? 0), 0);
	const spent = accounts.reduce((sum, account) => {
		const { used, reserved } = countsOf(account, now, "burst");
		return sum + used + reserved;
	}, 0);
	check(spent - late <= pool, "[S3-16] the shared burst pool is exceeded");
	check(lent(holders, NOBODY_GONE) - late <= pool, "[S3-16] more is lent than the pool has");
}
