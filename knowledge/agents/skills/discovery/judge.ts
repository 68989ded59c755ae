import { isAutomatic, voiceOf } from "#knowledge/agents/signal-text.ts";
import type { Judgement, Proposal, SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence, FactClaim } from "#knowledge/core/facts/fact.ts";
import { readStakeholder } from "#knowledge/core/facts/stakeholder.ts";
import { partsOf } from "#knowledge/core/facts/subject.ts";
import { isFunctionName, isOurs, isPersonName, isThing } from "#knowledge/core/reasoning/discovery/cast.ts";
import { isNeed, REQUIREMENT_CHARS_MAX } from "#knowledge/core/reasoning/discovery/need-words.ts";
import { isInside } from "#knowledge/core/reasoning/span.ts";
import { isInWordsOf } from "./claims.ts";
import { companiesOf, knownPeople } from "./known-cast.ts";
import { oursIn } from "./ours.ts";

const PASS: Judgement = { type: "pass" };
const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });

/** Discovery's own rules about one of its proposals, whichever reasoner made it. */
export function judge(input: SkillInput, proposal: Proposal): Judgement {
	if (proposal.type !== "learn-fact")
		return reject("DI17", "Discovery notes who is in the deal and what they need, and does nothing else");
	const { signal } = input;
	if (!signal) return reject("DI2", "without a text there is nothing to learn from");
	if (voiceOf(signal) === null) return reject("DI4", "our own words claim nothing about the buyer");
	if (isAutomatic(signal))
		return reject("DI5", "this text is a machine's, a list's or a pitch to us, and no news about the buyer");
	const proven = judgeEvidence(signal, proposal.claim.evidence);
	return proven.type === "pass" ? judgeClaim(input, signal, proposal.claim) : proven;
}

function judgeEvidence(signal: SignalText, evidence: readonly Evidence[]): Judgement {
	const quotable = [...signal.visible, ...(signal.signature ? [signal.signature] : []), ...signal.attached];
	for (const each of evidence) {
		if (each.signal !== signal.id) return reject("DI2", "the evidence is from another text");
		if (signal.text.slice(each.start, each.end) !== each.quote) return reject("DI2", "the quote does not stand there");
		if (!isInside(quotable, each))
			return reject("DI3", "the quote is not something that the author wrote or attached here");
	}
	return PASS;
}

function judgeClaim(input: SkillInput, signal: SignalText, claim: FactClaim): Judgement {
	const [name = "", said = ""] = partsOf(claim.value);
	switch (claim.key) {
		case "discovery.stakeholder": {
			const stakeholder = readStakeholder(claim.value);
			if (!stakeholder)
				return reject("DI10", "a person is «name | title | role | stance | power | reports-to | heard»");
			if (isOurs(name, { theirs: [], ours: oursIn(input, signal), things: [] }))
				return reject("DI11", "our own people are no stakeholders of the buyer");
			if (!isPersonName(name) && !isFunctionName(name, stakeholder.role))
				return reject("DI21", "a title, a form of address or a function is nobody's name");
			if (isThing(name, { theirs: knownPeople(input), ours: [], things: companiesOf(input, signal) }))
				return reject("DI21", "a company is no person");
			return isTold(input, signal, stakeholder.title) ? PASS : reject("DI12", "the title is in no text");
		}
		case "discovery.competitor":
			if (!/^(?:in use|being compared)\b/.test(said))
				return reject("DI15", "a vendor is «name | in use: …» or «name | being compared: …»");
			return claim.evidence.some((each) => each.quote.includes(name))
				? PASS
				: reject("DI15", "the vendor is not named in the quote");
		default:
			return judgeRequirement(claim);
	}
}

function judgeRequirement({ value, evidence }: FactClaim): Judgement {
	if (value.length > REQUIREMENT_CHARS_MAX)
		return reject("DI7", `a requirement has at most ${REQUIREMENT_CHARS_MAX} characters`);
	if (!isNeed(value)) return reject("DI18", "what is agreed, paid or only pointed at is no requirement");
	return isInWordsOf(value, evidence) ? PASS : reject("DI7", "the words are not the buyer's");
}

/** A title that was read somewhere: in this text, on a contact, or on a known person. */
function isTold(input: SkillInput, signal: SignalText, title: string | null): boolean {
	if (title === null) return true;
	const said = title.toLowerCase();
	return (
		signal.text.toLowerCase().replace(/\s+/g, " ").includes(said) ||
		(signal.signature?.title?.toLowerCase().includes(said) ?? false) ||
		input.contacts.some((contact) => contact.title?.toLowerCase() === said) ||
		input.facts.some(
			(fact) => fact.key === "discovery.stakeholder" && (fact.value?.toLowerCase().includes(said) ?? false),
		)
	);
}
