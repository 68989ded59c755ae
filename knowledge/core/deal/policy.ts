import { crmKey } from "../events/crm.ts";
import type { Blackboard } from "../facts/blackboard.ts";
import type { Catalogue, Offer } from "../facts/offering.ts";
import { AGENT_CEILING, isLegalMove, isSelling, isStepForward, isWithinAgentCeiling } from "../facts/stage.ts";
import type { ActionClass, AutonomyLevel } from "../learning/autonomy.ts";
import type { Region } from "../vocabulary/region.ts";
import { judgeOffer } from "./pricing.ts";
import type { Proposal } from "./skill.ts";

export type ApproverRole = "rep" | "regional-human";

/** What becomes of a judged proposal. */
export type Verdict =
	| { readonly type: "do" }
	| { readonly type: "hold"; readonly approvers: readonly [ApproverRole, ...ApproverRole[]] }
	| { readonly type: "refuse"; readonly rule: string; readonly reason: string };

const EITHER = ["rep", "regional-human"] as const;

/** [PO1..] The ceilings. Code, not prompt: no reasoner's words reach this function. */
export function verdictOf(board: Blackboard, proposal: Proposal, catalogue: Catalogue): Verdict {
	switch (proposal.type) {
		case "learn-fact":
		case "ask-human":
		case "hand-off":
		case "coach-rep":
			return { type: "do" };
		case "update-crm":
			return crmVerdict(board, proposal);
		case "draft-email":
			if (!isSelling(board.stage))
				return { type: "refuse", rule: "PO7", reason: "outside of selling the crew writes to nobody" };
			return priceVerdict(proposal.offer, catalogue, board.region);
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

/**
 * [PO12] A clone that may only observe proposes no such action; one that may only draft has it decided by the regional
 * human. What is earned beyond approval is shown and not used: a person approves whatever reaches a buyer.
 */
export function withinAutonomy(
	verdict: Verdict,
	proposal: Proposal,
	autonomy: ((action: ActionClass) => AutonomyLevel) | undefined,
): Verdict {
	const action = actionOf(proposal);
	if (!autonomy || !action || verdict.type === "refuse") return verdict;
	const level = autonomy(action);
	if (level === "observe") return { type: "refuse", rule: "PO12", reason: `this clone only observes: no ${action}` };
	return level === "draft" ? { type: "hold", approvers: ["regional-human"] } : verdict;
}

function actionOf(proposal: Proposal): ActionClass | null {
	if (proposal.type === "draft-email") return proposal.offer ? "offer-price" : "answer-mail";
	return proposal.type === "move-stage" ? "move-stage" : null;
}

/** [PO8] No price under the floor, whoever drafts. [PO9] One off the list is the regional human's to allow. [PO11] Every give needs a get. */
function priceVerdict(offer: Offer | undefined, catalogue: Catalogue, region: Region): Verdict {
	if (!offer) return { type: "hold", approvers: EITHER };
	const judged = judgeOffer(offer, catalogue, region);
	if (judged.type === "refused") return { type: "refuse", rule: "PO8", reason: judged.reason };
	if (judged.isGive && !offer.gets)
		return { type: "refuse", rule: "PO11", reason: "a price below list says what is got for it" };
	return { type: "hold", approvers: judged.isOnList ? EITHER : ["regional-human"] };
}

/** [PO10] The built-in record is ours, and each change carries its inverse: agents may write it. What a person wrote, or took back, stays. */
function crmVerdict(board: Blackboard, { record, field }: Extract<Proposal, { type: "update-crm" }>): Verdict {
	const standing = board.crm?.[crmKey(record)]?.[field];
	if (standing?.by.type === "human")
		return { type: "refuse", rule: "PO10", reason: `a person decided the field ${field}` };
	return { type: "do" };
}
