import { firstIn, holds } from "../matches.ts";

/**
 * What people say around a thing to tell what it is to them: a complaint, a wish, a measure of the choice. A frame tells the
 * kind whatever stands in it, so that words nobody has learned are still read.
 */

/** Why a frame is believed, whatever its words sound like. */
export const AS_COMPLAINT = "said as a complaint";
export const AS_WISH = "said as a wish";

/** "What hurts us most is that …": what follows is the trouble. */
const COMPLAINT_LEADS = new RegExp(
	[
		"(?:what|the thing that) (?:really )?(?:hurts|bothers|annoys|pains|bugs|kills|upsets) (?:us|me|everybody|everyone)(?: (?:the )?most)?(?: here)? is(?: that| how)?",
		"(?:the|our|my) (?:real |main |biggest |worst )?(?:trouble|problem|headache|sore point|nuisance|annoyance)(?: (?:today|now|here|currently|at the moment))?(?: in [\\w -]{3,30}?)?(?::| =| is(?: that| how|:))",
		"you(?:['’]?d| would) be (?:surprised|amazed|shocked|astonished) how (?:often|many|much)",
		"(?:it['’]?s|it is) (?:embarrassing|painful|shameful|awkward) to (?:write|say|admit)(?: (?:this|it))?,? (?:but|that)",
		"(?:far|much|way) too often",
		"(?:the|one) reason (?:that )?(?:i|we)(?:['’]?m|['’]?re| am| are) (?:on this|writing|looking)[\\w ]{0,20} is that",
		"(?:grumbling|moaning|complaining|bad blood|anger|frustration)(?: (?:on|in|among|at) [\\w ]{3,20})? (?:as|because|since|that)",
		"i(?:['’]?m| am) (?:sick|tired|weary)(?: and tired)? of (?:it|this)[:,]",
		"won['’]?t bore you with (?:the |any )?details?,? except that",
		"can['’]?t (?:go on|carry on|continue) like this[:,]",
		"people work around it,? but(?: still)?",
		"(?:every|each) (?:day|week|month|quarter|year) (?:it['’]?s |it is )?the same (?:story|thing|game)[:,]",
	]
		.map((each) => `(?:${each})`)
		.join("|"),
	"i",
);
/** "…, and it's wearing everyone down": what stands before is the trouble. */
const COMPLAINT_TAILS =
	/(?:,| and| but) (?:it['’]?s (?:wearing|grinding|driving)\b[\w ]{2,24}|(?:and )?there(?:['’]s| is) (?:little|nothing|not much) we can do about it|week in,? week out|day in,? day out|over and over|time and again|which nobody(?: here)? is proud of|and (?:then )?(?:somebody|someone) (?:stays late|has to (?:fix|repair|redo) it))|\b(?:over and over(?: again)?|time and again|week in,? week out|day in,? day out)\s?[.!]?$/i;
/** Complaints of money, of time to buy, and of us are objections. */
const NO_TROUBLE =
	/\b(?:budget|price|pricing|expensive|money|afford|you|your|vendors?|decision|approval of|timing|no time|busy right now)\b/i;

export function complaintIn(text: string): { readonly start: number; readonly words: string } | null {
	const lead = firstIn(text, COMPLAINT_LEADS);
	if (lead) {
		const start = lead.index + lead[0].length;
		const words = text.slice(start).replace(/^[\s,:=-]+/, "");
		return holds(words, NO_TROUBLE) || words.length < WORDS_CHARS_MIN ? null : { start, words };
	}
	const tail = firstIn(text, COMPLAINT_TAILS);
	if (!tail) return null;
	const words = text.slice(0, tail.index);
	return holds(words, NO_TROUBLE) || words.length < WORDS_CHARS_MIN ? null : { start: 0, words };
}
const WORDS_CHARS_MIN = 12;

