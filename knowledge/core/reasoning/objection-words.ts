import type { ObjectionKind } from "./objections.ts";

const PEOPLE =
	"(?:(?:my|our|the|those|your) (?:\\w{3,12} )?(?:people|staff|team|lads|guys|men|women|drivers|operators|users|agents|technicians|colleagues|lot|girls|ladies|beekeepers|barmen|nurses|teachers|foremen|workers|crew|reps|sales|shop floor|partners|machine men|older \\w+|customers|members|folks?)|nobody|no one)";
const GATEKEEPER =
	"(?:(?:the|our|my) )?(?:works council|union|insurers?|lawyers?|legal|counsel|security|auditors?|regulator|compliance|data protection|DPO|board|owner|partners?|boss|management|class society|authorities|procurement|finance)";
const CHANGE =
	"(?:merger|restructuring|reorgani[sz]ation|move|moving|audit|elections?|migration|harvest|season|rebuild(?:ing)?|rebuilt|go-live|roll-?out|budget round|hand-?over|takeover|ERP|switch-?over|inspection|exams?|year-?end)";

/**
 * What holds people back, in turns of speech that need no word of the offer beside them: each is said of buying, whatever
 * is sold. By kind; the first that is found names the objection.
 */
export const HOLDS_BACK: readonly (readonly [ObjectionKind, RegExp])[] = [
	[
		"price",
		/\b(?:(?:far |way |much |rather |quite |pretty |a bit |a little |simply |just |really |still )?(?:too|rather|pretty|quite|very|terribly|awfully|fairly) (?:dear|expensive|steep|pricey|costly|pricy)|(?:far|way|much|rather|a bit) too (?:high|much money)|too dear|is dear\b|(?:far |way |much |a lot |quite a bit |rather )?more than (?:we|i)(?:['’]d| had| have| can| could|['’]ve| would)? ?(?:ever )?(?:hoped|expected|imagined|thought|planned|wanted|afford|pay|paid|spend|budgeted|defend|justify|explain|reckoned|bargained|told|hope|have|got)?)\b/i,
	],
	[
		"price",
		/\b(?:twice|double|three times|half as much again as) (?:what|the (?:price|money|budget)|as (?:much|expensive|dear)|of what)|\b(?:made?|makes?) (?:me|us|him|her) (?:swallow|gulp|blink|wince|choke)|\b(?:choked on|sticker shock|jaw dropped|burn(?:s|ing)? (?:our|my) hands?|hurts? (?:at|with) (?:that|this) price|wince[ds]? at)|\b(?:could|might|will|would) go through the roof/i,
	],
	[
		"price",
		/\b(?:i|we|he|she|they|nobody)(?:['’]d| would| will)? ?(?:can(?:['’]?t|not)|couldn['’]t|could not|can hardly|cannot|never) (?:possibly |ever |really )?(?:justify|defend|explain|sell|afford|stomach|stretch to|pay|swing|make the (?:case|numbers work)|make it add up|get (?:that|this) (?:sum|amount|price)|reach)\b(?! (?:attention|for (?:it|that)\b.{0,20}\bif))|\bsee no way to (?:explain|justify|pay|defend|sell)/i,
	],
	[
		"price",
		/\b(?:why (?:should|would|on earth) (?:should |would )?(?:i|we|anyone|anybody) pay|for (?:that|this) (?:kind of )?(?:money|price|sum)\b[^.]{0,40}\b(?:i|we|could|can|get|hire|send|buy)|for that i can|not pay(?:ing)? (?:for|that|this|per|\d|extra)|(?:i|we) (?:want to |would rather |['’]d rather )?not (?:to )?pay for|is off the table|off the table as long|(?:we|i)['’]?(?:re|m| are| am)? (?:still )?(?:miles |far |a long way |quite )?apart\b|(?:what )?(?:puts|put) (?:us|me|them) off|nobody['’]?s? (?:going to )?pays? that)\b/i,
	],
	[
		"price",
		/\b(?:the|your|that|this) (?:\w{3,12}[ -]){0,2}(?:price|fee|fees|figure|sum|quote|cost|costs|rate|total|tariff)\b[^.?!]{0,50}\b(?:jumped|doubled|hurts|stings?|kills?|too (?:high|much|steep)|problem|difficulty|hurdle|sticking point|out of (?:reach|proportion)|beyond|eats|puts|scares|shocked|ridiculous|outrageous|joke|daylight robbery|exceeds?|over (?:our|my|the))\b|\b(?:others|they|\p{Lu}\p{L}+) (?:(?:will |would |can )?(?:do|does|offers?|gives?|sells?) (?:it|this|that|the same)) (?:for (?:less|nothing|free|half)|cheaper|at half)\b|\bcame in (?:far |much |a lot |well |quite a bit )?(?:cheaper|lower|below)/iu,
	],
	[
		"price",
		/\b(?:you(?:['’]re| are)? (?:want|ask|asking|charge|charging|quote|quoted|at) [^.?!,]{0,30}(?:,| and)? ?(?:so )?(?:we|i)(?:['’]re| are| have|['’]m)? (?:stuck|only|just)|(?:i|we)(?:['’]ve| have)(?: only| just)? (?:got )?[^.?!]{2,30},? (?:and|but) (?:you(?:['’]re| are)?|your)[^.?!]{0,20}\b(?:ask|asking|want|cheapest|figure|price|quote|offer)\b|there(?:['’]s| is) (?:your|the|our) (?:problem|difficulty)|you see the (?:difficulty|problem)|leaves? us with (?:candles|nothing)|eats? (?:up )?(?:the |our )?(?:whole|entire|all|half))\b/i,
	],
	[
		"timing",
		/\b(?:(?:now|this|it)(?:['’]s| is| would be)? (?:really |just |simply |frankly )?(?:not |a bad |the wrong |not a good |not the (?:right |best )?|hardly the )(?:moment|time)|(?:a )?bad (?:moment|time|timing)|(?:the )?timing(?:['’]s| is| just)? (?:rotten|bad|wrong|off|terrible|awkward|poor|unfortunate|does ?n['’]?o?t work)|not (?:now|yet(?! (?:\w+ed|met|been|had|made|done|seen|spoken|gone|got|in)\b)|today|this (?:year|quarter|season|side of)|right now|before (?:the(?! (?:\d|first|second|third|\w+th\b|\w+-?(?:first|second|third)))|our|next|we|may|june|july|spring|summer|autumn|winter|christmas|easter|\d))|nothing (?:will )?(?:happens?|moves?|gets? (?:bought|signed)|new) (?:before|until|till)|(?:we|i) touch nothing|nobody['’]?s? (?:is )?touch(?:es|ing)? anything|nowhere near (?:buying|ready|deciding))\b/i,
	],
	[
		"timing",
		new RegExp(
			`\\b(?:wait|nothing|not|nobody|can['’]?t|no)\\b[^.?!]{0,60}\\b(?:until|till|before) (?:the |our |that )?(?:\\w{2,12} )?(?:${CHANGE}|dust)\\b|\\buntil the dust\\b|\\b(?:in|into) (?:the )?(?:middle|midst) of (?:a |an |our |the |this )?(?:\\w{2,12} )?${CHANGE}\\b|\\b(?:while|as long as) [^.,;]{2,40}\\b(?:is|are|being|isn['’]t|aren['’]t|['’]s)\\b[^.,;]{0,20}\\b(?:rebuilt|running|paid|open|done|over|through|migrated|audited|moving|settled)\\b`,
			"i",
		),
	],
	[
		"timing",
		/\b(?:(?:our|my|their) hands (?:are )?(?:more than )?full|hands full|(?:have|has|had|got|with|there(?:['’]s| is)) no (?:spare )?(?:capacity|time|bandwidth|head|resources?|hands|slack)|nobody(?:['’]s| has)(?: got)? (?:the )?(?:head|time|capacity|nerves) (?:for|to)|can(?:['’]?t|not) (?:take (?:on|another|it on)|throw another|handle another|start another|deal with (?:another|this)|switch (?:while|now|before|until))|too many (?:projects|changes|construction sites|things going on|balls)|drown(?:ing)? in (?:projects|work)|(?:got|have) (?:other|bigger|more urgent) (?:worries|problems|priorities|fish|fires)|come back (?:after|in|next|to (?:us|me) (?:in|after|next))|(?:i['’]d|we['’]d|i would|we would|my gut says) (?:rather )?wait|(?:too|a bit) (?:early|soon)\b|back burner|only (?:just )?(?:changed|switched|bought|introduced|migrated|hired) [^.?!]{0,40}\b(?:ago|last|this)|not (?:a|our|my|the) priority|(?:three|two|four|several) roll-?outs in)\b/i,
	],
	[
		"risk",
		/\b(?:what (?:scares|worries|frightens|concerns|stops|unsettles|holds) (?:me|us|them|him|her|my|our)|(?:that|this|it)(?:['’]s| is)? ?(?:what )?(?:scares|worries|frightens|bothers|troubles|unsettles|makes (?:me|us|him|her|them) (?:afraid|nervous|uneasy|anxious|wary|hesitate))|(?:i['’]m|we['’]re|i am|we are|they['’]re|they are|he['’]s|she['’]s|staff are|people are|team is) (?:a bit |a little |rather |quite |really |very |honestly |still )?(?:scared|afraid (?:of|that (?:it|this|you|the))|wary|nervous|anxious|uneasy|worried (?:that|it|you|this|the (?:price|migration|switch|change|roll-?out|system))|sceptical|skeptical|hesitant|reluctant|concerned (?:about|that|over)|not (?:comfortable|at ease|sure about this)|torn)|(?:i|we) (?:fear|dread|hesitate|worry)\b|(?:my|our|the) (?:one |only |main |biggest |big |real |greatest )?(?:fear|worry|concern|doubt|reservation|headache with (?:you|this))(?:s)? (?:is|are|remains?|about)|(?:have|has|had|got) (?:a |an )?(?:bad|uneasy|queasy|funny|strange) feeling|keeps (?:me|us) awake|break(?:s)? out in hives|sleepless)\b/i,
	],
	[
		"risk",
		/\b(?:(?:been|were|was|got|get) (?:badly )?(?:burned|burnt|stung|bitten)|burn(?:ed|t) (?:our|my|their) fingers|(?:the )?last (?:lot|one|vendor|roll-?out|time|supplier|system|project)\b[^.?!]{0,60}\b(?:tears|promised|failed|disaster|moon|did to|went wrong|flop|nightmare|blood)|(?:i['’]ve|we['’]ve|they['’]ve|i have|we have|they have) been promised|promised (?:the moon|relief)|once bitten|ended (?:in tears|badly|up with neither)|we had (?:a|one|that|something like) [^.?!]{3,40}\b(?:once|before|hung up|gave up|failed)|(?:stick(?:ing)?|put(?:ting)?) (?:my|our|your) (?:neck|head) (?:out|on)|guinea pigs?|have my head|cost (?:me )?my (?:job|head)|on my head|somebody else (?:be|go) (?:the )?(?:first|guinea)|nobody ever got (?:promoted|fired))\b/i,
	],
	[
		"risk",
		/\b(?:(?:seems|is|looks|feels|sounds|too|very|pretty|rather|quite) (?:too |a bit |rather |very )?(?:risky|dangerous|a gamble)|(?:the|too (?:much|great|high|big) (?:a )?|a (?:big|huge|real) |at our own )risk\b(?! (?:register|assessment|first|committee|officer|manager))|if (?:it|this|that|you|the \w+) (?:fails?|goes? (?:wrong|down|bust|under)|breaks?)|los(?:e|ing) (?:our |my |the )?data|lock(?:ed)?[- ]?in|ti(?:e|ed|es) (?:ourselves|us|down|myself)|for (?:three|four|five|ten|\d{1,2}) years is|sign (?:anything |something |up )?for (?:\d+|three|five|ten|twenty) (?:months|years)|bind (?:myself|ourselves)|start (?:something|it) in [^.]{2,20} and stop|(?:who|what)['’]?s? (?:gonna |going to )?(?:be )?liable|changing horses|run over by a bus|American cloud|somebody['’]?s cloud|the word cloud|hand(?:ing)? (?:over )?[^.?!]{2,30} (?:data|secrets|money) (?:over )?to)\b/i,
	],
	[
		"risk",
		new RegExp(
			`\\b${GATEKEEPER}(?:['’]s| is| are| has| have| will| would| won['’]t| wouldn['’]t| sees?| see| says?| said| hasn['’]t| haven['’]t)? (?:dead |strictly |firmly |strongly |totally )?(?:against|no(?: way)?\\b(?! (?:say|objections?|problem|part|role|voice|vote|issues?|interest))|not (?:have|let|allow|accept|sign|go)|a problem|letting|never|tear|block|raise the|accepted|object|refus)|\\bthat['’]?s a no from\\b|\\bno way the\\b|\\bstrike at the gate\\b|\\bspied up ?on\\b`,
			"i",
		),
	],
	[
		"risk",
		/\b(?:no from IT|IT(?: is|['’]s| are| will| won['’]t| would| says?| said)? (?:(?:dead |strongly )?against|no\b|not (?:let|allow|sign|accept)|never|blocks?|refuses?))\b/,
	],
	[
		"price",
		/^(?:(?:that['’]s|it['’]s|still|way|far|just|simply|a bit) ){0,3}too (?:much|dear|expensive|high)\s?[.!…]{0,3}$/i,
	],
	[
		"risk",
		/\b(?:never heard of (?:you|your)|(?:still )?(?:be |are |is )?(?:around|there|in business|alive) in (?:\w+|\d+) years|(?:a )?(?:company|firm|vendor|start-?up|outfit|bunch|shop)\b[^.?!]{0,30}\b(?:of (?:your size|\w+ people|that (?:size|age))|that(?:['’]s| is) (?:\w+ )?(?:months?|years?) old|rather small|so small|so young|too small|i met twice)|\w+-person vendor|you(?:['’]re| are) (?:a start-?up|(?:only |just )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) people|too small|rather small|so small|very young|new to this)|your company (?:seems|looks|is) (?:rather |very |too |quite |a bit )?(?:small|young|new)|(?:no|your|without|any) references?\b[^.?!]{0,40}\b(?:in (?:our|the|this)|only|none|as far as|from our)|reference list shows|(?:don['’]?t|do not|does ?n['’]?o?t|hard to|difficult to|won['’]?t|can['’]?t) (?:quite |really )?(?:believe|trust)|met twice|no one in \p{Lu}\p{L}+|your last outage|missing the proof|rely on (?:a|one) (?:single )?(?:person|supplier|man))\b/iu,
	],
	[
		"fit",
		/\b(?:(?:made|built|meant|designed|thought|good) for (?:the )?(?:much |far )?(?:big|bigger|large|larger|other|others|huge|enterprise|americans?)\b|overkill|(?:too|more) (?:big|large|heavy|complex|complicated|basic|slow|limited|rigid|many (?:functions|features|clicks|buttons|options|modules))\b(?! a (?:problem|pain))|(?:does ?n['’]?o?t|don['’]?t|do not|will not|won['’]?t|would ?n['’]?o?t|doesn['’]t really|can['’]?t|cannot|could ?n['’]?o?t) (?:really |quite |seem to |even |yet )?(?:fit|cover|work (?:for|with|in|here)|do (?:rosters?|what|the|our|half)|handle|support|run on|fly|suit (?:us|me|our)|help us|get through|survive|scale)\b|(?:not|n['’]t) (?:really )?(?:made|right|built|suited|a (?:good )?fit|the right (?:thing|tool|product)|for us\b|our thing)|how this would work with|a (?:solution in search|different animal)|don['’]t need a (?:rolls|ferrari|cannon|sledgehammer)|(?:contract|agreement|document) (?:has|with|of) \d+ pages|support only in|only in English|that['’]?s what it fails on|it does less than|dead by then|four-month roll-?out|would be another (?:login|portal|password|tool))\b/i,
	],
	[
		"effort",
		new RegExp(
			`\\b${PEOPLE}(?:['’]ll| will| would|['’]d)? ?(?:never|not ever|won['’]t|wouldn['’]t|will not|would not|refuse to|hate|revolt|quit|walk(?:ed)? out|roll their eyes|gave up|hung up|don['’]t even|can(?:['’]?t|not) take|see it as|simply hung|are sceptical|is sceptical|are (?:tired|fed up)|have nine|tear me)(?: ever| even)?\\b|\\b(?:would revolt|roll their eyes|hurdle for|another (?:login|portal|tool|password|system|app|screen)\\b|somebody would have to (?:enter|type)|you['’]d need [^.?!]{2,30} of my|weeks? of (?:my|our) [^.?!]{2,20}, and (?:i|we) have ?n['’]?o?t|months? of installation|calls? (?:it )?confusing|too much (?:hassle|effort|work|of a change)|learning curve|nobody (?:will|would|wants to) (?:use|learn|touch|type|enter))`,
			"i",
		),
	],
	[
		"fit",
		/\b(?:(?:don['’]?t|do not|can['’]?t|cannot|did ?n['’]?o?t|doesn['’]t|fail to|hardly) (?:really |quite |honestly |yet |for the moment )?(?:see|understand|get|know)(?: for the moment)? (?:why (?:we|i|anyone)|the (?:need|point|necessity|benefit|use|value|sense|advantage|urgency)|what (?:you|it|that|this|we)(?:['’]ve| have|['’]d| would)|how (?:this|it|that) (?:would|will|could|helps?)|us (?:handing|doing|using)|any (?:need|reason|benefit))|(?:do|did|would) we (?:really|even) need|no (?:real )?(?:need|necessity|use) (?:for (?:it|this|that|us)|at (?:the moment|present|all)|of it|right now)|have not need|why (?:would|should) (?:i|we) (?:rip|change|replace|bother|bind|switch|buy|need|want|risk)|what (?:should|would) (?:i|we|an? \w+)[^.?!]{0,40} want with|(?:does|do) (?:the|its|their) job|something that works|work(?:s|ed)? (?:just |perfectly )?(?:fine|well enough|good enough)|perfectly good|(?:is|it['’]s|are) paid for|(?:can|could|did|do|managed) (?:live |do |manage )?(?:very well )?without (?:it|that|this|one|for)|(?:the )?(?:pain|problem|saving|benefit|urgency)(?: here)? (?:is|isn['’]t|is not)(?: not)? (?:big|large|clear|great|there|urgent|too small)|(?:the )?saving['’]?s? (?:is )?too small|(?:is|it['’]s|think it['’]s|thinks it['’]s) a (?:toy|gimmick|luxury|nice[- ]to[- ]have)|pay for toys|(?:just|only|merely|rather|more of) (?:a )?nice[- ]to[- ]have|solution in search|(?:just|already) (?:hired|have (?:a|something|one|that)|got (?:a|one|something))\b|already have (?:a |something |one )|about the same as (?:what|the)|(?:happy|fine|content) with what we)\b/i,
	],
	[
		"authority",
		/\b(?:(?:i )?(?:doubt|not sure|don['’]t think|can['’]t see|hardly think)[^.?!]{0,20}\b(?:get|push|bring|see) (?:this|it|that|a \w+|such a \w+)? ?(?:past|through|by|approved|over the line)|(?:isn['’]t|is not|not) something (?:i|we) (?:can|could) (?:push|decide|sign|get)|push through|my (?:boss|director|partners|board|management) (?:thinks|says|won['’]t|will never|laughed|would never)|without one i['’]m not going)\b/i,
	],
	[
		"competitor",
		/\b(?:we(?:['’]re| are) with \p{Lu}\p{L}+, (?:they|and|who)|can['’]?t get out of (?:the|our) (?:present |current |existing )?contract|(?:stay|staying|stick|sticking) with (?:what|our|the (?:old|current|present)))\b/iu,
	],
	[
		"price",
		/\b(?:(?:that|it)(?:['’]s| is) (?:a lot of|serious|big|silly) money|(?:that|this) kind of money|out of (?:our|my) (?:league|reach|range|price range|budget)|(?:over|beyond|above|outside|exceeds?|bust(?:s|ing)?|blows?|blow) (?:our|my|the|what our) budget|an arm and a leg|not worth (?:it|that|the (?:money|price|effort))|(?:is|are)(?: not|n['’]t) cheap\b|not exactly cheap|gave (?:us|me|him|her|them) pause|hard to (?:swallow|stomach)|(?:price|pricing|licen[cs]e|licensing) (?:tag|model)[^.?!]{0,40}\b(?:n['’]?t|not|kills?|hurts?|problem|wrong|punish\w*)|per[- ](?:seat|user|head|site|device)\b[^.?!]{0,30}\b(?:kills?|hurts?|does(?:n['’]t| not) work|makes no sense|adds up)|(?:pay|paying|paid|costs? us) (?:only |just )?(?:a (?:third|half|quarter|fraction|tenth)|half|much less|far less) (?:of (?:that|it|this)|today|now|for)|fell off (?:my|his|her|the) chair|blow(?:s)? (?:the|our) budget|(?:maths?|numbers?|sums?|business case) (?:does|do|did|just )? ?(?:n['’]?o?t|not) (?:work|add up|stack up)|hidden (?:costs?|fees?)|unless (?:the|your) (?:price|figure|fee|quote)[^.?!]{0,30}\b(?:down|drops?|lower|moves?)|(?:price|figure|number|quote|offer) (?:would |will |has to |needs? to |must )(?:have to )?(?:come|go|be) (?:down|lower)|(?:a|one) (?:third|quarter|fifth) (?:above|over|more|dearer)|cheaper (?:elsewhere|offer|quote)|(?:sign|spend|pay) that (?:much|sort of)|nobody['’]?s? got that (?:kind|sort))\b/i,
	],
	[
		"timing",
		/\b(?:next year (?:maybe|perhaps|at the earliest|earliest)|(?:maybe|perhaps|rather) next (?:year|season|quarter)|(?:in|into|during|before|it['’]?s|now is|this is) (?:our|the|a) (?:busy|busiest|peak|high) (?:season|time|period|weeks?)|short[- ]staffed|understaffed|(?:hiring|spending|budget|change|it|project) freeze|wrong (?:moment|time)|talk again (?:in|after|next)|(?:we['’]re|i['’]m|they['’]re|we are|i am|they are|team is|everyone is|people are) (?:completely |totally |absolutely |already |all )?(?:swamped|snowed under|flat out|stretched|overloaded|underwater|at (?:the|our) limit|maxed out|up to (?:our|my|their) (?:necks?|ears|eyes))|up to our (?:necks?|ears|eyes)|(?:no|not) (?:earlier|sooner) than|can['’]?t (?:do(?! is\b)|start|even think|look at|begin|take)[^.?!]{0,30}\b(?:before|until|till)|hands are tied|(?:been|got|was|is) (?:pushed back|parked|shelved|postponed|put (?:off|on ice)|delayed)|(?:put|keep) (?:it |this |that |everything )?on (?:ice|the shelf)|not (?:high )?on (?:our|the|my) (?:list|agenda|radar)|too (?:much|many) (?:else|other things|going on)|not in (?:a|the) position to)\b/i,
	],
	[
		"risk",
		/\b(?:single point of failure|can(?:['’]?t|not) (?:afford|risk|have|allow) (?:any |a |another |an )?(?:downtime|outage|failure|mistake|standstill|disruption|gap|surprise)|(?:if|what if|should) you (?:go (?:bust|under|away)|are (?:bought|sold|gone)|get (?:bought|sold)|disappear|close|fold|raise)|(?:un(?:tested|proven)|not (?:yet )?(?:proven|mature|tested|stable)|too many unknowns|too new|still in beta|big bang)\b|seen too many|(?:makes?|gets?|getting|making) (?:me|us|him|her|them) (?:nervous|uneasy|wary|sweat|think twice)|cold feet|second thoughts|(?:not|n['’]t) (?:yet |quite |really |fully |entirely )?(?:convinced|persuaded|sold on|comfortable|at ease|happy|keen|thrilled|a (?:big )?fan|impressed) (?:with|about|by|of|on|that|yet|at all)|lukewarm|(?:has|have|had|with|got) (?:his|her|their|my|our|some|serious|big|real|strong|grave)? ?(?:doubts|reservations|misgivings|qualms|objections)|push-?back|resist(?:s|ance|ing|ed)?\b|(?:is|are|was|were|remains?) (?:strictly |strongly |dead |rather |still )?(?:against|opposed to) (?:it|this|you|that|the|any|another)|(?:i|we|he|she|they) (?:do(?:es)? ?n['’]?o?t|don['’]t|doesn['’]t) (?:like|trust|want) (?:the|your|this|that|it|to (?:be|depend|rely|hand|give|bet|put|tie|commit))|dislikes?)\b/i,
	],
	[
		"risk",
		/\b(?:don['’]?t (?:really )?know (?:you|your company)|who are you\b|not (?:seen )?a single (?:reference|customer)|no track record|nobody (?:we know|around here|in our \w+) uses|your (?:support|service|people|colleague|demo|sales\w*|team|hotline|system|app|trial)\b[^.?!]{0,40}\b(?:took|needed|crashed|froze|failed|never|did ?n['’]?o?t|hung|forgot|late|days|weeks|slow|rude|unreachable)|took you (?:\w+ ){1,3}(?:days|weeks)|you (?:\w+ )?never (?:called|came|got|wrote) back|too good to be true|smoke and mirrors|empty promises|you (?:promised|said) [^.?!]{3,60}\b(?:but|and) (?:then|nothing|it|we|still)|(?:third|second) time (?:now )?that)\b/i,
	],
	[
		"fit",
		/\b(?:(?:my|our|the|his|her|one|main|only|big|biggest|real) (?:\w{3,10} )?(?:problem|issue|trouble|difficulty|snag|catch|hurdle|obstacle|sticking point|stumbling block|hesitation|worry|gripe|complaint) (?:with (?:it|this|that|you|your|the)|here (?:is|are)|is (?:the|your|that (?:you|your|it|this))|remains?|for (?:us|me) is (?:the|your|that you))|(?:a |an )?(?:sticking point|stumbling block|show-?stopper|no-?go|deal-?breaker|knock-?out|non-?starter)|too (?:generic|rigid|clunky|slow|ugly|fiddly|technical|academic|american|clever)|clunky|change the way (?:we|our|everyone)|our (?:whole )?process (?:would|is)|not (?:what|how) we (?:need|do|work|asked)|english[- ]only|not (?:available )?in (?:our|my) language|(?:is|are) missing\b[^.?!]{0,20}(?:for us|and)|the (?:thing|trouble|problem|catch|snag) is,? (?:you|your|it|the))\b/i,
	],
	[
		"fit",
		/\b(?:we (?:can )?(?:manage|cope|get by|get along|muddle through)\b|(?:what we have|excel|the (?:old|current|present|existing) \w+|our (?:spreadsheets?|\w+ (?:sheets?|system|solution))) (?:still )?(?:works?|is (?:fine|good enough|enough)|does (?:it|the)|will do|suffices?|do(?:es)? what)|good enough (?:for|as)|not (?:sure|convinced) (?:it|this|that|we|there|what)[^.?!]{0,30}\b(?:worth|need|brings?|gains?|benefit|pays?|adds?|helps?)|what['’]?s (?:in it|the point|the use|the gain)|nobody (?:here )?(?:asked for|needs|misses)|never (?:missed|needed) (?:it|one|that)|looking for a problem|leave (?:it|things|everything) as (?:it is|they are)|if it ain['’]t broke)\b/i,
	],
	[
		"terms",
		/\b(?:(?:minimum |contract |the )?(?:term|period|notice|commitment|contract)\b[^.?!]{0,20}\b(?:is|are|of [^.?!]{2,15} is|seems?) (?:far |much |way |a bit )?too (?:long|short|strict|rigid)|(?:\d+|twelve|twenty-four|thirty-six|two|three|five) (?:months|years) (?:is|are) (?:far |much |way )?too long|(?:won['’]t|can['’]?t|cannot|will not|not going to|not) (?:sign|commit|tie|accept|agree)\b[^.?!]{0,40}\b(?:months|years|term|clause|contract|conditions|in advance|up front|liability)|(?:payment|pay) (?:up ?front|in advance|\d+ days)\b[^.?!]{0,30}\b(?:n['’]?t|not|no|impossible|never))\b/i,
	],
	[
		"competitor",
		/\b(?:(?:leaning|lean|inclined|gravitat\w+) (?:towards?|to) (?!you)|prefers? (?:the other|another)|already in the (?:building|house)|(?:the )?others? (?:are|is|were) (?:ahead|better|faster|closer|stronger))\b/iu,
	],
	[
		"price",
		/\b(?:(?<![\d.,])(?:\d[\d.,]{0,12}\s?(?:k|grand|thousand|euros?|pounds|dollars|bucks)|(?:EUR|USD|GBP|CHF|[€$£])\s?\d[\d.,]{0,12}k?) (?:a year |a month )?(?:over|above|more than|dearer than|north of) (?:\p{Lu}|the others?|what|our|them|theirs)|(?:[Tt]hey|[Tt]he others?|\p{Lu}\p{L}+)(?:['’]d| would|['’]re| are| is|['’]s|['’]ll| will) (?:be |come (?:in |out )?|came (?:in |out )?)?(?:\w+ )?cheaper\b(?! for you))/u,
	],
	[
		"price",
		/\b(?:at (?:your|that|this|such an?) (?:number|price|figure|rate|level)s?\b[^.?!]{0,40}(?:\b(?:not|never|no|nobody|nothing)\b|n['’]t)|(?:idk|dunno|no idea|(?:do ?n['’]?o?t|don['’]?t) know|not sure|can['’]?t see) how (?:i|we|to|anyone)\b(?: (?:can|could|would|should|will|shall|am to|are to|['’]d))? ?(?:sell|explain|justify|defend|get (?:this|that|it) (?:past|through)))\b/i,
	],
	[
		"timing",
		/\b(?:put|putting|push|pushing|move|moved|pushed) [^.,?!]{2,40} (?:off|back|out) (?:until|till|to|by|into)\b|\bnobody (?:here )?(?:touches|changes|moves|installs|switches|starts|signs) (?:the|anything|a|an|our|any|that)\b|\b(?:says?|said|thinks?|wrote|told us) (?:it['’]s |that it['’]s |definitely |certainly )?not (?:this|before|until|in) (?:year|quarter|month|season|summer|winter|spring|autumn|20\d\d|next)\b/i,
	],
	[
		"risk",
		/\b(?:(?:the|our|your|my)? ?last (?:\w{2,12} ){0,2}(?:app|system|tool|vendor|supplier|software|project|roll-?out|migration|attempt|update|switch|provider)\b[^.?!]{0,60}\b(?:locked|crashed|failed|collapsed|cost us|took down|strike|lost|broke|chaos|mess|mutiny|out of action|standstill|revolt\w*|months late)|(?:do(?:es)? ?n['’]?o?t|don['’]?t|not|never|no one|nobody) (?:want|wants|wanted|need|needs|going through|go through|live through|do|repeat|doing)\b[^.?!]{0,15}\b(?:that|this|it|one) (?:twice|again|a second time|another time|once more)|(?:did|does|do|has|have)(?: not|n['’]t) (?:really |quite |fully |exactly |yet )?convinced? (?:me|us|him|her|them|my|our|the)|went (?:very |rather |all )?(?:quiet|silent)\b|not a good sign|bad sign|asked (?:me |us )?(?:twice|three times|four times|several times|again and again|repeatedly) (?:what (?:happens|if)|about|whether|if|how)|(?:can['’]?t|cannot|won['’]t|will not|not going to) (?:do|sign|commit to|go for|take) (?:\w{3,10}|\d{1,2}) (?:years|months)\b)/i,
	],
	[
		"fit",
		/\b(?:(?:one |only |main )?thing (?:that )?(?:still )?(?:stops|keeps|holds|prevents) (?:me|us|them|him|her)|(?:stops|keeps|prevents|holding|stopping|keeping) (?:me|us|them|him|her) (?:from (?:saying|signing|going|buying|committing|deciding|moving|agreeing)|back)|(?:a |it['’]s |it is |is )(?:a )?(?:people|training|discipline|management|process) (?:problem|issue|question)s?,? (?:and )?not (?:a |an )?(?:\w+ )?(?:system|software|tool|technology|IT|technical)|not (?:a |an )?(?:system|software|tool|technology) (?:problem|issue))\b/i,
	],
];
