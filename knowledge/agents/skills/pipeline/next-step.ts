import { capitalised } from "#knowledge/agents/writing/speech.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { criteriaOf } from "#knowledge/core/facts/exit-criteria.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { isOptOut } from "#knowledge/core/reasoning/acts.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { datesIn } from "#knowledge/core/reasoning/entities/dates.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import { oneLine, shortened } from "#knowledge/core/reasoning/span.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import { dayOfIso, dueDay, workingDayAfter } from "./days.ts";
import { errandIn } from "./errands.ts";
import { followUp } from "./follow-up.ts";
import type { Heard } from "./heard.ts";
import { linesOf } from "./lines.ts";
import { eventIn, holding } from "./meetings.ts";
import type { NextAction } from "./next-action.ts";
import { inOrder, isPlain, possessive, STEP_CHARS_MAX, whoOf } from "./plain.ts";
import { byDay, theirs } from "./promises.ts";
import type { Reading } from "./reading.ts";
import { isStillOpen, isWaiting } from "./standing.ts";
import { told } from "./tasks.ts";
import { closingIn, isOfferOut, postponedIn } from "./terms.ts";

export type NextStep = {
	readonly what: string;
	readonly due: string;
	readonly why: string;
	readonly evidence: readonly Evidence[];
};

/** A question of theirs is answered on the next working day; what we have to find out may take one more. */
const ANSWER_DAYS = 1;
const FIND_OUT_DAYS = 2;
/** What we asked of them is theirs to answer; after this we ask again. */
const WAIT_DAYS = 3;

/** The next action of the deal as it will stand at `stage`. `null`: what stands is still right. */
export function nextStep(
	input: SkillInput,
	reading: Reading,
	at: { readonly stage: Stage; readonly action: NextAction },
): NextStep | null {
	const next = chosen(input, reading, at);
	return next && { ...next, what: tidied(next.what) };
}

