import { useId, useState } from "react";
import { Ago } from "../parts/ago.tsx";
import { Chip, type ChipTone } from "../parts/chip.tsx";
import { Icon } from "../parts/icon.tsx";
import { skillName, skipReason } from "../text/labels.ts";
import { money } from "../text/money.ts";
import { count, duration, plural } from "../text/time.ts";
import type { RunGroup } from "./group.ts";
import { EventLine } from "./line.tsx";
import { FactsLine, StepLine } from "./run-lines.tsx";
import { say, triggerText } from "./sentences.ts";
import type { TimelineParts } from "./timeline.tsx";

const STATES: Record<RunGroup["state"], [tone: ChipTone, word: string]> = {
	waiting: ["info", "Waiting"],
	running: ["agent", "Running"],
	done: ["ok", "Done"],
	partial: ["warn", "In part"],
	skipped: ["plain", "Skipped"],
};

type Props = TimelineParts & { group: RunGroup; working: readonly string[]; startsOpen: boolean };

/** One run of the crew: what woke it, what each one did, and who was not needed. */
export function RunCard({ group, working, startsOpen, ...parts }: Props) {
	const id = useId();
	const [choice, setChoice] = useState<boolean | null>(null);
	const [atFirst] = useState(startsOpen);
	const open = choice ?? atFirst;
	const [tone, word] = STATES[group.state];
	const signal = group.signal ? say(group.signal, parts.names) : null;
	const title = signal?.text ?? (group.trigger ? triggerText(group.trigger, parts.names) : "An earlier run");
	return (
		<article className={`run run-${group.state}`}>
			<button
				type="button"
				className="run-head"
				aria-expanded={open}
				aria-controls={id}
				onClick={() => setChoice(!open)}
			>
				<span className="run-chevron">
					<Icon name="chevron" size={14} />
				</span>
				<span className="run-icon">
					<Icon name={signal?.icon ?? "run"} size={14} />
				</span>
				<span className="run-title">
					{title}
					{signal?.detail && <span className="run-subject">{signal.detail}</span>}
				</span>
				<Chip tone={tone}>{word}</Chip>
				<span className="run-numbers">{numbersOf(group)}</span>
				<Ago at={group.at} />
			</button>
			{open && (
				<div id={id} className="run-body">
					{group.lines.map((line) =>
						line.type === "facts" ? (
							<FactsLine key={line.seq} line={line} facts={parts.facts} onFact={parts.onFact} />
						) : line.entry.event.type === "deal.step-settled" ? (
							<StepLine
								key={line.seq}
								entry={line.entry}
								run={group.run}
								summaries={parts.summaries}
								onStep={parts.onStep}
							/>
						) : (
							<EventLine key={line.seq} entry={line.entry} names={parts.names} inRun />
						),
					)}
					{working.map((skill) => (
						<WorkingLine key={skill} skill={skill} />
					))}
					{group.skipped.length > 0 && (
						<p className="run-skipped">
							Not needed: {group.skipped.map((each) => `${skillName(each.skill)} (${skipReason(each.why)})`).join(", ")}
						</p>
					)}
				</div>
			)}
		</article>
	);
}

/** What a run took, and who thought: whoever reads it asks first whether a model was in it, and what it cost. */
function numbersOf({ steps, byModel, hits, degraded, tokens, costMicros, ms }: RunGroup): string {
	const thought = byModel > 0 || degraded > 0;
	return [
		plural(steps, "step"),
		...(thought ? [`${byModel} by a model`] : []),
		...(hits > 0 ? [`${hits} asked before`] : []),
		...(degraded > 0 ? [`${degraded} degraded`] : []),
		`${count(tokens)} tok`,
		// Calls that came to nothing are those of a model whose price nobody told us.
		costMicros === 0 && byModel > hits ? "price not known" : `cost ${money(costMicros)}`,
		duration(ms),
	].join(" · ");
}

/** What each does while one waits; another skill reads. */
const DOES: Record<string, string> = {
	proposal: "is writing",
	"reply-handler": "is writing",
	strategy: "is thinking",
	pipeline: "is looking at the stage",
};

const WorkingLine = ({ skill }: { skill: string }) => (
	<div className="line working">
		<span className="line-icon ink-agent">
			<span className="working-dot" aria-hidden="true" />
		</span>
		<p className="line-text">
			{skillName(skill)} {DOES[skill] ?? "is reading"}…
		</p>
	</div>
);
