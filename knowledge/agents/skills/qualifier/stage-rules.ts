import type * as z from "zod";
import type { MoveStage, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence, FactClaim } from "#knowledge/core/facts/fact.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { isKnown, KNOWN_CONFIDENCE, type Known, NONE_YET } from "./score.ts";

const WANT: readonly FactKey[] = ["bant.need", "meddic.pain"];
const MEANS: readonly (readonly [FactKey, string])[] = [
	["bant.budget", "budget"],
	["bant.authority", "authority"],
	["bant.timeline", "timeline"],
];

/** The steps that qualification can earn. Anything later belongs to others. */
const NEXT: Partial<Record<Stage, Stage>> = { PROSPECTING: "DISCOVERY", DISCOVERY: "QUALIFICATION" };

/** What must be known before a step, and why. `null`: not yet, or not ours to propose. */
export function nextStage(
	input: SkillInput,
	claims: readonly FactClaim[],
	known: Known,
): z.infer<typeof MoveStage> | null {
	const to = NEXT[input.deal.stage];
	if (!to) return null;
	const wants = WANT.filter((key) => isKnown(known, key));
	const means = MEANS.filter(([key]) => isKnown(known, key));
	if (wants.length === 0) return null;
	if (to === "QUALIFICATION" && means.length < 2) return null;
	const keys = to === "DISCOVERY" ? wants : [...wants, ...means.map(([key]) => key)];
	// A step is taken on what can be shown: an answer whose words were erased is known, and proves nothing any more.
	const proven = keys.filter((key) => proofOf(input, claims, key).length > 0);
	if (to === "QUALIFICATION" && (!wants.some((key) => proven.includes(key)) || proven.length < 3)) return null;
	const evidence = proven.flatMap((key) => proofOf(input, claims, key)).slice(0, EVIDENCE_MAX);
	if (evidence.length === 0) return null;
	const why =
		to === "DISCOVERY"
			? `The buyer has engaged and named a ${wants.includes("bant.need") ? "need" : "problem"}.`
			: `A ${wants.includes("bant.need") ? "need" : "problem"} is evidenced, and ${means.map(([, name]) => name).join(", ")} are known.`;
	return { type: "move-stage", to, why, evidence };
}

const EVIDENCE_MAX = 5;

/** One proof for a key: from this text, else from the board as far as its quotes still exist. */
function proofOf(input: SkillInput, claims: readonly FactClaim[], key: FactKey): readonly Evidence[] {
	const claimed = claims.find(
		(claim) => claim.key === key && claim.value !== NONE_YET && claim.confidence >= KNOWN_CONFIDENCE,
	)?.evidence[0];
	if (claimed) return [claimed];
	for (const fact of input.facts) {
		if (fact.key !== key || fact.state === "contradicted" || fact.value === null || fact.value === NONE_YET) continue;
		if (fact.state !== "validated" && fact.confidence < KNOWN_CONFIDENCE) continue;
		for (const each of fact.evidence) {
			if (each.quote !== null) return [{ signal: each.signal, quote: each.quote, start: each.start, end: each.end }];
		}
	}
	return [];
}
