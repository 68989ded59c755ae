import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const discovery = defineAgent({
	name: "discovery",
	version: 4,
	group: "deal-coordination",
	soul,
	mayPropose: ["learn-fact"],
	factKeys: ["discovery.requirement", "discovery.stakeholder", "discovery.competitor"],
	sees: {
		facts: "all",
		catalogue: false,
		history: false,
		crm: false,
		memory: { workstreams: [], kinds: ["people", "goals", "issues"], never: ["contracts"] },
	},
	reason,
	judge,
	enforces: {
		"I must not take our own people, or our own words, for the buyer's.": { rules: ["DI11", "DI4"] },
		"I must not give anybody a title, a role or a stance that no words show.": { rules: ["DI12"] },
		"I must not note a budget, a date or a wish about our process as a requirement.": { rules: ["DI18"] },
		"I must not state a need in words that are not the buyer's.": { rules: ["DI7"] },
		"I must not write to anybody, move a deal, score it, or hand work on.": {
			deny: ["draft-email", "move-stage", "hand-off"],
			denyKeys: ["bant.need", "meddic.pain"],
		},
	},
});
