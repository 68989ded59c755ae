import { invariant } from "../vocabulary/invariant.ts";
import { PRICES, type Prices } from "./prices.ts";

/** Tokens of one call. `cached` and `written` are parts of `prompt`: read from the provider's cache, and put into it. */
export type CallTokens = {
	readonly prompt: number;
	readonly cached: number;
	readonly written: number;
	readonly output: number;
};

const MILLION = 1_000_000;

/**
 * What is put into a cache costs five quarters of other input where a provider charges for it (Anthropic's cache that
 * lasts five minutes: platform.claude.com/docs, prompt caching); the others tell no such tokens.
 */
const WRITTEN_QUARTERS = 5;

/**
 * The price of a model by the name under which it is asked: with a gateway's prefix of its provider («anthropic/…») or with
 * the day of its version behind it («…-20260915») it is the same model. Null where the table does not know it.
 */
export function priceOf(model: string, table: readonly Prices[] = PRICES): Prices | null {
	const names = new Set([model, plain(model)]);
	return table.find((each) => names.has(each.model)) ?? null;
}

const plain = (model: string): string => {
	const name = model.startsWith("@") ? model : model.slice(model.lastIndexOf("/") + 1);
	return name.replace(/[-@]20\d{6}$/, "");
};

/**
 * What one call costs, in millionths of a US dollar, rounded up once. A model without a known price costs nothing, and
 * `isPriced` says so: an endpoint of one's own has no price that we could know.
 */
export function costOfCall(
	model: string,
	tokens: CallTokens,
	table: readonly Prices[] = PRICES,
): { readonly costMicros: number; readonly isPriced: boolean } {
	const { prompt, cached, written, output } = tokens;
	for (const count of [prompt, cached, written, output])
		invariant(Number.isSafeInteger(count) && count >= 0, "tokens are counted in whole numbers");
	invariant(cached + written <= prompt, "what is cached is a part of the prompt");
	const prices = priceOf(model, table);
	if (!prices) return { costMicros: 0, isPriced: false };
	const quarters =
		4 *
			((prompt - cached - written) * prices.inputMicros + cached * prices.cachedMicros + output * prices.outputMicros) +
		WRITTEN_QUARTERS * written * prices.inputMicros;
	invariant(Number.isSafeInteger(quarters), "a call costs less than what is counted exactly");
	return { costMicros: Math.ceil(quarters / (4 * MILLION)), isPriced: true };
}
