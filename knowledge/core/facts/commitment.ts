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

/** Reads a value back. One from before sides were noted is whole in `what`: what a buyer asked is ours to do, what they promised theirs. */
export function readCommitment(key: "conversation.ask" | "conversation.promise", value: string): Commitment {
	const [what = value, owner, who, due] = partsOf(value);
	return {
		what,
		owner: owner === "us" || owner === "them" ? owner : key === "conversation.ask" ? "us" : "them",
		who: who === undefined || who === "-" ? null : who,
		due: due !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(due) ? due : null,
	};
}
