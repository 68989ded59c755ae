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
	| "other";

/** In order: the first that fits. A question about the price of an integration is one about price. */
const TOPICS: readonly (readonly [Exclude<Topic, "other">, RegExp])[] = [
	[
		"discount",
		/\b(?:discount|better price|lower price|sharpen|best price|room (?:on|in) (?:the )?price|come down|negotiable)\b/i,
	],
	[
		"reference",
		/\b(?:reference|references|case stud(?:y|ies)|who else|other customers|companies (?:our size|like (?:us|ours))|similar (?:companies|customers|size))\b/i,
	],
	[
		"price",
		/\b(?:pric(?:e|es|ing)|costs?|quote|quotation|how much|rates?|fees?|licen[cs](?:e|es|ing)|per (?:seat|user|agent)|estimate|budgetary|commercials?)\b/i,
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
		/\b(?:call|meet(?:ing)?|speak|talk|chat|demo|walk(?: |-)?through|walk (?:me|us)|slot|available|availability|catch up|invite|calendar|next (?:mon|tues|wednes|thurs|fri)day)\b/i,
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
	other: "a question",
};

/** Said of one ask, after it was quoted. Nothing here is a figure, a date, or a promise beyond an answer. */
export const ANSWERS: Readonly<Record<Topic, string>> = {
	price: "I will put this into a written quote, with what is included and what is not on separate lines.",
	discount: "I will take this up internally and come back to you with a clear answer, yes or no.",
	meeting: "Yes, let's talk. I will check the time and send you an invitation.",
	security: "I will get this from our security team and send it to you in writing.",
	integration:
		"I am checking this with a colleague on the technical side, so that you get a firm answer and not a guess.",
	reference: "I will check which of our customers comes closest to your situation and come back to you.",
	contract: "I will confirm this in writing, so that it matches what would stand in the contract.",
	schedule: "I will sketch a realistic plan with our delivery team and send it to you.",
	trial: "I will check what we can set up for you and what we would need from your side.",
	support: "I will send you a written summary of what is covered and how it works day to day.",
	document: "I will get this together and send it to you.",
	capability: "I will check exactly how this would work in your case and answer in writing.",
	other: "I will check this and come back to you with a proper answer.",
};
