import { datesIn, type FoundDate } from "#knowledge/core/reasoning/entities/dates.ts";
import { stanceAt } from "#knowledge/core/reasoning/modality.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import type { Span } from "#knowledge/core/reasoning/span.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";

/** A day worth remembering, with the sentence that names it. */
export type Dated = FoundDate & { readonly sentence: Sentence };

/** A sentence with more days than this is a table, or hostile. */
const PER_SENTENCE_MAX = 6;

export const datedIn = (sentence: Sentence, now: Instant): readonly Dated[] =>
	datesIn(sentence.text, now, PER_SENTENCE_MAX)
		.filter((date) => date.iso !== null && date.relation !== "past" && stanceAt(sentence.text, date) !== "negated")
		.filter(
			(date) =>
				!LOOKS_BACK.test(sentence.text) &&
				!/(?<!\b(?:no|not) (?:later|earlier) )\bthan (?:in |on |by )?$/i.test(sentence.text.slice(0, date.start)),
		)
		// "Today" and "this year" set the scene more often than they set a date; that something is bound to them has to be said.
		.filter(
			(date) =>
				!/^(?:today|tonight)$/i.test(date.phrase) &&
				(!date.iso?.includes("/") ||
					(/^this\s/i.test(date.phrase) ? purposeBeside : purposeNear)(sentence.text, date) !== ""),
		)
		.map((date) => ({ ...date, sentence }));

const LOOKS_BACK =
	/\b(?:thanks|thank you) (?:again )?for\b|\b(?:was|were|had|met|spoke|talked|yesterday|last (?:week|month|time|year))\b(?![^.]{0,80}\b(?:will|need|by|until|before)\b)/i;

const PURPOSES: readonly (readonly [string, RegExp])[] = [
	[
		"contract end",
		/\b(?:contract|licen[cs]e|subscription|agreement)\b[^.]{0,40}\b(?:ends?|runs out|expires?|expir(?:y|es)|is up|renew)|\brenewal\b/i,
	],
	[
		"go-live",
		/\b(?:go[- ]?live|going live|be live|live by|launch|in place|up and running|roll[- ]?out|rollout|kick[- ]?off)\b/i,
	],
	["decision", /\b(?:decide|decision|choose|select|sign)\b/i],
	["meeting", /\b(?:call|meet(?:ing)?|demo|speak|talk|chat|catch up|available|slot|invite|walk ?through|session)\b/i],
	["deadline", /\b(?:deadline|due|by|before|until)\b/i],
];
const purposeOf = (text: string): string => PURPOSES.find(([, pattern]) => pattern.test(text))?.[0] ?? "";
const purposeBeside = (text: string, date: Span): string =>
	purposeOf(text.slice(Math.max(0, date.start - 40), date.end));
const purposeNear = (text: string, date: Span): string =>
	purposeOf(text.slice(Math.max(0, date.start - 60), date.end + 30)) || purposeOf(text);

/** The day, and what it is for where the words say so. */
export function datedValue(date: Dated): string {
	const purpose = purposeNear(date.sentence.text, date);
	return purpose === "" ? date.text : `${date.text} (${purpose})`;
}
