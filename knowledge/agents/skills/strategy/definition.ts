import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const strategy = defineAgent({
	name: "strategy",
	version: 2,
	group: "deal-coordination",
	soul,
	mayPropose: ["learn-fact"],
	factKeys: ["strategy.fit", "strategy.gap", "strategy.position"],
	sees: { facts: "all", catalogue: true, history: false, crm: false },
	reason,
	judge,
});
