import { useCallback, useEffect, useState } from "react";
import type { DealAtView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Answer } from "../api/ask.ts";
import { Chip } from "../parts/chip.tsx";
import { Erasable, Loading, TroubleNote } from "../parts/empty.tsx";
import { useSession } from "../session.tsx";
import { skillName } from "../text/labels.ts";
import { reasonerName } from "../text/model.ts";
import { count } from "../text/time.ts";
import { Exact } from "../timeline/exact.tsx";
import type { Moment } from "./use-travel.ts";

/** What the skills of the latest run had before them by then, to the letter. */
export function Given({ deal, moment, at }: { deal: string; moment: Moment | null; at: number }) {
	const { ask, account } = useSession();
	const [now, setNow] = useState<Answer<DealAtView> | null>(null);
	// The page shows the deal as it stands without asking for its last moment: here that one is wanted.
	const load = useCallback(async () => {
		if (moment === null) setNow(await ask(OPERATIONS.getDeal, { params: { account, deal }, query: { at } }));
	}, [ask, account, deal, moment, at]);
	useEffect(() => void load(), [load]);
	const given = moment ? moment.moment.given : now?.ok ? now.value.moment?.given : undefined;
	return (
		<section className="panel travel-panel" aria-labelledby="given-head">
			<h2 id="given-head" className="panel-head">
				What each skill was given
			</h2>
			{given === undefined && now?.ok !== false && <Loading rows={3} label="The steps are loading" />}
			{moment === null && now && !now.ok && <TroubleNote trouble={now.trouble} onRetry={() => void load()} />}
			{given?.length === 0 && <p className="panel-empty">By then no skill had answered in the latest run.</p>}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
			<ul className="givens" tabIndex={0}>
				{given?.map((step) => (
					<li key={`${step.run} ${step.step}`}>
						<p className="given-head">
							<strong>{skillName(step.skill)}</strong>
							{step.outcome !== "done" && <Chip tone={step.outcome === "failed" ? "bad" : "warn"}>{step.outcome}</Chip>}
							<span className="muted">
								{reasonerName(step.reasoner)}, {count(step.tokens.prompt)} tokens in, {count(step.tokens.output)} out
							</span>
						</p>
						<p>
							<Erasable text={step.summary} />
						</p>
						<details>
							<summary>Input and output</summary>
							<Exact title="Input" text={step.input} />
							<Exact title="Output" text={step.output} />
						</details>
					</li>
				))}
			</ul>
		</section>
	);
}
