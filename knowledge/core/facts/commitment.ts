import type { FactKey } from "../vocabulary/fact-key.ts";
import { partsOf, partsText } from "./subject.ts";

/** What somebody is asked to do, or undertakes to do: of which side, by whom, by which day. */
export type Commitment = {
	/** Their own words, short. */
	readonly what: string;
	/** Who is to act: we, or the buyer. */
	readonly owner: "us" | "them";
	/** The name of who is to act, where it is said. */
	readonly who: string | null;
	/** The last day on which it is in time, as an ISO day; `null` if none is said. */
	readonly due: string | null;
};

/** The value of a `conversation.ask` or `conversation.promise`: «Send the list | them | Mara Ellingsen | 2026-09-21». */
export const commitmentText = ({ what, owner, who, due }: Commitment): string =>
	partsText([what, owner, who ?? "-", due ?? "-"]);

export type CommitmentKey = "conversation.ask" | "conversation.promise";
export const isCommitmentKey = (key: FactKey): key is CommitmentKey =>
	key === "conversation.ask" || key === "conversation.promise";

/** Reads a value back. One from before sides were noted is whole in `what`: what a buyer asked is ours to do, what they promised theirs. */
export function readCommitment(key: CommitmentKey, value: string): Commitment {
	const [what = value, owner, who, due] = partsOf(value);
	return {
		what,
		owner: owner === "us" || owner === "them" ? owner : key === "conversation.ask" ? "us" : "them",
		who: who === undefined || who === "-" ? null : who,
		due: due !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(due) ? due : null,
	};
}

/** The words alone of an ask or a promise, and any other value as it is: what patterns may be run over. */
export const wordsOfFact = (key: FactKey, value: string): string =>
	isCommitmentKey(key) ? readCommitment(key, value).what : value;

/**
 * [CM2] Whether two values say the same of the same side: in the same words, whatever the case, the spaces or the last mark,
 * for the same day. A later one that names no day says nothing against the day that is known.
 */
export function isSameCommitment(key: CommitmentKey, known: string, said: string): boolean {
	const [one, other] = [readCommitment(key, known), readCommitment(key, said)];
	return (
		plain(one.what) === plain(other.what) && one.owner === other.owner && (one.due === other.due || other.due === null)
	);
}

const plain = (text: string): string =>
	text
		.toLowerCase()
		.replace(/\s+/g, " ")
		.replace(/[\s.!?…]+$/, "");
