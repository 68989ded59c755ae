import { MARK } from "./marked.ts";
import type { PartWords } from "./part-words.ts";

/** Parts as people tell them in passing: by a desk that papers end on, by a condition, by whose hands will be on it. */

const NEAR = "[^\\uE000-\\uE00F.;!?]";
const idiom = (words: string): RegExp => new RegExp(words, "giu");
/** Words that may stand between somebody and their verb, and no person. */
const LINK = `(?:\\s(?:from|in|at|of|on|over in) (?:the |our |my )?[\\p{L}&]{2,16})?(?:\\s\\([^()]{1,60}\\)|,\\s[^,;.]{2,60},)?[\\s,]*(?:(?:who|also|then|still|always|is|would|will|can|could|may|has|have|do|does|the one|just|only|first|then|himself|herself|personally|in the end|be|been)[\\s,]+){0,5}`;
const PAPER = "(?:it|this|that|them|everything|anything|those|the \\p{Ll}+|all \\p{Ll}+|any \\p{Ll}+)";
const HANDS =
	"(?:scan|tap|typ|key|enter|click|log|fill|record|punch|operat|feed|handl|book|driv|work (?:in|with|on|at) (?:it|this)|us(?:e|es|ing) (?:it|this)\\b|liv(?:e|es|ing) with)";
const CREW =
	"(?:people|team|lot|lads|girls|guys|folks|engineers|crews?|staff|drivers|nurses|operators|colleagues|technicians|planners|dispatchers|fitters|agents|clerks|seniors|juniors|men|women|apprentices)";

