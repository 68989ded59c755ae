import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { QUALIFICATION_KEYS } from "#knowledge/core/reasoning/qualification/find.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const qualifier = defineAgent({
	name: "qualifier",
	version: 5,
	group: "deal-coordination",
	soul,
	mayPropose: ["learn-fact", "hand-off", "ask-human"],
	factKeys: QUALIFICATION_KEYS,
	sees: { facts: "all", catalogue: false, history: false, crm: false },
	reason,
	judge,
});
