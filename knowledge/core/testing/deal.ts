import { beginTurn, type Turn } from "../deal/turn.ts";
import type { DealEvent } from "../events/catalogue.ts";
import { type Envelope, seal } from "../events/envelope.ts";
import type { Blackboard } from "../facts/blackboard.ts";
import type { Hash, Intern, Lookup, Sha256 } from "../vocabulary/hash.ts";
import type { DealId, TenantId } from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";
import type { Region } from "../vocabulary/region.ts";
import type { Instant } from "../vocabulary/time.ts";
import { DEAL, SAM, TENANT } from "./ids.ts";
import { sha256 } from "./sha256.ts";

/** Wednesday, 16 September 2026, 08:00 UTC. */
export const NOW: Instant = 1_789_545_600_000;

export type Texts = { readonly intern: Intern; readonly lookup: Lookup; erase(hash: Sha256): void };

/** Kept texts, each behind a salt of its own as in the runtime: the same text twice has two hashes. */
export function texts(hash: Hash = sha256): Texts {
	const kept = new Map<Sha256, string>();
	let salts = 0;
	return {
		intern(text) {
			const name = hash(`${++salts}\n${text}`);
			kept.set(name, text);
			return name;
		},
		lookup: (name) => kept.get(name) ?? null,
		erase: (name) => void kept.delete(name),
	};
}

/** One deal as its object keeps it, without the object: log, board, texts, and a clock that the test moves. */
export type TestDeal = Texts & {
	at: Instant;
	board(): Blackboard;
	readonly log: readonly Envelope[];
	/** A turn that is committed when `body` returns, and rolled back when it throws. */
	turn<T>(body: (turn: Turn) => T): T;
	/** A turn that is not committed. */
	draft(): Turn;
	emit(...events: readonly DealEvent[]): Blackboard;
};

export function newDeal(
	how: { deal?: DealId; tenant?: TenantId; region?: Region; rep?: Blackboard["rep"]; stage?: Blackboard["stage"] } = {},
): TestDeal {
	const at = { tenant: how.tenant ?? TENANT, deal: how.deal ?? DEAL };
	const kept = texts();
	const log: Envelope[] = [];
	let board: Blackboard | null = null;
	const begin = (): Turn => beginTurn(at, board, { at: deal.at, hash: sha256, intern: kept.intern });
	const deal: TestDeal = {
		...kept,
		at: NOW,
		log,
		board() {
			invariant(board, "a new deal is opened at once");
			return board;
		},
		draft: begin,
		turn(body) {
			const turn = begin();
			const result = body(turn);
			for (const { event, ...cause } of turn.events) {
				const last = log.at(-1);
				const seq = (last?.seq ?? 0) + 1;
				log.push(seal(sha256, event, { ...at, seq, at: deal.at, prev: last?.hash ?? null, cause }));
			}
			if (turn.events.length > 0) board = turn.board();
			return result;
		},
		emit(...events) {
			return deal.turn((turn) => {
				for (const event of events) turn.emit(event, { correlation: "test", causation: null });
				return turn.board();
			});
		},
	};
	const { region = "emea", rep = SAM, stage = "PROSPECTING" } = how;
	deal.emit({ type: "deal.opened", name: kept.intern("Brightfen Mobile"), region, rep, stage });
	return deal;
}
