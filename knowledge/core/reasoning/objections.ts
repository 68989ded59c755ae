import { statementPart } from "./acts.ts";
import { holds } from "./matches.ts";
import { clauseAt } from "./modality.ts";
import { HOLDS_BACK } from "./objection-words.ts";
import type { Span } from "./span.ts";

export type ObjectionKind =
	| "price"
	| "timing"
	| "risk"
	| "competitor"
	| "fit"
	| "effort"
	| "authority"
	| "terms"
	| "complaint";

/** What holds somebody back from buying, or from staying. Offsets are within the sentence. */
export type Objection = Span & { readonly kind: ObjectionKind };

/** What makes a statement one about us, or about buying from us: without it, a worry is the buyer's own trouble. */
const ABOUT_OFFER =
	/\b(?:you|your|yours|you['’]re|the (?:price|prices|pricing|quote|quotation|proposal|offer|contract|cost|costs|fee|fees|licen[cs]e|terms|product|platform|migration|implementation|rollout|switch|commitment|lock-in|minimum|annual|(?:\w{1,15} )?(?:tier|plan|package|edition|setup))|(?:this|that|it|price|pricing)(?:['’]s| is| looks| seems| feels| sounds| would| might)|switching|migrating|migration|moving (?:over|away)|lock-in|(?:it|this|your \w+) do(?:es)?(?:n['’]t| not)|a change|changing (?:vendors?|suppliers?|tools?)|implementation|rolling (?:it|this) out|(?:year one|(?:the )?first year|the (?:care|small|other|\w{3,12}) (?:side|hall|seats?|module|part)))\b/i;

const OBJECTIONS: readonly (readonly [ObjectionKind, RegExp, boolean])[] = [
	[
		"complaint",
		/\byour (?:\w{1,20} ){1,3}(?:(?:has|have|is|are|was|were|keeps?|did|does|just|again|silently|still|once more|simply|already|repeatedly|constantly) ){0,4}(?:dropp\w{1,3}|fail\w{0,3}|crash\w{0,3}|broken?|los(?:t|es|ing)|delet\w{1,3}|corrupt\w{0,3}|down\b|not work\w{0,3}|wrong|unusable|overcharg\w{1,3})|\b(?:we|i)(?:['’]ll| will| are going to| may| might| would)(?: have to| be forced to)? (?:terminate|cancel|leave you|look elsewhere|go elsewhere|move away|end (?:the|our) (?:contract|agreement)|switch (?:away|to (?:another|a different)))\b|\b(?:this|that|it) is (?:simply |totally |completely )?unacceptable\b|\b(?:very |really |deeply |extremely )?(?:disappointed|unhappy|dissatisfied|frustrated|fed up|not happy) (?:with|by|about) (?:you|your|the (?:service|support|product))/i,
		false,
	],
	[
		"terms",
		/\b(?:(?:can(?:['’]?t|not)|will not|won['’]t|unable to|not able to) (?:accept|agree (?:to|with)|sign (?:off )?(?:on )?(?:this|that|the))|(?:not |un)acceptable (?:to|for) (?:us|our)|(?:liability|notice period|payment terms?|indemnit\w{1,3}|penalt\w{1,3}|jurisdiction|governing law|auto-?renewal|termination)\b[^.?!]{0,60}\b(?:we|our counsel|legal|our lawyers?) (?:need|needs|require|requires|would need|want|wants|expect|expects|object|insist)s?)\b/i,
		false,
	],
	[
		"terms",
		/\b(?:not |un)acceptable (?:to|for) (?:the|my|me|legal|procurement|finance|our)\b|\b(?:do(?:n['’]t| not)|does(?:n['’]t| not)|will not|won['’]t|never) (?:(?:rent|subscribe(?: to)?)(?= (?:it|this|that|software|tools?|licen[cs]es?|anything)\b|[.,;!]|\s?$)|pay (?:every month|monthly|per month|twice|in advance|up ?front))\b|\bwhich we (?:can ?not|can['’]t) accept\b/i,
		false,
	],
	[
		"price",
		/\b(?:is|are|comes?|remains?|stays?|lies)\s(?:out )?(?:(?:still|now|well|far|just|already) ){0,2}(?:above|over|beyond|more than)\s(?:our|my|the|what|EUR|USD|GBP|CHF|[€$£]|\d)|\beats? (?:up )?(?:(?:nearly|almost|about) )?(?:everything|all (?:of )?(?:it|the)|the (?:whole|entire)|half)\b|\bnot (?:included )?(?:in|part of|covered by) (?:your|the) (?:price|offer|quote|quotation|proposal)\b|\b(?:i|we) (?:would|['’]d|will|can) (?:only )?pay (?:the |only )?half\b|\byou (?:want|expect|ask|are asking) (?:me|us) to pay (?:for|twice)\b/i,
		true,
	],
	[
		"risk",
		/\b(?:not|n['’]t) (?:yet |really |quite |at all )?(?:sold|calm|convinced)\b|\bwe (?:have )?tried (?:something like |it|this|that|one)[^.]{0,60}\b(?:(?:19|20)\d\d|before|already|failed|wrote|written|didn['’]t work|did not work)\b|\b(?:stung|burned|burnt|bitten) (?:once|twice|before)\b|\b(?:i|we) (?:(?:would|will|must|then|have to) )?(?:carry|bear|take) (?:all |your |the )(?:\w{2,12} )?risks?\b|\b(?:i|we)(?: will|['’]ll| would|['’]d)? (?:say no|answer no|vote (?:no|against))\b/i,
		false,
	],
	[
		"effort",
		/\b(?:they|people|operators|users|agents|drivers|technicians|staff|the (?:lads|guys|team|men|girls))(?: (?:will not|won['’]t|will never|would never|wouldn['’]t)) (?:use|do|accept|touch|type|learn|want)\b|\b(?:nobody|no one) (?:will|would) (?:use|accept|touch|type)\b/i,
		false,
	],
	[
		"price",
		/\b\d{1,3}\s?(?:%|percent) (?:above|over|higher than|more (?:expensive )?than|dearer than)\b|(?<![\p{L}])(?:zu teuer|trop (?:cher|chère|élevé)|demasiado (?:caro|alto)|muy (?:caro|alto)|(?:precio|prix|preis)(?![\p{L}])[^.?!]{0,40}(?<![\p{L}])(?:alto|caro|elevado|élevé|cher|hoch|teuer))(?![\p{L}])/iu,
		false,
	],
	[
		"price",
		/\b(?:too (?:expensive|high|much(?: money)?|pricey|costly|steep)|expensive|pricey|steep|costly|on the high side|(?:above|over|beyond|outside|exceeds?|out of) (?:our|the|my) (?:budget|range|price range)|more than (?:we|i) (?:can|could|expected|planned|budgeted|wanted|pay|want)|higher than (?:we|i|expected|our|the)|(?:hard|difficult|tough) to justify|(?<!\ba )cheaper(?! (?:seats?|versions?|options?|plans?|ones?|tiers?|packages?|way)\b)|less expensive|half the price|can(?:['’]?t|not) (?:justify|afford (?:it|this|that|your|the price|you))|(?:hefty|eye-watering) (?:price|sum)|sticker shock|\d{1,2}\s?(?:%|percent) (?:less|lower|below|under))\b/i,
		true,
	],
	[
		"competitor",
		/\b(?:(?:happy|satisfied|content) with (?:our|what we|the current|them)|(?:stay|staying|stick|sticking|remain|remaining) with (?!you\b|this\b|the (?:plan|date|call))|build (?:it|this) (?:ourselves|in-house|internally)|in-house (?:build|tool|solution))\b/i,
		false,
	],
	[
		"timing",
		/\b(?:not (?:the|a good|a great|the right) (?:right )?(?:time|moment)|bad (?:time|timing)|too (?:early|soon) (?:for us|to)|not a priority|(?:other|competing|bigger) priorities|not (?:this|until next) (?:year|quarter)|(?:froze|frozen|freezing|paus(?:ed|ing)|halted|stopped|postponed|put off|pushed back|deferred|suspended) (?:all |any )?(?:new )?(?:\w{1,20} )?(?:spend|spending|budgets?|projects?|purchas\w{1,5}|investments?|decisions?)|(?:spend|spending|budget|purchasing) freeze|(?:spend|spending|budget|project|purchase|decision)s? (?:is|are|was|were|has been|have been|got) (?:now |currently )?(?:frozen|on ice|paused|postponed|deferred|pushed back|delayed|cut)|revisit (?:this )?(?:next|in|later)|come back to (?:this|it) (?:next|in|later)|(?<!wait(?:ing)? )on hold|(?:nothing|no (?:money|budget|funds)) left (?:to spend|for)|not (?:in|before) (?:this|the (?:new|next)) (?:financial|fiscal) year|no (?:bandwidth|capacity|time) (?:for|to|right|at|this))\b/i,
		false,
	],
	[
		"effort",
		/\b(?:too (?:complex|complicated|difficult|hard|heavy|much (?:work|effort))|steep learning curve|heavy lift|(?:big|huge|massive|lot of) (?:effort|disruption|undertaking)|(?:how|too) long (?:it|this|the (?:migration|implementation|rollout)) (?:takes|will take|would take)|disrupt(?:ive|ion)?|painful migration|lock(?:ed)?[ -]in)\b/i,
		true,
	],
	[
		"fit",
		/\b(?:(?:does|do)(?:n['’]t| not) (?:support|integrate|work with|have(?! (?:an?|any|the) (?:budget|money|date|deadline))|cover|handle|offer|include|seem to)|(?:lacks?|missing|without) (?:a |an |the |any )?(?:feature|integration|support|sso|api|functionality|option)|not (?:a good|the right|a) fit|make(?:s)? no sense|overkill|too (?:basic|limited|big|small) for)\b/i,
		true,
	],
	["fit", /\b(?:deal[ -]?breaker|show[ -]?stopper|non[ -]?starter)s?\b/i, false],
	[
		"risk",
		/\b(?:(?:concerns|concern)\b(?! (?:our|the|a)\b)|concerned (?:about|that|over|with)|worr(?:y|ied|ies|ying)|hesitant|hesitation|reluctan(?:t|ce)|sceptical|skeptical|doubt(?:s|ful)?|nervous|uneasy|uncomfortable|reservations?|burn(?:ed|t)|risky|too (?:new|young|small a company)|not convinced|on the fence|red flag)\b/i,
		true,
	],
	[
		"authority",
		/\b(?:(?:hard|tough|difficult|not easy) (?:sell|to (?:sell|convince|get (?:this|it) (?:past|through|approved)))|push ?back from|(?:won['’]t|will not|would never|wouldn['’]t) (?:approve|sign off|go for|accept))\b/i,
		false,
	],
];

/** Objections to buying, or to buying from us. Denied ones ("no concerns") and pure questions are none. */
export function objectionsIn(sentence: string): readonly Objection[] {
	// What is asked is no objection; what is said before the question may be one.
	const stated = holds(sentence, ASKED_TO_SAY) ? sentence : statementPart(sentence);
	const found: Objection[] = [];
	if (holds(sentence, DISCLAIMED) || holds(sentence, OF_OTHERS)) return found;
	for (const [kind, pattern, needsOffer] of OBJECTIONS) {
		const match = pattern.exec(stated);
		if (!match) continue;
		const span = { start: match.index, end: match.index + match[0].length };
		if (needsOffer && !holds(sentence, ABOUT_OFFER)) continue;
		if (!/\bn[o'’]t?\b/i.test(match[0]) && deniesIt(sentence, span)) continue;
		if (found.some((each) => each.start < span.end && span.start < each.end)) continue;
		found.push({ kind: (kind === "risk" || kind === "authority") && holds(sentence, MONEY) ? "price" : kind, ...span });
	}
	for (const [kind, pattern] of found.length > 0 ? [] : HOLDS_BACK) {
		const match = pattern.exec(stated);
		if (!match) continue;
		const span = { start: match.index, end: match.index + match[0].length };
		if (
			DENIED_WITHIN.test(match[0]) ||
			deniesIt(sentence, span) ||
			DENIED.test(sentence.slice(Math.max(0, span.start - 12), span.start))
		)
			continue;
		return [{ kind: (kind === "risk" || kind === "authority") && holds(sentence, MONEY) ? "price" : kind, ...span }];
	}
	return found;
}

/** "Not too high": of a turn of speech that has its own denial, one right before it takes it back. */
const DENIED = /(?:\bnot|n['’]t|\bno longer|\bnever) (?:at all |really |that )?$/i;

const DENIED_WITHIN =
	/(?:\bnot|n['’]t|\bnever) (?:at all |really |that |even )?(?:too|an? (?:problem|hurdle|difficulty|issue))\b/i;

/** A question that says no: "Why should I pay for that?", "Do we really need it?" */
const ASKED_TO_SAY =
	/\b(?:why (?:should|would|on earth)|what (?:should|would) (?:i|we|a|an) |do(?:es)? (?:we|anyone|anybody|it) really need|who['’]?s? (?:gonna|going to) be liable|who do i|what if (?:one|you|it))\b/i;
/** "Price isn't the issue", "we are not worried about it". */
const DISCLAIMED =
	/\b(?:(?:is|are|was|were)(?:n['’]t| not) (?:the|an?|our|my|any) (?:issue|problem|obstacle|concern|objection|hurdle)|(?:is|are|am|['’]re|['’]m|['’]s|was|were)(?:n['’]t| not| no longer) (?:at all |really |too |that )?(?:worried|concerned|afraid|nervous|sceptical|skeptical)|no (?:concerns?|objections?|worries|doubts?|reservations?)|nobody (?:here )?(?:has )?(?:said|says|thinks|complained)|would be saying too much|too much detail)\b/i;
/** Told of a time that is over, or of whoever had doubts and has none now. */
const OF_OTHERS =
	/\b(?:(?:my|a) (?:brother-in-law|friend|neighbour|cousin|previous employer)|when others|the others (?:had|wanted)|stood up for you|spoke up for you|used to (?:have|be)|joking|only teasing|convinced now|no longer)\b/i;

/** A doubt about the price is an objection to the price, whoever has it. */
const MONEY = /\b(?:price|prices|pricing|cost|costs|quote|expensive|fees?)\b/i;

/** The denial inside the objection ("does not support") is the objection itself, so that only one outside counts. */
function deniesIt(sentence: string, span: Span): boolean {
	if (/n['’]?t\b|\bnot\b|\bcannot\b|\bno\b|\bwithout\b|\black/i.test(sentence.slice(span.start, span.end)))
		return false;
	const clause = clauseAt(sentence, span.start);
	const before = sentence.slice(clause.start, span.start);
	// Who does not want to do something says no to it.
	if (/(?:\b(?:not|never)|n['’]?t)\s(?:want|wish|like|going) to\b[^,;]{0,40}$/i.test(before)) return false;
	// "Without offline mode this is a non-starter" is one.
	if (/^(?:deal|show|non)/i.test(sentence.slice(span.start, span.end)))
		return /\b(?:not|n['’]t|no)\s(?:\w{1,8}\s){0,2}$/i.test(before);
	return (
		/\b(?:no|not|never|nothing|isn['’]t|aren['’]t|wasn['’]t|don['’]t|without|hardly)\b[^,;]{0,40}$/i.test(before) &&
		!/\bnot (?:only|just|sure)\b/i.test(before)
	);
}
