/** What an opportunity or account plan is about, in the order in which it is read. */
export const PLAN_SECTIONS = [
	"goal",
	"why-now",
	"value",
	"people",
	"process",
	"fit",
	"gaps",
	"competition",
	"risks",
	"commitments",
	"next",
] as const;
export type PlanSection = (typeof PLAN_SECTIONS)[number];
