/** What a claim is made of, as data: words that say what can be had, what is done, and what happens on the buyer's side. */

/** An answer of ours, and what they do or are themselves. */
export const TO_DO_FOR_YOU =
	/^(?:have (?:to|our|my|an?|the|your|it in|word|not) ?(?:\w+ ){0,2}(?:answers?|reply|replies|writing|word|decision|decide|\w+ to)?\b|have (?:a lot|much|enough|time|noticed|seen|read|heard)|be (?:around|there|here|back|away|in|on|the judge|able to (?:judge|see|say|tell|decide|answer|show)|asked|told|surprised|glad|right|wrong|better|busy|meeting|speaking|talking|deciding)\b|get (?:an|our|the|my|a written|that|a clear|your) (?:\w+ ){0,2}(?:answer|reply|decision|word|one|from)|see (?:for yourself|whether|that|how|what)|go (?:into|to|through|over|back)|start (?:with|from|by)(?! .*\b(?:alone|later|only|without)\b))/i;
/** Whoever acts is theirs, or what is to come is our answer, which we may announce. */
export const THEIR_SIDE =
	/^\W*(?:(?:and|but|so|then|that|which|if|when|because|as|while) )?(?:you|your|they|their|he|his|she|her|who|whoever|what|whether|nothing|nobody|everything|something|this|that|which|there|the rest|more|details)\b|\b(?:answers?|reply|replies|offers?|quotes?|words|invitation|questions?|decision|board|council|committee|call|talk|meeting|session|management|person|colleagues?|day|demo)\W*$/i;
/** What happens to things that we have a hand in. */
export const BECOMES =
	/^(?:also |then |always |never |gladly |automatically )?(?:be (?:\w{3,12}ly |all |also |then )?(?:ready|live|available|done|possible|in place|up|running|free|ours|included|supported|part of|\w{3,14}(?:ed|ilt|ade|ent|old|own|iven|un)\b)|start|begin|end|follow|come|arrive|open|launch|go live|cost|drop|fall|rise|improve|save|run|work|cover|include|support|read|write|remain|stay|last|take|get|have|receive|call|visit|join|train|build|deliver|install|speak|react|respond|match|meet|move|change|migrate)/i;
/** A subject with a name in it: somebody of theirs, or something that they named. */
export const NAMED = /(?<=\p{L} )\p{Lu}\p{Ll}|^\W*\p{Lu}\p{Ll}+\s*$/u;

