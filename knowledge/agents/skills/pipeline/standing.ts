import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { type Day, dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import { dayOfIso } from "./days.ts";
import type { Reading } from "./reading.ts";
import { standing } from "./record.ts";

const DEAL = { type: "deal" } as const;

/** The next step on the record and its day. */
function stands(input: SkillInput): { readonly what: string; readonly due: Day } | null {
	const [what, due] = [standing(input, DEAL, "next-step"), standing(input, DEAL, "next-step-due")];
	const day = typeof due === "string" ? dayOfIso(due) : null;
	return typeof what === "string" && day !== null ? { what, due: day } : null;
}

/** [PI17] They named a day for it themselves: until then nobody is followed up. */
export function isWaiting(input: SkillInput, at: Instant): boolean {
	const step = stands(input);
	return step !== null && /^Take it up again\b/.test(step.what) && step.due > dayOf(at);
}

/** These wait for a day or for somebody else; when it is over there is nothing left to do. */
const WAITS = /^(?:Prepare and hold|Take it up again|Follow up|Ask .+ to confirm|Confirm the|Check that)\b/;
const ON_ITS_DAY = /^(?:Prepare and hold|Take it up again)\b/;
const PAPER = /^Send .+ (?:proposal|quotation|quote|offer|bid|tender)\b/;
const HANDS_OVER =
	/\b(?:attached|enclosed|find|here (?:is|are)|behind the link|below|as you asked|submitted|went to you)\b[^.?!]{0,80}\b(?:proposal|quotation|quote|offer|bid|tender)\b|\b(?:proposal|quotation|quote|offer|bid|tender)\b[^.?!]{0,60}\b(?:attached|enclosed|behind the link|below)\b/i;
const RECEIVED =
	/\b(?:got (?:it|them|both)|received|in receipt of|thank(?:s| you) for (?:the|your|sending)|has arrived|arrived)\b/i;
/** What is longer overdue than this was done, or is not wanted any more. */
const OVERDUE_DAYS_MAX = 7;

/** [PI16] Set before, and neither done nor over as far as the words tell. An overdue task is still a task. */
export function isStillOpen(
	input: SkillInput,
	{ buyers, ours }: Reading,
	{ at, ours: isOurs }: { at: Instant; ours: boolean },
): boolean {
	const step = stands(input);
	if (!step) return false;
	const overdue = dayOf(at) - step.due;
	if (overdue > (WAITS.test(step.what) ? 0 : OVERDUE_DAYS_MAX)) return false;
	if (ON_ITS_DAY.test(step.what)) return true;
	if (isOurs) return PAPER.test(step.what) && !ours.some(({ text }) => HANDS_OVER.test(text));
	if (/^Send\b/.test(step.what) && buyers.some(({ text }) => RECEIVED.test(text))) return false;
	return input.history[0]?.by !== "us";
}
