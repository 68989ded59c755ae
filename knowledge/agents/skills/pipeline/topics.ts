/** What a mail is about, as a rep would say it to a colleague. The first that fits a place names it. */
const TOPICS: readonly (readonly [string, RegExp])[] = [
	["the SOC 2 report", /\bSOC ?2\b/i],
	["a reference customer", /\breferences?\b|\bwho (?:else|of your customers)\b|\bcustomers? (?:like us|our size)\b/i],
	["price increases", /\b(?:price increase|indexation|cap\b|adjustment every year)/i],
	["the first year", /\b(?:first year|year one|first twelve months)\b/i],
	[
		"the number of seats",
		/\b(?:(?:named|shared|each need an?) (?:\w+ )?seats?|number of (?:seats|users)|seats? instead)\b/i,
	],
	[
		"the way out",
		/\b(?:way out|get out|terminat\w+|right to leave|leave after|notice (?:of|period)|if we want to stop)\b/i,
	],
	["the length of the contract", /\b(?:\d+ months|three years is|term of|renews?|commit for)\b|^term\b/i],
	["payment", /\b(?:payment|payable|in arrears|in advance)\b/i],
	["invoicing", /\binvoic\w+/i],
	["currency", /\b(?:currency|shillings?|pesos?|exchange rate)\b/i],
	["liability", /\b(?:liability|indemni\w+)\b/i],
	["penalties", /\b(?:penalt\w+|service credits?)\b/i],
	["the law that applies", /\b(?:governing law|jurisdiction|courts? of|arbitration|irish law)\b/i],
	["the contract", /\b(?:contract (?:text|points|wording)|mark-?up|clauses?|corrected text)\b/i],
	["migration", /\b(?:migrat\w+|wave|go back|going back)\b/i],
	["onboarding", /\bonboarding|set-?up costs?\b/i],
	["training", /\btraining\b/i],
	[
		"data location",
		/\b(?:data (?:is |are )?(?:stored|location|sits?)|cloud region|where are the servers|outside of the EU|in which country|region named)\b/i,
	],
	["the audit report", /\b(?:audit report|penetration test)\b/i],
	["encryption keys", /\b(?:encryption|holds? the keys|the keys)\b/i],
	["data export", /\b(?:get the data out|data back)\b/i],
	["security", /\b(?:security|questionnaire)\b/i],
	["login", /\b(?:log-?in|single sign-on|SSO|SAML|OpenID)\b/i],
	["integration", /\b(?:connect\w*|integrat\w+|interface|export|SOAP|API|csv|talk to \p{Lu}\w+|app|declaration)\b/iu],
	["offline work", /\b(?:offline|without (?:network|connection)|no signal|internet is down)\b/i],
	["languages", /\b(?:languages?|punjabi|polish|in (?:english|spanish|german|italian))\b/i],
	["their time zone", /\btime zone\b/i],
	["support", /\b(?:support (?:hours|in|at|team)|local support|people here|24 ?(?:x|by|\/) ?7)\b/i],
	["a trial", /\b(?:trial|sandbox|pilot|can i touch it)\b/i],
	["a test", /\b(?:a|the|replay|load) test\b/i],
	["the start", /\bstart(?:s|ing)? (?:by|date|in|later)|move the start|start of\b/i],
	["the time to go live", /\b(?:go live|going live|get going|how (?:fast|long)|live by|up and running)\b/i],
	["the demo", /\bdemo(?:nstration)?\b/i],
	[
		"the price",
		/\b(?:pric(?:e|es|ing)|costs?|how much|discount|reduction|cheaper|expensive|monthly|pay every month|bill|% off|per cent off|(?:get|come down|down) (?:me |us )?to \d+)\b/i,
	],
];

/** In the order in which the words name them. What is more than this is a list, and no topic. */
export function topicsIn(texts: readonly string[], max = 3): readonly string[] {
	const found: { readonly topic: string; readonly at: number }[] = [];
	for (const [i, text] of texts.entries())
		for (const [topic, pattern] of TOPICS) {
			const match = pattern.exec(text);
			if (match && !found.some((had) => had.topic === topic)) found.push({ topic, at: i * 10_000 + match.index });
		}
	return [...found]
		.sort((a, b) => a.at - b.at)
		.slice(0, max)
		.map(({ topic }) => topic);
}

const REPLY = /^(?:(?:re|r|aw|antw|sv|rv|fwd?|wg|tr)\s?:\s?)+/i;
const CODE = /\b(?:[A-Z]{2,}[-/])+[A-Z0-9/-]*\d[A-Z0-9/-]*\b[\s:–-]*/g;
const SUBJECT_CHARS_MAX = 45;
const EMPTY_PART =
	/^(?:\(no subject\)|request for \w+|invitation|inquiry|enquiry|question|consulta|hello|hi|urgent|important|info)?$/i;

/** A subject as a topic: without «Re:», file numbers and its second half; `null` where it says nothing. */
export function subjectTopic(subject: string | null): string | null {
	const words = (subject ?? "")
		.replace(REPLY, "")
		.replace(CODE, "")
		.replace(/[«»"“”]/g, "")
		.trim();
	const [first = ""] = words.split(/\s[-–—/|]\s|:\s/).filter((part) => !EMPTY_PART.test(part.trim()));
	const topic = first.trim();
	if (topic.length < 4 || topic.length > SUBJECT_CHARS_MAX || topic.startsWith("#")) return null;
	// A name keeps its capitals, and so does what stands in another case on purpose.
	return /^\p{Lu}\p{Ll}+\s\p{Ll}/u.test(topic) ? topic.charAt(0).toLowerCase() + topic.slice(1) : topic;
}
