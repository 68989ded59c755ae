import { invariant } from "../vocabulary/invariant.ts";
import { EURO_MICROS, type Prices } from "./prices.ts";

export type Tokens = { readonly prompt: number; readonly output: number };

/** A ten-thousandth: the finest share that is told apart. */
export const WHOLE_SHARE = 10_000;
const MILLION = 1_000_000;

/**
 * What the calls of a run cost, in millionths of a US dollar: exact, then rounded up once, so that no cost is told too
 * low. `cachedShare` is the part of the prompts, in ten-thousandths, that the provider has from an earlier call; a token
 * that is cached in part counts as not cached.
 */
export function runCost(tokens: Tokens, prices: Prices, { cachedShare }: { readonly cachedShare: number }): number {
	for (const count of [tokens.prompt, tokens.output])
		invariant(Number.isSafeInteger(count) && count >= 0, "tokens are counted in whole numbers");
	invariant(
		Number.isInteger(cachedShare) && cachedShare >= 0 && cachedShare <= WHOLE_SHARE,
		"a share is a number of ten-thousandths",
	);
	const cached = Math.floor((tokens.prompt * cachedShare) / WHOLE_SHARE);
	const millionths =
		(tokens.prompt - cached) * prices.inputMicros + cached * prices.cachedMicros + tokens.output * prices.outputMicros;
	invariant(Number.isSafeInteger(millionths), "a run costs less than what is counted exactly");
	return Math.ceil(millionths / MILLION);
}

/** S4-11 and K8: so many runs cost so many times a run. There is no discount for many. */
export const runsCost = (runs: number, costMicros: number): number => runs * costMicros;

/** In millionths of a euro, rounded up. */
export const euroMicros = (dollarMicros: number): number => Math.ceil((dollarMicros * MILLION) / EURO_MICROS);
