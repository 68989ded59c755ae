import type { Skill } from "#knowledge/core/deal/skill.ts";
import { qualifier } from "./skills/qualifier/definition.ts";
import { replyHandler } from "./skills/reply-handler/definition.ts";

/** Every skill that a deal can call upon. One line here is what makes an agent exist. */
export const ROSTER: readonly Skill[] = [qualifier, replyHandler];
