import type { SignalText } from "#knowledge/core/deal/skill.ts";
import { sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import { visibleOf } from "../signal-text.ts";
import { DAY_WORDS } from "./deadline.ts";
import { capitalised } from "./speech.ts";
import type { Answer } from "./topics.ts";

const DAY = new RegExp(`\\b(${DAY_WORDS})`, "i");
const DAYS = new RegExp(`\\b${DAY_WORDS}`, "gi");
const HOUR = /\d{1,2}[:.]\d\d|\b\d{1,2} ?[ap]m\b|\bnoon\b|\b(?:morning|afternoon|evening)\b/i;
/** What is longer than a line tells a story, with a time in it. */
const ASKED_CHARS_MAX = 90;
const SAID_CHARS_MAX = 160;

/** [RH33] A time that they propose is taken; the person who approves looks at the calendar. */
export function meetingAnswer(text: string, isMeeting: boolean): Answer | null {
	const day = dayIn(text);
	const isTime = day !== undefined && HOUR.test(text) && text.length < ASKED_CHARS_MAX;
	if (!isMeeting && !isTime) return null;
	if (day === undefined)
		return { says: "I would be glad to talk; I will send you an invitation.", commits: "a meeting invitation" };
	const when = /^(?:next|this|tomorrow)\b/i.test(day)
		? day.toLowerCase().replace(/\b(mon|tues|wednes|thurs|fri|satur|sun)day\b/, capitalised)
		: `on ${day}`;
	// No word of consent: what reads a draft for prices takes "that suits us" for one.
	return {
		says: HOUR.test(day)
			? `We can meet ${when}${ENCLOSED.test(text) ? "; thank you for the invitation." : "; I will send the invitation."}`
			: `We can meet ${when}; with the hour that you prefer I will send the invitation.`,
		commits: `a meeting invitation for ${day}: check the calendar`,
	};
}

/** Of two days the one with an hour, for "can we move Tuesday's call to Wednesday, 3pm" names what was, too. */
function dayIn(text: string): string | undefined {
	const days = [...text.matchAll(DAYS)].filter((match) => !/^['’]s\b/.test(text.slice(match.index + match[0].length)));
	return (days.find((match) => HOUR.test(match[0])) ?? days[0])?.[0];
}

const ENCLOSED = /\binvitation\b[^.]{0,30}\b(?:attached|enclosed|below)\b/i;

/** The sentence that proposes a time without asking. */
export function meetingProposedIn(signal: SignalText): string | null {
	const found = sentencesIn(signal.text, signal.visible).find(
		(each) =>
			each.text.length < SAID_CHARS_MAX &&
			!each.text.endsWith("?") &&
			PROPOSED.test(each.text) &&
			HOUR.test(each.text) &&
			DAY.test(each.text),
	);
	return found?.text ?? null;
}
const PROPOSED =
	/\b(?:i|we) (?:would |['’]d )?(?:propose|suggest)\b|^(?:the )?(?:demo(?:nstration)?|call|meeting|workshop|session)\b[^.]{0,20}:/i;

const INVITED_CHARS = 4_000;
/** What a calendar program sends as a mail, and a mail that brings an invitation with it. */
export const isInvitation = (signal: SignalText): boolean =>
	/^\s*you have been invited\b|^invitation\b[^.\n]{0,30}\battached\b/im.test(
		visibleOf(signal).slice(0, INVITED_CHARS),
	) || /^(?:updated )?invitation:/i.test(signal.subject ?? "");
