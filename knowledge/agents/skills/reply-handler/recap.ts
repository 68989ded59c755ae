import { greetingOf, signOffOf } from "#knowledge/agents/writing/letter.ts";
import { readerOf } from "#knowledge/agents/writing/persona.ts";
import { capitalised } from "#knowledge/agents/writing/speech.ts";
import { judgeDraft } from "#knowledge/core/deal/judge-draft.ts";
import type { DealContact, SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import { sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import type { Draft } from "./draft.ts";

/** More than these are minutes, and no reminder. */
const PROMISES_MAX = 3;

/** [RH29] After a call, a mail holds what our side promised there; what was asked was answered live. */
export function recapOf(input: SkillInput, signal: SignalText, contact: DealContact): Draft | null {
	const promised = promisedBy(signal);
	if (promised.length === 0) return null;
	const where = signal.kind === "chat" ? "in our chat" : "on our call";
	const reader = readerOf(input, contact);
	const body = [
		greetingOf(input, contact, reader),
		promised.length === 1
			? `As promised ${where}: ${promised[0]}`
			: [`As promised ${where}:`, ...promised.map((each) => `- ${capitalised(each)}`)].join("\n"),
		signOffOf(input, reader),
	].join("\n\n");
	const draft: Draft = {
		subject: signal.kind === "chat" ? "What I promised" : "What I promised on our call",
		body,
		why: `Repeats what our side promised ${where}. By approving you commit to: ${promised.join(" ")}`.slice(0, 400),
	};
	// What we said in a call is no source of ours: a name or a figure that the buyer did not say is left to a person.
	return judgeDraft(input, { type: "draft-email", to: [contact.id], ...draft }).type === "pass" ? draft : null;
}

function promisedBy(signal: SignalText): readonly string[] {
	const ours = signal.turns.filter((turn) => turn.side === "us");
	return sentencesIn(signal.text, ours)
		.filter(({ text }) => text.length <= PROMISE_CHARS_MAX && !/\?\s*$/.test(text))
		.filter(({ text }) => DELIVERS.test(text) && !SOON_OVER.test(text))
		.slice(0, PROMISES_MAX)
		.map(({ text }) => told(text));
}
const PROMISE_CHARS_MAX = 160;
/** Something will be in their hands; "I'll ask" and "I'll call him now" are talk. */
const DELIVERS =
	/\b(?:I|we)(?:['’]ll| will) (?:also |then |gladly )?(?:send|get you|share|forward|come back|let you (?:know|have)|give you|set up|write|prepare)\b/i;
/** Once a mail is approved, "tomorrow" is another day. */
const SOON_OVER = /\b(?:today|tomorrow|tonight|now|in a minute|one moment)\b/i;

const told = (text: string): string =>
	text
		.replace(/\bI['’]ll\b/g, "I will")
		.replace(/\bwe['’]ll\b/gi, "we will")
		.replace(/^(?:(?:yes|ok(?:ay)?|right|sure|good|fine|and|so|then|well|great|no)[,.!]?\s)+/i, "")
		.trim();
