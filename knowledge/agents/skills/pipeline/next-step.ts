import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import { criteriaOf } from "#knowledge/core/facts/exit-criteria.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { datesIn } from "#knowledge/core/reasoning/entities/dates.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { dayOfIso, dueDay, workingDayAfter } from "./days.ts";
import { type Errand, errandIn } from "./errands.ts";
import type { Reading } from "./reading.ts";
import { standing } from "./record.ts";
import { closingIn, isOfferOut, postponedIn } from "./terms.ts";

export type NextStep = { readonly what: string; readonly due: string; readonly evidence: readonly Evidence[] };

const DEAL = { type: "deal" } as const;
const WHAT_CHARS_MAX = 200;
/** A question of theirs is answered on the next working day; what we have to find out may take one more. */
const ANSWER_DAYS = 1;
const FIND_OUT_DAYS = 2;
/** What we asked of them is theirs to answer; after this we ask again. */
const WAIT_DAYS = 3;

/** The next action of the deal as it will stand at `stage`. `null`: what stands is still right. */
export function nextStep(input: SkillInput, reading: Reading, stage: Stage): NextStep | null {
	const { signal } = reading;
	const who = whoOf(input);
	if (reading.silentWeeks > 0) return silent(input, who);
	if (signal?.calendar) return meeting(input, signal.calendar, who);
	const closing = closingIn(reading.buyers);
	if (closing) {
		const what =
			closing.as === "lost"
				? `Hear from ${who} why, and decide whether to close the deal`
				: `Agree the signature with ${who}`;
		return step(input, what, { named: null, within: ANSWER_DAYS });
	}
	const later = postponedIn(reading.buyers);
	if (later) return takeUpAgain(input, later, who);
	if (reading.answeredAt !== null) return followUp(input, who, reading.answeredAt);
	const errand = errandIn(input, reading, who);
	if (errand) return fromErrand(input, errand);
	if (signal?.author === "us" && signal.kind === "email") return followUp(input, who, signal.receivedAt);
	return isStepStanding(input) ? null : onCriterion(input, reading, { stage, who });
}

const fromErrand = (input: SkillInput, { what, named, evidence }: Errand): NextStep => ({
	...step(input, what, { named, within: ANSWER_DAYS }),
	evidence,
});

function step(
	input: SkillInput,
	what: string,
	{
		named,
		within,
		from = input.signal?.receivedAt ?? input.now,
	}: { named: number | null; within: number; from?: number },
): NextStep {
	const due = dueDay(named, { from, within, now: input.now });
	return { what: shortened(what, WHAT_CHARS_MAX), due, evidence: [] };
}

function silent(input: SkillInput, who: string): NextStep {
	const days = Math.floor((input.now - latestOf(input)) / 86_400_000);
	return step(input, `Follow up with ${who}: nothing was heard for ${days} days`, {
		named: null,
		within: 1,
		from: input.now,
	});
}

/** Nothing sooner was named. */
const LATER_DAYS = 20;

/** What has to wait is taken up on the first working day of what was named for it, or in a month. */
function takeUpAgain(input: SkillInput, sentence: Sentence, who: string): NextStep {
	const from = input.signal?.receivedAt ?? input.now;
	const named = datesIn(sentence.text, from, 3).findLast(({ iso, relation }) => iso !== null && relation !== "past");
	const day = dayOfIso(named?.iso?.slice(0, 10) ?? "");
	const due = day === null || day <= dayOf(from) ? null : workingDayAfter(day - 1, 1);
	return {
		...step(input, `Take it up again with ${who}`, { named: due, within: LATER_DAYS }),
		evidence: input.signal ? [evidenceOf(input.signal, sentence)] : [],
	};
}

const latestOf = ({ signal, history }: SkillInput): number =>
	Math.max(signal?.receivedAt ?? 0, ...history.map((line) => line.at));

