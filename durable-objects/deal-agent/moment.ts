import type { DealAtView, DealView } from "#knowledge/core/contract/deal.ts";
import { replay, stateHash } from "#knowledge/core/deal/replay.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import type { Hash, Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { CRM_CHANGES_SHOWN_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { runView } from "./run-view.ts";
import type { DealStore } from "./store.ts";
import { time } from "./time.ts";
import { dealView, eventViews } from "./views.ts";

/** Some 10 ms of folding: what a moment costs beside one that was read before. */
const STRIDE_EVENTS = 1_000;
/** A board is some 100 kB at most, and shares most of that with the next one. A longer log is folded from the last of them. */
const KEPT_MAX = 32;

type Kept = { readonly board: Blackboard; readonly head: Sha256 };
export type Boards = (at: number) => Blackboard;

/**
 * [RP1] Boards of the past, folded from the log alone. A log is only ever appended to, so what was folded once is kept to go
 * on from: every so many events, and where somebody looked last.
 */
export function pastBoards(store: Pick<DealStore, "events">, hash: Hash, stride = STRIDE_EVENTS): Boards {
	const kept: Kept[] = [];
	let latest: Kept | null = null;
	return (at) => {
		let from = [...kept, ...(latest ? [latest] : [])]
			.filter(({ board }) => board.seq <= at)
			.reduce<Kept | null>((best, each) => (best && best.board.seq >= each.board.seq ? best : each), null);
		for (let seq = from?.board.seq ?? 0; seq < at; seq = from.board.seq) {
			const log = store.events(seq, Math.min(at - seq, stride - (seq % stride)));
			const head = log.at(-1)?.hash;
			invariant(head, "a moment is asked for that has been");
			from = { board: replay(hash, log, from), head };
			const isNew = (kept.at(-1)?.board.seq ?? 0) < from.board.seq;
			if (from.board.seq % stride === 0 && isNew && kept.length < KEPT_MAX) kept.push(from);
		}
		invariant(from, "the first moment is that of the first event");
		latest = from;
		return from.board;
	};
}

export type Past = { readonly store: DealStore; readonly hash: Hash; readonly boards: Boards };

/** The deal as it stood after event `at`, folded from the log alone, with what the skills of its latest run were given by then. */
export function momentView({ store, hash, boards }: Past, at: number): Outcome<DealAtView> {
	const [last] = at < 1 ? [] : store.events(at - 1, 1);
	if (last?.seq !== at) return refused("not-found", "the deal has no such event yet");
	const board = boards(at);
	const changes = store.crmChanges(CRM_CHANGES_SHOWN_MAX, at);
	const view = dealView({ board, stateHash: stateHash(hash, board) }, last.at, { lookup: store.lookup, changes });
	const [event] = eventViews(store, at - 1, 1);
	invariant(event, "it was just read");
	return done({ ...view, moment: { seq: at, at: time(last.at), event, given: givenBy(at, store) } });
}

/** The deal as it stands, in the shape of a moment. */
export const nowView = (view: DealView): DealAtView => ({ ...view, moment: null });

function givenBy(at: number, store: DealStore): NonNullable<DealAtView["moment"]>["given"] {
	const run = store.runStartedBy(at);
	if (run === null) return [];
	const ofRun = store.eventsOfRun(run).filter(({ seq }) => seq <= at);
	return (runView(ofRun, store.lookup, true)?.steps ?? []).map((step) => ({ ...step, run }));
}
