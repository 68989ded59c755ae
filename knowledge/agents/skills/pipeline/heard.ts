import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import type { Day } from "#knowledge/core/reasoning/entities/calendar.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import { oneLine, type Span, shortened } from "#knowledge/core/reasoning/span.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import type { Line } from "./lines.ts";

/** What a signal says, and when it was said: days count from there, and not from when somebody looks. */
export type Heard = {
	readonly input: SkillInput;
	readonly lines: readonly Line[];
	readonly from: Instant;
	/** Whom a step is with where no line says so. */
	readonly who: string;
};

/** Something to be done that these words call for. */
export type Errand = {
	readonly what: string;
	readonly named: Day | null;
	/** In a few words, with the words that it rests on. */
	readonly why: string;
	readonly evidence: readonly Evidence[];
	readonly at: number;
};

const QUOTED_CHARS_MAX = 220;

export const found = (
	{ input }: Heard,
	{ sentence }: Line,
	{ what, named, reason }: { what: string; named: Day | null; reason: string },
): Errand => ({
	what,
	named,
	why: `${reason}: "${shortened(oneLine(sentence.text), QUOTED_CHARS_MAX)}"`,
	evidence: quotable(input, sentence),
	at: sentence.start,
});

/** Our turns of a conversation are not the buyer's words, so they are no evidence of this record. */
function quotable({ signal }: SkillInput, sentence: Span): readonly Evidence[] {
	if (!signal?.visible.some((span) => span.start <= sentence.start && sentence.end <= span.end)) return [];
	return [evidenceOf(signal, sentence)];
}
