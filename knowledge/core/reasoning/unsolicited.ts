import { holds } from "./matches.ts";

/** A pitch or a fraud shows itself at its beginning; what is later is not looked at. */
const READ_CHARS = 3_000;
/** One of these alone happens in honest mail. */
const SIGNS_MIN = 2;

/** What people write who want to sell to us, hire us away, or cheat us; each counts once. */
const SIGNS: readonly RegExp[] = [
	/\b(?:we|i) (?:help|assist|enable|work with|speciali[sz]e in helping) (?:\w{2,20} ){0,3}(?:compan(?:y|ies)|business(?:es)?|brands?|firms?|startups?|agenc(?:y|ies)|teams?|owners?|professionals|clients)\b/i,
	/\b(?:came across|stumbled (?:up)?on|found|was (?:checking|looking at|browsing|reviewing|on)|visited|noticed) your (?:profile|website|site|web ?page|linkedin|company(?:['’]s)? (?:profile|website)|online)\b/i,
	/\b(?:noticed|saw|see) (?:that )?(?:you(?:['’]re| are)? (?:missing|losing|not rank\w*|hiring)|your (?:website|site) (?:is|has|does))\b/i,
	/\b(?:our|my) (?:packages?|plans|services|rates|prices) (?:start|begin|range|include)s?\b/i,
	/\bfree (?:audit|consultation|analysis|website review|quote on your|estimate for your)\b/i,
	/\b(?:rank(?:ing)? (?:on|you|your)|page one|first page of google|google ranking|backlinks?|guest posts?|link building|seo (?:services?|expert|agency)|web ?(?:site)? design services?|app development (?:services?|company)|lead generation (?:services?|agency)|qualified leads for you|outsourc(?:e|ing) your|(?:boost|grow|increase|double|skyrocket) your (?:sales|traffic|revenue|online|visibility|pipeline|business))\b/i,
	/\b(?:great|perfect|good|strong) fit for (?:an? |this |the |our )?(?:[\w-]{1,20} ){0,5}(?:role|position|job|opening|opportunity)\b|\b(?:role|position|job opening|vacancy) (?:at|with) (?:a|an|one of)\b/i,
	/\b(?:ote|base salary|talent (?:partner|acquisition)|recruit(?:er|ment|ing)|head ?hunter|new (?:career )?opportunit(?:y|ies)|send (?:me )?your (?:cv|resume|résumé)|budget for this (?:position|role))\b/i,
	/\b(?:pre-?approved|unsecured|no collateral|lines? of credit|credit lines?|home loans?|refinanc\w{1,4}|mortgage (?:rate|loan)s?|lowest rates?|bad credit|cash advance|working capital (?:loan|funding)|merchant funding)\b/i,
	/\b(?:you(?:['’]ve| have)?|your (?:business|company|e-?mail|name)(?: has)?) (?:been |were |was )?(?:selected|pre-?approved|chosen|won|qualified|approved)\b/i,
	/\b(?:congratulations|claim (?:your|the) (?:offer|prize|reward|bonus|winnings)|act (?:now|fast)|limited[- ]time|reply yes|risk[- ]free|100% free|no obligation|apply (?:now|today)|order (?:now|today)|winner)\b/i,
	/\b(?:lottery|inheritance|next of kin|beneficiary|barrister|late (?:husband|father|client)|the sum of|million (?:usd|us ?dollars|dollars|united states|euros?|pounds)|consignment|transfer (?:of )?(?:the |this )?(?:funds?|money)|invest(?:ment)? in your country|foreign partner|western union|bitcoin wallet)\b/i,
	/(?:^|\b)(?:hello|hi|dear|good day|greetings)[ ,]{0,2}(?:my )?(?:dear(?:est)?|friend|beloved|beneficiary)\b|\bgood day dear\b/i,
	/\b(?:god bless|may god|in god['’]?s name|reply (?:to )?me (?:urgently|immediately|soon|back)|my private (?:e-?mail|mail)|i am (?:a )?(?:\w{1,12} )?(?:widow|orphan|single (?:woman|girl|lady)|woman|girl|lady|soldier|mrs|miss)\b|i want to tell you (?:more )?about me|send you (?:my|some) (?:pictures?|photos?)|get to know (?:you|each other)|your kind attention|confidential(?:ity)? (?:business|transaction|proposal))/i,
	/\b(?:viagra|cialis|casino|weight loss|lose weight|replica|rolex|xanax|penis|enlarge\w*|adult dating|hot singles|online pharmacy|cheap meds|work from home|make \$?\d{2,6} (?:a|per) (?:day|week)|extra income)\b/i,
];
/** Who buys from us speaks of our offer, or of what they need. */
const BUYING =
	/\b(?:your (?:pricing|price|prices|quote|quotation|proposal|demo|offer|platform|trial|licen[cs]e|contract)|a quote|pricing for|our (?:current|existing) (?:tool|system|vendor|provider|contract|process)|we (?:are|['’]re) (?:looking for|evaluating|comparing)|we need (?:a|an|to)|as discussed|our (?:last |previous )?(?:call|meeting|conversation))\b/gi;

/** Somebody who wants our money, our people or our account numbers: no news about a deal, and not answered. */
export function isSolicitation(visible: string): boolean {
	const text = visible.slice(0, READ_CHARS);
	const signs = SIGNS.filter((sign) => holds(text, sign)).length;
	if (signs < SIGNS_MIN) return false;
	return signs - (text.match(BUYING)?.length ?? 0) >= SIGNS_MIN;
}

const STAMP = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|\b\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d|\[\d\d:\d\d:\d\d\]/;
const SOMEBODY =
	/(?<!\p{L})(?:i|we|you|my|our|your|me|us|please|thanks|hi|hello|dear|ich|wir|sie|uns|bitte|danke|hallo|je|nous|vous|merci|bonjour|yo|nosotros|usted|hola|gracias)(?!\p{L})|[^\p{Script=Latin}\P{L}]/iu;

/** A log or an alert: stamped to the second, and nobody speaks in it. A person who pastes a log says so. */
export function isMachineText(visible: string): boolean {
	const text = visible.slice(0, READ_CHARS);
	return holds(text, STAMP) && !holds(text, SOMEBODY);
}
