import { Chip } from "../parts/chip.tsx";
import type { NameOf } from "../people/use-people.ts";
import { sentence } from "../text/labels.ts";
import { type Autonomy, actionWords, LEVEL_NAMES, levelWords, percent, recordWords, rungOf } from "./words.ts";

/** What each person's clone may do by itself, what it earned that by, and what it may never go above. */
export function AutonomyTable({ autonomy, nameOf }: { autonomy: readonly Autonomy[]; nameOf: NameOf }) {
	return (
		<section aria-labelledby="autonomy-head">
			<h2 id="autonomy-head" className="section-head">
				What the crew may do by itself
			</h2>
			<p className="after">
				A level is earned by how surely people let things go as they were, by the lower end of the 95 % interval. It is
				never above the account's cap, and one serious error takes what was earned.
			</p>
			{autonomy.length === 0 ? (
				<p className="after">Nobody has decided anything yet: everything waits for a person's approval.</p>
			) : (
				<div className="table-box">
					<table className="table">
						<caption className="hidden">Levels of autonomy</caption>
						<thead>
							<tr>
								<th scope="col">For whom</th>
								<th scope="col">What</th>
								<th scope="col">Level</th>
								<th scope="col">Record</th>
								<th scope="col">Cap</th>
							</tr>
						</thead>
						<tbody>
							{autonomy.map((each) => (
								<Row key={`${each.person} ${each.action}`} autonomy={each} nameOf={nameOf} />
							))}
						</tbody>
					</table>
				</div>
			)}
		</section>
	);
}

function Row({
	autonomy: { person, action, level, cap, clean, decided, shareLow },
	nameOf,
}: {
	autonomy: Autonomy;
	nameOf: NameOf;
}) {
	const rung = rungOf(level);
	return (
		<tr>
			<th scope="row">{nameOf(person)}</th>
			<td data-label="What">{actionWords(action)}</td>
			<td data-label="Level">
				<span className="rungs" aria-hidden="true">
					{LEVEL_NAMES.map((name, i) => (
						<span key={name} className={i < rung ? "rung rung-on" : "rung"} />
					))}
				</span>
				{sentence(levelWords(level))}
				<span className="cell-note">
					{rung} of {LEVEL_NAMES.length}
				</span>
			</td>
			<td data-label="Record">
				{sentence(recordWords({ clean, decided }))}
				{decided > 0 && shareLow > 0 && <span className="cell-note">surely {percent(shareLow)} or more</span>}
			</td>
			<td data-label="Cap">
				{sentence(levelWords(cap))} {level === cap && <Chip>at its cap</Chip>}
			</td>
		</tr>
	);
}
