import type { Env } from "#durable-objects/env.ts";
import { configuredModel, modelReasoner } from "#durable-objects/platform/model.ts";
import type { Reasoner } from "#durable-objects/platform/run-skill.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import { ROUTES, type Route } from "#knowledge/core/deal/router.ts";
import type { Skill } from "#knowledge/core/deal/skill.ts";

/** The agents that work a deal, and when each is woken. */
export type Crew = { readonly skills: readonly Skill[]; readonly routes: readonly Route[] };

export const DEAL_CREW: Crew = {
	skills: ROSTER,
	routes: ROUTES.filter((row) => ROSTER.some((skill) => skill.name === row.skill)),
};

/** A model that has not answered by then is slower than a person who waits; rules answer in its place. */
const MODEL_TIMEOUT_MS = 30_000;

/** Longer than a model may take, for whatever does not give up by itself. */
export const STEP_MS_MAX = MODEL_TIMEOUT_MS + 15_000;

/** The operator's model, if there is one. An endpoint of one's own has no price that we could know. */
export function configuredReasoner(env: Env): Reasoner | null {
	const configured = configuredModel(env);
	const deps = { now: () => Date.now(), timeoutMs: MODEL_TIMEOUT_MS, price: () => 0 };
	return configured && modelReasoner({ ...configured, ...deps });
}
