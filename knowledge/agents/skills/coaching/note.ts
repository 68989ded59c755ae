import type * as z from "zod";
import type { CoachRep, SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { CoachingTopic } from "#knowledge/core/events/crm.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { actsIn } from "#knowledge/core/reasoning/acts.ts";
import { datesIn } from "#knowledge/core/reasoning/entities/dates.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";

export type Note = z.infer<typeof CoachRep>;

const QUOTED_CHARS_MAX = 160;

export const note = (topic: CoachingTopic, text: string, evidence: readonly Evidence[] = []): Note => ({
	type: "coach-rep",
	topic,
	note: text,
	evidence: [...evidence],
});

/** A note about one sentence of what was read. */
export const noteOn = (
	topic: CoachingTopic,
	{ signal, sentence, says }: { signal: SignalText; sentence: Sentence; says: (quote: string) => string },
): Note => note(topic, says(quoted(sentence.text)), [evidenceOf(signal, sentence)]);

export const quoted = (text: string): string => `«${shortened(text, QUOTED_CHARS_MAX)}»`;

export const wordCount = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;

const ARRANGES =
	/\b(?:next steps?|follow[- ]?up|invit\w+|calendar|schedule|set up|book (?:a|the|in)|arrange|sandbox|trial|pilot|(?:i|we)(?:['’]ll| will) (?:send|call|write|be in touch|have|get|come|do|put)|send (?:you|me|us|it|them|over|the)|you(?:['’]ll| will) (?:have|get|hear)|speak (?:on|next|soon)|talk (?:on|next))\b/i;

/** Something that will be done, by somebody or by a day. */
export const arranges = (text: string, now: Instant): boolean =>
	ARRANGES.test(text) ||
	actsIn(text).some(({ kind }) => kind === "commitment" || kind === "request") ||
	datesIn(text, now, 3).some(({ iso, relation }) => iso !== null && relation !== "past");

/** [CH10] From here on a deal that nobody signs off goes nowhere. */
const LATE: ReadonlySet<Stage> = new Set(["SOLUTION", "PROPOSAL", "NEGOTIATION"]);
const DECIDERS =
	/\b(?:decid\w*|decision|deciders?|sign(?:s|ed|ing)?[- ]off|who signs|approv\w+|board|committee|council|CFO|CEO|COO|CTO|CIO|owners?|managing director|procurement|final say|budget holder)\b/i;

export function missesDecider({ deal, facts }: SkillInput, words: string): boolean {
	if (!LATE.has(deal.stage) || DECIDERS.test(words)) return false;
	return !facts.some(
		(fact) => (fact.key === "bant.authority" || fact.key === "meddic.economic-buyer") && fact.state !== "contradicted",
	);
}
