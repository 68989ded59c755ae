import type { Lookup } from "./answered.ts";
import { echoOf } from "./echo.ts";
import { meetingAnswer } from "./meeting.ts";
import type { Ask } from "./moves.ts";
import { listed } from "./speech.ts";
import { subjectOf } from "./subjects.ts";
import { ANSWERS, type Answer, TOPIC_LABELS } from "./topics.ts";

/** What can be said at once; `null` where somebody has to look. */
export function directAnswer(
	ask: Ask,
	{ lookup, by, isSorry }: { lookup: Lookup; by: string; isSorry: boolean },
): Answer | null {
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
	const met = meetingAnswer(text, ask.topic === "meeting");
	if (met) return met;
	const echo = ask.topic === "discount" || ask.topic === "price" ? null : echoOf(text);
	if (echo) return { says: echo, commits: `what they ask for: "${echo.replace(/^We will |\.$/g, "")}"` };
	const says = lookup(text, subjectOf(text));
	return says ? { says, commits: "" } : null;
}
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
	says: "I will send you the next steps in writing so that you can check them on your side.",
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
