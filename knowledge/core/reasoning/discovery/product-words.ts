import { holds } from "../matches.ts";

/**
 * What follows «we need» in the course of talking and buying, and is no requirement that a product could meet: people's
 * time, papers, money, terms, and our own answers.
 */
const THINGS =
	"budgets?|quotes?|quotations?|proposals?|offers?|prices?|pricing|discounts?|reductions?|figures?|calls?|meetings?|chats?|demos?|demonstrations?|walk ?throughs?|workshops?|trials?|pilots?|poc|proof of concept|references?|time|patience|information|info|details|documentation|documents?|reports?|questionnaires?|certificates?|brochures?|contracts?|approvals?|decisions?|sign-?offs?|signatures?|dates?|deadlines?|answers?|explanations?|apolog(?:y|ies)|refunds?|caps?|notice|invoices?|payments?|terms|clauses?|cop(?:y|ies)|slides?|links?|names?|numbers?|agenda|invitations?|minutes|confirmations?|commitments?|rfps?|rfis?|tenders?|business case|case stud(?:y|ies)|paper|papers|position|purchase orders?|po|nda|breakdown|estimates?|quorum|votes?|consultants?|partner|person|people|somebody|someone|convincing|hand|favou?r|word|reply|response|opinion|thought|idea|look|months?|weeks?|days|hours|years?|more|less|much|lot|bit|nothing|anything|everything|money|cash|funds?|holiday|coffee|biscuits|help|support|advice|guarantees?|warrant(?:y|ies)|liability|penalt(?:y|ies)|exit|way out|cancellation|setup costs?|costs?|fees?|rates?|training days?|start date|go-live date|timeline|roadmap|tests?|explaining|permission|chance|choice|reason|proof|evidence|case|sense|news|update|feedback|list of|subcontractors|licen[cs]es?|seats?|users|gm|cfo|ceo|boss";
const NO_THING = new RegExp(
	`^(?:(?:a|an|the|your|our|my|some|any|another|one|two|three|\\d{1,3}|more|no|proper|formal|written|final|clear|good|better|rough|quick|short|second|first|full|real|firm|fixed|honest|straight|at least|only|just|that|this|these|those|his|her|their|own|bit of|little)\\s){0,4}(?:[\\w'’-]{2,16}\\s)?(?:${THINGS})\\b(?!\\s(?:export|screen|view|field|import|tracking|planning|approval flow)s?\\b)`,
	"i",
);
/** Verbs of talking, deciding and buying; and aims, which say what should come of it and not what the thing does. */
const NO_VERB =
	/^(?:to )?(?:be able to )?(?:then |also |first |really |just |at least |please |all |both |rather |still |only |go and |try and |properly |quickly )?(?:talk|speak|meet|check|discuss|decide|think|wait|know|understand|clarify|confirm|ask|hear|learn|say|tell|mention|point out|be (?:honest|clear|sure|careful|fair|straight|live|ready|done|there|awkward|sold|convinced|happy|told|involved|in\b|at\b|on\b|back|out|off|gone|up and running|quick|seen|a\b|the\b)|see (?:if|whether|how (?:you|your|it|this|that|much|long)|your|you|it\b|this|that|them|him|her|a demo|the (?:demo|price|quote|contract|proposal|offer|numbers|figures))|get (?:back|approval|sign|buy-in|it|this|that|out|to|going|started|moving|rid|on with|someone|somebody|an? |the (?:board|cfo|ceo|ok|okay|money|budget|price|numbers|signature)|your|you|past|through|him|her|them|everyone|everybody)|have (?:it|this|that|something|everything|a (?:look|think|word|call|chat|go|read|meeting|conversation|decision|quote|price))|send|share|receive|reschedule|postpone|move (?:our|the|this|on|forward|ahead|to|away|off)|call|ring|book|arrange|schedule|set up|involve|include|loop|convince|persuade|present|review|hold|pause|go\b|come|run (?:it|this|that) (?:by|past|through)|kick ?off|cancel|skip|miss|apologi|thank|add|follow up|stress|spend|stay (?:within|under|below)|pay|negotiate|connect (?:you|with you)|catch up|explore|proceed|do (?:this|it|that|something|the|a|some|an|more)|make (?:a|the|this|it|sure|up)|justify|work (?:out|with you|together)|bring|reduce|cut|lower|improve|increase|grow|raise|save|win|lose|stop|avoid|prevent|eliminate|replace|switch|change|leave|quit|buy|purchase|sign|approve|choose|pick|compare|evaluate|look|find|give|take|keep (?:it|you|an eye|the (?:price|conversation))|put|pass|start|finish|use you|believe|hope|help|answer|write|read (?:the|your)|mean|stress|remember|admit|warn|push|raise|sleep|live|see it|walk|drive|leave|retire|fill (?:in|out)|fix|order|onboard|hit|reach|become|turn|build (?:a|the) case|sell (?:it|this)|argue|prove|defend|like|feel|expand|merge|consolidate|modernise|modernize|migrate|learn|protect|watch|try|test|pilot|trial)\b/i;
