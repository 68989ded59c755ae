import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BudgetTerms, budgetOf } from "../vocabulary/account.ts";
import {
	allocation,
	allocationFactor,
	MONTH_TOKENS,
	MONTH_TOKENS_MAX,
	normalised,
	poolsOf,
	sharesOf,
	WHOLE,
} from "./pools.ts";

const terms = (changes: Partial<BudgetTerms> = {}): BudgetTerms => ({
	monthTokens: MONTH_TOKENS,
	revenue: 0,
	complexity: 0,
	activity: 0,
	...changes,
});

test("[S3-15] the formula's month is two million tokens; an account's is sixty, unless another was agreed on", () => {
	expect(MONTH_TOKENS).toBe(2_000_000);
	expect(budgetOf({}).monthTokens).toBe(60_000_000);
	expect(budgetOf({ monthTokens: 5 })).toEqual({ ...budgetOf({}), monthTokens: 5 });
});

test("[S3-16] base 60 %, burst 30 %, emergency 10 %, and never more in all than the month", () => {
	expect(poolsOf(MONTH_TOKENS)).toEqual({ base: 1_200_000, burst: 600_000, emergency: 200_000 });
	expect(poolsOf(0)).toEqual({ base: 0, burst: 0, emergency: 0 });
	fc.assert(
		fc.property(fc.integer({ min: 0, max: MONTH_TOKENS_MAX }), (month) => {
			const { base, burst, emergency } = poolsOf(month);
			expect(base + burst + emergency).toBeLessThanOrEqual(month);
			expect(month - base - burst - emergency).toBeLessThan(3);
			expect(base).toBe(Number((BigInt(month) * 6n) / 10n));
		}),
	);
	expect(() => poolsOf(-1)).toThrow();
	expect(() => poolsOf(1.5)).toThrow();
});

describe("[S3-17] the allocation factor", () => {
	test.each([
		["nothing is known", {}, 200_000],
		["a million of revenue", { revenue: 1_000_000 }, 500_000],
		["one dollar less", { revenue: 999_999 }, 499_999],
		["two millions and the ceiling", { revenue: 2_000_000 }, 800_000],
		["three millions, which would be 1.1", { revenue: 3_000_000 }, 800_000],
		["more than three count for three", { revenue: 90_000_000 }, 800_000],
		["complexity alone", { complexity: 1 }, 450_000],
		["activity alone", { activity: 1 }, 450_000],
		["both, without revenue", { complexity: 1, activity: 1 }, 700_000],
		["just below the ceiling", { revenue: 333_330, complexity: 1, activity: 1 }, 799_999],
		["at the ceiling", { revenue: 333_334, complexity: 1, activity: 1 }, 800_000],
		["half of everything", { revenue: 500_000, complexity: 0.5, activity: 0.5 }, 600_000],
		["the finest step of a score", { complexity: 0.0001 }, 200_025],
	])("%s", (_, changes, factor) => {
		expect(allocationFactor(terms(changes)).factor).toBe(factor);
	});

	test("a score is in [0, 1], by contract and by formula", () => {
		for (const wrong of [-0.1, 1.1, Number.NaN]) {
			expect(BudgetTerms.safeParse(terms({ activity: wrong })).success).toBe(false);
			expect(() => allocationFactor(terms({ activity: wrong }))).toThrow();
		}
	});
});

test("[S3-18] base, burst and score of an allocation are exact", () => {
	const { factor, ...out } = allocation(terms({ revenue: 500_000, complexity: 0.5, activity: 0.5 }));
	expect(out).toEqual({ baseMonthly: 720_000, burstAvailable: 600_000, emergency: 200_000, priorityScore: 60 });
	expect(factor).toEqual({ revenue: 150_000, complexity: 125_000, activity: 125_000, ofAll: 200_000, factor: 600_000 });
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: MONTH_TOKENS_MAX }),
			fc.integer({ min: 0, max: 4_000_000 }),
			fc.integer({ min: 0, max: 10_000 }),
			(monthTokens, revenue, score) => {
				const made = allocation(terms({ monthTokens, revenue, complexity: score / 10_000 }));
				const base = ((BigInt(monthTokens) * 6n) / 10n) * BigInt(made.factor.factor);
				expect(BigInt(made.baseMonthly)).toBe(base / BigInt(WHOLE));
			},
		),
	);
});

test("[S3-19] the worked example: A 20 %, B 25 % and C 15 % of the month are its base of 60 %", () => {
	const { base } = poolsOf(MONTH_TOKENS);
	// As shares of the base: a third, five twelfths and a quarter of it, to the millionth.
	const shares = sharesOf(base, [333_333, 416_666, 250_000]);
	expect(shares.map((tokens) => Math.round((tokens * 100) / MONTH_TOKENS))).toEqual([20, 25, 15]);
	expect(shares.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(base);
});

test("[K7] factors that sum to more than the whole are scaled down together; those that do not are left alone", () => {
	expect(normalised([400_000, 600_000])).toEqual([400_000, 600_000]);
	expect(normalised([400_000, 600_001]).map((factor) => Math.ceil(factor / 10))).toEqual([40_000, 60_000]);
	expect(normalised([800_000, 800_000, 400_000])).toEqual([400_000, 400_000, 200_000]);
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: 0, max: 800_000 }), { maxLength: 40 }),
			fc.integer({ min: 0, max: 6_000_000_000 }),
			(factors, pool) => {
				expect(sharesOf(pool, factors).reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(pool);
			},
		),
	);
});
