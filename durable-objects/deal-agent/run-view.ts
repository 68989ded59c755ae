import * as z from "zod";
import { knownLinesOf } from "#knowledge/core/context/compile.ts";
import { ContextView } from "#knowledge/core/contract/context.ts";
import type { RunView, StepView } from "#knowledge/core/contract/deal.ts";
import { readHandoff } from "#knowledge/core/deal/hand-off.ts";
import { SkillOutput } from "#knowledge/core/deal/skill.ts";
import type { DealEvent } from "#knowledge/core/events/catalogue.ts";
import type { Envelope } from "#knowledge/core/events/envelope.ts";
import type { Lookup, Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { DealStore } from "./store.ts";
import { time } from "./time.ts";

type EventOf<T extends DealEvent["type"]> = Extract<DealEvent, { type: T }>;

/** One run, told from its own events. `withTexts` adds the exact inputs and outputs, which are long. */
export function runView(log: readonly Envelope[], lookup: Lookup, withTexts: boolean): RunView | null {
	const requested = find(log, "deal.run-requested");
	if (!requested) return null;
	const started = find(log, "deal.run-started");
	const settled = find(log, "deal.run-settled");
	const steps = each(log, "deal.step-settled").map(({ event, at }) => stepView(event, at, lookup, withTexts));
	return {
		run: requested.event.run,
		trigger: requested.event.trigger,
		signal: requested.event.signal,
		state: settled?.event.outcome ?? (started ? "started" : "owed"),
		requestedAt: time(requested.at),
		settledAt: settled ? time(settled.at) : null,
		stages: started?.event.stages ?? [],
		skipped: started?.event.skipped ?? [],
		handoffs: each(log, "deal.handoff-recorded").map(({ event }) => ({
			from: event.from,
			to: event.to,
			hop: event.hop,
			priority: event.priority,
			outcome: event.outcome,
			task: readHandoff(lookup(event.task))?.task ?? null,
		})),
		refusals: each(log, "deal.proposal-refused").map(({ event }) => ({
			skill: event.skill,
			proposal: event.proposal,
			rule: event.rule,
			reason: lookup(event.reason),
		})),
		steps,
		tokens: steps.reduce((sum, step) => sum + step.tokens.prompt + step.tokens.output, 0),
		facts: each(log, "deal.fact-learned").length,
		approvals: each(log, "deal.approval-requested").length,
	};
}

/** The latest runs without their texts, newest first. */
export const runViews = (store: DealStore, limit: number): readonly RunView[] =>
	store.latestRuns(limit).flatMap((run) => runView(store.eventsOfRun(run), store.lookup, false) ?? []);

type Found<T extends DealEvent["type"]> = { readonly event: EventOf<T>; readonly at: number };

function each<T extends DealEvent["type"]>(log: readonly Envelope[], type: T): readonly Found<T>[] {
	const isOfType = (event: DealEvent): event is EventOf<T> => event.type === type;
	return log.flatMap(({ event, at }) => (isOfType(event) ? [{ event, at }] : []));
}

const find = <T extends DealEvent["type"]>(log: readonly Envelope[], type: T): Found<T> | null =>
	each(log, type)[0] ?? null;

function stepView(event: EventOf<"deal.step-settled">, at: number, lookup: Lookup, withTexts: boolean): StepView {
	const { step, skill, hop, outcome, reasoner, degraded, tokens, costMicros, durationMs, fault } = event;
	const output = event.output === null ? null : lookup(event.output);
	return {
		step,
		skill,
		hop,
		outcome,
		reasoner,
		degraded,
		tokens,
		costMicros,
		durationMs,
		fault,
		at: time(at),
		summary: output === null ? null : summaryOf(output),
		...(withTexts ? givenIn(event.input, lookup) : { input: null, context: null }),
		output: withTexts ? output : null,
		model: event.model ? { ...event.model, answer: withTexts ? answerText(event.model.answer, lookup) : null } : null,
	};
}

const answerText = (hash: Sha256 | null, lookup: Lookup): string | null => (hash === null ? null : lookup(hash));

const summaryOf = (output: string): string | null => {
	const parsed = SkillOutput.safeParse(JSON.parse(output));
	return parsed.success ? parsed.data.summary : null;
};

/** What the prompt was made of. A step of before this was kept has none of it. */
const Kept = ContextView.pick({ parts: true }).extend({
	suffix: z.string(),
	memory: z.array(ContextView.shape.memory.element.omit({ text: true })),
	left: z.object({ materialChars: z.int() }),
});

/** The stable prefix is stored once for all steps; here it stands where it stood. */
function givenIn(hash: Sha256, lookup: Lookup): Pick<StepView, "input" | "context"> {
	const text = lookup(hash);
	if (text === null) return { input: null, context: null };
	const input: { prefix: Sha256 } = JSON.parse(text);
	const kept = Kept.loose().safeParse(input).data;
	return {
		input: JSON.stringify({ ...input, prefix: lookup(input.prefix) }, null, 2),
		context: kept ? contextOf(kept) : null,
	};
}

function contextOf({ parts, memory, suffix, left }: z.infer<typeof Kept>): ContextView {
	const texts = knownLinesOf(suffix, memory.length);
	return {
		parts,
		memory: memory.map((line, i) => ({ ...line, text: texts[i] ?? "" })),
		materialCharsLeft: left.materialChars,
	};
}
