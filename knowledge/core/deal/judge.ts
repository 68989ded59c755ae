import { type CrmField, isFieldOf } from "../events/crm.ts";
import type { Evidence } from "../facts/fact.ts";
import type { Span } from "../reasoning/span.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import { crmMisfit } from "./crm.ts";
import { judgeDraft } from "./judge-draft.ts";
import type { Judgement, Proposal, SignalText, Skill, SkillInput } from "./skill.ts";

const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });
const PASS: Judgement = { type: "pass" };

/** The runtime's rules about a proposal, whoever reasoned: least privilege first, then evidence, then the skill's own rules. */
export function judge(skill: Skill, input: SkillInput, proposal: Proposal): Judgement {
	if (!skill.mayPropose.includes(proposal.type)) return reject("JU1", `${skill.name} may not propose ${proposal.type}`);
	const ours = judgeByType(skill, input, proposal);
	return ours.type === "pass" ? skill.judge(input, proposal) : ours;
}

/** [JU17] A proposal among the others of its step: of one type a skill makes no more than it was given. */
export function judgeInStep(
	skill: Skill,
	input: SkillInput,
	{ proposal, before }: { readonly proposal: Proposal; readonly before: readonly Proposal[] },
): Judgement {
	const most = skill.atMost?.[proposal.type];
	if (most !== undefined && before.filter(({ type }) => type === proposal.type).length >= most)
		return reject("JU17", `${skill.name} makes at most ${most} ${proposal.type} at a time`);
	return judge(skill, input, proposal);
}

function judgeByType(skill: Skill, input: SkillInput, proposal: Proposal): Judgement {
	switch (proposal.type) {
		case "learn-fact":
			if (!skill.factKeys.includes(proposal.claim.key))
				return reject("JU2", `${skill.name} may not claim ${proposal.claim.key}`);
			return SAID_BY_BOTH.has(proposal.claim.key)
				? judgeConversation(input, proposal.claim.evidence)
				: judgeEvidence(input, proposal.claim.evidence);
		case "move-stage":
			return judgeEvidence(input, proposal.evidence);
		case "draft-email":
			if (proposal.offer && !skill.mayOffer) return reject("JU14", `${skill.name} may not offer a price`);
			return judgeDraft(input, proposal);
		case "update-crm":
			return judgeCrm(input, proposal);
		case "coach-rep":
			return judgeConversation(input, proposal.evidence);
		case "ask-human":
		case "hand-off":
			return PASS;
	}
}

/** [JU15] What either side undertakes, grants, or says yes to is proved by that side's words. */
const SAID_BY_BOTH: ReadonlySet<FactKey> = new Set([
	"conversation.promise",
	"conversation.agreed",
	"conversation.concession",
]);

/** What may be written without a quote: a step of ours is decided, not read. */
const WITHOUT_QUOTE: ReadonlySet<CrmField> = new Set(["next-step", "next-step-due"]);

/** [JU6] A field belongs to its record, and its record to this deal; what it says about the buyer is quoted, if only from a signature. */
function judgeCrm(input: SkillInput, change: Extract<Proposal, { type: "update-crm" }>): Judgement {
	const { record, field, evidence } = change;
	if (!isFieldOf(record, field)) return reject("JU6", `there is no field ${field} of a ${record.type}`);
	const misfit = crmMisfit(field, change.value);
	if (misfit) return reject("JU6", `the field ${field} ${misfit}`);
	if (record.type === "contact" && !input.contacts.some((contact) => contact.id === record.contact))
		return reject("JU6", "the record is of nobody in this deal");
	if (evidence.length === 0 && !WITHOUT_QUOTE.has(field)) return reject("JU6", `the field ${field} needs a quote`);
	return judgeEvidence(input, evidence);
}

/** [JU7] [JU15] A note about a conversation or what both sides said in it, may quote either of them, and our own mail. */
function judgeConversation(input: SkillInput, evidence: readonly Evidence[]): Judgement {
	const { signal } = input;
	for (const each of evidence) {
		if (isKnown(input, each)) continue;
		if (signal?.id !== each.signal || signal.text.slice(each.start, each.end) !== each.quote)
			return reject("JU3", "the quote does not stand in what was read");
		const said = [...signal.visible, ...signal.turns];
		if (!said.some((span) => span.start <= each.start && each.end <= span.end))
			return reject("JU3", "the quote is not in words that were said or written here");
	}
	return PASS;
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
		if (!quotable(signal).some((span) => span.start <= each.start && each.end <= span.end)) {
			return reject("JU3", "the quote is not in words that the author wrote here");
		}
	}
	return PASS;
}

/** Words of its author, the signature below them, and what came attached. */
const quotable = (signal: SignalText): readonly Span[] => [
	...signal.visible,
	...(signal.signature ? [signal.signature] : []),
	...signal.attached,
];

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
