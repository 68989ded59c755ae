import type { Blackboard, OpenRun } from "../facts/blackboard.ts";
import { CALL_TOKENS_MAX, DEAL_COST_MICROS_MAX, RUN_TOKENS_MAX } from "../vocabulary/limits.ts";

export type BudgetRefusal = {
	readonly limit: "call-tokens" | "run-tokens" | "deal-cost";
	readonly asked: number;
	readonly left: number;
};

/** What the calls of the same stage that were let through come to, at most: they are not on the board before all have answered. */
export type UnderWay = { readonly tokens: number; readonly costMicros: number };

export const NOTHING_UNDER_WAY: UnderWay = { tokens: 0, costMicros: 0 };

/**
 * [BU1] S0-93, K7: whether a model may be asked, as far as the call, the run and the deal go; the month is asked behind it,
 * where the call is made. `null`: yes. `promptTokens` is the estimate of what would be sent.
 */
export function budgetRefusal(
	board: Blackboard,
	run: OpenRun,
	promptTokens: number,
	underWay: UnderWay = NOTHING_UNDER_WAY,
): BudgetRefusal | null {
	if (promptTokens > CALL_TOKENS_MAX) return { limit: "call-tokens", asked: promptTokens, left: CALL_TOKENS_MAX };
	const runLeft = Math.max(0, RUN_TOKENS_MAX - run.tokens - underWay.tokens);
	if (promptTokens > runLeft) return { limit: "run-tokens", asked: promptTokens, left: runLeft };
	if (board.counts.costMicros + underWay.costMicros >= DEAL_COST_MICROS_MAX)
		return { limit: "deal-cost", asked: promptTokens, left: 0 };
	return null;
}
