import type { Env } from "#durable-objects/env.ts";
import { NO_MONTH, type TokenBudget } from "#durable-objects/platform/model/budget-port.ts";
import { configuredModel } from "#durable-objects/platform/model/configured.ts";
import { modelReasoner } from "#durable-objects/platform/model/reasoner.ts";
import { createSlots, type Slots } from "#durable-objects/platform/model/slots.ts";
import type { Reasoner } from "#durable-objects/platform/run-skill.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import { ROUTES, type Route } from "#knowledge/core/deal/router.ts";
import type { Skill } from "#knowledge/core/deal/skill.ts";
import { STAGE_SKILLS_MAX } from "#knowledge/core/vocabulary/limits.ts";

/** The agents that work a deal, and when each is woken. */
export type Crew = { readonly skills: readonly Skill[]; readonly routes: readonly Route[] };

export const DEAL_CREW: Crew = {
	skills: ROSTER,
	routes: ROUTES.filter((row) => ROSTER.some((skill) => skill.name === row.skill)),
};

/** A step has this long for all that its models do: attempts, a repair, the next in the chain. */
const MODEL_STEP_MS = 40_000;

/** Longer than a model may take, for whatever does not give up by itself. */
export const STEP_MS_MAX = MODEL_STEP_MS + 5_000;

/** Who is asked before the rules, and which model that is: another one's answer is no answer to the same question. */
export type CrewModel = { readonly reason: Reasoner; readonly name: string };

/** The operator's model, if there is one. `slots`: how many questions of one object are under way at once. */
export function configuredReasoner(
	env: Env,
	{ budget = NO_MONTH, slots = createSlots(STAGE_SKILLS_MAX) }: { budget?: TokenBudget; slots?: Slots } = {},
): CrewModel | null {
	const configured = configuredModel(env);
	if (!configured) return null;
	const reason = modelReasoner({ ...configured, budget, slots, stepMs: MODEL_STEP_MS });
	return { reason, name: configured.name };
}
