import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const replyHandler = defineAgent({
	name: "reply-handler",
	version: 4,
	group: "deal-coordination",
	soul,
	mayPropose: ["learn-fact", "draft-email", "hand-off", "ask-human"],
	factKeys: ["conversation.ask", "conversation.promise", "conversation.objection", "conversation.date"],
	sees: { facts: "all", catalogue: true, history: false, crm: false },
	reason,
	judge,
});
