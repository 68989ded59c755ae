import { runCost, type Tokens } from "./cost.ts";
import type { Prices } from "./prices.ts";

export type RunEstimate = {
	/** `past-runs`: what this deal's runs came to, the one in the middle. `usual`: it has none, so what a run usually comes to. */
	readonly basis: "past-runs" | "usual";
	readonly runs: number;
	readonly likely: Tokens;
	readonly atMost: Tokens;
	/** In millionths of a US dollar; null where the model has no known price. */
	readonly likelyMicros: number | null;
	readonly atMostMicros: number | null;
};

/** performance.md: the middle of runs over the sample threads has no more than this. */
const USUAL: Tokens = { prompt: 8_400, output: 1_200 };

const sumOf = ({ prompt, output }: Tokens): number => prompt + output;

/**
 * What one more run would take, before it is asked for. `atMost` is the ceiling of a run, in the likely proportion of prompt
 * and answer; nothing is taken as cached, so that no cost is told too low.
 */
export function estimateRun(
	past: readonly Tokens[],
	{ prices, runTokensMax }: { readonly prices: Prices | null; readonly runTokensMax: number },
): RunEstimate {
	const runs = past.filter((run) => sumOf(run) > 0).sort((a, b) => sumOf(a) - sumOf(b));
	const middle = runs[Math.floor((runs.length - 1) / 2)];
	const likely = atMostOf(middle ?? USUAL, runTokensMax);
	const output = Math.ceil((likely.output * runTokensMax) / Math.max(1, sumOf(likely)));
	const atMost = { prompt: runTokensMax - output, output };
	const costOf = (tokens: Tokens): number | null => prices && runCost(tokens, prices, { cachedShare: 0 });
	return {
		basis: middle ? "past-runs" : "usual",
		runs: runs.length,
		likely,
		atMost,
		likelyMicros: costOf(likely),
		atMostMicros: costOf(atMost),
	};
}

/** Runs of before a ceiling was set may have been larger than it. */
function atMostOf(tokens: Tokens, max: number): Tokens {
	if (sumOf(tokens) <= max) return tokens;
	const output = Math.min(tokens.output, max);
	return { prompt: max - output, output };
}