export const PART_IDIOMS: readonly PartWords[] = [
	{
		// «Nobody else may», «only she can bind the company», «alone».
		role: "decides",
		power: "high",
		sure: 0.85,
		words: idiom(
			`(${MARK})${NEAR}{1,60}\\b(?:(?:nobody|no ?one|none) else(?: (?:may|can|is allowed to|does|has|could))?(?=[.,;!]|$| (?:may|can|could|is allowed to|has to)? ?(?:sign|approve|decide|bind|say|agree|release|choose))|nowhere else\\b|, ?alone\\b|single-?handed)|\\b(?:only|nobody but|no ?one but|none but) (${MARK}) (?:can|may|is allowed to|has the power to|could) (?:bind|sign|commit|approve|decide|say|agree|release|order|buy)|(${MARK})${LINK}(?:binds?|commits?) the (?:company|firm|house|business)\\b`,
		),
	},
	{
		role: "decides",
		power: "high",
		sure: 0.85,
		words: idiom(
			`\\b(?:final|last)? ?(?:yes or (?:the )?no|yes or it's no|yea or nay|thumbs up or down) (?:is|are|comes from|lies with|is up to) (${MARK})|(${MARK})(?:\\s\\p{Ll}+s ${MARK})?${NEAR}{1,70}\\b(?:yes or (?:it's |a )?no|yea or nay|answer's final|answer is final|word is final)\\b|\\bwith (${MARK}) the (?:answer|word) is final|\\b(?:buck|road) (?:stops|ends) (?:with|at) (${MARK})`,
		),
	},
	{
		role: "decides",
		power: "high",
		sure: 0.8,
		words: idiom(
			`\\b(?:ends?|lands?|stops?|finish(?:es)?|arrives?) (?:up )?(?:on|at) (${MARK})'s (?:desk|table|door)|\\b(?:within|inside|under) (${MARK})'s (?:own )?(?:mandate|limit|authority|remit|powers?|signing \\p{Ll}+)|(${MARK})${LINK}(?:holds?|owns?|has|own) (?:all |most of |the majority of |half )?(?:of )?the (?:shares|company|business|firm|house|farm|group|majority|place|whole (?:thing|lot))\\b|(${MARK})${LINK}(?:pick|picks|choose|chooses)(?=[.,;!]|$)|(${MARK}) (?:say|says|said|can say) yes (?:to|if|once|when|provided)\\b`,
		),
	},
	{
		role: "decides",
		power: "high",
		sure: 0.8,
		words: idiom(
			`\\b(?:whether|if)\\b${NEAR}{4,60}[\\s,](${MARK}) (?:decides?|chooses?|settles|says)\\b|\\b(?:what|whatever) (${MARK}) (?:decides|rules|settles)\\b|\\bwhether\\b${NEAR}{4,60}\\b(?:is|lies|rests|hangs|depends|comes) (?:down )?(?:ultimately |really |entirely )?(?:up to|down to|with|on|to) (${MARK})`,
		),
		supposes: true,
	},
	{
		// «I sign if the price stays», «if you take the fee off we have a deal, I say yes»: a condition put to us is put by whoever says yes.
		role: "decides",
		power: "high",
		sure: 0.8,
		words: idiom(
			`(${MARK})${LINK}(?:signs?|orders?|buys?|accepts?)(?: (?:it|this|today|tomorrow|the \\p{Ll}+))? (?:if|provided|as long as|so long as|as soon as|the moment) (?:you|your|the price|the terms|the \\p{Ll}+ (?:fee|price|term|clause))\\b|\\bif (?:you|your|the price|the terms)\\b${NEAR}{1,70}(${MARK}) (?:will |would |can )?(?:then )?(?:says? yes|sign|order|buy|accept)\\b`,
		),
		supposes: true,
	},
	{
		role: "signs-off",
		power: "high",
		sure: 0.75,
		words: idiom(
			`(?:has|have|had|need|needs|must) to (?:take|bring|put|carry|get|run) (?:${PAPER} )?(?:up )?(?:to|before|past|by|in front of) (${MARK})|\\b(?:has|have|had|need|needs|must|go|goes) to ask (${MARK}) (?:for|about|before|first)|\\bsignature (?:is|comes|has to come|must come|needed is)(?: from)? (${MARK})(?:'s)?|\\b(?:purse|wallet|money|cheque|till|kitty|budget) ?(?:=|:|is from|is out of|comes out of) ?(?:the )?(${MARK})|(${MARK})${LINK}(?:releases?|pays?|clears?) (?:it|this|that)\\b|(${MARK})${LINK}(?:has|holds?|keeps?) the (?:purse|money|wallet|budget|kitty)`,
		),
	},
	{
		// A word that could fail it, said as a condition.
		role: "signs-off",
		power: "medium",
		sure: 0.75,
		words: idiom(
			`\\b(?:if|should) (${MARK})${NEAR}{0,20}\\b(?:finds?|spots?|sees|discovers?|has) (?:a |an |any |some )?(?:single |serious |real )?(?:holes?|gaps?|problems?|flaws?|issues?|objections?|hair|catch)\\b|\\b(?:if (${MARK})${NEAR}{0,12}(?:is|does|are) not|(?:unless|so long as|as long as|provided) (${MARK})${NEAR}{0,12}(?:is|does|are)) (?:at ease|happy|comfortable|satisfied|content|agree|convinced|approve|like|okay|ok|fine)\\b${NEAR}{0,40}|\\b(?:no|nothing|not|none|nobody)\\b${NEAR}{1,70}\\b(?:until|till|before|unless|without) (${MARK})(?: has| have|'s)? (?:seen|checked|read|passed|looked|tested|approved|cleared|vetted|been through|had a look|ok'd|signed)\\b`,
		),
		supposes: true,
	},
	{
		role: "signs-off",
		power: "medium",
		sure: 0.8,
		words: idiom(
			`(${MARK})${NEAR}{0,24}\\b(?:must|has to|have to|had to|needs? to|would have to|will have to) (?:also |first |still )?(?:go along|live with it being|wave|pass (?:it|this)|let (?:it|this)|be asked and say|have no objection|find nothing|be at ease|be in the loop and agree)|(${MARK})${LINK}(?:writes?|puts?|put|sets?) \\S's (?:name|initials|signature|stamp) (?:under|on|to|below)|(${MARK})${LINK}(?:hold (?:us|it|this|you|things) (?:up|back)|send (?:it|this|us) back)\\b|(${MARK})'s (?:veto|objections?|reservations?) (?:is|are|has been|have been|was|were) (?:withdrawn|lifted|dropped|gone|off)`,
		),
	},
	{
		role: "blocks",
		power: null,
		sure: 0.75,
		words: idiom(
			`(${MARK})(?:(?!\\b(?:not|no longer|never)\\b)${NEAR}){0,90}\\b(?:gets?|getting|puts?|stands?|standing) (?:itself |himself |herself )?in (?:the|our|your) way\\b|(${MARK})${LINK}(?:rejects?|refuses?|turns? down|shoots? down|says? no to) (?:it|this|any|anything|every|everything|all|new|each)\\b|(${MARK})${LINK}opposes? (?:the|this|any)\\b|\\bno\\s(?:[\\p{L}-]+\\s){1,4}(?:will|shall|gets|comes|goes|is going to)\\b${NEAR}{1,40}\\b(?:to|on|in|into|near|at|through|inside) (${MARK})'s\\b|\\bnot (?:on|in|over|under|with) (${MARK})'s (?:watch|\\p{Ll}+ and never)`,
		),
	},
	{
		role: "blocks",
		power: null,
		sure: 0.75,
		words: idiom(
			`(${MARK})${LINK}(?:(?:not|never) (?:give (?:\\S{1,3}'s|his|her|their|its|the) [\\p{L}-]+|sign|approve|agree|pass (?:it|this))\\b|pulls? the plug|shoots? (?:it|this) down)`,
		),
	},
	{
		role: "blocks",
		power: null,
		sure: 0.75,
		words: idiom(`\\bif (${MARK}) (?:says? no|(?:is|are) against|(?:does|do) not (?:agree|approve|want))\\b`),
		supposes: true,
	},
	{
		role: "champions",
		power: null,
		sure: 0.75,
		words: idiom(
			`(${MARK})${LINK}(?:carried|brought|pushed|pulled|driven|nursed|bugged|bugging|pestered|pestering|nagged|nagging) (?:it|this|you|\\S|him|her|them|the (?:project|idea|thing|boss|board)) (?:from|all|since|through|along|up|into|about (?:it|this|you))\\b|(${MARK})${LINK}(?:recommend(?:s|ed|ing)?|propos(?:es|ed|ing)|put(?:s|ting)? forward|suggest(?:s|ed|ing)?) (?:you|yours) (?:to|for)\\b|(${MARK})${LINK}(?:told|tell|tells|telling)\\b[^.;]{1,50}\\b(?:ought to|should|must) (?:have|take|buy|get|go for) (?:it|this|you|yours)\\b|(${MARK})${LINK}(?:rather|sooner) have (?:it|this|you|them) (?:today|now|yesterday|tomorrow)`,
		),
	},
	{
		role: "uses",
		power: "low",
		sure: 0.75,
		words: idiom(
			`(${MARK})${LINK}(?:(?:scann|tapp|typ|key|enter|click|logg|fill|record|punch|feed|work|liv)ing\\b|(?:key|enter|type|scan|log|tap|punch|record|fill)s? (?:in |up |out )?(?:the|it|all|every|everything|them|his|her)\\b|(?:makes?|draws?|writes?|types?) up the \\p{Ll}+|fills? (?:in|out) the \\p{Ll}+)|\\bit(?:'s| is|'d| would| will|'ll)? be (${MARK})${NEAR}{0,30}\\b${HANDS}|(${MARK})(?: and the (?:${CREW}|rest|others|lads))?${LINK}(?:on (?:it|the (?:system|tool|app|screen|thing)) all day|have it in (?:hand|front))`,
		),
	},
	{
		role: "uses",
		power: "low",
		sure: 0.7,
		words: idiom(
			`(${MARK})'s (?:own )?(?:\\p{Ll}+ )?${CREW}\\b${NEAR}{0,30}\\b${HANDS}|\\bif (${MARK}) (?:manages|copes|can (?:use|do|handle|work|manage)(?: it)?)\\b`,
		),
		supposes: true,
	},
	{
		role: "influences",
		power: "medium",
		sure: 0.65,
		words: idiom(
			`(${MARK})(?:'s)? ?(?:says?|thinks|tells|warns)\\b${NEAR}{1,50}[\\s,](?:${MARK}|we|they|everybody|everyone) (?:all )?(?:listens?|takes? note|believes?|follows?|hears?)\\b|(${MARK})${LINK}(?:coordinates?|co-ordinates?|leads?|organi[sz]es?|runs?) (?:this|the|our) (?:project|selection|evaluation|search|tender|choice|purchase|comparison)\\b|\\bfrom (${MARK})'s (?:side|end|point of view|angle|desk)\\b|(${MARK})${LINK}(?:advise|advises|urge|urges|warn|warns|counsel|counsels) (?:the|him|her|them|our|${MARK})|(${MARK})${LINK}(?:leaning|inclined|tending) (?:your|towards?|to)\\b|(${MARK})'s (?:score|ranking|marks|rating|assessment|report|recommendation|verdict)\\b${NEAR}{0,20}\\b(?:for|of|on|about|is|says|goes|will|puts)\\b|\\bup to (${MARK})[, ]{1,2}(?:we|they|you|i|it)\\b`,
		),
		supposes: true,
	},
	{
		// Who handles papers, terms and vendors, or looks through what others buy.
		role: "influences",
		power: null,
		sure: 0.7,
		words: idiom(
			`(${MARK})${LINK}(?:reviews?|vets|assess(?:es)?|rates|ranks|grades|recommended|leads? (?:the )?(?:evaluation|selection|negotiation|tender|project)|runs? (?:the )?(?:papers?|paperwork|procurement|numbers)|handles? (?:the |our |all )?(?:paper\\p{L}*|contracts?|procurement|terms|negotiations?|tender)|(?:looks? after|responsible for|in charge of|takes? care of) (?:(?:our|the|all|software|[\\p{L}]+) ){0,2}(?:contracts|paper\\p{L}*|procurement|purchasing|vendors|suppliers|security|terms|architecture)|(?:closely |heavily |also )?involved|takes? (?:your (?:contract|paper|offer)|it|this|that) apart|adds? (?:it|them|the (?:points|scores)) up|reads? (?:(?:it|the (?:contract|terms|draft|paper))\\b|every (?:line|clause))|took (?:your|the) (?:proposal|offer|paper)|tells? (?:\\S|him|her|us|them) (?:whether|if|what)\\b|sits? on the (?:committee|board|panel)|(?:on|part of) the (?:committee|board|panel|project|steering))(?![\\p{L}])`,
		),
	},
	{
		role: "influences",
		power: null,
		sure: 0.65,
		words: idiom(
			`(${MARK})${LINK}(?:hereby |asked to |write to )?invite (?:you|your company) to (?:submit|quote|propose|tender|bid)\\b|\\basked (${MARK}) to (?:invite|settle|negotiate|evaluate|review|take (?:this|it) up)\\b|\\b(?:in|for) (${MARK})'s (?:report|review|evaluation|recommendation)\\b|(${MARK})'s (?:review|evaluation|assessment) (?:will|takes|requires|needs)\\b|\\b(?:have|on) (${MARK})'s recommendation\\b|\\bgave (${MARK}) your (?:proposal|offer|paper|quote|contract) (?:for|to) (?:evaluat|review|assess|check)|(${MARK})${LINK}to (?:tell|advise) (?:\\S|him|her|them|the board)\\b`,
		),
	},
	{
		// What somebody wants or looks at shows a say of others, and of oneself no more than a wish.
		role: "influences",
		power: null,
		sure: 0.65,
		ofOthers: true,
		words: idiom(
			`(${MARK})${LINK}(?:(?:wants?|wanted|needs?|needed|insists? on|asks? for|asked for|expects?) (?!it\\b|this\\b|that\\b|${MARK}|us\\b|you\\b|him\\b|them\\b)\\S|(?:looks?|looking|checks?|goes?|going|went) (?:at|over|into|through|it|whether|that|the|your)\\b|(?:has|have|need|needs|had|must)? ?to (?:tell|be (?:convinced|brought|won)|confirm|look|check|review|see|go through|read)\\b|ask about\\b|raises? (?:it|this|that|the)\\b)|\\b(?:goes|go|has to go|needs to go|must go|went) (?:through|via) (${MARK})(?!'s)|\\b(?:asks?|asking|consults?|consulting|follows?|hears?|involve|bring in|loop in|bring|consult with|(?:questions?|remarks|comments|feedback|doubts|concerns) (?:from|of)|talk to|speak (?:to|with)) (${MARK})(?!'s)`,
		),
	},
	{
		role: "uses",
		power: "low",
		sure: 0.7,
		words: idiom(
			`\\bif (${MARK}) (?:moves?|drags?|changes?|plans?|closes?|opens?|reschedules?|splits?|books?) (?:an?|the|\\S's) \\p{L}+ \\S wants?\\b|(${MARK})${LINK}(?:(?:wants?|like) to (?:build|make|change|plan|set up|do|launch|move) (?:it|them|one|that|an? \\p{L}+) (?:\\S|myself|himself|herself)(?=[\\s.,;!]|$)|plans? (?:them|it|the jobs|every job) (?:on|in)\\b|drags? (?:it|them|the jobs)\\b)|\\bwhen (${MARK}) wants? to (?:make|build|launch|plan|change) an?\\b`,
		),
		supposes: true,
	},
];
