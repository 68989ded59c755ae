import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { DECIDES } from "./subjects.ts";

/** S2-11: what a price means at a stage, and what comes after it. Neither holds a figure or a date. */
export type StageManner = {
	readonly priceTitle: string;
	/** One line in front of the price, on how far it goes. */
	readonly says: string;
	/** Where no question is asked. */
	readonly closes: string;
	/** More or less is said on what covers a need. */
	readonly covers: number;
};

const EARLY: StageManner = {
	priceTitle: "A first figure",
	says: "It is the list price for what I know so far; where I have counted wrongly, a word is enough.",
	closes: "If the order of magnitude is right, a short call will tell us both whether the rest is.",
	covers: -1,
};
const MANNERS: Partial<Record<Stage, StageManner>> = {
	DISCOVERY: EARLY,
	QUALIFICATION: {
		priceTitle: "A figure for your budget",
		says: "It is the list price for what you describe, to plan with.",
		closes: "It would help me to know whether this is in the range that you have in mind.",
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
		closes:
			"The next step is yours: if scope and price are right, a line to me is enough, and if something has to change first, I would like to hear it.",
		covers: 1,
	},
	NEGOTIATION: {
		priceTitle: "The price as it stands",
		says: "These are the list prices; nothing in them has changed.",
		closes: `Whatever is still open is for ${DECIDES}.`,
		covers: -2,
	},
};

export const stageManner = (stage: Stage): StageManner => MANNERS[stage] ?? EARLY;
