import type { BudgetView } from "#knowledge/core/contract/budget.ts";
import { count, plural } from "../text/time.ts";
import { levelName } from "./words.ts";

/** What each level of priority may use, and how often there was nothing at it. */
export function Priorities({ view: { priorities, queued } }: { view: BudgetView }) {
	return (
		<section aria-labelledby="priorities-head">
			<h2 id="priorities-head" className="section-head">
				What each priority opens
			</h2>
			<div className="table-box">
				<table className="table">
					<caption className="hidden">Levels of priority</caption>
					<thead>
						<tr>
							<th scope="col">Priority</th>
							<th scope="col">Opens</th>
							<th scope="col" className="number">
								Found nothing this month
							</th>
						</tr>
					</thead>
					<tbody>
						{priorities.map(({ level, from, opens }) => {
							const waited = queued.find((each) => each.level === level);
							return (
								<tr key={level}>
									<th scope="row">
										<span className="cell-title">{levelName(level)}</span>
										<span className="cell-note">from {from}</span>
									</th>
									<td data-label="Opens">{opens}</td>
									<td data-label="Found nothing" className="number">
										{waited ? (
											<>
												{plural(waited.calls, "call")}
												<span className="cell-note">of {count(waited.tokens)} tokens; rules answered</span>
											</>
										) : (
											"none"
										)}
									</td>
								</tr>
							);
						})}
					</tbody>
				</table>
			</div>
		</section>
	);
}
