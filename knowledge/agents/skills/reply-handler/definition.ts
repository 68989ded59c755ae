import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const replyHandler = defineAgent({
	name: "reply-handler",
	version: 6,
	group: "deal-coordination",
	soul,
	mayPropose: ["learn-fact", "draft-email", "hand-off", "ask-human"],
	factKeys: [
		"conversation.ask",
		"conversation.promise",
		"conversation.objection",
		"conversation.date",
		"conversation.agreed",
		"conversation.concession",
	],
	sees: {
		facts: "all",
		catalogue: true,
		history: false,
		crm: false,
		packs: true,
		memory: { workstreams: ["legal"], kinds: ["decisions", "progress"], never: [] },
	},
	reason,
	judge,
	enforces: {
		"I must not state a price, nor a number, date or name that neither the buyer's own text nor a known fact holds.": {
			denyOffer: true,
			rules: ["JU9", "JU8"],
		},
		"I must not promise a discount, a guarantee, a free service or any contract term.": { rules: ["JU12"] },
		"I must not ask more than two questions in one mail.": { rules: ["RH11"] },
		"I must not write more than 1,800 characters.": { rules: ["RH10"] },
		"I must not write to anybody who is not a contact of the deal.": { rules: ["JU4"] },
		"I must not move a deal to another stage, or hand anything but prices to other agents.": {
			deny: ["move-stage"],
			rules: ["RH14"],
		},
		"I must not answer automatic mail, or people who asked not to be contacted.": { rules: ["RH13"] },
	},
});
