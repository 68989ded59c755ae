import type { Span } from "../span.ts";

/** What the words around a date make of it. Each looks a bounded stretch around, so that long texts stay cheap. */
const BEFORE_CHARS = 90;

/** The time stamp of a log, a header or a page: to the second, or with an offset. Nobody agrees on such a day. */
export function isStamp(text: string, at: Span): boolean {
	const after = text.slice(at.end, at.end + 24);
	if (/^,?[T\s]{1,2}\d{1,2}:\d{2}(?::\d{2}|\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\b)/.test(after)) return true;
	if (/^T\d{2}/.test(after) || /^,?\s19\d\d\b/.test(after)) return true;
	if (/\b19\d\d[\s/-]$/.test(text.slice(Math.max(0, at.start - 6), at.start))) return true;
	// Inside a tag or an address of a page.
	const before = text.slice(Math.max(0, at.start - BEFORE_CHARS), at.start);
	return /<[a-z/!][^<>]*$/i.test(before) || /(?:https?:\/\/|www\.)\S*$/i.test(before);
}

/** "Every Monday", "Monday mornings", "we usually close on Friday": a habit, and no day. */
export function comesRound(text: string, at: Span): boolean {
	const before = text.slice(Math.max(0, at.start - BEFORE_CHARS), at.start);
	const after = text.slice(at.end, at.end + 40);
	if (
		/\b(?:every|each|any|most|per|all|alternate|many|every (?:single|other|second|third|last|first))\s(?:(?:the )?(?:end|start|beginning) of (?:the )?)?$/i.test(
			before,
		)
	)
		return true;
	if (
		/^\s(?:mornings|afternoons|evenings|nights)\b/i.test(after) ||
		/^\s?(?:each|every) (?:week|month|year)\b/i.test(after)
	)
		return true;
	if (/\d/.test(text.slice(at.start, at.end))) return false;
	// "Two days of every week for a plan which on Tuesday is already dead."
	if (/\b(?:every|each) (?:day|week|month)\b[^.?!;]*$/i.test(before)) return true;
	return /\b(?:always|usually|typically|normally|generally|tends? to|regularly|weekly|monthly)\b[^.?!;]*$/i.test(
		before,
	);
}

