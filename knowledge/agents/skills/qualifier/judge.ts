import { isAutomatic, voiceOf } from "#knowledge/agents/signal-text.ts";
import type { Judgement, Proposal, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence, FactClaim } from "#knowledge/core/facts/fact.ts";
import { answerOf } from "#knowledge/core/methodology/answer.ts";
import { isHeardFor } from "#knowledge/core/methodology/heard.ts";
import { isTerm, saysSomething } from "#knowledge/core/reasoning/qualification/readable.ts";
import { isInside } from "#knowledge/core/reasoning/span.ts";

const PASS: Judgement = { type: "pass" };
const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });

/** The Qualifier's own rules about one of its proposals, whichever reasoner made it. */
export function judge(input: SkillInput, proposal: Proposal): Judgement {
	switch (proposal.type) {
		case "learn-fact":
			return judgeClaim(input, proposal.claim.evidence, proposal.claim);
		case "hand-off":
			return proposal.to === "reply-handler" ? PASS : reject("QU14", "open questions go to the reply handler only");
		case "ask-human":
			return PASS;
		default:
			return reject("QU15", "the Qualifier only scores");
	}
}

function judgeClaim(
	input: SkillInput,
	evidence: readonly Evidence[],
	{ key, value }: Pick<FactClaim, "key" | "value">,
): Judgement {
	const { signal } = input;
	if (!signal) return reject("QU2", "without a text there is nothing to learn from");
	if (voiceOf(signal) === null) return reject("QU8", "our own words claim nothing about the buyer");
	if (isAutomatic(signal))
		return reject("QU6", "this text is a machine's, a list's or a pitch to us, and no news about the buyer");
	if ((key === "bant.need" || key === "meddic.pain") && !saysSomething(value))
		return reject("QU24", "a fragment says nothing to who has not read the mail");
	if (key === "methodology.answer" && !isAsked(input, value))
		return reject("QU30", "no method of the tenant has a field of that name");
	if (key === "bant.need" && isTerm(value)) return reject("QU24", "a price or a term of the contract is no need");
	for (const each of evidence) {
		if (each.signal !== signal.id) return reject("QU2", "the evidence is from another text");
		if (signal.text.slice(each.start, each.end) !== each.quote) return reject("QU2", "the quote does not stand there");
		if (!isInside(signal.visible, each))
			return reject("QU3", "the quote is not something that the author wrote here and now");
	}
	return PASS;
}

function isAsked({ packs }: SkillInput, value: string): boolean {
	const answer = answerOf(value);
	const pack = packs.find(({ id }) => id === answer?.pack);
	return pack?.fields.some((field) => field.id === answer?.field && isHeardFor(field)) ?? false;
}
