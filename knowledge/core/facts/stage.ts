import type { Stage } from "../vocabulary/stage.ts";

/** The moves that exist. Selling stages move one step on, any number back, or to a close; after a win, delivery follows. */
export const SELLING_STAGES: readonly Stage[] = [
	"PROSPECTING",
	"DISCOVERY",
	"QUALIFICATION",
	"SOLUTION",
	"PROPOSAL",
	"NEGOTIATION",
];
const DELIVERY: Partial<Record<Stage, readonly Stage[]>> = {
	CLOSED_WON: ["ONBOARDING"],
	CLOSED_LOST: ["PROSPECTING"],
	ONBOARDING: ["ADOPTION"],
	ADOPTION: ["RENEWAL"],
	RENEWAL: ["ADOPTION", "CLOSED_LOST"],
};

const sellingIndex = (stage: Stage): number => SELLING_STAGES.indexOf(stage);

export function movesFrom(stage: Stage): readonly Stage[] {
	const index = sellingIndex(stage);
	if (index < 0) return DELIVERY[stage] ?? [];
	const next = SELLING_STAGES[index + 1];
	return [
		...SELLING_STAGES.slice(0, index),
		...(next ? [next] : []),
		...(stage === "NEGOTIATION" ? (["CLOSED_WON"] as const) : []),
		"CLOSED_LOST",
	];
}

export const isLegalMove = (from: Stage, to: Stage): boolean => movesFrom(from).includes(to);

export const isSelling = (stage: Stage): boolean => sellingIndex(stage) >= 0;

/** Whether `to` is what comes right after `from` on the way to NEGOTIATION. */
export const isStepForward = (from: Stage, to: Stage): boolean =>
	isSelling(from) && isSelling(to) && sellingIndex(to) === sellingIndex(from) + 1;

/** S2-78, K4: no agent, by whatever route, moves a deal to a stage that is not one of these. */
export const AGENT_CEILING: Stage = "NEGOTIATION";
export const isWithinAgentCeiling = (to: Stage): boolean => isSelling(to);
