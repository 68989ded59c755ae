import type { Stance } from "../../vocabulary/stakeholder.ts";
import { MARK } from "./marked.ts";

/** What words behind a mark say of where somebody stands on buying from us. The first group is the mark. */
export type StanceWords = {
	readonly stance: Stance;
	readonly sure: number;
	readonly words: RegExp /** The words suppose by their own form. */;
	readonly supposes?: boolean;
};

/** A few words may stand between, but nobody else, and no other verb of saying. */
const LINK =
	"(?:\\s\\([^()]{1,60}\\))?(?:\\s(?:from|in|at|of|on|over in|down in) (?:the |our )?\\p{Ll}{2,16}(?: \\p{Ll}{2,16})?)?(?:\\sand (?:the|his|her|our) [^,;.]{2,40}?)?(?:,\\s[^,;.]{2,60},)?[\\s,]*(?:(?:who|also|then|always|still|personally|really|very|just|so|already|now|himself|herself|is|am|are|'s|was|were|would|will|has|have|do|does|did|been|all|quite|rather|pretty|fully|completely|totally|absolutely|definitely|certainly|and the \\p{Ll}+|and (?:his|her|our) \\p{Ll}+|too|a bit|a little|more than|not so|at first|to be fair|honestly|frankly|be|being|now|can|could|may|might|should)[\\s,]+){0,5}";
const after = (words: string): RegExp => new RegExp(`(${MARK})${LINK}(?:${words})`, "giu");
const YOU =
	"(?:you|yours|it|this|that|your \\p{Ll}+|the (?:idea|tool|product|demo|app|system|software|approach|thing|plan|concept|project|offer|purchase|switch|change))";

