import { NOTHING } from "./answers.ts";
import type { Reader } from "./norms.ts";
import { capitalised } from "./speech.ts";
import { DECIDES, deciderOf, subjectsOf } from "./subjects.ts";
import type { Answer } from "./topics.ts";

/** What a mail leaves to be done, for what comes next depends on it. */
export type Standing = "answered" | "open" | "meeting" | "agreed" | "lost" | "later" | "promised" | "told";

/** At PROPOSAL a mail says what happens next; at another stage its own sentences do. */
export const nextPart = ({ stage }: Reader, standing: Standing): Answer =>
	stage === "PROPOSAL" ? { says: NEXT[standing], commits: "" } : NOTHING;

const NEXT: Readonly<Record<Standing, string>> = {
	answered: "As the next step I suggest a short call on whatever is still open on your side.",
	open: "Once you have these answers, the next step is a short call on whatever is still open on your side.",
	meeting: "The meeting is the next step; what it leaves open we take up afterwards in writing.",
	agreed: "The next step is ours.",
	lost: "There is no next step on our side unless you ask for one.",
	later: "The next step is ours, and it waits until then.",
	promised: "As the next step we go through it on our side and come back to you with what we find.",
	told: "As the next step I suggest a short call, so that the proposal fits what you write.",
};

/** [RH44] At NEGOTIATION, who asks for a term is told who decides on it, and who speaks of terms that they are that person's. */
export function deciderPart(
	{ stage }: Reader,
	of: { readonly asks: readonly string[]; readonly mail: string; readonly told: string; readonly by: string },
): Answer {
	if (stage !== "NEGOTIATION" || DECIDER_NAMED.test(of.told)) return NOTHING;
	// Who only wants to meet about the contract gets no second answer.
	if (of.asks.some(asksTerm) || (asksTerm(of.mail) && !/\bmeet\b/.test(of.told)))
		return {
			says: `${capitalised(deciderOf(stage))} will answer you ${of.by}, for none of this is mine to settle.`,
			commits: `an answer of the person who decides, ${of.by}`,
		};
	return of.asks.length > 0 || asksTerm(of.mail)
		? {
				says: `What touches the price or the contract is for ${DECIDES}.`,
				commits: "",
			}
		: NOTHING;
}
const DECIDER_NAMED = /\b(?:colleagues|manager),? who decides?\b|\bfor a person here to decide\b/i;

/** Whether something of the contract or of the price is asked for, in whatever words. */
export const asksTerm = (text: string): boolean =>
	TERM.test(text) || subjectsOf(text).some((each) => each.side === "commercial" || each.side === "legal");
const TERM =
	/\d\s?(?:%|percent|per cent)|\b(?:terms?|discounts?|pric\w{1,4}|rates?|fees?|charges?|cost|costs|pay|paid|payments?|instal?ments?|credits?|free|waive\w?|contracts?|clauses?|liab\w{2,6}|warrant\w{1,4}|guarantee\w?|penalt\w{1,4}|notice|terminat\w{1,5}|cancel\w{0,6}|renew\w{0,3}|commit\w{0,6}|duration|minimum|indexation|sla|net \d\d|exclusiv\w{1,4}|law|currency|invoic\w{1,4}|cap|capped|uncapped|ramp|phased?|opt[- ]out|exit|break)\b/i;
