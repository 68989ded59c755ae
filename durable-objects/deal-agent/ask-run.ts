import { type Route, route } from "#knowledge/core/deal/router.ts";
import type { Blackboard, SignalCard } from "#knowledge/core/facts/blackboard.ts";
import { isSelling } from "#knowledge/core/facts/stage.ts";
import { flagIdOf, type RunId, type SkillName, type UserId } from "#knowledge/core/vocabulary/ids.ts";
import { TICK_MS } from "#knowledge/core/vocabulary/limits.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Commit } from "./commit.ts";
import { requestRun } from "./receive.ts";
import type { Work } from "./run-turn.ts";
import { runView } from "./run-view.ts";
import type { DealStore } from "./store.ts";

type Ask = (more: Partial<Commit>) => void;

/** What a person or the clock asks about: the mail that waits for an answer, or else the latest there is. */
const subjectOf = ({ inbound, latest }: Blackboard): SignalCard | null =>
	inbound && !inbound.answered ? inbound : latest;

/** A person's click. The same request again is the run that it was. */
export function clickRun(
	work: Work,
	store: DealStore,
	click: { by: UserId; request: string },
	commit: Ask,
): Outcome<RunId> {
	const cause = { correlation: click.request, causation: null };
	const run = requestRun(work, { type: "click", ...click }, subjectOf(work.turn.board())?.signal ?? null, cause);
	if (store.eventsOfRun(run).length === 0) commit({});
	return done(run);
}

export function retryStep(
	work: Work,
	store: DealStore,
	retry: { run: RunId; step: number; by: UserId; request: string },
	commit: Ask,
): Outcome<RunId> {
	const failed = runView(store.eventsOfRun(retry.run), store.lookup, false);
	const step = failed?.steps.find((each) => each.step === retry.step);
	if (!failed || !step) return refused("not-found", "there is no such step");
	if (step.outcome !== "failed")
		return refused("conflict", `step ${retry.step} did not fail; only a failed step is run again`);
	if (isErased(store, retry)) return refused("conflict", "what this step read was erased; it cannot be run again");
	if (failed.signal && !work.turn.board().reading[failed.signal])
		return refused("too-late", "newer mail has come since; run the pipeline instead");
	const cause = { correlation: retry.run, causation: null };
	const run = requestRun(work, { type: "retry", skill: step.skill, ...retry }, failed.signal, cause);
	if (store.eventsOfRun(run).length === 0) commit({});
	return done(run);
}

const isErased = (store: DealStore, { run, step }: { run: RunId; step: number }): boolean =>
	store
		.eventsOfRun(run)
		.some(
			({ event }) => event.type === "deal.step-settled" && event.step === step && store.lookup(event.input) === null,
		);

/** The clock's turn: asks for a run where somebody would have something to do in it. */
export function tickRun(work: Work, routes: readonly Route[], pausedAgents: readonly SkillName[]): void {
	const board = work.turn.board();
	if (!isSelling(board.stage) || board.automation === "paused" || board.runs.length > 0) return;
	const trigger = { type: "tick", count: Math.floor(work.turn.at / TICK_MS) } as const;
	const signal = subjectOf(board);
	const plan = route(routes, { trigger, board, signal, now: work.turn.at }, pausedAgents);
	if (plan.stages.length === 0) return;
	requestRun(work, trigger, signal?.signal ?? null, { correlation: `tick:${trigger.count}`, causation: null });
}

/** Gives a run up that our own code cannot finish, and says so: the deal goes on with the next one. */
export function abandonRun({ turn }: Work, run: RunId): void {
	const cause = { correlation: run, causation: turn.board().seq };
	const flag = flagIdOf(turn.hash, turn.board().deal, "run-broken", run);
	const about = { run, skill: null, effect: null, detail: null, code: "run-broken" };
	turn.emit({ type: "deal.flag-raised", flag, kind: "run-broken", ...about }, cause);
	turn.emit({ type: "deal.run-settled", run, outcome: "abandoned" }, cause);
}
