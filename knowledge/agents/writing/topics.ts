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
		/\b(?:call|meet(?:ing)?|speak|talk|chat|demo|walk(?: |-)?through|walk (?:me|us)|slot|available|availability|catch up|invite|calendar|\d{1,3} minutes|next (?:mon|tues|wednes|thurs|fri)day)\b/i,
	],
	["support", /\b(?:support|help ?desk|training|response times?|account manager|documentation)\b/i],
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

export const ANSWERS: Readonly<Record<Topic, Answer>> = {
	price: {
		says: "I will send you a written quote for this, with what is included and what is not on separate lines.",
		commits: "a written quote",
	},
	discount: {
		says: "I cannot settle that in this mail. I will ask for a decision on our side and tell you yes or no.",
		commits: "a yes or no on the terms they ask for",
	},
	meeting: {
		says: "I would be glad to talk. I will send you an invitation, or another time should that one be taken here.",
		commits: "a meeting invitation",
	},
	security: {
		says: "I will send you what we have on this in writing.",
		commits: "what we have on security, in writing",
	},
	integration: {
		says: "I will ask a technical colleague and write to you with a firm answer, not a guess.",
		commits: "a firm answer on integration from a technical colleague",
	},
	reference: {
		says: "I will look for a customer whose situation is close to yours and tell you what I find.",
		commits: "looking for a reference customer",
	},
	contract: {
		says: "I will answer this in writing, in words that can stand in the contract.",
		commits: "a written answer on terms",
	},
	schedule: {
		says: "I will send you a realistic outline of the steps and how long each takes.",
		commits: "an outline of the steps to go live",
	},
	trial: {
		says: "I will tell you what we can set up and what we would need from your side.",
		commits: "an answer on a trial",
	},
	support: {
		says: "I will send you a written summary of what is covered and how it works day to day.",
		commits: "a written summary of support",
	},
	document: { says: "I will send it to you.", commits: "sending what they ask for" },
	capability: {
		says: "I will check how this would work in your case and answer in writing.",
		commits: "a checked answer on what the product does",
	},
	silence: { says: "Understood, I will keep to that.", commits: "not contacting them before they say so" },
	account: {
		says: "I will find out what happened and send you a written account of it, with the name of who takes care of it.",
		commits: "a written account of what happened, with a name",
	},
	other: {
		says: "I will look into this and write back to you with an answer.",
		commits: "an answer to their question",
	},
};

/** Several questions of fact are one piece of work for a rep, and one promise. */
export const FACTUAL: ReadonlySet<Topic> = new Set([
	"security",
	"integration",
	"contract",
	"schedule",
	"trial",
	"support",
	"capability",
	"other",
]);
export const FACTUAL_TOGETHER: Answer = {
	says: "I will put these to the colleagues who know and send you one written answer.",
	commits: "one written answer to their questions of fact",
};
