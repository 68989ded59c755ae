import type { Stage } from "#knowledge/core/vocabulary/stage.ts";

/** S2-11: what a price means at a stage, and what to ask for next. Neither holds a figure or a date. */
export type StageManner = {
	readonly priceTitle: string;
	/** One line in front of the price, on how far it goes. */
	readonly says: string;
	readonly closes: string;
	/** More or less is said on what covers a need. */
	readonly covers: number;
};

const EARLY: StageManner = {
	priceTitle: "A first figure",
	says: "It is the list price for what I know so far, so that you see early whether it is in reach.",
	closes: "If the order of magnitude is right, a short call will tell us both whether the rest is.",
	covers: -1,
};
const MANNERS: Partial<Record<Stage, StageManner>> = {
	PROSPECTING: EARLY,
	DISCOVERY: {
		...EARLY,
		says: "It is the list price for what I know so far; correct me where I have counted wrongly.",
	},
	QUALIFICATION: {
		priceTitle: "A figure for your budget",
		says: "It is the list price for what you describe, to plan with.",
		closes: "Tell me whether this is in the range that you have in mind.",
		covers: 0,
	},
	SOLUTION: {
		priceTitle: "The price of the solution",
		says: "It is the list price for the scope as I understand it.",
		closes: "If the scope is right as it stands here, I suggest that we go through it once with those who will use it.",
		covers: 1,
	},
	PROPOSAL: {
		priceTitle: "Our proposal",
		says: "Scope and price as we propose them, line by line.",
		closes: "Tell me what would have to change before you can take this further.",
		covers: 1,
	},
	NEGOTIATION: {
		priceTitle: "The price as it stands",
		says: "These are the list prices; nothing in them has changed.",
		closes: "Tell me which point is still open, so that the right person can settle it with you.",
		covers: -2,
	},
};

export const stageManner = (stage: Stage): StageManner => MANNERS[stage] ?? EARLY;
