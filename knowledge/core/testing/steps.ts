import { type SettledStep, settleStep } from "../deal/settle.ts";
import type { Proposal, Skill, SkillInput } from "../deal/skill.ts";
import type { Turn } from "../deal/turn.ts";
import type { DealEvent } from "../events/catalogue.ts";
import type { OpenApproval, OpenRun, Task } from "../facts/blackboard.ts";
import type { Calibration } from "../learning/learned.ts";
import type { RunId, SignalId, SkillName } from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { anInput, aSignal, aSkill, draftOf, MARA } from "./builders.ts";
import type { TestDeal } from "./deal.ts";
import { hashNo, runNo, signalNo, skillNamed } from "./ids.ts";

type EventOf<T extends DealEvent["type"]> = Extract<DealEvent, { type: T }>;

/** A buyer's mail reaches the deal. */
export function receive(
	deal: TestDeal,
	signal: SignalId = signalNo(1),
	changes: Partial<EventOf<"conversation.signal-received">> = {},
): void {
	deal.emit({
		type: "conversation.signal-received",
		signal,
		kind: "email",
		author: "buyer",
		contact: MARA.id,
		card: deal.intern(canonicalJson({ address: MARA.address, name: MARA.name })),
		record: deal.intern("a record"),
		empty: false,
		...changes,
	});
}

/** A run that is owed, and planned when `stages` are given. */
export function owe(
	deal: TestDeal,
	how: { run?: RunId; signal?: SignalId | null; stages?: readonly (readonly string[])[] } = {},
): RunId {
	const { run = runNo(1), signal = null, stages } = how;
	const trigger = signal === null ? ({ type: "tick", count: 1 } as const) : ({ type: "signal", signal } as const);
	deal.emit({ type: "deal.run-requested", run, trigger, signal });
	if (stages)
		deal.emit({
			type: "deal.run-started",
			run,
			stages: stages.map((skills) => skills.map(skillNamed)),
			skipped: [],
		});
	return run;
}

export const runOf = (deal: TestDeal, run: RunId = runNo(1)): OpenRun => {
	const found = deal.board().runs.find((each) => each.run === run);
	invariant(found, "the run is open");
	return found;
};

export const stepSettled = (
	run: RunId,
	task: Pick<Task, "skill" | "hop">,
	changes: Partial<EventOf<"deal.step-settled">> = {},
): EventOf<"deal.step-settled"> => ({
	type: "deal.step-settled",
	run,
	step: 1,
	skill: task.skill,
	hop: task.hop,
	outcome: "done",
	reasoner: "rules:1",
	degraded: false,
	input: hashNo(1),
	output: hashNo(2),
	tokens: { prompt: 100, output: 10 },
	costMicros: 5,
	durationMs: 1,
	fault: null,
	...changes,
});

/** One open task answers with these proposals: the step's own event, then what is made of it. */
export function settle(
	turn: Turn,
	deal: Pick<TestDeal, "lookup">,
	step: {
		run: RunId;
		task: Task;
		skill: Skill;
		input: SkillInput;
		proposals: readonly Proposal[];
		crew: readonly SkillName[];
		thread?: SettledStep["thread"];
		calibration?: Calibration;
	},
): void {
	const { run, task, skill, input, proposals, crew, calibration, thread = { inReplyTo: null, references: [] } } = step;
	const steps = turn.board().runs.find((each) => each.run === run)?.steps ?? 0;
	const seq = turn.emit(stepSettled(run, task, { step: steps + 1 }), { correlation: run, causation: turn.board().seq });
	const output = { proposals: [...proposals], summary: "test" };
	settleStep(
		turn,
		{ run, correlation: run, step: seq, task, skill, input, output, thread },
		{ crew, catalogue: input.catalogue, lookup: deal.lookup, calibration },
	);
}

/** Everything around a proposal: a run, its one task, the step. Answers the events that came of the proposals. */
export function propose(
	deal: TestDeal,
	proposals: readonly Proposal[],
	how: {
		skill?: Skill;
		input?: SkillInput;
		crew?: readonly SkillName[];
		thread?: SettledStep["thread"];
		calibration?: Calibration;
	} = {},
): readonly DealEvent[] {
	const skill = how.skill ?? aSkill("writer");
	const { input = anInput(), crew = [skill.name] } = how;
	const run = owe(deal, { run: runNo(1_000 + deal.board().seq), stages: [[skill.name]] });
	const [task] = runOf(deal, run).tasks ?? [];
	invariant(task, "the run has a task");
	const more = {
		...(how.thread ? { thread: how.thread } : {}),
		...(how.calibration ? { calibration: how.calibration } : {}),
	};
	const from = deal.log.length + 1;
	deal.turn((turn) => settle(turn, deal, { run, task, skill, input, proposals, crew, ...more }));
	const events = deal.log.slice(from).map((entry) => entry.event);
	deal.emit({ type: "deal.run-settled", run, outcome: "done" });
	return events;
}

/** A draft that waits for a person. */
export function openDraft(deal: TestDeal, changes: Parameters<typeof draftOf>[0] = {}): OpenApproval {
	if (!deal.board().contacts[MARA.id]) receive(deal);
	propose(deal, [draftOf(changes)]);
	return onlyApproval(deal);
}

export function onlyApproval(deal: TestDeal): OpenApproval {
	const open = Object.values(deal.board().approvals);
	invariant(open.length === 1 && open[0], `one approval is open, not ${open.length}`);
	return open[0];
}

/** What a skill reads when it is woken by this signal. */
export const reading = (signal: SignalId, text: string): SkillInput =>
	anInput({ signal: aSignal({ id: signal, text, visible: [{ start: 0, end: text.length }] }) });
