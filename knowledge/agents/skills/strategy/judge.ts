import type { Judgement, Proposal, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import { partsOf, partsText } from "#knowledge/core/facts/subject.ts";
import { NOTHING_COVERS } from "./needs.ts";
import { isCurrent, PAIN_TOPIC, PRICE_TOPIC } from "./positions.ts";

const PASS: Judgement = { type: "pass" };
const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });

/** The strategy skill's own rules, whichever reasoner made a claim: what is said of us stands in the catalogue. */
export function judge(input: SkillInput, proposal: Proposal): Judgement {
	if (proposal.type !== "learn-fact") return reject("SG12", "the strategy skill learns facts, and does nothing else");
	const { claim } = proposal;
	switch (claim.key) {
		case "strategy.fit":
			return judgeFit(input, claim);
		case "strategy.gap":
			return judgeGap(input, claim);
		case "strategy.position":
			return judgePosition(input, claim);
		default:
			return reject("SG12", "the strategy skill maps, and does not qualify");
	}
}

/** As a part of a value is written. */
const part = (text: string): string => partsText([text]);

function judgeFit({ catalogue }: SkillInput, { value }: FactClaim): Judgement {
	const [need, name, says, ...more] = partsOf(value);
	const offering = catalogue.offerings.find((each) => part(each.name) === name);
	const isStated = offering?.capabilities.some((each) => part(each.says) === says) ?? false;
	if (!need || !isStated || more.length > 0)
		return reject("SG11", "a fit is need, offering and a sentence of that offering's capabilities");
	const limit = offering?.limits.find(({ about }) => about.some((words) => isNamed(part(need), words)));
	return limit ? reject("SG15", `a limit names this need: ${limit.says}`) : PASS;
}

/** The words stand in the need, whole. */
const isNamed = (need: string, words: string): boolean =>
	need.toLowerCase().includes(words) &&
	new RegExp(`(?<![\\p{L}\\p{N}])${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}s?(?![\\p{L}\\p{N}])`, "iu").test(need);

function judgeGap({ catalogue }: SkillInput, { value }: FactClaim): Judgement {
	const [need, says, ...more] = partsOf(value);
	const isStated =
		says === NOTHING_COVERS ||
		catalogue.offerings.some((offering) => offering.limits.some((each) => part(each.says) === says));
	return need && isStated && more.length === 0
		? PASS
		: reject("SG11", "a gap is a need and a limit of ours, or that nothing covers it");
}

function judgePosition(input: SkillInput, { value }: FactClaim): Judgement {
	const [topic = "", says = "", ...more] = partsOf(value);
	if (says === "" || more.length > 0) return reject("SG11", "a position is a topic and what to say");
	if (topic === PRICE_TOPIC) {
		const isTheirs = input.facts.some(
			(fact) => fact.key === "meddic.metrics" && fact.value !== null && says.includes(part(fact.value).slice(0, 190)),
		);
		return isTheirs ? PASS : reject("SG11", "a price is weighed against a figure of theirs");
	}
	if (topic === PAIN_TOPIC) {
		const isStated = input.catalogue.offerings.some((offering) =>
			offering.capabilities.some((each) => says === part(`${offering.name}: ${each.says}`)),
		);
		return isStated ? PASS : reject("SG11", "a pain is met by a sentence of the catalogue");
	}
	const rival = input.catalogue.competitors.find((each) => part(each.name) === topic);
	if (!rival || !isCurrent(rival, input.now))
		return reject("SG11", "of this rival the catalogue says nothing any more");
	const rest = rival.ours.map(part).reduce((text, each) => text.replace(each, ""), says);
	return rest.trim() === "" ? PASS : reject("SG11", "about a rival only what the catalogue holds is said");
}
