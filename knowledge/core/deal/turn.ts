import type { DealEvent } from "../events/catalogue.ts";
import type { Blackboard } from "../facts/blackboard.ts";
import type { Hash, Intern } from "../vocabulary/hash.ts";
import type { DealId, TenantId } from "../vocabulary/ids.ts";
import type { Instant } from "../vocabulary/time.ts";
import { evolve } from "./evolve.ts";

export type Emitted = { readonly event: DealEvent; readonly causation: number | null; readonly correlation: string };

/** What one turn decided so far: the board as it would be, and the events that make it so. Nothing is written until it is committed. */
export type Turn = {
	/** The board that the turn started from; `null` for a deal not opened yet. */
	readonly base: Blackboard | null;
	board(): Blackboard;
	/** Answers the event's sequence number, for those that follow from it. */
	emit(event: DealEvent, cause: { correlation: string; causation: number | null }): number;
	readonly events: readonly Emitted[];
	readonly at: Instant;
	readonly hash: Hash;
	readonly intern: Intern;
};

export type TurnDeps = { readonly at: Instant; readonly hash: Hash; readonly intern: Intern };

export function beginTurn(at: { tenant: TenantId; deal: DealId }, base: Blackboard | null, deps: TurnDeps): Turn {
	let board = base;
	const events: Emitted[] = [];
	return {
		base,
		events,
		...deps,
		board() {
			if (!board) throw new Error("the deal is not opened in this turn");
			return board;
		},
		emit(event, cause) {
			const seq = (board?.seq ?? 0) + 1;
			board = evolve(board, { ...at, seq, at: deps.at, event });
			events.push({ event, ...cause });
			return seq;
		},
	};
}
