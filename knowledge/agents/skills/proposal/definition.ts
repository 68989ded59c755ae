import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const proposal = defineAgent({
	name: "proposal",
	version: 2,
	group: "deal-coordination",
	soul,
	mayPropose: ["draft-email", "ask-human"],
	mayOffer: true,
	factKeys: [],
	sees: { facts: "all", catalogue: true, history: false, crm: false },
	reason,
	judge,
});
