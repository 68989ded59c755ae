import { cleanName, NAME } from "../entities/people.ts";
import { firstIn, holds, matchesIn } from "../matches.ts";
import { clauseAt, stanceAt } from "../modality.ts";
import { AS_COMPLAINT, AS_WISH, complaintIn, WISH, WISH_TAIL } from "./frames.ts";
import { isTerm, readable } from "./readable.ts";
import { claim, type Finding, labelOf, type Remark, spoken, weighed } from "./remark.ts";

type Key = "bant.need" | "meddic.pain" | "meddic.champion";

const ADVERBS =
	"(?:(?:really|also|just|now|currently|still|urgently|definitely|only|desperately|basically|mainly|probably|clearly|actively|would|wud|wld|will|do|are|am|is|['’]re|['’]m)\\s){0,3}";

const NEED = spoken(
	`\\b{S}(?:['’](?:re|m|d|s))?(?:\\s\\([^()]{1,40}\\))?\\s${ADVERBS}(need(?:s|ed)?(?: to (?:be able to |have |get )?| )|require[sd]? |looking (?:for |to )|(?:look|looks) for |want(?:s|ed)? (?:to )?|must (?:have |be able to )|have to (?:be able to )?|has to |in the market for |searching for |trying to |like to (?:be able to )?|hope to |hoping to |planning to |plan to |aim to |aiming to |expect to )`,
	"gi",
);
const GOAL =
	/\b(?:our|the|their|my) (?:\w{1,20} )?(?:goal|aim|objective|priority|requirement|use case|ambition)(?: here| for \w{1,20}| this year)? (?:is|would be|remains)(?: to)?\s/i;
const THING_NEEDS =
	/\b(?:it|this|that|the (?:solution|tool|system|platform|product)|whatever we (?:choose|buy|pick)|any solution) (?:absolutely )?(?:needs? to|has to|must|should|would (?:need|have) to)\s/i;
const LIST_HEADING =
	/\b(?:need|require|requirements|scope|quantities|volumes|looking for|must[- ]haves?|wish ?list|want|want(?:ed)?|goals|features)\b[^.?!]{0,60}:\s*$/i;
const PAIN_HEADING = /\b(?:problem|(?<!this )issue|pain|challenge|struggl|frustrat)\w{0,8}\b[^.?!]{0,60}:\s*$/i;

/** Somebody more wants what others have. */
const EXPANDS = spoken(
	"\\b(?!i\\s|we\\s){S}(?:\\s\\([^()]{1,40}\\))?\\s(?:now |also )?(?:wants? in\\b|(?:wants?|would like) (?:it|this|the same|to join|to be added)\\b)",
);

