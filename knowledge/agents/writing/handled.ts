import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { nounIn } from "./indirect.ts";
import { capitalised } from "./speech.ts";
import { DECIDES } from "./subjects.ts";
import type { Answer } from "./topics.ts";

/** Who looks at what they sent, and when they hear: both are told in one sentence. `null` for any other question. */
export function handledAnswer(text: string, of: { readonly stage: Stage; readonly by: string }): Answer | null {
	const found = WHO.exec(text) ?? WHEN.exec(text);
	if (found === null) return null;
	const what = nounIn(text.slice(found.index + found[0].length)) ?? "this";
	return {
		says: `${of.stage === "NEGOTIATION" ? `${capitalised(DECIDES)},` : "Our regional manager"} will answer you on ${what} ${of.by}.`,
		commits: `an answer of the regional manager, ${of.by}`,
	};
}
const WHO =
	/\bwho(?:['’]s| is| are| will be)? (?:(?:on|at|in) (?:your|the other) (?:end|side) )?(?:is |are |can |could |will |actually )*(?:looking (?:at|into)|handl\w{1,4}|dealing with|working on|deciding|decides?|in charge|approv\w{1,4}|sign(?:s|ing)? off|(?:say|says|agree|agrees)\b)/i;
const WHEN =
	/\bwhen (?:do|will|can|should|would|might|may) (?:i|we) (?:hear|have an answer|know more|get (?:an? |your )?(?:answer|reply|word|response))\b/i;
