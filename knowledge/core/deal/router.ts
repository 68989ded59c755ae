import type { SkipReason, Trigger } from "../events/deal.ts";
import { type Blackboard, isUnqualified, openDrafts, type SignalCard } from "../facts/blackboard.ts";
import { isSelling } from "../facts/stage.ts";
import { SkillName } from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { TICK_MS } from "../vocabulary/limits.ts";
import { DAY_MS, type Instant } from "../vocabulary/time.ts";

/** What a row of the table decides on: nothing else may sway it. */
export type RouteView = {
	readonly trigger: Trigger;
	readonly board: Blackboard;
	readonly signal: SignalCard | null;
	readonly now: Instant;
};

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

/**
 * S4-07 for the crew of the deal, one row a skill. Signals first meet those who learn from them; those who weigh what was
 * learned come next, side by side (S0-89); what a buyer wrote is answered last, knowing all of it.
 */
export const ROUTES: readonly Route[] = [
	{ skill: SkillName.parse("qualifier"), stage: 0, when: whenReader },
	{ skill: SkillName.parse("discovery"), stage: 0, when: whenReader },
	{ skill: SkillName.parse("strategy"), stage: 1, when: whenReader },
	{ skill: SkillName.parse("pipeline"), stage: 1, when: whenPipeline },
	{ skill: SkillName.parse("coaching"), stage: 1, when: whenCoaching },
	{ skill: SkillName.parse("reply-handler"), stage: 2, when: whenReplyHandler },
	{ skill: SkillName.parse("proposal"), stage: 2, when: () => "on-hand-off" },
];

/** Whoever learns from what a buyer says: a mail, a conversation, a note about one. */
function whenReader({ trigger, board, signal }: RouteView): SkipReason | null {
	if (!signal || signal.empty) return "nothing-to-read";
	if (signal.kind === "calendar") return "not-subscribed";
	if (trigger.type === "tick") return isUnqualified(board) ? null : "not-subscribed";
	if (signal.kind === "email" && signal.author !== "buyer") return "not-a-buyers-words";
	return null;
}

/** A deal that nobody has touched for a week is looked at once, and once a week after that. */
const SILENT_MS = 7 * DAY_MS;

/** Whatever happened can move a deal on; so can nothing happening. */
function whenPipeline({ trigger, board, signal, now }: RouteView): SkipReason | null {
	if (trigger.type !== "tick") return signal ? null : "nothing-to-read";
	const silence = board.latest ? now - board.latest.at : 0;
	return silence >= SILENT_MS && silence % SILENT_MS < TICK_MS ? null : "not-subscribed";
}

const CONVERSATIONS: ReadonlySet<string> = new Set(["transcript", "meeting", "call", "chat"]);

/** There is something to say to a rep once the rep has done something: spoken, or written. */
function whenCoaching({ trigger, signal }: RouteView): SkipReason | null {
	if (trigger.type === "tick") return "not-subscribed";
	if (!signal || signal.empty) return "nothing-to-read";
	const isOurs = signal.kind === "email" ? signal.author === "us" : CONVERSATIONS.has(signal.kind);
	return isOurs ? null : "nothing-of-ours";
}

/** Where a buyer's own words stand: what is asked and promised in a call counts as much as in a mail. */
const VERBATIM: ReadonlySet<string> = new Set(["email", "transcript", "chat"]);

/** Where one of us writes alone: a mail, or an account of what was said. */
const OUR_WORDS: ReadonlySet<string> = new Set(["email", "note", "meeting", "call"]);

function whenReplyHandler({ trigger, board, signal }: RouteView): SkipReason | null {
	if (trigger.type === "signal") {
		if (!signal) return "not-subscribed";
		// What we undertake binds us wherever it stands: it is noted, and nothing is drafted.
		if (signal.author === "us" && OUR_WORDS.has(signal.kind)) return signal.empty ? "nothing-to-read" : null;
		if (!VERBATIM.has(signal.kind)) return "not-subscribed";
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
