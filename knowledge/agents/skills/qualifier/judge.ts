import type { Judgement, Proposal, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { isStepForward } from "#knowledge/core/facts/stage.ts";
import { automaticKind } from "#knowledge/core/reasoning/automatic.ts";
import { isInside } from "#knowledge/core/reasoning/span.ts";

const PASS: Judgement = { type: "pass" };
const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });

/** The Qualifier's own rules about one of its proposals, whichever reasoner made it. */
export function judge(input: SkillInput, proposal: Proposal): Judgement {
	switch (proposal.type) {
		case "learn-fact":
			return judgeClaim(input, proposal.claim.evidence);
		case "move-stage":
			if (!isStepForward(input.deal.stage, proposal.to)) return reject("QU11", "a deal moves one step at a time");
			if (proposal.to !== "DISCOVERY" && proposal.to !== "QUALIFICATION")
				return reject("QU11", "stages after QUALIFICATION are not for the Qualifier");
			return proposal.evidence.length === 0 ? reject("QU12", "a move needs evidence") : PASS;
		case "hand-off":
			return proposal.to === "reply-handler" ? PASS : reject("QU14", "open questions go to the reply handler only");
		case "ask-human":
			return PASS;
		default:
			return reject("QU15", "the Qualifier only scores");
	}
}

function judgeClaim(input: SkillInput, evidence: readonly Evidence[]): Judgement {
	const { signal } = input;
	if (!signal) return reject("QU2", "without a text there is nothing to learn from");
	if (signal.author === "system" || (signal.author === "us" && signal.kind === "email"))
		return reject("QU8", "our own words claim nothing about the buyer");
	const visible = signal.visible.map((span) => signal.text.slice(span.start, span.end)).join("\n");
	if (automaticKind(signal.subject, visible) !== null)
		return reject("QU6", "this text is a machine's, a list's or a pitch to us, and no news about the buyer");
	for (const each of evidence) {
		if (each.signal !== signal.id) return reject("QU2", "the evidence is from another text");
		if (signal.text.slice(each.start, each.end) !== each.quote) return reject("QU2", "the quote does not stand there");
		if (!isInside(signal.visible, each))
			return reject("QU3", "the quote is not something that the author wrote here and now");
	}
	return PASS;
}
