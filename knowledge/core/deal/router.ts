import type { SkipReason, Trigger } from "../events/deal.ts";
import { type Blackboard, isUnqualified, openDrafts, type SignalCard } from "../facts/blackboard.ts";
import { isSelling } from "../facts/stage.ts";
import { SkillName } from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";

/** What a row of the table decides on: nothing else may sway it. */
export type RouteView = { readonly trigger: Trigger; readonly board: Blackboard; readonly signal: SignalCard | null };

/** When a skill is woken, in which stage, and why not. */
export type Route = { readonly skill: SkillName; readonly stage: number; when(view: RouteView): SkipReason | null };

export type Plan = {
	readonly stages: readonly (readonly SkillName[])[];
	readonly skipped: readonly { readonly skill: SkillName; readonly why: SkipReason }[];
};

/** [RO1] Total: every trigger on every board gives a plan in which each skill either runs or is skipped with a reason. */
export function route(routes: readonly Route[], view: RouteView, pausedAgents: readonly string[]): Plan {
	const stages = new Map<number, SkillName[]>();
	const skipped: { skill: SkillName; why: SkipReason }[] = [];
	for (const row of routes) {
		const why = skipReason(row, view, pausedAgents);
		if (why) skipped.push({ skill: row.skill, why });
		else stages.set(row.stage, [...(stages.get(row.stage) ?? []), row.skill]);
	}
	return { stages: [...stages].sort(([a], [b]) => a - b).map(([, skills]) => skills), skipped };
}

function skipReason(row: Route, view: RouteView, pausedAgents: readonly string[]): SkipReason | null {
	const { trigger, board } = view;
	if (!isSelling(board.stage)) return "stage-closed";
	if (pausedAgents.includes(row.skill)) return "agent-paused";
	if (trigger.type === "retry") return trigger.skill === row.skill ? null : "not-asked";
	return row.when(view);
}

/** S4-07 for the crew of the deal, one row a skill. Signals first meet the Qualifier; what a buyer wrote is then answered. */
export const ROUTES: readonly Route[] = [
	{ skill: SkillName.parse("qualifier"), stage: 0, when: whenQualifier },
	{ skill: SkillName.parse("reply-handler"), stage: 1, when: whenReplyHandler },
];

function whenQualifier({ trigger, board, signal }: RouteView): SkipReason | null {
	if (!signal || signal.empty) return "nothing-to-read";
	if (trigger.type === "tick") return isUnqualified(board) ? null : "not-subscribed";
	if (signal.kind === "email" && signal.author !== "buyer") return "not-a-buyers-words";
	return null;
}

function whenReplyHandler({ trigger, board, signal }: RouteView): SkipReason | null {
	if (trigger.type === "signal") {
		if (signal?.kind !== "email") return "not-subscribed";
		if (signal.author !== "buyer") return "not-a-buyers-words";
		return signal.empty ? "nothing-to-read" : null;
	}
	if (!board.inbound || board.inbound.empty || board.inbound.answered) return "nothing-to-answer";
	if (trigger.type === "tick" && openDrafts(board).length > 0) return "draft-waiting";
	return null;
}

/** The signal that a run is about: its own, or the latest there is when a person or the clock asked. */
export function signalOf(board: Blackboard, signal: SignalCard["signal"] | null): SignalCard | null {
	if (signal === null) return null;
	const card = board.reading[signal];
	invariant(card, "an open run's signal stays on the board");
	return card;
}
