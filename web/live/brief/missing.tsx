import type { CriterionView, DealView } from "#knowledge/core/contract/deal.ts";
import { type Proof, proofOfFacts } from "../deal/proof.ts";
import { Icon } from "../parts/icon.tsx";
import { stageName } from "../text/labels.ts";
import { asksOf, type StageAsks } from "./criteria.ts";

type Props = { deal: DealView; onProof(proof: Proof): void };

/** What the deal has to show before it can go on: what is open first, what is known with its proof. */
export function Missing({ deal, onProof }: Props) {
	const { here, earlier } = asksOf(deal.criteria, deal.stage);
	const open = earlier.flatMap((each) => each.criteria.filter((criterion) => !criterion.met));
	const met = earlier.flatMap((each) => each.criteria.filter((criterion) => criterion.met));
	const row = (criterion: CriterionView, withStage: boolean) => (
		<Criterion
			key={`${criterion.stage} ${criterion.id}`}
			criterion={criterion}
			stage={withStage ? stageName(criterion.stage) : null}
			onOpen={() => onProof(proofOfFacts(criterion.name, criterion.facts, deal))}
		/>
	);
	return (
		<section className="brief-card missing" aria-labelledby="missing-head">
			<header className="brief-top">
				<h2 id="missing-head" className="brief-head">
					<Icon name="help" size={14} />
					What is missing
				</h2>
				{here.criteria.length > 0 && <Score asks={here} />}
			</header>
			{here.criteria.length === 0 && (
				<p className="missing-none">{stageName(deal.stage)} asks for nothing more to find out.</p>
			)}
			{here.criteria.length > 0 && here.met === here.criteria.length && (
				<p className="missing-none">All that {stageName(deal.stage)} asks for is known.</p>
			)}
			<ul className="criteria">
				{here.criteria.filter((each) => !each.met).map((each) => row(each, false))}
				{open.map((each) => row(each, true))}
				{here.criteria.filter((each) => each.met).map((each) => row(each, false))}
			</ul>
			{met.length > 0 && (
				<details className="met-earlier">
					<summary>{met.length} known from earlier stages</summary>
					<ul className="criteria">{met.map((each) => row(each, true))}</ul>
				</details>
			)}
		</section>
	);
}

const Score = ({ asks }: { asks: StageAsks }) => (
	<p className="score">
		<span className="score-bar" aria-hidden="true">
			{asks.criteria.map((each, i) => (
				<span key={each.id} className={i < asks.met ? "score-met" : "score-open"} />
			))}
		</span>
		{asks.met} of {asks.criteria.length} for {stageName(asks.stage)}
	</p>
);

function Criterion({ criterion, stage, onOpen }: { criterion: CriterionView; stage: string | null; onOpen(): void }) {
	const inside = (
		<>
			<span className={`criterion-box ${criterion.met ? "ink-ok" : "ink-warn"}`}>
				{criterion.met ? <Icon name="check" size={14} /> : <span className="box-open" aria-hidden="true" />}
			</span>
			<span className="criterion-name">
				{criterion.name}
				{stage && <span className="criterion-stage">{stage}</span>}
			</span>
			<span className="criterion-word">{criterion.met ? "known" : "missing"}</span>
		</>
	);
	if (!criterion.met || criterion.facts.length === 0)
		return <li className={`criterion ${criterion.met ? "" : "criterion-open"}`}>{inside}</li>;
	return (
		<li>
			<button type="button" className="criterion criterion-met" title="Show the quotes" onClick={onOpen}>
				{inside}
			</button>
		</li>
	);
}
