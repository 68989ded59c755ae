import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import { costOfCall } from "#knowledge/core/budget/price-of.ts";
import { PRICES, type Prices } from "#knowledge/core/budget/prices.ts";
import type { MeteredTokens } from "#knowledge/core/vocabulary/model-call.ts";

export type Metered = {
	readonly tokens: MeteredTokens;
	readonly isMetered: boolean;
	readonly costMicros: number;
	readonly isPriced: boolean;
};

/** More than any call of ours, and what the leases of a month allow for one: a provider that tells more is mistaken, and must not spend a tenant's month. */
const TOKENS_MAX = 10_000;

/** A provider's number, made one that can be added up. */
const count = (told: number | undefined): number =>
	told === undefined || !Number.isFinite(told) ? 0 : Math.min(TOKENS_MAX, Math.max(0, Math.round(told)));

/**
 * What a call came to: as the provider tells it, or as estimated where it tells nothing. A provider that tells no prompt
 * at all tells nothing: some libraries make zeros of silence.
 */
export function meter(
	model: string,
	usage: LanguageModelV4Usage | null,
	estimate: { readonly prompt: number; readonly output: number },
	table: readonly Prices[] = PRICES,
): Metered {
	const isMetered = usage !== null && count(usage.inputTokens.total) > 0;
	const prompt = isMetered ? count(usage.inputTokens.total) : estimate.prompt;
	const cached = isMetered ? Math.min(prompt, count(usage.inputTokens.cacheRead)) : 0;
	const written = isMetered ? Math.min(prompt - cached, count(usage.inputTokens.cacheWrite)) : 0;
	const output = isMetered ? count(usage.outputTokens.total) : estimate.output;
	return {
		tokens: { prompt, cached, output },
		isMetered,
		...costOfCall(model, { prompt, cached, written, output }, table),
	};
}
