import type { EventView, FactView } from "#knowledge/core/contract/deal.ts";
import type { OpenStep } from "../deal/deal-page.tsx";
import { At } from "../parts/ago.tsx";
import { Chip } from "../parts/chip.tsx";
import { Icon } from "../parts/icon.tsx";
import { factName, sentence, skillName, valueText, words } from "../text/labels.ts";
import { degradedLine, reasonerName } from "../text/model.ts";
import { money } from "../text/money.ts";
import { count, duration, plural } from "../text/time.ts";
import type { Line } from "./group.ts";
import { named, number, part, text } from "./read.ts";
import { type Summaries, stepKey } from "./use-summaries.ts";

const OUTCOMES = {
	done: { icon: "check", ink: "agent", note: null },
	failed: { icon: "cross", ink: "bad", note: "It failed." },
	discarded: { icon: "again", ink: "warn", note: "What it had read changed before it answered, so it runs again." },
} as const;

type StepProps = { entry: EventView; run: string; summaries: Summaries; onStep(step: OpenStep): void };

/** One call of one skill. Its exact input and output are one click away. */
export function StepLine({ entry, run, summaries, onStep }: StepProps) {
	const { event } = entry;
	const step = number(event, "step") ?? 0;
	const key = text(event, "outcome");
	const outcome = OUTCOMES[key === "failed" || key === "discarded" ? key : "done"];
	const fault = text(event, "fault");
	const detail = fault
		? sentence(words(fault))
		: (outcome.note ?? summaries.get(stepKey(run, step)) ?? named(entry, "summary"));
	const hop = number(event, "hop") ?? 0;
	const model = part(event, "model");
	const isHit = text(model, "cache") === "hit";
	const cost = number(event, "costMicros") ?? 0;
	return (
		<button type="button" className="line step-line" onClick={() => onStep({ run, step })}>
			<span className={`line-icon ink-${outcome.ink}`}>
				<Icon name={outcome.icon} size={14} />
				<span className="hidden">{key}</span>
			</span>
			<span className="line-text">
				<span className="step-skill">
					{skillName(text(event, "skill") ?? "step")}
					{hop > 0 && <span className="muted"> after a hand-over</span>}
				</span>
				{detail && <span className="line-detail">{detail}</span>}
				{event.degraded === true && (
					<span className="line-detail step-degraded">{degradedLine(text(model, "instead"))}</span>
				)}
			</span>
			<span className="step-meta">
				{event.degraded === true && <Chip tone="warn">degraded</Chip>}
				{isHit && <Chip icon="again">asked before: cost nothing</Chip>}
				<span className="step-reasoner" title={text(event, "reasoner") ?? undefined}>
					{reasonerName(text(event, "reasoner") ?? "")}
				</span>
				{!isHit && <Took event={event} cost={cost} />}
			</span>
			<At at={entry.at} />
		</button>
	);
}

/** What was answered before took nothing, and says so by its mark. */
function Took({ event, cost }: { event: EventView["event"]; cost: number }) {
	const tokens = part(event, "tokens");
	return (
		<>
			<span className="step-number">
				{count((number(tokens, "prompt") ?? 0) + (number(tokens, "output") ?? 0))} tok
			</span>
			{cost > 0 && <span className="step-number">{money(cost)}</span>}
			<span className="step-number">{duration(number(event, "durationMs") ?? 0)}</span>
		</>
	);
}

type FactsProps = { line: Extract<Line, { type: "facts" }>; facts: readonly FactView[]; onFact(fact: string): void };

export function FactsLine({ line, facts, onFact }: FactsProps) {
	const who =
		line.skill === null
			? "Settled by a person"
			: `${skillName(line.skill)} learned ${plural(line.entries.length, "fact")}`;
	return (
		<div className="line">
			<span className={`line-icon ink-${line.skill === null ? "ok" : "agent"}`}>
				<Icon name="fact" size={14} />
			</span>
			<div className="line-text">
				<p>{who}</p>
				<ul className="learned">
					{line.entries.map((entry) => (
						<LearnedFact key={entry.seq} entry={entry} facts={facts} onFact={onFact} />
					))}
				</ul>
			</div>
			<At at={line.entries[0]?.at ?? ""} />
		</div>
	);
}

/** A fact that a later one replaced is no longer on the board, and has no source to open. */
function LearnedFact({
	entry,
	facts,
	onFact,
}: {
	entry: EventView;
	facts: readonly FactView[];
	onFact(fact: string): void;
}) {
	const learned = part(entry.event, "fact");
	const id = text(learned, "id") ?? "";
	const standing = facts.find((fact) => fact.id === id);
	const value = standing?.value ?? named(entry, "fact.value", "value");
	const label = (
		<>
			<span className="learned-name">{factName(text(learned, "key") ?? "")}</span>
			{value && <span className="learned-value">{valueText(value)}</span>}
		</>
	);
	return (
		<li>
			{standing ? (
				<button type="button" className="learned-fact" onClick={() => onFact(id)}>
					{label}
				</button>
			) : (
				<span className="learned-fact learned-gone" title="A later fact took its place">
					{label}
				</span>
			)}
		</li>
	);
}
