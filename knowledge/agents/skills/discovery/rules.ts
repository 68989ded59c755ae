import { isAutomatic, voiceOf } from "#knowledge/agents/signal-text.ts";
import type { SignalText, SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import type { FactClaim, ReadFact } from "#knowledge/core/facts/fact.ts";
import { partsOf } from "#knowledge/core/facts/subject.ts";
import { competitorsIn } from "#knowledge/core/reasoning/discovery/competitors.ts";
import { attachedRequirements, headedRequirements } from "#knowledge/core/reasoning/discovery/requirement-lists.ts";
import { requirementsIn } from "#knowledge/core/reasoning/discovery/requirements.ts";
import { saidIn } from "#knowledge/core/reasoning/discovery/said.ts";
import { sightsIn } from "#knowledge/core/reasoning/discovery/stakeholders.ts";
import { competitorClaims, knownVendors, requirementClaims } from "./claims.ts";
import { castOf } from "./known-cast.ts";
import { sidesOf } from "./ours.ts";
import { fullerIn, presentIn, stakeholderClaims, writerOf } from "./people.ts";

/** What a rep retells is second-hand: the buyer may have put it differently. */
const REPORTED_FACTOR = 0.75;

/** The rules reasoner of Discovery. */
export function reason(input: SkillInput): SkillOutput {
	const claims = input.signal ? read(input, input.signal) : [];
	return { proposals: claims.map((claim) => ({ type: "learn-fact", claim })), summary: summaryOf(claims) };
}

/** From here on a price or a clause is what is talked about, whoever wants us. */
const NEGOTIATING: ReadonlySet<SkillInput["deal"]["stage"]> = new Set(["PROPOSAL", "NEGOTIATION"]);

/** Everything in one pass (S2-77). */
function read(input: SkillInput, received: SignalText): readonly FactClaim[] {
	const signal = { ...received, turns: sidesOf(input, received) };
	const voice = voiceOf(signal);
	if (voice === null || isAutomatic(signal)) return [];
	const said = saidIn(signal, { voice, writer: writerOf(input, signal) });
	const cast = castOf(input, signal);
	const sure = <T extends { readonly confidence: number }>(found: readonly T[]): readonly T[] =>
		voice === "buyer"
			? found
			: found.map((each) => ({ ...each, confidence: Math.round(each.confidence * REPORTED_FACTOR * 100) / 100 }));
	const requirements = [
		...sure(requirementsIn(said)),
		...attachedRequirements(signal.text, signal.attached),
		...sure(headedRequirements(signal.text, signal.turns.length > 0 ? [] : signal.visible)),
	];
	const known = knownVendors(input.facts);
	const notVendors = [input.sender.organisation, input.deal.name, ...ownProducts(input.facts)];
	const vendors = sure(competitorsIn(said, cast, { notVendors, known }));
	// Who sells, or what is sold, is nobody of the buyer's.
	const people = { ...cast, things: [...cast.things, ...[...known, ...vendors].map(({ name }) => name)] };
	const negotiating = NEGOTIATING.has(input.deal.stage);
	const sights = sure([
		...presentIn(input, signal, { said, cast }),
		...fullerIn(said, cast, input),
		...sightsIn(said, people, { negotiating }),
	]);
	return [
		...requirementClaims(signal, requirements, input.facts),
		...stakeholderClaims(signal, sights, input),
		...competitorClaims(signal, vendors, input.facts),
	];
}

/** What we sell, as the strategist has matched it: a product of ours is no other vendor's. */
const ownProducts = (facts: readonly ReadFact[]): readonly string[] =>
	facts.flatMap((fact) => (fact.key === "strategy.fit" && fact.value !== null ? (partsOf(fact.value)[1] ?? []) : []));

function summaryOf(claims: readonly FactClaim[]): string {
	const counted = (
		[
			["discovery.requirement", "requirement", "requirements"],
			["discovery.stakeholder", "person", "people"],
			["discovery.competitor", "other vendor", "other vendors"],
		] as const
	).flatMap(([key, one, many]) => {
		const count = claims.filter((claim) => claim.key === key).length;
		return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
	});
	return counted.length === 0
		? "Nothing new about who is in this deal or what they need."
		: `Learned of ${counted.join(", ")}.`;
}
