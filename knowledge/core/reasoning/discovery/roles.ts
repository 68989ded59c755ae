import type { StakeholderRole, Stance } from "../../vocabulary/stakeholder.ts";

/** What words beside a person say of them. `sure` is how much one such sentence proves. */
export type RoleWords = { readonly role: StakeholderRole; readonly words: RegExp; readonly sure: number };
export type StanceWords = { readonly stance: Stance; readonly words: RegExp; readonly sure: number };

/** Between the person and the verb there is nothing of somebody else's. */
const LINK =
	"^(?:\\s\\([^()]{1,60}\\)|,\\s[^,]{2,50},)?[\\s,]*(?:(?:who|also|then|always|still|ultimately|usually|normally|really|just|probably|herself|himself|is the one who|is the person who|would|will|['’]ll|['’]d|may|might|has|is going to|wants to|likes to|and i|tends to|does|actually|at the end|in the end|first|has to|have to|needs? to|must|should)[\\s,]+){0,3}";
const after = (words: string): RegExp => new RegExp(`${LINK}(?:${words})`, "iu");

/** After a person, the most telling first. */
export const ROLE_AFTER: readonly RoleWords[] = [
	{
		role: "blocks",
		sure: 0.8,
		words: after(
			"(?:can |could )?(?:(?:block|stop|veto|kill|sink|bury|refuse|reject)s? (?:it|this|that|the|everything|anything|all|us)\\b|vetoe?s?\\b|shoot (?:it|this) down|pulls? the plug|says? no\\b)|(?:has|have|holds?|owns?) (?:an? |the )?(?:effective |de facto )?veto|has stopped|(?:must|has to|have to|needs? to) (?:first )?(?:give|grant) (?:us |me |you )?(?:her|his|its|their|the|an?) (?:no[- ]objection|consent|permission|clearance)|can (?:still )?(?:block|stop|veto|kill|sink|say no)|(?:won['’]t|will not|would never|will never|wouldn['’]t|never) (?:give (?:her|his|its|their|the) (?:\\w+[- ]?\\w+)|let|allow|sign|approve|accept|agree|pass)",
		),
	},
	{
		role: "decides",
		sure: 0.9,
		words: after(
			"(?:makes?|takes?|has|have|gets?|holds?|owns?) (?:all )?(?:the |that |this |our |these )?(?:final |last |purchasing |buying |ultimate )?(?:decisions?|say|word|call|vote)\\b|decides?\\b(?! (?:nothing|little|to (?:leave|join)))|is (?:the |our |my )?(?:final |ultimate |key |real |main )?(?:decision[- ]?maker|economic buyer|boss|one (?:to|you have to) convince)|calls the shots|has to (?:say yes|want it)|says? yes\\b|['’]s (?:call|decision|choice)\\b",
		),
	},
	{
		role: "signs-off",
		sure: 0.9,
		words: after(
			"signs?(?: it| this| that| everything| anything)?(?: off)?(?: on)?\\b(?! (?:up|in|out|with (?:you|us))\\b)|sign[- ]?off\\b|countersigns?|approves?\\b|authori[sz]es?\\b|releases? (?:the )?(?:money|funds|budget)|(?:holds?|owns?|controls?|manages?) the (?:\\w+ )?(?:budget|purse(?: strings)?|money)|is (?:the |our )?(?:budget (?:holder|owner)|approver|signatory)|(?:gives?|given|gave) (?:us |me )?(?:the |her |his |its |their )?(?:green light|go-ahead|ok|okay|approval|blessing)|rate[sd]? (?:it|this|you)|['’]s? (?:\\w{4,8} )?(?:approval|sign[- ]?off|signature|okay|ok|blessing|go-ahead|permission)",
		),
	},
	{
		role: "champions",
		sure: 0.8,
		words: after(
			"(?:is |['’]s |are |has been |['’]s been )?(?:really |very |already |strongly |the one )?(?:pushing|driving|championing|sponsoring|promoting|fighting) (?:for |hard )?(?:this|it|us|you|the project)?|is (?:our |the |my )?(?:internal |project |executive |biggest )?(?:champion|sponsor|advocate|driving force)|wants (?:this|it|you) (?:in|to happen|badly|yesterday|live)|is (?:fully |right |all )?behind (?:this|it|you)|(?:spoke|speaks|argued|vouched|went to bat|stood up) (?:up )?for (?:you|it|this|us)\\b|(?:(?:is|['’]s) )?[\"“']?(?:still )?(?:carries|carrying) (?:it|this|you)\\b",
		),
	},
	{
		role: "influences",
		sure: 0.7,
		words: after(
			"(?:wants?|need(?:s|ed)?|insists? on|asked(?: for)?|asks?|expects?|wishes|wanted) (?!it\\b|this\\b|that\\b|me\\b|us\\b|you\\b|him\\b|her\\b)\\S|(?:has|have|gets?) (?:a |an |no |some )?(?:strong |big |advisory )?(?:say|voice|opinion|input|influence)|advis(?:es|ed)|scores?|rates|ranks|grades|recommends?|evaluat(?:es?|ing)|reviews?|vets?|assess(?:es)?|compar(?:es?|ed)|negotiates?|makes? (?:the )?(?:\\w{2,12} )?(?:evaluation|comparison|recommendation|assessment)|leads? (?:the )?(?:evaluation|selection|negotiation|tender|project)|runs? (?:the )?(?:paper|papers|paperwork|process|tender|procurement|evaluation|selection|rfp|numbers)|handles? (?:the |our |all )?(?:paper\\w*|contracts?|procurement|terms|negotiations?|tender)|(?:does|looks after|is responsible for|am responsible for|is in charge of|takes care of) (?:our |the |all |software )*(?:contracts?|paper\\w*|procurement|purchasing|vendors?|suppliers|security|terms)|(?:be|is|was|are|gets?) (?:closely |heavily |also )?involved|(?:look|looks|looking|checking|checks|check|go|goes|going) (?:at|over|into|through|it|whether|that|the|your)\\b|(?:has|have|need|needs) to (?:tell|be convinced|be happy|be comfortable|be on board|be brought|confirm|look|check|review|clear|agree)|tells? (?:me|her|him|us|them) (?:whether|if|what)|(?:raise|take your (?:contract|paper|offer) apart|take (?:it|this|that) apart|ask about|read every|go through|review|look at|compare|negotiate)\\b|adds? (?:it|them|the (?:points|scores)) up\\b|reads? (?:it|the (?:contract|terms|draft|paper)|every (?:line|clause))\\b|(?:has|have) recommended|recommended|gives? (?:me |us )?(?:his|her|their) (?:opinion|view|recommendation)|took (?:your|the) (?:proposal|offer|paper)|sits? on the (?:committee|board|panel)|is (?:on|part of) the (?:committee|board|panel|project|steering)",
		),
	},
	{
		role: "uses",
		sure: 0.7,
		words: after(
			"uses? (?:it|this|the (?:tool|system|screen|app|board|software))|(?:work|works|working|live|lives) (?:with|in|on) (?:it|this|the (?:tool|system|screen|app|board|spreadsheet|software))|(?:is|are) the (?:one|ones|person|people) who(?: will| would)? (?:uses?|works?|has to use|have to use)|be (?:the )?(?:one )?using|drags? (?:it|the jobs)|sits? in front of it",
		),
	},
];

