import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const replyHandler = defineAgent({
	name: "reply-handler",
	version: 2,
	group: "deal-coordination",
	soul,
	mayPropose: ["learn-fact", "draft-email", "ask-human"],
	factKeys: ["conversation.ask", "conversation.promise", "conversation.objection", "conversation.date"],
	reason,
	judge,
});
