import type { BudgetTerms } from "../vocabulary/account.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { type Instant, MINUTE_MS } from "../vocabulary/time.ts";
import { endOfMonth, monthOf } from "./calendar.ts";
import type { Allocation, Pool } from "./pools.ts";
import { type Level, levelOf } from "./priority.ts";

/*
 * [K7] The month of one account: the outermost of the ceilings call ≤ task ≤ deal ≤ month. Tokens are reserved before a call
 * and settled after it. A reservation that nobody settles is simply no longer counted once it has expired, so that a process
 * that dies in between holds nothing for longer than that, and there is no sweep that could be missed.
 */

/** Longer than any call may take with its retries: who settles later than this has died, or hangs. */
export const RESERVATION_MS = 2 * MINUTE_MS;

/** Tokens of one pool. `reserved` counts reservations that stand: neither settled nor expired. */
export type Held = { readonly size: number; readonly used: number; readonly reserved: number };
export type MonthHeld = Readonly<Record<Pool, Held>>;

export type CallAsk = {
	/** The same call has the same id, whatever is retried. */
	readonly call: string;
	/** Prompt and the longest answer. */
	readonly tokens: number;
	/** [S3-20] 0 to 100. */
	readonly priority: number;
};

export type Spent = { readonly tokens: number; readonly costMicros: number };

/** A reservation, and what became of it. `spent` is null until it is settled. */
export type CallRecord = CallAsk & {
	/** The month in which it was reserved, and is booked, whenever it is settled. */
	readonly month: string;
	readonly pool: Pool;
	readonly expiresAt: Instant;
	readonly spent: Spent | null;
};

/** Why there is nothing to be had at this priority. `no-burst`: a person may grant emergency tokens. */
export type WaitsFor = "base-short" | "base-limited" | "base-spent" | "no-burst";

export type ReserveAnswer =
	| { readonly type: "reserved"; readonly pool: Pool; readonly expiresAt: Instant }
	/** [S3-22] Not now. `at`: when to ask again; rules think until then. */
	| {
			readonly type: "queued";
			readonly why: WaitsFor;
			readonly priority: number;
			readonly tokens: number;
			readonly at: Instant;
	  };

export const isStanding = (record: CallRecord, now: Instant): boolean =>
	record.spent === null && record.expiresAt > now;

/** The month as it is held: `burst` counts what is leased of the shared pool, `granted` what people gave of the emergency pool. */
export function monthHeld(
	allocation: Pick<Allocation, "baseMonthly" | "emergency">,
	counts: Readonly<Record<Pool, { readonly used: number; readonly reserved: number }>>,
	{ burst, granted }: { readonly burst: number; readonly granted: number },
): MonthHeld {
	return {
		base: { size: allocation.baseMonthly, ...counts.base },
		burst: { size: burst, ...counts.burst },
		emergency: { size: Math.min(granted, allocation.emergency), ...counts.emergency },
	};
}

/** Of the base in hundredths: background work leaves a fifth to the rest, and what is usual the last of it to what is high. */
const BASE_UP_TO: Readonly<Record<Level, number>> = { low: 80, medium: 95, high: 100, urgent: 100, emergency: 100 };

/**
 * A call may cost more than was reserved for it, by as much again: the provider counts, not we. While others of a pool are
 * under way each weighs double, so that all of them together cannot take a pool past its size by more than the last call's own.
 */
export const WEIGHT_UNDER_WAY = 2;

const hasRoom = ({ used, reserved }: Held, tokens: number, upTo: number): boolean =>
	used + reserved * WEIGHT_UNDER_WAY + tokens <= upTo;

/**
 * [S3-20] [S3-23] [K7] Which pool serves a call. Usage and the estimate together must fit: from the base; from the burst that
 * is leased, for what is urgent; and of what a person granted, for whatever somebody waits for. No number opens the emergency
 * pool: without a grant its size is nothing.
 */
