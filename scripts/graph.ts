import type { RunView } from "#knowledge/core/contract/deal.ts";

/** The crew's graph of one run: which skills, in which stages, what they handed over, and why others were skipped. */
export function graphOf(run: RunView): readonly string[] {
	const stepOf = (skill: string) => run.steps.find((step) => step.skill === skill && step.hop === 0);
	const told = (skill: string): string => {
		const step = stepOf(skill);
		if (!step) return skill;
		const tokens = step.tokens.prompt + step.tokens.output;
		return `${skill} (${step.outcome === "done" ? `${tokens} tokens` : `${step.outcome}: ${step.fault}`})`;
	};
	const stages = run.stages.map((skills, i) => `  stage ${i + 1}: ${skills.map(told).join("  ∥  ")}`);
	const handed = run.handoffs.map(({ from, to, hop, outcome }) => `  hop ${hop}: ${from} → ${to} (${outcome})`);
	const later = run.steps
		.filter((step) => step.hop > 0)
		.map((step) => `  stage after it: ${step.skill} (${step.tokens.prompt + step.tokens.output} tokens)`);
	const skipped = run.skipped.map(({ skill, why }) => `${skill} (${why})`);
	return [
		`run ${run.run}, woken by ${run.trigger.type}: ${run.state}, ${run.tokens} tokens`,
		...stages,
		...handed,
		...later,
		...(skipped.length > 0 ? [`  skipped: ${skipped.join(", ")}`] : []),
	];
}
