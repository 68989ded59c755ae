import { openDrafts, type SignalCard } from "../facts/blackboard.ts";
import { isSelling } from "../facts/stage.ts";
import type { Sha256 } from "../vocabulary/hash.ts";
import { type ApprovalId, flagIdOf, type RunId, type UserId } from "../vocabulary/ids.ts";
import type { Stage } from "../vocabulary/stage.ts";
import { replace } from "./request.ts";
import type { Turn } from "./turn.ts";

export type PersonsMove = {
	readonly to: Stage;
	readonly user: UserId;
	/** What was approved, and its reason; `null` for a move by hand. */
	readonly approval: ApprovalId | null;
	readonly why: Sha256 | null;
	readonly cause: { readonly correlation: string; readonly causation: number | null };
};

/** [CL1] Where a move ends the selling, what was drafted for it is closed in the same turn: nobody approves it by a late click. */
export function moveByPerson(turn: Turn, { to, user, approval, why, cause }: PersonsMove): void {
	const by = { type: "human", user } as const;
	const moved = turn.emit({ type: "deal.stage-changed", from: turn.board().stage, to, by, approval, why }, cause);
	if (isSelling(to)) return;
	const { correlation } = cause;
	for (const draft of openDrafts(turn.board())) replace(turn, draft, "deal-closed", { correlation, causation: moved });
}

/**
 * [CL2] Nobody of the crew works on a closed deal, so what a buyer writes to it is put before a person. One flag a deal,
 * which names the latest run: a chatty buyer must not fill the board.
 */
export function flagMailToClosed(turn: Turn, run: RunId, signal: SignalCard | null): void {
	const { deal, stage, seq } = turn.board();
	if (isSelling(stage) || signal?.author !== "buyer" || signal.empty) return;
	turn.emit(
		{
			type: "deal.flag-raised",
			flag: flagIdOf(turn.hash, deal, "closed-deal-mail", deal),
			kind: "closed-deal-mail",
			run,
			skill: null,
			effect: null,
			detail: null,
			code: "closed-deal-mail",
		},
		{ correlation: run, causation: seq },
	);
}