const POINTER =
	/^(?:it|this|that|them|him|her|you|us|me|both|those|these|one|some|any|so|more|less|same|in|to|be|by|on|at|for|from|there|what|whatever|which|who|how|why|when|where|not|no)(?:\s(?:by|before|in|to|done|now|soon|too|as well|all|please|from|for|at|on|with|is|was|you|we|if|until|this|that|again))?\b[\s,.;!]*(?:\S+\s?){0,3}$/i;

/** Ours, a question of its own, or nothing in particular. */
const OPENS_NONE =
	/^(?:(?:the|our) board\b|your|what (?!['’])|how|when|why|where|whether|if|who|all (?:of|two|three|four|five|six|that)|the following|companies|customers|people like|this (?:to|in|by)|that (?:down|to|in|by|up|back)|it |them |going to|been )\b|^(?:connect|talk|integrate)s? (?:to|with) (?:this|that|it|you|them)\b|^(?:under|below|over|above|at (?:least|most)|within|running|up and running|live)\b|^show it\b|^work with (?:companies|customers|clients|people|others|anybody|anyone|shops|firms)\b|^(?:something|anything|someone)(?! (?:that|which|where|to|for|with)\b)|\b(?:see|please find) attached\b/i;

/** Whether words could name something that a product does or is. */
export function isOfProduct(words: string): boolean {
	const said = words.trim();
	if (said.length < 3 || said.length > 400) return false;
	if (holds(said, ERRAND)) return false;
	if (NO_THING.test(said) || NO_VERB.test(said) || POINTER.test(said) || OPENS_NONE.test(said)) return false;
	if (
		/\b(?:your (?:price|pricing|offer|proposal|contract|terms|company)|per cent off|discount)\b|^[€$£]?\d/i.test(said)
	)
		return false;
	return said.split(/\s+/).length >= 2 || /^[A-Z][A-Za-z]?[A-Z]{1,5}\b|^\p{L}{7,}/u.test(said);
}

/** What somebody has to release, or should have been done by a day, is nobody's product. */
const ERRAND =
	/\bto (?:let go|release|free up|sign|approve|agree|countersign)\b|^(?:switched|migrated|moved|finished|installed|changed)\b|\bwithout (?:a|the|his|her) (?:yes|ok|okay|nod|signature|word)\b/i;

/** Of an item in a list of needs less has to be doubted: what is commercial is none, nor what asks something itself. */
export const isOfList = (words: string): boolean => {
	const said = words.trim();
	return (
		said.length >= 3 && said.length <= 400 && !COMMERCIAL.test(said) && !OPENS_NONE.test(said) && /\p{L}{3}/u.test(said)
	);
};
const COMMERCIAL =
	/^(?:(?:a|the|our|fixed|best|total|local|clear|written|unit|list|annual|monthly)\s){0,3}(?:price|prices|pricing|cost|costs|budget|payment|discount|quote|offer|proposal|contract|liability|penalt(?:y|ies)|reference|references|term|terms|deadline|timeline|validity|commercials?|nda|invoice terms|completion|submission|go-live|what|how|total)\b/i;

/** Who is no part of a product: what these have to do is how somebody decides, or a person's own errand. */
export const PROCESS_SUBJECT =
	/\b(?:i|he|she|who|whoever|bidders?|suppliers?|vendors?|tender|submission|you guys|board|council|committee|management|leadership|cfo|ceo|coo|cto|cio|owner|director|boss|procurement|purchasing|legal|lawyers?|counsel|finance|bank|auditors?|works council|price|prices|budget|cost|costs|offer|proposal|quote|contract|decision|deadline|call|meeting|paper|papers|invoice|order|project|pilot|trial|date|timing|business case|answer|somebody|someone|everybody in the room|money|name|mail|email|licen[cs]e|term|terms|payment|years?|total|amount|sum|implementation|go-live|bill|penalt(?:y|ies)|notice|renewal|mr|ms|mrs|dr)\b/i;
