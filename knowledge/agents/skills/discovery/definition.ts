import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const discovery = defineAgent({
	name: "discovery",
	version: 2,
	group: "deal-coordination",
	soul,
	mayPropose: ["learn-fact"],
	factKeys: ["discovery.requirement", "discovery.stakeholder", "discovery.competitor"],
	sees: { facts: "all", catalogue: false, history: false, crm: false },
	reason,
	judge,
});
