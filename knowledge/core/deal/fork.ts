import { Envelope, seal } from "../events/envelope.ts";
import type { Hash, Sha256 } from "../vocabulary/hash.ts";
import type { DealId, UserId } from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";
import type { Turn } from "./turn.ts";

/**
 * [FK1] A deal's log under another name: the same events at the same moments, sealed anew. Ids that carry their deal's
 * name, such as an approval's, carry the copy's, so that no decision about the copy can reach the original.
 */
export function copyLog(hash: Hash, log: readonly Envelope[], fork: DealId): readonly Envelope[] {
	let prev: Sha256 | null = null;
	return log.map((entry) => {
		const renamed = JSON.stringify(entry).replaceAll(entry.deal.slice(2), fork.slice(2));
		const { event, seq, correlation, causation } = Envelope.parse(JSON.parse(renamed));
		const cause = { correlation, causation };
		const sealed = seal(hash, event, { tenant: entry.tenant, deal: fork, seq, at: entry.at, prev, cause });
		prev = sealed.hash;
		return sealed;
	});
}

/** [FK2] Marks the copy. What was on its way out of the original is not on its way out of here. */
export function markFork(
	turn: Turn,
	origin: { readonly from: DealId; readonly at: number; readonly by: UserId },
): void {
	const cause = { correlation: `fork:${origin.by}`, causation: null };
	turn.emit({ type: "deal.forked", ...origin }, cause);
	for (const { key } of Object.values(turn.board().effects))
		turn.emit({ type: "deal.effect-settled", key, outcome: "cancelled", reference: null, reason: "fork" }, cause);
}

/** [FK3] In a fork whatever was approved counts as sent, and is not: no effect is ever open in one that was committed. */
export function rehearse(turn: Turn): void {
	invariant(turn.board().fork, "only a fork rehearses");
	for (const { key, approval } of Object.values(turn.board().effects))
		turn.emit(
			{ type: "deal.effect-settled", key, outcome: "rehearsed", reference: null, reason: "fork" },
			{ correlation: approval, causation: turn.board().seq },
		);
}
