import type { Ask } from "./moves.ts";

/** Whether an ask wants to know what something costs, in figures or in a document. What a price is said about does not. */
export function asksPrice({ text, topic }: { readonly text: string; readonly topic?: Ask["topic"] }): boolean {
	if (ABOUT_A_PRICE.test(text)) return false;
	// "Could you send it?" is about what the sentence before it names.
	if (topic === "price" && SENT.test(text)) return true;
	return PRICE_WORDS.test(text) || DOCUMENT.test(text) || FOREIGN.test(text);
}
const SENT =
	/\b(?:send|share|provide|forward|let (?:me|us) have)\b[^.?!]{0,30}\b(?:it|this|that|these|them|both|one)\b/i;

/** The task of a hand-off, in our own words, says it plainly or not at all. */
export const isPriceTask = (task: string): boolean => asksPrice({ text: task });

const PRICE_WORDS =
	/\b(?:pric(?:e|es|ing)|price ?list|rate card|(?:what|how much|the|total|annual|yearly|monthly|overall|all-in|additional|extra|one-off|setup|licen[cs]e|onboarding) (?:[\w,.’'-]{1,20} ){0,8}?costs?|costs?\b[^.?!]{0,40}\b(?:for|per|of|look|be|work|breakdown)|cost (?:breakdown|estimate|structure)|how much (?:is|are|would|will|do|does|for|should)|(?:licen[cs]e|setup|set-up|onboarding|implementation|annual|monthly|subscription|one-off) fees?|fees? (?:for|per|do you|are|would)|what (?:are|is|would be) (?:your|the) (?:\w{1,15} )?(?:rates?|fees?|charges?)|(?:would|will|do|does) (?:you|it|this|that|they) (?:cost|charge)|you charge|budgetary (?:figure|number|quote|price)|ball ?park|commercials|commercial (?:offer|proposal|terms and prices?)|cost us|(?:be|is) charged)\b/i;
/** A document with our price in it, which is wanted and not there yet. */
const DOCUMENT =
	/\b(?:send|share|provide|prepare|put together|draft|draw up|make|get|have|see|receive|need|want|like|looking for|request\w{0,3}|expect|submit|for|give|email|waiting for)\b[^.?!]{0,50}\b(?:a|an|your|the|us|any|written|formal|initial|revised|updated|new|first|detailed|commercial|best|indicative|budgetary|short)\s(?:\w{1,20}\s){0,2}?(?:proposal|quote|quotation|offer|estimate)\b|\b(?:please|kindly|you|to) (?:also )?quote\b|quote (?:us|me|for|on|it separately)\b|\b(?:proposal|quote|quotation)\b[^.?!]{0,20}\bfor (?:\d|about|around|roughly|our|the|all)\b/i;
const FOREIGN =
	/(?<!\p{L})(?:angebot|preis(?:e|liste)?|kosten|kostet|devis|prix|co[uû]te|co[uû]t|tarifs?|cotizaci[oó]n|presupuesto|precios?|cuesta|preventivo|prezz[oi]|offerte|prijs|prijzen|or[cç]amento|pre[cç]os?)(?!\p{L})/iu;
/** They have it already, argue it, or speak of somebody else's. */
const ABOUT_A_PRICE =
	/\b(?:price of your (?:offer|quote|proposal) (?:is|stays|remains)|(?:price|offer|quote) (?:is|stays|remains) valid|price (?:increase|hold|lock|match|cap|adjustment|protection)|hold (?:the|your|that|this) (?:price|quote|offer)|(?:drop|lower|reduce|waive|match|cut|sharpen|come down on) (?:\w{1,10} ){0,3}?(?:price|prices|pricing|quote|offer|fees?|costs?)|(?:discuss|talk about|walk (?:me|us|\w{2,12}) through|go (?:over|through)|review|questions? (?:on|about)|received?|got|thanks? (?:you )?for|resend|present) (?:\w{1,12} ){0,2}?(?:proposal|quote|quotation|offer|estimate|pricing)|reductions? (?:of|on|in)\b|best price|better (?:offer|price|quote)|negotiable|rate limit|at (?:all|any) costs?|save (?:us )?costs?|prices? (?:in|into) the contract|cost (?:savings?|of (?:capital|delay|change))|special offer|job offer|(?:competitor|vendor|supplier)s?['’]? (?:price|quote|offer))\b/i;

/** A tender has rules of its own: forms, dates and an address that a reply to this mail does not meet. */
export const isTender = (text: string): boolean => TENDER.test(text);

const TENDER =
	/\b(?:rfp|rfq|rft|itt|(?:request|call) for (?:proposals?|quotations?|tenders?|bids?)|invitation to (?:tender|bid)|tender(?:ing)? (?:process|documents?|submission|portal|deadline|response|notice)|(?:public|open|restricted|our|a|the|this|run|issue) tender\b(?! (?:care|age|moment|spot|point|offer|loving))|(?:invit\w{1,7}|submit|submission of)(?: [\w-]{1,20}){0,5}? (?:bids?|tenders?|to submit|formal proposal)|bid(?:ding)? (?:documents?|deadline|submission|process|portal)|sealed bids?|procurement portal|pre-?qualification questionnaire|mini-?competition)\b|(?<!\p{L})(?:ausschreibung|appel d['’]offres|licitaci[oó]n|gara d['’]appalto|aanbesteding|licita[cç][aã]o)(?!\p{L})/iu;

export const TENDER_WHY =
	"This reads like a tender or a request for proposal: it may have forms, dates and a portal of its own. A person should check what has to be submitted, and where, before anything is sent.";

/** A discount, or anything else off our list. */
export const asksDiscount = ({ text, topic }: Pick<Ask, "text" | "topic">): boolean =>
	topic === "discount" ||
	/\b(?:discounts?|better (?:price|deal|rate|offer|quote)|best price|lower (?:price|rate)|price (?:match|reduction)|reduced (?:price|rate)|come down|rebate|\d{1,2}\s?(?:%|percent) off|best and final|what (?:can|could|would) you do (?:on|about|for) (?:the|your|that|this) (?:price|offer|rate|number)|sharpen|volume (?:price|pricing|deal))\b/i.test(
		text,
	);

const SOON =
	/\b(?:urgent(?:ly)?|asap|as soon as possible|today|tonight|immediately|(?:by )?tomorrow|end of (?:the )?day|eod|by noon|this (?:morning|afternoon))\b/i;
/** By the words of who asks: nobody's name, title or size sways it. */
export const urgencyOf = (texts: readonly string[]): "high" | "normal" | "low" => {
	const all = texts.join("\n");
	if (SOON.test(all)) return "high";
	return /\b(?:no rush|no hurry|whenever (?:you|it)|not urgent|next (?:quarter|year))\b/i.test(all) ? "low" : "normal";
};
