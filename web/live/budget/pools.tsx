import type { BudgetView } from "#knowledge/core/contract/budget.ts";
import { Bar } from "../parts/bar.tsx";
import { count } from "../text/time.ts";
import { POOL_NAMES, poolWords, share } from "./words.ts";

/** Each part of the month as a bar, and beside it as numbers. */
export function Pools({ view: { pools, allocation } }: { view: BudgetView }) {
	return (
		<section aria-labelledby="pools-head">
			<h2 id="pools-head" className="section-head">
				Pools
			</h2>
			<p className="legend">
				<span>
					<span className="swatch bar-full" aria-hidden="true" /> used
				</span>
				<span>
					<span className="swatch bar-hatched" aria-hidden="true" /> reserved for calls under way
				</span>
			</p>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
			<div className="table-box" tabIndex={0}>
				<table className="table">
					<caption className="hidden">Tokens of each pool</caption>
					<thead>
						<tr>
							<th scope="col">Pool</th>
							<th scope="col" className="bar-column">
								How far it is used
							</th>
							<th scope="col" className="number">
								Size
							</th>
							<th scope="col" className="number">
								Used
							</th>
							<th scope="col" className="number">
								Reserved
							</th>
							<th scope="col" className="number">
								Left
							</th>
						</tr>
					</thead>
					<tbody>
						{POOL_NAMES.map((name) => (
							<PoolRow key={name} name={name} pool={pools[name]} />
						))}
					</tbody>
				</table>
			</div>
			<p className="after">
				Burst tokens belong to all accounts together: {count(allocation.burstAvailable)} this month, lent as they are
				needed and there. Of the emergency tokens {count(allocation.grantable)} can still be granted.
			</p>
		</section>
	);
}

type Pool = BudgetView["pools"]["base"];

function PoolRow({ name, pool }: { name: keyof BudgetView["pools"]; pool: Pool }) {
	const { size, used, reserved, left } = pool;
	const words = poolWords(name);
	const of = (part: number) => (size === 0 ? 0 : part / size);
	return (
		<tr>
			<th scope="row">
				<span className="cell-title">{words.name}</span>
				<span className="cell-note">{words.about}</span>
			</th>
			<td data-label="Used">
				<Bar
					parts={[
						{ name: "used", share: of(used), look: "full" },
						{ name: "reserved", share: of(reserved), look: "hatched" },
					]}
				/>
				<span className="cell-note">{size === 0 ? "nothing in it" : `${share(used + reserved, size)} taken`}</span>
			</td>
			<td data-label="Size" className="number">
				{count(size)}
			</td>
			<td data-label="Used" className="number">
				{count(used)}
			</td>
			<td data-label="Reserved" className="number">
				{count(reserved)}
			</td>
			<td data-label="Left" className="number">
				{count(left)}
			</td>
		</tr>
	);
}
