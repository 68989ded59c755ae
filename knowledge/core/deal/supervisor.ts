import type { DealEvent } from "../events/catalogue.ts";
import type { Blackboard, OpenRun, Task } from "../facts/blackboard.ts";
import type { SkillName } from "../vocabulary/ids.ts";
import { HOPS_MAX, STAGE_SKILLS_MAX } from "../vocabulary/limits.ts";

/** [SU1] The run that is worked on next: the oldest one owed, and none while a person holds the deal. */
export const nextRun = (board: Blackboard): OpenRun | null =>
	board.automation === "paused" ? null : (board.runs[0] ?? null);

/** [SU2] The tasks that may run side by side now: all open ones of the lowest stage, a bounded number at once. */
export function nextTasks(run: OpenRun): readonly Task[] {
	const open = (run.tasks ?? []).filter((task) => task.state === "open");
	const stage = Math.min(...open.map((task) => task.stage));
	return open.filter((task) => task.stage === stage).slice(0, STAGE_SKILLS_MAX);
}

export type HandOffOutcome = Extract<DealEvent, { type: "deal.handoff-recorded" }>["outcome"];

/**
 * [SU3] Whether a hand-off is delivered. A task that was handed over `HOPS_MAX` times goes no further, and no skill is
 * woken twice in one run by the same one: so every run ends.
 */
export function judgeHandOff(run: OpenRun, from: Task, to: SkillName, crew: readonly SkillName[]): HandOffOutcome {
	if (!crew.includes(to)) return "refused-unknown-skill";
	if (from.hop + 1 > HOPS_MAX) return "refused-hops";
	const repeat = (run.tasks ?? []).some(
		(task) => task.skill === to && (task.from?.skill === from.skill || task.state === "open"),
	);
	return repeat ? "refused-repeat" : "delivered";
}

/** K12: the words of S0-94 as the numbers of S3-20. Emergency (100) is a human's only. */
export const PRIORITIES = { critical: 80, high: 60, normal: 40, low: 20 } as const;

export function runOutcome(run: OpenRun): "done" | "partial" | "skipped" {
	const tasks = run.tasks ?? [];
	if (tasks.length === 0) return "skipped";
	return tasks.some((task) => task.state === "failed") ? "partial" : "done";
}
