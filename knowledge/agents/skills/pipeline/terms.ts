import type { HistoryLine, SkillInput } from "#knowledge/core/deal/skill.ts";
import { stanceAt } from "#knowledge/core/reasoning/modality.ts";
import { objectionsIn } from "#knowledge/core/reasoning/objections.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";

const OFFER = "(?:proposal|quote|quotation|offer|order form)";
/** An offer of ours that they have in front of them. */
const HAVE_OURS = new RegExp(
	`\\byour (?:\\w+ ){0,2}${OFFER}\\b|\\bthe ${OFFER} (?:you|that you)\\b|\\bthe (?:contract|agreement|order form) (?:you (?:sent|shared)|draft)\\b`,
	"i",
);
/** An offer that they still wait for. */
const WANT_ONE = new RegExp(
	`\\b(?:send|prepare|make|give|share|need|want|require|wait(?:ing)? for|look(?:ing)? forward to|expect(?:ing)?|when (?:can|could|will)|put together|get|receive)\\b[^.?!]{0,40}\\b(?:an?|the|your)\\s(?:\\w+ ){0,2}${OFFER}\\b`,
	"i",
);

/** What is talked about once an offer lies on the table, and not before. */
const TERMS =
	/\b(?:discount|come down|go down|meet us (?:at|half)|(?:drop|reduce|lower|cut|bring down) (?:the |your |it|this|to)|better price|best price|best and final|match (?:their|the|that)|counter-?(?:offer|proposal)|price (?:per \w+ )?(?:is|at|has to)|per cent off|% off|red-?lines?|redlined|mark-?up|marked[- ]up|tracked changes|clauses?|liability|indemni\w+|notice period|payment terms?|payable|net (?:30|45|60|90)|\d{2} days net|upfront|up front|auto-?renew\w*|renewal terms?|terminat\w+|term of the contract|\d-year (?:term|deal|contract)|data processing agreement|\bDPA\b|\bMSA\b|master agreement|penalt\w+|service credits?|governing law|jurisdiction|legal (?:team|department|review|has|have)|our (?:lawyers?|counsel|legal)|(?:our|my|to|with|from|through|by|side of) (?:procurement|purchasing)\b|(?:procurement|purchasing) (?:needs?|has|have|will|asks?|asked|wants?|requires?|team|department)\b|purchase order|\bPO\b|supplier (?:form|registration|onboarding)|countersign\w*|sign(?:ed|ing|ature)?\b(?! (?:off|in|on|up)\b)|start date|start(?:s|ing)? on (?:the )?(?:\d|mon|tues|wednes|thurs|fri|the day)|commence)/i;
const COUNTERS = /\b(?:we|i) (?:can|could|would|will|are able to|are prepared to) (?:do|go to|offer|pay|sign)\b/i;

/** Who gives and who takes: the rest of the terms is how it is written down. */
const isBargaining = (text: string): boolean =>
	COUNTERS.test(text) ||
	BARGAINS.test(text) ||
	objectionsIn(text).some(({ kind }) => kind === "price" || kind === "terms");
const BARGAINS =
	/\b(?:discount|come down|go down|better (?:price|offer)|best price|best and final|counter-?(?:offer|proposal)|(?:drop|reduce|lower|cut|bring down) (?:the |your )|match (?:their|that)|(?:above|over|under|below) yours|less than yours|cheaper)\b/i;

export type Terms = { readonly sentence: Sentence; readonly bargains: boolean };

/** The sentences in which a buyer bargains, or speaks of contract and signature: the bargaining first. */
export const termsIn = (buyers: readonly Sentence[]): readonly Terms[] =>
	buyers
		.filter(({ text }) => !WANT_ONE.test(text) && (TERMS.test(text) || isBargaining(text)))
		.map((sentence) => ({ sentence, bargains: isBargaining(sentence.text) }))
		.sort((a, b) => Number(b.bargains) - Number(a.bargains));

