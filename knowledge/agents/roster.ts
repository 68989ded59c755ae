import type { Agent } from "./define-agent.ts";
import { coaching } from "./skills/coaching/definition.ts";
import { discovery } from "./skills/discovery/definition.ts";
import { pipeline } from "./skills/pipeline/definition.ts";
import { proposal } from "./skills/proposal/definition.ts";
import { qualifier } from "./skills/qualifier/definition.ts";
import { replyHandler } from "./skills/reply-handler/definition.ts";
import { strategy } from "./skills/strategy/definition.ts";

/** Every skill that a deal can call upon. One line here is what makes an agent exist. */
export const ROSTER: readonly Agent[] = [qualifier, discovery, strategy, pipeline, coaching, replyHandler, proposal];