export function place(held: MonthHeld, { tokens, priority }: Omit<CallAsk, "call">): Pool | WaitsFor {
	const level = levelOf(priority);
	if (hasRoom(held.base, tokens, Math.floor((held.base.size * BASE_UP_TO[level]) / 100))) return "base";
	if (level === "low") return "base-short";
	if (level === "medium") return "base-limited";
	const isUrgent = level !== "high";
	if (isUrgent && hasRoom(held.burst, tokens, held.burst.size)) return "burst";
	if (hasRoom(held.emergency, tokens, held.emergency.size)) return "emergency";
	return isUrgent ? "no-burst" : "base-spent";
}

const isPool = (placed: Pool | WaitsFor): placed is Pool =>
	placed === "base" || placed === "burst" || placed === "emergency";

/** `record` is what is to be written; null: nothing changed. `before` is what is known of this call. */
export function reserve(
	held: MonthHeld,
	before: CallRecord | null,
	ask: CallAsk,
	now: Instant,
): { readonly answer: ReserveAnswer; readonly record: CallRecord | null } {
	invariant(Number.isSafeInteger(ask.tokens) && ask.tokens > 0, "a call asks for a whole number of tokens");
	if (before && isStanding(before, now))
		return { answer: { type: "reserved", pool: before.pool, expiresAt: before.expiresAt }, record: null };
	// One that was settled, or ran out, and is asked for again is bought again: a process died before it could use the answer.
	const placed = place(held, ask);
	const { tokens, priority } = ask;
	if (!isPool(placed)) {
		const at = againAt(held, now);
		return { answer: { type: "queued", why: placed, priority, tokens, at }, record: null };
	}
	const expiresAt = now + RESERVATION_MS;
	return {
		answer: { type: "reserved", pool: placed, expiresAt },
		record: { ...ask, month: monthOf(now), pool: placed, expiresAt, spent: null },
	};
}

/** What is under way may come to less than was reserved for it; where nothing is, only the next month brings more. */
const againAt = (held: MonthHeld, now: Instant): Instant => {
	const end = endOfMonth(now);
	return held.base.reserved + held.burst.reserved > 0 ? Math.min(now + RESERVATION_MS, end) : end;
};

/**
 * Books what a call came to, however late, and however much it was: it is used. Null: it was settled before, or nobody knows
 * of it. Settling nothing gives the whole reservation back.
 */
export function settle(before: CallRecord | null, spent: Spent): CallRecord | null {
	for (const amount of [spent.tokens, spent.costMicros])
		invariant(Number.isSafeInteger(amount) && amount >= 0, "what was spent is a whole number");
	return before === null || before.spent !== null ? null : { ...before, spent };
}

export type Grant = {
	readonly id: string;
	readonly month: string;
	readonly tokens: number;
	readonly reason: string;
	readonly by: string;
	readonly at: Instant;
};

/** How much may still be granted of the emergency pool in this month. */
export const grantable = (emergency: number, grants: readonly Pick<Grant, "tokens">[]): number =>
	Math.max(0, emergency - grants.reduce((sum, { tokens }) => sum + tokens, 0));

/** Adds a record to what is held of its month, as the next ask of the same moment finds it. */
export const withRecord = (held: MonthHeld, { pool, tokens }: CallRecord): MonthHeld => ({
	...held,
	[pool]: { ...held[pool], reserved: held[pool].reserved + tokens },
});

/** The terms of a month, with the version of the account's settings that they are of: older ones never replace newer ones. */
export type VersionedTerms = { readonly version: number; readonly terms: BudgetTerms };

/** What was settled on one day, of the month in which it was reserved. */
export type SpendRow = {
	readonly day: string;
	readonly month: string;
	readonly calls: number;
	readonly tokens: number;
	readonly costMicros: number;
};
export type QueuedRow = { readonly level: Level; readonly calls: number; readonly tokens: number };

/** The month as it stands, for whoever looks at it. */
export type MonthState = {
	readonly now: Instant;
	readonly terms: VersionedTerms;
	readonly held: MonthHeld;
	readonly grants: readonly Grant[];
	readonly queued: readonly QueuedRow[];
	/** Of the latest days, newest first; a day on which a month ended has two. */
	readonly days: readonly SpendRow[];
};
