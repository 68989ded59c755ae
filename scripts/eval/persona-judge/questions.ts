import { countWords, ownWords, sentencesOf } from "./mail-parts.ts";
import { fold } from "./rank.ts";

export const INDIRECT =
	/\b(?:let (?:me|us) know|tell (?:me|us)|(?:i|we) (?:would|'d) (?:like|love) to (?:know|understand|learn|hear)|curious|wonder(?:ing)? (?:if|what|how|whether)|share with (?:me|us))\b/i;
export const MONEY =
	/\b(?:budget\w*|afford\w*|funds?|funding|funded|spend|spending|money|price range|set aside|earmarked|willing to pay|how much (?:do|can|could|would|have) you|invest(?:ment)?|capex|opex)\b/i;
export const DECIDING =
	/\b(?:decid\w*|decision\w*|sign(?:s|ed|ing)?[ -]?off|approv\w*|who (?:else )?(?:signs?|must|has to|needs to|would|is involved|would be involved)|board|committee|procurement|steps?|criteria|choose|choos\w*|stakeholders?|says? yes|business case)\b/i;
export const TIMING =
	/\b(?:by when|when (?:do|would|will|does|is|are|should|must)|timeline|time ?frame|deadline|go[ -]?live|be live|by (?:which|what) (?:date|day|month|time)|how soon|target date|which (?:month|quarter)|start date|this (?:year|quarter)|in time for|before the end)\b/i;
export const MEETING =
	/\b(?:call|meet|meeting|demo|walk[ -]?through|session|slot|calendar|available|convenient|suits?|would .*(?:monday|tuesday|wednesday|thursday|friday).*|(?:monday|tuesday|wednesday|thursday|friday) (?:at|work|morning|afternoon)|\d{1,2}(?::\d\d)? ?(?:am|pm)|\d{1,2}:\d\d|minutes|speak|talk)\b/i;
const NEED =
	/\b(?:what|which|how|where|why)\b.*\b(?:need(?!ed from us)|needs|challenges?|problems?|pains?|struggl\w*|difficult\w*|goals?|achieve|objectives?|priorit\w+|frustrat\w*|hurts?|trying to|hoping|want(?:ing)? to|wish|bothers?|improve|costs? you|go(?:es)? wrong|slows?|matters? most)\b|\bhow (?:do|does|are|is) (?:you|your)\b.*\b(?:today|now|at present|currently|at the moment|handle|cope|manage)\b|\b(?:pain points?|biggest (?:problem|challenge|issue|headache)|what (?:problem|trouble)|are you (?:struggling|facing|trying|looking to)|do you (?:struggle|suffer|face)|what (?:do|does|would) (?:you|your \w+) (?:need|want|hope)|what prompted|why (?:now|are you looking))\b/i;
const NOT_NEED =
	/\b(?:need (?:anything|something|any|more|further|another)\b.*|need from (?:us|me)|(?:problems?|difficult\w*) with (?:the|our|this) (?:offer|proposal|draft|contract|wording|date|document))/i;
const OFFERING =
	/^(?:and |so |or )?(?:shall|should|may) (?:i|we)\b|^(?:would|do) you (?:like|want|care) (?:me|us|to see|a )|^does (?:this|that) (?:help|work|make sense|answer)|\bis (?:this|that) (?:ok|okay|fine|clear)\b/i;
export const asksNeed = (q: string): boolean => NEED.test(q) && !NOT_NEED.test(q);
export const learnsOfThem = (q: string): boolean =>
	asksNeed(q) ||
	(/^(?:\w+ ){0,2}(?:what|which|how|where|why)\b/i.test(q) &&
		!/\btime\b|\bday\b|\bsuits?\b/i.test(q) &&
		!MONEY.test(q) &&
		!TIMING.test(q) &&
		!MEETING.test(q)) ||
	(/\b(?:you|your|yours|agents|planners|technicians|teams?|customers|people|operators|subscribers)\b/i.test(q) &&
		/\b(?:what|which|how|where|why|who|is|are|do|does|have|has)\b/i.test(q) &&
		!OFFERING.test(q) &&
		!MONEY.test(q) &&
		!DECIDING.test(q) &&
		!TIMING.test(q) &&
		!MEETING.test(q));

/** The questions put to the reader; one that only repeats the reader's own words, or is quoted, is none. */
export function questionsOf(text: string, mail: string | null): readonly string[] {
	const theirs = mail === null ? "" : fold(ownWords(mail)).replace(/\s+/g, " ");
	return sentencesOf(text).filter((s) => {
		const bare = s.replace(/[«“"][^»”"]*\?[»”"]/g, "");
		if (/\?/.test(bare))
			return !(countWords(bare) >= 3 && theirs.includes(fold(bare).replace(/\s+/g, " ").replace(/^\W+/, "").trim()));
		return (
			/^(?:and |so |also,? )?(?:could|would|can|will|do|are|have) you\b.*[^?]$/i.test(bare) &&
			!/^(?:would|could) you (?:rather|prefer)\b.*, (?:i|we)\b/i.test(bare)
		);
	});
}
