import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const coaching = defineAgent({
	name: "coaching",
	version: 2,
	group: "analytics",
	soul,
	mayPropose: ["coach-rep"],
	factKeys: [],
	sees: { facts: "all", catalogue: false, history: true, crm: false },
	reason,
	judge,
});
