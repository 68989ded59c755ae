import { firstMatches } from "../discovery/found.ts";
import { holds } from "../matches.ts";
import { clauseAt, stanceAt } from "../modality.ts";
import { type Span, trimmed, wordCount } from "../span.ts";

/** Who undertakes it: who speaks, or somebody of theirs, by name where one is said. */
export type Undertaken = Span & { readonly by: "speaker" | "colleague"; readonly who: string | null };

const ADVERB =
	"(?:(?:then|also|definitely|certainly|personally|gladly|happily|just|quickly|simply|now|still|surely|be sure to|make sure to|try to|in turn|of course|myself|both|all|probably|hopefully)\\s){0,2}";
/** Undertaken by whoever says «I will»: what brings something about for the other side, or for the purchase. */
const VERBS = [
	"send|share|forward|provide|bring|give|e-?mail|mail|upload|circulate|return|submit|deliver|ship|post|ping|copy|cc|fire|shoot",
	"hand (?:you|it|them|over|in)|pass (?:it|this|that|them|on|your|the|along)|drop (?:you|it|them|by|off|in)|fill|sign|countersign|complete|confirm|check|double-?check|ask|talk to|speak (?:to|with)",
	"introduce|set (?:up|it|that|you)|schedule|call|ring|phone|let you|let u|tell|revert|review|loop|discuss|prepare|follow up|reply|respond|answer|arrange|invite|raise|connect|book|block|reserve",
	"take (?:it|this|that|them|these|your|the \\w+ (?:to|up|away|with)|up|care)|look (?:at (?:it|this|that|them|these|your|the)|into|over|through|up|it)|read|test|try it|present|push|make (?:sure|an appointment|it|that|a note|the call|her|him|them)",
	"have (?:it|them|that|this|both|everything|all|the|an|a|our|my|your|one|two|three) (?:\\w+ ){0,5}(?:to you|for you|with you|over|ready|back|in your|sent|done|by|on|tomorrow|today|next|this|before|finished|signed)",
	"get (?:you|u|it|that|this|them|the|both|back|on (?:to )?(?:it|that)|someone|somebody|our|my|a|an|one|two|three|four|five|\\w+ to) ?",
	"run (?:it|this|that|them) (?:by|past)|report|collect|gather|open|go (?:through|over|back|and)|come (?:back|to you|with|over|by|round|up with|prepared)|write|draft|note|put|chase|find|organi[sz]e|sort|work (?:out|on)",
	"do (?:it|that|this|so|the|a|an|my)|show|clear|join|attend|be (?:in touch|there|back)|keep (?:you|u|your|the|an eye)|order|pay|transfer|explain|hold (?!you\\b|on\\b|out\\b)|move|update|add|include|swing by|pick (?:up|it)|nudge|remind|escalate",
	"flag|clarify|propose|suggest|quote|price|calculate|compile|extract|export|dig|print|scan|translate|demo|walk you|pull|type up|see (?:to (?:it|that)|what i can|if i can|whether i can)|stop|leave|remove|switch|free|spare|release|appoint|name|list|mark|track|warn|host|reach out|contact|line up|make time|meet you|visit|resend|redo|rework|rewrite|adjust|correct|fix|finish|draw up|sketch|summari[sz]e|crunch",
	"decide (?:by|this|next|until|tomorrow|on (?:mon|tues|wednes|thurs|fri|the \\d))|fetch|lend|grant|waive|extend|match|knock|throw in|lower|cut|reduce|offer you",
].join("|");
const WILL =
	"(?:['’]ll|ll| will| shall|['’]m going to| am going to|['’]re going to| are going to|['’]m gonna|['’]re gonna| gonna| can commit to| promise to| undertake to| commit to|['’]m about to| am about to)";
