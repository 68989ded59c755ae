import * as z from "zod";
import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
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
	/** Opens the deal first, if it is not open yet. */
	readonly open: OpenDeal | null;
};

export type DecisionCall =
	| { readonly type: "approve"; readonly approval: ApprovalId; readonly digest: Sha256 }
	| { readonly type: "reject"; readonly approval: ApprovalId; readonly digest: Sha256; readonly reason: string }
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
});
export type DecisionAnswer = z.infer<typeof DecisionAnswer>;

export type InjectCall = { readonly to: readonly ContactId[]; readonly subject: string; readonly body: string };
