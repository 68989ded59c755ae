import type { SignalText } from "#knowledge/core/deal/skill.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import { DAY_WORDS, dayIn, deadlineIn } from "./deadline.ts";

/** What a mail is, beyond its questions: each of these has a reply of its own. */
export type Situation = {
	readonly kind: "lost" | "postponed" | "open";
	/** "If I have that in writing this week I sign": to the letter. */
	readonly condition: string | null;
	/** The day by which they want an answer, with its preposition. */
	readonly deadline: string | null;
	/** When they want to be asked again. */
	readonly until: string | null;
	readonly confidential: "between us" | "kept" | null;
	/** What they do not want to be sent. */
	readonly unwanted: string | null;
	readonly giveReasons: boolean;
};

export function situationOf(signal: SignalText): Situation {
	const sentences = sentencesIn(signal.text, signal.visible).filter((each) => each.text.length <= READ_CHARS);
	const any = (pattern: RegExp): boolean => sentences.some((each) => pattern.test(each.text));
	const lost = sentences.some(isLost);
	const later = sentences.find(
		(each) => POSTPONED.test(each.text) && !/^(?:should|shall|is|are|do|does|did)\b.*\?\s*$/i.test(each.text),
	);
	const condition = sentences.find((each) => isCondition(each.text))?.text.trim() ?? null;
	return {
		kind: lost ? "lost" : later ? "postponed" : "open",
		condition: condition && condition.length <= QUOTE_CHARS ? condition : null,
		deadline: (condition ? dayIn(condition) : null) ?? deadlineIn(sentences),
		until: lost || later ? untilIn(sentences, later) : null,
		confidential: any(BETWEEN_US) ? "between us" : any(CONFIDENTIAL) ? "kept" : null,
		unwanted: sentences.flatMap((each) => UNWANTED.exec(each.text)?.[1]?.trim() ?? [])[0] ?? null,
		giveReasons: any(/\breasons?\b|\bbecause\b|\bdecided it\b/i),
	};
}

/** Longer sentences tell a story, and are no quotation for a short mail. */
const READ_CHARS = 300;
const QUOTE_CHARS = 200;

const isLost = ({ text }: Sentence): boolean =>
	LOST.test(text) && !/\?\s*$/.test(text) && !/^(?:if|when|unless|before)\b/i.test(text);
const LOST =
	/\b(?:signed|gone|went|decided to go|chosen to go|going) with (?!(?:you|us|it|this|the (?:first|second|third|proposal|offer|flow))\b)(?:\p{Lu}\p{L}+|another|a different|someone else|one of your competitors)|\b(?:have |has )?(?:chosen|selected|picked|awarded (?:it|the contract|this) to) (?:another|a different|one of your competitors)\b|\b(?:has been|have been|was|were|is) awarded to (?:another|a different|one of your competitors)\b|\b(?:decided|opted) for (?:another|a different|one of your competitors)\b/u;

export const isCondition = (text: string): boolean =>
	!/\?["”)]?\s*$/.test(text) && CONDITION.some((pattern) => pattern.test(text));
const CONDITION: readonly RegExp[] = [
	/^(?:and |but |so )?(?:if|once|as soon as)\b.{5,140}\b(?:i|we)(?:['’]ll| will| can| would| are ready to| am ready to|['’]re ready to|['’]m ready to)? ?(?:sign|order|place the order|recommend you|go ahead)\b/i,
	/^(?:and |but |so )?if\b.{5,140}\b(?:you have my (?:recommendation|signature|vote)|your name (?:will|would) be|you(?:['’]ve| have) (?:a|my|our) (?:deal|signature|order)|it is yours)\b/i,
	/^(?:send|get|give|bring|show) (?:me|us)\b.{3,120}\band (?:i|we)(?:['’]ll| will)? sign\b/i,
	/^(?:and |but |so |just )?(?:drop|cut|lower|fix|remove|change|add|take|put|halve|include)\b.{1,120}\band (?:(?:i|we)(?:['’]ll| will)? sign|you(?:['’]ll| will|['’]ve| have)? (?:have |get )?(?:a|my|our|the) (?:signed|signature|order|deal|contract))\b/i,
	/^(?:get|give|bring) (?:me|us)\b.{3,120}\band you(?:['’]ve| have) (?:a|my|our) (?:signature|deal|order)\b/i,
	/\bor (?:i|we) (?:do not|don['’]t) (?:talk further|sign|see it happening)\b/i,
];

const POSTPONED =
	/\b(?:pick (?:it|this|that|things) up again|(?:going to|will) have to wait|come back to (?:it|this) (?:in|after|next)|(?:get|be) in touch (?:again |then )?(?:in|after|next)|(?:freeze|froze|frozen) (?:all|every|our|the)|(?:postpone|postponed|put (?:it|this|the project) off)\b|talk again (?:in|after|next)|revisit (?:it|this) (?:in|after|next)|(?:put|is|are) (?:\w+ )?on hold|not before (?:next|the new)|(?:write|call|ring|ask) (?:me|us|to us) again (?:in|after|next))\b/i;

const WHEN = new RegExp(
	`\\b((?:in|after|from) (?:the )?(?:\\w+ ){0,3}?(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|new year|next (?:year|quarter|month)|20\\d\\d|q[1-4])(?: 20\\d\\d)?|next (?:year|quarter|month|spring|summer|autumn)|(?:on|after|from) ${DAY_WORDS})`,
	"gi",
);
const AGAIN = /\b(?:again|then|call me|come back|wait|still here|talk|write (?:to )?me|after)\b/i;

/** The month by which they name it; of two, the later in the sentence, which is the nearer: "after the shutdown in February". */
function untilIn(sentences: readonly Sentence[], later: Sentence | undefined): string | null {
	const candidates = later
		? [later, ...sentences.filter((each) => AGAIN.test(each.text))]
		: sentences.filter((each) => AGAIN.test(each.text));
	for (const { text } of candidates) {
		const month =
			/\bin ((?:january|february|march|april|may|june|july|august|september|october|november|december|20\d\d|spring|autumn|the new year)\b(?: 20\d\d)?)/i.exec(
				text,
			)?.[1];
		if (month) return `in ${month}`;
		const [first] = [...text.matchAll(WHEN)].map((match) => match[1] ?? "");
		if (first) return first;
	}
	return null;
}

const BETWEEN_US = /\bbetween (?:us|ourselves|you and me)\b/i;
const CONFIDENTIAL =
	/\b(?:(?:do not|don['’]t) (?:copy|tell|forward|circulate|share)\b|in confidence|off the record|not in the name of)\b/i;
const UNWANTED =
	/\bno need to send (?:me |us )?((?:the|a|an|your|any) [\w -]{3,30}?)(?: for now| now| yet)?(?=[,.;]|$)/i;
