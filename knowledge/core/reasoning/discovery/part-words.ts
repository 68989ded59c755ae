import type { Power, StakeholderRole } from "../../vocabulary/stakeholder.ts";
import { MARK } from "./marked.ts";

/** What words beside a mark say of somebody's part. The first group of `words` is the mark; `sure` is how much one such sentence proves. */
export type PartWords = {
	readonly role: StakeholderRole;
	/** `null`: the words leave it to the title. */
	readonly power: Power | null;
	readonly sure: number;
	readonly words: RegExp;
	/** The words suppose by their own form: «unless she agrees». */
	readonly supposes?: boolean;
	/** Of whoever says it of themselves they tell nothing: «I need three seats». */
	readonly ofOthers?: boolean;
};

/** When several are said of one person, the one that matters most to a deal. */
export const ROLE_RANK: readonly StakeholderRole[] = [
	"decides",
	"signs-off",
	"blocks",
	"champions",
	"influences",
	"uses",
	"unknown",
];

const APPOSED = `(?:\\s\\([^()]{1,60}\\))?(?:\\s(?:from|in|at|of|on|over in|down in) (?:the |our )?\\p{Ll}{2,16}(?: \\p{Ll}{2,16})?)?(?:\\sand (?:${MARK}'s|the|our) [^,;.]{2,40}?)?(?:(?:,| [–—-])\\s[^,;.–—]{2,60}(?:,| [–—-]))?`;
/** Between somebody and the verb there is nothing of anybody else's. */
const LINK = `${APPOSED}[\\s,:=()–—-]{0,4}(?:(?:who|that|which|also|then|always|still|ultimately|usually|normally|really|just|probably|only|alone|personally|himself|herself|is|am|are|'s|the one|the person|the man|the woman|the (?:poor )?(?:soul|guy|lady|girl|lad|bloke|chap)|would|will|can|could|may|might|has|have|do|does|is going to|is the one to|at the end|in the end|at the end of the day|and ${MARK}|and the rest|here|there|now|actually|basically|finally|first|be|been|being|all|very|own|quite|kind of|sort of|more or less)[\\s,]+){0,5}`;
const after = (words: string): RegExp => new RegExp(`(${MARK})${LINK}(?:${words})`, "giu");
const before = (words: string): RegExp =>
	new RegExp(
		`\\b(?:${words}):?\\s(?:(?:both|just|only|also|in the end)\\s)?(${MARK})(?!'s (?:side|end|point of view|perspective|angle)\\b)`,
		"giu",
	);
/** A line of a note: «Decides: Karin Holt». */
const label = (words: string): RegExp =>
	new RegExp(`(?:^|[;,.]\\s)(?:the )?(?:${words})(?: is| here)?\\s?[:=–—-]\\s?(?:the )?(${MARK})`, "giu");
const own = (words: string): RegExp => new RegExp(`(${MARK})'s (?:own )?(?:${words})(?![\\p{L}])`, "giu");
/** Nobody else stands between. */
const NEAR = "[^\\uE000-\\uE00F.;!?]";

const MONEY =
	"(?:budgets?|purse(?: strings)?|money|funds?|funding|cheque ?books?|check ?books?|purses?|wallet|kitty|pot|finances|pocket|p&l|cost cent(?:re|er)|coffers|cash|spend(?:ing)?|investment pot)";
const YES =
	"(?:a |an |the |her |his |their |final |written |formal ){0,2}(?:yes|ok|okay|nod|approval|approved|sign[- ]?off|signature|signed(?: off)?|authori[sz]ation|authori[sz]ed|consent|go-ahead|green light|blessing|permission|clearance|agreement|no[- ]objection)";
const DECIDED =
	"(?:decides?|decided|chooses?|says? yes(?: or no)?|says? yes or no|makes? the (?:call|decision|choice)|(?:has|have|gets?) the (?:last|final) (?:word|say)|calls? the shots|picks?)";

