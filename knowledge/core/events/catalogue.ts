import * as z from "zod";
import * as deal from "./deal.ts";

/** Every event that exists. A new member stops `evolve` from compiling and needs a golden sample. */
export const DealEvent = z.discriminatedUnion("type", [
	deal.DealOpened,
	deal.SignalReceived,
	deal.RunRequested,
	deal.RunStarted,
	deal.StepSettled,
	deal.HandOffRecorded,
	deal.ProposalRefused,
	deal.FactLearned,
	deal.StageChanged,
	deal.ApprovalRequested,
	deal.ApprovalEdited,
	deal.ApprovalDecided,
	deal.EffectQueued,
	deal.EffectSettled,
	deal.EffectHeld,
	deal.FlagRaised,
	deal.FlagCleared,
	deal.AutomationChanged,
	deal.RunSettled,
	deal.BudgetRefused,
	deal.CrmChanged,
	deal.CoachingNoted,
	deal.DealForked,
	deal.RepAssigned,
	deal.ContactErased,
	deal.FactJudged,
	deal.FeedbackGiven,
]);
export type DealEvent = z.infer<typeof DealEvent>;

/** S0-10: the four domains that subscribers may name. */
export const DOMAINS = ["deal", "meeting", "conversation", "analytics"] as const;
export type Domain = (typeof DOMAINS)[number];

export function domainOf(type: string): Domain | null {
	return DOMAINS.find((each) => type.startsWith(`${each}.`)) ?? null;
}
