import { KNOWN_CONFIDENCE, NONE_YET } from "#knowledge/core/facts/exit-criteria.ts";
import type { FactClaim, ReadFact } from "#knowledge/core/facts/fact.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";

/** Weights add up to 100. The four BANT answers decide; MEDDIC sharpens. */
const WEIGHTS: readonly (readonly [FactKey, number])[] = [
	["bant.budget", 20],
	["bant.authority", 20],
	["bant.need", 15],
	["bant.timeline", 15],
	["meddic.pain", 10],
	["meddic.metrics", 5],
	["meddic.economic-buyer", 5],
	["meddic.decision-criteria", 4],
	["meddic.decision-process", 3],
	["meddic.champion", 3],
];
const BANT: readonly (readonly [FactKey, string])[] = [
	["bant.budget", "budget"],
	["bant.authority", "authority"],
	["bant.need", "need"],
	["bant.timeline", "timeline"],
];

export type Known = {
	/** The best confidence for each key that has an answer. */
	readonly confidence: ReadonlyMap<FactKey, number>;
	readonly gaps: readonly string[];
};

export function knownFrom(facts: readonly ReadFact[], claims: readonly FactClaim[]): Known {
	const confidence = new Map<FactKey, number>();
	const add = (key: FactKey, sure: number) => confidence.set(key, Math.max(confidence.get(key) ?? 0, sure));
	for (const fact of facts) {
		if (fact.state === "contradicted" || fact.value === null || fact.value === NONE_YET) continue;
		add(fact.key, fact.state === "validated" ? 1 : fact.confidence);
	}
	for (const claim of claims) if (claim.value !== NONE_YET) add(claim.key, claim.confidence);
	const gaps = BANT.filter(([key]) => (confidence.get(key) ?? 0) < KNOWN_CONFIDENCE).map(([, name]) => name);
	return { confidence, gaps };
}

export type Tier = "Hot" | "Warm" | "Cold";

/** S4-05: how well the opportunity is qualified, of 100, and its tier. */
export function scoreOf(known: Known): { readonly score: number; readonly tier: Tier } {
	let sum = 0;
	for (const [key, weight] of WEIGHTS) sum += weight * (known.confidence.get(key) ?? 0);
	const score = Math.round(sum);
	return { score, tier: score >= 60 ? "Hot" : score >= 30 ? "Warm" : "Cold" };
}
