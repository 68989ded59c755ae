import type { FactView } from "#knowledge/core/contract/deal.ts";
import { Erasable } from "../parts/empty.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { FACT_GROUPS, type FactGroup, factName } from "../text/labels.ts";

/** The keys of the two frameworks: what is missing of them is worth knowing, a missing promise is not. */
const EXPECTED = [
	"bant.budget",
	"bant.authority",
	"bant.need",
	"bant.timeline",
	"meddic.metrics",
	"meddic.economic-buyer",
	"meddic.decision-criteria",
	"meddic.decision-process",
	"meddic.pain",
	"meddic.champion",
];

export function Facts({ facts, onOpen }: { facts: readonly FactView[]; onOpen(fact: FactView): void }) {
	return (
		<section className="panel" aria-labelledby="facts-head">
			<h2 id="facts-head" className="panel-head">
				Facts
				{facts.length > 0 && <span className="panel-count">{facts.length}</span>}
			</h2>
			{FACT_GROUPS.map((group) => (
				<Group
					key={group.prefix}
					group={group}
					facts={facts.filter((fact) => fact.key.startsWith(group.prefix))}
					onOpen={onOpen}
				/>
			))}
		</section>
	);
}

function Group({
	group,
	facts,
	onOpen,
}: {
	group: FactGroup;
	facts: readonly FactView[];
	onOpen(fact: FactView): void;
}) {
	const missing = EXPECTED.filter((key) => key.startsWith(group.prefix) && !facts.some((fact) => fact.key === key));
	if (facts.length === 0 && missing.length === 0) return null;
	return (
		<div className="fact-group">
			<h3>{group.name}</h3>
			<ul>
				{facts.map((fact) => (
					<li key={fact.id}>
						<FactRow fact={fact} onOpen={onOpen} />
					</li>
				))}
			</ul>
			{missing.length > 0 && (
				<p className="fact-missing">Not known: {missing.map((key) => factName(key).toLowerCase()).join(", ")}</p>
			)}
		</div>
	);
}

export const FACT_STATES: Record<FactView["state"], { icon: IconName; tone: string; word: string }> = {
	suggested: { icon: "spark", tone: "agent", word: "Suggested by an agent" },
	edited: { icon: "edit", tone: "info", word: "Edited by a person" },
	validated: { icon: "check", tone: "ok", word: "Validated by a person" },
	contradicted: { icon: "block", tone: "bad", word: "Contradicted" },
};

function FactRow({ fact, onOpen }: { fact: FactView; onOpen(fact: FactView): void }) {
	const state = FACT_STATES[fact.state];
	return (
		<button type="button" className={`fact fact-${fact.state}`} onClick={() => onOpen(fact)}>
			<span className="fact-name">{factName(fact.key)}</span>
			<span className="fact-value">
				<Erasable text={fact.value} />
			</span>
			<span className="fact-marks">
				<span className={`fact-state ink-${state.tone}`} title={state.word}>
					<Icon name={state.icon} size={12} />
					<span className="hidden">{state.word}</span>
				</span>
				<Confidence value={fact.confidence} />
			</span>
		</button>
	);
}

export function Confidence({ value }: { value: number }) {
	const percent = Math.round(value * 100);
	return (
		<span className="confidence" title={`Confidence ${percent} %`}>
			<span className="confidence-bar" aria-hidden="true">
				<span style={{ width: `${percent}%` }} />
			</span>
			<span className="hidden">Confidence </span>
			{percent}
		</span>
	);
}
