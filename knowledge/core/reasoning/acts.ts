import { remembering } from "../vocabulary/remembered.ts";
import { holds, matchesIn } from "./matches.ts";
import { stanceAt } from "./modality.ts";
import { type Span, wordCount } from "./span.ts";

export type ActKind = "question" | "request" | "commitment" | "agreement" | "refusal";

/** What a sentence does. It may do several things; offsets are within the sentence. */
export type Act = Span & { readonly kind: ActKind };

const SOCIAL =
	/\b(?:how are you|how(?:['’]s| is) it going|hope (?:you|all|this)|are you well|how was your|make sense|sound good|does that work\?$|you know what i mean|(?<!\bor )isn['’]t it|can['’]t make it\?|right\?$|okay?\?$|any questions)\b/i;
const INTERROGATIVE =
	/^(?:(?:and|also|so|but|plus|then|second(?:ly)?|first(?:ly)?|finally|separately|quick question|one (?:more )?question|question)\b[,:–-]?\s){0,2}(?:what|how|when|where|which|who|why|is|are|do|does|did|can|could|would|will|have|has|should|any (?:chance|idea|update|news))\b/i;
const INDIRECT =
	/\b(?:(?:i|we)(?:['’]d| would) (?:like|love|need|want|be (?:keen|interested|curious)) to (?:know|understand|learn|hear|see (?:if|whether|how))|(?:i|we)(?:['’]m| am|['’]re| are| was| were)? (?:wondering|curious)|(?:i|we) wonder(?:ed)?|(?:i|we) (?:need|want) to (?:know|understand)|(?:let|tell) (?:me|us) know (?:if|whether|what|how|when|which|who|where)|(?:one|two|three|another|my|our|the (?:one|only|last|open)|a few|some) (?:\w{2,10} )?questions? (?:still )?(?:remains?|is|are|left|open|i have|we have|from)\b[^.?!]{0,60}\b(?:whether|if|how|what|when|which|who|where)\b|(?:i|we)(?:['’]m| am|['’]re| are) not (?:sure|clear) (?:if|whether|how|what) (?:you|your|the product|it)|it(?:['’]s| is) not clear to (?:me|us))\b/i;

/** "They meet in, uh, November?": said to be told that it is right. */
const ECHO =
	/^(?:they|he|she|it(?:['’]s)?|there) (?!(?:any|a|some)\b)(?![^?]{0,60},\s(?:can|could|would|will|do|does|is|are|what|how|when)\b)[^?]{1,60}\?$/i;
/** Somebody else's advertisement. */
const PITCHED = /\b(?:do you want|would you like) to\b[^?]{0,80}\bour (?:next|new|latest|upcoming)\b/i;
/** After a wish: "If you'd invoice in January … Would you?" */
const REQUEST_TAG =
	/^(?:would|could|can|will) you\?$|^(?:do|does|is|are|can|will|has|have) (?:yours|your \w{3,15})\?$/i;
/** "You are what, thirty people?": a guess thrown in, and no question that waits for an answer. */
const GUESSED = /\b(?:what|like|say), [\w-]{1,12}(?: \w{2,12}){0,2}\?$/i;
/** "Who pays for it, you or us": without a question mark. */
const EITHER_OR = /,\s(?:you or us|us or you|you or we|we or you|yes or no|or not)[.!]?$/i;
/** Typed in haste, without a question mark. */
const TYPED =
	/^(?:(?:so|and|but|ok(?:ay)?|hey|also)\s)?(?:(?:y|why) (?:no|cant|doesnt|isnt|wont)\b|whats|what['’]s (?:the|it|your)|wots|hows|how (?:much|many|long|soon|fast) (?:is|are|does|do|would|will|can|for|it|u|you|seats?|users?)|(?:what|when|where) (?:would|does|do|can|could|will) (?:it|u|you|the|ur|your))\b/i;

/** Asked to say something, and not to be told: "Who has time for that?", "Why should I pay for it?", "Isn't that sweet?" */
const RHETORICAL =
	/^(?:(?:and|but|so|honestly|frankly|well|with [^,?]{3,30}|since [^?]{3,80}),?\s){0,2}(?:why (?:on earth )?(?:should|would) (?:i|we|anybody|anyone|one)|who (?:does(?:n['’]t| not)|wouldn['’]t|would not|has (?:the )?(?:time|money)|needs|in (?:their|his) right mind|still|else would|cares)|what (?:should|would|do) (?:i|we|an?|the) [^?]{0,60} (?:with|want with)|(?:is|are) there (?:still|anything|anybody|life|people)|(?:is it not\b|(?:isn|wasn)['’]t (?:it|that|there)\b)|am i the only|(?:did|have) (?:you|u) (?:know|notice|ever|hear)\b|(?:does|do|has|have) (?:any(?:one|body)|everyone) (?:still|here|really)|would (?:we|i) [^?]{3,40}\?$|how many \w+ does it take|did i mention|was i|what(?:['’]s| is) the meaning)|\b(?:you know|remember|have you noticed|(?<!\bor )isn['’]t (?:that|it|he|she) ?\w*|wouldn['’]t one|aren['’]t they|ok with (?:that|you)|okay with that)\s?\?$|\b(?:so|then),? (?:why|who) (?:would|should|do) (?:i|we)\b/i;

export const isQuestion = remembering(readsAsQuestion);

function readsAsQuestion(sentence: string): boolean {
	const text = sentence.trim();
	return (
		asksByForm(text) &&
		!(holds(text, SOCIAL) || ECHO.test(text) || GUESSED.test(text) || holds(text, PITCHED) || RHETORICAL.test(text))
	);
}

function asksByForm(text: string): boolean {
	if (REQUEST_TAG.test(text)) return true;
	const words = wordCount(text);
	if (/\?["'”)\]]{0,3}$/.test(text))
		return words >= 3 || /^(?:thoughts|price|pricing|timeline|next steps|any (?:update|news))\b/i.test(text);
	if (holds(text, INDIRECT))
		return (
			isAboutUs(text) &&
			!/\blet (?:me|us) know if (?:you (?:have|need|decide|ever|fancy|happen|come|pass|feel like)|there(?:['’]s| is) anything|anything)\b/i.test(
				text,
			)
		);
	if (words >= 4 && (TYPED.test(text) || holds(text, EITHER_OR))) return true;
	return (
		words >= 5 &&
		/^(?:(?:and|also|so)\s)?(?:can|could|would|will|do|does|is|are) (?:you|your|it|there|the|we)\b/i.test(text) &&
		INTERROGATIVE.test(text) &&
		!/^will\b/i.test(text)
	);
}

/** "I want to know which field a sack came from" is a goal; what is said of us, or of what we sell, is a question. */
const isAboutUs = (text: string): boolean =>
	!/\b(?:need|want|like|love|keen)(?:ed|s)? to (?:know|understand|learn|hear|see)\b/i.test(text) ||
	/\b(?:you|your|yours|u|ur|whether|if|the (?:price|product|system|tool|contract|offer|quote|licen\w{2,6}|platform|solution|software|set-?up|support|data|costs?|implementation|roll-?out|training|terms|options?)|(?:it|this) (?:is|works?|runs?|costs?|can|does|would|will|supports?))\b/i.test(
		text,
	);

const TAIL = /[,;]\s|\s[-–—]\s|[–—]|:\s/g;
const TAIL_QUESTION =
	/^(?:and |so |but )?(?:is|are|do|does|can|could|would|will|what|how|when|which|who|where|should|have|has|did|right|correct|ok)\b/i;

/** A question claims nothing, but what stands before it does: "We have EUR 40,000 - is that enough?" */
export const statementPart = remembering(withoutQuestion);

function withoutQuestion(text: string): string {
	if (!isQuestion(text) && !/\?["'”)]{0,2}$/.test(text)) return text;
	for (const match of matchesIn(text, TAIL)) {
		if (TAIL_QUESTION.test(text.slice(match.index + match[0].length)))
			return TAIL_QUESTION.test(text) ? "" : text.slice(0, match.index);
	}
	return "";
}

const ACTION =
	"send|share|provide|forward|give|get|show|call|ring|schedule|book|arrange|set up|confirm|clarify|explain|advise|let (?:me|us) know|tell|walk (?:me|us)|put together|prepare|include|add|update|revise|review|sign|resend|help|connect|introduce|invite|quote|outline|describe|list|check|point (?:me|us)|come back|get back|reply|respond|circulate|loop in|propose|suggest|break (?:it |this )?down";
/** What is told to be done: a verb that opens the sentence, with what it is done to. */
const THING =
	"(?:me|us|it|him|her|them|that|this|these|those|the|a|an|your|my|our|all|both|some|any|what|how|when|whether|over|back|along|again|once more|one|two|three|\\d)";
const IMPERATIVE = [
	`(?:send|share|forward|provide|give|show|tell|bring|put|add|include|attach|take|make|keep|leave(?![^.?!]{0,60}\\b(?:to|with) (?:me|us)\\b)|drop|cut|lower|raise|move|change|split|remove|name|list|quote|price|offer|write|draft|prepare|check|test|try|confirm|clarify|explain|answer|address|copy|cc|invite(?! me)|book|block|hold|reserve|set|fix|ask|get|find|look|walk|print|sign|return|resend|update|correct|rework|redo|compare|describe|outline|specify|state|submit|convince|spell|quantify|prove|promise|waive|throw in|count|use|plan|organi[sz]e|arrange)\\s${THING}`,
	"(?:come|drop by|swing by|stop by)\\s(?:to|by|over|and|on|at|here|in|round|with)",
	"stop\\s(?:cc|copying|sending|calling|writing|mailing|e-?mailing|including|chasing|using)",
	"(?:call|ring|phone) (?:me|us|him|her|them|the|your|our|my)\\b",
	"let (?:me|us) have",
	"(?:address|send|mail|ship|invoice|bill|write) (?:it|them|that|this|everything|to)",
	"(?<!no,?\\s)ask(?=\\s?[.!]$)",
].join("|");
const LIVE =
	"live|running|in place|installed|ready|working|migrated|rolled out|decision|decide|results?|savings|solution|system|tool|go-live|launch|start|finished|completed?|done";
/** Not about doing something for the writer, though they follow "please". */
const NO_ACT =
	"is|was|are|and|or|but|for|as|find|see|note|treat|consider|regard|do ?n['’]?t|do not|feel|accept|disregard|ignore|be (?:advised|aware|assured|informed)|delete (?:it|this|the|any)|excuse|forgive|keep in mind|remember that|unsubscribe";
const REQUEST = new RegExp(
	[
		`(?<!\\b(?:so|very|most|how|as|too|your|their)\\s)\\b(?:please|kindly|pls|plz)\\s(?:(?:also|just|kindly|then)\\s)?(?!(?:${NO_ACT})\\b)[a-z]{2,15}\\s(?=\\S)`,
		`\\b(?:please|kindly|pls)\\s(?:also\\s|just\\s)?(?:${ACTION})\\b`,
		`\\b(?:can|could|would|will) (?:you|u) (?:please |also |kindly |maybe |just )?(?:${ACTION})\\b`,
		"\\b(?:please|pls|plz) do(?: not|n['’]?t) (?:call|contact|e-?mail|mail|write|follow up|chase|send (?:me|us|any|more|e-?mails?|mails?|it|this|that|the)|cc|copy|include)\\b",
		// "I am still waiting for your draft."
		"\\b(?:i|we)(?:['’]m| am|['’]re| are| remain)? (?:still )?(?:in wait(?:ing)? of|waiting (?:for|on)|awaiting|await|missing|lacking) (?:your|the (?:\\w{3,15} ){0,2}(?:contract|draft|offer|quote|quotation|proposal|documents?|list|answers?|spec|version|figures|numbers|prices?|papers?|certificates?|link|access|reply|invoice))\\b",
		// What is about us can only come from us.
		"\\b(?:i|we)(?:['’]ll| will| would|['’]d| also| still){0,2} need (?:an?|the|one|some|two|three) [^.?!]{2,60}\\b(?:of|about|on|from) (?:your|you)\\b",
		"^(?:by|before|until|no later than) [^.?!]{3,40}? (?:i|we)(?:['’]ll| will| would|['’]d)? (?:need|want|expect|would like) (?!to\\b|it (?:live|running|done))",
		"\\b(?:is|are|['’]s) (?:all|the only thing|what) (?:that )?(?:i|we)(?:['’]d| would)? (?:want|need|ask|ask for|would like|expect)(?: from you)?(?: (?:for now|now|today|at the moment))?[.!]?$",
		// "The board will ask who pays": whoever says so wants to know before.
		"(?<!\\b(?:i|we)|['’]ll) will ask (?:you |me |us )?(?:who|what|how|when|why|whether|if)\\b",
		"\\bi want (?:one|two|three) (?:on|in|at|for|to try|to test)\\b",
		"\\b(?:i|we)(?:['’]d| would) (?:(?:really |greatly |very much |also )?appreciate|be (?:most |very |really )?(?:grateful|thankful))\\b",
		"\\b(?:(?:we|i) (?:need|would need|['’]d need) you to|would you mind|are you able to)\\b",
		"\\bit would (?:really |also )?(?:help|be (?:great|good|useful|helpful|ideal|nice))(?: (?:me|us|a lot|a great deal|very much)){0,2} (?:if you|to (?:get|have|see|receive)(?! (?:it|this|that|something|everything|us|them)\\b))\\b",
		`^(?:(?:and|also|then),?\\s)?(?:${ACTION})\\s(?:me|us|over|through|the|a|an|your|some|what|how|when|whether|if|available|times)\\b`,
		"\\b(?:i|we)(?:['’]d| would) (?:(?:also|really) )?(?:like|love|want) (?:to (?:see|get|have|receive|schedule|book|arrange)|a|an|your)\\b",
		"\\b(?:i|we)(?:['’]d| would) be (?:very |most )?(?:glad|pleased|happy|grateful|thankful) (?:of|if you|about) ",
		// "The list, by Friday" of those who want it from us.
		"\\bfrom you\\b(?=[^.?!]{0,60}\\b(?:by|before|until|at the latest)\\b)",
		"\\bby [^,.?!]{3,30}, from you\\b",
		"\\byou (?:(?:may|can) (?:have|take)(?: your time)?|have|['’]ve got) until\\b",
		// "She wants the list by Friday": said of what we are to bring, and not of when they are to be live.
		`\\b(?:wants?|needs?|expects?|demands?|requires?|asks? for|(?:is|am|are) waiting for|would like) (?!to\\b|it\\b|something\\b)(?![^.?!]{0,80}\\b(?:${LIVE})\\b)[^.,?!]{2,80}?,?\\s(?:by|before|until|no later than) (?:the )?(?:next |this |coming |end |close )?(?:\\d|mon|tues|wednes|thurs|fri|tomorrow|week|noon|tonight|of\\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`,
		"^(?:(?:so|and|then|ok),?\\s)?you (?:send|make|give|bring|write|show|call) (?:me|us|one|the|a|an|it)\\b(?![^?]{0,200}\\?|[^,]{0,80}, (?:our|my|we|then))",
		`^(?:if [^,?]{3,80}|(?!.{0,60}\\b(?:we|they|he|she|i|you|who|which|that)\\b)[^,;:?]{1,60})[,;:–—]\\s(?:then |please )?(?:${IMPERATIVE})\\b`,
		",\\s(?:will|would|could|can) (?:you|u)(?: please)?\\s?[.?!]{0,3}$",
		"\\b(?:be|would you be) so (?:good|kind|nice)\\b|^do (?:let|tell|send|give|call|have|feel)\\b|\\bwould (?:you|u) (?:please )?mind\\b",
		"\\b(?:can|could|may|might) (?:someone|somebody|anyone|anybody|one of (?:you|u)|i|we) (?:please )?(?:get|have|see|ring|call|send|tell|explain|look|check|borrow|receive|speak|talk)\\b",
		"\\b(?:(?:we|i) would like to ask (?:you )?(?:for|to)|(?:we|i)(?:['’]d| would) be obliged (?:for|if)|is (?:kindly )?requested\\b|(?:i|we) need from you\\b|(?:i|we)(?:['’]d| would) like it if you|(?:i|we) (?:hereby )?request (?:a|an|the|your|that)\\b)",
		"^(?:(?:so|and|then|ok|also),?\\s)?(?!(?:join|ask|count|trust|excuse|forgive|believe|pardon|cost|make|take|help|spare|allow|tell) (?:me|us) (?:again|among|on|for|about it|to say|if)|give (?:me|us) (?:the weekend|an? (?:hour|day|minute|moment|sec|week)|til|until)|let (?:me|us) )(?!(?:for|by|to|with|from|of|on|at|between|like|around|about|behind|against|among|before|after|than|as|if|get|all|both|none|some|one|two|most|keep|leave) )[a-z]{2,10}(?<!s) (?:me|us) (?:in|a|an|the|your|some|both|all|two|three|on|at|over|when|what|how|whether|by|back)\\b",
		// "Need the spec by fri": typed in haste.
		"^(?:(?:also|and|so|ok|hey|hi),? )?(?:need|gimme|lemme know|ping me|shoot me) (?:me |us )?(?:an?|the|your|ur|some|that|those|prices?|numbers?|specs?|quote|if|when|what)\\b(?! (?:system|tool|solution|new)\\b)",
		// "No mails before then pls."
		"(?<!^(?:yes|yeah|yep|no|ok|okay|sure|oh),?\\s)(?<=\\S{2}\\s\\S{1,30}[,\\s]\\s?)(?:pls|plz|please)[^A-Za-z0-9]{0,8}$",
		"^(?:(?:and|also|then|so|ok(?:ay)?|right|well|now|just|but),?\\s){0,2}(?:(?:as said|of course|if you can|if possible|either way|in that case|by [^,]{3,30}|before [^,]{3,30}|until [^,]{3,30}),\\s)?(?:please |kindly )?(?!(?:call me|let me|let us (?:not|be|say)|bring)\\s(?:old|a\\s(?:sceptic|cynic)|crazy|naive|be|say|know that))(?:IMPERATIVE)\\b".replace(
			"IMPERATIVE",
			IMPERATIVE,
		),
		"(?:[,;:–—]|\\s-)\\s(?:so |then |just |please )?(?:tell|send|show|give|bring|spare|explain to|e-?mail|mail|ping|call) (?:me|us)\\b",
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
	"iu",
);
/** Courtesy, and turns of speech that tell nobody to do anything. */
const NO_ASK =
	/\b(?:pass on|convey|give) (?:my|our) (?:regards|best|love|condolences|greetings)|\bplease (?:to )?(?:excuse|forgive|not forward|speak (?:slow|loud|up)|go ahead|quote the above|use the \w+ (?:gate|door|entrance|lift)|(?:do ?n['’]?t|do not) write (?:it|that|this) down|tell the reception|mind the)|\b(?:please|kindly) (?:make sure|ensure) |\bbear with (?:me|us)\b|\bfollow us on\b|\btell (?:your|the) (?:mum|mother|wife|husband|kids|team) |\buse it or lose it\b|\b(?:i|we)['’]d (?:like|love) a (?:glass|cup|coffee|beer|tea)\b|^let us be\b|\b(?:ask me again|take it as given|count me (?:in|among)|let us be|give me the weekend|make that the|(?:the|our|my) (?:aim|goal|target|idea|dream|plan|hope|wish)\b[^.:]{0,30}:)|\b(?:open|live|start(?:ed|ing)?|go-live) by [^.,]{2,20}(?:pls|please)|\b(?:would|['’]d) (?:like|love|want) to (?:have|see|get) (?:this|it|everything|ink|all of (?:it|this)|something)\b|\b(?:would|['’]d) want (?:an?|the) (?:contract|signature|decision) /i;
const NOT_REQUEST =
	/\bplease (?:find|see|do ?n['’]?t|do not|note|feel free|accept|disregard|ignore)\b(?! (?:call|contact|e-?mail|write|follow up|chase|send)\b)|^if you (?:do|ever|happen to) (?:go|come|visit|pass|find|get to|decide|see)\b|\b(?:send|bring|give) (?:\w+ )?(?:cakes?|flowers|presents?|gifts?|chocolates?)\b|\bif you (?:have|need|had|do(?:n['’]t| not)|no longer|(?:would )?(?:like|wish|want|prefer) (?:to|not)|enjoy)\b[^?]{0,120}\bplease\b|\bto (?:ensure|make sure)\b[^?]{0,80}\bplease add\b|\bfeel free\b|\bdo(?:n['’]t| not) hesitate\b|\blet (?:me|us) know if (?:you (?:have|need|decide|ever|fancy|happen|come|pass|are ever|feel like)|anything|there)\b/i;

/** "Marit, ring the board": told by name to do something. */
const CALLED = new RegExp(
	`^(?:[Pp]lease,?\\s)?@?(?!(?:No|Yes|Ok|Okay|Well|Sorry|Nothing|Never)\\b)\\p{Lu}[\\p{L}'’-]{1,20}(?:\\s\\p{L}{2,8})?[,:]\\s(?:please |when [^,]{3,30}, )?(?:${IMPERATIVE})\\b`,
	"u",
);

export const isRequest = remembering(
	(sentence: string): boolean =>
		(holds(sentence, REQUEST) || CALLED.test(sentence)) && !holds(sentence, NOT_REQUEST) && !holds(sentence, NO_ASK),
);

const PROMISE =
	/\b(?:(?:i|we)(?:['’]ll| will| shall|['’]m going to| am going to|['’]re going to| are going to| can commit to| promise to)|(?:^|[,.!;-]\s)(?:ok(?:ay)?,? |and |so |then )?will)\s(?:then |also |definitely |certainly |make sure to |be sure to |try to |personally )?(?:send|share|forward|get back|come back|circle back|confirm|check|ask|talk to|speak (?:to|with)|introduce|set up|schedule|call|let you know|tell you|revert|review|circulate|sign|provide|loop|discuss|prepare|follow up|reply|respond|arrange|invite|pass|raise|take (?:this|it) (?:to|up|forward)|bring|return|connect|book|put (?:you|us|together)|look (?:at|over|through)|read|test|try|present|push|make sure|have (?:it|an answer|the|our|my)|be in touch|find out|look into|give you|get (?:you|(?:it|this|that|them|these) to you)|decide (?:by|this|next|until|tomorrow|on (?:mon|tues|wednes|thurs|fri|the \d))|run (?:it|this) by)\b|\blet me (?:check|get back|come back|confirm|find out|ask|talk to|speak|send)\b|\byou(?:['’]ll| will) (?:have|get|receive|hear)\b[^.]{0,60}\b(?:from (?:me|us)|by)\b/i;
const AGREEMENT =
	/\b(?:sounds (?:good|great|perfect|fine)|works for (?:me|us)|that works|happy (?:to (?:proceed|go ahead|move)|with (?:the|your) (?:proposal|offer|terms|plan))|(?:let['’]?s|we(?:['’]d| would)? (?:want|like) to|ready to|we(?:['’]ll| will)|happy to) (?:go ahead|proceed|move (?:ahead|forward)|get started|do (?:it|this))|we (?:accept|agree)|i agree|agreed|we(?:['’]re| are) (?:good|happy) to go|you have a deal|consider it done|approved on our side)\b/i;
const REFUSAL =
	/\b(?:(?:not|no longer) interested|decided (?:not to|against|to go with (?!you))|(?:gone|going|go) with (?:another|a different|someone else|one of your competitors|your competitor)|won['’]?t be (?:moving|going|proceeding|taking)|will not be (?:moving|going|proceeding|taking)|(?:have to|going to|will) (?:pass|decline)(?! (?:this|it|on (?:this|it|your)\b.{0,20}\bto))|not (?:moving|going) (?:forward|ahead)|chosen (?:another|a different)|put (?:this|the project|it) on hold|project (?:is|was|has been) cancel(?:l)?ed|please (?:stop|remove|take me off|unsubscribe)|stop (?:e-?mailing|contacting|calling)|do(?:n['’]t| not) (?:contact|e-?mail|call) (?:me|us))\b/i;
export const isOptOut = (sentence: string): boolean =>
	/\b(?:unsubscribe me|(?:please )?(?:(?<!\b(?:we|i|they|he|she) )stop (?:e-?mailing|contacting|calling|sending)|remove (?:me|us)|take (?:me|us) off)|do(?:n['’]t| not) (?:contact|e-?mail|call) (?:me|us)(?: again| any ?more)?)\b|^please unsubscribe\b/i.test(
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
