import { useCallback, useState } from "react";
import type { LearnedView } from "#knowledge/core/contract/judgement.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Answer } from "../api/ask.ts";
import { usePoll } from "../api/use-poll.ts";
import { Asked, ManagerPage } from "../parts/manager-page.tsx";
import { usePeople } from "../people/use-people.ts";
import { useSession } from "../session.tsx";
import { AutonomyTable } from "./autonomy.tsx";
import { Changes } from "./changes.tsx";
import { Styles } from "./styles.tsx";
import { Worth } from "./worth.tsx";

/** What is learned follows the logs of deals: nobody watches it by the second. */
const LEARNED_EVERY_MS = 15_000;

/** What the crew does otherwise because of what people taught it, and what that rests on. */
export default function LearningPage() {
	return (
		<ManagerPage
			title="What was learned"
			about="What the crew does otherwise because people judged, edited and decided. Each change can be taken back; its subject then begins anew."
		>
			<Learned />
		</ManagerPage>
	);
}

function Learned() {
	const { ask, account } = useSession();
	// Taking a change back answers with all that is learned then: it is shown at once, until it is asked for again.
	const [taken, setTaken] = useState<LearnedView | null>(null);
	const load = useCallback(async (): Promise<Answer<LearnedView>> => {
		const answer = await ask(OPERATIONS.getLearned, { params: { account } });
		setTaken(null);
		return answer;
	}, [ask, account]);
	const learned = usePoll(load, LEARNED_EVERY_MS);
	const loadLessons = useCallback(() => ask(OPERATIONS.getLearning, { params: { account } }), [ask, account]);
	const lessons = usePoll(loadLessons, LEARNED_EVERY_MS);
	const nameOf = usePeople();
	return (
		<div className="sections">
			<Asked of={learned} rows={6} label="What was learned is loading">
				{(answer) => {
					const view = taken ?? answer;
					return (
						<>
							<Changes changes={view.changes} nameOf={nameOf} onTaken={setTaken} />
							<AutonomyTable autonomy={view.autonomy} nameOf={nameOf} />
							<Styles styles={view.styles} nameOf={nameOf} />
						</>
					);
				}}
			</Asked>
			<Asked of={lessons} rows={4} label="The counts are loading">
				{({ items }) => <Worth lessons={items} />}
			</Asked>
		</div>
	);
}
