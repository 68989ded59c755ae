import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const pipeline = defineAgent({
	name: "pipeline",
	version: 4,
	group: "deal-coordination",
	soul,
	mayPropose: ["move-stage", "update-crm", "ask-human"],
	factKeys: [],
	sees: {
		facts: "all",
		catalogue: false,
		history: true,
		crm: true,
		memory: { workstreams: ["operational"], kinds: ["decisions", "progress", "meetings"], never: [] },
	},
	reason,
	judge,
	enforces: {
		"I must not move a deal whose exit criteria the known facts do not meet.": { rules: ["PI1"] },
		"I must not move a deal on our own words, on an invitation or on silence.": { rules: ["PI4"] },
		"I must not move a deal backwards, or close it.": { rules: ["PI3"] },
		"I must not write a sum, a date or a name into the record that nobody gave.": { rules: ["PI8", "PI10"] },
		"I must not set a next action before the day on which its words were written.": { rules: ["PI12"] },
		"I must not write to a customer, or claim new facts.": { deny: ["draft-email", "learn-fact"] },
	},
});
