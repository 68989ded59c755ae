import * as z from "zod";
import { type Hash, Sha256 } from "../vocabulary/hash.ts";
import { DealId, TenantId } from "../vocabulary/ids.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { Instant } from "../vocabulary/time.ts";
import { DealEvent } from "./catalogue.ts";

/** Raised when a stored event's meaning changes; every past version still parses. */
export const EVENT_SCHEMA_VERSION = 1;

/** One entry of a deal's log. `hash` covers all the rest, `prev` the entry before: a changed byte breaks the chain from there on. */
export const Envelope = z.strictObject({
	tenant: TenantId,
	deal: DealId,
	seq: z.int().min(1),
	version: z.literal(EVENT_SCHEMA_VERSION),
	at: Instant,
	/** One piece of work from its first cause to its last effect. */
	correlation: z.string().min(1).max(80),
	/** The event that this one follows from; `null` for a first cause. */
	causation: z.int().min(1).nullable(),
	event: DealEvent,
	prev: Sha256.nullable(),
	hash: Sha256,
});
export type Envelope = z.infer<typeof Envelope>;

export type Cause = { readonly correlation: string; readonly causation: number | null };

export function seal(
	hash: Hash,
	event: DealEvent,
	at: { tenant: TenantId; deal: DealId; seq: number; at: Instant; prev: Sha256 | null; cause: Cause },
): Envelope {
	const body = {
		tenant: at.tenant,
		deal: at.deal,
		seq: at.seq,
		version: EVENT_SCHEMA_VERSION,
		at: at.at,
		correlation: at.cause.correlation,
		causation: at.cause.causation,
		event,
		prev: at.prev,
	} as const;
	return { ...body, hash: hash(canonicalJson(body)) };
}

export type ChainBreak = { readonly seq: number; readonly what: "order" | "link" | "hash" };

/** Finds the first entry that does not follow from the one before it. `null`: the log is whole. */
export function findChainBreak(hash: Hash, log: readonly Envelope[], from: Sha256 | null = null): ChainBreak | null {
	let prev = from;
	let seq = log[0] ? log[0].seq - 1 : 0;
	for (const entry of log) {
		if (entry.seq !== seq + 1) return { seq: entry.seq, what: "order" };
		if (entry.prev !== prev) return { seq: entry.seq, what: "link" };
		const { hash: sealed, ...body } = entry;
		if (hash(canonicalJson(body)) !== sealed) return { seq: entry.seq, what: "hash" };
		prev = sealed;
		seq = entry.seq;
	}
	return null;
}
