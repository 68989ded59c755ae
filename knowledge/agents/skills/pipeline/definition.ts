import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const pipeline = defineAgent({
	name: "pipeline",
	version: 2,
	group: "deal-coordination",
	soul,
	mayPropose: ["move-stage", "update-crm", "ask-human"],
	factKeys: [],
	sees: { facts: "all", catalogue: false, history: true, crm: true },
	reason,
	judge,
});
