export const TECH: readonly (readonly [RegExp, RegExp])[] = (
	[
		["apis?"],
		["sso", "sso|single sign-?\\s?on"],
		["saml"],
		["openid(?: connect)?|oidc"],
		["webhooks?"],
		["oauth\\s?2?"],
		["end-?points?"],
		["latency|latencies"],
		["schemas?|schemata"],
		["middleware"],
		["json"],
		["csv"],
		["sdks?"],
		["on-?prem", "on[- ]?prem(?:ise|ises)?"],
		["on[- ]premises?", "on[- ]?prem(?:ise|ises)?"],
		["uptime"],
		["xml"],
		["rest(?:ful)? (?:api|interface|service)s?"],
		["sftp"],
		["ftps?"],
		["https?(?!:)"],
		["tls|ssl"],
		["ldap"],
		["scim"],
		["jwt"],
		["sql"],
		["odbc"],
		["edi"],
		["mqtt"],
		["opc[ -]?ua"],
		["grpc"],
		["graphql"],
		["3gpp"],
		["n40"],
		["ussd"],
		["idp"],
		["back-?end"],
		["front-?end"],
		["fail-?over"],
		["throughput"],
		["micro-?services?"],
		["kubernetes|k8s"],
		["payloads?"],
		["multi-?tenan(?:t|cy)"],
		["sandbox(?:es)?"],
		["rpo|rto"],
		["etl"],
		["vpn"],
		["mfa|2fa"],
		["tcp(?:/ip)?"],
		["tm forum"],
		["idempoten\\w+"],
		["polling interval"],
		["tap ?3 files?"],
	] as readonly (readonly [string, string?])[]
).map(
	([a, b]) =>
		[new RegExp(`(?<![\\w@./-])(?:${a})(?![\\w@]|-\\w)`, "i"), new RegExp(`\\b(?:${b ?? a})s?\\b`, "i")] as const,
);
export const TECH_CASED: readonly RegExp[] = [/\bDiameter\b/, /\bGy\b/, /\bREST\b/, /\bSOAP\b/];

export const FILLER =
	/\b(?:hope (?:that )?(?:this|my|the)? ?(?:e-?mail|mail|message|note|letter)? ?finds you\b[\w ]*|hope (?:that )?(?:you are|you're|all is|everything is|you have been|you've been) (?:doing |keeping |going )?(?:well|fine|great|good)|hope you (?:had|have|are having) a (?:good|great|nice|lovely|pleasant)[\w ]*|trust (?:that )?(?:this finds|you are|you're) (?:you )?(?:well|doing well)|touch(?:ing)? base|circl(?:e|ing) back|(?:just )?checking in|just (?:following up|wanted to (?:follow up|check|reach out|say))|wanted to reach out|synerg(?:y|ies|istic)|do(?: not|n't) hesitate|(?:at )?your earliest convenience|win-win|low-hanging fruit|move the needle|per my last (?:e-?mail|mail))/i;
