import { defineAgent } from "#knowledge/agents/define-agent.ts";
import { judge } from "./judge.ts";
import { reason } from "./rules.ts";
import soul from "./SOUL.md";

export const proposal = defineAgent({
	name: "proposal",
	version: 4,
	group: "deal-coordination",
	soul,
	mayPropose: ["draft-email", "ask-human"],
	mayOffer: true,
	factKeys: [],
	sees: {
		facts: "all",
		catalogue: true,
		history: false,
		crm: false,
		packs: true,
		memory: { workstreams: ["legal", "financial"], kinds: ["decisions", "contracts", "goals"], never: ["meetings"] },
	},
	reason,
	judge,
	enforces: {
		"I must not state an amount that is neither in my offer nor in the buyer's own words.": { rules: ["JU9"] },
		"I must not state a total while a line of theirs has no price.": { rules: ["PP34"] },
		"I must not price or praise what they do not want, or name a price in a currency that our list does not have.": {
			rules: ["PP5"],
		},
		"I must not offer below list, speak of a floor, or grant a discount: a person decides on it.": {
			rules: ["PP6", "JU12"],
		},
		"I must not guarantee anything or grant a contract term.": { rules: ["JU12"] },
		"I must not ask more than two questions in one mail.": { rules: ["PP11"] },
		"I must not write more than 2,400 characters.": { rules: ["PP10"] },
		"I must not answer automatic mail, or people who asked not to be contacted.": { rules: ["PP12"] },
	},
});
