import type { LanguageModelV4Message } from "@ai-sdk/provider";
import { modelTaskOf } from "#knowledge/agents/model-tasks.ts";
import type { CompiledPrompt } from "#knowledge/core/context/compile.ts";
import { estimateTokens } from "#knowledge/core/context/tokens.ts";
import type { Skill, SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { CALL_TOKENS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { ModelCall, RulesInstead } from "#knowledge/core/vocabulary/model-call.ts";
import { sha256 } from "../hash.ts";
import { log } from "../log.ts";
import { type Asking, type Reasoner, rulesReasoner, type StepResult } from "../run-skill.ts";
import { schemaFor } from "./answer.ts";
import type { Breakers } from "./breaker.ts";
import type { TokenAsk, TokenBudget, TokenReservation } from "./budget-port.ts";
import { type CallDeps, type Called, callModel, type Question } from "./call-model.ts";
import { unlessAborted } from "./clock.ts";
import type { Provider } from "./providers.ts";
import type { Slots } from "./slots.ts";

export type ModelDeps = CallDeps & {
	/** Asked in this order, the next where the one before is down, late or at its limit. */
	readonly chain: readonly Provider[];
	readonly budget: TokenBudget;
	readonly breakers: Breakers;
	readonly slots: Slots;
	/** How long one step may take with all that is tried in it, in milliseconds. */
	readonly stepMs: number;
};

/**
 * One question a step, and one call a text (S2-77): a second call is asked for only where the first was no answer of ours,
 * or came to nothing. What a model answers is judged later, by the rules that judge the rules reasoner; here it has only to
 * be of the shape. When there is no answer, that of the rules stands, marked degraded, with why; what was spent stays on
 * the step. Never throws.
 */
export function modelReasoner(deps: ModelDeps): Reasoner {
	const rules = rulesReasoner(deps.clock.now);
	return async (skill, input, prompt, asking) => {
		const began = deps.clock.now();
		const { calls, output, instead } = await think({ skill, input, prompt, asking }, deps).catch((error: unknown) => {
			log.error("model step threw", { skill: skill.name, error: error instanceof Error ? error.name : typeof error });
			return { calls: [], output: null, instead: "failed" } as const;
		});
		const sum = (of: (call: ModelCall) => number): number => calls.reduce((total, call) => total + of(call), 0);
		const spent: Pick<StepResult, "costMicros" | "durationMs" | "paid" | "model"> = {
			costMicros: sum((call) => call.costMicros),
			durationMs: Math.max(0, deps.clock.now() - began),
			paid: calls.some(({ attempts }) => attempts > 0),
			model: { calls: [...calls], cache: "miss", instead },
		};
		const tokens = { prompt: sum((call) => call.tokens.prompt), output: sum((call) => call.tokens.output) };
		if (output === null) {
			const fallback = rules(skill, input, prompt);
			return { ...fallback, ...spent, tokens: calls.length > 0 ? tokens : fallback.tokens, degraded: true };
		}
		const reasoner = `model:${calls.at(-1)?.model ?? ""}`.slice(0, REASONER_CHARS_MAX);
		return { outcome: { type: "done", output }, reasoner, degraded: false, tokens, ...spent };
	};
}

type Step = {
	readonly skill: Skill;
	readonly input: SkillInput;
	readonly prompt: CompiledPrompt;
	readonly asking: Asking;
};

type Thought = {
	readonly calls: readonly ModelCall[];
	readonly output: SkillOutput | null;
	readonly instead: RulesInstead | null;
};

/** What an event of a step has room for; the call beside it names the model in full. */
const REASONER_CHARS_MAX = 80;

async function think(step: Step, deps: ModelDeps): Promise<Thought> {
	const { clock } = deps;
	const until = clock.now() + deps.stepMs;
	// Of its own where none was passed: one that is shared would remember every step of the isolate.
	const signal = step.asking.signal ?? new AbortController().signal;
	// Whoever waits for a slot waits in the step's own time.
	const timer = clock.abortAfter(deps.stepMs);
	const either = AbortSignal.any([signal, timer.signal]);
	const giveBack = await deps.slots.take(either);
	timer.cancel();
	if (!giveBack) return { calls: [], output: null, instead: signal.aborted ? "aborted" : "late" };
	try {
		return await askChain(step, { until, signal }, deps);
	} finally {
		giveBack();
	}
}

export type Time = { readonly until: number; readonly signal: AbortSignal };

async function askChain(step: Step, time: Time, deps: ModelDeps): Promise<Thought> {
	const calls: ModelCall[] = [];
	const none = (why: RulesInstead): Thought => ({ calls, output: null, instead: why });
	let instead: RulesInstead = "breaker-open";
	for (const provider of deps.chain) {
		const first = await buy(step, { provider, toMend: null, number: calls.length }, time, deps);
		if (first.type === "closed") continue;
		// No money for this one is no money for the next. Why the one before failed says more than that.
		if (first.type === "refused") return none(calls.length > 0 ? instead : first.why);
		calls.push(first.call);
		if (first.output) return { calls, output: first.output, instead: null };
		instead = insteadOf(first.call);
		if (first.toMend) {
			const mended = await buy(step, { provider, toMend: first.toMend, number: calls.length }, time, deps);
			if (mended.type !== "called") return none(instead);
			calls.push(mended.call);
			if (mended.output) return { calls, output: mended.output, instead: null };
			return none(insteadOf(mended.call));
		}
		if (!isWayDown(first)) return none(instead);
	}
	return none(instead);
}

const insteadOf = ({ outcome }: ModelCall): RulesInstead => (outcome === "answered" ? "failed" : outcome);

/** Another provider is asked where this one could not be reached to the end, or did not take the question; not where it answered, however badly. */
const isWayDown = ({ sign, call }: Called): boolean => sign === "down" || call.outcome === "failed";

type Bought =
	| ({ readonly type: "called" } & Called)
	| { readonly type: "refused"; readonly why: RulesInstead }
	/** The provider is held to be down. */
	| { readonly type: "closed" };

/** One call: nothing is asked without a reservation, and each reservation is settled once, whatever came of the call. */
async function buy(
	step: Step,
	of: { readonly provider: Provider; readonly toMend: Called["toMend"]; readonly number: number },
	{ until, signal }: Time,
	deps: ModelDeps,
): Promise<Bought> {
	const { skill, input, asking } = step;
	const { provider, toMend, number } = of;
	const question = questionOf(step, provider, toMend);
	if (question.outputTokensMax < OUTPUT_TOKENS_MIN) return { type: "refused", why: "call-tokens" };
	if (!deps.breakers.may(provider.place)) return { type: "closed" };
	const { tier, priority } = modelTaskOf(skill.name);
	const ask = {
		call: callId(step, number),
		deal: input.deal.id,
		run: asking.run,
		tokens: question.promptTokens + question.outputTokensMax,
		priority,
	};
	const reserved = await reserve(ask, { until, signal }, deps);
	if (reserved.type === "refused") {
		deps.breakers.tell(provider.place, "unknown");
		return reserved;
	}
	let spent = NOTHING;
	try {
		const called = await callModel(provider, question, { tier, isRepair: toMend !== null, until, signal }, deps);
		const { tokens, costMicros } = called.call;
		spent = { tokens: tokens.prompt + tokens.output, costMicros };
		deps.breakers.tell(provider.place, called.sign);
		return { type: "called", ...called };
	} finally {
		await settle(ask.call, spent, deps);
	}
}

/** Who keeps the month and does not answer in time cannot say yes. */
export async function reserve(
	ask: TokenAsk,
	{ until, signal }: Time,
	{ budget, clock }: Pick<ModelDeps, "budget" | "clock">,
): Promise<TokenReservation | { readonly type: "refused"; readonly why: "aborted" }> {
	const timer = clock.abortAfter(Math.max(0, until - clock.now()));
	try {
		const asked = budget.reserve(ask);
		const answer = await unlessAborted(asked, AbortSignal.any([signal, timer.signal]));
		if (answer) return answer;
		// A yes that comes too late buys nothing.
		asked
			.then(({ type }) => (type === "reserved" ? budget.settle(ask.call, NOTHING) : undefined))
			.catch(() => undefined);
		return { type: "refused", why: signal.aborted ? "aborted" : "no-ledger" };
	} catch {
		return { type: "refused", why: "no-ledger" };
	} finally {
		timer.cancel();
	}
}

/** An answer that was paid for does not wait long for its bill: who cannot be told finds the reservation expired. */
const SETTLE_WAIT_MS = 2_000;

export async function settle(
	call: string,
	spent: { readonly tokens: number; readonly costMicros: number },
	{ budget, clock }: Pick<ModelDeps, "budget" | "clock">,
): Promise<void> {
	const timer = clock.abortAfter(SETTLE_WAIT_MS);
	try {
		const isSettled = await unlessAborted(
			budget.settle(call, spent).then(() => true),
			timer.signal,
		);
		if (!isSettled) log.warn("a call is not settled yet");
	} catch {
		log.warn("a call was not settled");
	} finally {
		timer.cancel();
	}
}

export const NOTHING = { tokens: 0, costMicros: 0 };

const DIGEST_CHARS = 12;

/** The same call of the same step has the same id, also in another life of the object. A skill can be woken twice in a run. */
const callId = ({ skill, prompt, asking }: Step, number: number): string =>
	[asking.run, skill.name, asking.attempt, number, sha256(prompt.suffix).slice(0, DIGEST_CHARS)].join(":");

/** With less room than this no answer fits. */
const OUTPUT_TOKENS_MIN = 64;
/** How much of its own answer a model is shown. */
const SHOWN_CHARS_MAX = 600;

function questionOf({ skill, prompt }: Step, provider: Provider, toMend: Called["toMend"]): Question {
	const again = toMend ? repair(toMend) : [];
	const shown = again.reduce((total, { text }) => total + estimateTokens(text), 0);
	const promptTokens = prompt.tokens + shown;
	const said: LanguageModelV4Message[] = again.map(({ role, text }) => ({ role, content: [{ type: "text", text }] }));
	return {
		prompt: [
			provider.system(prompt.prefix),
			{ role: "user", content: [{ type: "text", text: prompt.suffix }] },
			...said,
		],
		promptTokens,
		schema: schemaFor(skill),
		outputTokensMax: CALL_TOKENS_MAX - promptTokens,
	};
}

type Said = { readonly role: "assistant" | "user"; readonly text: string };

/** Its answer and what is wrong with it, both cut: a model may not make its own question long. */
function repair({ text, problem }: NonNullable<Called["toMend"]>): readonly Said[] {
	const shown = text.trim().slice(0, SHOWN_CHARS_MAX);
	const mend = `That is no answer: ${problem} Answer again, whole, with JSON only, in the shape given under «Answer with».`;
	return [...(shown === "" ? [] : [{ role: "assistant", text: shown } as const]), { role: "user", text: mend }];
}
