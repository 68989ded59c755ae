import type { RunId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import type { SignalDelivery } from "./calls.ts";
import type { Commit } from "./commit.ts";
import { receiveSignal } from "./receive.ts";
import type { Work } from "./run-turn.ts";
import type { DealStore } from "./store.ts";

export type Received = { readonly duplicate: boolean; readonly run: RunId | null };

/** A signal that came before changes nothing, however often it is brought. */
export function receiveOnce(
	work: Work,
	store: DealStore,
	delivery: SignalDelivery,
	commit: (more: Partial<Commit>) => void,
): Outcome<Received> {
	if (store.hasSignal(delivery.signal)) return done({ duplicate: true, run: null });
	const { record, run } = receiveSignal(work, delivery);
	const { signal: id, kind, author } = delivery;
	commit({ signals: [{ id, record, kind, author }] });
	return done({ duplicate: false, run });
}
