import type { Matcher } from "#knowledge/agents/writing/match.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence, FactClaim } from "#knowledge/core/facts/fact.ts";
import type { Competitor } from "#knowledge/core/facts/offering.ts";
import { partsOf, partsText } from "#knowledge/core/facts/subject.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import { objectionsIn } from "#knowledge/core/reasoning/objections.ts";
import { sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import { FACT_VALUE_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import { literalOf } from "./literal.ts";
import { quotesOf, standing, sureMatch } from "./needs.ts";

export const PRICE_TOPIC = "price objection";
export const PAIN_TOPIC = "main pain";
const RIVALS_MAX = 4;

/** How to speak of a rival, of the price, and of what hurts most. */
export function positionClaims(input: SkillInput, matched: Matcher): readonly FactClaim[] {
	const claims = [...againstRivals(input), ...forThePrice(input), ...aboutThePain(input, matched)];
	return claims.filter(
		(claim) =>
			claim.evidence.length > 0 &&
			!input.facts.some(
				(fact) => fact.key === claim.key && fact.state !== "contradicted" && fact.value === claim.value,
			),
	);
}

/** To the end of its last day, in UTC. */
export const isCurrent = (competitor: Competitor, now: Instant): boolean => isoOf(dayOf(now)) <= competitor.expires;

/** What we say for ourselves, to the letter: as many of the sentences as a fact holds. */
export function oursText(competitor: Competitor): string {
	const sentences: string[] = [];
	for (const each of competitor.ours) {
		const longer = partsText([competitor.name, [...sentences, each].join(" ")]);
		if (longer.length <= FACT_VALUE_CHARS_MAX) sentences.push(each);
	}
	return partsText([competitor.name, sentences.join(" ")]);
}

function againstRivals(input: SkillInput): readonly FactClaim[] {
	const facts = standing(input.facts, ["discovery.competitor"]);
	return input.catalogue.competitors
		.filter((each) => isCurrent(each, input.now))
		.flatMap((competitor) => {
			const naming = facts.filter((fact) => names(fact.value ?? "", competitor));
			const confidence = Math.max(0, ...naming.map((fact) => fact.confidence));
			const claim = {
				key: "strategy.position",
				value: oursText(competitor),
				confidence,
				evidence: quotesOf(naming),
			} as const;
			return naming.length > 0 ? [claim] : [];
		})
		.slice(0, RIVALS_MAX);
}

function names(value: string, { name, aliases }: Competitor): boolean {
	const words = plain(partsOf(value)[0] ?? "");
	return [name, ...aliases].some((each) => words.includes(plain(each)));
}
const plain = (text: string): string =>
	` ${text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.trim()} `;

/** A price weighs against what the buyer said it is worth: their own figure, or nothing. */
function forThePrice(input: SkillInput): readonly FactClaim[] {
	const objections = standing(input.facts, ["conversation.objection"]).filter((fact) =>
		fact.value?.startsWith("price:"),
	);
	const here = objectedHere(input);
	const [metric] = [...standing(input.facts, ["meddic.metrics"])].sort((a, b) => b.confidence - a.confidence);
	if (!metric || (objections.length === 0 && here.length === 0)) return [];
	const said = shortened(metric.value ?? "", 200);
	return [
		{
			key: "strategy.position",
			value: partsText([PRICE_TOPIC, `Weigh the price against their own figure: ${said}`]),
			confidence: metric.confidence,
			evidence: [...quotesOf([metric]).slice(0, 3), ...here, ...quotesOf(objections)].slice(0, 5),
		},
	];
}

function objectedHere({ signal }: SkillInput): readonly Evidence[] {
	if (!signal || (signal.author !== "buyer" && signal.turns.length === 0)) return [];
	const sentence = sentencesIn(signal.text, signal.visible).find((each) =>
		objectionsIn(each.text).some((one) => one.kind === "price"),
	);
	return sentence ? [evidenceOf(signal, sentence)] : [];
}

function aboutThePain(input: SkillInput, matched: Matcher): readonly FactClaim[] {
	const pains = [...standing(input.facts, ["meddic.pain"])].sort((a, b) => b.confidence - a.confidence);
	const literal = literalOf(input.catalogue);
	for (const pain of pains) {
		const match = sureMatch(pain.value ?? "", matched, literal);
		if (match?.type !== "fit") continue;
		const value = partsText([PAIN_TOPIC, `${match.offering.name}: ${match.capability.says}`]);
		return [{ key: "strategy.position", value, confidence: pain.confidence, evidence: quotesOf([pain]) }];
	}
	return [];
}
