import type { Blackboard, OpenRun } from "../facts/blackboard.ts";
import { CALL_TOKENS_MAX, DEAL_COST_MICROS_MAX, RUN_TOKENS_MAX } from "../vocabulary/limits.ts";

export type BudgetRefusal = {
	readonly limit: "call-tokens" | "run-tokens" | "deal-cost";
	readonly asked: number;
	readonly left: number;
};

/** [BU1] S0-93: whether a model may be asked. `null`: yes. `promptTokens` is the estimate of what would be sent. */
export function budgetRefusal(board: Blackboard, run: OpenRun, promptTokens: number): BudgetRefusal | null {
	if (promptTokens > CALL_TOKENS_MAX) return { limit: "call-tokens", asked: promptTokens, left: CALL_TOKENS_MAX };
	const runLeft = Math.max(0, RUN_TOKENS_MAX - run.tokens);
	if (promptTokens > runLeft) return { limit: "run-tokens", asked: promptTokens, left: runLeft };
	if (board.counts.costMicros >= DEAL_COST_MICROS_MAX) return { limit: "deal-cost", asked: promptTokens, left: 0 };
	return null;
}
