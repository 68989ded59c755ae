import { useCallback } from "react";
import type { BudgetView } from "#knowledge/core/contract/budget.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { usePoll } from "../api/use-poll.ts";
import { isManager } from "../may.ts";
import { Asked, ManagerPage } from "../parts/manager-page.tsx";
import { usePeople } from "../people/use-people.ts";
import { useSession } from "../session.tsx";
import { money } from "../text/money.ts";
import { count, plural } from "../text/time.ts";
import { Factor } from "./factor.tsx";
import { Grants } from "./grants.tsx";
import { Pools } from "./pools.tsx";
import { Priorities } from "./priorities.tsx";
import { monthName, projectionWords, share, withoutModelWords } from "./words.ts";

const BUDGET_EVERY_MS = 10_000;

/** The month of model tokens: what there is, what was used, where it is going, and what people opened. */
export default function BudgetPage() {
	return (
		<ManagerPage
			title="Budget"
			about="What the crew may ask of models this month (UTC), and what it asked. Where there are no tokens left, rules answer: the crew never stops."
		>
			<Month />
		</ManagerPage>
	);
}

function Month() {
	const { ask, account, tenant } = useSession();
	const load = useCallback(() => ask(OPERATIONS.getBudget, { params: { account } }), [ask, account]);
	const budget = usePoll(load, BUDGET_EVERY_MS);
	const nameOf = usePeople();
	return (
		<Asked of={budget} rows={8} label="The month is loading">
			{(view) => (
				<div className="sections">
					<Figures view={view} />
					<Pools view={view} />
					<Grants view={view} nameOf={nameOf} mayGrant={isManager(tenant)} onGranted={budget.reload} />
					<Factor view={view} />
					<Priorities view={view} />
				</div>
			)}
		</Asked>
	);
}

function Figures({ view }: { view: BudgetView }) {
	const { spent, projection, today } = view;
	return (
		<section aria-labelledby="month-head">
			<h2 id="month-head" className="section-head">
				{monthName(view.month)}
			</h2>
			<dl className="tiles">
				<div>
					<dt>Used so far</dt>
					<dd>
						<strong>{count(spent.tokens)} tokens</strong>
						<span>
							{plural(spent.calls, "call")} of a model, for {money(spent.costMicros)}
						</span>
					</dd>
				</div>
				<div>
					<dt>By the month's end</dt>
					<dd>
						<strong>{projection ? `${count(projection.tokens)} tokens` : "Not known yet"}</strong>
						<span>{projectionWords(view)}</span>
						{projection && (
							<details>
								<summary>How this was reckoned</summary>
								{projection.how} That is {count(projection.perDay)} a day.
							</details>
						)}
					</dd>
				</div>
				<div>
					<dt>Steps that bought no answer</dt>
					<dd>
						<strong>{today.steps === 0 ? "No step yet" : share(today.withoutModel, today.steps)}</strong>
						<span>{withoutModelWords(today)}</span>
					</dd>
				</div>
			</dl>
		</section>
	);
}
