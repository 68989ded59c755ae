import type { AuditFact, AuditHead, LateAudit } from "#knowledge/core/audit/entry.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { type Answer, answer, outcomeOf } from "./answer.ts";
import { log } from "./log.ts";

export type AuditDoor = {
	/** Looked up anew for each attempt: a stub is dead once its object failed. */
	readonly ledger: () => { audit(call: Call, fact: AuditFact): Promise<Answer<AuditHead>> };
	readonly queue: Pick<Queue<unknown>, "send">;
};

/** Quick ones: somebody waits for the answer. */
const ATTEMPTS_MAX = 3;

/**
 * Appends to the chain of the caller's tenant. What was done is done, so a ledger that cannot be reached keeps nobody's
 * answer back: the entry then goes by the queue, and the log tells of it. Answers whether the ledger has it.
 */
export async function recordAudit({ ledger, queue }: AuditDoor, call: Call, fact: AuditFact): Promise<boolean> {
	for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
		const answered = await answer("audit", async () => outcomeOf(await ledger().audit(call, fact)));
		if (answered.type === "done") return true;
		// Another tenant's, or one that was torn down: no later attempt can be better.
		if (answered.type === "refused") {
			log.warn("audit entry refused", { requestId: fact.requestId, code: answered.refusal.code });
			return false;
		}
	}
	const { tenant } = call.principal;
	log.error("audit entry is late", { tenant, requestId: fact.requestId, action: fact.action });
	const queued = await answer("audit.queue", async () => {
		await queue.send({ kind: "audit", tenant, fact } satisfies LateAudit);
		return { type: "done", value: null };
	});
	if (queued.type !== "done") log.error("audit entry is lost", { tenant, requestId: fact.requestId });
	return false;
}
