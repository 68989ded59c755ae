import type { DealAtView, DealView } from "#knowledge/core/contract/deal.ts";
import { replay, stateHash } from "#knowledge/core/deal/replay.ts";
import type { Envelope } from "#knowledge/core/events/envelope.ts";
import type { Hash } from "#knowledge/core/vocabulary/hash.ts";
import { CRM_CHANGES_SHOWN_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { runView } from "./run-view.ts";
import type { DealStore } from "./store.ts";
import { time } from "./time.ts";
import { dealView, eventView } from "./views.ts";

/** The deal as it stood after event `at`, folded from the log alone, with what the skills of its latest run were given by then. */
export function momentView(store: DealStore, hash: Hash, at: number): Outcome<DealAtView> {
	const log = store.events(0, at);
	const last = log.at(-1);
	if (!last || last.seq !== at) return refused("not-found", "the deal has no such event yet");
	const board = replay(hash, log);
	const changes = log
		.filter(({ event }) => event.type === "deal.crm-changed")
		.reverse()
		.slice(0, CRM_CHANGES_SHOWN_MAX);
	const view = dealView({ board, stateHash: stateHash(hash, board) }, last.at, { lookup: store.lookup, changes });
	const event = eventView(last, store.lookup);
	return done({ ...view, moment: { seq: at, at: time(last.at), event, given: givenBy(log, store) } });
}

/** The deal as it stands, in the shape of a moment. */
export const nowView = (view: DealView): DealAtView => ({ ...view, moment: null });

function givenBy(log: readonly Envelope[], store: DealStore): NonNullable<DealAtView["moment"]>["given"] {
	const started = log.findLast(({ event }) => event.type === "deal.run-started")?.event;
	if (started?.type !== "deal.run-started") return [];
	const { run } = started;
	const ofRun = log.filter(({ event }) => "run" in event && event.run === run);
	return (runView(ofRun, store.lookup, true)?.steps ?? []).map((step) => ({ ...step, run }));
}
