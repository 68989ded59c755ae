import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OpenRun, Task } from "../facts/blackboard.ts";
import { newDeal } from "../testing/deal.ts";
import { hashNo, runNo, SAM, skillNamed } from "../testing/ids.ts";
import { owe, runOf, stepSettled } from "../testing/steps.ts";
import { HOPS_MAX, STAGE_SKILLS_MAX } from "../vocabulary/limits.ts";
import { HandOff } from "./skill.ts";
import { judgeHandOff, nextRun, nextTasks, PRIORITIES, runOutcome } from "./supervisor.ts";

const CREW = ["aa", "bb", "cc", "dd"].map(skillNamed);
const aTask = (skill: string, changes: Partial<Task> = {}): Task => ({
	skill: skillNamed(skill),
	stage: 0,
	hop: 0,
	from: null,
	state: "open",
	...changes,
});
const aRun = (...tasks: readonly Task[]): OpenRun => ({
	run: runNo(1),
	trigger: { type: "tick", count: 1 },
	signal: null,
	tasks,
	steps: 0,
	tokens: 0,
});
const from = (skill: string) => ({ skill: skillNamed(skill), task: hashNo(1) });

describe("what is worked on", () => {
	test("[SU1] the oldest run that is owed, and none while the deal is paused", () => {
		const deal = newDeal();
		expect(nextRun(deal.board())).toBeNull();
		owe(deal, { run: runNo(1) });
		owe(deal, { run: runNo(2) });
		expect(nextRun(deal.board())?.run).toBe(runNo(1));
		deal.emit({ type: "deal.automation-changed", state: "paused", by: SAM });
		expect(nextRun(deal.board())).toBeNull();
		deal.emit({ type: "deal.automation-changed", state: "active", by: SAM });
		expect(nextRun(deal.board())?.run).toBe(runNo(1));
	});

	test("[SU2] all open tasks of the lowest stage, side by side", () => {
		const run = aRun(aTask("aa"), aTask("bb"), aTask("cc", { stage: 1 }));
		expect(nextTasks(run).map(({ skill }) => skill)).toEqual(["aa", "bb"]);
	});

	test.each(["done", "failed"] as const)("[SU2] a task that is %s keeps nobody waiting", (state) => {
		const run = aRun(aTask("aa", { state }), aTask("bb", { state: "done" }), aTask("cc", { stage: 1 }));
		expect(nextTasks(run).map(({ skill }) => skill)).toEqual(["cc"]);
	});

	test("[SU2] of a run that is not planned, or over, nothing", () => {
		expect(nextTasks({ ...aRun(), tasks: null })).toEqual([]);
		expect(nextTasks(aRun())).toEqual([]);
		expect(nextTasks(aRun(aTask("aa", { state: "done" })))).toEqual([]);
	});

	test.each([STAGE_SKILLS_MAX - 1, STAGE_SKILLS_MAX, STAGE_SKILLS_MAX + 1])(
		"[SU2] of %d at once, a bounded number",
		(n) => {
			const run = aRun(...Array.from({ length: n }, (_, i) => aTask(`a${"bcdefgh".charAt(i)}`)));
			expect(nextTasks(run)).toHaveLength(Math.min(n, STAGE_SKILLS_MAX));
		},
	);
});

describe("hand-offs", () => {
	test.each([
		[0, "delivered"],
		[HOPS_MAX - 1, "delivered"],
		[HOPS_MAX, "refused-hops"],
		[HOPS_MAX + 1, "refused-hops"],
	] as const)("[SU3] S0-118: a task of hop %d handed on is %s", (hop, outcome) => {
		const task = aTask("aa", { hop, state: "done" });
		expect(judgeHandOff(aRun(task), task, skillNamed("bb"), CREW)).toBe(outcome);
	});

	test("[SU3] to a skill that is not there: refused", () => {
		const task = aTask("aa", { state: "done" });
		expect(judgeHandOff(aRun(task), task, skillNamed("zz"), CREW)).toBe("refused-unknown-skill");
	});

	test("[SU3] to one that is about to run anyway, or that the same one woke before: refused", () => {
		const task = aTask("aa", { state: "done" });
		const to = skillNamed("bb");
		const woken = aTask("bb", { hop: 1, state: "done", from: from("aa") });
		expect(judgeHandOff(aRun(task, aTask("bb")), task, to, CREW)).toBe("refused-repeat");
		expect(judgeHandOff(aRun(task, woken), task, to, CREW)).toBe("refused-repeat");
		expect(judgeHandOff(aRun(task, { ...woken, from: from("cc") }), task, to, CREW)).toBe("delivered");
		expect(judgeHandOff(aRun(task, aTask("bb", { state: "done" })), task, to, CREW)).toBe("delivered");
	});

	test("[SU5] however skills hand on to one another, and to themselves, the run ends", () => {
		const handOffs = fc.array(fc.array(fc.constantFrom(...CREW, skillNamed("zz")), { maxLength: 6 }), { minLength: 1 });
		fc.assert(
			fc.property(handOffs, fc.subarray(CREW, { minLength: 1 }), (answers, first) => {
				const deal = newDeal();
				const run = owe(deal, { stages: [first] });
				let steps = 0;
				for (let tasks = nextTasks(runOf(deal)); tasks.length > 0; tasks = nextTasks(runOf(deal))) {
					for (const task of tasks) {
						expect(task.hop).toBeLessThanOrEqual(HOPS_MAX);
						const to = answers[steps % answers.length] ?? [];
						deal.emit(stepSettled(run, task, { step: ++steps }));
						for (const skill of to) {
							const outcome = judgeHandOff(runOf(deal), task, skill, CREW);
							const handOff = { type: "deal.handoff-recorded", run, from: task.skill, to: skill } as const;
							deal.emit({ ...handOff, hop: task.hop + 1, task: hashNo(1), priority: 40, outcome });
						}
					}
					expect(steps).toBeLessThanOrEqual(CREW.length * (CREW.length + 1));
				}
			}),
			{ numRuns: 40 },
		);
	});

	test.each(Object.entries({ critical: 80, high: 60, normal: 40, low: 20 }))("[SU6] K12: %s is %d", (word, number) => {
		expect(PRIORITIES[word as "low"]).toBe(number);
		expect(HandOff.shape.priority.safeParse(word).success).toBe(true);
		expect(HandOff.shape.priority.safeParse("emergency").success).toBe(false);
	});
});

test.each([
	["skipped", []],
	["done", [aTask("aa", { state: "done" })]],
	["partial", [aTask("aa", { state: "done" }), aTask("bb", { state: "failed" })]],
	["partial", [aTask("aa", { state: "failed" })]],
] as const)("[SU4] a run is %s by what became of its tasks", (outcome, tasks) => {
	expect(runOutcome(aRun(...tasks))).toBe(outcome);
});

test("[SU4] a run that was never planned is skipped", () => {
	expect(runOutcome({ ...aRun(), tasks: null })).toBe("skipped");
});
