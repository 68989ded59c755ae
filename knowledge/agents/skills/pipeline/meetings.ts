import { type Day, dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { stanceAt } from "#knowledge/core/reasoning/modality.ts";
import { dayInWords, daysIn, workingDayAfter } from "./days.ts";
import { type Errand, found, type Heard } from "./heard.ts";
import type { Line } from "./lines.ts";

const EVENTS: readonly (readonly [string, RegExp])[] = [
	["demo", /\bdemo(?:nstration)?\b/i],
	["workshop", /\bworkshop\b/i],
	["trial", /\btrial\b/i],
	["visit", /\b(?:visit|come (?:over|by|to)|on site|come round|look at both sites)\b/i],
	["call", /\b(?:call|phone|speak|talk|ring|catch up)\b/i],
	["meeting", /\b(?:meet(?:ing)?|session|slot|walk-?through|review)\b/i],
];
/** «The demo», «the call», «the meeting» where nothing more is said. */
export const eventIn = (text: string): string => EVENTS.find(([, pattern]) => pattern.test(text))?.[0] ?? "meeting";
export const isMeeting = (text: string): boolean => EVENTS.some(([, pattern]) => pattern.test(text));

/** A date further off is when they want to be live, not when they want to meet. */
const MEETING_DAYS_MAX = 60;
const dayIn = (text: string, from: number): Day | null =>
	daysIn(text, from).find(({ day, relation }) => relation !== "by" && day - dayOf(from) <= MEETING_DAYS_MAX)?.day ??
	null;

const CLOCK = /\b\d{1,2}(?:[:.]\d{2}| ?(?:am|pm|o['’]?clock))\b/i;
/** A day that both sides can make, and not one on which they meet somebody else. */
const AGREES =
	/\b(?:works|suits|is fine|would be fine|is good|is perfect|confirmed?|see you|agreed|(?:we|i) (?:can|could|will|['’]ll) (?:meet|speak|talk|do|make it|join)|let['’]?s (?:meet|speak|talk|say|do)|(?:speak|talk|meet) (?:to you |you )?(?:on|then))\b/i;
const FIXED =
	/(?:^|\b(?:the|a|an|our|your|\p{Lu}\p{L}+['’]s) )(?:\p{L}+ ){0,2}(?:demo(?:nstration)?|workshop|visit|trial|call|meeting|session)(?:: | (?:is|takes place|will be|follows|stays)\b[^.?!]{0,40}\bon\b| on (?:mon|tues|wednes|thurs|fri)day| is (?:fixed|set|planned|booked) for)|\b(?:put|booked|set|fixed) (?:the|our|a) (?:demo|workshop|visit|trial|call|meeting)\b/iu;
const SUGGESTS = /\b(?:how about|what about|suggest|propose)\b|\?\s*$/i;

/** Agreed on, or set by either side: it is held on its day. */
export function held(heard: Heard): Errand | null {
	for (const line of heard.lines) {
		const { text } = line.sentence;
		if (line.aside || /\?\s*$/.test(text) || stanceAt(text, { start: 0, end: 1 }) === "negated") continue;
		if (!FIXED.test(text) && !(line.side === "buyer" && AGREES.test(text))) continue;
		const day = dayIn(text, heard.from);
		if (day === null || day <= dayOf(heard.from)) continue;
		return found(heard, line, { what: holding(text, line.who, day), named: day, reason: "Agreed" });
	}
	return null;
}

/** «Gurpreet's trial» is nobody else's. */
const WHOSE = /\b(\p{Lu}\p{L}+['’]s (?:trial|demo|workshop|visit|session))\b/u;
export function holding(text: string, who: string, day: Day): string {
	const whose = WHOSE.exec(text)?.[1];
	return `Prepare and hold ${whose ?? `the ${eventIn(text)} with ${who}`} on ${dayInWords(day)}`;
}

const WAIT_DAYS = 3;
/** A day that one side proposes to the other. */
export type Proposed = Errand & { readonly day: Day; readonly event: string };

/** «Could we speak next Tuesday?», «I would propose Wednesday 30 September». */
export function proposed(heard: Heard, side: Line["side"]): Proposed | null {
	const { lines, from } = heard;
	for (const [i, line] of lines.entries()) {
		const { text } = line.sentence;
		if (line.side !== side || line.aside) continue;
		const before = lines[i - 1]?.sentence.text ?? "";
		const lead = SUGGESTS.test(text) || (text.length <= 80 && /\b(?:suggest|propose)\b/i.test(before));
		if (!lead || !(isMeeting(text) || CLOCK.test(text))) continue;
		const day = dayIn(text, from);
		if (day === null || day <= dayOf(from)) continue;
		const event = eventIn(`${text} ${isMeeting(text) ? "" : before}`);
		const what =
			side === "buyer"
				? `Confirm the ${event} with ${line.who} on ${dayInWords(day)}`
				: `Ask ${line.who} to confirm the ${event} on ${dayInWords(day)}`;
		// Ours is asked after, and in any case before its day is over.
		const named = side === "us" ? Math.min(day, workingDayAfter(dayOf(from), WAIT_DAYS)) : null;
		return { ...found(heard, line, { what, named, reason: "Proposed" }), day, event };
	}
	return null;
}