const followUp = (input: SkillInput, who: string, from: number): NextStep =>
	step(input, `Follow up with ${who} unless an answer has come`, { named: null, within: WAIT_DAYS, from });

type Calendar = NonNullable<NonNullable<SkillInput["signal"]>["calendar"]>;

/** A meeting is the next step until it has begun; one that was called off has to be agreed again. */
function meeting(input: SkillInput, { method, startsAt, summary }: Calendar, who: string): NextStep | null {
	if (method === "cancel") return step(input, `Agree a new time with ${who}`, { named: null, within: ANSWER_DAYS });
	if (startsAt === null || startsAt < input.now) return null;
	return step(input, `Prepare and hold the meeting${summary ? ` «${summary}»` : ` with ${who}`}`, {
		named: dayOf(startsAt),
		within: ANSWER_DAYS,
	});
}

/** Set before, not yet due, and nothing of ours has left since that may have done it. */
function isStepStanding(input: SkillInput): boolean {
	const [what, due] = [standing(input, DEAL, "next-step"), standing(input, DEAL, "next-step-due")];
	if (typeof what !== "string" || typeof due !== "string" || dayOfIso(due) === null) return false;
	return due >= isoOf(dayOf(input.now)) && input.history[0]?.by !== "us";
}

/** What to do about the first criterion that a stage still lacks, by its id. */
const TO_DO: Readonly<Record<string, (who: string) => string>> = {
	engaged: (who) => `Ask ${who} what they want to change, and why now`,
	need: (who) => `Ask ${who} what the problem costs them today`,
	requirements: (who) => `Go through the requirements with ${who}: two are needed in their words`,
	people: (who) => `Ask ${who} who else has a say`,
	budget: (who) => `Find out the budget from ${who}`,
	authority: (who) => `Find out from ${who} who signs off`,
	timeline: (who) => `Find out from ${who} by when they want it`,
	fit: (who) => `Show ${who} which of their needs we cover`,
	process: (who) => `Ask ${who} how they will decide`,
};

function onCriterion(input: SkillInput, reading: Reading, { stage, who }: { stage: Stage; who: string }): NextStep {
	const open = criteriaOf(stage, input.facts).find(({ met }) => !met);
	const toDo = open ? (TO_DO[open.criterion.id]?.(who) ?? `Find out: ${open.criterion.name}`) : null;
	return step(input, toDo ?? whenMet(stage, isOfferOut(input, reading.buyers), who), {
		named: null,
		within: FIND_OUT_DAYS,
	});
}

function whenMet(stage: Stage, isOut: boolean, who: string): string {
	if (stage === "NEGOTIATION") return `Settle the open terms with ${who}`;
	if (stage !== "PROPOSAL") return `Agree the next step with ${who}`;
	return isOut ? `Ask ${who} what they think of the offer` : `Send ${who} the offer`;
}

/** Whom the next step is with: who wrote, whom we greeted, or the one person there is. */
export function whoOf({ signal, contacts }: SkillInput): string {
	const writer = contacts.find((contact) => contact.id === signal?.from);
	const [only, other] = contacts;
	return (writer ?? greeted(signal, contacts) ?? (other ? undefined : only))?.name || "the buyer";
}

const GREETING =
	/^\s*(?:hi|hello|dear|hey|good (?:morning|afternoon|evening))\s(?:mrs?\.?\s|ms\.?\s)?([\p{L}'’-]{2,30})/iu;

function greeted(signal: SkillInput["signal"], contacts: readonly DealContact[]): DealContact | undefined {
	const [first] = signal?.author === "us" ? signal.visible : [];
	const name = first && GREETING.exec(signal?.text.slice(first.start, first.start + 80) ?? "")?.[1]?.toLowerCase();
	if (!name) return undefined;
	const fitting = contacts.filter((contact) => contact.name.toLowerCase().split(/\s+/).includes(name));
	return fitting.length === 1 ? fitting[0] : undefined;
}