/** What follows "we need" in the course of talking and buying, and is no need that a product could meet. */
const ERRAND =
	/^(?:to )?p{Lu}[p{L}'’-]+\sp{Lu}|^(?:this|it|that) to (?:happen|work|succeed)\b|^(?:to )?(?:have|get) an? (?:vendor|supplier|system|tool|provider) (?:picked|chosen|selected)\b|^(?:to )?(?:place (?:the|an|our) order|order|start|begin|buy)\b|^for (?:it|this|that)\b|^(?:a |the )?(?:phrase|sentence|clause|wording)\b|^(?:it|this|that|them)\s(?!to\b|and\b)|^(?:a |an |the |your )?(?:\w{1,12} )?(?:explanation|apology|refund|confirmation|statement|root cause|compensation)\b|^(?:\w+ (?:dean|board|ceo|cfo|director|manager|boss)|[^,;]{1,30}['’]s?)\s(?:approval|signature|sign-?off|ok|okay|consent)\b|^in\b|^(?:only |just )?(?:\w+ )?(?:days?|weeks?|months?)\b|^(?:someone|somebody|people|candidates?) who\b|^(?:a |an |at least )?(?:\w{1,12} )?(?:pilot|poc|proof of concept|trial|demo|reference|references|rfp)\b|^(?:to )?(?:(?:see|get|have|receive|use|know) )?(?:your|you)\b|^(?:to )?be (?:live|clear|honest|sure|careful|up and running|done|ready)\b|^(?:to )?(?:be able to )?(?:(?:a |an |the |your |our |some |more |another |any |my )?(?:talk|speak|meet|check|discuss|decide|think|wait|know|understand|clarify|confirm|ask|hear|see (?:if|whether|how|what|your|the|a demo)|get (?:back|approval|sign|buy-in|this approved|an? (?:answer|quote|idea|price)|to know|your|together|moving|started)|approval|sign|sign-?off|send|share|receive|reschedule|postpone|move (?:our|the|this) (?:call|meeting)|call|meeting|chat|time|day|week|quote|proposal|price|pricing|answer|reply|response|contract|copy|invoice|discount|help (?:from you|with (?:the|this) (?:form|contract))|information|info|details|involve|include (?:our|my)|loop|convince|present|review|hold off|pause|go through|run (?:it |this |that )?(?:past|by)|run (?:it|this)|be (?:honest|clear|sure|careful|transparent|fair|at|in|back|out)|kick ?off|cancel (?!(?:our|the) (?:contract|subscription|licen))|skip|miss|say|apologi|thank|add that|mention|point out|follow up|stress|spend|stay (?:within|under|below)|pay|negotiate|schedule|book|set up a (?:call|meeting)|connect|catch up|learn more|explore|proceed|move (?:forward|ahead)|go (?:ahead|forward|live|in|now|to|back|home|on|over|at)\b|give (?:notice|you|me|him|her|them|it|that)\b|leave (?:you|now|in|at|for)\b|(?:\w{1,12} )?(?:paper|way out)\b|jump\b|drop off\b|do this|do it|do that|make (?:a|the|this) (?:decision|call|case)|justify|work (?:out|with you|together)|it (?:by|before|in|to)\b|this (?:by|before|in|to|done)\b|that\b|them\b|you\b|him\b|her\b|both\b|all of))/i;

export function needIn(remark: Remark): readonly Finding<Key>[] {
	const label = labelOf(remark.text);
	if (label && /^(?:need|needs|requirements?|use case|goal|goals|objective|looking for|scope)$/.test(label.label))
		return needed(remark, label.rest, 0, { confidence: 0.8, reason: "named under a label" });
	if (remark.sentence.bullet && remark.heading !== null && LIST_HEADING.test(remark.heading))
		return needed(remark, remark.text, 0, { confidence: 0.75, reason: "item of a list of needs" });
	const joins = firstIn(remark.text, EXPANDS[remark.voice]);
	if (joins) {
		const clause = clauseAt(remark.text, joins.index);
		const span = { start: joins.index, end: joins.index + joins[0].length };
		return weighed(remark, "bant.need", span, remark.text.slice(clause.start, clause.end), 0.8);
	}
	const matches = matchesIn(remark.text, NEED[remark.voice]);
	const found = matches.slice(0, 3).flatMap((match) => wanted(remark, match));
	if (found.length > 0) return found;
	const wish = remark.voice === "buyer" ? wished(remark) : [];
	if (wish.length > 0) return wish;
	const match = firstIn(remark.text, GOAL) ?? firstIn(remark.text, THING_NEEDS);
	return match ? wanted(remark, match) : [];
}

/** A need that reads on its own, and that a product could meet. */
function needed(
	remark: Remark,
	words: string,
	at: number,
	{ confidence, reason }: { readonly confidence: number; readonly reason: string },
): readonly Finding<Key>[] {
	const value = isTerm(words) || AT_THE_END.test(remark.text.slice(0, at)) ? null : readable(remark, words, at);
	return value === null ? [] : claim("bant.need", value, confidence, reason);
}

/** What is to happen when the contract is over is settled in it. */
const AT_THE_END =
	/\b(?:at|upon|after) the (?:end|expiry|termination) of (?:the|this|our) (?:contract|agreement|term)\b/i;

