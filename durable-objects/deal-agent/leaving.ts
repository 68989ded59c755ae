import { sha256 } from "#durable-objects/platform/hash.ts";
import type { Delivery } from "#durable-objects/platform/outside.ts";
import { payloadHash } from "#durable-objects/platform/payloads.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import type { EffectKey } from "#knowledge/core/vocabulary/ids.ts";
import type { OutboxChange } from "./commit.ts";
import type { DealStore } from "./store.ts";

/** What leaves is read back from storage and checked against the approval's digest: what was approved, to the byte. */
export function readDelivery(
	board: Blackboard,
	store: DealStore,
	key: EffectKey,
): Omit<Delivery, "ambiguous" | "firstAttemptAt"> | null {
	const effect = board.effects[key];
	const grant = effect ? board.grants[effect.approval] : undefined;
	const payload = effect ? store.payload(effect.digest) : null;
	if (!effect || !payload || grant?.digest !== effect.digest) return null;
	if (payloadHash(sha256, payload.salt, payload.body) !== effect.digest) return null;
	const contacts = grant.action.type === "send-email" ? [...grant.action.to, ...(grant.action.cc ?? [])] : [];
	return { key, deal: board.deal, approval: effect.approval, agent: grant.agent, contacts, artefact: payload.body };
}

/** Whether it is too late to take a mail back: it is under way, or may have arrived. */
export function isLeaving(store: DealStore, key: EffectKey): boolean {
	const row = store.outboxRow(key);
	return row === null || row.state === "claimed" || row.ambiguous;
}

/** What a pause or a stop held is looked at again now. */
export const releaseHeld = (store: DealStore, now: number): readonly OutboxChange[] =>
	store.outboxOpen().flatMap((row) => (row.state === "held" ? [{ key: row.key, row: { nextAt: now } }] : []));
