import { clauseAt } from "../modality.ts";
import { isOfProduct, PROCESS_SUBJECT } from "./product-words.ts";
import type { Said } from "./said.ts";

/** What says that something has to be done. */
export const OBLIGED =
	/(?<![\p{L}'’])(?:(?:has|have|['’]?s got|['’]ve got|got) to|gotta|must(?!n['’]t| not)|needs? to|['’]d (?:need|have) to|would (?:need|have) to|should(?!n['’]t| not)|ought to|shall(?! not)|must(?:n['’]t| not)|(?:may|shall|can)(?: ?not|['’]t)(?= (?:leave|go outside|touch|be (?:stored|hosted|kept|processed)|get out)))\s(?=\S)/giu;

const SURE = { must: 0.85, wanted: 0.7 } as const;

/** Somebody's habit of today is a pain, though it has to be done: "every agent has to type it twice". */
const HABIT =
	/\b(?:today|currently|at the moment|right now|nowadays|at present|every (?:time|single|day|week|month|morning|night|evening|case|friday|monday)|always|each time|by hand|manually|twice|all day|keeps?|ended up|then (?:they|he|she|we|somebody)|until now|so far|again)\b/i;

/** "The app has to work with no signal": what has to, and what. `null` for what people have to do. */
export function obliged(text: string, match: RegExpExecArray, { voice }: Said): { words: string; sure: number } | null {
	const clause = clauseAt(text, match.index);
	const subject = text
		.slice(clause.start, match.index)
		.replace(
			/^[\s,;:–—-]*(?:(?:and|but|so|because|that|which|then|also|plus|for us|for me|ideally|whatever we (?:buy|choose|pick|take|get)|if|when|what) ?[, ]\s?)*/i,
			"",
		)
		.trim();
	const verb = text.slice(match.index + match[0].length, clause.end);
	if (subject.length > 90 || /\?$/.test(verb) || HABIT.test(text.slice(clause.start, clause.end))) return null;
	const soft = /should|ought/i.test(match[0]);
	if (/^(?:we|i|they|you)(?:['’](?:d|ll|ve|re))?(?:\s\w{3,10})?$/i.test(subject)) {
		const able = /^(?:be able to|have|see|get|support|handle|run on|work (?:on|with|without|offline))\b/i.test(verb);
		if (/^(?:you|they)/i.test(subject) ? !able || voice === "reported" : !able) return null;
		const what = verb.replace(/^(?:be able to|have|get)\s/i, "");
		// What somebody must be able to do is done with the product, if it is no talk nor a way out of the contract.
		if (/^be able to/i.test(verb)) return NO_ABLE.test(what) ? null : { words: what, sure: SURE.wanted };
		return isOfProduct(verb) ? { words: what, sure: SURE.wanted } : null;
	}
	// What "it" is stands elsewhere; what a named thing has to do reads best with its name.
	const pointing = subject === "" || POINTING.test(subject);
	if ((pointing ? NO_DOING : NO_STATE).test(verb) && !QUALITY.test(verb)) return null;
	// "The new one has to run before Christmas" sets a date.
	if (
		/^(?:run|work|stand|be (?:up|running)\b)[^,.]{0,16}\b(?:before|by|until|from|in (?:january|february|march|april|may|june|july|august|september|october|november|december|\d|the (?:first|second|third|last))|no later)\b/i.test(
			verb,
		)
	)
		return null;
	if (PROCESS_SUBJECT.test(subject) || isSomebody(subject)) return null;
	if (subject === "" && clause.start !== 0) return null;
	return { words: pointing ? verb : `${subject} ${match[0].trim()} ${verb}`, sure: soft ? SURE.wanted : SURE.must };
}
const NO_STATE =
	/^(?:approve|countersign|release|listen|follow|help out|be (?:on board|up and running|in place|switched|over|live|ready|done|signed|finished|approved|decided|paid|sent|there|back|careful|clear|told|convinced|on time)|wait|decide|sign|agree|pay|happen|come (?:back|first|to)|talk|speak)\b/i;
const NO_ABLE =
	/^(?:explain|justify|defend|tell|say|decide|sign|answer|pay|sleep|leave|cancel|terminate|get out|exit|convince|stop|walk|afford|talk|speak|call|prove|meet|buy|look)\b/i;
const POINTING =
	/^(?:it|this|that|which|they|(?:the|this|your) (?:tool|system|solution|software|platform|product|thing|whole thing|app))(?:['’]s|['’]d)?$/i;
/** What a plan, a date or a decision has to do, and no product. */
const NO_DOING =
	/^(?:be|have been|happen|come|go (?:ahead|live|on|back to|to|through|well|wrong|up|in)|wait|look (?:at|into)|talk|say|decide|sign|agree|pay|admit|do|mean|cost|stop|end|start|begin|run (?:while|before|by|until)|pass|clear|convince|meet|speak|answer|send|make sense|get (?:it|this|approval|past|through|signed)|become|stay (?:within|below|under)|leave|tell|show (?:me|us) (?:why|how|that)|prove|win)\b(?! (?:the (?:eu|country)|outside)\b)/i;
const QUALITY =
	/^be (?:able|available|easy|simple|fast|quick|hosted|stored|encrypted|compliant|certified|accessible|usable|possible|one\b|in (?:the )?(?:eu|uk|us|cloud|our)|on[- ]prem\w*|secure|logged|offline|online|visible|readable|multi\w*|integrated|connected|in (?:polish|german|french|spanish|english|their|several|\w+ languages?))/i;

/** What a person has to do is their own: a name alone, or at the end of what is said of something ("the hours Torvald has to give"). */
function isSomebody(subject: string): boolean {
	const words = subject.replace(/[,;]$/, "").split(/\s+/);
	const last = words.at(-1) ?? "";
	if (words.length > 1 && /^(?:i|we|you|he|she|they|people)(?:['’]\w{1,2})?$|^to$/i.test(last)) return true;
	const isName = (word: string): boolean => /^\p{Lu}\p{Ll}+$/u.test(word) && !NO_NAME.test(word);
	return words.every(isName) ? subject !== "" : words.length > 1 && isName(last);
}
const NO_NAME =
	/^(?:The|It|This|That|Everything|Each|Every|All|Data|Access|Tickets?|Reports?|Users?|Agents?|Orders?|Jobs?|Login|Billing|They|What|Whatever|Nothing|Screens?|Support)$/;
