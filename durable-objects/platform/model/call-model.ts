import type { JSONSchema7, LanguageModelV4GenerateResult, LanguageModelV4Prompt } from "@ai-sdk/provider";
import { estimateTokens } from "#knowledge/core/context/tokens.ts";
import type { SkillOutput } from "#knowledge/core/deal/skill.ts";
import type { ModelCall, ModelOutcome, ModelTier } from "#knowledge/core/vocabulary/model-call.ts";
import { log } from "../log.ts";
import { type AnswerForm, readAnswer } from "./answer.ts";
import type { CallSign } from "./breaker.ts";
import { type ModelClock, unlessAborted } from "./clock.ts";
import { type Fault, faultOf } from "./faults.ts";
import { type Metered, meter } from "./meter.ts";
import type { Provider } from "./providers.ts";
import { ANSWER_BYTES_MAX } from "./wire.ts";

export type CallDeps = {
	readonly clock: ModelClock;
	/** From 0 up to 1. */
	readonly random: () => number;
	/** Which form a model is known to need, by place and name: an endpoint that lacks a form says so once. */
	readonly forms: Map<string, AnswerForm>;
	/** How long one attempt may take, in milliseconds. */
	readonly timeoutMs: number;
};

export type Question = {
	readonly prompt: LanguageModelV4Prompt;
	/** As estimated, for where the provider tells nothing. */
	readonly promptTokens: number;
	readonly schema: JSONSchema7;
	readonly outputTokensMax: number;
};

export type Called = {
	readonly call: ModelCall;
	readonly output: SkillOutput | null;
	/** What was answered and is no answer of ours, with what is wrong with it; null where there is nothing to mend. */
	readonly toMend: { readonly text: string; readonly problem: string } | null;
	readonly sign: CallSign;
};

/** One request, and so many times again. */
export const ATTEMPTS_MAX = 4;
/** Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"): anything up to this, doubled with each attempt. */
const BACKOFF_MS = 500;
const BACKOFF_MAX_MS = 8_000;

type Attempt =
	| { readonly type: "answer"; readonly result: LanguageModelV4GenerateResult }
	| { readonly type: "fault"; readonly fault: Fault };

/** One question to one model, with its attempts. Whatever the provider does, this ends by `until` and never throws. */
export async function callModel(
	provider: Provider,
	question: Question,
	asked: { readonly tier: ModelTier; readonly isRepair: boolean; readonly until: number; readonly signal: AbortSignal },
	deps: CallDeps,
): Promise<Called> {
	const { clock } = deps;
	const { tier, isRepair, until, signal } = asked;
	const model = provider.models[tier];
	const began = clock.now();
	const report = (outcome: ModelOutcome, attempts: number, metered: Metered): ModelCall => ({
		provider: provider.name,
		model,
		tier,
		outcome,
		isRepair,
		attempts,
		...metered,
		durationMs: Math.max(0, clock.now() - began),
	});
	for (let attempts = 1; ; attempts++) {
		const form = formFor(provider, model, deps.forms);
		const attempt = await tryOnce(provider, model, { question, form, until, signal }, deps);
		if (attempt.type === "answer") {
			const { outcome, output, toMend, text } = judge(attempt.result);
			const estimate = { prompt: question.promptTokens, output: estimateTokens(text) };
			const metered = meter(model, attempt.result.usage, estimate);
			if (outcome !== "answered") log.warn("model answer does not stand", { provider: provider.name, model, outcome });
			return { call: report(outcome, attempts, metered), output, toMend, sign: "up" };
		}
		const { fault } = attempt;
		const wait = waitOf(fault, attempts, deps.random);
		const isLast = attempts >= ATTEMPTS_MAX || signal.aborted;
		if (!isLast && fault.isOfForm && weaken(provider, model, { form, forms: deps.forms })) continue;
		if (!isLast && wait !== null && clock.now() + wait < until) {
			await clock.sleep(wait, signal);
			continue;
		}
		const { outcome, status, used } = fault;
		const sign = signOf(fault);
		log.warn("model call failed", { provider: provider.name, model, outcome, status, attempts });
		const estimate =
			used === "all" ? { prompt: question.promptTokens, output: question.outputTokensMax } : { prompt: 0, output: 0 };
		const toMend = null;
		return {
			call: report(outcome, attempts, meter(model, null, estimate)),
			output: null,
			toMend,
			sign,
		};
	}
}

