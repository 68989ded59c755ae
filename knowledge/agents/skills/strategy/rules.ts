import { matcherOf } from "#knowledge/agents/writing/match.ts";
import type { SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { needClaims } from "./needs.ts";
import { positionClaims } from "./positions.ts";

/** The rules reasoner of the strategy skill: facts and catalogue in, findings out. */
export function reason(input: SkillInput): SkillOutput {
	const { catalogue } = input;
	if (catalogue.offerings.length === 0 && catalogue.competitors.length === 0)
		return { proposals: [], summary: "There is no catalogue, so nothing is mapped." };
	const matched = matcherOf(catalogue);
	const claims = [...needClaims(input, matched), ...positionClaims(input, matched)];
	const count = (key: string): number => claims.filter((claim) => claim.key === key).length;
	return {
		proposals: claims.map((claim) => ({ type: "learn-fact", claim })),
		summary:
			claims.length === 0
				? "Nothing new to map: no need that the catalogue surely meets, or surely does not."
				: `Mapped ${count("strategy.fit")} fits, ${count("strategy.gap")} gaps and ${count("strategy.position")} positions.`,
	};
}
