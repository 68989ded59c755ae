import { deadlineOf, type FoundDate } from "../entities/dates.ts";
import { holds } from "../matches.ts";
import { clauseAt, stanceAt } from "../modality.ts";
import { confidenceAt, type Finding, labelOf, type Remark } from "./remark.ts";

/** Things that are done with a purchase, and that a date can bind. */
const PURCHASE =
	/\b(?:go[- ]?live|going live|live|launch(?:ed|ing)?|roll(?:ed|ing)?[- ]?out|rollout|kick[- ]?off|implement(?:ed|ation|ing)?|deploy(?:ed|ment|ing)?|in place|up and running|in production|onboard(?:ed|ing)?|migrat(?:e|ed|ion|ing)|switch(?:ed|ing)?|replac(?:e|ed|ing|ement)|decid(?:e|ed|ing)|decision|choose|select(?:ed|ion)?|sign(?:ed|ing)?|contract|renew(?:al|s|ed)?|expir(?:e|es|y|ing)|purchase|buy|order(?:ed)?|start(?:ed|ing)?|begin|deadline|timeline|time ?frame|ready|complete[d]?|finish(?:ed)?|done|operational|working|deliver(?:ed|y)?|running|target(?:ing)?|aim(?:ing)?|work(?:s|ing)? with (?:it|this)|in use|us(?:e|ing) (?:it|this)|need(?:s|ed)? (?:it|this|something|a|the|to be|to have|everything)|runs out|ends|(?:be |get )spent|move (?:over|across|off)|cut ?over|pilot|hard stop|signature|vendor picked|(?:is|be) the date)\b/i;
/** Things that people agree dates for while they talk; no deadline of the purchase. */
const TALKING =
	/\b(?:call|meet(?:ing)?|demo|chat|catch up|speak|talk|available|availability|free|calendar|slot|invite|lunch|coffee|webinar|conference|holiday|vacation|leave|out of (?:the )?office|away|back (?:in|on)|travel(?:l?ing)?|get back|come back to|send|sent|share|reply|respond|let you know|hear from|e?mails?|mailed|owe you|answer|back to you|wants? to know|introduc\w{1,4}|nda|interview|visit|quote|proposal)\b/i;
/** When they want to decide or to be live, said so. */
const EXPLICIT =
	/\b(?:go[- ]?live|going live|(?:be|live|running|working|done|ready|complete[d]?|completion) (?:by|before|until|on|from)|be live|in place|up and running|(?:be|is) (?:running|operational|in production|in use)|roll(?:ed|ing)?[- ]?out|launch|migrat\w+|deadline|decid(?:e|es|ed|ing)|decision|awarded|sign(?:s|ed|ing|ature)?|hard stop|(?:in|with) the new (?:tool|system|software)|use it|place the order|kick[- ]?off|switch(?:ed|ing)?|start(?:ed|ing)?|begin|work(?:s|ing)? with (?:it|this))\b/i;
/** A day of this week or the next is one of the talk, unless it is said to be more. */
const NEAR =
	/^(?:(?:this|next|coming)\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:today|tonight|tomorrow|tmrw|tmr|(?:this|next|the coming) week)$/i;
/** When a bill is paid, and when a year of account ends, is no day of the purchase. */
export const OF_ACCOUNTS =
	/\b(?:pay(?:s|able|ment|ments|ing)?|invoic\w+|instal+ments?|deposit|in arrears|in advance|(?:our|the|financial|fiscal|business|accounting) year (?:ends?|closes?|starts?|begins?|is over))\b/i;
const OWN =
	/\b(?:it|this|something|everything|we|our|i|my|us|they|their|he|she|customer|client|must|need|deadline|timeline|go[- ]?live|target|contract|renewal)\b/i;
const PAST_VERB =
	/\b(?:was|were|had|did|started|signed|bought|launched|decided|went|began|implemented|moved|switched|replaced)\b/i;
const FUTURE =
	/\b(?:need|must|want|will|would|should|have to|plan|aim|target|goal|hope|expect|looking|deadline|by|before|until|go[- ]?live|expires?|ends|due|is|are|renew|to)\b/i;
const LABELS =
	/^(?:time ?line|time ?frame|deadline|go[ -]?live(?: date)?|target date|when|timing|decision(?: date| by)?|start date)$/;

