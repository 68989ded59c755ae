import { SkillOutput } from "#knowledge/core/deal/skill.ts";

/** For the peers, whose own package cannot see `knowledge/`: what the product checks a model's answer with. */
export const checkAnswer = (answer: unknown): SkillOutput => SkillOutput.parse(answer);
