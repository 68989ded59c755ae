import type { CompiledPrompt } from "#knowledge/core/context/compile.ts";
import { estimateTokens } from "#knowledge/core/context/tokens.ts";
import { type Skill, type SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import type { RunId } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { NO_MODEL, type StepModel } from "#knowledge/core/vocabulary/model-call.ts";
import { log } from "./log.ts";

/** What one invocation came to. A failure is an answer too: it is journaled, flagged, and the others go on. */
export type StepResult = {
	readonly outcome:
		| { readonly type: "done"; readonly output: SkillOutput }
		| { readonly type: "failed"; readonly fault: string };
	readonly reasoner: string;
	/** A model was asked for, and rules answered. */
	readonly degraded: boolean;
	readonly tokens: { readonly prompt: number; readonly output: number };
	readonly costMicros: number;
	readonly durationMs: number;
	/** Whether it cost money or minutes: such a result is committed before anything else happens. */
	readonly paid: boolean;
	/** Which models were asked, and why their answer does not stand where it does not. */
	readonly model: StepModel;
};

/** Which invocation it is: the run that it is part of, and how often its input moved meanwhile. */
export type Asking = {
	readonly run: RunId;
	readonly attempt: number;
	/** Aborted once nobody waits for the answer any longer. */
	readonly signal?: AbortSignal;
};

/** Answers at once where it can: a run by rules alone is one synchronous turn. */
export type Reasoner = (
	skill: Skill,
	input: SkillInput,
	prompt: CompiledPrompt,
	asking: Asking,
) => StepResult | Promise<StepResult>;

/** S2-75: complete without a model. Catches what a skill throws, because one broken skill must not take the run with it. */
export function rulesReasoner(
	now: () => number,
): (skill: Skill, input: SkillInput, prompt: CompiledPrompt) => StepResult {
	return (skill, input, prompt) => {
		const began = now();
		const result = (outcome: StepResult["outcome"], output: number): StepResult => ({
			outcome,
			reasoner: `rules:${skill.version}`,
			degraded: false,
			tokens: { prompt: prompt.tokens, output },
			costMicros: 0,
			durationMs: Math.max(0, now() - began),
			paid: false,
			model: NO_MODEL,
		});
		try {
			const parsed = SkillOutput.safeParse(skill.reason(input));
			if (!parsed.success) return result({ type: "failed", fault: "nonsense" }, 0);
			return result({ type: "done", output: parsed.data }, estimateTokens(canonicalJson(parsed.data)));
		} catch (error) {
			log.error("skill threw", { skill: skill.name, error: error instanceof Error ? error.name : typeof error });
			return result({ type: "failed", fault: "threw" }, 0);
		}
	};
}