/** "The third time in two weeks", "up 20% in six months": how long, not when. */
export function isDuration(text: string, at: Span): boolean {
	if (!/^(?:in|within|over|inside)\s/i.test(text.slice(at.start, at.start + 7))) return false;
	const before = text.slice(Math.max(0, at.start - BEFORE_CHARS), at.start);
	// "Within six months of going live": nobody knows yet when that is.
	if (/^\s(?:of|after|from|following)\s(?!now\b|today\b)/i.test(text.slice(at.end, at.end + 14))) return true;
	// "At the end of the contract we need our data within 30 days": counted from there.
	if (
		/\b(?:at the end of (?:the |this )?(?:contract|term)|(?:after|upon|following|from) (?:the )?(?:termination|expiry|signature|signing|order|delivery|receipt|go-live))\b[^.?!;]*$/i.test(
			before,
		)
	)
		return true;
	const clause = before.slice(before.search(/[^.;?!]*$/));
	const words = text.slice(at.start, at.end);
	// "More than 30 minutes in a month", "61 hours in one month": how much of it, by the month.
	if (/^in\s(?:an?|one|a single)\s/i.test(words) && QUANTITY.test(clause) && !AHEAD_OF.test(clause)) return true;
	// "From 71% to 90% in twelve months": a rate of change, counted from a day that nobody named.
	if (/\bfrom\s[^,;]{0,20}\d\s?%?[^;]{0,20}\bto\s[^;]{0,20}\d\s?%/i.test(clause)) return true;
	// "Invoices are due within 30 days": a term of payment.
	if (
		/\b(?:pay(?:s|able|ments?|ing)?|paid|invoic(?:es?|ed|ing)|credit notes?|refund(?:s|ed)?|settle[ds]?)\b/i.test(
			clause,
		) &&
		!/\b(?:first|last|next) (?:payment|invoice)\b/i.test(clause)
	)
		return true;
	return (
		/\b(?:times?|once|twice|thrice)\s$/i.test(before) ||
		// "Our lawyer reads it in two days."
		/\b(?:reads|reviews|checks|turns|handles|processes|answers|repl(?:y|ies) to|takes|does|gets|approves|signs|returns)\s(?:it|this|that|them|everything|such (?:things|contracts))\s$/i.test(
			before,
		) ||
		// What somebody always needs for it.
		/\b(?:they|it|he|she|legal|procurement)\s(?:usually |normally |typically |always )?(?:turns?|handles?|process(?:es)?|reviews?|answers?|repl(?:y|ies)|takes?|does|do|gets?|reads?|checks?)\b[^.?!;]*$/i.test(
			before,
		) ||
		/\b(?:has|have|had|['’]ve|was|were)\s(?:\w{2,12}\s){0,2}(?:\w{3,12}ed|grown|lost|gone|been|risen|fallen|sold|left|built|made|done|seen)\b[^.?!;]*$/i.test(
			before,
		)
	);
}

const QUANTITY =
	/\b(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|hundred)\s?(?:%|per ?cent\b|seconds?\b|minutes?\b|hours?\b|times\b|calls?\b|tickets?\b|orders?\b|cases?\b)/i;
const AHEAD_OF = /\b(?:will|going to|plan(?:ned)?|shall|['’]ll|back|ready|live|done|finish\w*|deliver\w*|again)\b/i;

const DAY_NAME = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?";
const HOURS =
	"(?:[,\\s]+(?:(?:at|from)\\s)?(?:midnight|noon|morning|evening|night|[\\w:.-]{1,9}(?:\\s(?:hours?|hrs?|o['’]clock|[ap]\\.?m\\.?))?)){0,2}";
const STRETCH_BEFORE = new RegExp(`\\b${DAY_NAME}\\b${HOURS}\\s(?:until|till|to|through|-|–)\\s(?:the\\s)?$`, "i");
const STRETCH_AFTER = new RegExp(`^${HOURS}\\s(?:until|till|to|through|-|–)\\s(?:the\\s)?${DAY_NAME}\\b`, "i");
const IS_DAY_NAME = new RegExp(`^(?:(?:this|next)\\s)?${DAY_NAME}$`, "i");

/** "Friday eighteen hours until Sunday midnight", "Monday to Friday": a stretch of the week, of any week. */
export function isStretchOfWeek(text: string, at: Span): boolean {
	if (!IS_DAY_NAME.test(text.slice(at.start, at.end))) return false;
	return (
		STRETCH_BEFORE.test(text.slice(Math.max(0, at.start - 50), at.start)) ||
		STRETCH_AFTER.test(text.slice(at.end, at.end + 50))
	);
}

const AWAY =
	/\b(?:on the road|away|out|out of (?:the )?office|ooo|on (?:annual |parental |sick |maternity |paternity )?leave|on (?:a )?(?:holidays?|vacation|business trip|trip)|abroad|off(?: sick)?|travel(?:l?ing)?|unavailable|not available|on site elsewhere|at a (?:fair|conference)|at the (?:fair|conference))\s(?:\w{2,10}\s){0,2}?(?:until|till|from|since|through)\s(?:the\s)?$/i;
/** "She is on the road until Thursday": whoever is away has no deadline. */
export const isAbsence = (text: string, at: Span): boolean =>
	AWAY.test(text.slice(Math.max(0, at.start - BEFORE_CHARS), at.start));

/** "Moved from 12 November to the 26th": the first of the two no longer holds. */
export const isLeftBehind = (text: string, at: Span): boolean =>
	/\b(?:moved?|moves|postponed?|shifted|pushed|rescheduled|brought forward|changed|put (?:off|back)|delayed)\b[^.;]{0,60}\bfrom\s(?:the\s)?$/i.test(
		text.slice(Math.max(0, at.start - BEFORE_CHARS), at.start),
	);

/** "Your proposal of Wednesday" lies before us. */
export const isOfAMail = (text: string, at: Span): boolean =>
	/\b(?:proposal|mail|e-?mail|letter|message|note|offer|quotation|quote|answer|reply|call|conversation)\s(?:of|from)\s(?:last\s)?$/i.test(
		text.slice(Math.max(0, at.start - 30), at.start),
	);

const PAST_VERB =
	/\b(?:was|were|had|did|met|sent|signed|got|took|held|came|went|spoke|said|began|chose|bought|paid|ran|won|lost|rang|told|gave|given|saw|seen|wrote|written|heard|brought|fell|broke|left|felt|stood|thought|knew|taken|shown|gone|done|\p{L}{3,15}ed)\b[^.?!;]*\b(?:on|in|since)\s(?:the\s)?$/iu;
const AHEAD =
	/\b(?:will|would|shall|be|is|are|to|must|need|needs|should|can|could|may|might|plan|planned|scheduled|going|due|expected|by|until|before|next)\b|['’]ll\b/i;

/** What was done "on 9 September" was done on the last one. */
export function tellsOfPast(text: string, at: Span): boolean {
	const before = text.slice(Math.max(0, at.start - BEFORE_CHARS), at.start);
	const clause = before.slice(
		Math.max(before.lastIndexOf(". "), before.lastIndexOf("; "), before.lastIndexOf(", ")) + 1,
	);
	return PAST_VERB.test(clause) && !AHEAD.test(clause);
}
