import type { PayloadBatch } from "#durable-objects/platform/payloads.ts";
import type { Reasoner, StepResult } from "#durable-objects/platform/run-skill.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import { promptOf } from "#knowledge/agents/prompt.ts";
import type { CompiledPrompt } from "#knowledge/core/context/compile.ts";
import type { UnderWay } from "#knowledge/core/deal/budget.ts";
import { flagMailToClosed } from "#knowledge/core/deal/closing.ts";
import { type Route, route, signalOf } from "#knowledge/core/deal/router.ts";
import { settleStep } from "#knowledge/core/deal/settle.ts";
import type { HistoryLine, Skill, SkillInput } from "#knowledge/core/deal/skill.ts";
import { nextRun, nextTasks, runOutcome } from "#knowledge/core/deal/supervisor.ts";
import type { Turn } from "#knowledge/core/deal/turn.ts";
import type { Blackboard, OpenRun, Task } from "#knowledge/core/facts/blackboard.ts";
import { mayDo } from "#knowledge/core/learning/settings.ts";
import type { MemoryItem } from "#knowledge/core/memory/item.ts";
import { flagIdOf, type RunId, type SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { TURN_ATTEMPTS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { type Answered, type AskedModel, type Kept, onFloor, reasonersFor } from "./ask-model.ts";
import { inputFor, sceneOf, threadOf } from "./skill-input.ts";

/** Whose turn it is with which texts: what is decided in it is committed whole or not at all. */
export type Work = { readonly turn: Turn; readonly payloads: PayloadBatch; readonly answers: Answered[] };

export type RunTurnDeps = {
	readonly board: () => Blackboard;
	readonly settings: () => Settings;
	readonly skills: ReadonlyMap<SkillName, Skill>;
	readonly routes: readonly Route[];
	readonly begin: () => Work;
	readonly commit: (work: Work) => void;
	/** What happened before the signal that a run is about, latest first. */
	readonly history: (run: OpenRun) => readonly HistoryLine[];
	/** What is remembered of the company, as it was read before the turn. */
	readonly memory?: () => readonly MemoryItem[];
	readonly rules: Reasoner;
	/** Where one is configured. */
	readonly model: AskedModel | null;
	/** Begins to count the time that a stage may take; `cancel` once it is over. */
	readonly deadline: () => { readonly passed: Promise<unknown>; cancel(): void };
	/** How often texts were erased in this life of the object: what was asked before may quote them. */
	readonly erasures: () => number;
	/** Tells watchers what is under way; may be missed. */
	readonly working: (run: RunId, skills: readonly SkillName[]) => void;
	/** Called in the turn in which the last run was settled, so that a signal that comes next finds the crew free. */
	readonly finished: () => void;
};

/**
 * Works off the runs that the board owes, oldest first. Runs by rules alone finish before this function first awaits,
 * so that they are part of the caller's own synchronous turn; where a model was asked, each stage is committed before
 * the next begins, so that what was paid for is never asked twice.
 */
export async function runTurns(deps: RunTurnDeps): Promise<void> {
	try {
		await workOff(deps);
	} finally {
		deps.finished();
	}
}

async function workOff(deps: RunTurnDeps): Promise<void> {
	let work = deps.begin();
	for (let run = nextRun(work.turn.board()); run; run = nextRun(work.turn.board())) {
		if (run.tasks === null) plan(work, run, deps);
		for (let tasks = openTasks(work, run.run); tasks.length > 0; tasks = openTasks(work, run.run)) {
			const waiting = runStage(work, run.run, tasks, deps);
			if (waiting) {
				await waiting;
				// Begun after the wait is over: a turn that is held across one may be older than the board.
				work = deps.begin();
			}
			if (!nextRun(work.turn.board())) break;
		}
		if (openTasks(work, run.run).length > 0) break;
		if (!isOpen(work, run.run)) continue;
		settle(work, run.run);
		deps.commit(work);
		work = deps.begin();
	}
	if (work.turn.events.length > 0) deps.commit(work);
}

const runOf = (work: Work, id: RunId): OpenRun => {
	const run = work.turn.board().runs.find((each) => each.run === id);
	invariant(run, "a run stays open while it is worked on");
	return run;
};

const isOpen = (work: Work, id: RunId): boolean => work.turn.board().runs.some((each) => each.run === id);

const openTasks = (work: Work, id: RunId): readonly Task[] => (isOpen(work, id) ? nextTasks(runOf(work, id)) : []);

function plan(work: Work, run: OpenRun, deps: RunTurnDeps): void {
	const board = work.turn.board();
	const signal = signalOf(board, run.signal);
	const { stages, skipped } = route(
		deps.routes,
		{ trigger: run.trigger, board, signal, now: work.turn.at },
		deps.settings().pausedAgents,
	);
	work.turn.emit(
		{ type: "deal.run-started", run: run.run, stages: stages.map((each) => [...each]), skipped: [...skipped] },
		{ correlation: run.run, causation: board.seq },
	);
	if (run.trigger.type === "signal") flagMailToClosed(work.turn, run.run, signal);
}

function settle(work: Work, id: RunId): void {
	const run = runOf(work, id);
	work.turn.emit(
		{ type: "deal.run-settled", run: id, outcome: runOutcome(run) },
		{ correlation: id, causation: work.turn.board().seq },
	);
}

export type Asked = {
	readonly task: Task;
	readonly skill: Skill;
	readonly input: SkillInput;
	readonly prompt: CompiledPrompt;
};

const isWaiting = (result: StepResult | Promise<StepResult>): result is Promise<StepResult> =>
	result instanceof Promise;

/**
 * One stage: its skills side by side, each on its own small input. After an await the board may have moved on: a result
 * whose input has changed is discarded and asked again, a bounded number of times.
 */
function runStage(work: Work, run: RunId, tasks: readonly Task[], deps: RunTurnDeps): Promise<void> | null {
	const asked = ask(work, run, tasks, deps);
	const reasoners = reasonersFor(work, runOf(work, run), asked, deps);
	const results = asked.map((each, i) =>
		(reasoners[i] ?? deps.rules)(each.skill, each.input, each.prompt, { run, attempt: 1 }),
	);
	if (!results.some(isWaiting)) {
		asked.forEach((each, i) => {
			const result = results[i];
			if (result && !isWaiting(result)) record(work, run, each, result, deps);
		});
		return null;
	}
	return awaitStage(work, run, { asked, results }, deps);
}

async function awaitStage(
	work: Work,
	run: RunId,
	begun: { asked: readonly Asked[]; results: readonly (StepResult | Promise<StepResult>)[] },
	deps: RunTurnDeps,
): Promise<void> {
	// What this turn decided so far is written before the wait, so that nothing can come between it and the board.
	if (work.turn.events.length > 0) deps.commit(work);
	deps.working(
		run,
		begun.asked.map((each) => each.task.skill),
	);
	const erasures = deps.erasures();
	let { asked } = begun;
	let seen = { board: deps.board(), settings: deps.settings() };
	let results = await inTime(asked, begun.results, deps);
	for (let attempt = 1; ; attempt++) {
		const fresh = deps.begin();
		// Nothing is kept of what was asked and answered: whatever is still owed is asked anew, about what is left.
		if (deps.erasures() !== erasures) return;
		invariant(isOpen(fresh, run), "a run stays open while it is worked on");
		// The same board gives the same inputs. Only one that moved is read again, to see whether they moved with it.
		const hasMoved = deps.board() !== seen.board || deps.settings() !== seen.settings;
		const tasks = asked.map((each) => each.task);
		const again = hasMoved ? ask(fresh, run, tasks, deps) : asked;
		const stale = again.map((each, i) => each !== asked[i] && keyOf(each.input) !== keyOf(asked[i]?.input));
		if (!stale.includes(true) || attempt >= TURN_ATTEMPTS_MAX) {
			asked.forEach((each, i) => {
				const result = results[i];
				invariant(result, "every task has a result");
				record(
					fresh,
					run,
					each,
					stale[i] ? { ...result, outcome: { type: "failed", fault: "turn-contended" } } : result,
					deps,
				);
			});
			// What was paid for is safe before anybody is asked again. The end of a run is one turn with its last stage.
			if (openTasks(fresh, run).length === 0) settle(fresh, run);
			deps.commit(fresh);
			return;
		}
		asked.forEach((each, i) => {
			const result = results[i];
			if (stale[i] && result) journal(fresh, run, each, { result, answer: null, byRules: 0 }, "discarded");
		});
		asked = asked.map((each, i) => (stale[i] ? (again[i] ?? each) : each));
		// The first answer was paid for, and asking again is another purchase: it meets the same ceilings.
		const askedAgain = asked.filter((_, i) => stale[i]);
		const underWay = spentOn(results.filter((_, i) => !stale[i]));
		const reasoners = reasonersFor(fresh, runOf(fresh, run), askedAgain, { ...deps, underWay });
		deps.commit(fresh);
		seen = { board: deps.board(), settings: deps.settings() };
		const before = results;
		results = await inTime(
			asked,
			asked.map(
				(each, i) =>
					reasoners[askedAgain.indexOf(each)]?.(each.skill, each.input, each.prompt, { run, attempt: attempt + 1 }) ??
					(before[i] as StepResult),
			),
			deps,
		);
	}
}

const spentOn = (results: readonly StepResult[]): UnderWay => ({
	tokens: results.reduce((sum, { tokens }) => sum + tokens.prompt + tokens.output, 0),
	costMicros: results.reduce((sum, { costMicros }) => sum + costMicros, 0),
});

/**
 * S4-14: a reasoner that never answers, nor gives up by itself, is a failed step like any other: the skills beside it, and
 * the stages behind it, wait for it no longer than this.
 */
async function inTime(
	asked: readonly Asked[],
	results: readonly (StepResult | Promise<StepResult>)[],
	deps: RunTurnDeps,
): Promise<readonly StepResult[]> {
	const { passed, cancel } = deps.deadline();
	const hung = (each: Asked | undefined): StepResult => ({
		outcome: { type: "failed", fault: "hung" },
		reasoner: "none",
		degraded: false,
		tokens: { prompt: each?.prompt.tokens ?? 0, output: 0 },
		costMicros: 0,
		durationMs: 0,
		paid: true,
		model: { calls: [], cache: "miss", instead: "late" },
	});
	try {
		return await Promise.all(
			results.map((result, i) =>
				isWaiting(result) ? Promise.race([result, passed.then(() => hung(asked[i]))]) : result,
			),
		);
	} finally {
		cancel();
	}
}

function ask(work: Work, run: RunId, tasks: readonly Task[], deps: RunTurnDeps): readonly Asked[] {
	const open = runOf(work, run);
	const around = { settings: deps.settings(), history: deps.history, memory: deps.memory?.() };
	const scene = sceneOf(work, open, around);
	return tasks.map((task) => {
		const skill = deps.skills.get(task.skill);
		invariant(skill, `${task.skill} is routed but not on the roster`);
		const input = inputFor(scene, open, task, { skill, lookup: work.payloads.lookup });
		return { task, skill, input, prompt: promptOf(skill, input) };
	});
}

/** What an answer depends on. The clock always moves, and so does what is remembered: neither makes an answer stale. */
const keyOf = (input: SkillInput | undefined): string => canonicalJson({ ...input, now: 0, memory: [] });

function journal(
	work: Work,
	run: RunId,
	asked: Asked,
	{ result, answer, byRules }: Kept,
	outcome: "done" | "failed" | "discarded",
): number {
	const { payloads, turn } = work;
	const { input, prompt, task, skill } = asked;
	const signal = input.signal
		? { ...input.signal, text: null, record: turn.board().reading[input.signal.id]?.record ?? null }
		: null;
	const exact = {
		skill: skill.name,
		version: skill.version,
		prefix: payloads.internShared(prompt.prefix),
		suffix: prompt.suffix,
		left: prompt.left,
		parts: prompt.parts,
		memory: prompt.memory,
	};
	const fault =
		result.outcome.type === "failed" ? result.outcome.fault : outcome === "discarded" ? "input-changed" : null;
	return turn.emit(
		{
			type: "deal.step-settled",
			run,
			step: runOf(work, run).steps + 1,
			skill: task.skill,
			hop: task.hop,
			outcome,
			reasoner: result.reasoner,
			degraded: result.degraded,
			input: turn.intern(
				JSON.stringify({
					...exact,
					input: {
						...input,
						signal,
						catalogue: catalogueOf(payloads, input),
						packs: packsOf(payloads, input),
						...rememberedIn(input),
					},
				}),
			),
			output: result.outcome.type === "done" ? turn.intern(JSON.stringify(result.outcome.output)) : null,
			tokens: result.tokens,
			costMicros: result.costMicros,
			durationMs: result.durationMs,
			fault,
			...(result.model.cache === "off" ? {} : { model: { ...result.model, answer, byRules } }),
		},
		{ correlation: run, causation: turn.board().seq },
	);
}

/** Nobody's text, and the same in many steps: kept once, by its hash. */
const catalogueOf = (payloads: PayloadBatch, { catalogue }: SkillInput): string | null =>
	catalogue.offerings.length + catalogue.competitors.length === 0
		? null
		: payloads.internShared(canonicalJson(catalogue));

/** By name: only the prompt shows it, and what it showed stands there. By these names it is found when its source is erased. */
const rememberedIn = ({ memory }: SkillInput): { readonly memory?: readonly string[] } =>
	memory ? { memory: memory.map(({ id }) => id) } : {};

const packsOf = (payloads: PayloadBatch, { packs }: SkillInput): string | null =>
	packs.length === 0 ? null : payloads.internShared(canonicalJson(packs));

/** S4-12 and S4-18: every invocation is on record with what went in and what came out; a failure is flagged, and the run goes on. */
function record(work: Work, run: RunId, asked: Asked, answered: StepResult, deps: RunTurnDeps): void {
	const { turn } = work;
	const { task, skill, input } = asked;
	const { catalogue, learned } = deps.settings();
	const kept = onFloor(work, run, { asked, result: answered }, { ...deps, catalogue });
	const { result } = kept;
	const step = journal(work, run, asked, kept, result.outcome.type);
	if (result.outcome.type === "done") {
		const settled = {
			run,
			correlation: run,
			step,
			task,
			skill,
			input,
			output: result.outcome.output,
			// Read for a draft alone.
			get thread() {
				return threadOf(work, input);
			},
		};
		settleStep(turn, settled, {
			crew: [...deps.skills.keys()],
			catalogue,
			calibration: learned?.calibration,
			autonomy: learned && ((action) => mayDo(learned, turn.board().rep, action)),
			lookup: work.payloads.lookup,
		});
		clearFlags(work, task.skill, step);
		return;
	}
	turn.emit(
		{
			type: "deal.flag-raised",
			flag: flagIdOf(turn.hash, turn.board().deal, "step-failed", `${run}:${task.skill}:${step}`),
			kind: result.outcome.fault === "turn-contended" ? "turn-contended" : "step-failed",
			run,
			skill: task.skill,
			effect: null,
			detail: null,
			code: result.outcome.fault,
		},
		{ correlation: run, causation: step },
	);
}

/** A retry that went well takes back the flag of the failure that it repeats. */
function clearFlags(work: Work, skill: SkillName, step: number): void {
	const { turn } = work;
	const { trigger } = turn.board().runs[0] ?? {};
	if (trigger?.type !== "retry") return;
	for (const flag of Object.values(turn.board().flags)) {
		if (flag.run !== trigger.run || flag.skill !== skill) continue;
		turn.emit(
			{ type: "deal.flag-cleared", flag: flag.flag, by: { type: "rule", rule: "retry-done" } },
			{ correlation: trigger.run, causation: step },
		);
	}
}