/** Before a person. */
export const ROLE_BEFORE: readonly RoleWords[] = [
	{
		role: "decides",
		sure: 0.85,
		words:
			/\b(?:(?:decision|call|final say|last word|choice)(?: here| on this)? (?:is|lies|rests|sits|stays|belongs)(?: (?:with|up to|down to|to|made by))?|(?:it['’]?s|that['’]?s|is) (?:ultimately |really |all )?(?:up to|down to|the decision of)|(?:make|making|made|argue|put) (?:the|our|a|my|this|that) (?:internal |business )?case to|(?:convince|persuade)|sell (?:it|this|that) to|decision[- ]?maker (?:is|will be|here is)|decided by|decision (?:by|of))\s(?:both )?$/i,
	},
	{
		role: "signs-off",
		sure: 0.8,
		words:
			/\b(?:(?:approval|approved|sign[- ]?off|signature|signed(?: off)?|authori[sz]ation|authori[sz]ed|go-ahead|green light|blessing|ok|okay|release) (?:from|by|of|comes from)|(?:run|clear|get) (?:(?:it|this|that|everything|anything [^,.]{0,30}) )?(?:by|past|approved by|signed off by|past)|(?:budget holder|budget owner|economic buyer|approver|signatory) (?:is|will be|here is)|(?:goes|go|has to go|needs to go|must go|went) (?:up )?(?:to|past|through|via|before|in front of)|signed by|the budget (?:has|is with|sits with|lies with|is held by)|needs? the (?:signature|ok|okay) of)\s(?:both )?$/i,
	},
	{
		role: "influences",
		sure: 0.65,
		words:
			/\b(?:listen to|ask|involve|bring in|loop in|bring|consult(?: with)?|(?:questions?|remarks|comments|feedback|doubts|concerns) (?:from|of)|talk to|speak (?:to|with)) $/i,
	},
];

