import { holds, matchesIn } from "./matches.ts";
import type { Span } from "./span.ts";

/** How firmly a writer stands behind what is said at one place of a sentence. */
export type Stance = "asserted" | "hedged" | "hypothetical" | "negated";

/** What bounds the reach of "not": it does not cross into the next statement. */
const BOUNDARY =
	/[;:–—]\s|\s-\s|,?\s(?:but|however|though|although|whereas|yet we|while)\s|,\s(?:and|so|not|no|which|because|since|then|we|i|our|they|it|he|she)(?=[\s'’])|\sbecause\s|\.\s|\n\s*\n/gi;

/** The statement around an offset. */
export function clauseAt(text: string, at: number): Span {
	let start = 0;
	for (const match of matchesIn(text, BOUNDARY)) {
		const end = match.index + match[0].length;
		if (end <= at) {
			// The word that opens a statement belongs to it: ", not me" is negated by its own "not".
			start = match.index + (/^[;:–—.,\s-]{1,3}/.exec(match[0])?.[0].length ?? 0);
			continue;
		}
		if (match.index >= at) return { start, end: match.index };
	}
	return { start, end: text.length };
}

/** "No later than" sets a limit and "no doubt" affirms; neither denies anything. */
const NOT_DENIALS =
	/\b(?:no|not) (?:later|more|less|earlier|fewer) than|\bnot to exceed|\bnot (?:only|just|merely|least)\b|\bno (?:doubt|problem|worries|question about it|secret|matter)\b|\bdo(?:n['’]?t| not) hesitate|\bcan(?:['’]?t|not) wait|\bwhy not\b|\bif not\b|\bwhether or not\b|\byes or no\b|\bno\.? \d|\bno[- ]objections?\b|\bcan(?:['’]?t|not) (?:keep up|cope|continue|go on|afford to (?:keep|lose|wait))|\bnot sure\b|\bnot (?:yet )?(?:certain|decided|final(?:ised|ized)?|confirmed|set in stone)\b/gi;
const DENIAL =
	/\b(?:no|not|never|without|neither|nor|none|nobody|nothing|cannot|hardly|lack(?:s|ing|ed)?|unable|zero|isnt|arent|dont|doesnt|didnt|wont|cant|havent|hasnt|wouldnt)\b|n['’]t\b|\byet to\b|\bfar from\b/gi;
const WISH =
	/\b(?:i|we) wish\b|\bif only\b|\bwould have (?:had|been|needed|wanted)\b|\bimagine\b|\bsuppose (?:we|that)\b|\bin (?:theory|a perfect world)\b/i;
const CONDITION =
	/(?:^|[,;:–—]\s|\s-\s|\b(?:and|but|so|even|only|unless|because)\s)(?:if|unless|assuming|provided(?: that)?|in case|should we|were we to|had we|once we (?:have|get|know)|until we (?:have|get|know))\b/i;
const HEDGE =
	/\b(?:might|(?<!(?:\d(?:st|nd|rd|th)?|\b(?:by|in|until|before|of|from|since|after|mid|early|late))[\s-])may(?!\s\d)|maybe|perhaps|possibly|probably|presumably|potentially|could|not sure|unsure|uncertain|not (?:yet )?(?:certain|decided|final(?:ised|ized)?|confirmed|set in stone)|i (?:think|guess|believe|suppose|imagine|assume|reckon|expect)|we (?:think|guess|believe|assume|reckon|hope)|hopefully|hope to|ideally|tbd|tbc|to be (?:confirmed|decided|determined)|tentative(?:ly)?|unclear|depends on|subject to|likely|ball ?park|guesstimate|rough(?:ly)? guess|if all goes|in principle|apparently|seems?|supposedly|rumou?r|thinking (?:about|of)|considering|exploring|toying)\b/i;

const REACH_CHARS = 400;

/** The stance of the statement that holds `span`. Denials count from before it, and right behind it ("budget is not approved"). */
export function stanceAt(whole: string, where: Span): Stance {
	// What bears on a statement stands near it; the bound keeps a hostile text from making this slow.
	const from = Math.max(0, where.start - REACH_CHARS);
	const text = whole.slice(from, where.end + REACH_CHARS);
	const span = { start: where.start - from, end: where.end - from };
	const clause = clauseAt(text, span.start);
	const words = text.slice(clause.start, clause.end);
	const plain = words.replace(NOT_DENIALS, (match) => "_".repeat(match.length));
	const at = Math.max(0, span.start - clause.start);
	const end = Math.min(plain.length, span.end - clause.start);
	if (holds(words, WISH)) return "hypothetical";
	if (isDenied(plain, at, end)) return "negated";
	if (isConditional(text, span)) return "hypothetical";
	return holds(words, HEDGE) ? "hedged" : "asserted";
}

/** A "not" reaches forward over about eight words, and back over the verb that follows its subject. */
function isDenied(clause: string, at: number, end: number): boolean {
	for (const match of matchesIn(clause, DENIAL)) {
		if (match.index < at && wordsBetween(clause, match.index + match[0].length, at) <= 8) return true;
		if (match.index >= at && match.index < end) return true;
		if (match.index >= end && wordsBetween(clause, end, match.index + match[0].length) <= 4) return true;
	}
	return false;
}

const wordsBetween = (text: string, from: number, to: number): number =>
	from >= to
		? 0
		: text
				.slice(from, to)
				.split(/\s+/)
				.filter((word) => word !== "").length;

/** "If it exceeds 50k" says for which sums a rule holds; it supposes nothing. */
const THRESHOLD =
	/\b(?:if|when|once) (?:it|this|that|the (?:(?:whole|total|entire|full|annual|overall) )?(?:price|amount|total|sum|cost|order|contract|value)|we)(?:['’]s| is| are| goes| go| comes(?: to)?| come(?: to)?| amounts to| stays| stay)? (?:at )?(?:above|over|more than|below|under|less than|beyond|exceeds?|up to)\b/gi;

const EACH_CONDITION = new RegExp(CONDITION, "gi");

/** Whether the last condition before the span still governs it: "if we had 40k" does, "if it helps, our budget is 40k" does not. */
function isConditional(text: string, span: Span): boolean {
	const before = text.slice(0, span.start + 1).replace(THRESHOLD, (match) => "_".repeat(match.length));
	const matches = matchesIn(before, EACH_CONDITION);
	const last = matches.at(-1);
	if (!last) return false;
	return !/,\s/.test(before.slice(last.index + last[0].length));
}

export const isHedged = (text: string): boolean => holds(text, HEDGE);
