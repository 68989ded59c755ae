import type { EventView } from "#knowledge/core/contract/deal.ts";
import { isModel } from "../text/model.ts";
import { number, part, parts, text } from "./read.ts";

export type Line =
	| { readonly type: "event"; readonly seq: number; readonly entry: EventView }
	| {
			readonly type: "facts";
			readonly seq: number;
			readonly skill: string | null;
			readonly entries: readonly EventView[];
	  };

export type Skipped = { readonly skill: string; readonly why: string };

export type RunGroup = {
	readonly type: "run";
	readonly run: string;
	readonly seq: number;
	readonly at: string;
	/** The signal that woke the deal, when it is among the events. */
	readonly signal: EventView | null;
	/** `null` when the page begins within this run. */
	readonly trigger: Readonly<Record<string, unknown>> | null;
	readonly state: "waiting" | "running" | "done" | "partial" | "skipped";
	readonly skipped: readonly Skipped[];
	readonly lines: readonly Line[];
	readonly steps: number;
	readonly tokens: number;
	readonly costMicros: number;
	/** Steps that a model answered, those among them that cost nothing because they had been asked before, and steps where rules had to. */
	readonly byModel: number;
	readonly hits: number;
	readonly degraded: number;
	readonly ms: number;
};
export type Group = RunGroup | { readonly type: "single"; readonly seq: number; readonly entry: EventView };

/** Runs and what happened between them, newest first; within a run in the order in which it happened. */
export function groupTimeline(events: readonly EventView[]): readonly Group[] {
	const runs = new Map<string, EventView[]>();
	const singles: EventView[] = [];
	for (const entry of events) {
		const run = runOf(entry);
		if (run === null) singles.push(entry);
		else runs.set(run, [...(runs.get(run) ?? []), entry]);
	}
	const groups: Group[] = [];
	const told = new Set<number>();
	for (const [run, entries] of runs) {
		const group = groupRun(run, entries, singles);
		if (group.signal) told.add(group.signal.seq);
		groups.push(group);
	}
	for (const entry of singles) if (!told.has(entry.seq)) groups.push({ type: "single", seq: entry.seq, entry });
	return groups.sort((a, b) => b.seq - a.seq);
}

/** What a person decided about a run's draft happens later, at a time of its own, and is not part of the run. */
function runOf({ event, correlation }: EventView): string | null {
	const run = text(event, "run");
	if (run !== null) return run;
	const byAgent = event.type === "deal.stage-changed" && part(event, "by").type === "agent";
	return byAgent && correlation.startsWith("r-") ? correlation : null;
}

function groupRun(run: string, entries: readonly EventView[], singles: readonly EventView[]): RunGroup {
	const requested = entries.find((each) => each.event.type === "deal.run-requested");
	const started = entries.find((each) => each.event.type === "deal.run-started");
	const settled = entries.find((each) => each.event.type === "deal.run-settled");
	const steps = entries.filter((each) => each.event.type === "deal.step-settled");
	const trigger = requested ? part(requested.event, "trigger") : null;
	const woke = trigger === null ? null : text(trigger, "signal");
	const signal = woke === null ? undefined : singles.find((each) => each.event.signal === woke);
	const first = entries[0];
	const tokens = (entry: EventView) =>
		(number(part(entry.event, "tokens"), "prompt") ?? 0) + (number(part(entry.event, "tokens"), "output") ?? 0);
	return {
		type: "run",
		run,
		seq: first?.seq ?? 0,
		at: first?.at ?? "",
		signal: signal ?? null,
		trigger,
		state: settled ? outcomeOf(settled) : started || !requested ? "running" : "waiting",
		skipped: started
			? parts(started.event, "skipped").map((each) => ({
					skill: text(each, "skill") ?? "",
					why: text(each, "why") ?? "",
				}))
			: [],
		lines: linesOf(entries),
		steps: steps.length,
		tokens: steps.reduce((sum, each) => sum + tokens(each), 0),
		costMicros: steps.reduce((sum, each) => sum + (number(each.event, "costMicros") ?? 0), 0),
		byModel: steps.filter(({ event }) => isModel(text(event, "reasoner") ?? "")).length,
		hits: steps.filter(({ event }) => text(part(event, "model"), "cache") === "hit").length,
		degraded: steps.filter(({ event }) => event.degraded === true).length,
		ms: Math.max(
			// Skills of a stage think side by side; by rules all of a run is of one moment.
			started && settled ? Date.parse(settled.at) - Date.parse(started.at) : 0,
			...steps.map((each) => number(each.event, "durationMs") ?? 0),
		),
	};
}

function outcomeOf({ event }: EventView): RunGroup["state"] {
	const outcome = event.outcome;
	return outcome === "partial" || outcome === "skipped" ? outcome : "done";
}

/** The header of the group says these already. */
const IN_HEADER = new Set(["deal.run-requested", "deal.run-settled"]);

/** Facts that one skill learned in a row are one line: a mail may well hold a dozen. */
function linesOf(entries: readonly EventView[]): readonly Line[] {
	const lines: Line[] = [];
	for (const entry of entries) {
		if (IN_HEADER.has(entry.event.type)) continue;
		if (entry.event.type !== "deal.fact-learned") {
			lines.push({ type: "event", seq: entry.seq, entry });
			continue;
		}
		const skill = text(entry.event, "skill");
		const before = lines.at(-1);
		if (before?.type === "facts" && before.skill === skill) {
			lines[lines.length - 1] = { ...before, entries: [...before.entries, entry] };
		} else lines.push({ type: "facts", seq: entry.seq, skill, entries: [entry] });
	}
	return lines;
}