/** The first that fits at a place counts; of several places the last. */
export const STANCES: readonly StanceWords[] = [
	{
		stance: "neutral",
		sure: 0.7,
		words: after(
			`(?:not|nor|neither)\\s(?:(?:really|at all|actually) )?(?:against|opposed|fussed|bothered|in love|for it nor|for or against)|neither (?:for nor against|here nor there)|no (?:objections?|strong (?:opinion|view|feelings?)|preference|issue|problem with|quarrel)|open[- ]minded|neutral|undecided|on the fence|indifferent|open\\b(?! (?:the|a|an|up|it)\\b)|not (?:really )?(?:mind|care)\\b(?! (?:how|which|what|when|where|who|for)\\b(?! way))|(?:could|can) live with (?:it|this|that|you|yours|your|the \\p{Ll}+|\\p{Ll}+ing)\\b|easy either way|fine either way|either way is fine|reserv(?:es?|ing) (?:judgement|judgment)|wait(?:s|ing)? and sees?|cautious|keeps? \\S's cards|wants? to see (?:it|this|you) (?:work(?:ing)?|run(?:ning)?|in action)|wants? to see (?:the )?(?:numbers|proof|figures|facts) first|keeps? (?:an|\\S{1,3}'s|his|her) (?:open mind|powder dry|counsel)|not (?:yet )?made up|(?:waiting|waits?|wait) (?:to see|for) (?:the |some |your |real |hard )?(?:numbers|figures|proof|facts|evidence)|no longer (?:against|opposed)|not (?:be )?stand(?:ing)? in the way`,
		),
	},
	{
		stance: "against",
		sure: 0.8,
		words: after(
			`(?:not|never|hardly)\\s(?:(?:yet|really|at all|fully|entirely|that|so|very|quite|exactly|a bit) ){0,2}(?:convinced|sold|keen|a (?:big )?fan|happy (?:with|about)|impressed|persuaded|in favou?r|on board|for it|amused|a believer)|(?:likes?|loves?|prefers?) (?:it|them|theirs|that|the other(?: one)?) (?:more|better|rather) than (?:you|yours|your)\\b|sceptical|skeptical|doubtful|reluctant|hesitant|suspicious|wary|unconvinced|unhappy|opposed|dead (?:set )?against|(?:strictly |totally |rather |very much |firmly )?against (?:${YOU}|buying|any|all|the)|not (?:really )?(?:like(?! to\\b)|want (?:${YOU}|any|another|a new|one|them|(?:us |them )?to (?:change|switch|buy|sign|use|touch|pay|move|have|go|take (?:the|any|this|that) (?:risk|chance)|work with))\\b|trust|believe in|see (?:(?:the|any|much|a) (?:point|need|value|use|sense)|what|why)|think (?:we|it|you)\\b[^.;]{0,16}\\bneed)\\b|(?:hates?|loathes?|dislikes?|resists?|distrusts?|mistrusts?|fears?) ${YOU}|(?:has|have|had|full of) (?:(?:serious|some|big|many|real|grave|\\S{1,3}'s|his|her|strong) )?(?:doubts|reservations|concerns|misgivings)|(?:would |'d )?(?:rather|sooner|prefer(?:s)? to) (?:stay|keep|build|not|leave|stick|go with (?!you))|(?:thinks?|says?|finds?|reckons?|calls?|considers?) (?:that )?(?:it|this|you|your \\p{Ll}+|the whole thing)(?:'s| is|'re| are)? (?:a |an |all |too |far too |just |nothing but )*(?:waste|overpriced|expensive|rubbish|nonsense|useless|toy|gimmick|risky|unnecessary|joke|snake oil|hot air|fad|complicated|dear)|(?:would|will|'ll|going to|gonna) (?:hate|resist|oppose|fight|vote against|say no)|says? no\\b|prefers? (?:the (?:old|other|present|current)|to stay|to keep|staying|keeping|paper|excel|pen)|attached to|(?:wants?|would like) (?:nothing to do with|to (?:keep|stay|stick|cancel|stop|build)|none of)|swears? by (?:the|\\S{1,3}'s|his|her|our|what) (?!product)|no (?:fan|friend|believer|lover) of|(?:grumbl|moan|complain)(?:es|s|ing|ed)? about (?:${YOU}|having)|not the (?:biggest|greatest) fan|roll(?:s|ed|ing)? (?:\\S{1,3}'s|his|her|their) eyes|need(?:s)? (?:some |a lot of |more )?convincing|(?:thinks?|says?|said|thought|finds?) (?:that )?(?:we|they) (?:do|did) not need|(?:votes?|opts?|goes?) for (?!you|it|this)\\p{Lu}|too (?:old|tired|busy) for|got cold feet|cold feet|(?:thinks?|says?|wants?|feels?)\\b[^.;\\uE000-\\uE00F]{0,20}\\b(?:stay with|stick with|stick to|keep) (?:what|the|our)|doubts? (?:it|this|whether|that|you)|will not (?:have|hear of) (?:it|this)|(?:tries|trying|try) to (?:stop|kill|block|sink)|opposes?\\b|(?:going to |will )oppose`,
		),
	},
	{
		stance: "for",
		sure: 0.8,
		words: after(
			`(?<!\\b(?:would|will)\\s|'d\\s)(?:likes?|loves?|liked|loved|enjoy(?:s|ed)|adores?) (?:${YOU}|the \\p{Ll}+|your\\b)|(?:like|liked|love|loved) (?:what|how|where)\\b|(?:keen|on board|on our side|on side|on your side|in favou?r|supportive|excited|enthusiastic|convinced|sold\\b|thrilled|delighted|a (?:big |huge |real )?(?:fan|believer|convert)|impressed|behind ${YOU}|taken with|won over|over the moon|smitten|happy with (?:it|you|what|your|the)|hooked|chuffed|pleased with (?:it|what|you|your)|all for|wild about|mad (?:about|for)|crazy about|itching to|dying to|raring to|eager to|looking forward to (?:having|using|getting|starting|working))\\b|for it\\b|not wait\\b|(?:supports?|backs?|backed|backing|favou?rs?|favou?red|welcomes?|endorses?) ${YOU}|wants? (?:really |badly |very much )?(?:this|it|you|yours)\\b(?! to (?:prove|show|send|explain|stop|wait|change|come|call|be))|wants? to (?:sign|go|work|buy|go ahead|start|get going|do it|do this) (?:with you|from you)|wants? us to (?:buy|go with|take|sign|use|get)\\b|(?:would|'d) (?:love|go with|choose|pick|take|sign|buy|start|order|have you|be glad|be happy|recommend)\\b(?! (?:to (?:know|see a|hear|understand)|a (?:call|chat|demo|quote)))|prefers? (?:you|yours|your)|(?:speaks?|spoke) (?:\\w+ )?(?:highly|well|warmly) of|(?:has |have )?come round|(?:spoke|speaks|argued|vouched|argues|fights?|fought) (?:up )?for (?:you|it|this|us)|(?:think|thinks|believe|believes|say|says|said|reckons?|find|finds) (?:that )?(?:it|this|you|yours|your \\p{Ll}+)(?:'s|'re| is| are| looks?| was| were) (?:the |a |really |very |just |exactly |by far |easily )*(?:best|great|good|right|perfect|brilliant|ideal|excellent|better|strongest|lovely|super|what we need|spot on|one to take|way to go|worth)|wants? you\\b|(?:asks?|asking) (?:\\S{1,3} )?(?:every|each) (?:day|week|morning) when|recommend(?:s|ed)? (?:you|it|yours|this|your)|swears? by (?:you|it)|root(?:s|ing)? for you|push(?:es|ing)? (?:hard )?(?:for )?(?:you|it|this)\\b|thumbs up`,
		),
	},
];

