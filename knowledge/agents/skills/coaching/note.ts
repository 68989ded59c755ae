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

const LATE_NAME = /^(?:signs off|decides|approves)?:?\s*((?:\p{Lu}[\p{L}'’-]+\.?\s?){1,3})(?:\(|$)/u;
/** [CH12] Who decides, by name, where nobody of ours has met or written with them yet. */
export function unmetDecider({ deal, facts, contacts, signal }: SkillInput, words: string): string | null {
	if (!LATE.has(deal.stage)) return null;
	const known = facts.filter(
		({ key, state, value }) =>
			(key === "meddic.economic-buyer" || key === "bant.authority") && state !== "contradicted" && value !== null,
	);
	const name = known
		.map(({ value }) => LATE_NAME.exec(value ?? "")?.[1]?.trim() ?? "")
		.find((each) => /\p{Ll}/u.test(each) && !OFFICE.test(each));
	const parts = (name ?? "")
		.toLowerCase()
		.split(/[^\p{L}]+/u)
		.filter((part) => part.length > 2 && !TITLES.has(part));
	if (!name || parts.length === 0) return null;
	const met = [...contacts.map((each) => each.name), ...(signal?.turns ?? []).map(({ speaker }) => speaker), words];
	return met.some((text) => parts.some((part) => text.toLowerCase().includes(part))) ? null : name;
}
/** An office is nobody whom one could ask for by name. */
const OFFICE = /^(?:Board|Committee|Council|Managing|Chief|Head|Finance|General|Group|Owner|Director|Management|The)\b/;
const TITLES: ReadonlySet<string> = new Set([
	"mrs",
	"miss",
	"the",
	"board",
	"committee",
	"management",
	"director",
	"general",
]);

/** [CH13] One voice of theirs for a deal this far, and the words do not look for another. */
export function isSingleThreaded({ deal, contacts, facts, signal }: SkillInput, words: string): boolean {
	if (!LATE.has(deal.stage) || contacts.length !== 1 || DECIDERS.test(words)) return false;
	const speakers = new Set((signal?.turns ?? []).filter(({ side }) => side === "buyer").map(({ speaker }) => speaker));
	const people = facts.filter(({ key, state }) => key === "discovery.stakeholder" && state !== "contradicted");
	return speakers.size < 2 && people.length < 2;
}

const PROMISES =
	/\b(?:come back to you|get back to you|let you know|find out|look into|ask (?:our|my)|check|send|set up|prepare|write to you)\b/i;
const SOFT = /\btry to\b|\bif\b|\bwould\b|\?\s*$/i;
const DAYS =
	/\b(?:to(?:day|night|morrow)|this (?:morning|afternoon|evening|week)|by then|in time|right away|now|already|(?:an )?hour ago|have (?:it|that|this))\b/i;
/** [CH14] What we promise without saying by when. */
export const isUndatedPromise = (text: string, now: Instant): boolean =>
	!SOFT.test(text) &&
	!DAYS.test(text) &&
	PROMISES.test(text) &&
	(actsIn(text).some(({ kind }) => kind === "commitment") || /\b(?:and|i|we) will (?:come|get) back\b/i.test(text)) &&
	datesIn(text, now, 1).length === 0;

export function missesDecider({ deal, facts }: SkillInput, words: string): boolean {
	if (!LATE.has(deal.stage) || DECIDERS.test(words)) return false;
	return !facts.some(
		(fact) => (fact.key === "bant.authority" || fact.key === "meddic.economic-buyer") && fact.state !== "contradicted",
	);
}

export const neverMet = (name: string, stage: Stage): string =>
	`The deal is in ${stage}, ${name} decides, and nobody of us has spoken with ${name} yet. Ask who could bring you together before the offer does.`;
export const onePerson = (stage: Stage): string =>
	`The deal is in ${stage} and hangs on one person. Ask who else works with it or pays for it, and write to them too.`;
export const withoutDay = (quote: string): string =>
	`${quote} is a promise without a day. Say by when: they stop asking, and you can be held to something you chose.`;
