import { stanceAt } from "./modality.ts";
import type { Span } from "./span.ts";

export type ActKind = "question" | "request" | "commitment" | "agreement" | "refusal";

/** What a sentence does. It may do several things; offsets are within the sentence. */
export type Act = Span & { readonly kind: ActKind };

const SOCIAL =
	/\b(?:how are you|how(?:['’]s| is) it going|hope (?:you|all|this)|are you well|how was your|make sense|sound good|does that work\?$|you know what i mean|isn['’]t it|can['’]t make it\?|right\?$|okay?\?$|any questions)\b/i;
const INTERROGATIVE =
	/^(?:(?:and|also|so|but|plus|then|second(?:ly)?|first(?:ly)?|finally|separately|quick question|one (?:more )?question|question)\b[,:–-]?\s){0,2}(?:what|how|when|where|which|who|why|is|are|do|does|did|can|could|would|will|have|has|should|any (?:chance|idea|update|news))\b/i;
const INDIRECT =
	/\b(?:(?:i|we)(?:['’]d| would) (?:like|love|need|want|be (?:keen|interested|curious)) to (?:know|understand|learn|hear|see (?:if|whether|how))|(?:i|we)(?:['’]m| am|['’]re| are| was| were)? (?:wondering|curious)|(?:i|we) wonder(?:ed)?|(?:i|we) (?:need|want) to (?:know|understand)|(?:let|tell) (?:me|us) know (?:if|whether|what|how|when|which|who|where)|(?:i|we)(?:['’]m| am|['’]re| are) not (?:sure|clear) (?:if|whether|how|what) (?:you|your|the product|it)|it(?:['’]s| is) not clear to (?:me|us))\b/i;

export function isQuestion(sentence: string): boolean {
	const text = sentence.trim();
	if (SOCIAL.test(text)) return false;
	const words = text.split(/\s+/).length;
	if (/\?["'”)\]]{0,3}$/.test(text))
		return words >= 3 || /^(?:thoughts|price|pricing|timeline|next steps|any (?:update|news))\b/i.test(text);
	if (INDIRECT.test(text))
		return !/\blet (?:me|us) know if (?:you (?:have|need)|there(?:['’]s| is) anything|anything)\b/i.test(text);
	return (
		words >= 5 &&
		/^(?:(?:and|also|so)\s)?(?:can|could|would|will|do|does|is|are) (?:you|your|it|there|the|we)\b/i.test(text) &&
		INTERROGATIVE.test(text) &&
		!/^will\b/i.test(text)
	);
}

const TAIL = /[,;]\s|\s[-–—]\s|[–—]|:\s/g;
const TAIL_QUESTION =
	/^(?:and |so |but )?(?:is|are|do|does|can|could|would|will|what|how|when|which|who|where|should|have|has|did|right|correct|ok)\b/i;

/** A question claims nothing, but what stands before it does: "We have EUR 40,000 - is that enough?" */
export function statementPart(text: string): string {
	if (!isQuestion(text) && !/\?["'”)]{0,2}$/.test(text)) return text;
	for (const match of text.matchAll(TAIL)) {
		if (TAIL_QUESTION.test(text.slice(match.index + match[0].length)))
			return TAIL_QUESTION.test(text) ? "" : text.slice(0, match.index);
	}
	return "";
}

const ACTION =
	"send|share|provide|forward|give|get|show|call|ring|schedule|book|arrange|set up|confirm|clarify|explain|advise|let (?:me|us) know|tell|walk (?:me|us)|put together|prepare|include|add|update|revise|review|sign|resend|help|connect|introduce|invite|quote|outline|describe|list|check|point (?:me|us)|come back|get back|reply|respond|circulate|loop in|propose|suggest|break (?:it |this )?down";
/** Not about doing something for the writer, though they follow "please". */
const NO_ACT =
	"find|see|note|do ?n['’]?t|do not|feel|accept|disregard|ignore|be (?:advised|aware|assured|informed)|delete (?:it|this|the|any)|excuse|forgive|keep in mind|remember that|unsubscribe";
const REQUEST = new RegExp(
	[
		`\\b(?:please|kindly|pls|plz)\\s(?:(?:also|just|kindly|then)\\s)?(?!(?:${NO_ACT})\\b)[a-z]{2,15}\\s(?=\\S)`,
		`\\b(?:please|kindly|pls)\\s(?:also\\s|just\\s)?(?:${ACTION})\\b`,
		`\\b(?:can|could|would|will) (?:you|u) (?:please |also |kindly |maybe |just )?(?:${ACTION})\\b`,
		"\\bplease do(?: not|n['’]t) (?:call|contact|e-?mail|write|follow up|chase|send)\\b",
		"\\b(?:i|we)(?:['’]d| would) (?:(?:really |greatly |very much |also )?appreciate|be (?:most |very |really )?(?:grateful|thankful))\\b",
		"\\b(?:(?:we|i) (?:need|would need|['’]d need) you to|would you mind|are you able to)\\b",
		"\\bit would (?:really |also )?(?:help|be (?:great|good|useful|helpful|ideal|nice))(?: (?:me|us|a lot|a great deal|very much)){0,2} (?:if you|to (?:get|have|see|receive)(?! (?:it|this|that|something|everything|us|them)\\b))\\b",
		`^(?:(?:and|also|then),?\\s)?(?:${ACTION})\\s(?:me|us|over|through|the|a|an|your|some|what|how|when|whether|if|available|times)\\b`,
		"\\b(?:i|we)(?:['’]d| would) (?:like|love) (?:to (?:see|get|have|receive|schedule|book|arrange)|a|an|your)\\b",
		"\\b(?:looking for|need|send over) (?:a|an|your|the) (?:quote|proposal|price|pricing|offer|demo|call|breakdown|estimate|trial|reference|copy)\\b",
		"\\b(?:i|we) (?:want|expect|demand|require|insist on) (?:a|an|the|your) (?:\\w{1,12} )?(?:explanation|answer|apology|refund|credit|reply|response|report|call|confirmation|statement|quote|proposal)\\b",
		"\\b(?:hereby )?(?:invites?|inviting|asks?|asked) you to (?:submit|bid|quote|tender|propose|present|make|send|provide|offer)\\b",
		"\\b(?:we|i) (?:ask|request|kindly ask|would ask) (?:you )?(?:for )?(?!(?:questions?|why|whether|if|myself|ourselves|him|her|them|the same)\\b)(?:a|an|the|your|that|\\d|\\w+ (?:months|days|%|per cent))",
		"\\b(?:we|i) (?:could|can|would) accept\\b(?! (?:that|it|this)\\b)",
		"\\ba (?:further )?(?:reduction|discount) of \\d",
		`^(?:but |so |and )?(?:justify|have)\\s(?:it|that|this|the|your)\\b`,
		"\\bso have your \\w+",
		"\\bif you (?:can |could |would )?(?:drop|waive|reduce|lower|cut|give|offer|match|throw in|remove|extend|agree to|accept) ",
	].join("|"),
	"i",
);
const NOT_REQUEST =
	/\bplease (?:find|see|do ?n['’]?t|do not|note|feel free|accept|disregard|ignore)\b(?! (?:call|contact|e-?mail|write|follow up|chase|send)\b)|\bif you (?:have|need|had|do(?:n['’]t| not)|no longer|(?:would )?(?:like|wish|want|prefer) (?:to|not)|enjoy)\b[^?]{0,120}\bplease\b|\bto (?:ensure|make sure)\b[^?]{0,80}\bplease add\b|\bfeel free\b|\bdo(?:n['’]t| not) hesitate\b|\blet (?:me|us) know if (?:you (?:have|need)|anything|there)\b/i;

export const isRequest = (sentence: string): boolean => REQUEST.test(sentence) && !NOT_REQUEST.test(sentence);

const PROMISE =
	/\b(?:(?:i|we)(?:['’]ll| will| shall|['’]m going to| am going to|['’]re going to| are going to| can commit to| promise to)|(?:^|[,.!;-]\s)(?:ok(?:ay)?,? |and |so |then )?will)\s(?:then |also |definitely |certainly |make sure to |be sure to |try to |personally )?(?:send|share|forward|get back|come back|circle back|confirm|check|ask|talk to|speak (?:to|with)|introduce|set up|schedule|call|let you know|tell you|revert|review|circulate|sign|provide|loop|discuss|prepare|follow up|reply|respond|arrange|invite|pass|raise|take (?:this|it) (?:to|up|forward)|bring|return|connect|book|put (?:you|us|together)|look (?:at|over|through)|read|test|try|present|push|make sure|have (?:it|an answer|the|our|my)|be in touch|find out|look into|give you|get (?:you|(?:it|this|that|them|these) to you)|decide (?:by|this|next|until|tomorrow|on (?:mon|tues|wednes|thurs|fri|the \d))|run (?:it|this) by)\b|\blet me (?:check|get back|come back|confirm|find out|ask|talk to|speak|send)\b|\byou(?:['’]ll| will) (?:have|get|receive|hear)\b[^.]{0,60}\b(?:from (?:me|us)|by)\b/i;
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