const ABOUT_US = "(?:demo|you|it|that|this|visit|trial|pilot|answers?|presentation|offer|call|reference|screens?|test)";
/** Where the words stand before the mark, or around it. */
export const STANCES_AROUND: readonly StanceWords[] = [
	{
		stance: "neutral",
		sure: 0.65,
		words: new RegExp(
			`\\b(?:all the same|makes no difference|all one|fine either way|no matter) (?:to|with|by|for) (${MARK})`,
			"giu",
		),
	},
	{
		stance: "against",
		sure: 0.65,
		words: new RegExp(
			`\\b(?:to|for) (${MARK}),? (?:it|this|you|that) (?:looks?|sounds?|seems?|feels?|is|are)\\b[^.;]{0,24}\\b(?:toy|waste|gimmick|too|expensive|overpriced|nonsense|unnecessary|risk)|\\bput(?:s|ting)? (${MARK}) off\\b`,
			"giu",
		),
	},
	{
		stance: "for",
		sure: 0.7,
		words: new RegExp(
			`\\b${ABOUT_US}\\b[^.;\\uE000-\\uE00F]{0,16}\\b(?:won|convinced|sold|persuaded|impressed|swayed|delighted) (${MARK})(?: over)?|\\bcount (${MARK}) in\\b|\\b(?:you have|you've got|you got) (${MARK})'s (?:vote|support|blessing|backing|yes)|(${MARK})'s (?:vote|choice|favou?rite|money|pick|heart) (?:is|goes|would go) (?:yours|to you|for you|on you|with you|you)\\b|\\bfor (${MARK}),? (?:it|that|this)(?:'s| is| are)?[^.;]{0,16}\\b(?:clear|you|yours)(?=[.,;!]|$)`,
			"giu",
		),
	},
];

