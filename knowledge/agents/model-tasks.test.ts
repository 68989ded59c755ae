import { expect, test } from "vitest";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { modelTaskOf, SKILLS_WITH_MODEL_TASK } from "./model-tasks.ts";
import { ROSTER } from "./roster.ts";

test("[S0-117] every skill of the roster has its tier and its priority, and no row is left over", () => {
	expect([...SKILLS_WITH_MODEL_TASK].sort()).toEqual(ROSTER.map(({ name }) => name as string).sort());
});

test("[S0-117] only who writes of money asks the largest model", () => {
	const frontier = ROSTER.filter(({ name }) => modelTaskOf(name).tier === "frontier");
	expect(frontier.every(({ mayOffer }) => mayOffer)).toBe(true);
	expect(frontier).toHaveLength(1);
});

test("[S3-20] no skill's priority reaches the burst pool by itself, and one without a row is of the default", () => {
	for (const { name } of ROSTER) expect([20, 40, 60]).toContain(modelTaskOf(name).priority);
	expect(modelTaskOf(SkillName.parse("somebody-new"))).toEqual({ tier: "mid", priority: 40 });
});
