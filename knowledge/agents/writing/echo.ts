/**
 * A request that a rep can simply grant, told as what we will do: "Could you send me the list by Friday?" is "We will send
 * you the list by Friday." `null` where it is about money or terms, or cannot be turned round safely.
 */
export function echoOf(request: string): string | null {
	if (request.length > REQUEST_CHARS_MAX || KEPT_TO_PEOPLE.test(request)) return null;
	const verb = ASKED.exec(request);
	if (!verb) return null;
	const rest = request
		.slice(verb.index + verb[0].length - (verb[1] ?? "").length)
		.replace(/[.?!\s]+$/, "")
		.replace(
			/[,;]?\s(?:if (?:you|that|possible)|so (?:that|you|we|i)\b|because|as (?:we|i|the|it)\b|since|please|which).*$/i,
			"",
		)
		.replace(
			/\b(?:until|within) (?=(?:the )?(?:\d|mon|tues|wednes|thurs|fri|january|february|march|april|may|june|july|august|september|october|november|december))/i,
			"by ",
		);
	const turned = rest.replace(
		/\b(?:you|your|yours|me|us|my|our|ours|i|we)\b/gi,
		(word) => TURNED[word.toLowerCase()] ?? "\0",
	);
	if (turned.includes("\0") || turned.split(/\s+/).length < 2 || /[:"“”]/.test(turned)) return null;
	const does = `${turned.charAt(0).toLowerCase()}${turned.slice(1)}`;
	// What somebody else has to do is passed on; what a rep can do is done.
	return KEPT_BY_OTHERS.test(does) ? `I will ask the colleague who looks after it to ${does}.` : `We will ${does}.`;
}

const REQUEST_CHARS_MAX = 140;
const VERBS =
	"send|share|provide|forward|resend|delete|remove|return|get (?:me|us)|let (?:me|us) have|bring|include|circulate|prepare|come with";
const ASKED = new RegExp(
	`(?:\\b(?:please|kindly|pls)\\s(?:also |just |then )?|\\b(?:can|could|would|will) you (?:please |also |kindly |maybe )?|^(?:and |also )?(?:also )?)(${VERBS})\\b`,
	"i",
);
const KEPT_BY_OTHERS = /^(?:delete|remove|return|provide|include|get|let|come)\b/;
/** Prices, terms and promises are for people; so is what nobody can fetch. */
const KEPT_TO_PEOPLE =
	/\b(?:pric(?:e|es|ing)|quot(?:e|es|ation)|offer|discounts?|free|fees?|costs?|rebate|credit|guarantee\w*|penalt\w+|agree\w*|accept|sign|proposal|refund|a name|explanation|answers?|reduction)\b|%/i;
/** "I" and "we" after the verb are a clause of their own, which is not turned. */
const TURNED: Readonly<Record<string, string>> = {
	your: "our",
	yours: "ours",
	me: "you",
	us: "you",
	my: "your",
	our: "your",
	ours: "yours",
};