/** What a speaker says for all of them, or of what they saw: it stands for the speaker. */
export const STANCES_SPOKEN: readonly (Omit<StanceWords, "words"> & { readonly words: RegExp })[] = [
	{
		stance: "for",
		sure: 0.6,
		words: /\b(?:is|was|it's|that's) exactly what\b|^exactly what\b/i,
	},
	{
		stance: "for",
		sure: 0.8,
		words:
			/^it(?:'s| is) you(?=[,.!]|$|\s(?:if|then|now)\b)|\b(?:it's|it is|yours is|your \w+ is) (?:technically )?the best (?:\w+ ){1,2}of the (?:two|three|four|five)\b/i,
	},
	{
		stance: "for",
		sure: 0.65,
		words:
			/\b(?:we|you) (?:really |all )?(?:ought to|should|must|need to) (?:have|take|buy|get|go for|go with|sign) (?:it|this|you|yours|one|them)\b(?! (?:up|back|out|off|over|wrong|down|to|from))|\bwe (?:all |both |strongly |clearly )?(?:favou?r|prefer|support|back|endorse|recommend) (?:you|your)\b|\bwe(?:'re| are|’re) (?:all |both )?for (?:it|you|this)\b|\bthe sooner (?:we|it|you)\b/i,
	},
	{
		stance: "against",
		sure: 0.65,
		words:
			/\b(?:we|we've|we have)\b[^.;!?]{0,20}\b(?:decided against|not convinced|(?:don't|do not) (?:see|need|want|like|trust) (?:the point|it|this|you)|(?:are not|aren't) (?:convinced|sold))\b/i,
	},
	{
		stance: "against",
		sure: 0.6,
		words:
			/\b(?:(?:it|this|the whole thing|your \w+|that) (?:is|was|looks|seems|feels|would be|'s) (?:(?:a|an|all|far|way|much|just|simply|complete|total|utter) ){0,3}(?:rubbish|nonsense|useless|a waste|waste of (?:time|money)|overpriced|overkill|gimmick|toy|daylight robbery|too complicated for us)|not for us\b|leaves (?:me|us) cold|(?:we|i)(?:'ll| will)? (?:get|got) by (?:fine )?without|(?:we|i) do(?: not|n't) need (?:it|this|you|another)\b)/i,
	},
	{
		stance: "for",
		sure: 0.6,
		words:
			/\b(?:(?:it|this|that|yours|the (?:demo|trial|test|tool|thing|screens?|app|system|pilot|new one)|your \w+)(?:'s| is| was| were| looks| looked| works| worked| did| does| would be| has been)? (?:(?:a|an|absolutely|really|just|simply|bloody|truly|exactly|dead|so|quite) ){0,3}(?:brilliant|superb|excellent|fantastic|marvellous|spot on|perfect|a joy|a dream|a treat|a godsend|a game ?changer|amazing|wonderful|cracking|what (?:we|i) (?:need|needed|want|wanted|have been missing))|best (?:tool|thing|demo|one|system|software|app|offer|of the (?:two|three|four|lot|bunch)) (?:(?:that )?(?:i|we)(?:'ve| have) (?:ever )?(?:seen|had|tried|tested)|so far|by far)?|(?:let's|let us|we(?:'d| would) like to|we want to|i want to|ready to|happy to|we(?:'re| are) going to|we will) (?:just )?(?:do (?:it|this)\b|go ahead|go with you|go for it|sign\b|get started|start with you|buy\b)|where do (?:i|we) sign|send (?:me|us|over) the (?:contract|papers|paperwork)|(?:i|we)(?:'m| am|'re| are) in\b(?=[.,!]|$)|(?:saved|saves|would save|will save|spares?|spared) (?:us|me) (?:\w+ ){0,4}(?:hours?|days?|money|time|trouble|headaches?)|the sooner the better|(?:i|we) (?:can't|can not|cannot|can’t) (?:go on|carry on|live) (?:like this|without))\b/i,
	},
	{
		stance: "for",
		sure: 0.65,
		words:
			/\b(?:we|we're|we are|we all|all of us|everybody|everyone)\b(?!(?:\s\S+)?\s(?:not|n't)|n't)[^.;!?]{0,24}\b(?:love (?:it|this|your|what)|(?:really |all |both |do )?like(?:d)? (?:it|this|your|what|you)\b|keen to (?:start|go|work|get)|sold\b|convinced|want (?:you|to (?:go|work|sign|buy|start) (?:ahead )?with you)|(?:would|'d) (?:like|love) to (?:go|work|sign|buy|start|go ahead) (?:ahead )?(?:with|from) you|in favou?r|happy to (?:go ahead|proceed))\b|\byou(?:'re| are) (?:our|my|the|still our|still my) (?:\w+ )?(?:first choice|favou?rite|preferred|front ?runner|number one|one we want|one i want)\b|\byours (?:is|was|were) (?:by far |clearly |easily )?(?:the (?:best|one|only)|better|ahead)\b|\bif it (?:were|was) (?:only )?up to (?:me|us)\b(?!.{0,40}\bnot\b)|\byou(?:'re| are|’re) the (?:best|right) (?:one|ones|of the|people)\b|\bexactly what (?:we|i) (?:need|needed|want|wanted|were looking for|was looking for|have been looking for)\b/i,
	},
];
