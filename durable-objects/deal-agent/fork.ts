import { sha256 } from "#durable-objects/platform/hash.ts";
import type { Payload, PayloadBatch } from "#durable-objects/platform/payloads.ts";
import { copyLog, markFork } from "#knowledge/core/deal/fork.ts";
import { replay, stateHash } from "#knowledge/core/deal/replay.ts";
import { beginTurn } from "#knowledge/core/deal/turn.ts";
import type { Envelope } from "#knowledge/core/events/envelope.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { DealId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import type { Adoption, LogPage } from "./calls.ts";
import { commitCopy } from "./commit.ts";
import type { DealStore, StoredBoard } from "./store.ts";

/** Bounds one message between objects: a step's texts are some 10 kB. */
export const PAGE_EVENTS_MAX = 200;

/** Events after `after`, up to and with `upTo`. */
export function logPage(store: DealStore, after: number, upTo: number): Outcome<LogPage> {
	if (store.lastSeq() < upTo) return refused("not-found", "the deal has no such event yet");
	const events = store.events(after, Math.min(PAGE_EVENTS_MAX, upTo - after));
	const last = events.at(-1)?.seq ?? upTo;
	return done({ events, payloads: payloadsOf(events, store), next: last < upTo ? last : null });
}

function payloadsOf(events: readonly Envelope[], store: DealStore): readonly Payload[] {
	const found = new Map<Sha256, Payload>();
	const add = (hash: Sha256): void => {
		const kept = found.has(hash) ? null : store.payload(hash);
		if (!kept) return;
		found.set(hash, { hash, ...kept });
		// A step's input names the texts that many steps share.
		if (kept.body.includes('"prefix"')) for (const shared of hashesIn(kept.body)) add(shared);
	};
	for (const { event } of events) for (const hash of hashesIn(JSON.stringify(event))) add(hash);
	return [...found.values()];
}

const hashesIn = (json: string): readonly Sha256[] =>
	[...json.matchAll(/"([0-9a-f]{64})"/g)].flatMap((match) => {
		const hash = Sha256.safeParse(match[1]);
		return hash.success ? [hash.data] : [];
	});

/** The copied log and its mark, committed as one: a fork is there whole, or not at all. */
export function adoptCopy(
	storage: DurableObjectStorage,
	{ origin, events, payloads }: Adoption,
	at: { readonly fork: DealId; readonly tenant: TenantId; readonly payloads: PayloadBatch; readonly now: Instant },
): StoredBoard {
	const log = copyLog(sha256, events, at.fork);
	const board = replay(sha256, log);
	invariant(
		log.every((entry) => entry.tenant === at.tenant),
		"a fork is of a deal of its own tenant",
	);
	const head = log.at(-1)?.hash;
	invariant(head, "a log has at least its opening");
	const turn = beginTurn({ tenant: board.tenant, deal: at.fork }, board, {
		at: at.now,
		hash: sha256,
		intern: at.payloads.intern,
	});
	markFork(turn, origin);
	const before = { board, head, stateHash: stateHash(sha256, board), tickedAt: at.now, projected: 0 };
	return commitCopy(storage, { log, payloads }, { turn, payloads: at.payloads.pending() }, before);
}