/** The date by which the buyer wants to have bought, or to be live. Dates of calls and mails are not. */
export function timelineIn(remark: Remark): readonly Finding<"bant.timeline">[] {
	const label = labelOf(remark.text);
	const labelled = label !== null && LABELS.test(label.label);
	return remark.dates.flatMap((date) => {
		if (date.iso === null && date.relation !== "by" && !/^(?:asap|as soon|immediately|right away)/.test(date.text))
			return [];
		// "Today it is thirty-one working days" is how things are.
		if (date.relation !== "by" && /^(?:today|tonight)$/i.test(date.phrase)) return [];
		if (date.relation === "past" || (!labelled && !binds(remark, date))) return [];
		if (OF_ACCOUNTS.test(remark.text.slice(Math.max(0, date.start - ACCOUNT_CHARS), date.start))) return [];
		const stance = stanceAt(remark.text, date);
		const isSaid = EXPLICIT.test(besides(remark.text, date));
		if (!labelled && !isSaid && (NEAR.test(date.phrase) || OF_ACCOUNTS.test(clauseOf(remark.text, date)))) return [];
		const base = date.iso === null ? 0.55 : date.relation === "by" || labelled || isSaid ? 0.9 : 0.8;
		// "If we are to go live by May" still names May; "if we had the money" names nothing.
		const confidence =
			stance === "hypothetical"
				? holds(remark.text, BOUND_BY_IF)
					? base
					: /\bif (?:we|this|it) (?:are|is|want|need|have) to\b/i.test(remark.text)
						? 0.5
						: 0
				: confidenceAt(remark.text, date, base);
		if (confidence === 0) return [];
		const value =
			date.iso === null && /^(?:asap|immediately|right away)$/.test(date.text)
				? "as soon as possible"
				: date.iso === null
					? boundPhrase(remark.text, date)
					: deadlineOf(date);
		return [
			{
				key: "bant.timeline",
				value,
				confidence,
				reason: stance === "asserted" ? "a date bound to the purchase" : stance,
			},
		] as const;
	});
}

/** "It only makes sense if it runs by May", "if we can't go live by May, the season is lost": the condition is the deadline. */
const BOUND_BY_IF =
	/\b(?:only )?(?:makes sense|works|is worth it|helps) if\b|\bif (?:we|it|this) (?:can['’]?t|cannot|don['’]?t|isn['’]?t)[^.;]{3,60},/i;
/** "And the invoice paid by 31 December": what stands right before a day says what it is the day of. */
const ACCOUNT_CHARS = 20;

function clauseOf(text: string, { start }: FoundDate): string {
	const clause = clauseAt(text, start);
	return text.slice(clause.start, clause.end);
}

/** The nearest words of its clause: another date of the sentence may have its own. */
function besides(text: string, date: FoundDate): string {
	const clause = clauseAt(text, date.start);
	const after = text.slice(date.end, Math.min(clause.end, date.end + BESIDE_CHARS / 2));
	return (
		text.slice(Math.max(clause.start, date.start - BESIDE_CHARS), date.end) + after.replace(/\s(?:and|or)\s.*|,.*/, "")
	);
}
const BESIDE_CHARS = 60;

/** "Before the summer": without a day, the word that binds the phrase is half of what it says. */
function boundPhrase(text: string, date: FoundDate): string {
	const before = /\b(before|by|until|after)\s(?:the |our )?$/i.exec(
		text.slice(Math.max(0, date.start - 16), date.start),
	);
	return before ? `${before[1]?.toLowerCase()} ${date.text}` : date.text;
}

function binds(remark: Remark, date: FoundDate): boolean {
	const { text } = remark;
	const clause = clauseAt(text, date.start);
	const words = text.slice(clause.start, clause.end);
	const wide = /\b(?:call|meet(?:ing)?|demo|speak|talk|chat)\b/i.test(words) ? words : text;
	if (!holds(words, PURCHASE) && !PURCHASE.test(wide)) return false;
	if (
		holds(words, TALKING) &&
		!/\b(?:go[- ]?live|live by|deadline|in place|rollout|roll out|expires?|launch|up and running|migrat|decision|decide)\b/i.test(
			words,
		)
	)
		return false;
	if (
		!holds(text, OWN) ||
		(/\b(?:you|your)\b[^.]{0,30}$/i.test(text.slice(clause.start, date.start)) && !/\b(?:we|our|us|i)\b/i.test(words))
	)
		return false;
	if (holds(words, PAST_VERB) && !FUTURE.test(words.replace(/\bto\b/gi, ""))) return false;
	return holds(words, FUTURE) || date.relation === "by";
}
