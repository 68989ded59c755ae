import { expect, test } from "vitest";
import { estimateRun } from "./estimate.ts";

const prices = { model: "m", inputMicros: 2_000_000, cachedMicros: 200_000, outputMicros: 10_000_000 };
const AT = { prices, runTokensMax: 12_000 };

test("[S0-117] a run is estimated by the middle of the deal's own, and costs what its tokens cost", () => {
	const past = [
		{ prompt: 3_000, output: 500 },
		{ prompt: 1_000, output: 100 },
		{ prompt: 9_000, output: 900 },
		{ prompt: 0, output: 0 },
	];
	expect(estimateRun(past, AT)).toEqual({
		basis: "past-runs",
		runs: 3,
		likely: { prompt: 3_000, output: 500 },
		atMost: { prompt: 10_285, output: 1_715 },
		likelyMicros: 3_000 * 2 + 500 * 10,
		atMostMicros: 10_285 * 2 + 1_715 * 10,
	});
});

test("[S0-117] without runs of its own it is what runs usually come to; without a price no cost is told", () => {
	expect(estimateRun([], { ...AT, prices: null })).toMatchObject({
		basis: "usual",
		runs: 0,
		likely: { prompt: 8_400, output: 1_200 },
		likelyMicros: null,
		atMostMicros: null,
	});
});

test("[S0-117] no estimate is above the ceiling that a run is held to", () => {
	const { likely, atMost } = estimateRun([{ prompt: 40_000, output: 20_000 }], AT);
	expect(likely).toEqual({ prompt: 0, output: 12_000 });
	expect(atMost).toEqual({ prompt: 0, output: 12_000 });
	expect(estimateRun([{ prompt: 40_000, output: 2_000 }], AT).likely).toEqual({ prompt: 10_000, output: 2_000 });
});
