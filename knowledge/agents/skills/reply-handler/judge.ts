import { isOwnAccount } from "#knowledge/agents/commitment-claims.ts";
import { visibleOf } from "#knowledge/agents/signal-text.ts";
import { mayAnswer } from "#knowledge/agents/writing/gate.ts";
import type { Judgement, Proposal, SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import { isAccount } from "#knowledge/core/reasoning/dialogue/said.ts";
import { ownWords } from "#knowledge/core/reasoning/own-words.ts";
import { isInside } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { DRAFT_CHARS_MAX } from "./draft.ts";

/** More than this and a buyer answers none of them. */
export const QUESTIONS_MAX = 2;

const PASS: Judgement = { type: "pass" };
const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });

/** The reply handler's own rules about one of its proposals, whichever reasoner made it. */
export function judge(input: SkillInput, proposal: Proposal): Judgement {
	switch (proposal.type) {
		case "learn-fact":
			return judgeClaim(input.signal, proposal.claim);
		case "draft-email":
			return judgeDraft(input, proposal);
		case "ask-human":
			return PASS;
		case "hand-off":
			return proposal.to === "proposal"
				? PASS
				: reject("RH14", "prices go to the proposal skill, and nothing else is handed on");
		default:
			return reject("RH14", "the reply handler notes, drafts and hands prices over, and does nothing else");
	}
}

/** What our side undertakes or agrees in a conversation is proved by its own words, all else by the buyer's. */
const SAID_BY_BOTH: ReadonlySet<FactKey> = new Set([
	"conversation.promise",
	"conversation.agreed",
	"conversation.concession",
]);

/** [RH39] A mail of ours undertakes; only an account of what was said tells what they ask. */
const mayNoteOurs = (signal: SignalText, key: FactKey): boolean =>
	(key === "conversation.promise" && isOwnAccount(signal)) || (key === "conversation.ask" && isAccount(signal));

function judgeClaim(signal: SignalText | null, { key, evidence }: FactClaim): Judgement {
	if (signal === null || (signal.author !== "buyer" && !mayNoteOurs(signal, key)))
		return reject("RH2", "of our own words only what we undertake is noted, of a buyer's all else");
	const proven = evidence.every(
		(each) =>
			each.signal === signal.id &&
			signal.text.slice(each.start, each.end) === each.quote &&
			isInside(SAID_BY_BOTH.has(key) ? [...signal.visible, ...signal.turns] : signal.visible, each),
	);
	return proven ? PASS : reject("RH2", "the quote is not something that the buyer wrote here and now");
}

function judgeDraft(input: SkillInput, draft: Extract<Proposal, { type: "draft-email" }>): Judgement {
	if (!draft.to.every((to) => input.contacts.some((contact) => contact.id === to)))
		return reject("RH12", "a draft goes to contacts of the deal only");
	if (!mayAnswer(input)) return reject("RH13", "this text is not one to answer");
	if (draft.body.length > DRAFT_CHARS_MAX) return reject("RH10", `a draft has at most ${DRAFT_CHARS_MAX} characters`);
	const own = ownWords(draft.body, visibleOf(input.signal));
	if ((own.match(/\?/g) ?? []).length > QUESTIONS_MAX)
		return reject("RH11", `a draft asks at most ${QUESTIONS_MAX} questions`);
	return PASS;
}