/** Their own words name an offer of ours that they have. */
export const speaksOfOurs = (buyers: readonly Sentence[]): boolean =>
	buyers.some(({ text }) => HAVE_OURS.test(text) && !WANT_ONE.test(text));

/** An offer of ours that they speak of, or that left us by a mail which says so. */
export const isOfferNamed = ({ history }: SkillInput, buyers: readonly Sentence[]): boolean =>
	speaksOfOurs(buyers) || history.some(namesOffer);

/** Whether an offer of ours is out: it left while the deal was being offered to, or they speak of it. */
export function isOfferOut(input: SkillInput, buyers: readonly Sentence[]): boolean {
	const asked = buyers.some(({ text }) => WANT_ONE.test(text));
	if (speaksOfOurs(buyers)) return true;
	if (asked) return false;
	return input.deal.stage === "PROPOSAL" && input.history.some(isOffer);
}

/** What left through us while the deal stood at PROPOSAL is one; a mail that went another way has to say that it is. */
const isOffer = (line: HistoryLine): boolean => line.kind === "sent" || namesOffer(line);
const namesOffer = ({ by, kind, subject, gist }: HistoryLine): boolean =>
	by === "us" &&
	(kind === "email" || kind === "sent") &&
	/\b(?:proposal|quote|quotation|offer|order form)\b/i.test(`${subject ?? ""} ${gist}`.replace(THEIR_REQUEST, ""));
/** «Re: Request for Proposal» is what they wrote above our answer; what stands «in the proposal» may still have to be written. */
const THEIR_REQUEST =
	/\b(?:(?:request for|invitation to(?: submit)?|formal) (?:an? |your )?|(?:in|for|before|until|with) (?:the|our|an?) )(?:proposal|quote|quotation|offer)(?: please)?\b/gi;

export type Closing = { readonly as: "lost" | "won"; readonly sentence: Sentence };

const DECIDER =
	"\\b(?:we|they|I|the (?:board|committee|team|management|owners?)|management|(?:our|my) (?:board|boss|CEO|CFO|director))\\b[^.?!]{0,50}\\b";
const CHOSE =
	"(?:(?:decided|chosen|chose|opted) (?:to go (?:with|for)|for|in favou?r of)|(?:gone|going|went) with|chosen|chose|picked|selected)";
const SIGNED =
	"\\b(?:signed (?:up |a contract |the contract )?with|(?:[Ii]t|[Tt]he (?:contract|order|deal|award|job|business|project)) (?:went|goes|has gone|was awarded|has been awarded) to)";
/** Not us, not a day and not a plan, but somebody else. */
const ANOTHER =
	"(?:another|somebody else|someone else|(?:one of )?your competitors?|the (?:other|competition|competitor|incumbent|cheaper)|our (?:current|existing|present) \\w+|an? (?:\\w+ ){0,2}(?:vendor|supplier|competitor|provider|tool|solution|product|system|company))\\b";
const NAMED =
	"(?!(?:You|We|They|It|This|That|The|A|An|I|Option|Plan|Package|Variant|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Q[1-4])(?:\\b|[a-z]*day\\b|[a-z]*(?:uary|ch|il|e|y|ust|ber)\\b))[A-Z][\\w&.-]+";
