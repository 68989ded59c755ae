import { HOUR_MS, type Instant } from "../vocabulary/time.ts";
import { type MonthHeld, WEIGHT_UNDER_WAY } from "./month.ts";
import { sharesOf } from "./pools.ts";

/*
 * [S3-16] The burst pool is one for all accounts, and each account's ledger reserves alone. So the platform's ledger lends
 * burst tokens to the accounts' ledgers, ahead of need: what is lent counts as used up until it comes back. Amounts are
 * absolute (so much is lent in all), so that an answer that is lost costs nothing, and asks are numbered, so that one that
 * comes late changes nothing.
 */

/** What an account has of the shared pool, as its own ledger knows it. */
export type Lease = {
	readonly month: string;
	/** All that was lent in this month, used or not. */
	readonly tokens: number;
	readonly until: Instant;
	/** The number of the latest ask, when it was made, and the latest one that was answered. */
	readonly asked: number;
	readonly askedAt: Instant;
	readonly answered: number;
};

/** Kept back beside each lease, in tokens: a call may cost more than was reserved for it. No call is larger. */
export const LEASE_MARGIN = 10_000;
/** After so long what is not used goes back. */
export const LEASE_MS = HOUR_MS;
/** A pool that had nothing is not asked at every call. */
const ASK_AGAIN_MS = 30_000;
/** Of the account's own part of the burst: as much as is fetched ahead, and held idle at most. */
const CHUNKS = 20;
/** Of the base in hundredths: from here on burst tokens are fetched ahead. */
const BASE_IS_SHORT = 80;

/** Never less than a call: of a small account's chunk one would not be had otherwise. */
const chunkOf = (ownBurst: number): number => Math.max(Math.ceil(ownBurst / CHUNKS), LEASE_MARGIN);

const isShort = ({ base }: MonthHeld): boolean => (base.used + base.reserved) * 100 >= base.size * BASE_IS_SHORT;

/**
 * As much as the account should have of the shared pool: what it uses, what is under way with all that it may come to, and a
 * chunk ahead while its base is short and anybody asks.
 */
export const leaseTarget = (held: MonthHeld, ownBurst: number, { isIdle }: { readonly isIdle: boolean }): number =>
	held.burst.used + held.burst.reserved * WEIGHT_UNDER_WAY + (isShort(held) && !isIdle ? chunkOf(ownBurst) : 0);

/** Whether the platform should be asked now: once a month to be counted in, and whenever half a chunk is not there. */
export function mustAsk(
	lease: Lease | null,
	held: MonthHeld,
	at: { readonly month: string; readonly now: Instant; readonly ownBurst: number },
): boolean {
	const { month, now, ownBurst } = at;
	if (lease === null || lease.month !== month) return true;
	if (!isShort(held) || now < lease.askedAt + ASK_AGAIN_MS) return false;
	const left = held.burst.size - held.burst.used - held.burst.reserved;
	return left * 2 < chunkOf(ownBurst);
}

/** What may be used of a lease: all of it while it lasts, then what is used already. */
export const usable = (
	lease: Lease | null,
	{ used, reserved }: { readonly used: number; readonly reserved: number },
	at: { readonly month: string; readonly now: Instant },
): number => {
	if (lease === null || lease.month !== at.month) return 0;
	return lease.until > at.now ? lease.tokens : Math.min(lease.tokens, used + reserved);
};

/** An account as the platform's ledger knows it: its part of the pool, its factor, what it was lent and what it said it used. */
export type Holder = {
	readonly burst: number;
	readonly factor: number;
	readonly leased: number;
	readonly used: number;
	readonly asked: number;
};

export type LeaseAsk = {
	readonly asked: number;
	readonly burst: number;
	readonly factor: number;
	readonly used: number;
	/** All that it wants to have; less than it has gives the rest back. */
	readonly target: number;
};

/** Accounts that ended within the month: their part stays in the pool, and what they used stays used. */
export type Gone = { readonly burst: number; readonly used: number };

/** Of each account's share by factor, the part that waits for it, however much others want. */
const KEPT_FOR_EACH = 2;

const charge = ({ leased, used }: Pick<Holder, "leased" | "used">): number =>
	leased === 0 ? used : Math.max(leased + LEASE_MARGIN, used);

const total = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0);

/** What is lent out of the pool, margins with it. */
export const lent = (holders: readonly Holder[], gone: Gone): number => total(holders.map(charge)) + gone.used;
export const burstPool = (holders: readonly Pick<Holder, "burst">[], gone: Gone): number =>
	total(holders.map(({ burst }) => burst)) + gone.burst;

/**
 * What an account has after its ask. Never more in all than the pool; and half of each account's share, by factors that are
 * normalised ([K7]), is kept for it, so that one that runs wild leaves the others theirs. The rest is whose that comes first.
 */
export function lend(others: readonly Holder[], gone: Gone, before: Holder | null, ask: LeaseAsk): Holder {
	// A repeat, or one that was overtaken.
	if (before && ask.asked <= before.asked) return before;
	// Within a month a part of the pool only grows: what was lent on it stands.
	const burst = Math.max(before?.burst ?? 0, ask.burst);
	const used = Math.max(before?.used ?? 0, ask.used);
	const mine = { burst, factor: ask.factor, used, asked: ask.asked };
	const had = before?.leased ?? 0;
	const target = Math.max(ask.target, used);
	if (target <= had) return { ...mine, leased: target };
	const pool = burstPool([...others, mine], gone);
	const shares = sharesOf(
		pool,
		[...others, mine].map(({ factor }) => factor),
	);
	const kept = others.map((other, i) => Math.max(0, Math.floor((shares[i] ?? 0) / KEPT_FOR_EACH) - charge(other)));
	const most = pool - lent(others, gone) - total(kept) - LEASE_MARGIN;
	return { ...mine, leased: Math.max(had, Math.min(target, most)) };
}