/** What we claim to have done for others. */
export const WE_HAVE =
	/(?:^|[^\p{L}])we(?:\shave|['’]ve) (?:already |often |also |certainly )?(?!(?:met|spoken|talked|agreed|discussed|exchanged|written|been|had|seen|heard|asked|noted)\b)\w{3,14}\b[^.;]{0,80}\b(?:before|many times|often|elsewhere|for (?:others|other|many|several)|at (?:other|many|several)|(?:with|for|at) (?:\w+ ){0,2}(?:operators|customers|companies|clients|manufacturers|firms|plants|carriers))\b/iu;
/** «It connects to any tool»: whatever is spoken of, what it does with other things is a claim of ours. */
export const IT_DOES =
	/^\W{0,3}(?:(?:and|but|so|also|yes|then|there|here|because|since|which means that),? ){0,2}it (?:(?:also|then|always|itself|already|only|still|even|\w{3,12}ly) )?(?:connects|reads|writes|integrates|imports|exports|supports|handles|translates|syncs|synchroni[sz]es|scales|links|plugs|covers|detects|predicts|calculates|automates|replaces|speaks|talks to|hooks)\b/i;
/** «Agents can record calls with it», «the screen can also show them»: whoever can, can by what we sell. */
export const ABLE =
	/^\W{0,3}(?:(?:and|but|also|yes|then|there|here|with it|in it),? ){0,2}(?!(?:so|i|we|you|your|he|she|they|who|that|which|this|these|those|it|nobody|nothing|one|what|when|if|as|how|where|because|while|until|once|whoever|anybody|somebody|someone|my|our|his|her|their|perhaps|maybe)\b)(?:[\p{L}-]{1,20} ){1,4}can (?:also |then |always |even |still |already )?(?!(?:decide|say|tell|answer|judge|only|see (?:that|it|this|for))\b)\p{L}/iu;
/** Somebody of theirs. */
export const NAME_CAN = /\p{L}[ ,]\p{Lu}\p{Ll}{2,20} can\b|\byour\b.{0,40} can\b/u;
export const THERE_IS =
	/^\W{0,3}(?:(?:and|but|yes),? )?there(?:['’]s| is| are) (?:also |already |even )?(?:an? |the |several |two |three )?(?!(?:\w+ ){0,2}(?:questions?|points?|things?|reasons?|difference|matter|way|chance|time|room|need|nothing|no|more|one|limits?|gap|others?|something|much|little|talk|hurry|doubt|risk|part|answers?)\b)\p{L}/iu;
export const CAN_BE_DONE =
	/\bcan (?:still|also|even|always|already|then|easily|simply) be \w{3,14}(?:ed|t|pt|ilt|n|id)\b/i;
export const AMONG =
	/\b(?:is|are) (?:also |already |certainly )?(?:on|in|among|one of|part of) (?:(?:the|our) (?:list|choice|fourteen|selection|set|standard|(?:\w+ )?(?:languages|regions|systems|countries|interfaces))|those you can)\b(?! of (?:points|questions|your|things))/i;

/** «Support in Norwegian is available», «yes, also offline»: what can be had is what the catalogue says. */
export const ASSENTS =
	/\b(?:is|are|would be|will be|should be)(?: (?:also|certainly|of course|already|fully|perfectly|quite|entirely|easily|always|now))? (?:possible|feasible|fine(?! for me)|acceptable|available|standard|doable|realistic|on (?:the|our) roadmap|planned|coming|supported|included|guaranteed|certified|compatible|compliant|in place|part of (?:it|the|our|every)|free|granted|taken care of|within reach)\b|\b(?:comes?|follows|ships?|goes live|starts|begins|opens|launches|is released|is due|is scheduled|becomes available) (?:as standard|with (?:it|the|every)|in (?:the|our|an?|q\d|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december|\d)|on (?:the|our)|next|this|before)\b|\bcan be (?:had|done|arranged|added|built|extended|delivered|ready|provided|met|kept|reached|made|moved up|shortened)\b|^\W*yes\b(?! to (?:both|all)\b)(?=.{12})/i;
/** «Unused seats are credited», «the trial can be extended». */
export const IS_DONE =
	/\b(?:is|are|gets?|can be|could be|may be)(?: (?:also|always|then|all|of course|already|automatically|currently|fully|\w{3,12}ly))? \w{3,14}(?:ed|t|pt|ilt|n|id)\b/i;
export const BY_PEOPLE =
	/\b(?:by|from) (?:our|my|a|an|the|somebody|someone|people|colleagues?|management|you|your)\b|\bfor (?:our|my) \w+ to\b/i;
export const THEIR_DOING =
	/\b(?:you|yours|they|he|she|his|her|(?:your|their) (?:\w+ )?(?:questions?|points?|wish\w*|requests?|mails?|letters?|words|plan|deadline|figures?|numbers?|team|board|management|side)|questions?|answers?|points?|wish|noted|here|which \w+)\b/i;
export const LEVEL =
	/\b(?:downtime|availability|uptime|latency|response times?|reaction times?|recovery times?|interruptions?|data loss|service levels?)\b[^.;]{0,30}\b(?:is|are|stays?|remains?|will|never|excluded|below|above|under|within|guaranteed)\b|\b(?:nobody|no one|no \w+) will (?:notice|feel|see|lose|wait|be)\b/i;
export const EFFECT =
	/\b(?:time|times|churn|cost|costs|backlog|scrap|error|errors|delay|delays|effort|workload|waste|overtime|revenue|losses|number|rate)s? (?:\w{3,12}ly )?(?:drops?|falls?|rises?|improves?|halves?|doubles?|goes (?:down|up)|shrinks?|decreases?|increases?|disappears?|vanish(?:es)?)\b|\bpays? (?:for itself|off)\b/i;
export const DATED =
	/\b(?:20\d\d|q[1-4]|quarter|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december|next (?:week|month|year|version|release))\b/i;
/** What has its day on their side. */
export const BUYERS_THINGS =
	/^\W*(?:(?:and|but|so|then|that|which|as|with) )?(?:the |this |that )?(?:\w+ ){0,2}(?:award|shortlist|decision|board|committee|council|meeting|review|budget|contract|licen[cs]e|tender|deadline|workshop|session|holidays?|freeze|reports?|answers?|offers?|bids?|steering|approval|audit|signature|election|season|reorgani[sz]ation)s?\b/i;
export const THEIRS_ALONE =
	/\b(?:you|your(?! own)|yours|they|their|he|she|his|her|works?|day|monday|tuesday|wednesday|thursday|friday|time|slot|call|meeting|morning|afternoon|o['’]clock|date)\b/i;
/** «I take three days to be what it is for» assumes, and says nothing of how long. */
export const TAKES =
	/\b(?:(?<!\bI )takes?|lasts?|needs?|requires?|is done|are done|is (?:up|live|ready)|goes live)(?: (?:about|around|only|just|some|at most|roughly|no more than|less than|under|up to|usually|typically|you|us))?(?: (?:within|in))? (?:an?|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:to|or|-|–) \S{1,6})?[ -](?:working |business )?(?:minutes?|hours?|days?|weeks?|weekends?|afternoons?|mornings?|evenings?|nights?|months?)\b|\b(?:is|are|gets?) \w{3,14}(?: \w{1,12}){0,3} (?:within|in) (?:an?|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ -](?:working |business )?(?:minutes?|hours?|days?|weeks?|months?)\b/i;

const ADVERB =
	"(?:(?:also|then|gladly|happily|certainly|only|just|still|now|always|never|not|of course|personally|in any case|simply|even|first|therefore|likely|(?!reply|rely|apply|supply|comply|imply|multiply)\\w{3,12}ly) ){0,3}";
const OUR_PEOPLE =
	"(?:teams?|people|engineers?|colleagues?|specialists?|experts?|consultants?|technicians?|managers?|management|board|ceo|cto|cfo|coo|founders?|directors?|staff|departments?|lawyers?|trainers?|developers?|architects?|office|side|house|company|desk|hotline|partners?|lead|sales|helpdesk|product owner|support|services?|operations|specialist)";
const OURS_NP = `(?:our|my) (?:[\\w-]{1,20} ){0,3}?${OUR_PEOPLE}|(?:a|the|one|some|any|two|another) (?:[\\w-]{1,20} )?(?:colleagues?|engineers?|specialists?|experts?|consultants?|technicians?|project managers?|ceo|cto|founder|team)(?: (?:of (?:mine|ours)|here))?|somebody here|someone here|somebody (?:of|from) (?:us|ours|our \\w+)|people above me`;
/** «It lets a team build»: what it enables is nobody's act of ours. */
const NOT_LET = "(?<!\\b(?:lets?|allows?|helps?|enables?)[^\\p{L}])";
const MODAL =
	"(?:\\s(?:will|shall|can|could|would|may|might|must|should|(?:am|are|is) going to|(?:am|are|is) able to|(?:am|are|is) happy to|(?:am|are) glad to|plans? to|intends? to|aims? to)|['’](?:ll|d))";
export const FIRST = new RegExp(`(?:^|[^\\p{L}])(i|we)${MODAL} ${ADVERB}(not |n['’]t )?(.{1,80})`, "iu");
export const OTHERS_DO = new RegExp(`(?:^|[^\\p{L}])${NOT_LET}(?:${OURS_NP})\\s${ADVERB}(\\w.{1,80})`, "iu");
/** What one would do, or what a rep can do alone: it binds where it is work of the house. */
export const MILD = new RegExp(
	`(?:^|[^\\p{L}])(?:(?:i|we)(?:\\s(?:would|could|might|may|should)|['’]d)|i\\s(?:can|must)) (?!${ADVERB}(?:not|n['’]t)\\b)${ADVERB}(.{1,80})`,
	"iu",
);
export const OTHERS = new RegExp(
	`(?:^|[^\\p{L}])${NOT_LET}(${OURS_NP})(?:${MODAL} ${ADVERB}|\\s${ADVERB}(?=[\\w-]{3,20}s\\b))(.{1,80})`,
	"iu",
);
export const WE_DO = new RegExp(
	`(?<!\\b(?:everything|whatever|what|all|that))(?:^|[^\\p{L}])we ${ADVERB}(\\w.{1,80})`,
	"iu",
);
export const YOU_GET = new RegExp(
	`(?:^|[^\\p{L}])you(?:(?:\\s(?:will|shall)|['’]ll) ${ADVERB}(?=(?:get|have|receive|be|save|gain|pay|keep|own|benefit|start|go live|find that|see (?:a|an|the)|need (?:only|no)|lose|reach)\\b)|\\scan ${ADVERB}(?=(?:cancel|terminate|end|leave|exit|get|have|pay|keep|start|go|switch|expect|count|rely|return)\\b))(.{1,80})`,
	"iu",
);
export const THEY_WILL = /^(.{0,120}?)\b(?:will|shall)\s(?!not\b)(.{1,80})/iu;

export const NOISE =
	/\b(?:yes|no|glad|happy|works?|using|used?|keep|old|choose|chosen|dropp(?:ing|ed)|able|also|once|agents|team|people|side|standard|covered|part|look|looking|answer|question|anywhere|everywhere|else|supported|possible|available|included|alongside|exactly|easily|itself|themselves|right|still|fine|thing|things|way|today|later|one)\b/gi;

export const NEGATED =
	/\b(?:not|n['’]t|no|never|nothing|exception|only|without|before|from|until|unless|needs?|at least|at minimum|cannot|older|neither|nor|none|instead|outside|except)\b/i;

export const ASSERTS =
	/\b(?:can|could|will|is|are|does|do|also|too|we|reads?|writes?|handles?|runs?|works?|sends?|manages?|nests?|supports?|plans?|calculates?|records?|installs?|makes?|creates?|connects?)\b/i;

export const OUT_OF_IT =
	/\b(?:your own|yours|your \w+ (?:system|tool)|limit|gap|scope|others?|elsewhere|lacks?|missing|open|stays?|remains?|question|wish|you|leave)\b/i;

/** Of what it does for everything, or always, one sentence has to say so. */
export const SWEEPING =
	/\b(?:any|every|all|always|automatically|instantly|out of the box|anywhere|fully|whatever|still)\b/i;

/** «Both are possible», «no network is fine»: a yes that says nothing by itself, and rests on what is said beside it. */
export const BARE_YES =
	/^\W*(?:(?:and|but|so|then|therefore|thus|yes|here),? ){0,2}(?:[\w'’-]+ ){0,5}?(?:is|are)(?: also| both| all| quite| perfectly)? (?:possible|fine|feasible|doable|no (?:problem|obstacle|difficulty|issue))(?: (?:for|with) (?:the|our) \w+)?\W*$|^\W*(?:(?:and|but|so|then|therefore|yes),? ){0,2}(?:that|this|it|both|all of it|all three|either) works?\W*$|^\W*(?:(?:and|but|so),? )?your (?:\S+ ){1,4}(?:is|are) (?:quite |more than )?(?:enough|sufficient|plenty)\b/i;
/** What they have stays with them: said of a thing of theirs alone. */
export const KEPT_BY_THEM =
	/^\W*(?:(?:and|but|so|then|yes),? ){0,2}(?:you|your \w+|they|he|she) (?:can |may |will )?(?:simply |still |also |gladly )?keeps? ((?:your|the|their|his|her) (?:\w+ ){0,2}\w+|\p{Lu}[\p{L}-]+)\W*$/iu;

/** «Cleaned of errors by our consultants»: an act of ours, said from its end. */
export const DONE_BY_OURS =
	/\b\w{3,14}(?:ed|t|pt|ilt|n) (?:\w+ ){0,3}by (?:our|my) (?:\w+ )?(?:consultants?|engineers?|specialists?|experts?|technicians?|trainers?|developers?|architects?|data team|services?)\b/i;
export const BY_ITSELF = /\b(?:by (?:itself|themselves)|on (?:its|their) own|automatically)\b/i;
/** Several of ours, who do something. */
export const OURS_ARE =
	/(?:^|[,.:;])\W*(?:(?:and|so|then|but) )?(?:our|my|two|three|some) (?:\w+ )?(?:people|engineers|colleagues|specialists|experts|consultants|technicians|trainers|developers|architects)\b/i;
/** «Your agents will need no training». */
export const THEIRS_GET =
	/\byour (?:\S+ ){1,3}(?:will|['’]ll) (?:\w+ly |also |then )?(?:need (?:no|only|less)|save|gain|spend less|lose (?:no|less)|be (?:faster|quicker|able to|trained|ready|up)|get|notice|no longer)\b/i;
