import type { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import type { ModelTier } from "#knowledge/core/vocabulary/model-call.ts";

/**
 * S0-117, mechanism 4: how much a model has to know for a skill's work. S3-20 and K12: how much the work matters when tokens
 * are short, from 0 to 100; 60 is high, 40 is what most work has, 20 can wait.
 */
export type ModelTask = { readonly tier: ModelTier; readonly priority: number };

const TASKS: Readonly<Record<string, ModelTask>> = {
	// They find words in a text and quote them. The rules read beside them, and judge each quote.
	qualifier: { tier: "small", priority: 40 },
	discovery: { tier: "small", priority: 40 },
	// It fills fields from what is known already.
	pipeline: { tier: "small", priority: 40 },
	// To the rep alone, and of use a day later as well.
	coaching: { tier: "small", priority: 20 },
	// It weighs what is known against what we sell.
	strategy: { tier: "mid", priority: 40 },
	// A buyer reads what it writes, and waits for it.
	"reply-handler": { tier: "mid", priority: 60 },
	// It writes of money: rare, and worth the most.
	proposal: { tier: "frontier", priority: 60 },
};

/** A skill that has no row does what most do. */
const MIDDLING: ModelTask = { tier: "mid", priority: 40 };

export const modelTaskOf = (skill: SkillName): ModelTask => TASKS[skill] ?? MIDDLING;

export const SKILLS_WITH_MODEL_TASK: readonly string[] = Object.keys(TASKS);