const FIRST_PERSON = new RegExp(`\\b(?:I|we|i)${WILL}\\s${ADVERB}(?:${VERBS})\\b`, "giu");
/** Of oneself alone nearly any deed is one that is undertaken; what somebody feels, needs or is about to live through is none. */
const I_WILL = new RegExp(
	`(?<!\\b(?:which|that|who|what|where|whether|how) )\\bI${WILL}\\s${ADVERB}(?!(?:need|want|have to|be(?! (?:in touch|there|back|with you|at your|in [\\p{Lu}]\\p{L}+ (?:on|this|next|tomorrow)))|see(?! (?:him|her|them|\\p{Lu}|our|my|the \\w+ (?:tomorrow|tonight|on)))|know|like|love|miss|think|believe|feel|decide|look|say|admit|wait|stick|quit|retire|leave|use|never|not|only|always|survive|lose|buy|choose|pick|sign|vote|get (?:into|the blame|fired|old)|hear|read|stay (?:at|in|home|with)|go(?! (?:through|over|and|to (?:him|her|them|our|my)))|have(?! (?:it|them|that|this|a (?:quiet )?word|the|both|\\p{Lu}|my|our|an answer|a yes|someone|somebody))|do the nodding|tell the (?:lads|guys)|try to (?:relax|be)|make do|end up|die|fall|bore|spare you|grant|make the case|fight|keep (?:pushing|fighting)|carry|convince|judge|sing|bang|vouch|root|stand up|speak (?:up|for)|champion)\\b)\\p{L}{2,15}\\s\\S`,
	"gu",
);
/** «We will» speaks of plans as often: it takes the other side, or a day. */
const WE_WILL = new RegExp(
	`\\b[Ww]e${WILL}\\s${ADVERB}(?!(?:need|want|have|be|see|know|like|look|decide|use|never|not|choose|pick|start|begin|go|buy|sign|hold|compare|score|evaluate|judge|grow|open|close|move|lose|run)\\b)\\p{L}{3,15}\\s(?=[^.?!]{0,120}\\b(?:you|your|ourselves|for you|u)\\b)`,
	"gu",
);
/** Said of nobody in particular: «will send it over», «ok will check». */
const ELLIPTIC = new RegExp(
	`(?:^|[,.!;–—-]\\s|\\b(?:and|so|then|ok|okay|yes|sure)\\s)will\\s${ADVERB}(?:${VERBS})\\b`,
	"giu",
);
/** «Gonna ask around», «will screenshot the error». */
const OPENING =
	/^(?:ok(?:ay)?,? |yes,? |sure,? )?(?:will|gonna) (?!(?:be|you|it|that|this|there|they|he|she|we|the|your|not|need|have|never|read)\b)\p{L}{3,12}\s(?!.*\bmaybe\b)/giu;
/** A colleague is taken at the word of who speaks where something reaches the other side. */
const BRINGS =
	"send|share|forward|provide|bring|give (?:you|me|us)|ask(?! (?:you|me|us|who|what|how|when|why|whether|if|about|for)\\b)|check|confirm|get (?:me|us)|open|upload|e-?mail|mail|return|submit|fill|contact|call|ring|write|prepare|put|get you|get back|come back|tell|let you|set up|arrange|book|introduce|deliver|pass|print|collect";