/** A first person's own words. */
export const ROLE_SELF: readonly RoleWords[] = [
	{
		role: "blocks",
		sure: 0.7,
		words:
			/\bi(?:['’]ll| will| would|['’]d) (?:vote against|veto|block (?:it|this)|stop (?:it|this)|not (?:sign|approve|accept|agree))\b/i,
	},
	{
		role: "decides",
		sure: 0.85,
		words:
			/\bi (?:(?:will |['’]ll )?decide\b(?! (?:to|whether to))|(?:make|take|own) the (?:final |purchasing |buying )?(?:decision|call)|have (?:the )?(?:final say|last word)|am the (?:(?:final|sole|key|main) )?decision[- ]?maker)\b|\bi['’]m the (?:(?:final|sole|key|main) )?(?:decision[- ]?maker|one who decides)\b|\b(?:it['’]?s|this is|that['’]?s|the decision is) my (?:decision|call)\b|\bthe (?:decision|call|choice) is mine\b/i,
	},
	{
		role: "signs-off",
		sure: 0.85,
		words:
			/\bi (?:sign\b(?! (?:up|in|out))|approve|hold the (?:\w+ )?budget|can (?:sign|approve)|release the (?:money|budget))|\bi['’]m the (?:budget (?:holder|owner)|one who signs|signatory)\b|\bthe (?:one|person|man|woman) who (?:has to )?pays? for it\b|\bi can carry (?:[A-Z]{3} ?|[€$£] ?)?\d|\b(?:comes|come) out of my (?:\d{4} )?(?:\w+ )?budget\b/i,
	},
	{
		role: "champions",
		sure: 0.8,
		words:
			/\bi(?:['’]m| am| have been|['’]ve been|['’]ll| will)? (?:(?:really|very|already|been|personally|definitely|strongly|also) ){0,3}(?:push(?:ing)?(?: hard)? for|champion(?:ing)?|fight(?:ing)? for|bang(?:ing)? on about|advocat(?:e|ing)|sponsor(?:ing)?|driv(?:e|ing) this|sell(?:ing)? (?:this|it) internally|mak(?:e|ing) the case)\b|\bi (?:really )?want (?:this|it|you) (?:in|to (?:happen|work|succeed)|live|badly)\b|\bi(?:['’]d| would) have to make the case\b|\bi(?:['’]m| am) behind this\b|\bi(?:['’]m| am| will|['’]ll)? (?:still )?carry(?:ing)? (?:it|this)\b(?! (?:over|with))|\bi (?:really )?want you to (?:win|get (?:it|this)|have (?:it|this))\b|\bi (?:really )?want (?:this|it)(?=[.!,]|$)/i,
	},
	{
		role: "influences",
		sure: 0.65,
		words:
			/\bi(?:['’]m| am) responsible for (?:\w+ )?(?:contracts|procurement|purchasing|security|architecture|it)\b|\bi (?:advise|evaluate|run the (?:tender|paper|process|evaluation))\b|\bi have to (?:tell|advise) (?:him|her|them|the board)\b|\bi (?:verify|check|review|examine|vet)\b(?! (?:in|with|back|my|your mail))|\bgave me your (?:proposal|offer|paper|quote|contract) (?:for|to) (?:evaluat\w+|review|assess\w*|check)|\bi have recommended\b|\b(?:in|for) my (?:report|review|evaluation|recommendation)\b|\bmy (?:review|evaluation|assessment) (?:will|takes|requires|needs)\b|\b(?:you have|on) my recommendation\b|\bi(?: hereby|['’]ve been asked to| have been asked to| write to)? invite (?:you|your company) to (?:submit|quote|propose|tender|bid)\b|\basked me to (?:invite|settle|negotiate|evaluate|review|take (?:this|it) up)\b|\baddressed to the undersigned\b|\bi score\b/i,
	},
	{
		role: "uses",
		sure: 0.7,
		words:
			/\bi(?:['’]m| am| will be|['’]ll be)? (?:the one |be )?(?:who (?:uses|will use) it|using (?:it|this) every day)\b|\bif i (?:move|drag|change|plan|close|open|reschedule|split|book) (?:an?|the|my) \p{L}+ i want\b|\b(?:what i want is|i want|i(?:['’]d| would) like) to (?:build|make|change|plan|set up|do|launch|move) (?:it|them|one|that|a \p{L}+) myself\b|\bwhen i want to (?:make|build|launch|plan|change) an? \b|\bi plan (?:them|it|the jobs|every job) (?:on|in)\b/iu,
	},
];

/** `{to}` what a stance may be about. */
export const STANCE_AFTER: readonly StanceWords[] = [
	{
		stance: "neutral",
		sure: 0.7,
		words:
			/(?<![a-z])(?:(?:is|are|was|['’]s|['’]m|am)n?(?:['’]t)? (?:not |neither )?(?:against it\b.{0,20}\bfor it|for (?:it )?nor against)|(?:not|n['’]t) (?:against|opposed)|(?:has|have|had|with) no (?:objections?|strong (?:opinion|view|feelings?)|issue|problem with)|open[- ]minded|(?:is|['’]s|am|['’]m) (?:still )?(?:neutral|undecided|on the fence|indifferent|open)|(?:does|do)(?:n['’]t| not) (?:mind|care)|(?:is|['’]s|am|['’]m) not in love|could live with (?:it|this|you)|(?:not|n['’]t) (?:really )?for it,? either|(?:won['’]t|will not|not|n['’]t) (?:be )?stand(?:ing)? in the way|no longer (?:against|opposed|blocks?|blocking|objects?)|(?:is|are|was|['’]s) (?:content|fine|ok|okay|comfortable|satisfied) with (?:the |your |its )?(?:function\w*|product|scope|cloud|region|concept|architecture|plan|answers?|technical \w+|security|demo|solution|result|rest)|(?:can|could) live with (?:the |your |it|this|that)|(?:accepts?|accepted) the (?:region|answer|cloud|architecture|concept)|(?:has|have|['’]s) warmed (?:up|to)|(?:has|have) given (?:her|his|their|its) no[- ]objection)\b/i,
	},
	{
		stance: "against",
		sure: 0.8,
		words:
			/(?<![a-z])(?:(?:likes?|loves?|prefers?) (?:it|them|theirs|that|the other(?: one)?) (?:more|better|rather) than (?:you|yours|your)|(?:did|does|do)(?:n['’]t| not) want to take the risk|(?:is|are|was|were|remains?|am|['’]s|['’]m|['’]re)(?:n['’]t| not| never)(?: yet| really| at all| fully| entirely| (?:that |so |very |quite )?)? ?(?:convinced|sold|keen|a (?:big )?fan|happy|impressed|sure about (?:you|this|it|the)|persuaded|in favou?r|on board|for it)|(?:is |are |was |remains? |['’]s |['’]m |am )?(?:\w{2,8} ){0,2}(?:sceptical|skeptical|doubtful|reluctant|hesitant|suspicious|wary|opposed|resistant|nervous|unconvinced|unhappy)|(?:is|are|['’]s|was) (?:dead |strictly |totally |rather |very much |still |firmly )?against (?:it|this|you|the|any)|(?:does|do|did)(?:n['’]t| not) (?:like (?:it|this|you|the)|want (?:it|this|you|any|another|a new|to (?:change|switch|buy))|trust|believe|see (?:the|any) (?:point|need|value))|hates?|resists?|(?:doubts?|questions) (?:it|this|whether|the|that|if)|(?:has|have|had) (?:serious |some |big |many |real )?(?:doubts|reservations|concerns)|would (?:rather|prefer to) (?:stay|keep|build|not)|thinks? (?:it|this|you)(?:['’]s| is|['’]re| are) (?:too|a waste|overpriced|expensive|rubbish)|(?:is|['’]s) (?:fairly |very |quite |rather |really )?attached to (?:it|his|her|the (?:old|current|existing))|(?:will|would|['’]ll) (?:fight|hate|resist|oppose) (?:it|this|you)|prefers? (?!you\b|yours\b|your\b)\p{Lu}\p{Ll}+)/iu,
	},
	{
		stance: "for",
		sure: 0.8,
		words:
			/(?<![a-z])(?:(?:likes|loves|liked|loved|enjoyed) (?:it|this|that|you|your|the (?:idea|tool|product|demo|screen|app|look|system|software|approach))|(?:is|are|was|['’]s|['’]re|am|['’]m) (?:now |already |very |really |all |fully |quite |totally |completely |absolutely |so )*(?:for (?:it|this|you)\b|keen|on board|on our side|on side|in favou?r|supportive|excited|enthusiastic|convinced|sold\b|a (?:big |huge )?fan|happy with (?:it|this|you|your)|impressed|behind (?:this|it|you)|pushing|taken with|won over)|supports? (?:it|this|you|the (?:idea|project))|backs? (?:it|this|you)|wants? (?:this|it) (?:in|to happen|badly|live|too|yesterday)|(?:would|['’]d) (?:go with|choose|pick|take) (?:you|yours)|prefers? (?:you|yours)|speaks? (?:highly|well) of (?:it|you|your)|do(?:es)?(?:n['’]t| not) want to give it back|has come round|(?:spoke|speaks|argued|vouched) (?:up )?for (?:you|it|this|us)\b|(?:says?|said|told (?:me|us|him|her))[:,]? ["“'‘](?:they|you|these people) can do (?:it|this)|(?:says?|thinks?|believes?) (?:that )?(?:they|you) can do (?:it|this)\b|wants? to (?:sign|go|work|buy) with you|wants? to (?:buy|order) (?:it |this )?from you|(?:does|do)(?:n['’]t| not) doubt (?:the product|it|you)|asks? (?:me )?every (?:day|week) when (?:it|the new one) comes)/i,
	},
];

export const STANCE_SELF: readonly StanceWords[] = [
	{
		stance: "neutral",
		sure: 0.7,
		words:
			/\bi(?:['’]m| am) (?:still )?(?:not (?:against|opposed)|neutral|undecided|on the fence|not in love|open)\b|\bi (?:have|had) no (?:strong (?:opinion|view)|objections?)\b|\bi (?:don['’]t|do not) mind (?:either way|which)\b|\bi have no preference\b|\bi (?:don['’]t|do not) think (?:it['’]s|it is|this is) a bad idea\b|\bi(?:['’]m| am) not saying (?:yes|no)\b/i,
	},
	{
		stance: "against",
		sure: 0.8,
		words:
			/\bi(?:['’]m| am) (?:not (?:yet |really |at all )?(?:convinced|sold|keen|a (?:big )?fan|persuaded|in favou?r)|(?:very |rather |quite |a bit |still |deeply )?(?:sceptical|skeptical|doubtful|reluctant|wary|opposed|against (?:it|this)))\b|\bi (?:don['’]t|do not) (?:see (?:the|any) (?:point|need|value)|(?:trust|want|like) (?:it|this|you|your))\b|\bi(?:['’]d| would) rather (?:stay|keep|build)\b|\bi have (?:serious |some |big |my |real )?(?:doubts|reservations)\b/i,
	},
	{
		stance: "for",
		sure: 0.8,
		words:
			/\bi(?:['’]m| am|['’]ve been| have been)? (?:(?:really|very|already|been|personally|definitely|strongly|also|all|fully|completely|totally|still|quite) ){0,3}(?:push(?:ing)?(?: hard)? for|pushing|for it\b|convinced|sold\b|championing|in favou?r|fighting for|behind this|keen|banging on about|(?:a )?(?:big |huge )fan)\b|\bi was in favou?r\b|^it(?:['’]s| is) you(?=[,.!]|$|\s(?:if|then|now)\b)|\bi do(?: not|n['’]t) doubt (?:any ?more |any longer )?(?:of )?(?:the product|you|it)\b|\b(?:it['’]s|it is|yours is|your \w+ is) (?:technically )?the best (?:\w+ ){1,2}of the (?:two|three|four|five)\b|\bi(?:['’]d| would) (?:rather|prefer to) (?:buy from|go with|work with|take) you\b|\bi want you to win\b|\bi (?:really )?(?:want (?:this|it|you)(?: (?:in|to (?:happen|work|succeed)|live)|(?=[.!,]|$))|love (?:it|this|the (?:tool|product|idea))|like (?:it|this|what (?:i|we) (?:saw|see|have seen)|your (?:tool|product|approach))|would love (?:this|to see this))\b/i,
	},
];

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