/** Null: not again. What the provider asks for comes first; chance on top keeps five skills from coming back at once. */
export function waitOf({ retryAfterMs }: Fault, attempts: number, random: () => number): number | null {
	if (retryAfterMs === null) return null;
	return retryAfterMs + Math.floor(random() * Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** (attempts - 1)));
}

/** A request of ours that it does not take: it is up, and others' requests are not to suffer for it. */
const NOT_TAKEN = new Set([400, 413, 422]);

export const signOf = ({ outcome, status }: Pick<Fault, "outcome" | "status">): CallSign => {
	if (status !== null && NOT_TAKEN.has(status)) return "up";
	switch (outcome) {
		case "aborted":
			return "unknown";
		case "nonsense":
		case "refused":
			return "up";
		default:
			return "down";
	}
};

async function tryOnce(
	provider: Provider,
	model: string,
	{ question, form, until, signal }: { question: Question; form: AnswerForm; until: number; signal: AbortSignal },
	{ clock, timeoutMs }: CallDeps,
): Promise<Attempt> {
	const nobody = { retryAfterMs: null, status: null, isOfForm: false } as const;
	const left = until - clock.now();
	if (signal.aborted || left <= 0)
		return { type: "fault", fault: { ...nobody, outcome: signal.aborted ? "aborted" : "late", used: "nothing" } };
	const timer = clock.abortAfter(Math.min(timeoutMs, left));
	const either = AbortSignal.any([signal, timer.signal]);
	const gaveUp = (): Attempt => ({
		type: "fault",
		fault: { ...nobody, outcome: signal.aborted ? "aborted" : "late", used: "all" },
	});
	try {
		const asking = Promise.resolve(
			provider.model(model).doGenerate({
				prompt: question.prompt,
				maxOutputTokens: question.outputTokensMax,
				responseFormat: formatOf(form, question.schema),
				abortSignal: either,
			}),
		);
		const result = await unlessAborted(asking, either);
		return result ? { type: "answer", result } : gaveUp();
	} catch (error) {
		return either.aborted ? gaveUp() : { type: "fault", fault: faultOf(error, clock.now()) };
	} finally {
		timer.cancel();
	}
}

const keyOf = (provider: Provider, model: string): string => `${provider.place} ${model}`;

const formatOf = (form: AnswerForm, schema: JSONSchema7) => {
	switch (form) {
		case "schema":
			return { type: "json", schema, name: "proposals" } as const;
		case "json":
			return { type: "json" } as const;
		case "text":
			return { type: "text" } as const;
	}
};

const formFor = (provider: Provider, model: string, forms: ReadonlyMap<string, AnswerForm>): AnswerForm =>
	forms.get(keyOf(provider, model)) ?? provider.forms[0];

/**
 * Asks in the next weaker form from now on, as long as there is one. `form` is the one that was refused: of several that
 * were asked in it at once the first makes it weaker, and the others follow.
 */
function weaken(
	provider: Provider,
	model: string,
	{ form, forms }: { readonly form: AnswerForm; readonly forms: Map<string, AnswerForm> },
): boolean {
	const at = provider.forms.indexOf(form);
	if (provider.forms.indexOf(formFor(provider, model, forms)) > at) return true;
	const next = provider.forms[at + 1];
	if (next === undefined) return false;
	forms.set(keyOf(provider, model), next);
	return true;
}

type Judged = Pick<Called, "output" | "toMend"> & { readonly outcome: ModelOutcome; readonly text: string };

/** What was answered, if it is an answer. No tool was offered, so a call of one is nonsense. */
function judge({ content, finishReason }: LanguageModelV4GenerateResult): Judged {
	const text = content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("");
	const none = { output: null, toMend: null, text: text.slice(0, ANSWER_BYTES_MAX) };
	if (finishReason.unified === "content-filter" || finishReason.raw === "content_filter")
		return { ...none, outcome: "refused" };
	if (text.length > ANSWER_BYTES_MAX) return { ...none, outcome: "nonsense" };
	if (content.some((part) => part.type === "tool-call"))
		return { ...none, outcome: "nonsense", toMend: { text, problem: "There are no tools to call." } };
	const read = readAnswer(text);
	if (read.type === "read") return { ...none, outcome: "answered", output: read.output };
	// Asked again it would be as long again.
	if (finishReason.unified === "length") return { ...none, outcome: "cut" };
	return { ...none, outcome: "nonsense", toMend: { text, problem: read.problem } };
}
