import type { BudgetTerms } from "../vocabulary/account.ts";
import { invariant } from "../vocabulary/invariant.ts";

/** [S3-15] A month in tokens, where nothing else was agreed on. */
export const MONTH_TOKENS = 2_000_000;
/** The largest month: so large a number is still exact in every product below. */
export const MONTH_TOKENS_MAX = 10_000_000_000;

/** `base` is the account's own; `burst` is shared with all accounts of the platform; `emergency` opens by a person's grant alone. */
export const POOLS = ["base", "burst", "emergency"] as const;
export type Pool = (typeof POOLS)[number];
export type PoolSizes = Readonly<Record<Pool, number>>;

/** [S3-16] Of the month, in tenths. */
const TENTHS: PoolSizes = { base: 6, burst: 3, emergency: 1 };

/** Rounded down: what rounding leaves belongs to no pool. */
export function poolsOf(monthTokens: number): PoolSizes {
	invariant(
		Number.isSafeInteger(monthTokens) && monthTokens >= 0 && monthTokens <= MONTH_TOKENS_MAX,
		"a month is a whole number of tokens",
	);
	const part = (pool: Pool): number => Math.floor((monthTokens * TENTHS[pool]) / 10);
	return { base: part("base"), burst: part("burst"), emergency: part("emergency") };
}

/** Factors are counted in millionths, in which every part of the formula below is whole. */
export const WHOLE = 1_000_000;
const FACTOR_MAX = 800_000;
const FACTOR_OF_ALL = 200_000;
/** US dollars a year; three times as much counts for no more. */
const REVENUE_UNIT = 1_000_000;
const REVENUE_UNITS_MAX = 3;
/** A score is told apart to the ten-thousandth, of which a quarter is 25 millionths. */
const SCORE_STEPS = 10_000;

export type FactorParts = {
	readonly revenue: number;
	readonly complexity: number;
	readonly activity: number;
	readonly ofAll: number;
	/** The sum, no more than eight tenths. */
	readonly factor: number;
};

/** [S3-17] min(min(revenue/1,000,000, 3) × 0.3 + complexity × 0.25 + activity × 0.25 + 0.2, 0.8), in millionths. */
export function allocationFactor(terms: Pick<BudgetTerms, "revenue" | "complexity" | "activity">): FactorParts {
	const counted = Math.min(terms.revenue, REVENUE_UNIT * REVENUE_UNITS_MAX);
	const parts = {
		revenue: Math.floor((counted * 3) / 10),
		complexity: scorePart(terms.complexity),
		activity: scorePart(terms.activity),
		ofAll: FACTOR_OF_ALL,
	};
	const sum = parts.revenue + parts.complexity + parts.activity + parts.ofAll;
	return { ...parts, factor: Math.min(sum, FACTOR_MAX) };
}

function scorePart(score: number): number {
	invariant(score >= 0 && score <= 1, "a score is between 0 and 1");
	return Math.round(score * SCORE_STEPS) * 25;
}

/** [K7] The factors of those who share one pool: scaled down together where they sum to more than the whole of it. */
export function normalised(factors: readonly number[]): readonly number[] {
	const sum = factors.reduce((total, factor) => total + factor, 0);
	return sum <= WHOLE ? factors : factors.map((factor) => Math.floor((factor * WHOLE) / sum));
}

/** [S3-19] What of a pool each gets. Never more than the pool, however many they are. */
export const sharesOf = (pool: number, factors: readonly number[]): readonly number[] =>
	normalised(factors).map((factor) => part(pool, factor));

export type Allocation = {
	readonly baseMonthly: number;
	/** What all share: as much of it as nobody else has. */
	readonly burstAvailable: number;
	readonly emergency: number;
	/** The factor in hundredths: how an account stands beside others. */
	readonly priorityScore: number;
	readonly factor: FactorParts;
};

/** [S3-18] */
export function allocation(terms: BudgetTerms): Allocation {
	const factor = allocationFactor(terms);
	const pools = poolsOf(terms.monthTokens);
	return {
		baseMonthly: part(pools.base, factor.factor),
		burstAvailable: pools.burst,
		emergency: pools.emergency,
		priorityScore: Math.floor(factor.factor / (WHOLE / 100)),
		factor,
	};
}

const part = (pool: number, factor: number): number => Math.floor((pool * factor) / WHOLE);
