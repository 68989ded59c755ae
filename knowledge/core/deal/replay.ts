import type { Envelope } from "../events/envelope.ts";
import { findChainBreak } from "../events/envelope.ts";
import type { Blackboard } from "../facts/blackboard.ts";
import type { Hash, Sha256 } from "../vocabulary/hash.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { evolve } from "./evolve.ts";

/** The fingerprint of a board: recorded with every commit, and equal after a replay. */
export const stateHash = (hash: Hash, board: Blackboard): Sha256 => hash(canonicalJson(board));

/** [RP1] A deal's board from its log alone, as it stood after the last entry given. Refuses a log with a gap or a changed byte. */
export function replay(
	hash: Hash,
	log: readonly Envelope[],
	/** A board that was made so before, and the last entry's hash: the log goes on from there. */
	from: { readonly board: Blackboard; readonly head: Sha256 } | null = null,
): Blackboard {
	const broken = findChainBreak(hash, log, from?.head ?? null);
	invariant(broken === null, `the log breaks at ${broken?.seq} (${broken?.what})`);
	const board = log.reduce<Blackboard | null>((before, entry) => evolve(before, entry), from?.board ?? null);
	invariant(board, "a log has at least its opening");
	return board;
}
