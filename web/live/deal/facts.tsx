import { useState } from "react";
import type { FactView } from "#knowledge/core/contract/deal.ts";
import { Erasable } from "../parts/empty.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { FACT_GROUPS, type FactGroup, factName, valueText } from "../text/labels.ts";

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
			{[...FACT_GROUPS, otherOf(facts)].map((group) => (
				<Group
					key={group.name}
					group={group}
					facts={group.keys.flatMap((key) => facts.filter((fact) => fact.key === key))}
					onOpen={onOpen}
				/>
			))}
		</section>
	);
}

/** A key that this page does not know yet still shows. */
function otherOf(facts: readonly FactView[]): FactGroup {
	const known = new Set(FACT_GROUPS.flatMap((group) => group.keys));
	return {
		name: "Other",
		keys: [...new Set(facts.map((fact) => fact.key as string))].filter((key) => !known.has(key)),
	};
}

/** A long deal has dozens: the first of each group say what it is about. */
const SHOWN_AT_FIRST = 4;

function Group({
	group,
	facts,
	onOpen,
}: {
	group: FactGroup;
	facts: readonly FactView[];
	onOpen(fact: FactView): void;
}) {
	const missing = EXPECTED.filter((key) => group.keys.includes(key) && !facts.some((fact) => fact.key === key));
	const [all, setAll] = useState(false);
	if (facts.length === 0 && missing.length === 0) return null;
	const isLong = facts.length > SHOWN_AT_FIRST + 1;
	return (
		<div className="fact-group">
			<h3>
				{group.name}
				{facts.length > 0 && <span className="panel-count"> {facts.length}</span>}
			</h3>
			<ul>
				{(all || !isLong ? facts : facts.slice(0, SHOWN_AT_FIRST)).map((fact) => (
					<li key={fact.id}>
						<FactRow fact={fact} onOpen={onOpen} />
					</li>
				))}
			</ul>
			{isLong && (
				<button type="button" className="link fact-more" aria-expanded={all} onClick={() => setAll(!all)}>
					{all ? "Show fewer" : `Show ${facts.length - SHOWN_AT_FIRST} more`}
					<span className="hidden">: {group.name.toLowerCase()}</span>
				</button>
			)}
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
				<Erasable text={fact.value === null ? null : valueText(fact.value)} />
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
