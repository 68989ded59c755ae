/** In millionths of a US dollar per million tokens: whole numbers, so that sums of them are exact. */
export type Prices = {
	readonly model: string;
	readonly inputMicros: number;
	/** Of input that the provider still had from an earlier call. Where there is no such rate, it is that of input. */
	readonly cachedMicros: number;
	readonly outputMicros: number;
};

export type KnownPrices = Prices & {
	readonly size: "small" | "mid" | "frontier";
	/** Where the price was read. A price without a stored page says so. */
	readonly source: string;
};

/** The day on which the table was made. What a provider charges later is not in it. */
export const PRICES_AS_KNOWN_ON = "2026-11-20";

/** Public list prices, without discounts for batches. docs/COSTS.md says which of them were confirmed, and by what. */
export const PRICES: readonly KnownPrices[] = [
	{
		size: "small",
		model: "@cf/zai-org/glm-5.3-flash",
		inputMicros: 150_000,
		cachedMicros: 150_000,
		outputMicros: 500_000,
		source:
			"the project's stack notes of 2026-11-20; no stored page of Cloudflare names it, and a cached rate is not known",
	},
	{
		size: "mid",
		model: "claude-sonnet-5-5",
		inputMicros: 2_000_000,
		cachedMicros: 200_000,
		outputMicros: 10_000_000,
		source: "platform.claude.com/docs, models/sonnet-5-5/overview, as stored",
	},
	{
		size: "frontier",
		model: "claude-fable-5-1",
		inputMicros: 10_000_000,
		cachedMicros: 250_000,
		outputMicros: 50_000_000,
		source: "platform.claude.com/docs, about-claude/pricing, as stored",
	},
];

/** What a euro costs in millionths of a US dollar. An assumption: reference rates in store, of early 2026, lie between 1.166 and 1.174. */
export const EURO_MICROS = 1_165_000;
