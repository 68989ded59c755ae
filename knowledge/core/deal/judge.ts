import type { Evidence } from "../facts/fact.ts";
import { isReadable, subjectLine } from "./artefact.ts";
import type { Judgement, Proposal, Skill, SkillInput } from "./skill.ts";

const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });
const PASS: Judgement = { type: "pass" };

/** The runtime's rules about a proposal, whoever reasoned: least privilege first, then evidence, then the skill's own rules. */
export function judge(skill: Skill, input: SkillInput, proposal: Proposal): Judgement {
	if (!skill.mayPropose.includes(proposal.type)) return reject("JU1", `${skill.name} may not propose ${proposal.type}`);
	const ours = judgeByType(skill, input, proposal);
	return ours.type === "pass" ? skill.judge(input, proposal) : ours;
}

function judgeByType(skill: Skill, input: SkillInput, proposal: Proposal): Judgement {
	switch (proposal.type) {
		case "learn-fact":
			if (!skill.factKeys.includes(proposal.claim.key))
				return reject("JU2", `${skill.name} may not claim ${proposal.claim.key}`);
			return judgeEvidence(input, proposal.claim.evidence);
		case "move-stage":
			return judgeEvidence(input, proposal.evidence);
		case "draft-email": {
			const strangers = proposal.to.filter((to) => !input.contacts.some((contact) => contact.id === to));
			if (strangers.length > 0) return reject("JU4", "a draft goes to people of this deal only");
			return subjectLine(proposal.subject) !== "" && isReadable(proposal.body)
				? PASS
				: reject("JU5", "a draft has a subject and words that can be read");
		}
		case "ask-human":
		case "hand-off":
			return PASS;
	}
}

/**
 * [JU3] A quote stands in the signal, at its offsets, in words that the signal's author wrote there; or it is the quote
 * of a fact that is known, and was checked when that was learned.
 */
function judgeEvidence(input: SkillInput, evidence: readonly Evidence[]): Judgement {
	const { signal } = input;
	for (const each of evidence) {
		if (isKnown(input, each)) continue;
		if (signal?.id !== each.signal) return reject("JU3", "the quoted signal is not the one that was read");
		if (signal.text.slice(each.start, each.end) !== each.quote)
			return reject("JU3", "the quote does not stand at its offsets");
		if (!signal.visible.some((span) => span.start <= each.start && each.end <= span.end)) {
			return reject("JU3", "the quote is not in words that the author wrote here");
		}
	}
	return PASS;
}

const isKnown = (input: SkillInput, quoted: Evidence): boolean =>
	input.facts.some((fact) =>
		fact.evidence.some(
			(had) =>
				had.signal === quoted.signal &&
				had.start === quoted.start &&
				had.end === quoted.end &&
				had.quote === quoted.quote,
		),
	);
