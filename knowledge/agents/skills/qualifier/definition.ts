import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { QUALIFICATION_KEYS } from "#knowledge/core/reasoning/qualification/find.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const qualifier = defineAgent({
	name: "qualifier",
	version: 9,
	group: "deal-coordination",
	soul,
	mayPropose: ["learn-fact", "hand-off", "ask-human"],
	factKeys: [...QUALIFICATION_KEYS, "methodology.answer"],
	sees: {
		facts: "all",
		catalogue: false,
		history: false,
		crm: false,
		packs: true,
		memory: { workstreams: ["financial"], kinds: ["people", "goals", "issues"], never: [] },
	},
	reason,
	judge,
	enforces: {
		"I must not write outreach copy, replies or any other text for a customer.": { deny: ["draft-email"] },
		"I must not update the CRM directly.": { deny: ["update-crm"] },
		"I must not decide when to follow up.": { deny: ["update-crm"], rules: ["QU14"] },
		"I must not claim anything that the author did not write here and now.": { rules: ["JU3"] },
		"I must not make claims about the buyer from our own mails.": { rules: ["QU8"] },
		"I must not move a deal to another stage.": { deny: ["move-stage"] },
	},
});