/** "What brings us to you is the wish to …": what follows is what they want. */
export const WISH =
	/\b(?:(?:the |our |a )(?:wish|possibility|ability|ambition|idea|aim|goal|objective|target) (?:is |was )?to|(?:our|the|my) (?:aim|goal|objective|ambition|mission)(?: (?:in|for) [\w -]{3,30}?)?(?: is simple| is clear| is)?:(?: to)?|(?:made|set) it our (?:aim|goal|task|priority)(?: for [\w ]{3,24}?)? to|(?:we|i) (?:have )?set out to|(?:the )?job to be done[^.?!:]{0,50}:|in a position to|(?:for (?:us|me) )?it(?:['’]s| is) (?:all )?about (?:being able to|getting to)|success (?:for (?:us|me) )?(?:would mean|means|would be|is)(?: that| if)?(?: we| to)?|if i could have one thing,? it(?:['’]d| would) be to|it has become (?:important|vital|urgent|essential) (?:to|for) us to|keep saying (?:that )?they want to|looking for a way to|we(?:['’]?re) trying to|that(?:['’]s| is) (?:the|our) whole (?:brief|idea|point))\s?/i;
/** A wish told by what stands before it: "… – that's the whole brief". */
export const WISH_TAIL = /[\s,–—-]+that(?:['’]s| is) (?:the|our) whole (?:brief|idea|point)\b/i;

/** "The selection hinges on …", "… breaks the tie": what they will choose by. */
const MEASURE_LEADS = new RegExp(
	[
		"(?:it(?:['’]ll| will| all)?|(?:the|our) (?:choice|decision|selection|vote)(?: will)?) (?:come|comes|boil|boils) down to",
		"(?:the|our) (?:choice|decision|selection|vote|award) (?:hinges|depends|turns|rests|stands or falls) (?:on|with)",
		"(?:top|first|main|most important|decisive|number one) criteri(?:on|a)(?::| is| are)",
		"(?:rank|rate|score|judge|compare|assess|measure|grade|weigh)(?:ing|ed)? (?:the |all |all the |every |each )?(?:candidates?|offers?|vendors?|suppliers?|bids?|bidders|proposals?|options?|systems?)(?: mainly| first)? (?:on|by|according to|for)",
		"we(?:['’]ll|ll| will)? (?:choose|pick|select|decide|go) (?:mainly )?by",
		"vote goes to whoever (?:convinces us|is best|scores best|wins) (?:on|in|at)",
		"whoever convinces us on",
		"(?:our|my|the) (?:yardstick|benchmark|measuring stick|touchstone) (?:is|will be)",
		"above all(?: else)?,? (?:we|i) (?:value|look at|want|watch)",
		"judged (?:on|by)(?= )",
	]
		.map((each) => `(?:${each})`)
		.join("|"),
	"i",
);
const MEASURE_TAILS =
	/\s(?:breaks? the tie|counts? for (?:half|most|a third|two thirds|the most|the bulk)\b|(?:is|are|ranks) (?:number one|first|top|at the top)\b(?: (?:on|of|in)\b)?|matters? most\b|tips? the (?:scales?|balance)|(?:is|will be) the tie-?breaker|before anything else)/i;

export function measureOfChoiceIn(text: string): string | null {
	const lead = firstIn(text, MEASURE_LEADS);
	if (lead) return tidy(text.slice(lead.index + lead[0].length));
	const tail = firstIn(text, MEASURE_TAILS);
	if (!tail) return null;
	const before = text.slice(0, tail.index);
	return tidy(before.slice(before.search(/[^,:;]*$/)));
}
const tidy = (words: string): string | null => {
	const text = words.replace(/^[\s,:]+/, "").replace(/,\s(?:i['’]?m|i am) \w{2,8} sure\b.*$/i, "");
	return text.length < 4 || /^(?:it|that|this|what|which|who|you)\b\s*[.!?]?$/i.test(text) ? null : text;
};

/** Words that make it worth while to look for a frame at all. */
const either = (...frames: readonly RegExp[]): RegExp => new RegExp(frames.map(({ source }) => source).join("|"), "i");
export const COMPLAINT = either(COMPLAINT_LEADS, COMPLAINT_TAILS);
export const WISHED = either(WISH, WISH_TAIL);
export const MEASURE = either(MEASURE_LEADS, MEASURE_TAILS);
