import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { SignalAuthor, SignalKind } from "#knowledge/core/events/signal.ts";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { ContactId, DealId, SignalId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";

/** What a door hands to the inbox: parsed, and with every clue to its deal that the door could verify. */
export type IncomingSignal = {
	readonly signal: SignalId;
	/** Hash of what was handed in. Absent where the id itself is made of it. The same id with another content is declined. */
	readonly content?: Sha256;
	/** Set when whoever handed it in gave it no name: the same content within this time is the same signal. */
	readonly sameWithinMs?: number;
	readonly kind: SignalKind;
	readonly author: SignalAuthor;
	readonly contact: ContactId | null;
	readonly record: SignalRecord;
	/** Set when the door itself declines it: it is kept and shown, and goes no further. */
	readonly refusal: string | null;
	readonly clues: {
		/** Named by the caller, or by a signed address of ours. */
		readonly deal: DealId | null;
		/** Keyed hashes of the Message-IDs that it answers, and of its own. */
		readonly threads: readonly string[];
		readonly ownThread: string | null;
		/** Keyed hash of the sender's company domain. */
		readonly domain: string | null;
		readonly isAddressedToUs: boolean;
	};
	/** Where a new deal would belong. */
	readonly home: { readonly region: Region; readonly rep: UserId | null };
};

export type ListCall = {
	readonly state: "accepted" | "delivered" | "unassigned" | "refused" | "duplicate" | null;
	readonly before: number | null;
	readonly limit: number;
};
