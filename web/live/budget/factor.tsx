import type { BudgetView } from "#knowledge/core/contract/budget.ts";
import { dollars } from "../text/money.ts";
import { count } from "../text/time.ts";
import { PART_NAMES, partName } from "./words.ts";

const FACTOR_MAX = 0.8;
const points = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 4 });
const scores = new Intl.NumberFormat(undefined, { maximumFractionDigits: 4 });

/** Why the base is as large as it is: what of the account each part of the factor comes from. */
export function Factor({ view: { allocation, terms } }: { view: BudgetView }) {
	const { parts, factor } = allocation;
	const sum = PART_NAMES.reduce((total, part) => total + parts[part], 0);
	const from = {
		revenue: `${dollars(terms.revenue)} a year`,
		complexity: `a score of ${scores.format(terms.complexity)}, from 0 to 1`,
		activity: `a score of ${scores.format(terms.activity)}, from 0 to 1`,
		ofAll: "the same for each account",
	};
	return (
		<section aria-labelledby="factor-head">
			<h2 id="factor-head" className="section-head">
				Why the base is as large as it is
			</h2>
			<p className="after">
				Its month is {count(terms.monthTokens)} tokens. The base is its share of six tenths of them, by a factor of{" "}
				{points.format(factor)}: {count(allocation.baseMonthly)} tokens. Beside other accounts it stands at{" "}
				{allocation.priorityScore} of 100.
			</p>
			<div className="table-box">
				<table className="table">
					<caption className="hidden">What the factor is the sum of</caption>
					<thead>
						<tr>
							<th scope="col">Part</th>
							<th scope="col">From</th>
							<th scope="col" className="number">
								Adds
							</th>
						</tr>
					</thead>
					<tbody>
						{PART_NAMES.map((part) => (
							<tr key={part}>
								<th scope="row">{partName(part)}</th>
								<td data-label="From">{from[part]}</td>
								<td data-label="Adds" className="number">
									{points.format(parts[part])}
								</td>
							</tr>
						))}
						<tr className="total">
							<th scope="row">Factor</th>
							<td data-label="From">
								{sum > factor ? `the sum is ${points.format(sum)}; no factor is above ${FACTOR_MAX}` : "the sum"}
							</td>
							<td data-label="Adds up to" className="number">
								{points.format(factor)}
							</td>
						</tr>
					</tbody>
				</table>
			</div>
		</section>
	);
}
