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
	return (
		/\b(?:times?|once|twice|thrice)\s$/i.test(before) ||
		// What somebody always needs for it.
		/\b(?:they|it|he|she|legal|procurement)\s(?:usually |normally |typically |always )?(?:turns?|handles?|process(?:es)?|reviews?|answers?|repl(?:y|ies)|takes?|does|do|gets?|reads?|checks?)\b[^.?!;]*$/i.test(
			before,
		) ||
		/\b(?:has|have|had|['’]ve|was|were)\s(?:\w{2,12}\s){0,2}(?:\w{3,12}ed|grown|lost|gone|been|risen|fallen|sold|left|built|made|done|seen)\b[^.?!;]*$/i.test(
			before,
		)
	);
}

const PAST_VERB =
	/\b(?:was|were|had|did|met|sent|signed|got|took|held|came|went|spoke|said|began|chose|bought|paid|ran|won|lost|\p{L}{3,15}ed)\b[^.?!;]*\b(?:on|in|since)\s(?:the\s)?$/iu;
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
