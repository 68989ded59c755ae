import type { DealId, RunId } from "#knowledge/core/vocabulary/ids.ts";

/** What is asked for before a call: prompt and the longest answer, in tokens. */
export type TokenAsk = {
	/** The same call has the same id, whatever is retried: it is reserved and settled once. */
	readonly call: string;
	readonly deal: DealId;
	readonly run: RunId;
	readonly tokens: number;
	/** [S3-20] 0 to 100. */
	readonly priority: number;
};

export type TokenReservation =
	| { readonly type: "reserved"; readonly call: string }
	/** `month`: not to be had at this priority. `no-ledger`: who could say did not answer. Either way rules think. */
	| { readonly type: "refused"; readonly why: "month" | "no-ledger" };

/** The account's month as a call sees it: nothing is bought without a reservation, and what was bought is settled. */
export type TokenBudget = {
	reserve(ask: TokenAsk): Promise<TokenReservation>;
	/** What the call came to in the end; zero gives everything back. Never throws: what is not settled expires. */
	settle(call: string, spent: { readonly tokens: number; readonly costMicros: number }): Promise<void>;
};

/** Where nobody keeps a month: the ceilings of the run and the deal hold alone. */
export const NO_MONTH: TokenBudget = {
	reserve: async ({ call }) => ({ type: "reserved", call }),
	settle: async () => undefined,
};