const LOST = new RegExp(
	[
		`${DECIDER}${CHOSE} ${ANOTHER}`,
		`${SIGNED} ${ANOTHER}`,
		`${DECIDER}(?:decided (?:not to|against)|(?:dropped|cancel+ed|scrapped|shelved|killed|abandoned) (?:the|this|our) (?:\\w+ )?(?:project|plan|purchase|initiative|evaluation|search)|(?:won['’]t|will not|are not|aren['’]t|not) (?:be )?(?:going ahead|proceeding|moving forward|moving ahead|going forward|buying|taking this (?:forward|further)))`,
		"\\byour (?:\\w+ )?(?:bid|offer|proposal|tender|quotation) (?:was|has been|is) (?:not (?:been )?successful|unsuccessful|not selected|rejected|declined)\\b",
		"\\b(?:the |this |our )(?:\\w+ )?project (?:is|was|has been) (?:cancel+ed|dropped|scrapped|dead|off)\\b",
		"\\bno longer (?:interested|looking for)\\b|\\bnot interested\\b",
		"\\b(?:we|i)(?:['’]ll| will| have| are| am|['’]ve)? (?:now |therefore )?clos(?:e|ed|ing) (?:our|the|this|your) (?:file|case|request)\\b",
	].join("|"),
	"i",
);
/** A name begins with a capital, so that this one reads them. */
const LOST_TO = new RegExp(
	`${DECIDER.replace("we|they", "[Ww]e|[Tt]hey").replace("the (", "[Tt]he (")}${CHOSE} ${NAMED}|${SIGNED} ${NAMED}`,
);

const LATER =
	/\b(?:(?:pick|take) (?:this|it|that|things) up (?:again|later|then|in|next|after)|revisit (?:this|it)|come back to (?:this|it|you) (?:in|next|after|later|when|once)|(?:has|have|having|going) to wait (?:until|till|for)?|put (?:this|it|everything|the \w+) on (?:hold|ice)|(?:is|are) on (?:hold|ice)|postponed?|put(?:ting)? (?:this|it) off|not (?:this|before next) year|parked?(?: it| this)? (?:until|till|for now)|(?:budgets?|spending|projects?) (?:is|are|was|were|has been|have been) (?:all )?(?:frozen|paused|cut))\b/i;

/** Where a buyer says that it has to wait: neither lost nor going on. */
export const postponedIn = (buyers: readonly Sentence[]): Sentence | null =>
	buyers.find(({ text }) => said(text, LATER)) ?? null;
const WON =
	/\b(?:we|i|the (?:board|committee|team)|(?:our|my) (?:board|boss|CEO|CFO|director)|\p{Lu}\p{Ll}+)\b[^.?!]{0,40}\b(?:(?:accepts?|accepted|approves?|approved) (?:your|the|this) (?:\w+ )?(?:proposal|offer|quote|quotation|contract|order|deal)|(?:has|have)? ?signed (?:the|your|it|off the) ?(?:contract|agreement|order form|quote|proposal|offer)?|(?:decided|chosen|chose|going|go|gone) (?:for|with|to go with) (?:you|your)\b|ready to sign|(?:will|['’]ll|are going to) sign\b|(?:go ahead|going ahead|proceed|move ahead|moving ahead) with (?:you|your|the (?:order|contract|purchase|proposal|offer)))|\b(?:signed (?:contract|agreement|order form|copy|quote)|purchase order) (?:is |are )?(?:attached|enclosed)\b|\b(?:attached|enclosed|here) (?:is|are|you(?:['’]ll| will) find) (?:the|our) (?:signed|purchase order)|\byou have a deal\b|\bconsider it done\b|\bit(?:['’]s| is) a (?:yes|deal)\b|\bsend (?:us |me |over )?the (?:contract|agreement|order form) (?:for|to) sign/iu;

/** Where a buyer says that it is over, one way or the other. A person closes; nobody else does. */
export function closingIn(buyers: readonly Sentence[]): Closing | null {
	for (const sentence of buyers) {
		if (said(sentence.text, LOST) || said(sentence.text, LOST_TO)) return { as: "lost", sentence };
		if (said(sentence.text, WON)) return { as: "won", sentence };
	}
	return null;
}

/** Said for a fact: neither asked, nor supposed, nor guessed. The denial of a loss is part of the words. */
function said(text: string, pattern: RegExp): boolean {
	if (/\?["'”)]*$/.test(text.trim())) return false;
	const match = pattern.exec(text);
	if (!match) return false;
	const at = { start: match.index, end: match.index + match[0].length };
	const stance = stanceAt(text, at);
	return stance === "asserted" || (stance === "negated" && pattern !== WON);
}
