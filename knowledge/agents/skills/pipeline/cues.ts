import { asksDiscount, asksPrice, isTender } from "#knowledge/agents/writing/price-ask.ts";
import { isOfferAsk } from "#knowledge/core/facts/exit-criteria.ts";
import { isOptOut, isRequest } from "#knowledge/core/reasoning/acts.ts";
import { objectionsIn } from "#knowledge/core/reasoning/objections.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import { isDear, isOver, leavesUs, objects } from "./stances.ts";
import { closingIn, termsIn } from "./terms.ts";
import { COUNTS, FOR_A_PERSON, PRICE, REQUESTS, YES } from "./tongues.ts";

/** What a sentence of the buyer's does to the deal, in any of the languages that are read here. */

export const isQuestion = (text: string): boolean => /\?["'”)\]]{0,3}\s*$/.test(text);

/** They said no, went elsewhere, or want no more of our words. */
export function saysNo(sentence: Sentence): boolean {
	const { text } = sentence;
	if (leavesUs(text)) return true;
	if (isQuestion(text) || /^(?:if|unless|should)\b/i.test(text)) return false;
	return closingIn([sentence])?.as === "lost" || isOptOut(text) || isOver(text);
}

const THREATENS =
	/\b(?:our lawyers?|my lawyer|(?:have|has|got|hired|took|taken|with) an? (?:lawyer|solicitor|attorney)|attorney|solicitors?|legal (?:action|steps|proceedings|advice|consequences)|sue you|take (?:you|this|it) to court|in breach|breach of contract|formal(?:ly)? complain\w*|official complaint|formal notice|complaint about|ombudsman|(?:to the|with the) regulator|data protection authority|compensation|damages)\b/i;
/** A discount by other names, and what is given for it. */
const KNOCKS_OFF =
	/\b(?:knock|take|shave|cut|drop|get|bring)\b[^.?!]{0,40}\b(?:off|down)\b(?=[^.?!]*\b(?:sign\w*|deal|order|price|per ?cent|%))|\b(?:per ?cent|percent|%) (?:off|less|lower|down|cheaper)\b|\bmy signature\b|\b(?:money|refund)\b[^.?!]{0,10}\bback\b|\b(?:will|can|would) only (?:sign|agree|accept)\b/i;
const SIGNS =
	/\b(?:(?:we|i)(?:['’]re| are| am|['’]d| would)? (?:want|like|ready|happy|prepared|able|willing|going) to (?:sign|order|go ahead|proceed|buy)|we (?:accept|agree to|approve) (?:it|your|the|this)|(?:it|that|this)(?:['’]s| is) (?:a yes|agreed|approved|ours to sign)|yes from (?:us|me|the|our)|(?:send|draw up|prepare|let (?:me|us) have|where (?:is|do)|ready for)\b[^.?!]{0,40}\b(?:contract|agreement|order form|paperwork|papers to sign|sign)\b|(?:we|i) (?:can|could|will|['’]ll) sign\b|order (?:is )?(?:placed|confirmed|attached|on its way)|purchase order|you(?:['’]ve| have) (?:got )?(?:the|our|a) (?:deal|order|go|green light)|go ahead with (?:you|your|it|the order)|green light|voted?\b[^.?!]{0,30}\bfor you|make it official|we(?:['’]ll| will| would like to)? take it\b(?! from)|(?:it|that)(?:['’]s| is) (?:a )?yes\b|yes from (?:all|everybody|the)|get (?:this|it) signed|(?:it(?:['’]s| is)|that(?:['’]s| is)) a deal\b|let['’]?s do it\b|(?:board|committee|council|director|boss|management|owner)\b[^.?!]{0,30}\b(?:said yes|says yes|approved (?:it|your|the)|agreed to (?:it|your|the)))\b/i;
const TERMS =
	/\b(?:contract|agreement|clauses?|liabilit\w+|indemni\w+|terminat\w+|notice period|payment terms?|days net|net \d{2}|data processing agreement|\bDPA\b|\bNDA\b|penalt\w+|service credits?|governing law|jurisdiction|warrant\w+|terms and conditions|general terms|auto-?renew\w*|minimum term|exclusivity|redlin\w+|mark-?up|legal team|legal department|our counsel)\b/i;
const DEMANDS =
	/\b(?:need|needs|want|wants|require\w*|must|has to|have to|ask|asks|insist\w*|expect\w*|can(?:not|['’]t) (?:accept|sign|agree)|will not (?:accept|sign|agree)|would like|changed?|change|remove|strike|amend\w*|comments on|attached|propose)\b/i;

/** Lawyers, regulators, formal complaints: whatever else is said, a person answers. */
export const threatens = (text: string): boolean => THREATENS.test(text);

/** What only a person may answer: a yes, a signature, terms, a discount, a complaint, a tender. */
export function isForAPerson(sentence: Sentence): boolean {
	const { text } = sentence;
	if (closingIn([sentence])?.as === "won") return true;
	if (isTender(text) || THREATENS.test(text) || FOR_A_PERSON.test(text)) return true;
	if (
		!isQuestion(text) &&
		(YES.test(text) || (SIGNS.test(text) && !/\b(?:if|unless|once|before|until|when|after)\b/i.test(text)))
	)
		return true;
	if (asksDiscount({ text, topic: "other" }) || KNOCKS_OFF.test(text)) return true;
	if (/^(?:(?:but|and|so),? )?(?:if|when|should|suppose)\b/i.test(text)) return false;
	// Figures that we had asked for tell how they buy, and demand nothing.
	const objected = objectionsIn(text).map(({ kind }) => kind);
	if (objected.includes("complaint") || (objected.includes("terms") && !counts(text))) return true;
	const asks = isQuestion(text) || isRequest(text) || DEMANDS.test(text);
	return asks && TERMS.test(text) && termsIn([sentence]).length > 0;
}

const WANTED =
	/\b(?:send|give|make|need|want|would like|['’]d like|looking for|let (?:me|us) have|waiting for|please|draw up|prepare|wants?|has to have)\b[^.?!]{0,40}\b(?:an? |your |the |some )(?:\w+ ){0,2}(?:offer|quote|quotation|proposal|price|prices|pricing|price list|costs?|estimate|figures?)\b|\b(?:something|it|that|this|numbers?|figures?) (?:down )?on paper\b|\bquote (?:us|me)\b|^\W*(?:just )?(?:an? |the |your )?(?:quote|quotation|offer|proposal|price)\W*$/i;
const NOT_WANTED =
	/\b(?:(?:your|the) (?:offer|quote|quotation|proposal|price|pricing) (?:is|was|looks|seems|came|comes|arrived|has|we|you|that|of|lies|stands)|thank(?:s| you) for (?:the|your)|received|(?:read|discuss\w*|present\w*|review\w*|went|gone|compar\w+|look\w*) (?:through |at |over )?(?:the|your|our|this))\b/i;

/** An ask that wants to know what it costs, or wants an offer. */
export const asksForPrice = (text: string): boolean =>
	!isDear(text) &&
	(asksPrice({ text }) || PRICE.test(text) || COMES_TO.test(text) || (isOfferAsk(text) && !NOT_WANTED.test(text)));
const COMES_TO =
	/\b(?:(?:would|does|do|will|should) (?:that|it|this|they|we) (?:come|add up|amount|run) (?:out )?(?:to|at)|what (?:are|would|will) we (?:be )?looking at|(?:numbers?|figures?) (?:on|to) (?:paper|it|this|that|the)|your (?:best )?(?:number|figure|price|rate)s?\b|what should (?:we|i) (?:budget|plan)|the damage\b|where (?:do|would|will) (?:we|i|it|that) (?:land|end up|stand)|what (?:sort|kind) of (?:money|sum|budget|figure)|(?:order|orders) of magnitude|ball ?park|set (?:us|me) back|(?:price|cost) (?:tag|range|point)|(?:what|how much) (?:do|would|will) (?:you|i|we) (?:charge|ask|pay|need to spend|have to (?:pay|spend|budget))|how expensive|what (?:is|are|would be) (?:your|the) (?:rates?|fees?|charges?|terms and price)|per (?:head|seat|user|licen[cs]e) (?:price|cost|rate)|(?:would|do|will|must) (?:we|i) (?:have to )?pay|(?:charge|bill|invoice) (?:us|me|for|per))\b/i;

/** The same, put as a wish. */
export const wantsOffer = (text: string): boolean =>
	!isDear(text) &&
	!NOT_WANTED.test(text) &&
	(WANTED.test(text) || (PRICE.test(text) && (REQUESTS.test(text) || WISHES.test(text))));
const WISHES =
	/(?<!\p{L})(?:hätte|vraagt|fragt|verlangt|demande\p{L}*|chied\p{L}*|pede\p{L}*|wünsch\p{L}*|bitte|brauchen|benötigen|möchten?|hätten? gern\p{L}*|besoin|souhait\p{L}*|aimer\p{L}*|merci de|graag|nodig|willen|vorre\p{L}*|serve|ci servono|abbiamo bisogno|aspett\p{L}*|precis\p{L}*|gostar\p{L}*|quer\p{L}*|agradec\p{L}*|attend\p{L}*|necesit\p{L}*|quisiér\p{L}*)(?!\p{L})/iu;

/** Something keeps them from buying, whatever it is. */
export const holdsBack = (text: string): boolean =>
	!(TROUBLES.test(text) && !/\byour?s?\b/i.test(text)) &&
	(objectionsIn(text).some(({ kind }) => kind !== "terms" || !counts(text)) || objects(text));
/** What is on their mind at home is a pain, and holds nobody back from us. */
const TROUBLES = /\bkeeps? (?:me|us|him|her|them) (?:awake|up)\b|\bsleepless\b/i;

const NUMBER =
	"(?:\\d{1,3}(?:[.,' ]\\d{3}){1,2}|\\d{1,5}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|one hundred|(?:two|three|four|five) hundred|a dozen|a thousand)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?";
/** Time, money, parts and dates are counted too, and price nothing. */
const UNIT =
	"offers?|prices?|proposals?|quotes?|quotations?|systems?|tools?|products?|solutions?|calls?|demos?|meetings?|mails?|pages?|sentences?|companies|suppliers|vendors|others?|more|less|days?|weeks?|months?|years?|hours?|minutes?|times|o|euros?|dollars?|pounds?|francs?|per|percent|points?|questions?|things|thousand|million|quarters?|options?|ways|reasons?|words|lines?|am|pm|km|tage?n?|wochen?|monate?n?|jahre?n?|stunden?|minuten?|uhr|prozent|mal|ans?|mois|jours?|semaines?|heures?|années?|fois|jaar|jaren|maand(?:en)?|dag(?:en)?|weken|uur|keer|anni|anno|mesi|mese|giorni|settiman[ae]|ore|ora|volte|anos?|mes(?:es)?|dias?|semanas?|horas?|vezes|años?|días?|veces";
const MONTH =
	"jan\\p{L}*|feb\\p{L}*|f[ée]v\\p{L}*|mar[sztç]\\p{L}*|märz|maart|apr\\p{L}*|avril|abril|ma[iy]\\p{L}*|mei|maggio|jun[ei]?\\p{L}*|jui\\p{L}*|giu\\p{L}*|jul\\p{L}*|lug\\p{L}*|aug\\p{L}*|ao[uû]t|ago\\p{L}*|sep\\p{L}*|set\\p{L}*|o[ck]t\\p{L}*|ott\\p{L}*|out\\p{L}*|nov\\p{L}*|de[cz]\\p{L}*|dic\\p{L}*";
const COUNTED = new RegExp(
	`(?<![\\d.,:€$£/-]|[€$£] |EUR |USD |GBP |CHF )\\b${NUMBER} (?!(?:${UNIT}|${MONTH})(?!\\p{L})|[ap]m\\b|of\\b|to\\b|and\\b|or\\b|is\\b|it\\b|at\\b|in\\b|on\\b)(?:\\p{L}[\\p{L}-]{1,20} ){0,1}?\\p{L}{3,30}(?<![^s]ed)(?!\\p{L})`,
	"iu",
);

/** So many of those who use it, or of where it is used. */
export const countsUsers = (text: string): boolean => COUNTS.test(text);

/** How many of what: the one figure without which nobody can price. */
export const counts = (text: string): boolean => COUNTS.test(text) || COUNTED.test(text) || BARE_COUNT.test(text);
/** «Seats: 40», «40 of us», «a price for 40». */
const BARE_COUNT = new RegExp(
	`\\b(?:seats|users|licen[cs]es|drivers|people|sites|staff)\\s?[:=]\\s?\\d|\\b${NUMBER}(?:-odd|-ish)? of (?:us|them)\\b|\\bfor (?:about |around |some |roughly )?(?:\\d{2,4}|${NUMBER.slice(NUMBER.indexOf("two"), NUMBER.indexOf(")"))})(?:-odd)?(?=[.,;!?]|$)`,
	"i",
);

const WHOLE =
	/\b(?:(?:whole|entire|complete|full) (?:fleet|group|company|house|site|team|plant|firm|organisation)|all (?:of )?(?:our|the|your) (?!time|best|data)\p{L}+s\b|fleet|company-wide|group-wide)|(?<!\p{L})(?:gesamten?|ganzen?) (?:flotte|gruppe|firma|betrieb|haus)|(?:tout(?:e)? (?:la|le|l['’])|l['’]ensemble d)|hele (?:vloot|groep|bedrijf)|tutt[ao] (?:la|il|l['’])|tod[ao] [ao]\b/iu;
/** All of it, and no number behind it that says how many that is. */
export function isWhole(text: string): boolean {
	const at = text.search(WHOLE);
	return at >= 0 && !counts(text.slice(at));
}