/** "When I want to make a new pack I call them" tells what happens then. */
const WHENEVER = /\b(?:when|whenever|(?:every|each) time|as soon as|once|until|if|before|after)\s$/i;
/** "I have to stand up in front of them": what one person has to do is an errand, unless it is to be able to. */
const OWN_DUTY = /^i['’\s].*\b(?:have|has) to $/i;
/** "I have 140 and it has to hold everything": what the money has to do. */
const OF_MONEY = /\d[^.?!]*,?\s(?:and|but|so)\s$/i;

/** What is framed as a wish, whatever it is. */
function wished(remark: Remark): readonly Finding<Key>[] {
	const tail = firstIn(remark.text, WISH_TAIL);
	if (tail) return needed(remark, remark.text.slice(0, tail.index), 0, { confidence: 0.75, reason: AS_WISH });
	const match = firstIn(remark.text, WISH);
	if (!match || /\b(?:not|never)\b|n['’]t\b/i.test(remark.text.slice(0, match.index))) return [];
	const end = match.index + match[0].length;
	const object = remark.text.slice(end, clauseAt(remark.text, end).end);
	return ERRAND.test(object) && !A_PRODUCT.test(object)
		? []
		: needed(remark, object, match.index, { confidence: 0.75, reason: AS_WISH });
}

function wanted(remark: Remark, match: RegExpExecArray): readonly Finding<Key>[] {
	const end = match.index + match[0].length;
	const before = remark.text.slice(0, match.index);
	if (
		WHENEVER.test(before) ||
		OWN_DUTY.test(match[0]) ||
		(/^(?:it|this|that)\s/i.test(match[0]) && OF_MONEY.test(before))
	)
		return [];
	const from = end + clefted(before, remark.text.slice(end));
	const span = { start: match.index, end };
	const object = remark.text.slice(from, clauseAt(remark.text, from).end);
	if ((ERRAND.test(object) && !A_PRODUCT.test(object)) || PERSON_TO.test(object)) return [];
	const wish = /want|like to|hop|plan|look/i.test(match[1] ?? "");
	// To look for something is to need it; the general words for doubt do not weaken it.
	const stance = stanceAt(remark.text, span);
	if (stance === "negated" || stance === "hypothetical") return [];
	const confidence = (stance === "hedged" ? 0.6 : 1) * (wish ? 0.8 : 0.85);
	return needed(remark, object, match.index, { confidence, reason: stance });
}

/** "We need Anna Berg to agree": what a person is to do no product does. */
const PERSON_TO = /^\p{Lu}[\p{L}'’-]{1,20}(?:\s\p{Lu}[\p{L}'’-]{1,20}){0,2}\sto\s/u;

/** "A contract management tool" is a tool, whatever it is for. */
const A_PRODUCT = /^(?:an? |some )(?:[\w-]{2,14} ){1,3}(?:tool|software|module|platform|app|portal|engine)s?\b/i;

/** "What I want is to …", "What we need for it: …": how much of it comes before what is wanted. */
const clefted = (before: string, after: string): number =>
	/\bwhat\s(?:all\s)?$/i.test(before)
		? (/^(?:(?:for|from|of|with) (?:\w{1,12} ){0,2}?\w{1,12})?(?:\s?(?:is|was)\s(?:to\s)?|:\s)/i.exec(after)?.[0]
				.length ?? 0)
		: 0;

const PAIN =
	/\b(?:problems?|issues?|pains?|pain points?|struggl(?:e|es|ed|ing)|challeng(?:e|es|ing)|bottlenecks?|frustrat(?:ed|ing|ion|ions)|(?:far |too |very |so |painfully |really )slow(?:ly)?|takes? (?:us )?(?:too|so|far too|way too|forever|(?:about |around |over |up to |at least )?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many) (?:to \d{1,2} )?(?:full |working |business )?(?:minutes|hours|days|weeks|months))|stands? still|at a standstill|chaos|chaotic|(?:is|are|in|such) a (?:total |complete |huge )?mess|nightmare|nobody (?:knows|sees|notices|understands|can)|no ?one (?:knows|sees|notices|understands|can)|(?:made|done|kept|planned|run|lives?) (?:\w+ ){0,2}(?:in|on) (?:excel|(?:a )?spreadsheets?|paper|a whiteboard|(?:the|one person['’]s|somebody['’]s|someone['’]s) head)|in the heads? of|lying (?:on|in|around)|(?:is|are) tied up|pil(?:es?|ing) up|(?:machines?|lines?|presses|vans?|trucks?|people|production) (?:stands?|sits?|waits?|idles?)(?= (?:because|and|until|while|for|idle|still|around))|(?:it|line|system|server|connection|network|software|tool) (?:often |always |regularly |sometimes )?(?:fails|breaks|drops|goes down)|(?:is|are|comes?|arrives?) (?:always |often |again |too )?late (?:with|by|every)|(?:seconds?|minutes?|hours?|days?|weeks?) (?:of )?delay|(?:do|does|doing) nothing but|(?:have to |has to |must )?waits? (?:for )?(?:about |around |over |up to |at least |on average )?(?:\d{1,3}|two|three|four|five|six|several|many) (?:minutes|hours|days|weeks|months)|re-?(?:typ|key|enter)(?:e|es|ed|ing|s)?|cop(?:y|ies|ying) (?:and past(?:e|ing)|(?:it |data |everything )?by hand)|manual(?:ly)?|by hand|error[- ]prone|los(?:e|es|ing|t)|wast(?:e|es|ed|ing)|churn(?:ing|ed)?(?! (?:\w{2,12} )?(?:analysis|option|module|lens|scores?|reports?|prediction|tool|feature))|downtime|outages?|breaks? (?:down|all)|crash(?:es|ing)?|f(?:all|alls|alling|ell) apart|(?:can['’]?t|cannot|could(?:n['’]t| not)) (?:keep up|cope|scale|see|track|tell|get|report|handle|find)|(?:do|does)(?:n['’]t| not) (?:scale|work|talk to|integrate)|fed up|costing us|costs us|delay(?:s|ed)|miss(?:ed|ing) (?:deadlines?|slas?|targets?|calls?|tickets?|orders|deals|renewals)|backlogs?|unreliable|behind (?:on|schedule)|complain(?:s|ts|ing|ed)?|headaches?|hurt(?:s|ing)?|killing us|stuck (?:with|on|in)|drown(?:ing)?|overwhelmed|(?<=\b(?:in|on|with|by|from|into|of|using|use|juggling|between|across|maintaining|are|have)\s(?:[\w-]{1,12}\s){0,2})spreadsheets?(?! (?:per|for each|from)\b)|falling (?:apart|behind|through)|slipping|fall through the cracks|workarounds?|double entry|duplicate(?:d)? (?:work|data|entry)|inefficien(?:t|cy|cies)|no visibility|blind spots?|escalations?|burn(?:ed|ing|t)? out|fraud|(?<=\b(?:paid|pay|paying|owed?|cost us|charged)\b.{0,40})penalt(?:y|ies)|end of life|outdated|legacy)\b/i;
const OURS: Readonly<Record<Remark["voice"], RegExp>> = {
	buyer:
		/\b(?:we|our|us|i|my|me|somebody|someone|everyone|the team|agents|current(?:ly)?|existing|today|right now|at the moment|every (?:day|week|month|quarter)|customers)\b/i,
	// A note is about the buyer; its short sentences leave the buyer out.
	reported: /^(?!.*\b(?:we|our|us|my|me)\b)/i,
};
export const NOT_PAIN =
	/\b(?:used to have|(?:was|were|is|are|got|been) (?:since )?(?:fixed|solved|sorted|resolved)|do(?:es)? the job|already have an?|nervous about|if (?:this|it) (?:fails|goes wrong)|(?:policy|spec|sheet|rules?) (?:sheet )?(?:demands?|calls? for|requires?)|no (?:problem|issue|worries)|not (?:a|an) (?:problem|issue)|any (?:issues?|problems?|outages?|downtime|delays?)|if (?:there|you) (?:is|are|have|see) (?:any|an?|problems?)|sorry (?:for|about) the delay|(?:delay|delayed) (?:in|with|my|response|reply)|(?:late|delayed) reply|problem(?:s)? (?:opening|joining|with (?:the|this|your) (?:link|call|invite|attachment))|(?:put|puts|wrote|send|sent) (?:it|this|them|that) in(?:to)? (?:a |the )?spreadsheet|hopes? it is|whoever|\bis the one with\b|los(?:t|es|ing) (?:a bet|interest)|(?:has|have) lost(?=[,.]|$)|we require|no(?:body| ?one) (?:can|has time)(?: to)? (?:read|help|call)|i(?:['’]m| am) late|lost (?:your|the|track of) (?:email|mail|number|thread))\b/i;
export const ABOUT_YOU =
	/\b(?:your (?:\w{1,20} ){0,2}(?:price|prices|pricing|quote|offer|proposal|product|platform|contract|terms|company|solution|mail|email|tool|website|web site|site|page|documentation|docs|brochure)|with you\b|you(?:['’]re| are) )/i;

export function painIn(remark: Remark): readonly Finding<Key>[] {
	const label = labelOf(remark.text);
	if (label && /^(?:pains?|pain points?|problems?|challenges?|issues?)$/.test(label.label))
		return claim("meddic.pain", label.rest, 0.8, "named under a label");
	if (remark.sentence.bullet && remark.heading !== null && PAIN_HEADING.test(remark.heading))
		return claim("meddic.pain", readable(remark, remark.text, 0) ?? "", 0.75, "item of a list of pains");
	const complaint = remark.voice === "buyer" && !holds(remark.text, NOT_PAIN) ? complaintIn(remark.text) : null;
	if (complaint) return claim("meddic.pain", complaint.words, 0.8, AS_COMPLAINT);
	const match = firstIn(remark.text, PAIN);
	if (match && isProcessTime(remark.text, match.index)) return [];
	if (!match || holds(remark.text, NOT_PAIN) || holds(remark.text, ABOUT_YOU) || !isTheirs(remark, match.index))
		return [];
	const span = { start: match.index, end: match.index + match[0].length };
	const clause = clauseAt(remark.text, span.start);
	const words = remark.text.slice(clause.start, clause.end);
	// "Wasted visits under 8%" is where they want to be.
	if (
		/\b(?:under|below|less than|at most|no more than)\s\d/i.test(words) &&
		!/\b(?:now|today|currently)\b/i.test(words)
	)
		return [];
	const denied = /\b(?:no|not|never|without|nobody|no ?one)\b|n['’]t\b/i.test(match[0])
		? false
		: stanceAt(remark.text, span) === "negated";
	if (denied || stanceAt(remark.text, span) === "hypothetical") return [];
	// Somebody who wants to cut churn names a goal; the pain behind it is likely, not stated.
	const wanted =
		/\b(?:want|need|like|goal|aim|looking|hope|plan(?:ning)?) to (?:reduce|cut|stop|avoid|prevent|lower|eliminate|get rid of|remove)\b/i.test(
			words,
		);
	const weak = /^(?:manual(?:ly)?|spreadsheets?|legacy|outdated|issues?|challenges?|escalations?|fraud)$/i.test(
		match[0],
	);
	// "We want to replace our legacy CRM" is a need, and says of the old one only that it is old.
	if (weak && words.search(NEED[remark.voice]) >= 0) return [];
	const hedged = stanceAt(remark.text, span) === "hedged";
	const value = holds(words, OF_THE_TERMS) ? null : readable(remark, words, span.start);
	if (value === null) return [];
	return claim(
		"meddic.pain",
		value,
		(hedged ? 0.65 : 1) * (wanted ? 0.6 : weak ? 0.7 : 0.85),
		hedged ? "hedged" : wanted ? "named as a goal" : "stated",
	);
}

/** What a contract, a rule or an offer would cost or end is a condition, and nobody's trouble yet. */
const OF_THE_TERMS =
	/\bpenalt(?:y|ies) (?:is|are|of|will be|would be)\s|^\s*(?:after|before|until|without) (?:this|that)\b|\b(?:service credits?|clauses?|in the contract|per cent of the (?:monthly )?fee)\b/i;

/** "The machines wait", said by a buyer and of nobody else, is the buyer's own trouble. */
function isTheirs({ text, voice }: Remark, at: number): boolean {
	const clause = clauseAt(text, at);
	return OURS[voice].test(text) || (voice === "buyer" && !OF_OTHERS.test(text.slice(clause.start, clause.end)));
}
const OF_OTHERS =
	/\b(?:you|your|yours|industry|market|analysts?|stud(?:y|ies)|survey|competitors?|they|he|she|his|her|theirs?|if|would|could|may|might|must|shall|should|wants? to|needs? to)\b/i;

/** "Our committee has to rate it; this takes five weeks": the time of a decision, and nobody's trouble. */
export function isProcessTime(text: string, at: number): boolean {
	const clause = clauseAt(text, at);
	return (
		/^[\s,]*(?:and |but |so )?(?:this|that|it|which)\s(?:\w{4,9} )?takes?\s(?!us\b|our\b|my\b)/i.test(
			text.slice(clause.start, clause.end),
		) &&
		/\b(?:committee|procurement|purchasing|legal|approval|tender|review|board|sign[- ]?off|due diligence)\b/i.test(text)
	);
}

const CHAMPION = spoken(
	"\\b(?:i(?:['’]m| am| have| will|['’]ve|['’]ll)?\\s(?:(?:really|very|already|been|personally|definitely|fully|strongly|also) ){0,3}(?:push(?:ing)?(?: hard)? (?:for|this)|champion(?:ing)?|advocat(?:e|ing)|banging on about (?:it|this)|sold on|sponsor(?:ing)?|rooting for|(?:make|making|build|building) the (?:internal |business )?case|(?:big|huge) fan|(?:presented|pitched|recommended|defended|showed) (?:your|this|you|the (?:platform|product|solution|tool))\\b.{0,40}\\bto (?:our|my|the)|convinced (?:this|that this|you|that you)|fight(?:ing)? for|sell(?:ing)? (?:this|it) internally|drive this|driving this|behind this|bang(?:ing)? on about (?:it|this)|want (?:this|it) (?:in|to happen)\\b)|(?:want|would love|['’]d love) (?:to (?:see|make) this (?:work|happen|succeed)|you (?:guys |people )?to win|(?:this|it)(?: in| done| badly| very much)?(?=[.!]|$)))\\b",
);
const CHAMPION_OTHER =
	/\b(?:is|has been|will be|['’]s) (?:really |also |very |our |the |their |internally |already ){0,3}(?:internal )?(?:champion(?:ing)?|sponsor(?:ing)?|pushing (?:for |hard |this)|driving (?:this|the project)|advocating|a (?:big )?(?:fan|supporter|advocate)|behind this|campaigning for (?:it|you|this)|rooting for you|telling (?:everyone|everybody|us all|people) to (?:go with|take|pick|choose|buy from) you)\b|\b(?:rooting for you|(?:puts?|has put) your name forward|wants? you and (?:nobody|no one) else|keeps (?:promoting|defending|recommending) (?:you|it|your)|w(?:ent|orks|orked|orking) (?:round|on) [^.;]{3,30} for you|(?:and|who) is campaigning for (?:it|you))\b/i;

/** "The driving force behind picking you is …". */
const CHAMPION_NAMED = new RegExp(
	`\\b(?:(?:(?:driving|moving) force behind|strongest voice|biggest (?:fan|ally|supporter)|best friend)[^.;:]{0,40}\\b(?:you|yours?)\\b[^.;:]{0,14}(?:\\sis|['’]s|:)|[Nn]obody (?:here )?has (?:done|said|fought) more for (?:you|your \\w{2,12}) than|[Yy]our (?:biggest|best|strongest) (?:fan|ally|supporter|advocate)(?: here| with us)? is)\\s(?:our\\s)?(${NAME})`,
	"u",
);

export function championIn(remark: Remark): readonly Finding<Key>[] {
	const named = firstIn(remark.text, CHAMPION_NAMED);
	const ally = named ? cleanName(named[1] ?? "") : null;
	if (ally !== null) return claim("meddic.champion", ally, 0.8, "said as an ally");
	const other = firstIn(remark.text, CHAMPION_OTHER);
	if (other) {
		const person = remark.people.find((each) => each.end <= other.index + 1 && other.index - each.end < 30);
		const name =
			person?.text ??
			/(?:^|[\s,;])(\p{Lu}[\p{Ll}'’-]{1,20}(?:\s\p{Lu}[\p{Ll}'’-]{1,20})?)(?:\s(?:from|in|at) [A-Za-z]{2,20})?\s?$/u.exec(
				remark.text.slice(0, other.index),
			)?.[1];
		if (!name || /^(?:He|She|It|This|That|They|Who|What|There|Everyone)$/.test(name)) return [];
		return weighed(remark, "meddic.champion", { start: other.index, end: other.index + other[0].length }, name, 0.8);
	}
	if (remark.voice !== "buyer") return [];
	const match = CHAMPION.buyer.exec(remark.text);
	if (!match) return [];
	return weighed(
		remark,
		"meddic.champion",
		{ start: match.index, end: match.index + match[0].length },
		remark.speaker ?? "the writer",
		0.75,
	);
}
