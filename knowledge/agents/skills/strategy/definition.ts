import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const strategy = defineAgent({
	name: "strategy",
	version: 3,
	group: "deal-coordination",
	soul,
	mayPropose: ["learn-fact"],
	factKeys: ["strategy.fit", "strategy.gap", "strategy.position"],
	sees: {
		facts: "all",
		catalogue: true,
		history: false,
		crm: false,
		memory: { workstreams: [], kinds: ["goals", "issues"], never: ["people", "meetings"] },
	},
	reason,
	judge,
	enforces: {
		"I must not claim a fit that the catalogue does not state to the letter.": { rules: ["SG11"] },
		"I must not call a need covered when a limit names it.": { rules: ["SG15"] },
		"I must not say anything where the match is uncertain, or where nothing is sold.": { rules: ["SG11"] },
		"I must not speak ill of a rival, or use what has expired.": { rules: ["SG11"] },
		"I must not name a price.": { denyOffer: true, rules: ["SG11"] },
		"I must not draft a mail, move a deal or hand work on.": { deny: ["draft-email", "move-stage", "hand-off"] },
	},
});
