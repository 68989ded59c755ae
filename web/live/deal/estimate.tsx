import { useEffect, useState } from "react";
import type { EstimateView } from "#knowledge/core/contract/budget.ts";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { useSession } from "../session.tsx";
import { estimateDetail, estimateWords, isShort } from "../text/estimate.ts";

/** Runs of a burst of mails settle one after the other: one question for all of them. */
const REST_MS = 800;

/** What a run would take, before it is asked for. Where it cannot be told, nothing is said: the button works without. */
export function Estimate({ id, deal }: { id: string; deal: Pick<DealView, "id" | "counts"> }) {
	const { ask, account } = useSession();
	const [estimate, setEstimate] = useState<EstimateView | null>(null);
	const { runs } = deal.counts;
	// biome-ignore lint/correctness/useExhaustiveDependencies: each run may change what the next one is thought to take.
	useEffect(() => {
		let current = true;
		const timer = setTimeout(async () => {
			const answer = await ask(OPERATIONS.estimateRun, { params: { account, deal: deal.id } });
			if (answer.ok && current) setEstimate(answer.value);
		}, REST_MS);
		return () => {
			current = false;
			clearTimeout(timer);
		};
	}, [ask, account, deal.id, runs]);
	if (estimate === null) return null;
	return (
		<details className="estimate">
			<summary id={id}>A run: {estimateWords(estimate)}</summary>
			<p>
				{isShort(estimate) && "The month has too few tokens left for it: rules would answer. "}
				{estimateDetail(estimate)}
			</p>
		</details>
	);
}