/** [PI19] Names come from outside: whatever stands in them, a step stays one plain line. */
const tidied = (what: string): string => {
	const line = oneLine(what.replace(/[«»"“”…]|\(and \d+ more\)/g, ""));
	return line.length <= STEP_CHARS_MAX ? line : line.slice(0, STEP_CHARS_MAX).replace(/\s\S*$/, "");
};

function chosen(
	input: SkillInput,
	reading: Reading,
	{ stage, action }: { readonly stage: Stage; readonly action: NextAction },
): NextStep | null {
	const { signal } = reading;
	const who = whoOf(input);
	const from = signal?.receivedAt ?? input.now;
	if (reading.silentWeeks > 0) return isWaiting(input, input.now) ? null : silent(input, who);
	if (signal?.calendar) return meeting(input, signal.calendar, who);
	const closing = closingIn(reading.buyers);
	if (closing) return closed(input, reading, { ...closing, who });
	const later = postponedIn(reading.buyers);
	if (later) return takeUpAgain(input, later, who);
	const stop = reading.buyers.find(({ text }) => isOptOut(text));
	if (stop) return optedOut(input, stop, who);
	const heard: Heard = { input, lines: linesOf(input), from, who };
	const isOurMail = signal?.author === "us" && signal.kind === "email";
	if (reading.answeredAt === null) {
		const errand = errandIn(heard);
		if (errand && !(isOurMail && isWaiting(input, from))) return fromErrand(errand, from);
	}
	if (isOurMail || reading.answeredAt !== null) {
		if (isStillOpen(input, reading, { at: reading.answeredAt ?? from, ours: true })) return null;
		const next = followUp(heard);
		return step(next, {
			from: reading.answeredAt ?? from,
			within: WAIT_DAYS,
			why: "We wrote, and wait for an answer.",
		});
	}
	if (isStillOpen(input, reading, { at: from, ours: false })) return null;
	const promised = [...theirs(heard)].sort(byDay)[0];
	if (promised) return fromErrand(promised, from);
	return onAction(input, action, who) ?? onCriterion(input, reading, { stage, who });
}

const fromErrand = (
	{ what, named, why, evidence }: { what: string; named: number | null; why: string; evidence: readonly Evidence[] },
	from: Instant,
): NextStep => ({
	what,
	due: dueDay(named, { from, within: ANSWER_DAYS }),
	why,
	evidence,
});

/** [PI23] What the structured action says where no words of this signal name the step. Gaps are asked for by what the stage lacks. */
function onAction(input: SkillInput, action: NextAction, who: string): NextStep | null {
	const { kind, day, why, evidence } = action;
	const what = ACTION_WORDS[kind]?.(action.person ?? who);
	if (what === undefined) return null;
	const from = input.signal?.receivedAt ?? input.now;
	const due = dueDay(dayOfIso(day ?? ""), { from, within: ANSWER_DAYS });
	return { what, due: due < isoOf(dayOf(from)) ? isoOf(dayOf(from)) : due, why, evidence };
}

const ACTION_WORDS: Readonly<Partial<Record<NextAction["kind"], (who: string) => string>>> = {
	"hand-to-human": (who) => `Decide what ${who} asks for`,
	stop: (who) => `Stop writing to ${who}`,
	"keep-promise": (who) => `Keep what we promised ${who}`,
	answer: (who) => `Answer ${possessive(who)} question`,
	"send-offer": (who) => `Send ${who} the offer`,
	"ask-for-offer-facts": (who) => `Ask ${who} how many they need, so that we can make an offer`,
	"handle-objection": (who) => `Answer what holds ${who} back`,
	"prepare-meeting": (who) => `Prepare the meeting with ${who}`,
	"confirm-meeting": (who) => `Confirm the day that ${who} proposes`,
	"chase-promise": (who) => `Ask ${who} for what they promised`,
	widen: (who) => `Ask ${who} to bring in somebody else who has a say`,
};

type Timing = { readonly from: Instant; readonly within: number; readonly why: string; readonly named?: number | null };
const step = (what: string, { from, within, why, named = null }: Timing): NextStep => ({
	what,
	due: dueDay(named, { from, within }),
	why,
	evidence: [],
});

function silent(input: SkillInput, who: string): NextStep {
	const latest = Math.max(input.signal?.receivedAt ?? 0, ...input.history.map((line) => line.at));
	const days = Math.floor((input.now - latest) / 86_400_000);
	const why = `Nothing was heard for ${days} days.`;
	return step(`Follow up with ${who}: nothing was heard for ${days} days`, { from: input.now, within: 1, why });
}

const ASKED_AFTER = /\bplease\s((?:delete|remove|return|erase|send|confirm)\s[^.?!]{3,90})/i;

/** After a yes it is signed; after a no we do what they ask, and a person closes the deal. */
function closed(
	input: SkillInput,
	{ buyers, signal }: Reading,
	{ as, sentence, who }: { as: "lost" | "won"; sentence: Sentence; who: string },
): NextStep {
	const from = signal?.receivedAt ?? input.now;
	const evidence = signal ? [evidenceOf(signal, sentence)] : [];
	const quote = shortened(oneLine(sentence.text), 200);
	if (as === "won") {
		const what = `Agree the signature with ${who}`;
		return { ...step(what, { from, within: ANSWER_DAYS, why: `They say yes: "${quote}"` }), evidence };
	}
	const asked = buyers.findLast(
		({ text }) => ASKED_AFTER.test(text) && !/\baddressee|confidential|recipient\b/i.test(text),
	);
	const words = asked && told(oneLine(ASKED_AFTER.exec(asked.text)?.[1] ?? ""), "buyer").replace(/[,;:]+$/, "");
	const both = words ? `${capitalised(words)}, then close the deal as lost` : "";
	const what = both !== "" && isPlain(both) ? both : "Close the deal as lost";
	return { ...step(what, { from, within: ANSWER_DAYS, why: `It is over: "${quote}"` }), evidence };
}

/** Whoever asks not to be written to is not written to. */
function optedOut(input: SkillInput, sentence: Sentence, who: string): NextStep {
	const from = input.signal?.receivedAt ?? input.now;
	const why = `They ask for it: "${shortened(oneLine(sentence.text), 200)}"`;
	const evidence = input.signal ? [evidenceOf(input.signal, sentence)] : [];
	return { ...step(`Stop writing to ${who}`, { from, within: ANSWER_DAYS, why }), evidence };
}

/** Nothing sooner was named. */
const LATER_DAYS = 20;

/** What has to wait is taken up on the first working day of what was named for it, or in a month. */
function takeUpAgain(input: SkillInput, sentence: Sentence, who: string): NextStep {
	const from = input.signal?.receivedAt ?? input.now;
	const named = datesIn(sentence.text, from, 3).findLast(({ iso, relation }) => iso !== null && relation !== "past");
	const day = dayOfIso(named?.iso?.slice(0, 10) ?? "");
	const due = day === null || day <= dayOf(from) ? null : workingDayAfter(day - 1, 1);
	const why = `It has to wait: "${shortened(oneLine(sentence.text), 200)}"`;
	return {
		...step(`Take it up again with ${who}`, { from, within: LATER_DAYS, why, named: due }),
		evidence: input.signal ? [evidenceOf(input.signal, sentence)] : [],
	};
}

type Calendar = NonNullable<NonNullable<SkillInput["signal"]>["calendar"]>;

/** A meeting is the next step until it has begun; one that was called off has to be agreed again. */
function meeting(input: SkillInput, { method, startsAt, summary }: Calendar, who: string): NextStep | null {
	const from = input.signal?.receivedAt ?? input.now;
	if (method === "cancel")
		return step(`Agree a new time with ${who}`, { from, within: ANSWER_DAYS, why: "The meeting was called off." });
	if (startsAt === null || startsAt < from) return null;
	const day = dayOf(startsAt);
	const base = holding(summary ?? "", invited(input) ?? who, day);
	const about = aboutOf(summary, input.sender.organisation);
	const says = about !== "" && !about.toLowerCase().includes(eventIn(summary ?? "")) && isPlain(`${base}: ${about}`);
	const what = says ? `${base}: ${about}` : base;
	return step(what, { from, within: ANSWER_DAYS, why: `In the calendar on ${isoOf(day)}.`, named: day });
}

/** Of an invitation of ours, the first of theirs who is asked to it. */
function invited({ signal, contacts }: SkillInput): string | null {
	if (signal?.author !== "us") return null;
	const attendees = (signal.calendar?.attendees ?? []).map((each) => each.toLowerCase());
	const found = attendees.flatMap((each) =>
		contacts.filter(
			({ name, address }) => name !== "" && (each.includes(address.toLowerCase()) || each === name.toLowerCase()),
		),
	);
	return found[0] ? inOrder(found[0].name) : null;
}

/** The title of an invitation without our own name and without quotes. */
const aboutOf = (summary: string | null, ours: string): string =>
	oneLine(summary ?? "")
		.replace(/[«»"“”…]/g, "")
		.split(/:\s| \(/)
		.filter((part) => !part.toLowerCase().startsWith(ours.toLowerCase()))
		.map((part) => part.replace(/\)$/, "").trim())[0] ?? "";

/** What to do about the first criterion that a stage still lacks, by its id. */
const TO_DO: Readonly<Record<string, (who: string) => string>> = {
	engaged: (who) => `Ask ${who} what they want to change, and why now`,
	need: (who) => `Ask ${who} what the problem costs them today`,
	requirements: (who) => `Go through the requirements with ${who}: two are needed`,
	people: (who) => `Ask ${who} who else has a say`,
	budget: (who) => `Find out the budget from ${who}`,
	authority: (who) => `Find out from ${who} who signs off`,
	timeline: (who) => `Find out from ${who} by when they want it`,
	fit: (who) => `Show ${who} which of their needs we cover`,
	process: (who) => `Ask ${who} how they will decide`,
	asked: (who) => `Ask ${who} whether they want an offer from us`,
};

function onCriterion(input: SkillInput, reading: Reading, { stage, who }: { stage: Stage; who: string }): NextStep {
	const from = reading.signal?.receivedAt ?? input.now;
	const open = criteriaOf(stage, input.facts).find(({ met }) => !met);
	const toDo = open ? (TO_DO[open.criterion.id]?.(who) ?? `Find out: ${open.criterion.name}`) : null;
	const what = toDo ?? whenMet(stage, isOfferOut(input, reading.buyers), who);
	const why = open
		? `${stage} still lacks: ${open.criterion.name.toLowerCase()}.`
		: `Nothing else is open in ${stage}.`;
	return step(what, { from, within: FIND_OUT_DAYS, why });
}

function whenMet(stage: Stage, isOut: boolean, who: string): string {
	if (stage === "NEGOTIATION") return `Settle the open terms with ${who}`;
	if (stage !== "PROPOSAL") return `Agree the next step with ${who}`;
	return isOut ? `Ask ${who} what they think of the offer` : `Send ${who} the offer`;
}