const COLLEAGUE = new RegExp(
	`(?:\\b(?:my|our)\\s(?:\\p{L}[\\p{L}'’-]{1,18}\\s?){1,3}?|(?<![\\p{L}])(?:he|she|they)|(?<![\\p{L}])(\\p{Lu}\\p{Ll}[\\p{L}'’-]{0,20}(?:\\s\\p{Lu}[\\p{L}'’-]{1,20})?))(?:['’]ll|\\swill|\\sis going to|\\sare going to)\\s${ADVERB}(?:${BRINGS})\\b`,
	"giu",
);
const WHOLE: readonly RegExp[] = [
	/\blet me (?:just )?(?:check|chase|get|come back|confirm|find out|ask|talk to|speak|send|look into|see what|take (?:that|it|this) (?:back|away|up)|run|dig|put(?! it (?:that|this|another) way)|work|write|do (?:you|u|it|that|the|a)|bring|prepare|draw|draft|make (?:you|a)|give (?:you|u)|find|call|ring|mail|forward|share|collect|sort|try to get)\b(?! (?:it|this|that) (?:that|this|another) way)/giu,
	/\b(?:you have (?:my|our|his|her) (?:word|promise|commitment|assurance)|that(?:['’]s| is) a promise|(?:give|gimme) (?:me )?(?:an hour|a day|the weekend|til+ \p{L}|until \p{L}|two (?:hours|days)|a (?:week|minute|moment))|leave (?:him|her) to me|(?:i|we) guarantee you)\b/giu,
	/\b(?:will|shall) (?:all )?be (?:uploaded|sent|mailed|e-?mailed|switched on|communicated|delivered|handed|returned|forwarded|shipped|credited|refunded|provided|shared|posted|signed)\b(?=[^.?!]{0,80}\b(?:to you|by|before|on|tomorrow|today|tonight|this|next|no later|within)\b)/giu,
	/\b(?:is with you|leaves (?:our|my) [\p{L} ]{2,20}|leaves the (?:house|office|building|warehouse)|comes by (?:courier|post|mail))\b(?=[^.?!]{0,60}\b(?:by|on|today|tomorrow|tonight|this|next|monday|tuesday|wednesday|thursday|friday)\b)/giu,
	/\byou(?:['’]ll| will| shall)(?: then| soon)? (?:have|get|receive|hear)\b(?=[^.?!]{0,80}\b(?:from (?:me|us)|by|before|on|tomorrow|later|today|tonight|this|next|monday|tuesday|wednesday|thursday|friday|in (?:your|an?|one|two|ten|\d)|it|them|both)\b)/giu,
	/\byou (?:get|have|receive)\b(?=[^.?!]{0,80}\b(?:from (?:me|us)|in writing|(?:it|both|them) (?:by|on|tomorrow|today|tonight))\b)/giu,
	/\b(?:i|we) (?:hereby )?(?:promise|undertake|commit|guarantee|pledge)(?: you)? (?:to|that|an? |the )\b/giu,
	/(?:^|[,;:–—]\s|\byou can )expect\b(?=[^.?!]{0,80}\b(?:from (?:me|us|my|our)|by|before|tomorrow|today|next week)\b)/giu,
	/\bcount on (?:me|us) (?:for|to)\b/giu,
	/\b(?:(?:it|that|they|this)(?:['’]ll| will) be|will be) (?:in your (?:inbox|hands?|mail(?:box)?)|with you|on your (?:desk|table)|on its way|sent|out|over to you)\b/giu,
	/\b(?:(?<!\bto )follows|will follow|(?:will come|comes?(?= from (?:me|us|our side)[^.]{0,30}\b(?:by|on|today|tomorrow|tonight|this|next)\b)) from (?:me|us|our side)|(?:will )?reach(?:es)? you|goes out|will go out|lands in your inbox)\b(?=[^.?!]{0,50}(?:$|[.;!]|\b(?:by|before|on|tomorrow|today|tonight|this|next|within|in)\b))/giu,
	/\bleave (?:it|that|this|the [\p{L} ]{2,40}|those|them) (?:to|with) (?:me|us)\b/giu,
	/\b(?:consider (?:it|that) done|(?:i|we)(?:['’]m| am|['’]re| are) on (?:it|that)\b(?! (?:page|list)))/giu,
	/\b(?:my|our) (?:promise|word) (?:is|on it)\b/giu,
];
/** Told in the present of a day that is to come: «I submit on Monday», «we are sending our volumes by Friday». */
const PRESENT =
	/\b(?:i|we)\s(?:(?:then|also)\s)?(?:can (?:get|send|bring|give|have|let|share|mail|do)(?=\s(?:you|u|it|them|that|this)\b)|send|submit|call|ring|mail|e-?mail|bring|forward|share|give you|tell (?:you|u)|return|deliver|upload|post|report|come back|get back|speak (?:to|with)|talk to|ask|hand|write (?:to|you|u|it|him|her|them|back)|show|meet|drop|check|put (?:it|that|this|you)|transfer (?:you|it)|let (?:you|u)|do it|sign)\b|\b(?:i|we)(?:['’]m| am|['’]re| are)\s(?:sending|submitting|calling|mailing|bringing|forwarding|sharing|returning|delivering|uploading|reporting|coming back|getting back|speaking|talking|asking|handing|writing|meeting|putting|taking (?:it|this|that))\b/giu;
/** "I send it separately" is undertaken without a day. */
const SENDS =
	/(?:^|[,;:.–—]\s|\b(?:and|then|fine|yes|ok|okay)\s)(?:i|we) (?:send|forward|mail)\s(?:(?:you|u)\s)?(?:it|them|the|both|this|that|over)\b/giu;
const OWES = /(?<!\bwhat )\bi owe you\b/giu;
const HABIT = /\b(?:every|each|always|usually|normally|often|never|when(?:ever)?|daily|weekly|monthly|twice|once a)\b/i;
/** Work that stands before what they do among themselves, or an outcome that nobody undertakes. */
const NO_PROMISE =
	/\b(?:compare|choose|pick|judge|score|decide between)\b[^,]{0,60},\s?(?:we|i)(?:['’]ll| will) look\b|\bwe(?:['’]ll| will) (?:see|need|want|have to|be able)\b/i;
/** "Sure, I'll just rob a bank": said to mean the opposite. */
const MOCKING = /\b(?:sure|of course|yeah|right|why not),? (?:and )?(?:i|we)(?:['’]ll| will) just\b/i;
/** "I'll tell you how it looks from here" is told in the next breath. */
const TOLD_AT_ONCE =
	/\b(?:i|we)(?:['’]ll| will| can) (?:tell (?:you|u) (?:how|why|what|the (?:truth|story|reason)|frankly|openly|straight|honestly|something|now|a secret)|be (?:frank|honest|open|blunt|brief|direct)|explain (?:why|how)|keep (?:it|this) short|say (?:it|this))\b/i;
const IF =
	"(?:if|unless|provided(?: that)?|assuming|in case)\\b(?! (?:you (?:like|want|wish|prefer|don['’]t mind|can|agree)|that['’]?s? (?:ok|okay|fine|suits?|helps?|works?)|it (?:helps|suits|is ok|works)|possible|need be|not\\b|necessary|anything|i may|i can|at all))";
/** What hangs on a condition is not undertaken yet; «if you like» is no condition. */
const IF_BEFORE = new RegExp(`(?:^|[;:–—.]\\s|,?\\s(?:and|but|so|then)\\s)${IF}[^;:–—]{0,300}$`, "i");
const IF_BEHIND = new RegExp(`^[^;:–—]{0,200}\\b${IF}`, "i");
const PER_SENTENCE_MAX = 4;
const CLAUSE_CHARS_MAX = 200;

/** What is undertaken in a sentence that is no question; `isDated` says whether it names a day to come. */
export function undertakenIn(sentence: string, isDated: boolean): readonly Undertaken[] {
	if (sentence.length > SENTENCE_READ_MAX || holds(sentence, NO_PROMISE) || holds(sentence, MOCKING)) return [];
	if (!isDated && holds(sentence, TOLD_AT_ONCE) && !/\b(?:as soon as|when|once)\b/i.test(sentence)) return [];
	const found: (Undertaken & { readonly at: number })[] = [];
	const add = (match: RegExpMatchArray, by: Undertaken["by"], who: string | null) => {
		const start = match.index ?? 0;
		const end = start + match[0].length;
		// A denial before the comma is of something else: "I don't have that, let me check".
		const from = Math.max(0, sentence.slice(0, start).search(/[^,;:–—]*$/));
		const stance = stanceAt(sentence.slice(from), { start: start - from, end: end - from });
		if (stance !== "asserted" && stance !== "hedged") return;
		if (PERHAPS.test(sentence.slice(from, start))) return;
		const before = sentence.slice(0, start);
		if (isPrice(before) || IF_BEFORE.test(before) || IF_BEHIND.test(sentence.slice(end))) return;
		if (found.length < PER_SENTENCE_MAX && !found.some((each) => each.start < end && start < each.end))
			found.push({ start, end, at: start, by, who });
	};
	for (const pattern of [FIRST_PERSON, ELLIPTIC, OPENING, I_WILL, WE_WILL, ...WHOLE])
		for (const match of firstMatches(sentence, pattern, MATCHES_MAX)) add(match, "speaker", null);
	if (!holds(sentence, HABIT))
		for (const pattern of isDated ? [PRESENT, OWES, SENDS] : [SENDS])
			for (const match of firstMatches(sentence, pattern, MATCHES_MAX)) add(match, "speaker", null);
	if (found.length === 0)
		for (const match of firstMatches(sentence, COLLEAGUE, MATCHES_MAX))
			if (!NOBODY.test(match[0])) add(match, "colleague", match[1] ?? null);
	// "Leave the list to me, it'll be in your inbox by Friday" promises once.
	const kept =
		found.length > 1 ? found.filter((each) => !/^leave\b/i.test(sentence.slice(each.start, each.end))) : found;
	return kept
		.sort((a, b) => a.at - b.at)
		.flatMap((each, i, all): readonly Undertaken[] => {
			const until = all[i + 1]?.start ?? sentence.length;
			const clause = clauseAt(sentence, each.start);
			const from = Math.max(clause.start, each.start - CLAUSE_CHARS_MAX, all[i - 1]?.end ?? 0);
			const span = trimmed(sentence, {
				start: from,
				end: Math.min(Math.max(clause.end, each.end), until, each.start + CLAUSE_CHARS_MAX),
			});
			return span ? [{ ...span, by: each.by, who: each.who }] : [];
		});
}
const SENTENCE_READ_MAX = 600;
/** More of one turn of speech in a sentence is hostile. */
const MATCHES_MAX = 8;
const PERHAPS = /\b(?:perhaps|maybe|possibly|might|one day|some day)\b/i;

/** "Drop the fee and I'll sign it today": what they are to do stands before it, and it hangs on that. */
const isPrice = (before: string): boolean =>
	wordCount(before) > 3 &&
	/(?:^|[^,]\s|,\s)and\s$/i.test(before) &&
	!/\b(?:i|we|my|our|thanks?|thank you|he|she|they|it|is|are|was|were|good|great|fine|yes|ok(?:ay)?)\b/i.test(before);
/** Words with a capital that begin a sentence and are nobody's name, and neighbours that are no colleague. */
const NOBODY =
	/^(?:our (?:customers?|clients?|members?|users?|patients?|guests?)|my (?:question|point|guess)|(?:it|this|that|there|which|who|what|nobody|everybody|everyone|somebody|they|you|then|so|and|but|otherwise|today|tomorrow|monday|tuesday|wednesday|thursday|friday)\b)/i;

const FILLED =
	"(?:(?:yes|yeah|yep|sure|ok(?:ay)?|right|great|fine|perfect|absolutely|of course|no problem|deal|agreed|noted|understood|certainly|gladly|thanks|np|cool|good|alright|ah|oh)\\b[\\s,.!–—-]{0,3}){0,3}";
/** Short words by which what was just asked is undertaken. */
const TAKES_ON = new RegExp(
	`^${FILLED}(?:(?:i )?will do\\b|(?:i['’]m )?on it\\b|leave (?:it|that|this) (?:with|to) (?:me|us)|consider it done|you got it|you['’]ve got it|happy to|(?:i|we) can do that|shall do|can do\\b|i['’]ll do (?:that|it)\\b|will sort (?:it|that))|\\b(?:that|this|it) (?:i|we) can do\\b|\\bwill do\\s?[.!]*$`,
	"i",
);
/** These take something on where they are all that is said, or nearly. */
const BARE_YES =
	/^(?:(?:sure|of course|absolutely|certainly|gladly|yep|done|deal|noted|no problem|yes,? (?:of course|sure|gladly|i can|we can|no problem))\b[\s,.!–—-]{0,3}){1,3}(?:[^\s.!?]+\s?){0,5}[.!]*$/i;
/** More words than these say something of their own. */
const ANSWER_WORDS_MAX = 14;
export function takesOn(sentence: string): boolean {
	const text = sentence.trim();
	if (/\?\s*$/.test(text) || text.length > ANSWER_CHARS_MAX || wordCount(text) > ANSWER_WORDS_MAX) return false;
	return (
		TAKES_ON.test(text) ||
		(BARE_YES.test(text) && !/\b(?:(?:and|but) (?:we|i|it|he|she|they)|that['’]s|it['’]s)\b/i.test(text))
	);
}
const ANSWER_CHARS_MAX = 120;
