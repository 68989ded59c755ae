/** One set of commercial words for every draft, whichever skill wrote it. Each is read in one sentence at a time. */

/** [JU12] Terms, guarantees and floors: no draft says any of them, however it is wrapped. */
export const NEVER: readonly RegExp[] = [
	/\bguarante(?:e|es|ed)\b|\bmoney[- ]back\b|\bwe (?:commit|accept your terms|agree to)\b/i,
	/\b(?:floor prices?|prices? floor|our (?:price )?floor (?:price|is)|down to (?:our|the) floor|(?:our )?(?:lowest|minimum|bottom) price|lowest (?:that )?we)\b/i,
];

/** [JU12] Terms by their names. Told again as theirs, or left to a person, they are what the mail is about. */
export const TERMS: readonly RegExp[] = [
	/\b(?:net \d{2}|(?:we|i) (?:accept|agree to|waive)\b(?! (?:the |your )?(?:meeting|invitation|call|time|date|day|slot|appointment))|notice period (?:is|of|will)|auto-?renew\w*|(?:price|offer|quote) is (?:valid|good|held|fixed|locked)|valid (?:until|for|through)|limit(?:ation)? of liability|governing law|indemnif\w+|warrant(?:y|ies|s)|penalt(?:y|ies)|uptime of|can cancel|free of)\b/i,
	/\b(?:can|may|could) (?:end|terminate|exit|quit) (?:the|it|any|your|at)\b|\bno (?:lock-?in|minimum term|strings attached)\b/i,
];

