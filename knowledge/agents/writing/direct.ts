import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import type { Lookup } from "./answered.ts";
import { echoOf } from "./echo.ts";
import { handledAnswer } from "./handled.ts";
import { meetingAnswer } from "./meeting.ts";
import type { Ask } from "./moves.ts";
import { listed } from "./speech.ts";
import { subjectOf } from "./subjects.ts";
import { ANSWERS, type Answer, TOPIC_LABELS } from "./topics.ts";

export type How = {
	readonly lookup: Lookup;
	readonly by: string;
	/** They complain; that we are sorry is said elsewhere. */
	readonly isSorry: boolean;
	readonly stage: Stage;
	/** What the catalogue has for the sentence in front of an ask: "what does it do for that?" is about what stands there. */
	readonly pointed?: (ask: Ask) => string | null;
};

/** What can be said at once; `null` where somebody has to look. */
export function directAnswer(ask: Ask, { lookup, by, isSorry, stage, pointed }: How): Answer | null {
	if (ask.topic === "silence") return ANSWERS.silence;
	if (ask.topic === "account")
		return {
			says: `${isSorry ? "" : "I am sorry for the trouble this has caused you. "}I will find out what happened and send you a written account of it ${by}, with the name of who takes care of it.`,
			commits: ANSWERS.account.commits,
		};
	const { text } = ask;
	if (RECEIPT.test(text) || BIDS.test(text)) {
		const received = RECEIPT.test(text) ? "We confirm that we have received your request. " : "";
		if (!BIDS.test(text)) return { says: received.trimEnd(), commits: "" };
		return {
			says: `${received}Whether we take part is for a person here to decide; you will have a clear yes or no ${by}.`,
			commits: `a yes or no on taking part ${by}`,
		};
	}
	if (NEXT.test(text)) return NEXT_STEPS;
	const handled = handledAnswer(text, { stage, by });
	if (handled) return handled;
	const says = lookup(text, subjectOf(text));
	const isShown = MEETS.test(text);
	// "Does it record a call?" asks for no call.
	const met = meetingAnswer(text, ask.topic === "meeting" && (isShown || says === null));
	if (met) return met;
	const echo = ask.topic === "discount" || ask.topic === "price" ? null : echoOf(text);
	if (echo) return { says: echo, commits: `what they ask for: "${echo.replace(/^We will |\.$/g, "")}"` };
	if (says) return { says, commits: "" };
	// What points back, and is about no subject of its own, is asked of the sentence before it.
	const before = POINTS_BACK.test(text) && subjectOf(text) === null ? (pointed?.(ask) ?? null) : null;
	return before === null ? null : { says: before, commits: "" };
}
const MEETS =
	/\b(?:meeting|meet(?! (?:them|these|this|that|our|the|all|those|it)\b)|call (?:us|me|with)|a call|speak|talk (?:to|with|about|on)|demo\w{0,9}|show (?:me|us)|walk (?:me|us)|slot|available|availability|invite|calendar|catch up)\b/i;
const POINTS_BACK = /\b(?:it|that|this|them|these|those|they|such|there)\b/i;
const NEXT = /\bnext steps?\b|\bwhat happens next\b|\bhow do we (?:proceed|go on)\b/i;
const RECEIPT = /\b(?:confirm|acknowledge)\b[^.?!]{0,30}\breceipt\b/i;
export const asksToBid = (text: string): boolean => BIDS.test(text);
const BIDS =
	/\b(?:whether|if) you (?:intend|wish|want|are going|would like) to (?:bid|tender|take part|participate)\b|\bintention to bid\b|\bthat you take part\b/i;

/** A question that a colleague told us of is named by its topic. */
export const toldPart = ({ topic }: Ask, by: string): Answer => ({
	says: `${topic === "other" ? "You raised a question with us." : `You raised a question about ${TOPIC_LABELS[topic]}.`} The colleague who knows will answer it ${by}.`,
	commits: `an answer to their question, ${by}`,
});

export const NEXT_STEPS: Answer = {
	says: "I will send you the next steps in writing, so that you can check them on your side.",
	commits: "the next steps in writing",
};

/** What we will do stands in one sentence. */
export function sentencesOf(answers: readonly Answer[]): Answer {
	const all = [...new Set(answers.map((each) => each.says))];
	const acts = all.filter((each) => each.startsWith("We will ")).map((each) => each.slice("We will ".length, -1));
	const done = acts.length > 0 ? [`We will ${listed(acts)}.`] : [];
	return {
		says: [...all.filter((each) => !each.startsWith("We will ")), ...done].join(" "),
		commits: [...new Set(answers.map((each) => each.commits))].filter((each) => each !== "").join("; "),
	};
}
