import { sha256 } from "#durable-objects/platform/hash.ts";
import { type Payload, type PayloadBatch, payloadHash } from "#durable-objects/platform/payloads.ts";
import type { Vault } from "#durable-objects/platform/vault.ts";
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

/** Read at once, whatever their texts take. */
const PAGE_EVENTS_MAX = 200;
/** One message between objects holds 32 MiB; one event's own texts are less than the rest of it. */
export const PAGE_BYTES_MAX = 8 * 1024 * 1024;
/** A text may take two bytes a character; then there are its hash, its salt and the frame around it. */
const bytesOf = (text: string): number => 2 * text.length + 300;

/**
 * Events after `after`, up to and with the end of the turn in which `upTo` fell. In the midst of a turn there is no deal to
 * go on from: a step may be there without what it proposed. So the copy ends with the turn before.
 */
export function logPage(store: DealStore, after: number, upTo: number): Outcome<LogPage> {
	if (store.lastSeq() < upTo) return refused("not-found", "the deal has no such event yet");
	// A deal that was only opened is one that somebody made by hand, also where a mail opened it.
	const end = store.turnEndBefore(upTo) ?? 1;
	const events: Envelope[] = [];
	const texts = new Map<Sha256, Payload>();
	let bytes = 0;
	for (const event of store.events(after, Math.max(0, Math.min(PAGE_EVENTS_MAX, end - after)))) {
		const its = payloadsOf(event, store, texts);
		const more = bytesOf(JSON.stringify(event)) + its.reduce((sum, { body }) => sum + bytesOf(body), 0);
		if (events.length > 0 && bytes + more > PAGE_BYTES_MAX) break;
		events.push(event);
		for (const text of its) texts.set(text.hash, text);
		bytes += more;
	}
	const last = events.at(-1)?.seq ?? end;
	return done({ events, payloads: [...texts.values()], bytes, upTo: end, next: last < end ? last : null });
}

/** The texts that an event names, except those that the page has. */
function payloadsOf({ event }: Envelope, store: DealStore, known: ReadonlyMap<Sha256, Payload>): readonly Payload[] {
	const found = new Map<Sha256, Payload>();
	const add = (hash: Sha256): void => {
		const kept = known.has(hash) || found.has(hash) ? null : store.payload(hash);
		if (!kept) return;
		found.set(hash, { hash, ...kept });
		// A step's input names the texts that many steps share.
		if (kept.body.includes('"prefix"')) for (const shared of hashesIn(kept.body)) add(shared);
	};
	for (const hash of hashesIn(JSON.stringify(event))) add(hash);
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
	at: {
		readonly fork: DealId;
		readonly tenant: TenantId;
		readonly payloads: PayloadBatch;
		readonly vault: Vault;
		readonly now: Instant;
	},
): StoredBoard {
	const log = copyLog(sha256, events, at.fork);
	const board = replay(sha256, log);
	invariant(
		log.every((entry) => entry.tenant === at.tenant),
		"a fork is of a deal of its own tenant",
	);
	invariant(
		payloads.every(({ hash, salt, body }) => payloadHash(sha256, salt, body) === hash),
		"a text is sealed under the hash that is its own",
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
	const { vault } = at;
	return commitCopy(storage, { log, payloads }, { turn, vault, payloads: at.payloads.pending() }, before);
}