export const PRESSING =
	/\b(?:last chance|act (?:now|fast|today)|final (?:chance|opportunity|call)|limited[- ]time|hurry|do(?: not|n't) (?:miss|wait)|before it(?: i|')s too late|today only|only today|while (?:it|they|stocks?|places) lasts?|offer (?:ends|expires)|running out|won't last|now or never|time is running|secure your (?:place|price|spot)|must (?:decide|sign) (?:now|today|by)|we need your (?:answer|decision|signature) (?:now|today|by)|prices? (?:will )?(?:go(?:es)? up|rise|increase)s? (?:after|on|soon|if))\b/i;
export const REVERT = /\bkindly (?:do )?revert\b|\brevert back to (?:me|us)\b|\bdo the needful\b/i;
export const STRESS =
	/\b(?:MUST|NOT|NOW|VERY|ONLY|ALL|NEVER|ALWAYS|FREE|TODAY|IMPORTANT|URGENT|PLEASE|NOTE|BEST|NEW|ANY|YES|EVERY|BEFORE|WILL|REALLY|BOTH|CAN|CANNOT|HUGE|GREAT|FULL|FULLY|SAVE|BIG|ALSO|AND|YOU|YOUR|THIS|FIRST|LAST|BY|DO|IS|ARE|NO)\b(?![-./]?\d)|(?<![\w@.-])[A-Z]{8,}\b/;
export const MARKUP =
	/\*\*[^*\n]+\*\*|(?<![\w*])\*[^*\s][^*\n]*\*(?!\w)|(?<!\w)__?[^_\n]+__?(?!\w)|^#{1,6} .*|`[^`\n]+`|\[[^\]\n]+\]\([^)\n]+\)|<\/?(?:b|i|p|br|a|ul|li|ol|strong|em|div|span|table|h\d)\b[^>]*>|^\|.*\|$/im;
export const AMOUNT =
	/(?:[€£$]|\b(?:US|S|A)\$|\b(?:EUR|USD|SGD|AUD|GBP|CHF)\b)\s?\d[\d.,' ]*\d?k?|\b\d[\d.,']*\s?(?:k|thousand|million)?\s?(?:€|£|EUR\b|USD\b|SGD\b|AUD\b|GBP\b|euros?\b|dollars?\b|pounds?\b)/i;
export const CONTRACT =
	/(?<!\b(?:your|their|current|existing|old|present|running)\s(?:\w+\s)?)\b(?:contract(?:s|ual|ually)?\b(?!or)|(?:licen[cs]e|service|framework|master|frame|subscription|data processing) agreements?|terms and conditions|order form|msa|dpa|notice period|minimum term|sign(?:ing|ature)? (?:the|an?|our) (?:offer|order|deal|agreement|contract))\b/i;
export const DISCOUNT =
	/\b(?:discount\w*|rebate\w*|\d+ ?(?:%|percent|per cent) (?:off|less|lower|cheaper|reduction)|(?:special|reduced|better|lower|preferential|promotional) (?:price|rate)s?|price (?:reduction|cut|break|concession)|(?:free|waive\w*) (?:of charge|onboarding|setup|months?))\b/i;
export const REFUSING =
	/\b(?:no|not|never|nor|cannot|neither|without|unless|until|whether|if)\b|n't\b|\b(?:decides?|decision|approv\w+|must agree|only [\w ]+ (?:can|may)|ask(?:ed|ing)?|request(?:ed)?|passed|put (?:it|this|that) to|not mine|for (?:my|our) [\w ]+ to|you (?:asked|propose|proposed|want|wanted|would like))\b/i;
const TERM =
	"(?:discount\\w*|%|per ?cent|prices?|rates?|fees?|payment|terms?|net[ -]?\\d+|days|months?|years?|liabilit\\w+|cap|notice|exit|termination|renewal|clauses?|penalt\\w+|credits?|warrant\\w+|guarantee\\w*|free|onboarding|setup|pilot|instal?lments?|invoic\\w+|quarterly|monthly|annual\\w*|sla|service levels?|escrow)";
const GRANT = new RegExp(
	`\\b(?:(?:we|i|skyvera|totogi|jigtree)(?:'ll| will| can| could| would| are| am|'re|'m| have|'ve)?(?: also| gladly| happily| be| happy to| glad to| prepared to| able to| willing to| pleased to)* (?:offer|give|grant|accept|reduce|lower|extend|waive|include|match|agree|agreed|accepted|reduced|lowered|extended|waived|granted|drop|dropped|cut|confirm|guarantee|commit|throw in|do|hold|freeze|move to|fix|cap|split|go (?:down|to)|come down|take off|taken off|knock(?:ed)? off|build in|built in|remove|removed)\\b(?:\\s+(?:[\\w€$£.,'-]+)){0,7}?\\s*(?:\\b|(?<=\\d)\\s?)${TERM}|(?:your|the|that|this) (?:[\\w-]+ )*?${TERM}\\b[^.]*\\b(?:is|are|has been|have been) (?:agreed|accepted|granted|approved|confirmed|fine|ok|no problem)|you(?:'ll| will)? (?:get|have|receive)\\b.*(?:\\b|(?<=\\d)\\s?)(?:discount|%|per ?cent|free|lower price|reduction)|^(?:agreed|accepted|granted|deal|done|no problem|yes, (?:that|this|we|those))\\b|\\b(?:works|fine|ok|okay|acceptable) (?:for|with|to) us\\b|consider it done|\\b(?:is|are) yours\\b|\\byou (?:can|may) (?:now )?pay\\b)`,
	"i",
);
const GRANTED = /\b(?:is|are|has been|have been) (?:hereby |now )?(?:agreed|accepted|granted)\b/i;
const NOT_A_TERM =
	/\b(?:with)?in (?:the next )?(?:\w+|\d+) (?:working |business )?days\b|\b(?:make sure|see to it)\b.*|\bgive (?:you|her|him|them) (?:an?|the|my|our) (?:answer|reply|call|name|date|overview|yes|no)\b.*|\bconfirm\b[^.]*\b(?:with|in writing|by|who|when|what|which)\b.*|\bdo (?:so|that|this|my)\b/gi;
export function grants(sentence: string): boolean {
	const bare = sentence.replace(NOT_A_TERM, " ");
	if (/\?$/.test(sentence)) return false;
	return (
		(GRANT.test(bare) && !REFUSING.test(bare)) ||
		(GRANTED.test(bare) &&
			!/\b(?:no|not|nothing|cannot|never|neither|until|unless|if|whether|once|before|when)\b|n't\b/i.test(bare))
	);
}
export const ASKS_TERM =
	/\b(?:discount\w*|reduc\w+|rebate|lower (?:the )?price|better price|price|payment|net ?\d+|\d+ days|liabilit\w+|\bcap\b|notice|terminat\w+|exit|renewal|clause|penalt\w+|service credits?|warrant\w+|terms?|concession|instal?lments?|\d+ ?(?:%|percent|per cent)|escrow|indemni\w+|redlines?|governing law|come down by|at no charge|free of charge|for free|waive\w*|halve|drop the|way out|invoicing|assignable|service level|breach notice|data processing agreement)\b|\d ?%|\b\d+ off\b/i;
export const DECIDER =
	/\b(?:decid\w+|decision|approv\w+|sign(?:s|ed)?[ -]?off|agree to|may (?:grant|say|agree|give)|can (?:grant|say|agree|release|give)|(?:is|be) for [\w .,'-]+ to|lies? with|rests? with|up to|authority|responsible for|answers? (?:you|on|for))\b/i;
export const SOMEBODY =
	/(?<=[\p{Ll},:;]\s)(?!I\b|\w+day\b|(?:January|February|March|April|May|June|July|August|September|October|November|December|Care|Desk|Churn|Lens|Field|Planner|Plan|Floor|Charging|Engine|Product|Catalogue)\b)\p{Lu}\p{Ll}+|^(?!That|This|The|It|We|You|Our|Your|A|An|On|In|For|Any|What|Both)\p{Lu}\p{Ll}+ (?:\p{Lu}\p{Ll}+|decides?|approves?|signs?|has|must|may|can|will)|\b(?:manager|director|head|lawyer|legal|counsel|finance|colleague|lead|board|management|officer|ceo|cfo|vp|desk)\b/u;
export const NEXT =
	/\b(?:next|(?:i|we)(?:'ll| will| shall)\b|you (?:will|'ll) (?:get|have|receive|hear|find)|will (?:send|follow|come|call|answer|prepare|go|be|write|join|bring|reply|get)|as soon as|once (?:you|we|it|that|the|your)|after (?:that|your|the|you)|follows|from (?:here|there)|then)\b/i;
export const TEAM =
	/\b(?:teams?|agents?|planners?|people|supervisors?|technicians?|staff|operators?|colleagues?|departments?|shifts?|crews?|everyone|everybody|users?|workers|engineers?|analysts?|dispatchers?|schedulers?|specialists?|group|for you|you (?:can|could|will|would|keep|get|do not|need|have)|product managers?|your side|whoever|retention|floor|office)\b/i;

const MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
const SHORT = "(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)";
export const DAY_FIRST = new RegExp(`\\b(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?(?: of)? ${MONTH}\\b`);
export const MONTH_FIRST = new RegExp(
	`(?<!\\d(?:st|nd|rd|th)?(?: of)? )\\b${MONTH} (?:the )?(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?\\b(?![:%.,]\\d| ?(?:am|pm|seats|sites|users|agents)\\b)`,
);
export const ORDINAL = new RegExp(
	`\\b\\d{1,2}(?:st|nd|rd|th)(?: of)? ${MONTH}\\b|\\b${MONTH} (?:the )?\\d{1,2}(?:st|nd|rd|th)\\b`,
);
export const ABBREVIATED = new RegExp(
	`\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${SHORT}\\b\\.?(?![a-z])|\\b${SHORT}\\.? \\d{1,2}(?:st|nd|rd|th)?\\b(?![:%])`,
);
export const NUMERIC =
	/(?<![\d./-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d{2}|\d{2}\.(?:0[1-9]|1[0-2])\.(?=\s|$))(?![\d/-])|(?<![\d./-])(?!24\/7|\d{1,2}\/10\b|10\/10|50\/50)(?:(?:0?[1-9]|1[0-2])\/(?:1[1-9]|2\d|3[01]|0[1-9])|(?:1\d|2\d|3[01]|0[1-9])\/(?:0?[1-9]|1[0-2]))(?![\d/%])/;

export const IMPERATIVE =
	/^(?:(?:just|simply|then|so|and|now|also|first|next|otherwise|instead),? )?(?:let (?:me|us|him|her|them) (?:know|have|see)|(?:send|tell|give|reply|confirm|choose|pick|share|provide|forward|sign|click|find|see|note|make|keep|bring|ask|write|fill|complete|add|remember|consider|try|join|drop|ping|advise|inform|specify|select|get|go|come|put|submit|attach|invite|accept|approve|decide|expect|wait|ensure|prepare|rely|speak|talk|look|read|check|review|return|book|call|email|mail|contact|use|take|start|answer|name|set|have)(?: back| out| up| in)? (?:me|us|him|her|them|the|an?|your|our|my|this|that|these|those|it|one|whether|which|what|who|when|below|here|by|to|with|through|any|all|at|if|for|on)\b(?! (?:is|are|was|takes?|means)\b)|(?:do not|don't|never) [a-z]+)/i;