/** The most telling first: of one person the first that fits counts. */
export const PART_WORDS: readonly PartWords[] = [
	{
		role: "decides",
		power: "high",
		sure: 0.9,
		words: after(
			"(?:decides?\\b(?! (?:nothing|little|to|whether|against|for yourself)\\b)|(?:makes?|takes?|has|have|gets?|holds?|owns?|keeps?) (?:all )?(?:(?:the|that|this|our|these|those|such|all) ){0,2}(?:(?:final|last|purchasing|buying|ultimate|actual|real|only|big) ){0,2}(?:decisions?|say|word|(?<!takes? (?:\\p{Ll}+ )?)calls?|vote(?! against)|choice|pick)\\b(?! (?:in it|of advice))|chooses?(?= (?:the|this|what|which|who|whom|it|among|our|for|on|between|\\p{Ll}+ software)|[.,;!]|$)|choose what|picks? (?:the|who|whom|what|which|our)|calls? the shots|(?:the |our )?(?:(?:final|ultimate|key|real|main|sole|only) ){0,2}(?:decision[- ]?maker|one to convince)|(?:has to|must) want (?:it|this)|say yes or no|says? yes\\b|gives? (?:us |it |me |this )?the (?:final )?(?:green light|go-ahead|nod|thumbs up)|in charge\\b(?! of)|(?:the |full |sole )?authority (?:to|for|here|on)\\b|(?:the |an? |sole |only |one of the )*(?:owner|co-owner|proprietor|founder|sole director)(?=[\\s.,;!]|$)|a free hand|free rein|carte blanche|(?:buy|order|spend|decide|sign|say yes|agree to)\\b[^.;]{0,40}\\b(?:alone|on my own|by myself|by myself|on (?:his|her) own|off (?:my|her|his) own bat|without (?:asking|ringing|calling) (?:any\\w+|no ?one|nobody)))|(?:has|have|need|needs) (?:no ?one|nobody)(?: else)? to ask|(?:do|does) not (?:need|have) to ask",
		),
	},
	{
		role: "decides",
		power: "high",
		sure: 0.85,
		words: before(
			`(?:decision|choice|call|final say|last word|final word|say)\\b${NEAR}{0,24}\\b(?:is|lies|lie|rests|sits|stays|belongs|falls|comes down|goes)(?: up| down)?(?: to| with| by)|(?:it's|that's|is|this is|all) (?:ultimately |really |all |entirely )?(?:up to|down to|the decision of|a matter for|a (?:decision|question|call) for)|decided (?:on )?by|(?:decision|choice|call) (?:is |will be |gets |has to be )?(?:made|taken|reserved) (?:by|for)|(?:decision|choice) (?:by|of)|(?:one|person|man|woman|that|and) who ${DECIDED}${NEAR}{0,16}(?: is|:|,)|who ${DECIDED}${NEAR}{0,12}(?: is|:)|${DECIDED} (?:here )?(?:is|are)|responsible for (?:the|this|that) (?:decision|choice|purchase)(?: is)?|(?:convince|persuade|win over)|(?:make|making|made|argue|put) (?:the|our|a|this|that) (?:(?:internal|business) )?case to|sell (?:it|this|that) to|decision[- ]?maker (?:is|will be|here is)|(?:the )?final decision(?: is)?|(?:one|person|man|woman|somebody) (?:who|that|you) (?:has to|have to|must|need to|needs to|should) (?:be (?:happy|convinced|won|satisfied)|convince|win|like it|want it)${NEAR}{0,20} is|boss(?: here| of (?:it|us) all| in the house)? is|nothing (?:gets|is|will be|happens|moves|goes|works)\\b${NEAR}{0,24} without|yes(?: or no)? comes? from|(?:decid|choos|decision|say yes)[^.;]{0,50}\\b(?:that means|which means|meaning|namely|i\\.e\\.|in other words|and that's|and that is|which is)`,
		),
	},
	{
		role: "decides",
		power: "high",
		sure: 0.85,
		words: own(
			"(?:call|decision|choice|say-so|last word|final word|word (?:is (?:law|final|gospel)|counts most|goes))",
		),
	},
	{
		role: "decides",
		power: "high",
		sure: 0.85,
		words: new RegExp(
			`\\b(?:decision|choice|call|last word|final word|final say)\\b${NEAR}{0,24}\\b(?:is|are|remains|stays) (?:ultimately |entirely |all )?(${MARK})'s(?![\\p{L}])`,
			"giu",
		),
	},
	{
		role: "decides",
		power: "high",
		sure: 0.85,
		words: new RegExp(
			`\\bwhat(?:ever)? (${MARK}) (?:says|wants|decides),? (?:that )?(?:goes|is done|happens|counts|we do|is law)|\\b(?:if|when|once|as soon as|should) (${MARK}) (?:nods?|says? (?:go|yes|ok|okay|so|it's fine)|gives? the (?:word|nod|go)|is convinced|wants (?:it|you)),? (?:then )?(?:we|it|you|i)\\b`,
			"giu",
		),
		supposes: true,
	},
	{
		// «...with Karin Holt, our CEO; that's who decides».
		role: "decides",
		power: "high",
		sure: 0.8,
		words: new RegExp(
			`(${MARK})(?:${NEAR}{0,60}\\sis ${MARK}'s (?:boss|manager|superior|chief|head))?${NEAR}{0,90}[,;]?\\s(?:(?:that's|that is|which is|this is) (?:also )?(?:who|where|the (?:desk|office|person|one|place) (?:where|that|who))${NEAR}{0,24}\\b(?:decid|chos|choos|approv)|(?:and )?(?:it's|it is) a (?:decision|call|matter|question) for (?:that|this) (?:desk|office|chair|level)|(?:the |that's where the )?(?:decision|choice|call)${NEAR}{0,16} (?:lies|rests|sits|is|gets|falls|stays|is made|is taken) (?:there|with (?:them|that (?:desk|office|chair))))`,
			"giu",
		),
	},
	{
		role: "signs-off",
		power: "high",
		sure: 0.85,
		words: after(
			`(?:(?:holds?|owns?|controls?|manages?|keeps?|runs?|looks? after|sits? on|minds?|guards?|responsible for) (?:(?:the|our|all|this|that|of) ){0,2}(?:[\\p{Ll}-]+ )?${MONEY}|(?:releases?|frees?(?: up)?|unlocks?|sanctions?|lets? go of|grants?|clears?) (?:the |our |that )?(?:${MONEY}|it out of)|pays? (?:for (?:it|this|that|everything|all)|the (?:bill|bills|invoice))|opens? the (?:purse|wallet)|foots? the bill|writes? the (?:cheques?|checks?)|signs?(?: off)? (?:the )?(?:cheques?|checks?|spend(?:ing)?|purchase orders?|pos?\\b|payments?)|carr(?:y|ies) it(?: financially)?(?= (?:financially|in my|from|on (?:my|her|his)))|(?:budget (?:holder|owner)|account holder|economic buyer))(?![\\p{L}])`,
		),
	},
	{
		role: "signs-off",
		power: "high",
		sure: 0.85,
		words: before(
			`(?:${MONEY}|account|cost)\\b${NEAR}{0,36}\\b(?:is|are|lies|sits|rests|belongs?|comes?(?: out)?|stays|released|cleared|approved|held|controlled|managed|paid|signed off|granted|kept) ?(?:with|by|to|from|through|of)?|(?:financed|funded|paid(?: for)?|bankrolled|cleared|sanctioned) (?:by|through|out of)|charged to|(?:need|needs|takes?|get|want) (?=[\\uE000-\\uE00F] to (?:release|let go|free|unlock|pay))|financially,?|(?:budget|account|purse) (?:holder|owner|keeper)(?: for (?:this|it|that))? (?:is|will be|here is)|economic buyer (?:is|will be|here is)|signs? off the spend(?:ing)?(?: is)?`,
		),
	},
	{
		role: "signs-off",
		power: "high",
		sure: 0.85,
		words: new RegExp(
			`\\b(?:${MONEY}|account)\\b${NEAR}{0,30}\\b(?:is|are) (${MARK})'s(?![\\p{L}])|(${MARK})'s (?:own )?(?:\\d{4} )?(?:[\\p{Ll}-]+ )?(?:${MONEY}|department'?s? budget)(?![\\p{L}])`,
			"giu",
		),
	},
	{
		role: "signs-off",
		power: "medium",
		sure: 0.8,
		words: after(
			"(?:must|has to|have to|had to|needs? to|need|will have to|would have to|got to|gotta|should)\\s(?:also |first |still |then |both |in turn ){0,2}(?:agree|approve|ok|okay|sign|countersign|co-sign|be on board|say yes|be happy|accept|consent|nod|clear|release it|authori[sz]e|tick\\b|be (?:comfortable|satisfied|okay|ok|at ease)|wave (?:it|this) through|put \\S's (?:name|signature|initials|stamp)|give (?:us |me |it )?(?:the|a|an|its|\\S{1,3}'s|his|her|their)? ?(?:ok|okay|approval|blessing|consent|no[- ]objection|go-ahead|sign-?off|yes))|counter-?signs?|co-?signs?|needed for the (?:\\w+ )?signature|(?:has|have) a (?:second|say by) signature",
		),
	},
	{
		role: "signs-off",
		power: "high",
		sure: 0.65,
		words: new RegExp(
			`\\b(?:talk|speak|go|write) to (${MARK})(?: directly)? (?:about|for) (?:the )?${MONEY}|(${MARK})${LINK}(?:handles?|does|keeps?|looks? after) (?:the |all the |our )?(?:books|accounts|payments|money|finances|invoices|bills)(?![\\p{L}])`,
			"giu",
		),
	},
	{
		role: "signs-off",
		power: null,
		sure: 0.85,
		words: after(
			"(?:signs?(?! (?:up|in|out|with|of)\\b)|sign[- ]?off\\b|approves?\\b|authori[sz]es?\\b|ratif(?:y|ies)|(?:the |our )?(?:approver|signatory)\\b|signing power|(?:gives?|given|gave) (?:us |me |it )?(?:the |\\S{1,3}'s |his |her |their |final )?(?:ok|okay|approval|blessing|permission|consent))",
		),
	},
	{
		role: "signs-off",
		power: null,
		sure: 0.8,
		words: before(
			`${YES} (?:from|by|of|comes from|has to come from|rests with|lies with|sits with|is with)|(?:run|clear|get) (?:(?:it|this|that|everything|anything${NEAR}{0,30}) )?(?:by|past|approved by|signed off by)|(?:approver|signatory) (?:is|will be|here is)|(?:goes|go|has to go|needs to go|must go|went) (?:up )?(?:to|past|before|in front of)|ends up on the desk of|lands on the desk of|needs? the (?:signature|ok|okay|yes) of|signatures?\\b${NEAR}{0,40}(?:is|are|of|from|by|:)(?: that of)?|(?:that|the (?:first|second|other) one) of|(?:sign|approv|okay|wave|clear|consent|tick|agree|countersign)[^.;]{0,50}\\b(?:that means|which means|meaning|namely|i\\.e\\.|in other words|that's|that is|which is)`,
		),
	},
	{
		role: "signs-off",
		power: null,
		sure: 0.8,
		words: own(
			"(?:\\w{3,8} )?(?:signature|approval|sign-?off|okay|ok|blessing|permission|go-ahead|nod|consent|yes|stamp|initials|autograph)",
		),
	},
	{
		role: "signs-off",
		power: "medium",
		sure: 0.8,
		words: new RegExp(`(${MARK})'s is (?:one of )?(?:the|a|two|both)[^.;]{0,20}signature`, "giu"),
	},
	{
		role: "signs-off",
		power: "high",
		sure: 0.8,
		words: new RegExp(
			`\\bnothing\\b${NEAR}{0,30}\\b(?:unless|until|without) (${MARK})(?:'s)?\\s(?:signs?|signature|pays?)`,
			"giu",
		),
		supposes: true,
	},
	{
		role: "signs-off",
		power: "medium",
		sure: 0.75,
		words: new RegExp(
			`\\b(?:unless|until|only if|only when|only once|as soon as|provided|not without|once) (${MARK}) (?:agrees?|approves?|signs?|says? (?:so|yes|it)|nods?|gives?|is (?:happy|convinced|fine|on board|ok|okay)|has (?:agreed|signed|approved|nodded))\\b`,
			"giu",
		),
		supposes: true,
	},
	{
		role: "blocks",
		power: null,
		sure: 0.8,
		words: after(
			"(?:tr(?:y|ies|ying) to (?:stop|kill|block|sink)|(?:going to |will )?(?:oppose|block|veto|torpedo|sabotage|fight|sink|kill)s? (?:it|this|that|the|you|us|any|everything)|blocks?\\b(?=[.,;!]|$)|(?:going to |will )?oppose\\b|against buying|digs? (?:\\S{1,3}'s|his|her|their) heels in|drag(?:s|ging)? (?:\\S{1,3}'s|his|her|their) feet|put(?:s|ting)? (?:\\S{1,3}'s|his|her|their|a) foot down|will not (?:have|hear of|let|allow|accept) (?:it|this|any|us|you)|over \\S's dead body|says? over\\b|sit(?:s|ting)? on (?:it|this|the (?:file|request|paper|papers|form|application))\\b|in (?:our|your|the) way\\b|(?:has |have )?(?:stopped|killed|blocked|vetoed|buried|sunk)\\b|stands? in the way|standing in the way|holding (?:it|this|us|everything) up|the (?:main |one |only |real )?(?:obstacle|stumbling block|blocker|hurdle|brake|bottleneck)|stall(?:s|ing)\\b|can (?:still )?(?:stop|block|veto|kill|sink|say no\\b)|could (?:still )?(?:stop|block|veto|kill|sink|say no\\b)|vote(?:s)? against|holds? a veto|(?:has|have) a veto)",
		),
	},
	{
		role: "blocks",
		power: null,
		sure: 0.75,
		words: before(
			"(?:expect )?(?:resistance|opposition|trouble|headwind|pushback) (?:from|by)|(?:obstacle|stumbling block|blocker|hurdle|brake|bottleneck|problem) (?:here )?(?:is|will be)|(?:blocked|vetoed|stopped|held up|killed) by|get (?:it |this |that )?past",
		),
	},
	{
		role: "champions",
		power: null,
		sure: 0.8,
		words: after(
			"(?:(?:has |have )?(?:been |keeps? |is |am )?(?:(?:really|very|already|strongly|always|constantly|all|hard) )*(?:push(?:ing|es)?|driv(?:ing|es)|champion(?:ing|s)?|sponsor(?:ing|s)?|promot(?:ing|es)|fight(?:ing|s)?|fought|lobby(?:ing)?|lobbies|campaign(?:ing|s)?|root(?:ing|s)?|argu(?:ing|es?)|bat(?:ting|s)?|sell(?:ing|s)?|advocat(?:ing|es?)|plug(?:ging|s)?|talk(?:ing|s)? (?:you|it|this) up|bang(?:ing|s)? (?:on|the drum)|beat(?:ing|s)? the drum|drumming up support)\\b[^.;\\uE000-\\uE00F]{0,24}\\b(?:you|yours?|it|this|us)\\b|(?:spoke|speaks?|stood|stands?|argued|argues?|vouched|vouches|went to bat|goes? to bat|stuck|sticks?|campaigned|lobbied)\\b[^.;\\uE000-\\uE00F]{0,16}\\bfor (?:you|it|this|us|yours)\\b|(?:the |our |your |an |a )(?:(?:internal|project|executive|biggest|main|strongest|real|only) ){0,2}(?:champion|sponsor|advocate|supporter|driving force|ally|cheerleader|promoter)|wants? (?:really )?(?:you|this|it|yours)(?: and nobody else| and no ?one else| to (?:win|happen|get|work|succeed|go through)| in\\b| through| badly| yesterday|,? and\\b(?= is win))|(?:would )?love to see you win|(?:firmly |fully |right |all |solidly |squarely |100% )*(?:behind (?:you|this|it)|on your side|in your (?:side|corner|camp))|swears? by (?:you|it)|put your name forward|(?:got|brought|put|pulled|found) you(?: in| on| into| onto|\\b(?=[.,;!]| and\\b))|brought you (?:to|up)|(?:rall(?:y|ies|ied)|won|winning|win|wins)\\b[^.;\\uE000-\\uE00F]{0,24}\\b(?:people|over|behind you|round)\\b|(?:has |have |been |already )*(?:told|tells?|telling)\\b[^.;]{0,44}\\b(?:go with you|yours is|you (?:are|were|have) (?:the|better)|we (?:need|want|should (?:take|buy|have|get|go))|take you|buy from you|good things)|(?:will not shut up|keeps? (?:on )?(?:talking|going on)|raves?|talks? of nothing but|never stops talking)\\b[^.;]{0,12}\\b(?:you|it|this|your)|sings? your praises|(?:keeps?|is) pushing(?=[.,;!]|$)|wants? to (?:make|see|get) (?:this|it) (?:happen|work|done|through|live|in)|(?:try (?:and |to )|going to |to )?(?:sell|push|carry|get) (?:it|this|you|your \\p{Ll}+) (?:upstairs|internally|through|over the line|past the|up the)|come out with a yes|wants? (?:it|this|you) (?:the )?(?:most|more than)|need(?:s)?\\b[^.;]{0,40}\\b(?:to convince|to persuade|to win over|to sell (?:it|this))|(?:get|bring|win|talk|getting|bringing|winning) (?:\\S|them|the others|everyone|the rest)(?:'s)? (?:on board|round|over|behind (?:it|this|you))|(?:put|putting|puts) (?:it|you|this|your \\p{Ll}+) (?:on|before|in front of|up)|(?:doing|do) (?:what|all|everything)\\b[^.;]{0,16}\\bcan to (?:get|help|bring) you|draft(?:ed|s|ing)?\\b[^.;]{0,40}\\bin your favour|(?:has |have )?(?:defend(?:s|ed|ing)?) (?:it|you|this)|carr(?:y|ies|ying) (?:it|this|you)\\b(?! (?:over|with|financially|from))|(?:back(?:s|ing|ed)?) (?:you|yours)\\b|(?:makes?|making|made|make) (?:the|a|your) (?:business |strong )?case for (?:you|it|this)|put(?:s|ting)? in a (?:good )?word|fl(?:y|ies|ying) (?:the|your) flag|in your favour (?:at|in|to)|stick(?:s|ing)? (?:\\S{1,3}'s|his|her|their) neck out)",
		),
	},
	{
		role: "champions",
		power: null,
		sure: 0.75,
		words: before(
			`(?:supporter|ally|champion|advocate|sponsor|friend|fan|cheerleader)s? (?:in|is|here is|:)|(?:driving force|motor|engine|brains?|push)\\b${NEAR}{0,30}(?:is|comes from|was)|your (?:champion|sponsor|supporter|advocate)(?: here)?,?`,
		),
	},
	{
		role: "champions",
		power: null,
		sure: 0.7,
		words: new RegExp(
			`\\b(?:help|give|arm|send|lend|get) (${MARK})\\s[^.;]{0,40}\\b(?:(?:make|build) (?:the|a|our|\\S's) case|ammunition|arguments?|convince|persuade|win over|sell (?:it|this|that))|(${MARK})(?: will| would)? (?:talk|speak)s? to ${MARK}[^.;]{0,16}\\b(?:get|bring|win)\\b[^.;]{0,12}(?:on board|round|over|behind)`,
			"giu",
		),
	},
	{ role: "champions", power: null, sure: 0.7, words: own("(?:baby|pet project|hobby ?horse|idea (?:to|from))") },
	{
		role: "champions",
		power: null,
		sure: 0.75,
		words: new RegExp(
			`\\b(?:with|thanks to|and) (${MARK})${APPOSED} (?:rooting|pushing|fighting|lobbying|campaigning|arguing) for (?:you|it|this)`,
			"giu",
		),
	},
	{
		role: "influences",
		power: "medium",
		sure: 0.7,
		words: after(
			"(?:listened to|asked for (?:advice|\\S{1,3}'s opinion)|advis(?:es?|ing|ed)\\b(?! (?:you|us that|that))|writes? the (?:recommendation|report|spec\\w*|evaluation)|(?:has|have|gets?|want|wants) (?:a |an |some )?(?:strong |big |advisory |real )?(?:voice|opinion|input|influence|say)\\b|(?:makes?|gives?|writes?) (?:a |the |\\S{1,3}'s |his |her )?(?:recommendation|opinion|assessment|technical (?:ok|okay|opinion))|recommends?\\b|evaluat(?:es?|ing)\\b|(?:writes?|prepares?|collects?|gathers?|preparing|writing|draws? up) (?:the|a|all the|our|up the) (?:comparison|report|memo|recommendation|offers|paper|spec\\w*|shortlist|evaluation)|(?:has|have) (?:the )?(?:\\p{L}+ )?\\S{1,20}'s ear|asked\\b(?= for | what | first| to (?:look|check|review))|scores?\\b|shortlists?\\b|(?:prepares?|preparing) the (?:decision|paper|shortlist|comparison)|runs? the (?:tender|evaluation|selection|rfp|process|comparison)|negotiates?\\b|compares?\\b)",
		),
	},
	{
		role: "influences",
		power: "medium",
		sure: 0.7,
		words: new RegExp(
			`\\b(?:listens? to|listen to|trusts?|relies on) (${MARK})(?:'s)?|\\bask(?:s|ing)? (?:for )?(${MARK})'s|\\bwhat (${MARK}) (?:thinks|says) (?:counts|matters|weighs|carries)|(${MARK})'s (?:own )?(?:opinion|word|view|voice|advice|recommendation|vote)\\b[^.;]{0,30}\\b(?:counts?|weighs?|matters?|carries|asked|heard|sought|followed|goes a long way)`,
			"giu",
		),
	},
	{
		role: "uses",
		power: "low",
		sure: 0.75,
		words: after(
			`(?:be )?(?:(?:on|at) it (?:all day|every day|daily|\\p{L}+ hours)|us(?:es?|ing) (?:it|this|that|the (?:tool|system|screen|app|board|software|thing|new one))\\b|(?:work(?:s|ing)?|live(?:s)?|sit(?:s|ting)?|operat(?:es?|ing)) (?:daily |all day )?(?:with|in|on|in front of|at) (?:it|this|the (?:tool|system|screen|app|board|software|thing))\\b|(?:merely |just |only )?(?:one|part) of the (?:future |daily |heavy |main )?users|(?:a|the|our) (?:future |daily |heavy |main |power |end |key )?users?\\b(?=[.,;!]|$| of (?:it|this)| here| and\\b)|(?:type|enter|key|log|book)s? (?:all of )?(?:it|them|everything|the \\p{Ll}+)(?: all)? in(?:to it)?\\b|(?:ha(?:s|ve) to|must|'ll|going to|gonna) (?:use|work with|live with|operate|run) (?:it|this|that|the (?:tool|system|screen|app|thing))\\b)`,
		),
	},
	{
		role: "uses",
		power: "low",
		sure: 0.6,
		words: new RegExp(
			`\\bit(?:'s| is) (?:mainly |mostly |really |meant )?for (${MARK})|(${MARK})${LINK}(?:does?|plans?|writes?|keeps?|fills?)\\b${NEAR}{0,30}\\b(?:by hand|on paper|with a pencil)`,
			"giu",
		),
	},
	{
		role: "decides",
		power: "high",
		sure: 0.85,
		words: label("decisions?(?:[- ]?makers?)?|decides?|final say|authority|boss"),
	},
	{
		role: "signs-off",
		power: "high",
		sure: 0.85,
		words: label("budget(?: (?:holder|owner))?|money|economic buyer|pays?|purse"),
	},
	{
		role: "signs-off",
		power: null,
		sure: 0.85,
		words: label("signs?(?: off)?|approv(?:es|er|al)|signatory|signature|sign-?off"),
	},
	{
		role: "champions",
		power: null,
		sure: 0.8,
		words: label("champion|sponsor|our (?:friend|man|ally)|coach|supporter"),
	},
	{ role: "blocks", power: null, sure: 0.8, words: label("blockers?|against|opponent|enemy|risk") },
	{
		role: "influences",
		power: "medium",
		sure: 0.75,
		words: label("influencers?|advis[eo]rs?|technical (?:buyer|contact)|evaluat(?:or|es)"),
	},
	{ role: "uses", power: "low", sure: 0.75, words: label("(?:end |key )?users?") },
	{
		role: "unknown",
		power: "low",
		sure: 0.6,
		words: new RegExp(
			`(${MARK})[^.;\\uE000-\\uE00F]{0,60}\\b(?:no (?:vote|say)|without a (?:vote|say)|nothing to (?:say|decide)|(?:do|does)(?: not|n't) (?:decide|have a (?:vote|say))|only (?:gather|collect|prepare|pass|forward|take notes|type))`,
			"giu",
		),
	},
];

const SUPERIOR = "(?:(?:direct|own|line|immediate|big) )?(?:boss|manager|superior|supervisor|line manager|chief|head)";
/** The first mark reports to the second. */
export const REPORTS: readonly RegExp[] = [
	new RegExp(`(${MARK})'s ${SUPERIOR}(?:,| is|:|,? that's)?\\s(${MARK})`, "giu"),
	new RegExp(
		`(${MARK})(?:,? who)? (?:works? (?:directly )?(?:for|under)|(?:reports?|reporting|report) (?:directly |in )?(?:in)?to|answers? to|is under)\\s(${MARK})`,
		"giu",
	),
];
/** The second mark reports to the first. */
export const LEADS: readonly RegExp[] = [
	new RegExp(`(${MARK})(?:,${NEAR}{0,60})?(?:,? (?:is|and|who is)|,) (${MARK})'s ${SUPERIOR}`, "giu"),
];
/** The speaker reports to the mark. */
export const ABOVE_SPEAKER = new RegExp(
	`\\b(?:the (?:person|one|man|woman|level) above (${MARK}) is|one (?:level|step) above (${MARK}) (?:is|sits))\\s(${MARK})`,
	"giu",
);
