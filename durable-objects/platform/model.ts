import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, type LanguageModel, Output } from "ai";
import type { CompiledPrompt } from "#knowledge/core/context/compile.ts";
import { estimateTokens } from "#knowledge/core/context/tokens.ts";
import { SkillOutput } from "#knowledge/core/deal/skill.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { log } from "./log.ts";
import { type Reasoner, rulesReasoner, type StepResult } from "./run-skill.ts";

export type ModelDeps = {
	readonly model: LanguageModel;
	/** For the journal. */
	readonly name: string;
	readonly now: () => number;
	/** How long one call may take, in milliseconds. */
	readonly timeoutMs: number;
	/** Price of a call in millionths of a US dollar. */
	readonly price: (tokens: { prompt: number; output: number }) => number;
};

/**
 * One call a text (S2-77). What it answers is parsed as a reasoner's output and judged by the same rules. When it fails,
 * is late or answers nonsense, the rules answer stands and is marked degraded; what the call cost stays on the step.
 */
export function modelReasoner(deps: ModelDeps): Reasoner {
	const rules = rulesReasoner(deps.now);
	return async (skill, input, prompt) => {
		const began = deps.now();
		const asked = await ask(deps, prompt);
		const durationMs = Math.max(0, deps.now() - began);
		const costMicros = deps.price(asked.tokens);
		if (asked.output) {
			const outcome = { type: "done", output: asked.output } as const;
			return {
				outcome,
				reasoner: `model:${deps.name}`,
				degraded: false,
				tokens: asked.tokens,
				costMicros,
				durationMs,
				paid: true,
			};
		}
		return degrade(rules(skill, input, prompt), { tokens: asked.tokens, costMicros, durationMs });
	};
}

const degrade = (
	fallback: StepResult,
	spent: Pick<StepResult, "tokens" | "costMicros" | "durationMs">,
): StepResult => ({
	...fallback,
	...spent,
	degraded: true,
	paid: true,
});

async function ask(
	deps: ModelDeps,
	prompt: CompiledPrompt,
): Promise<{ output: SkillOutput | null; tokens: { prompt: number; output: number } }> {
	try {
		const answer = await generateText({
			model: deps.model,
			system: prompt.prefix,
			prompt: prompt.suffix,
			output: Output.object({ schema: SkillOutput }),
			abortSignal: AbortSignal.timeout(deps.timeoutMs),
			maxRetries: 0,
		});
		const tokens = {
			prompt: answer.usage.inputTokens ?? prompt.tokens,
			output: answer.usage.outputTokens ?? estimateTokens(canonicalJson(answer.output)),
		};
		const parsed = SkillOutput.safeParse(answer.output);
		return { output: parsed.success ? parsed.data : null, tokens };
	} catch (error) {
		log.warn("model call failed", { model: deps.name, error: error instanceof Error ? error.name : typeof error });
		return { output: null, tokens: { prompt: prompt.tokens, output: 0 } };
	}
}

/** The model that an operator configured, if any: any endpoint that speaks the chat completions wire. */
export function configuredModel(env: {
	LLM_BASE_URL?: string;
	LLM_MODEL?: string;
	LLM_API_KEY?: string;
}): { model: LanguageModel; name: string } | null {
	if (!env.LLM_BASE_URL || !env.LLM_MODEL) return null;
	const provider = createOpenAICompatible({
		name: "configured",
		baseURL: env.LLM_BASE_URL,
		...(env.LLM_API_KEY ? { apiKey: env.LLM_API_KEY } : {}),
	});
	return { model: provider(env.LLM_MODEL), name: env.LLM_MODEL };
}
