import * as z from "zod";
import type { Payload } from "#durable-objects/platform/payloads.ts";
import type { Traces } from "#knowledge/core/deal/mentions.ts";
import type { Feedback, PersonsWord } from "#knowledge/core/deal/persons-word.ts";
import type { ContactCard, SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { CrmField, CrmRecord } from "#knowledge/core/events/crm.ts";
import type { Envelope } from "#knowledge/core/events/envelope.ts";
import type { SignalAuthor, SignalKind } from "#knowledge/core/events/signal.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import {
	ApprovalId,
	type ContactId,
	type DealId,
	EffectKey,
	type SignalId,
	type UserId,
} from "#knowledge/core/vocabulary/ids.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";

/** Who asks, for which deal. The deal is named again, so that the object can check that it is the one. */
export type DealCall = Call & { readonly deal: DealId };

export type OpenDeal = { readonly name: string; readonly region: Region; readonly rep: UserId | null };

/** A signal on its way from the inbox to its deal. */
export type SignalDelivery = {
	readonly signal: SignalId;
	readonly kind: SignalKind;
	readonly author: SignalAuthor;
	readonly contact: ContactId | null;
	readonly record: SignalRecord;
	/** Who of ours wrote, spoke or was written to, where that is one person. */
	readonly rep: UserId | null;
	/** Others of the buyer's people whom it names. */
	readonly others: readonly { readonly contact: ContactId; readonly card: ContactCard }[];
	/** Of a mail of ours: who of the buyer's people it went to. */
	readonly to: readonly ContactId[];
	/** Opens the deal first, if it is not open yet. */
	readonly open: OpenDeal | null;
};

export type DecisionCall =
	| { readonly type: "approve"; readonly approval: ApprovalId; readonly digest: Sha256 }
	| {
			readonly type: "reject";
			readonly approval: ApprovalId;
			readonly digest: Sha256;
			readonly reason: string;
			readonly serious?: boolean | undefined;
	  }
	| {
			readonly type: "edit";
			readonly approval: ApprovalId;
			readonly digest: Sha256;
			readonly subject: string;
			readonly body: string;
	  }
	| { readonly type: "undo"; readonly approval: ApprovalId };

export const DecisionAnswer = z.strictObject({
	approval: ApprovalId,
	digest: Sha256.nullable(),
	effect: EffectKey.nullable(),
	/** Milliseconds since 1970, UTC. */
	leavesAt: z.int().nullable(),
	/** What an edit states that no source names. */
	unsupported: z.array(z.string()).readonly().default([]),
});
export type DecisionAnswer = z.infer<typeof DecisionAnswer>;

export type InjectCall = { readonly to: readonly ContactId[]; readonly subject: string; readonly body: string };

/** What if this came in now? Asked of a fork only. */
export type RehearsalCall = {
	readonly kind: Exclude<SignalKind, "calendar" | "crm">;
	readonly author: Exclude<SignalAuthor, "system">;
	readonly contact: ContactId | null;
	/** Who it would be, in a copy in which nobody has written yet. */
	readonly from: { readonly address: string; readonly name: string } | null;
	readonly subject: string | null;
	readonly text: string;
	/** The caller's own name of this request: sent twice it is one signal. */
	readonly request: string;
};

export type CrmCall = { readonly record: CrmRecord; readonly field: CrmField; readonly value: string | null };

/** A person's word about one of the deal's facts. */
export type FactCall = PersonsWord;

/** A person's word about what a run held back; `rule` is null where none is meant in particular. */
export type FeedbackCall = Feedback;

/** Some of a deal's log with every text that it names: what a fork is made of. */
export type LogPage = {
	readonly events: readonly Envelope[];
	readonly payloads: readonly Payload[];
	/** What these take in a message, at most. */
	readonly bytes: number;
	/** The last event of all pages: the end of a turn. */
	readonly upTo: number;
	/** Where the next page begins; `null`: this was the last. */
	readonly next: number | null;
};

/** All that a fork is made of, and from where. */
export type Adoption = {
	readonly origin: { readonly from: DealId; readonly at: number; readonly by: UserId };
	readonly events: readonly Envelope[];
	readonly payloads: readonly Payload[];
};

/** By what somebody is known outside of a deal. */
export type Identity = Pick<Traces, "names" | "addresses" | "phones">;

export type EraseCall = {
	readonly contact: ContactId;
	readonly identity: Identity;
	/** Deals that they took part in: what was told here of what was said there goes as well. */
	readonly deals?: readonly DealId[];
	/** Of an erasure that goes on by itself: who asked for it, and was allowed to. */
	readonly by?: UserId;
};

/** What was erased of somebody in one deal, and what is kept of them elsewhere under names that only their deal knows. */
export type ErasedHere = {
	readonly isChanged: boolean;
	/** Now or before. */
	readonly wasEver: boolean;
	/** Kept texts that went. */
	readonly texts: number;
	/** What they wrote, and mails to them: bodies are stored under these names. Named each time. */
	readonly signals: readonly SignalId[];
	readonly effects: readonly EffectKey[];
	/** Mails that a provider has or may have, whose texts stay until that is known. */
	readonly underWay: readonly EffectKey[];
	/** By what else this deal knew them. */
	readonly identity: Identity;
};
