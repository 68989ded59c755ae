import { useEffect, useState } from "react";
import type { EventView, RunView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { useSession } from "../session.tsx";

export type Summaries = ReadonlyMap<string, string>;
export const stepKey = (run: string, step: number): string => `${run} ${step}`;

/** What each step said in a sentence. Events hold only its hash, so that the runs are asked for after each step. */
export function useSummaries(deal: string, events: readonly EventView[]): Summaries {
	const { ask, account } = useSession();
	const [runs, setRuns] = useState<readonly RunView[]>([]);
	const lastStep = events.findLast((entry) => entry.event.type === "deal.step-settled")?.seq ?? 0;
	useEffect(() => {
		if (lastStep === 0) return;
		let current = true;
		// Steps of one stage settle together: one question for all of them.
		const timer = setTimeout(async () => {
			const answer = await ask(OPERATIONS.listRuns, { params: { account, deal }, query: { limit: 20 } });
			if (answer.ok && current) setRuns(answer.value.items);
		}, 250);
		return () => {
			current = false;
			clearTimeout(timer);
		};
	}, [ask, account, deal, lastStep]);
	const summaries = new Map<string, string>();
	for (const run of runs)
		for (const step of run.steps) if (step.summary) summaries.set(stepKey(run.run, step.step), step.summary);
	return summaries;
}
