import { visibleOf } from "#knowledge/agents/signal-text.ts";
import { besideRival } from "#knowledge/agents/writing/answered.ts";
import { NOTHING } from "#knowledge/agents/writing/answers.ts";
import { isInvitation, meetingAnswer, meetingProposedIn } from "#knowledge/agents/writing/meeting.ts";
import type { Ask } from "#knowledge/agents/writing/moves.ts";
import type { Reader } from "#knowledge/agents/writing/norms.ts";
import { capitalised, listed } from "#knowledge/agents/writing/speech.ts";
import { deciderOf, subjectOf } from "#knowledge/agents/writing/subjects.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import type { Reading } from "./reading.ts";

/** Paragraphs of a reply that answer one thing each, whatever else the mail holds. */

export const POSITION = /\byour (?:position|answer|reply|response)\b/i;

/** What comes with our answer, such as a mark-up. */
export function withIt(asks: readonly Ask[]): string {
	const found = asks.flatMap(
		(ask) =>
			/\b(?:a|the) (mark-?up|redline|corrected (?:text|version|draft)|revised (?:text|draft|version))( of the [\w]+(?: \w+)?)?(?= in| by|[,.?!]|$)/i.exec(
				ask.text,
			) ?? [],
	);
	return found.length > 0 && POSITION.test(asks.map((ask) => ask.text).join(" "))
		? `, with the ${found[1]}${found[2] ?? ""}`
		: "";
}

export const owedPart = (count: number, when: string, extra: string): Answer => ({
	says: `You will have our answer to ${count > 1 ? "every open point" : "it"} ${when}${extra}.`,
	commits: when === "with it" ? "" : `all of it ${when}${extra}`,
});

export function confidencePart({ situation }: Reading): Answer {
	if (situation.confidential === null) return NOTHING;
	return {
		says:
			situation.confidential === "between us"
				? "This stays between us."
				: "I will keep to what you ask and treat this as confidential.",
		commits: "keeping what they wrote to ourselves",
	};
}

/** "No slides please" is a wish that costs nothing to keep. */
export function noSlides({ signal }: SkillInput): Answer {
	const what = signal?.author === "buyer" ? NO_SLIDES.exec(visibleOf(signal))?.[1] : undefined;
	return what ? { says: `There will be no ${what.toLowerCase()}.`, commits: "" } : NOTHING;
}
const NO_SLIDES = /\bno (slides|brochures|presentations?|marketing)\b(?=,? please|[.!]|$)/im;

/** A time that stands in a statement: "I would propose Wednesday, 6.30", "Demo: Wednesday, 10:00". */
export function proposedMeeting({ signal }: SkillInput, isAsked: boolean): Answer {
	if (isAsked || signal?.author !== "buyer") return NOTHING;
	if (isInvitation(signal))
		return { says: "Thank you for the invitation; we will be there.", commits: "attending: check the calendar" };
	const found = meetingProposedIn(signal);
	return (found === null ? null : meetingAnswer(found, true)) ?? NOTHING;
}

/** [RH32] Who decides and by when comes first, then the condition to the letter. */
export function conditionPart(input: SkillInput, { situation, moves, points }: Reading, by: string): Answer {
	if (situation.condition === null) return NOTHING;
	const agreed = moves.agrees ? " Thank you for what is settled." : "";
	const quote = situation.condition.replace(/["“”]/g, "'");
	const about = points.some((each) => each.label !== null) ? [] : commercialIn(input);
	return {
		says: `${capitalised(deciderOf(input.deal.stage))} will answer you in writing${about.length > 0 ? ` on ${listed(about)}` : ""}, ${by}, for this is not mine to decide: "${quote}"${agreed}`,
		commits: `an answer of a person to their condition, ${by}`,
	};
}

/** What is still open on the money, by name; what they call agreed is not. */
function commercialIn({ signal }: SkillInput): readonly string[] {
	if (signal === null) return [];
	const names = sentencesIn(signal.text, signal.visible)
		.filter(({ text }) => text.length <= 300 && !/\b(?:agreed|is fine|are fine|no problem|settled)\b/i.test(text))
		.flatMap(({ text }) => subjectOf(text) ?? [])
		.filter((each) => each.side === "commercial" && each.name !== "the price")
		.map((each) => each.name);
	return [...new Set(names)].slice(0, 4);
}

/** What may be said beside a rival: two sentences, or one to who has little time. */
export function rivalPart(input: SkillInput, { situation }: Reading, { rank }: Reader): Answer {
	if (input.signal?.author !== "buyer" || situation.condition !== null) return NOTHING;
	const says = besideRival(input, visibleOf(input.signal), rank === "c-suite" || rank === "executive" ? 1 : 2);
	return says === null ? NOTHING : { says, commits: "" };
}

/** What they will send is looked forward to by its name. */
export function promisePart({ moves }: Reading): Answer {
	for (const { text } of moves.promises) {
		const what = SENT.exec(text)?.[1]?.trim();
		if (!what || /\b(?:i|we|me|us|it)\b/i.test(what)) continue;
		const object = what.replace(/\b(my|our)\b/gi, "your");
		return { says: `I look forward to ${object}.`, commits: "reading what they send" };
	}
	return NOTHING;
}
const SENT =
	/\b(?:send|get|give|share|forward|prepare|bring)\s(?:you |over )?((?:the|our|my|a|an)\s[^,.;:()]{3,60}?)(?=\s(?:so|for|as|and|because|when|which|to|by|until|before|tonight|tomorrow|on)\b|[,.;:()]|$)/i;
