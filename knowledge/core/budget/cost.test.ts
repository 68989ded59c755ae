import { expect, test } from "vitest";
import { euroMicros, runCost, runsCost, WHOLE_SHARE } from "./cost.ts";
import { EURO_MICROS, PRICES, PRICES_AS_KNOWN_ON, type Prices } from "./prices.ts";

const CENT: Prices = { model: "test", inputMicros: 10_000, cachedMicros: 1_000, outputMicros: 100_000 };
const UNCACHED = { cachedShare: 0 };

test.each([
	[0, 0],
	[1, 1],
	[99, 1],
	[100, 1],
	[101, 2],
	[200, 2],
])("[K8] %i tokens of a cent a million cost %i millionths of a dollar: never told too low", (prompt, micros) => {
	expect(runCost({ prompt, output: 0 }, CENT, UNCACHED)).toBe(micros);
});

test("[K8] a run is rounded once, not call by call nor part by part", () => {
	// 50 × 0.01 + 5 × 0.1 is one whole; each part alone would be rounded up to one.
	expect(runCost({ prompt: 50, output: 5 }, CENT, UNCACHED)).toBe(1);
	expect(runCost({ prompt: 50, output: 6 }, CENT, UNCACHED)).toBe(2);
});

test.each([
	[0, 10_000],
	[4_999, 5_501],
	[5_000, 5_500],
	[5_001, 5_500],
	[WHOLE_SHARE, 1_000],
])("[K8] with %i ten-thousandths cached, a million tokens cost %i", (cachedShare, micros) => {
	expect(runCost({ prompt: 1_000_000, output: 0 }, CENT, { cachedShare })).toBe(micros);
});

test.each([
	[1, 9_999, 0],
	[1, 10_000, 1],
	[3, 6_666, 1],
	[3, 6_667, 2],
])(
	"[K8] of %i tokens, %i ten-thousandths are %i cached ones: a part of a token is not cached",
	(prompt, cachedShare, cached) => {
		const dear: Prices = { ...CENT, inputMicros: 1_000_000, cachedMicros: 0 };
		expect(runCost({ prompt, output: 0 }, dear, { cachedShare })).toBe(prompt - cached);
	},
);

test("[K8] what cannot be counted exactly is refused, not estimated", () => {
	const bad = [
		{ prompt: -1, output: 0 },
		{ prompt: 0.5, output: 0 },
		{ prompt: 0, output: Number.NaN },
	];
	for (const tokens of bad) expect(() => runCost(tokens, CENT, UNCACHED)).toThrow();
	for (const cachedShare of [-1, 0.5, WHOLE_SHARE + 1])
		expect(() => runCost({ prompt: 1, output: 0 }, CENT, { cachedShare })).toThrow();
	const dear: Prices = { ...CENT, inputMicros: 9_007_199_255 };
	expect(() => runCost({ prompt: 1_000_000, output: 0 }, dear, UNCACHED)).toThrow();
	expect(runCost({ prompt: 999_999, output: 0 }, dear, UNCACHED)).toBe(9_007_190_248);
});

test("[S4-11] 500 runs cost 500 times a run, and a single agent's 40,000 tokens cost what they are to the run's", () => {
	for (const prices of PRICES) {
		const call = runCost({ prompt: 2_000, output: 0 }, prices, UNCACHED);
		expect(runsCost(500, call)).toBe(500 * call);
		expect(runCost({ prompt: 40_000, output: 0 }, prices, UNCACHED)).toBe(20 * call);
	}
});

test("[K8] the price table is dated, dearer by size, and its cached input is never dearer than input", () => {
	expect(PRICES_AS_KNOWN_ON).toMatch(/^\d{4}-\d{2}-\d{2}$/);
	expect(PRICES.map(({ size }) => size)).toEqual(["small", "mid", "frontier"]);
	const inputs = PRICES.map(({ inputMicros }) => inputMicros);
	expect(inputs).toEqual([...inputs].sort((a, b) => a - b));
	for (const { inputMicros, cachedMicros, outputMicros, source } of PRICES) {
		for (const micros of [inputMicros, cachedMicros, outputMicros]) expect(Number.isSafeInteger(micros)).toBe(true);
		expect(cachedMicros).toBeLessThanOrEqual(inputMicros);
		expect(source).not.toBe("");
	}
});

test.each([
	[0, 0],
	[EURO_MICROS - 1, 1_000_000],
	[EURO_MICROS, 1_000_000],
	[EURO_MICROS + 1, 1_000_001],
])("[K8] %i millionths of a dollar are %i of a euro", (dollars, euros) => {
	expect(euroMicros(dollars)).toBe(euros);
});
