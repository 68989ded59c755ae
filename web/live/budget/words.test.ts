import { describe, expect, test } from "vitest";
import { BudgetView, LevelName } from "#knowledge/core/contract/budget.ts";
import {
	grantErrors,
	levelName,
	monthName,
	PART_NAMES,
	POOL_NAMES,
	partName,
	poolWords,
	projectionWords,
	share,
	tokensOf,
	withoutModelWords,
} from "./words.ts";

const pool = (size: number) => ({ size, used: 0, reserved: 0, left: size });
const pools = { base: pool(900), burst: pool(5_000), emergency: pool(100) };
const projected = (tokens: number) => projectionWords({ projection: { tokens, perDay: 1, how: "" }, pools });

describe("the month in words", () => {
	test("each pool, level and part of the factor has a name", () => {
		expect(POOL_NAMES.map((name) => poolWords(name).name)).toEqual(["Base", "Burst", "Emergency"]);
		expect(POOL_NAMES).toEqual(Object.keys(BudgetView.shape.pools.shape));
		expect(new Set(LevelName.options.map(levelName)).size).toBe(LevelName.options.length);
		expect(PART_NAMES).toEqual(Object.keys(BudgetView.shape.allocation.shape.parts.shape));
		expect(new Set(PART_NAMES.map(partName)).size).toBe(PART_NAMES.length);
	});

	test.each([
		[0, 100, "0 %"],
		[0.4, 100, "under 1 %"],
		[1, 100, "1 %"],
		[99.6, 100, "99 %"],
		[100, 100, "100 %"],
		[130, 100, "130 %"],
		[0, 0, "0 %"],
		[3, 0, "over"],
	])("%d of %d is %s", (part, whole, said) => {
		expect(share(part, whole)).toBe(said);
	});

	test("the projection is held beside what the account has of its own", () => {
		expect(projected(1_000)).toBe("That is 100 % of what the account has.");
		expect(projected(1_001)).toMatch(/^That is 1 more than the account has/);
		expect(projectionWords({ projection: null, pools })).toBe("Too early in the month to say.");
		const none = { base: pool(0), burst: pool(9), emergency: pool(0) };
		expect(projectionWords({ projection: { tokens: 1, perDay: 1, how: "" }, pools: none })).toMatch(
			/no tokens of its own/,
		);
	});

	test("steps without a model are told of those of today", () => {
		expect(withoutModelWords({ steps: 0, calls: 0, withoutModel: 0 })).toBe("No step ran today (UTC).");
		expect(withoutModelWords({ steps: 1_200, calls: 199, withoutModel: 1_001 })).toBe(
			"at least 1,001 steps of 1,200 today (UTC): rules answered, or it had been asked before",
		);
	});

	test("a month is told as people say it, and what is none stands", () => {
		expect(monthName("2026-11")).toMatch(/2026/);
		expect(monthName("soon")).toBe("soon");
	});
});

describe("a grant", () => {
	test.each([
		["250000", 250_000],
		["250,000", 250_000],
		[" 250 000 ", 250_000],
		["250k", 250_000],
		["0.25 M", 250_000],
		["1.5", null],
		["25,00", null],
		["-5", null],
		["", null],
		["lots", null],
		["99999999999999999999", null],
	])("«%s» is %s tokens", (typed, tokens) => {
		expect(tokensOf(typed)).toBe(tokens);
	});

	test.each([
		["1", "Why", null, null],
		["100", "Why", null, null],
		["101", "Why", /At most 100/, null],
		["0", "Why", /At least one/, null],
		["x", "Why", /whole number/, null],
		["1", "  W ", null, /Say why/],
		["1", "W".repeat(200), null, null],
		["1", "W".repeat(201), null, /At most 200/],
	])("[S3-16] of «%s» because «%s» the wrong field is named", (tokens, reason, ofTokens, ofReason) => {
		const errors = grantErrors({ tokens, reason }, 100);
		if (ofTokens === null) expect(errors.tokens).toBeNull();
		else expect(errors.tokens).toMatch(ofTokens);
		if (ofReason === null) expect(errors.reason).toBeNull();
		else expect(errors.reason).toMatch(ofReason);
	});
});
