import type { Rank } from "#knowledge/agents/writing/norms.ts";

/** [PP17] How a price is told to a rank. Where it stands in the mail is `LAYOUTS` of `writing/layout.ts`. */
export type Manner = {
	/** Whether the sum stands in the first sentence. */
	readonly sumFirst: boolean;
	/** How many sentences on what covers a need. */
	readonly covers: number;
	readonly coversTitle: string;
	/** Price lines with their arithmetic, or what they come to. */
	readonly lines: "arithmetic" | "sums";
};

export const MANNERS: Readonly<Record<Rank, Manner>> = {
	"c-suite": { sumFirst: true, covers: 0, coversTitle: "", lines: "sums" },
	executive: { sumFirst: true, covers: 1, coversTitle: "What it rests on:", lines: "sums" },
	manager: { sumFirst: false, covers: 2, coversTitle: "What covers the needs of your team:", lines: "arithmetic" },
	"individual contributor": {
		sumFirst: false,
		covers: 4,
		coversTitle: "How it works, point by point:",
		lines: "arithmetic",
	},
};
