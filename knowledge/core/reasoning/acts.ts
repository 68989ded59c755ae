import { clauseAt, stanceAt } from "./modality.ts";
import type { Span } from "./span.ts";

export type ActKind = "question" | "request" | "commitment" | "agreement" | "refusal";
export type ObjectionKind = "price" | "timing" | "risk" | "competitor" | "fit" | "effort" | "authority";

/** What a sentence does. It may do several things; offsets are within the sentence. */
export type Act = Span & { readonly kind: ActKind };
export type Objection = Span & { readonly kind: ObjectionKind };

const SOCIAL =
	/\b(?:how are you|how(?:['’]s| is) it going|hope (?:you|all|this)|are you well|how was your|make sense|sound good|does that work\?$|you know what i mean|isn['’]t it|right\?$|okay?\?$|any questions)\b/i;
const INTERROGATIVE =
	/^(?:(?:and|also|so|but|plus|then|second(?:ly)?|first(?:ly)?|finally|separately|quick question|one (?:more )?question|question)\b[,:–-]?\s){0,2}(?:what|how|when|where|which|who|why|is|are|do|does|did|can|could|would|will|have|has|should|any (?:chance|idea|update|news))\b/i;
const INDIRECT =
	/\b(?:(?:i|we)(?:['’]d| would) (?:like|love|need|want|be (?:keen|interested|curious)) to (?:know|understand|learn|hear|see (?:if|whether|how))|(?:i|we)(?:['’]m| am|['’]re| are| was| were)? (?:wondering|curious)|(?:i|we) wonder(?:ed)?|(?:i|we) (?:need|want) to (?:know|understand)|(?:let|tell) (?:me|us) know (?:if|whether|what|how|when|which|who|where)|(?:i|we)(?:['’]m| am|['’]re| are) not (?:sure|clear) (?:if|whether|how|what) (?:you|your|the product|it)|it(?:['’]s| is) not clear to (?:me|us))\b/i;

export function isQuestion(sentence: string): boolean {
	const text = sentence.trim();
	if (SOCIAL.test(text)) return false;
	const words = text.split(/\s+/).length;
	if (/\?["'”)\]]{0,3}$/.test(text))
		return words >= 3 || /^(?:thoughts|price|pricing|timeline|next steps)\b/i.test(text);
	if (INDIRECT.test(text))
		return !/\blet (?:me|us) know if (?:you (?:have|need)|there(?:['’]s| is) anything|anything)\b/i.test(text);
	return (
		words >= 5 &&
		/^(?:(?:and|also|so)\s)?(?:can|could|would|will|do|does|is|are) (?:you|your|it|there|the|we)\b/i.test(text) &&
		INTERROGATIVE.test(text) &&
		!/^will\b/i.test(text)
	);
}

const ACTION =
	"send|share|provide|forward|give|get|show|call|ring|schedule|book|arrange|set up|confirm|clarify|explain|advise|let (?:me|us) know|tell|walk (?:me|us)|put together|prepare|include|add|update|revise|review|sign|resend|help|connect|introduce|invite|quote|outline|describe|list|check|point (?:me|us)|come back|get back|reply|respond|circulate|loop in|propose|suggest|break (?:it |this )?down";
const REQUEST = new RegExp(
	`\\b(?:please|kindly|pls)\\s(?:also\\s|just\\s)?(?:${ACTION})\\b|\\b(?:can|could|would|will) you (?:please |also |kindly |maybe |just )?(?:${ACTION})\\b|\\b(?:(?:i|we)(?:['’]d| would) (?:appreciate|be grateful)|(?:we|i) (?:need|would need|['’]d need) you to|would you mind|are you able to|it would (?:help|be (?:great|good|useful|helpful)) (?:if you|to (?:get|have|see)))\\b|^(?:(?:and|also|then),?\\s)?(?:${ACTION})\\s(?:me|us|over|through|the|a|an|your|some|what|how|when|whether|if|available|times)\\b|\\b(?:(?:i|we)(?:['’]d| would) (?:like|love) (?:to (?:see|get|have|receive|schedule|book|arrange)|a|an|your)|(?:looking for|need|send over) (?:a|an|your|the) (?:quote|proposal|price|pricing|offer|demo|call|breakdown|estimate|trial|reference|copy))\\b`,
	"i",
);
const NOT_REQUEST =
	/\bplease (?:find|see|do ?n['’]?t|note|feel free|accept|disregard|ignore)\b|\bfeel free\b|\bdo(?:n['’]t| not) hesitate\b|\blet (?:me|us) know if (?:you (?:have|need)|anything|there)\b/i;

export const isRequest = (sentence: string): boolean => REQUEST.test(sentence) && !NOT_REQUEST.test(sentence);

const PROMISE =
	/\b(?:i|we)(?:['’]ll| will| shall|['’]m going to| am going to|['’]re going to| are going to| can commit to| promise to)\s(?:then |also |definitely |certainly |make sure to |be sure to |try to |personally )?(?:send|share|forward|get back|come back|circle back|confirm|check|ask|talk to|speak (?:to|with)|introduce|set up|schedule|call|let you know|tell you|revert|review|circulate|sign|provide|loop|discuss|prepare|follow up|reply|respond|arrange|invite|pass|raise|take (?:this|it) (?:to|up|forward)|bring|return|connect|book|put (?:you|us|together)|present|push|make sure|have (?:it|an answer|the|our|my)|be in touch|find out|look into|give you|decide|run (?:it|this) by)\b|\blet me (?:check|get back|come back|confirm|find out|ask|talk to|speak|send)\b|\byou(?:['’]ll| will) (?:have|get|receive|hear)\b[^.]{0,60}\b(?:from (?:me|us)|by)\b/i;
const AGREEMENT =
	/\b(?:sounds (?:good|great|perfect|fine)|works for (?:me|us)|that works|happy (?:to (?:proceed|go ahead|move)|with (?:the|your) (?:proposal|offer|terms|plan))|(?:let['’]?s|we(?:['’]d| would)? (?:want|like) to|ready to|we(?:['’]ll| will)|happy to) (?:go ahead|proceed|move (?:ahead|forward)|get started|do (?:it|this))|we (?:accept|agree)|i agree|agreed|we(?:['’]re| are) (?:good|happy) to go|you have a deal|consider it done|approved on our side)\b/i;
const REFUSAL =
	/\b(?:(?:not|no longer) interested|decided (?:not to|against|to go with (?!you))|(?:gone|going|go) with (?:another|a different|someone else|one of your competitors|your competitor)|won['’]?t be (?:moving|going|proceeding|taking)|will not be (?:moving|going|proceeding|taking)|(?:have to|going to|will) (?:pass|decline)(?! (?:this|it|on (?:this|it|your)\b.{0,20}\bto))|not (?:moving|going) (?:forward|ahead)|chosen (?:another|a different)|put (?:this|the project|it) on hold|project (?:is|was|has been) cancel(?:l)?ed|please (?:stop|remove|take me off|unsubscribe)|stop (?:e-?mailing|contacting|calling)|do(?:n['’]t| not) (?:contact|e-?mail|call) (?:me|us))\b/i;
export const isOptOut = (sentence: string): boolean =>
	/\b(?:unsubscribe me|(?:please )?(?:stop (?:e-?mailing|contacting|calling|sending)|remove (?:me|us)|take (?:me|us) off)|do(?:n['’]t| not) (?:contact|e-?mail|call) (?:me|us)(?: again| any ?more)?)\b|^please unsubscribe\b/i.test(
		sentence,
	);

export function actsIn(sentence: string): readonly Act[] {
	const acts: Act[] = [];
	const whole = { start: 0, end: sentence.length };
	if (isQuestion(sentence)) acts.push({ kind: "question", ...whole });
	if (isRequest(sentence)) acts.push({ kind: "request", ...whole });
	const add = (kind: ActKind, pattern: RegExp) => {
		const match = pattern.exec(sentence);
		if (match) acts.push({ kind, start: match.index, end: match.index + match[0].length });
	};
	if (!isQuestion(sentence)) {
		add("commitment", PROMISE);
		add("agreement", AGREEMENT);
		add("refusal", REFUSAL);
	}
	return acts
		.filter((act) => act.kind !== "commitment" || isFirm(sentence, act))
		.filter((act) => act.kind !== "agreement" || stanceAt(sentence, act) === "asserted");
}

const isFirm = (sentence: string, act: Span): boolean => {
	const stance = stanceAt(sentence, act);
	return stance === "asserted" || stance === "hedged";
};

/** What makes a statement one about us, or about buying from us: without it, a worry is the buyer's own trouble. */
const ABOUT_OFFER =
	/\b(?:you|your|yours|you['’]re|the (?:price|prices|pricing|quote|quotation|proposal|offer|contract|cost|costs|fee|fees|licen[cs]e|terms|product|platform|migration|implementation|rollout|switch|commitment|lock-in|minimum|annual)|(?:this|that|it|price|pricing)(?:['’]s| is| looks| seems| feels| sounds| would| might)|switching|migrating|migration|moving (?:over|away)|lock-in|(?:it|this|your \w+) do(?:es)?(?:n['’]t| not)|a change|changing (?:vendors?|suppliers?|tools?)|implementation|rolling (?:it|this) out)\b/i;

const OBJECTIONS: readonly (readonly [ObjectionKind, RegExp, boolean])[] = [
	[
		"price",
		/\b(?:too (?:expensive|high|much(?: money)?|pricey|costly|steep)|expensive|pricey|steep|costly|on the high side|(?:above|over|beyond|outside|exceeds?|out of) (?:our|the|my) (?:budget|range|price range)|more than (?:we|i) (?:can|could|expected|planned|budgeted|wanted|pay|want)|higher than (?:we|i|expected|our|the)|(?:hard|difficult|tough) to justify|cheaper|less expensive|half the price|can(?:['’]?t|not) (?:justify|afford (?:it|this|that|your|the price|you))|(?:hefty|eye-watering) (?:price|sum)|sticker shock|\d{1,2}\s?(?:%|percent) (?:less|lower|below|under))\b/i,
		true,
	],
	[
		"competitor",
		/\b(?:(?:already|currently) (?:use|using|have|work(?:ing)? with|pay(?:ing)? for|under contract)|happy with (?:our|what we|the current)|(?:also|still) (?:talking|speaking|looking) (?:to|at|with)|(?:looking at|comparing|evaluating|considering|talking to|quote from|offer from|demo from) (?:other|several|two|three|a few|another|your competitor|alternative|competing)|incumbent|(?:your|a) competitor|build (?:it|this) (?:ourselves|in-house|internally)|in-house (?:tool|solution))\b/i,
		false,
	],
	[
		"timing",
		/\b(?:not (?:the|a good|a great|the right) (?:right )?(?:time|moment)|bad (?:time|timing)|too (?:early|soon) (?:for us|to)|not a priority|(?:other|competing|bigger) priorities|not (?:this|until next) (?:year|quarter)|revisit (?:this )?(?:next|in|later)|come back to (?:this|it) (?:next|in|later)|on hold|no (?:bandwidth|capacity|time) (?:for|to|right|at|this))\b/i,
		false,
	],
	[
		"effort",
		/\b(?:too (?:complex|complicated|difficult|hard|heavy|much (?:work|effort))|steep learning curve|heavy lift|(?:big|huge|massive|lot of) (?:effort|disruption|undertaking)|(?:how|too) long (?:it|this|the (?:migration|implementation|rollout)) (?:takes|will take|would take)|disrupt(?:ive|ion)?|painful migration|lock(?:ed)?[ -]in)\b/i,
		true,
	],
	[
		"fit",
		/\b(?:(?:does|do)(?:n['’]t| not) (?:support|integrate|work with|have|cover|handle|offer|include|seem to)|(?:lacks?|missing|without) (?:a |an |the |any )?(?:feature|integration|support|sso|api|functionality|option)|not (?:a good|the right|a) fit|overkill|too (?:basic|limited|big|small) for)\b/i,
		true,
	],
	["fit", /\b(?:deal[ -]?breaker|show[ -]?stopper|non[ -]?starter)s?\b/i, false],
	[
		"risk",
		/\b(?:concern(?:s|ed|ing)?|worr(?:y|ied|ies|ying)|hesitant|hesitation|reluctan(?:t|ce)|sceptical|skeptical|doubt(?:s|ful)?|nervous|uneasy|uncomfortable|reservations?|burn(?:ed|t)|risky|too (?:new|young|small a company)|not convinced|on the fence|red flag)\b/i,
		true,
	],
	[
		"authority",
		/\b(?:(?:hard|tough|difficult|not easy) (?:sell|to (?:sell|convince|get (?:this|it) (?:past|through|approved)))|(?:will|would|has to|have to|need to) (?:be )?convinc(?:e|ed)|push ?back from|(?:won['’]t|will not|would never|wouldn['’]t) (?:approve|sign off|go for|accept))\b/i,
		false,
	],
];

/** Objections to buying, or to buying from us. Denied ones ("no concerns") and pure questions are none. */
export function objectionsIn(sentence: string): readonly Objection[] {
	if (/\?\s*$/.test(sentence) && !/[,;–—]| - /.test(sentence)) return [];
	const found: Objection[] = [];
	for (const [kind, pattern, needsOffer] of OBJECTIONS) {
		const match = pattern.exec(sentence);
		if (!match) continue;
		const span = { start: match.index, end: match.index + match[0].length };
		if (needsOffer && !ABOUT_OFFER.test(sentence)) continue;
		if (!/\bn[o'’]t?\b/i.test(match[0]) && deniesIt(sentence, span)) continue;
		if (found.some((each) => each.start < span.end && span.start < each.end)) continue;
		found.push({ kind: (kind === "risk" || kind === "authority") && MONEY.test(sentence) ? "price" : kind, ...span });
	}
	return found;
}

/** A doubt about the price is an objection to the price, whoever has it. */
const MONEY = /\b(?:price|prices|pricing|cost|costs|quote|expensive|fees?)\b/i;

/** The denial inside the objection ("does not support") is the objection itself, so that only one outside counts. */
function deniesIt(sentence: string, span: Span): boolean {
	if (/n['’]?t\b|\bnot\b|\bcannot\b|\bno\b|\bwithout\b|\black/i.test(sentence.slice(span.start, span.end)))
		return false;
	const clause = clauseAt(sentence, span.start);
	const before = sentence.slice(clause.start, span.start);
	return (
		/\b(?:no|not|never|nothing|isn['’]t|aren['’]t|wasn['’]t|don['’]t|without|hardly)\b[^,;]{0,40}$/i.test(before) &&
		!/\bnot (?:only|just|sure)\b/i.test(before)
	);
}
