import type { Effect, Mailbox } from "#knowledge/core/effects/effect.ts";
import type { Fault } from "#knowledge/core/vocabulary/fault.ts";
import type { EffectKey } from "#knowledge/core/vocabulary/ids.ts";

/** One attempt to make an effect happen outside. */
export type Delivery = {
	readonly key: EffectKey;
	readonly effect: Effect;
	/** The message as it was stored before this attempt, to the byte. */
	readonly mail: { readonly from: Mailbox; readonly replyTo: string; readonly raw: Uint8Array };
	/** An earlier attempt was started and its answer was never seen. */
	readonly ambiguous: boolean;
	readonly signal: AbortSignal;
};

export type DeliveryAnswer =
	/** `reference`: the provider's own name for it; several, one for each recipient, are separated by spaces. */
	| { readonly type: "accepted"; readonly reference: string | null }
	/** The provider understood and declined: sending the same again would be declined again. */
	| { readonly type: "refused"; readonly code: string; readonly reason: string }
	/** Nothing was accepted, and the fault says when to try again. */
	| { readonly type: "fault"; readonly fault: Fault }
	/** It may have been accepted, and nothing can tell us: never repeated blindly, a person decides. */
	| { readonly type: "unknown"; readonly reason: string };

export type Adapter = {
	readonly name: string;
	/** Whether the provider itself removes repeats, and for how long it remembers. */
	readonly idempotency: { readonly type: "key"; readonly windowMs: number } | { readonly type: "none" };
	/** Answers whatever happens; a throw is a bug. */
	deliver(delivery: Delivery): Promise<DeliveryAnswer>;
};
