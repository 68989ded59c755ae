import { MARK } from "./marked.ts";
import type { StanceWords } from "./stance-words.ts";

/** Where somebody stands, as people tell it in passing. */

const NEAR = "[^\\uE000-\\uE00F.;!?]";
const idiom = (words: string): RegExp => new RegExp(words, "giu");
const LINK = `(?:\\s\\([^()]{1,60}\\)|,\\s[^,;.]{2,60},)?[\\s,]*(?:(?:who|also|then|still|always|is|are|am|was|would|will|can|has|have|do|does|really|just|only|quite|rather|very|even|for one|personally|honestly|frankly|myself|a bit|a lot|much|far|be|been)[\\s,]+){0,5}`;
const THING = "(?:it|this|that|you|yours|your \\p{Ll}+|the (?:thing|tool|idea|system|offer|software|plan))";
const WANTS = "(?:have|take|buy|get|go for|go with|pick|choose|sign|do|start with|order|use)";

export const STANCE_IDIOMS: readonly StanceWords[] = [
	{
		stance: "neutral",
		sure: 0.7,
		words: idiom(
			`(${MARK})${LINK}(?:(?:content|fine|ok|okay|comfortable|satisfied) with (?:the |your |its )?(?:function\\p{L}*|product|scope|cloud|region|concept|architecture|plan|answers?|technical \\p{L}+|security|demo|solution|result|rest)\\b|accept(?:s|ed)? the (?:region|answer|cloud|architecture|concept)\\b|warmed (?:up|to)\\b|given (?:\\S{1,3}'s|her|his|their|its) no[- ]objection|not (?:saying|say) (?:yes|no)\\b|not think (?:it|this)(?:'s| is) a bad idea|coordinat(?:e|es|ing) (?:this|the|our) \\p{Ll}+ for|no (?:opinion|view|view of|feelings?|side|position|favou?rites?)\\b|not (?:yet )?(?:sure|certain|decided|made up)\\b|unsure\\b|undecided|torn\\b|in two minds|agnostic|impartial|reading (?:it|this) with|(?:read|look at|hear|judge|take) (?:it|this|you|your \\p{Ll}+|them)[^.;]{0,16}\\b(?:open mind|on (?:its|their|your) merits)|looking around|having a look|take(?:s)? no side|see(?:s)? both sides|listening(?=[.,;!]|$)|waiting to (?:see|be shown)|happy (?:either way|with whatever)|go(?:es)? (?:along )?with (?:what|whatever|whichever|the majority)|not take sides|leave(?:s)? (?:it|that) to|keep(?:s)? out of it|neither (?:for|against|yes|no|hot))|(${MARK})'s (?:mind is (?:open|not made up)|jury is (?:still )?out|veto (?:is|has been|was) (?:withdrawn|lifted|dropped))`,
		),
	},
	{
		stance: "neutral",
		sure: 0.65,
		words: idiom(
			`\\b(?:fine|ok|okay|all right|alright|good|acceptable) (?:with|by|for) (${MARK})[, ]{1,3}(?:as long as|so long as|if|provided|when)\\b|\\b(?:until|till) (${MARK})(?: is| has| have)? (?:sure|certain|convinced|seen|read|checked|tested|looked)\\b|\\b(?:show|prove|convince) (?:it to )?(${MARK})(?: (?:first|that it|how it|it works))|\\b(?:we will|we'll|let's|let us) (?:see|wait and see)\\b${NEAR}{0,20}(${MARK})`,
		),
	},
	{
		stance: "against",
		sure: 0.75,
		words: idiom(
			`(${MARK})${LINK}(?:nervous|resistant|not want to take the risk|questions? (?:it|this|whether|if)\\b|less (?:than )?(?:charmed|keen|happy|impressed|enthusiastic|convinced|taken|thrilled|excited|sure)|(?:not|never) (?:believe (?:it\\b|this\\b|you\\b|your\\b|in\\b|until\\b|till\\b|(?:a|an|any|the) (?:computer|machine|tool|program|programme|app|system|robot|software|screen|sensor|algorithm))|believe(?=[.,!;]|$)|buy|fall for|charmed|taken|thrilled|touch|need)\\b|turn(?:s)? ${THING} down|vote(?:s)? no\\b|refuse(?:s)? ${THING}|reject(?:s)? (?:${THING}|any|every|all|new)|say(?:s)? no\\b|(?:advise|advises|advised|tell|urge|urges|recommend|recommends) (?:\\S+ ){0,3}(?:against|not to|to (?:let (?:it|this) lie|wait|leave (?:it|this)|drop|hold off|stay|keep|postpone|forget))|(?:thinks?|says?|believes?|reckons?|calls?|finds?) (?:that )?(?:you|they|you lot|you people)(?: are|'re)? (?:all )?(?:a bunch of |a gang of |just |too |mere )?(?:thieves|crooks|sharks|cowboys|robbers|bandits|cheats|liars|dear|expensive|small|young|pirates|con ?men|charlatans)|sick of|fed up with (?:new|these|vendors|you)|(?:has|have) (?:seen|had) enough of|(?:no|little) (?:time|love|patience|appetite|use) for (?:${THING}|new|such|gadgets|these))`,
		),
	},
	{
		stance: "against",
		sure: 0.7,
		supposes: true,
		words: idiom(
			`\\bup to (${MARK})[, ]{1,2}(?:we|they|i|\\S)(?: would|'d)? (?:would )?(?:stay|keep|stick|leave|wait|not|never|drop|renew)\\b|\\bno\\s(?:[\\p{L}-]+\\s){1,4}(?:will|shall|gets|comes|goes|is going to)\\b${NEAR}{1,40}\\b(?:to|on|in|into|near|at|through|inside) (${MARK})'s\\b|\\b(?:count (${MARK}) out|not with (${MARK})(?=[.,;!]|$)|leaves? (${MARK}) cold|lost on (${MARK}))`,
		),
	},
	{
		stance: "for",
		sure: 0.7,
		words: idiom(
			`(${MARK})${LINK}(?:(?:says?|said|told (?:\\S|us|him|her)|thinks?|believes?)[:,]? (?:that )?["“'‘]?(?:they|you|these people) can do (?:it|this)\\b|not want to give it back|not doubt (?:any ?more |any longer )?(?:of )?(?:the product|you|it)\\b|(?:rather|prefer to) (?:buy from|go with|work with|take) you|wants? (?:this|it) (?:in|live|too)\\b|(?:rather|sooner) have (?:it|this|you|them) (?:today|now|yesterday|tomorrow)|(?:lean|leaning|leans|inclined|tending|tend) (?:strongly |heavily )?(?:your way|towards? (?:you|yours)|to (?:you|yours|say yes))|with (?:you|${MARK}'s \\p{Ll}+)(?: on this| all the way| in this)?(?=[.,;!]|$)|on (?:${MARK}|you)'s side|recommend(?:s|ed|ing)? (?:you|yours)\\b|say(?:s)? yes to (?:you|it|this|your)|sign(?:s)? (?:it |this |today |tomorrow )?(?:if|once|as soon as|when|right away|with pleasure|gladly)|(?:carried|brought|pushed) (?:it|this|you) (?:from|all|since|through|up)|(?:told|tell|tells|telling|think|thinks|say|says|believe|feel|feels)\\b[^.;]{1,50}\\b(?:ought to|should|must|have to) ${WANTS} (?:it|this|you|yours)\\b|favou?rs? (?:you|your)\\b|rate(?:s)? you (?:high|best|first|top)|put(?:s)? you (?:first|top|ahead)|good for us(?=[.,;!]|$)|thumbs up|sign (?:it|this)(?=[.,;!]|$)|the \\p{Ll}+ one[^.;!?]{0,30} in favou?r\\b|(?:bugg|pester|nagg)(?:ed|ing) (?:\\S|him|her|them|the \\p{Ll}+) about (?:it|this|you)|start(?: \\S+){0,2} (?:if (?:somebody|they|\\S) lets?|today|tomorrow|monday)|in favou?r\\b|no (?:more|further) objections?|(?:has|have) had enough of (?:paper|excel|spreadsheets|the old|this mess)|hate(?:s)? (?:the |this |our |that )?(?:paper|spreadsheets?|excel|old|present|current|manual|clipboards?|folders?))`,
		),
	},
	{
		stance: "for",
		sure: 0.7,
		supposes: true,
		words: idiom(
			`\\b(?:a |technically |commercially |clear |clearly |definitely )*yes from (${MARK})|\\b(?:as far as (${MARK})(?: is| am)? concerned|for (${MARK})),? (?:the \\p{Ll}+|it|this|they|you|we) (?:can|could|may|should|is welcome|are welcome) (?:come|start|go ahead|sign|begin|buy|order|go)\\b|\\bup to (${MARK})[, ]{1,2}(?:we|they|you|i|it|\\S)(?: would|'d)? (?:would )?(?:be (?:signed|done|in|yours)|${WANTS}|have (?:signed|bought|had|started))\\b|(${MARK})'s (?:score|marks?|ranking|rating)\\b${NEAR}{0,16}\\b(?:for|of) you\\b${NEAR}{0,24}\\b(?:best|highest|top|first|ahead|good)\\b`,
		),
	},
];
