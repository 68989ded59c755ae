import type { Blackboard } from "../facts/blackboard.ts";
import { AGENT_CEILING, isLegalMove, isSelling, isStepForward, isWithinAgentCeiling } from "../facts/stage.ts";
import type { Proposal } from "./skill.ts";

export type ApproverRole = "rep" | "regional-human";

/** What becomes of a judged proposal. */
export type Verdict =
	| { readonly type: "do" }
	| { readonly type: "hold"; readonly approvers: readonly [ApproverRole, ...ApproverRole[]] }
	| { readonly type: "refuse"; readonly rule: string; readonly reason: string };

const EITHER = ["rep", "regional-human"] as const;

/** [PO1..] The ceilings. Code, not prompt: no reasoner's words reach this function. */
export function verdictOf(board: Blackboard, proposal: Proposal): Verdict {
	switch (proposal.type) {
		case "learn-fact":
		case "ask-human":
		case "hand-off":
			return { type: "do" };
		case "draft-email":
			if (!isSelling(board.stage))
				return { type: "refuse", rule: "PO7", reason: "outside of selling the crew writes to nobody" };
			return { type: "hold", approvers: EITHER };
		case "move-stage":
			if (!isWithinAgentCeiling(proposal.to))
				return { type: "refuse", rule: "PO2", reason: "only a person moves a deal past NEGOTIATION" };
			if (!isLegalMove(board.stage, proposal.to))
				return { type: "refuse", rule: "PO3", reason: `there is no move from ${board.stage} to ${proposal.to}` };
			if (proposal.to === AGENT_CEILING) return { type: "hold", approvers: ["regional-human"] };
			return isStepForward(board.stage, proposal.to) && proposal.evidence.length > 0
				? { type: "do" }
				: { type: "hold", approvers: EITHER };
	}
}
