import { ANSWERED_WITHIN } from "#knowledge/core/deal/answer-time.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";

const MONTH =
	"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b";
const WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const NUMBERED = `(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?: 20\\d\\d)?|${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?:,? 20\\d\\d)?|the \\d{1,2}(?:st|nd|rd|th)`;
const HOUR =
	"(?:,? (?:at )?(?:noon|midday|\\d{1,2}[:.]\\d\\d(?: (?:hours|in the (?:morning|afternoon|evening)))?(?: (?:EAT|IST|CES?T|GMT|UTC|BST|E[SD]T|P[SD]T|C[SD]T|AES?T|SGT)\\b)?|\\d{1,2} ?[ap]m\\b))?";
/** A day as buyers write it, with its hour: repeated to the letter. */
export const DAY_WORDS = `(?:(?:${WEEKDAY},? (?:the )?)?(?:${NUMBERED})|(?:next |this )?${WEEKDAY}(?: (?:the )?\\d{1,2}(?:st|nd|rd|th)| morning| noon| afternoon| evening)?|(?:the )?(?:end|middle|beginning) of (?:${MONTH}|the (?:week|month)|next (?:week|month))|(?:this|next) week|tomorrow)${HOUR}`;

const BY = new RegExp(
	`\\b(before|by|until|till|within|(?:not |no )later than|latest (?:by|on)|after)(?: the latest)? (${DAY_WORDS})`,
	"i",
);
/** "Before our meeting on 2 October" is before their meeting. */
const BEFORE = new RegExp(`\\bbefore (our|the|my) ([a-z][\\w -]{2,40}?) on (${DAY_WORDS})`, "i");
const LATEST = new RegExp(`\\b(${DAY_WORDS}) (?:is|would be) the latest\\b`, "i");
const LOOSE = new RegExp(`\\b((?:this|next) week|today|tomorrow|${DAY_WORDS})\\b`, "i");
const FROM = new RegExp(`\\b(?:from|on|by|before|after|until) (${DAY_WORDS})`, "i");
const POINTS = /\b(?:before (?:that|then)|by then|until then)\b/i;

/** What is wanted of us, not what they will do or when they want to be live. */
const OURS =
	/\b(?:answers?|reply|replies|respon\w{1,4}|position|offer|proposal|quotation|let (?:me|us) have|send|get (?:me|us)|give (?:me|us)|in writing|reach (?:me|us)|close|confirm\w{0,5}|submit|submission|need (?:it|this|that|all|your)|hear from you|the latest|quick ones?)\b/i;
const THEIRS =
	/\b(?:i|we)(?:['’]ll| will| shall| would like)\b(?! need)|\b(?:go[- ]?live|be live|signed (?:with)?in|invoice must|runs out|expires?|order is placed|board has moved|valid|holds?\b|fixed|clarifications?|questions (?:which|until|by|before))\b/i;

/** The day by which the buyer wants our answer, in their words; `null` when they name none. */
export function deadlineIn(sentences: readonly Sentence[]): string | null {
	for (const [i, { text }] of sentences.entries()) {
		if (text.length > READ_CHARS) continue;
		const latest = LATEST.exec(text)?.[1];
		if (latest) return `by ${latest.replace(/^The\b/, "the")}`;
		if (!OURS.test(text)) continue;
		if (POINTS.test(text)) {
			const before = sentences[i - 1]?.text ?? "";
			const day = FROM.exec(before)?.[1];
			if (day) return /\bbefore\b/i.test(text) ? `before ${day}` : `by ${day}`;
		}
		const [, whose = "", what, on] = BEFORE.exec(text) ?? [];
		if (what && on) return `before ${/^the$/i.test(whose) ? "the" : "your"} ${what} on ${on}`;
		const found = BY.exec(text);
		if (!found) continue;
		const [, how = "", day = ""] = found;
		const clause = text.slice(Math.max(0, found.index - 90), found.index);
		if (THEIRS.test(clause.slice(clause.search(/[^,;.]*$/)))) continue;
		// "If your answer arrives after Thursday" names Thursday as the last day; "after" elsewhere names none.
		if (/^after$/i.test(how) && !/\bif\b[^.]{0,40}\b(?:answer|reply|offer|arrives?)\b/i.test(clause)) continue;
		return `${/^before$/i.test(how) ? "before" : "by"} ${day.replace(/^The\b/, "the")}`;
	}
	return null;
}

/** The day in a condition, such as "if I have that in writing this week". */
export function dayIn(condition: string): string | null {
	const [asked = ""] = condition.split(
		/\b(?:i|we)(?:['’]ll| will)? sign\b|\bready to\b|\byou(?:['’]ve| have|['’]ll| will) (?:have )?(?:a|my|our|the)\b|\byour name\b|\b(?:i|we) will\b/i,
	);
	const by = BY.exec(asked);
	if (by) return `${/^before$/i.test(by[1] ?? "") ? "before" : "by"} ${by[2]}`;
	const loose = LOOSE.exec(asked)?.[1];
	if (!loose) return null;
	return /^(?:this|next) week$|^today$|^tomorrow$/i.test(loose) ? loose.toLowerCase() : `by ${loose}`;
}

export const answeredBy = (deadline: string | null): string => deadline ?? ANSWERED_WITHIN;

/** No sentence with a deadline is longer; patterns are not run over what is. */
const READ_CHARS = 400;
