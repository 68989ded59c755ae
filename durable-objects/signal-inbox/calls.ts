import type { ContactCard, SignalRecord } from "#knowledge/core/deal/signal-record.ts";
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
	/** Names the request that handed it in, where the id is made of what was handed in: one name is one signal. */
	readonly request?: Sha256;
	/** The mail that it came with: it goes where that one goes. */
	readonly cameWith?: SignalId;
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
		/** Keyed hashes of subject and counterpart, which later mail may be found by. */
		readonly subjects?: readonly string[];
		/** Whether it says that it answers another mail: only then is it itself looked up by its subject. */
		readonly isAnswer?: boolean;
		/** Keyed hashes of what a mail program knows its conversation by. */
		readonly conversations?: readonly string[];
		/** Keyed hashes of Message-IDs of ours that are not in the headers for threading. */
		readonly quoted?: readonly string[];
		/** Other people than the sender whom it is about: they find a deal, and none is learnt of them. */
		readonly about?: readonly ContactId[];
		readonly isAddressedToUs: boolean;
	};
	/** Others of the sender's company whom it names, as contacts. */
	readonly others?: readonly { readonly contact: ContactId; readonly card: ContactCard }[];
	/** Where a new deal would belong, and who of ours it is with. */
	readonly home: { readonly region: Region; readonly rep: UserId | null };
};

/** What is learnt of a deal after the fact, in keyed hashes: ids and subjects of mail we sent; and whether it is over. */
export type Learnt = {
	readonly threads: readonly string[];
	readonly subjects?: readonly string[];
	readonly isClosed: boolean | null;
};

/** Whose texts are to go: theirs by id or address, and those that a deal knows to be theirs. */
export type EraseCall = {
	readonly contact: ContactId;
	readonly addresses: readonly string[];
	readonly signals: readonly SignalId[];
};

/** `rows`: how many lost a text. `signals`: what bodies are stored under. */
export type ErasedRows = { readonly rows: number; readonly signals: readonly SignalId[] };

export type ListCall = {
	readonly state: "accepted" | "delivered" | "unassigned" | "refused" | "duplicate" | null;
	readonly before: number | null;
	readonly limit: number;
};
