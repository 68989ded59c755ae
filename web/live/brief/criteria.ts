import type { CriterionView } from "#knowledge/core/contract/deal.ts";

export type StageAsks = {
	readonly stage: string;
	/** What is open comes first: that is what one looks for. */
	readonly criteria: readonly CriterionView[];
	readonly met: number;
};

/** What the deal's own stage asks for, and then what earlier stages left, the latest stage first. */
export function asksOf(
	criteria: readonly CriterionView[],
	stage: string,
): { here: StageAsks; earlier: readonly StageAsks[] } {
	const stages = [...new Set(criteria.map((each) => each.stage as string))].filter((each) => each !== stage).reverse();
	const asks = (of: string): StageAsks => {
		const own = criteria.filter((each) => each.stage === of);
		const open = own.filter((each) => !each.met);
		const met = own.filter((each) => each.met);
		return { stage: of, criteria: [...open, ...met], met: met.length };
	};
	return { here: asks(stage), earlier: stages.map(asks) };
}