/** [JU12] Words that lower a price. They may be retold, and a person may be said to decide on them. */
export const PRICE_WORDS: readonly RegExp[] = [
	/\b(?:discounts?|discounted|discounting|rebates?|gratis|complimentary|freebie|giveaway|pro bono|waiv(?:e|es|ed|ing)|price[- ]match\w*|cashback|half[- ]price|markdown|no[- ]charge)\b/i,
	/(?<!\b(?:feel|keep|get|hands|set|be|you['’]re|they['’]re|who is|anyone) |\b(?:are you|you are|i am|we are|hands|toll)[ -]|\bi['’]m )\bfree\b(?! (?:slots?|text|fields?|on \w+day|at \d|in the (?:morning|afternoon)|to (?:choose|call|write|ask|say|tell|forward|decide|reach)|for a (?:call|chat|talk)|after|until|from \d|hands?))/i,
	/\b(?:special|reduced|better|lower|best|cheaper|sharper|friendlier|nicer) (?:price|rate|fee|deal|conditions)s?\b|\binstead of (?:the )?list\b|\bbelow (?:the |our )?list\b/i,
	/\b(?:at )?(?:no|zero|without) (?:any )?(?:extra |additional |further )?(?:costs?|charges?|fees?)\b/i,
	/\bhalf (?:of )?(?:(?:the|our|that|its|this|your|a) )?(?:list |original |full |usual )?(?:prices?|costs?|fees?|rates?|amount|list|bill|off|sum|total)\b|\b(?:for|at|by) half\b(?! (?:an?|past|of (?:your|the (?:team|people|agents)))\b)/i,
	/\b(?:we|i|us|our|can|could|will|would|shall|gladly|happily|happy to|['’]ll|['’]d) (?:\w{1,12} ){0,2}?match(?:es|ed|ing)? (?:\S{1,20} ){0,3}?(?:prices?|pricing|offers?|quotes?|rates?|figures?|numbers?|costs?|sum|them|it|that)\b/i,
	/\b(?:pay|pays|paying|costs?|charged?|charge you|owe) (?:you )?(?:nothing|zero|only|less|no more)\b|\bfor nothing\b|\bnothing (?:to pay|extra|more to pay|on top|for the)\b/i,
	/(?<!\b(?:depends?|up|rely|relies|count|counts|call|calls|based|burden|pressure|waits?|waiting|hangs?) )\bon (?:us|the house)\b(?! (?:side|part|to)\b)|\bour treat\b|\bthr(?:ow|ew|own|owing|ows) in\b|\bon top for\b|\bsweeten\w*\b/i,
	/(?<!\bwhat )\b(?:is|are|be|comes?|gets?|already|also|all) included\b(?! in what\b)|\bincluded (?:in|with|for|at) (?:the |that |this |our |your )?(?:price|fee|sum|total|seat|licen[cs]e|subscription|offer|cost)\w*\b|\b(?:price|fee|seat|subscription|licen[cs]e|quote|offer|cost|total)s? (?:already |also )?(?:includes?|covers?)\b/i,
	/(?:%|\bpercent|\bper cent|\d) off\b|\boff (?:the |our |your |that |this |its |each )?(?:list|price|bill|invoice|total|fee|cost|sum)\w*\b|\bmoney off\b/i,
	/\b(?:cheaper|knock(?:ed|s|ing)? (?:\S{1,12} ){0,3}off|(?:lower|reduce|reduced|cut|drop|halve|slash|shave|trim|bring down)(?:s|d|ing)? (?:\S{1,12} ){0,2}?(?:price|prices|fee|fees|rate|rates|cost|costs|bill|list|it)|(?:go|come|going|coming) (?:down|lower)|credit (?:you|notes? (?:for you|to you)|(?:of|for) (?:your|the (?:first|unused|seats?|order|set-?up|onboarding|difference)|EUR|USD|GBP|[€$£\d]))|extra seats?|bonus|fiver|tenner)\b/i,
	/(?<!\b(?:not|never)\s|n['’]t\s)\bcomes? with (?:it|that|the|every|each|your)\b|\bpart of (?:the|your|every|each) (?:price|fee|subscription|seat|licen[cs]e)\b|\bgifts?\b|\bas a present\b/i,
	/\b(?:not|n['’]t|never|nobody|without) (?:have to |need to |be )?(?:pay|paying|charged?|cost|billed?|invoiced?)\b|\bnothing (?:is |will be |gets )?(?:charged|billed|due|invoiced)\b/i,
	/\b(?:only pay|pay only|pay (?:later|after|less|from)|can pay|may pay)\b|\bpayment (?:within|in|after) \d/i,
	/\b(?:cover|absorb|sponsor|carry|bear|take on|pick up|swallow|beat|undercut|subsidi[sz]e)(?:s|ed|ing)? (?:\S{1,12} ){0,3}?(?:costs?|fees?|prices?|months?|set-?up|onboarding|bill|difference|training|migration|quote|offer)\b|\bundercut\w*\b/i,
	/\b(?:a|one|two|three) (?:half|third|quarter|fifth|tenth)s? (?:off|less|down|cheaper)\b|\b\S{1,9} for the price of\b|\btwo for one\b|\b1[/⁄][2-9] (?:of|the|our|list|price|off)\b|\b(?:minus|less) (?:a |an )?\d{1,2}\s?%|\bat cost\b|(?:€|\$|£|\bEUR|\bUSD|\bGBP) ?0(?![.,]?\d)|\b(?:0|zero) (?:euros?|dollars?|pounds?)\b/i,
	/\bprices?\b[^.;]{0,20}\b(?:stays?|remains?|is|are) (?:the same|fixed|stable|unchanged|constant|locked|frozen|guaranteed|valid)\b/i,
	/\bprice (?:protection|lock|freeze|cap|hold)\b|\b(?:keep|hold|lock|freeze|fix|cap|peg)(?:s|ed|ing)? (?:\S{1,12} ){0,2}?(?:prices?|rates?|fees?)\b|\b(?:prices?|rates?|fees?) (?:will|shall|would|does|do|can) ?(?:not|never|n['’]t) (?:rise|change|go up|increase)\b/i,
	/\b(?:meets?|fits?|within|inside|under|match(?:es)?) (?:in |into )?your budget\b|\byour (?:wish|request)(?:es|s)? (?:is|are) (?:granted|accepted|approved|agreed)\b/i,
	/\b(?:rabatt\w*|nachlass|kostenlos\w*|geschenkt|umsonst|remise|gratuit\w*|descuento|sconto|korting)\b/i,
];

/** Saying yes. In a sentence that repeats a figure of theirs, or follows one, it grants that figure. */
const YES =
	/\b(?:yes|yep|agreed?|deal|done|accept\w{0,7}|approved?|confirm\w{0,3}|sure|certainly|absolutely|of course|no problem|gladly|ok(?:ay)?|so be it|let['’]?s (?:do|go|say|take)|you(?:['’]ve| have) got it)\b|\b(?:works|work (?:for|out)|fine|good|perfect|great|acceptable|possible|doable|feasible|okay|happy|suits?|settled|all right|alright)\b|\b(?:can|could|will|would|shall|['’]ll|['’]d) (?:happily |gladly |also |certainly )?(?:do|match|meet|go|honou?r|offer|give|grant|make|take|live|apply|extend|charge|put|set|use|deliver|invoice|bill|(?<!\b(?:you|they|he|she) (?:would|could|can|will) )sign)\b/i;
/** In a sentence that holds a figure of theirs these grant it, too; alone they are ordinary words. */
const GIVING =
	/\b(?:gets?|getting|receives?|gives?|given|giving|grant(?:s|ed|ing)?|match(?:es|ed|ing)?|honou?r(?:s|ed)?|covers?|appl(?:y|ies|ied)|yours|it (?:is|shall|will)|from (?:now|next|then) on)\b|\b(?:we|i|us)\b[^.]{0,40}\b(?:offer(?:s|ed|ing)?|charge|hold|book|lock|bill|invoice|take|meet|fix|set|put|write it|quote)\b/i;

/** What asks about a yes, or leaves it open, says none. */
const OPEN =
	/\byes or no\b|\bwhat (?:can|could) be done\b|\b(?:whether|(?:ask|asked|asking|check|know|find out|see|tell you|wrote|wanted to know) if)\b(?:(?!\s(?:and(?! (?:month|year)\b)|but|so|then|which|because)\b)(?:[^,;:–—]|,(?=\d)))*/gi;

/** A person decides, or is asked: nothing is said before. */
const PENDING =
	/\b(?:is|are|will be|to be|be) decided (?:on )?by\b|\b(?:person|colleagues?|somebody|someone|people|team|manager|director|management) (?:on our side |here |of ours )?(?:who can decide on it )?(?:decides?|will decide|has to decide|have to decide|must decide|will have to decide|(?:will|can) (?:answer|tell|write to) you (?:on|about|whether|if|what))\b|\b(?:i|we)(?: will| shall|['’]ll| have to| need to| must| am going to) (?:ask (?:about|whether|if|for (?:a|an) (?:decision|answer)|somebody|a colleague|our|my|the|on)|check (?:whether|if|on)|find out|raise (?:your|the|it)|pass (?:your|this|it|the|on)|take up|look into|see whether|come back to you (?:on|about)|take (?:this|your|that|the question) (?:up|to))\b|\b(?:i|we)(?: can ?not| can['’]t| may not| do not| don['’]t)(?: yet)? (?:settle|say(?! no\b)|decide|promise|offer|give|grant|name|confirm|agree|accept|lower|reduce|match|do|go|take)\b/gi;
const PENDING_WITH =
	/\bdecision (?:about|on) [^.;:,]{1,60} (?:is|lies|rests) with\b|\bnot for me to (?:say|decide)\b|\bperson who (?:can |may )?decides? on our (?:terms|prices?) (?:will (?:answer you|write to you|give you (?:a|our) decision)|on (?!(?:us|the house)\b))|\b(?:person|colleague|somebody|someone|people|colleagues|those) who (?:can |may )?decides? on [^.;:,]{1,40} (?:will (?:write|answer|tell|decide|come back)|answers|writes|decides)\b|\b(?:take|put|pass|bring|raise|forward)s? (?:your|what you|the question|this question)\b[^.;:]{0,80}?\b(?:to|before|with) (?:the|a|our) (?:[\w-]{1,20} ){0,3}?(?:person|people|colleagues?|team|director|manager|management)(?: who decides? on)?\b/gi;
const NAMED_PENDING = /\b(?!You\b|We\b|They\b)\p{Lu}\p{Ll}{1,20} (?:decides|will decide|has to decide|must decide)\b/gu;

/** It is denied that anything is granted, or that whoever writes may grant it: a list of their wishes may stand before that. */
const DENIED =
	/\b(?:is|are) (?:not (?:mine|ours|for me|in my (?:power|hands|gift))|beyond (?:me|my)|above me|(?:a decision|something|one) (?:that |which )?(?:somebody|someone|people|those|others) (?:above|over) me|(?:all |both )?(?:terms?|things?|points?|matters?) (?:which|that) (?:i|we) (?:may|can) ?not|(?:all |both )?(?:decided|granted|settled|approved|given) (?:only )?by (?:our|my|the|a|people|those|somebody|someone)|(?:for|with) (?:our|my) management|for people above|in the hands of (?:our|my|the|a|people|those|somebody|someone))\b[^.;:]{0,30}?(?:\b(?:grant|give|say|decide|settle|promise)\b)?|\bneither (?:of (?:them|these) )?is something (?:that )?(?:i|we) (?:can|may)\b[^.;,]{0,40}|\bneither\b[^.;]{0,120}\b(?:agreed|granted|promised|settled|approved|confirmed|decided|confirm nor (?:deny|promise|grant|refuse)|promise nor (?:confirm|deny|refuse)|grant nor refuse)\b|\b(?:i|we)(?: may not| can ?not| can['’]t| am not allowed to| could not| would not| will not)(?: yet)? (?:promise|grant|agree|accept|confirm|settle|decide|offer|name|put|comment|say (?:anything|more|a word))\b|\bnot (?:yet )?(?:agreed|granted|promised|settled|approved|decided)\b|\b(?:not|nothing) (?:mine|for me) to (?:grant|give|say|decide|promise)\b/gi;
/** What is set apart from what is denied may be granted. */
const APART =
	/\b(?:rest|remainder|remaining|else|others?|but|however|yet|except|apart|yours|though|still|instead we)\b/i;
/** Whether all of a sentence is denied, and nothing in it granted. */
export const isDenied = (sentence: string): boolean => {
	const rest = closed(without(sentence, DENIED));
	return (
		without(sentence, DENIED) !== sentence &&
		!APART.test(sentence) &&
		!YES.test(rest) &&
		!/\b(?:gets?(?! (?:an?|our|the) (?:answer|reply|decision)\b)|getting|yours|from now on)\b|\bwe\b[^.]{0,40}\b(?:offer|charge|take|meet|fix|set|give|grant)\b/i.test(
			rest,
		)
	);
};

/** Said somewhere in the sentence: that it is theirs, somebody else's, or left to somebody. */
export const isLeftOpen = (sentence: string): boolean => {
	const words = sentence.replace(AS_ASKED, " ");
	return isToldOrOpen(words) || OF_SOMEBODY.test(words);
};
/** Without names in it: «from Nina» tells of a wish, and «from Nortiva» of what is connected. */
export const isToldOrOpen = (words: string): boolean =>
	isPending(words) || RETOLD.test(words) || READ_SO.test(words) || HELD_BACK.some((pattern) => pattern.test(words));
/** «As you asked, 20 % off» does what they asked. */
const AS_ASKED =
	/^\W*(?:as|like) (?:you )?(?:asked|requested|wished|wanted|wish|want|agreed|discussed|suggested|proposed)\b/i;
const HELD_BACK: readonly RegExp[] = [
	/\bi\b[^.;]{0,30}?(?:\bnot\b|n['’]t\b|\bnever\b|\bnothing\b|\brather\b)[^.;]{0,60}\b(?:comment|argue|speak|say|said|promise|raise|hopes?|judge|decide|grant|give|know|tell|talk|discuss|agree|answer|settle|offer|confirm|put|name|write|quote|deny|dispute|doubt)\b/i,
	/\b(?:passed|forwarded|handed|taken|gone|goes|went|put|with|for|questions? for|up to|belongs? to|a matter for) (?:\w+ ){0,3}?(?:on |over |up )?(?:to |before )?(?:my|our|the|a) (?:\w+ )?(?:colleagues?|manager|management|director|boss|lawyers?|legal|person|people|finance|cfo|head)\b/i,
	/\bcolleagues? (?:who|with)\b|\bfrom (?:a|the|my|our) colleague\b|\b(?:quoted|asks?|asked|charges?|offers?|offered) (?:you|by|from)\b|\byour (?:\w+ ){0,2}(?:wish|request|question|point|ask|conditions?|terms)\w*\b/i,
	/\b(?:i|we)(?:['’]ve| have) (?:handed|passed|sent) (?:it|both|this|that|them|these) on\b|\b(?:a decision|something) (?:that |which )?(?:somebody|someone|people|those|others) (?:above|over) me\b/i,
	/\bnot (?:something|a thing|anything) (?:that )?(?:i|we) (?:can|may|could)\b|\bnot (?:mine|for me)\b/i,
];
const OF_SOMEBODY =
	/(?:^|[^\p{L}])(?!Here|That|It|Let|What|There|He|She|Who)\p{Lu}[\p{L}-]{2,20}['’]s? \p{L}|(?:^|[^\p{L}])(?!Here|That|It|Let|What|There|He|She|Who)\p{Lu}[\p{L}-]{2,20}['’]s? (?:€|\$|£|\d)|\bfrom \p{Lu}\p{Ll}{2,20}\b/u;

const without = (text: string, ...patterns: readonly RegExp[]): string =>
	patterns.reduce((rest, pattern) => rest.replace(pattern, " "), text);
const closed = (sentence: string): string => without(sentence, OPEN, PENDING, PENDING_WITH, NAMED_PENDING);

export const isPending = (words: string): boolean => without(words, PENDING, PENDING_WITH, NAMED_PENDING) !== words;
export const saysYes = (sentence: string): boolean => YES.test(closed(sentence));
export const grants = (sentence: string): boolean =>
	saysYes(sentence) || GIVING.test(closed(sentence)) || NO_OBJECTION.test(closed(sentence)) || AS_ASKED.test(sentence);
const NO_OBJECTION =
	/\b(?:say no|objects?|objections?|refuse|resist|against (?:it|that)|there is one|so do we|so are we|exactly (?:our|what we))\b/i;

/** «That works for us»: a yes to what stands before it. */
export const saysYesToIt = (sentence: string): boolean => {
	// «Gy: yes, and N40 too» says yes to what it is headed by.
	if (/^\W*[^:.?!]{2,40}: yes\b/i.test(sentence) && !PRICE_TOPIC.test(sentence)) return false;
	const said = closed(without(sentence, DENIED));
	return YES_TO_IT.some((pattern) => pattern.test(said));
};
const YES_TO_IT: readonly RegExp[] = [
	/^\W{0,6}(?:yes|yep|sure|agreed|deal|done|of course|certainly|absolutely|gladly|happy to|no problem|ok|okay|fine|so be it|we can|we could|can do|will do|granted|approved|confirmed|accepted|you(?:['’]ve| have) got it)\b(?! (?:meet|speak|talk|call)\b)/i,
	/\b(?:that|this|it|which|both|they|these|those|all|figure|number|proposal|offer|price|terms|wish|request|sum|target)(?:['’]s| [\w’']{1,12}){0,3}? (?:works?|fine|ok|okay|good|perfect|possible|doable|feasible|done|agreed|acceptable|approved|accepted|granted|yours|suits?|settled|a deal|it is)\b/i,
	/\b(?:we|i)(?: can| could| will| would|['’]ll|['’]d| are| am)?(?: happily| gladly| also| happy to| glad to)? (?:do|accept|agree to|honou?r|match|meet|go with|grant|give you|approve|confirm) (?:that|this|it|them|both|these|those|you that|what you)\b/i,
	/\b(?:agreed|deal|so be it|no problem|can do|granted|approved|(?:we|i)(?: will| can| do|['’]ll do))\b[.!]?$/i,
	/^\W*(?:so do|so are|likewise|ditto|welcome|consider)\b|\bsame here\b|\bwe second\b|\bpositive\b|\bat (?:that|this) (?:price|rate|figure)\b/i,
	/\byes\b|\bno objections?\b|\bnobody objects\b|\bnothing against\b|\b(?:glad|happy|pleased) to (?:say|tell|confirm|agree|accept|do)\b/i,
	/\byou (?:have|get|got|will have|will get|shall have|['’]ll have|['’]ll get) (?:it|that|this|one|both|them)\b|\bthat is what you (?:get|have|pay)\b/i,
];

/** «This is how I read it: …»: what stands behind it is theirs. */
export const READ_SO =
	/^[^:]{0,120}\b(?:how|as|what) i (?:read|understand|understood|have read|have understood) (?:it|them|this|that|you|your \w+):/i;

/** The buyer said it, in so many words. What they pay or have is theirs only where it is told of today. */
export const RETOLD =
	/\byou(?:['’]ve| have|['’]d| had)? (?:also |just |once |first |then )?(?:like|need(?! (?:no|not|nothing|only|neither|never)\b)|named?|mention\w{0,3}|write|wrote|written|said|say|gave|set|told|tell|ask(?:ed)?(?: us| me)?|quoted|raised|describ\w{1,3}|put|expect\w{0,2}|want(?:ed)?|would like|suggest\w{0,2}|propos\w{1,2}|request\w{0,2}|look(?:ed)? for|hope[ds]?|budget\w{0,3}|paid|spent|lost|compared?)\b|\byour (?:[\w-]{1,20} ){0,3}?(?:budget|spending|figure|number|range|target|limit|cap|ceiling|losses|loss|revenue|estimate|turnover|question|request|wish)\b|\b(?:in|from) your (?:own )?(?:mail|message|note|words)\b|\bbudget of\b|\b(?:is|are) (?:all )?(?:noted|understood|known to (?:me|us)|written down)\b|\b(?:i|we)(?:['’]ve| have)? (?:noted|wrote|written|got|put|taken) (?:down )?(?:your|his|her|their|that)\b|\byou (?:pay|spend|lose|have) (?:[^.,;:]{1,60} )?(?:today|now|currently|at present|at the moment|so far|already|set aside|available|in (?:the|your) budget)\b|\byou (?:today|now|currently|already) (?:pay|spend|lose|have)\b|\b(?:when|what|that|how) (?:you|he|she|they|\w+) (?:says?|said|names?|named|means?|meant|wrote|writes?)\b/i;

/** Terms that are told again, or left to a person, are granted by nobody. */
export const isOpenTerm = (sentence: string): boolean =>
	(isDenied(sentence) ||
		isLeftOpen(sentence) ||
		LAWYERS.test(sentence) ||
		ASKED.test(sentence) ||
		/\?\W{0,3}$/.test(sentence)) &&
	!grants(sentence);

/** Terms are theirs to answer. */
const LAWYERS =
	/\b(?:lawyers?|legal|counsel|contract team|management|colleagues?|manager|director)\b|\bnot (?:for me|mine|me)\b/i;

/** Whose price it is: whatever else the sentence retells, this states ours. */
export const OURS =
	/\b(?:our|list|final|the) (?:\w{1,20} ){0,2}?(?:prices?|pricing|quote|quotation|offer|fees?|rates?|total)\b|\bour (?:target|figure|number|aim)\b|\byour (?:\w{1,20} )?(?:price|rate|fee|quote|discount|total)\b|\bwe (?:charge|ask for|can do|could do|would do|quote|price)\b|\b(?:it|this|that|which|seats?|users?|licen[cs]es?) (?:costs?|comes? to|would cost|will cost|(?:is|are) priced)\b|\bprice[ds]?\b[^.]{0,20}\b(?:at|is|of)\b/i;
export const ASKED =
	/\byou(?:['’]ve| have|['’]d| had| also)? (?:asked|ask|want|wanted|wish|hope|hoped|compare|compared)\b/i;

/** What may stand beside a figure of theirs in one sentence: a name, thanks, that we heard it, or more of what they said. All else could be our word on it. */
export const mayStandBeside = (clause: string): boolean =>
	/^\W*$/.test(clause) ||
	/^\W*(?:\p{Lu}\p{Ll}{1,20}\W{1,4}){1,3}$/u.test(`${clause} `) ||
	/^\W*(?:(?:within|by|before|until) |\d{1,2}(?:st|nd|rd|th)? \p{L}{3,9}\b)[^.]{0,60}\W*$/iu.test(clause) ||
	/^\W*and (?:(?:the|your|our) )?\p{Ll}{3,20}\W*$/u.test(clause) ||
	/^\W*(?:and )?(?:a|the|our) (?:[\w-]{1,20} ){0,2}colleagues? on\b/i.test(clause) ||
	/^\W*and (?:will (?:write|answer|tell|come back)|whether|how|when)\b/i.test(clause) ||
	/^\W*(?:thank you|thanks|(?:i|we) (?:hear|understand|see|note|noted|have noted|have understood|understood|have read|read))\b/i.test(
		clause,
	) ||
	/^\W*(?:(?:and|but|so|because|as|since|when|which|that|where|while) )?you(?:r)?\b(?!(?:['’]ll| will| can| may| shall| should| get| have it| are welcome)\b)/i.test(
		clause,
	);

/** What a price is spoken of by. With a yes beside it, it is agreed on. */
const PRICE_TOPIC =
	/\b(?:prices?|pricing|fees?|rates?|discounts?|costs?|budget)\b|\byour (?:\w{1,15} )?(?:figures?|numbers?|offer|proposal|suggestion|target|terms|conditions|request)\b|\bwhat you (?:suggest|propose|offer|name)\w*/i;
export const agreesOnPrice = (sentence: string): boolean =>
	PRICE_TOPIC.test(sentence) &&
	AGREED.test(closed(without(sentence, DENIED))) &&
	// They may have said that it is fine for them.
	(!SAID.test(sentence) || /\b(?:we|us|our|i|what you)\b/i.test(sentence));
const SAID = /\byou(?:['’]ve| have| had)? (?:wrote|written|said|told|mention\w{0,3}|ask(?:ed)?)\b/i;
const AGREED =
	/\b(?:yes|agreed?|deal|accept\w{0,3}|approved|confirmed|granted|works|(?<!\b(?:the|your|of) )work for|fine|ok(?:ay)?|acceptable|doable|feasible|happy with|suits?|settled|no problem|go with|live with)\b/i;
