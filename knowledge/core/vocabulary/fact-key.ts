import * as z from "zod";

/** What a fact can be about. Closed, so that a skill's allow-list and a reader's screen can be complete. */
export const FactKey = z.enum([
	"bant.budget",
	"bant.authority",
	"bant.need",
	"bant.timeline",
	"meddic.metrics",
	"meddic.economic-buyer",
	"meddic.decision-criteria",
	"meddic.decision-process",
	"meddic.pain",
	"meddic.champion",
	"conversation.ask",
	"conversation.promise",
	"conversation.objection",
	"conversation.date",
	"conversation.agreed",
	"conversation.concession",
	"discovery.requirement",
	"discovery.stakeholder",
	"discovery.competitor",
	"strategy.fit",
	"strategy.gap",
	"strategy.position",
	"methodology.answer",
]);
export type FactKey = z.infer<typeof FactKey>;
