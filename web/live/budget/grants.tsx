import type { BudgetView } from "#knowledge/core/contract/budget.ts";
import { Ago } from "../parts/ago.tsx";
import type { NameOf } from "../people/use-people.ts";
import { count, day } from "../text/time.ts";
import { GrantForm } from "./grant-form.tsx";

type Props = { view: BudgetView; nameOf: NameOf; mayGrant: boolean; onGranted(): Promise<void> };

/** What people opened of the emergency tokens: who, when, why, how much. */
export function Grants({ view, nameOf, mayGrant, onGranted }: Props) {
	const { grants, allocation, ends } = view;
	return (
		<section aria-labelledby="grants-head">
			<h2 id="grants-head" className="section-head">
				Granted from the emergency tokens
			</h2>
			{grants.length === 0 ? (
				<p className="after">Nobody has granted any this month. Without a grant nothing opens them.</p>
			) : (
				<div className="table-box">
					<table className="table">
						<caption className="hidden">Grants of this month</caption>
						<thead>
							<tr>
								<th scope="col">Who</th>
								<th scope="col">Why</th>
								<th scope="col" className="number">
									Tokens
								</th>
								<th scope="col" className="number">
									When
								</th>
							</tr>
						</thead>
						<tbody>
							{grants.map((grant) => (
								<tr key={grant.id}>
									<th scope="row">{nameOf(grant.by)}</th>
									<td data-label="Why">{grant.reason}</td>
									<td data-label="Tokens" className="number">
										{count(grant.tokens)}
									</td>
									<td data-label="When" className="number">
										<Ago at={grant.at} />
									</td>
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
			{allocation.grantable === 0 ? (
				<p className="after">All of this month's emergency tokens have been granted.</p>
			) : (
				mayGrant && <GrantForm grantable={allocation.grantable} ends={day(ends)} onGranted={onGranted} />
			)}
		</section>
	);
}
