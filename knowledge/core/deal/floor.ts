import { commitmentText, isCommitmentKey, readCommitment } from "../facts/commitment.ts";
import type { Evidence, FactClaim } from "../facts/fact.ts";
import { isSingle } from "../facts/keys.ts";
import { isSameName, plainName } from "../facts/person-name.ts";
import { mergeStakeholder, readStakeholder, stakeholderText } from "../facts/stakeholder.ts";
import { subjectOf } from "../facts/subject.ts";
import { PROPOSALS_MAX, type Proposal, type SkillOutput } from "./skill.ts";

export type Floored = {
	readonly output: SkillOutput;
	/** How many of the proposals are the rules' own. */
	readonly byRules: number;
};

/**
 * What stands where a model and the rules both answered one question: the model may add to what the crew sees, and never
 * take from it.
 * [FL1] All that the model proposed is kept: what of it breaks a rule is refused on record, as ever.
 * [FL2] What the rules found, and nothing acceptable of the model's is about, is added.
 * [FL3] Where both are about the same, the model's stands alone, [FL5] with what it leaves open of a person or an undertaking
 * and the rules know.
 * [FL4] What is refused comes last: it takes the place of nothing that the rules would have done.
 */
export function withFloor(
	model: SkillOutput,
	rules: SkillOutput,
	accepts: (proposal: Proposal, before: readonly Proposal[]) => boolean,
): Floored {
	const accepted = model.proposals.filter((proposal, i) => accepts(proposal, model.proposals.slice(0, i)));
	const refused = model.proposals.filter((proposal) => !accepted.includes(proposal));
	const added = rules.proposals
		.filter((proposal) => !accepted.some((each) => isAboutTheSame(each, proposal)))
		.slice(0, PROPOSALS_MAX - accepted.length);
	const filled = accepted.map((proposal, i) => {
		const whole = rules.proposals.reduce(filledIn, proposal);
		// The model's quote has to carry what the rules knew from theirs; where it does not, its own word stands as it was.
		return whole === proposal || accepts(whole, accepted.slice(0, i)) ? whole : proposal;
	});
	const proposals = [...filled, ...added, ...refused].slice(0, PROPOSALS_MAX);
	return { output: { proposals, summary: model.summary }, byRules: added.length };
}

function isAboutTheSame(model: Proposal, rules: Proposal): boolean {
	switch (rules.type) {
		case "learn-fact":
			return model.type === "learn-fact" && isSameClaim(model.claim, rules.claim);
		case "update-crm":
			return model.type === "update-crm" && model.field === rules.field && recordOf(model) === recordOf(rules);
		case "coach-rep":
			return model.type === "coach-rep" && model.topic === rules.topic;
		case "hand-off":
			return model.type === "hand-off" && model.to === rules.to;
		case "draft-email":
		case "move-stage":
		case "ask-human":
			return model.type === rules.type;
	}
}

function isSameClaim(model: FactClaim, rules: FactClaim): boolean {
	if (model.key !== rules.key) return false;
	if (isSingle(model.key)) return true;
	const [one, other] = [subjectOf(model.key, model.value), subjectOf(rules.key, rules.value)];
	// Two people can stand in one sentence, and one in two.
	if (one !== null && other !== null)
		return one === other || (model.key === STAKEHOLDER && isSameName(plainName(one), plainName(other)));
	return overlaps(model.evidence, rules.evidence);
}

const STAKEHOLDER = "discovery.stakeholder";

function filledIn(model: Proposal, rules: Proposal): Proposal {
	if (model.type !== "learn-fact" || rules.type !== "learn-fact" || !isSameClaim(model.claim, rules.claim))
		return model;
	const value = filledValue(model.claim, rules.claim);
	return value === model.claim.value ? model : { ...model, claim: { ...model.claim, value } };
}

function filledValue(model: FactClaim, rules: FactClaim): string {
	if (model.key === STAKEHOLDER) {
		const [fresh, known] = [readStakeholder(model.value), readStakeholder(rules.value)];
		return fresh && known ? stakeholderText(mergeStakeholder(known, fresh)) : model.value;
	}
	if (!isCommitmentKey(model.key)) return model.value;
	const [said, read] = [readCommitment(model.key, model.value), readCommitment(model.key, rules.value)];
	if (said.owner !== read.owner || (said.who && said.due)) return model.value;
	return commitmentText({ ...said, who: said.who ?? read.who, due: said.due ?? read.due });
}

const recordOf = ({ record }: Extract<Proposal, { type: "update-crm" }>): string =>
	record.type === "contact" ? record.contact : record.type;

const overlaps = (left: readonly Evidence[], right: readonly Evidence[]): boolean =>
	left.some((a) => right.some((b) => a.signal === b.signal && a.start < b.end && b.start < a.end));
