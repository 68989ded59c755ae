import { useMemo, useState } from "react";
import type { FactView } from "#knowledge/core/contract/deal.ts";
import type { FeedView } from "../api/deal-feed.ts";
import { firstSeq } from "../api/deal-state.ts";
import type { OpenStep } from "../deal/deal-page.tsx";
import { Button } from "../parts/button.tsx";
import { groupTimeline } from "./group.ts";
import { EventLine } from "./line.tsx";
import { RunCard } from "./run-card.tsx";
import type { Names } from "./sentences.ts";
import type { Summaries } from "./use-summaries.ts";

export type TimelineParts = {
	readonly names: Names;
	readonly summaries: Summaries;
	readonly facts: readonly FactView[];
	onStep(step: OpenStep): void;
	onFact(fact: string): void;
};

type Props = TimelineParts & { view: FeedView; onEarlier: (() => Promise<void>) | null };

/** Older runs are closed when the page opens: the newest are what one came for. */
const OPEN_AT_FIRST = 2;

export function Timeline({ view, onEarlier, ...parts }: Props) {
	const groups = useMemo(() => groupTimeline(view.events), [view.events]);
	const [loading, setLoading] = useState(false);
	const runs = groups.filter((group) => group.type === "run");
	const earlier = async () => {
		setLoading(true);
		await onEarlier?.();
		setLoading(false);
	};
	return (
		<section className="timeline" aria-labelledby="timeline-head">
			<h2 id="timeline-head" className="section-head">
				What happened
			</h2>
			{groups.length === 0 && <p className="panel-empty">Nothing yet.</p>}
			<ol className="groups">
				{groups.map((group) =>
					group.type === "single" ? (
						<li key={group.seq} className="single">
							<EventLine entry={group.entry} names={parts.names} />
						</li>
					) : (
						<li key={group.run} id={group.run}>
							<RunCard
								group={group}
								working={view.working?.run === group.run ? view.working.skills : []}
								startsOpen={runs.indexOf(group) < OPEN_AT_FIRST}
								{...parts}
							/>
						</li>
					),
				)}
			</ol>
			{firstSeq(view) > 1 && onEarlier && (
				<Button look="quiet" icon="clock" disabled={loading} onClick={() => void earlier()}>
					{loading ? "Loading…" : "Show what was earlier"}
				</Button>
			)}
		</section>
	);
}
