import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const coaching = defineAgent({
	name: "coaching",
	version: 3,
	group: "analytics",
	soul,
	mayPropose: ["coach-rep"],
	factKeys: [],
	sees: {
		facts: "all",
		catalogue: false,
		history: true,
		crm: false,
		memory: { workstreams: [], kinds: ["people", "issues", "meetings"], never: ["contracts"] },
	},
	atMost: { "coach-rep": 1 },
	reason,
	judge,
	enforces: {
		"I must not write to the buyer, or in words that are meant for the buyer.": {
			deny: ["draft-email"],
			rules: ["CH6"],
		},
		"I must not judge a person, only what was said and what was left out.": { rules: ["CH7"] },
		"I must not give more than one note, or one of more than 600 characters.": {
			atMost: "coach-rep",
			shape: "coach-rep",
		},
		"I must not note anything about a buyer's mail in which we say nothing.": { rules: ["CH9"] },
		"I must not claim facts, move the deal or change the record.": { deny: ["learn-fact", "move-stage", "update-crm"] },
	},
});
