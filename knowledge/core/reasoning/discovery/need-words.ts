import { valueFrom } from "../qualification/remark.ts";
import { firstMatches } from "./found.ts";

/** Read at a glance; the quote beside it has the rest. */
export const REQUIREMENT_CHARS_MAX = 120;

const OPENING =
	/^(?:(?:(?:number )?(?:one|two|three|four|five|six)|first(?:ly)?|second(?:ly)?|third(?:ly)?|last(?:ly)?|finally)[,:]\s|(?:and )?for (?:my|our) (?:side|part|team),\s)+/i;
/** What only leads on to something else. */
const DANGLING = /[\s,;:]+(?:that|which|who|and|or|but|of|the|an?|our|your|so|because|if|when)$/i;
const DANGLING_MAX = 3;
const PRIORITY = /\s(?:mandatory|high|medium|low|optional|must)(?: (?:from|by|until) \S+)?$/i;

/** Words of a need, so that they read on their own: no ordinal before them, no "that" left hanging behind. */
export function readable(words: string): string {
	let value = valueFrom(
		words
			.replace(OPENING, "")
			.replace(
				/^(?:(?:to|be able to|also|really|just|at least|actually|a way to|the (?:ability|option|possibility) to)\s)+/i,
				"",
			)
			.replace(
				/\s(?:please|for sure|obviously|of course|if (?:possible|you can|at all possible)|as (?:I|we) said)[\s.,;!]*$/i,
				"",
			)
			.replace(/\s\((?=[^)]{40,}\))[^)]*\)/, ""),
		REQUIREMENT_CHARS_MAX,
	);
	for (let n = 0; n < DANGLING_MAX && DANGLING.test(value); n++) value = value.replace(DANGLING, "");
	return value;
}

/** Without the priority that stands behind it in a table. */
export const withoutPriority = (words: string): string => words.replace(PRIORITY, "");

/** Whether a value names something, and nothing that belongs to the contract. */
export const isNeed = (value: string): boolean =>
	!POINTING.test(value) && !TERMS.test(value) && !QUANTITY.test(value) && value.length <= REQUIREMENT_CHARS_MAX;

/** "The second", "for it", "that one": what is meant stands elsewhere. */
const POINTING =
	/^(?:(?:for|of|with|in|on|to|at|by|from|about|like)\s)?(?:the |this |that |these |those )?(?:it|this|that|these|those|them|him|her|you|us|one|ones|both|all|first|second|third|fourth|last|latter|former|same|other|others|rest|whole|thing|things|way)(?:\s(?:one|ones|too|as well|now|here|there|thing|way|time))?$|^(?:the|this|that|these|those) \w+ ones?$/i;
/** What is agreed and paid is negotiated, and no product can meet it. */
const TERMS =
	/\b(?:in the contract|payments?|payable|prepaid price|pric(?:e|es|ed|ing)\b(?! (?:changes?|lists?|history|rules?|updates?|imports?|books?|calculations?))|fees?|discounts?|reductions?|per cent off|% off|terminat(?:e|ion)|right to (?:leave|exit|terminate)|renewals?|liabilit(?:y|ies)|penalt(?:y|ies)|indexation|arbitration|governing law|courts? of|service credits?|notice (?:period )?of \d+|cap of \d+|cap on|net \d{2}|days? end of month|quarterly in (?:advance|arrears)|in arrears|commitment of|term of \d+ (?:months|years)|\d+ months? term|vat)\b/i;
/** How many of whom: that is a quantity. */
const QUANTITY =
	/^\d[\d.,]*k?\s(?:(?:named|shared|full)\s)?(?:operators?|people|persons?|users?|seats?|agents?|technicians?|dispatchers?|employees|planners?|halls?|sites?|stations?|machines?|licen[cs]es)\b/i;

const ASKS_IT = /^\w+ (?:\w+ )?(?:it|this|them)\b/i;
const SUBJECT =
	/^((?:(?:The|Our|My)\s)?(?!(?:And|But|So|It|This|That|We|I|You|There|They|He|She|What|If|When|How|Why|Where|Who|By|In|On|At|For|Then|Also|Please|Yes|No)\b)\p{Lu}[\p{L}-]+(?:\s[\p{Ll}][\p{L}-]+){0,2}?)\s(?:is|are|has|have|lives?|sits?|comes?|runs?|stays?)\s/u;

/** "Van stock is in our warehouse tool. Can you read it every 15 minutes?": what "it" is. `null` where nothing tells. */
export function meantBy(value: string, before: string): string | null {
	if (!ASKS_IT.test(value)) return null;
	const [subject] = firstMatches(before, new RegExp(SUBJECT.source, "gu"), 1);
	return subject?.[1] ?? null;
}
