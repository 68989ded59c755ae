import * as z from "zod";
import { DealId, RunId, SignalId, SkillName, TenantId } from "../vocabulary/ids.ts";
import { Instant } from "../vocabulary/time.ts";

/** S0-94, kept whole with the row that records it. The history is a summary, never the raw texts. */
export const AgentHandoff = z.strictObject({
	from_agent: SkillName,
	to_agent: SkillName,
	task: z.string().min(1).max(400),
	context: z.strictObject({
		deal_id: DealId,
		/** What the agent before concluded, in its own one or two sentences. */
		relevant_history: z.string().min(1).max(400),
		specific_data: z.strictObject({ signal: SignalId.nullable() }),
		deadline: Instant.nullable(),
	}),
	metadata: z.strictObject({
		tenant_id: TenantId,
		/** Which rep's copy of the agent; there are no copies yet. */
		clone_id: z.null(),
		priority: z.enum(["critical", "high", "normal", "low"]),
		/** The run: everything that follows from one cause carries it. */
		correlation_id: RunId,
	}),
});
export type AgentHandoff = z.infer<typeof AgentHandoff>;

/** `null` once its text was erased. */
export const readHandoff = (text: string | null): AgentHandoff | null =>
	text === null ? null : AgentHandoff.parse(JSON.parse(text));
