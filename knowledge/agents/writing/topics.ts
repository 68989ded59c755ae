/** What an ask is about; each topic has one honest way to say what will follow. */
export type Topic =
	| "price"
	| "discount"
	| "meeting"
	| "security"
	| "integration"
	| "reference"
	| "contract"
	| "schedule"
	| "trial"
	| "support"
	| "document"
	| "capability"
	| "silence"
	| "account"
	| "other";

/** In order: the first that fits. A question about the price of an integration is one about price. */
const TOPICS: readonly (readonly [Exclude<Topic, "other">, RegExp])[] = [
	[
		"account",
		/\b(?:explanation|root cause|apology|how (?:this|that) (?:could )?happen\w*)\b|^(?!.*\b(?:somebody|someone|anybody|who)\b).*\bwhat (?:happened|went wrong)\b/i,
	],
	[
		"document",
		/\b(?:resend|(?:send|share|forward)\b[^.?!]{0,60}\b(?:again|once more)|link (?:has )?expired|one-pager|(?:one|two)-page|comparison)\b/i,
	],
	// Software that talks, reads and sends is no meeting and no document.
	[
		"integration",
		/\b(?:it|system|tool|software|product|platform|solution|app) (?:also )?(?:talks? to|speaks? to|works? with)\b|\b(?:read|write|sync|update|refresh|export|import)\b[^.?!]{0,30}\bevery (?:\d|night|hour|day|quarter)|\bsend (?:you |us )?events?\b|\bmust we poll\b|\bwork(?:s)? with our \w+(?:[- ]\w+)? (?:app|system|tool)\b/i,
	],
	["silence", /\bdo(?: not|n['’]t) (?:call|contact|e-?mail|write|follow up|chase)\b/i],
	[
		"discount",
		/\b(?:discount|better price|lower price|sharpen|best price|room (?:on|in) (?:the )?price|come down|negotiable|drop|waive|reduce|lower|match|hold the price|net \d\d|throw in|concession)\b/i,
	],
	[
		"reference",
		/\b(?:reference|references|case stud(?:y|ies)|who else|other customers|companies (?:our size|like (?:us|ours))|similar (?:companies|customers|size))\b/i,
	],
	[
		"price",
		/\b(?:pric(?:e|es|ing)|costs?|quote|quotation|how much|rates?|fees?|licen[cs](?:e|es|ing)|per (?:seat|user|agent)|estimate|budgetary|commercials?|angebot|devis|cotización|presupuesto|preis|prix|precio|offerte)\b/i,
	],
	[
		"security",
		/\b(?:security|soc ?2|iso ?27001|gdpr|dpa|penetration|pen ?test|data (?:residency|protection|privacy|centre|center)|encrypt\w{0,5}|compliance|compliant|questionnaire|sso|single sign|hosted|hosting|audit)\b/i,
	],
	[
		"integration",
		/\b(?:integrat\w{1,6}|connect\w{0,4}|api|apis|sync\w{0,4}|import|export|plug ?in|work with our|talk to our|migrat\w{1,4})\b/i,
	],
	["trial", /\b(?:trial|pilot|poc|proof of concept|sandbox|test account|try (?:it|this))\b/i],
	[
		"contract",
		/\b(?:contract|terms|notice period|msa|nda|agreement|redlines?|payment|cancel\w{0,6}|commit(?:ment)?|minimum|invoice|liability|sla)\b/i,
	],
	[
		"schedule",
		/\b(?:how (?:long|soon|quickly|fast)|timeline|lead time|go[- ]?live|implementation|implement|onboard\w{0,4}|roll ?out|set ?up time|get (?:going|started))\b/i,
	],
	[
		"meeting",
		/\b(?:call|meeting|meet(?! (?:them|these|this|that|our|the|all|those|it)\b)|speak|talk|chat|demo|walk(?: |-)?through|walk (?:me|us)|slot|available|availability|catch up|invite|calendar|\d{1,3} minutes|next (?:mon|tues|wednes|thurs|fri)day)\b/i,
	],
	[
		"support",
		/\b(?:(?<!\b(?:you|it|they|to|also|not|can|could|does|do|will|would|which|that|we) )support|help ?desk|training|response times?|account manager|documentation)\b/i,
	],
	["document", /\b(?:send|share|forward|copy of|deck|slides|brochure|document|report|pdf|template|recording|notes)\b/i],
	[
		"capability",
		/\b(?:can (?:it|you|your|the)|does (?:it|your|the)|do you|is (?:it|there)|are (?:there|you)|will it|support|handle|feature|able to|possible)\b/i,
	],
];

export const topicOf = (text: string): Topic => TOPICS.find(([, pattern]) => pattern.test(text))?.[0] ?? "other";

/** For the person who approves: what a mail takes up. */
export const TOPIC_LABELS: Readonly<Record<Topic, string>> = {
	price: "price",
	discount: "discount",
	meeting: "a meeting",
	security: "security",
	integration: "integration",
	reference: "references",
	contract: "terms",
	schedule: "time to go live",
	trial: "a trial",
	support: "support",
	document: "a document",
	capability: "a capability",
	silence: "when not to write",
	account: "what went wrong",
	other: "a question",
};

/** What is said of an ask, and what its sender owes once it is sent. Neither holds a figure, a date, or anything begun already. */
export type Answer = { readonly says: string; readonly commits: string };

/** What is always answered alike; all else is answered from what is known, or by who knows. */
export const ANSWERS: Readonly<Record<"silence" | "account", Answer>> = {
	silence: { says: "Understood, I will keep to that.", commits: "not contacting them before they say so" },
	account: {
		says: "I will find out what happened and send you a written account of it, with the name of who takes care of it.",
		commits: "a written account of what happened, with a name",
	},
};
