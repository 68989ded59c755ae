import { isAnonymous } from "./labels.ts";

export type Side = "buyer" | "us";
/** People and addresses of the tenant, and the names of people who are known not to be. */
export type Known = {
	readonly ours: readonly { readonly name: string; readonly address: string | null }[];
	readonly others: readonly string[];
};

/**
 * [CV5] Who of a conversation is ours: by full name or address, or by a first name that only one of us has and nobody else
 * here. Everybody else is on the buyer's side. Voices without a name are the buyer's only where no buyer has one: words
 * that may be ours must not be taken for a buyer's.
 */
export function sidesOf(speakers: readonly (string | null)[], known: Known): (speaker: string | null) => Side {
	const named = [...new Set(speakers.filter((each): each is string => each !== null && !isAnonymous(each)))];
	const full = new Set(known.ours.map(({ name }) => plainName(name)).filter((name) => name !== ""));
	const addresses = new Set(known.ours.flatMap(({ address }) => (address === null ? [] : [address.toLowerCase()])));
	const isOurs = (speaker: string): boolean => full.has(plainName(speaker)) || addresses.has(speaker.toLowerCase());
	const strangers = new Set(
		[...known.others, ...named.filter((each) => plainName(each).includes(" ") && !isOurs(each))].map(firstOf),
	);
	const firsts = new Map<string, number>();
	for (const name of full) firsts.set(firstOf(name), (firsts.get(firstOf(name)) ?? 0) + 1);
	const isOurFirst = (speaker: string): boolean => {
		const name = plainName(speaker);
		return !name.includes(" ") && firsts.get(name) === 1 && !strangers.has(name);
	};
	const sides = new Map<string, Side>(named.map((each) => [each, isOurs(each) || isOurFirst(each) ? "us" : "buyer"]));
	const unnamed: Side = [...sides.values()].includes("buyer") ? "us" : "buyer";
	return (speaker) => (speaker === null ? unnamed : (sides.get(speaker) ?? unnamed));
}

/** One spelling: no accents, no case, no company in brackets, first name first. */
export function plainName(name: string): string {
	const bare = name
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[([|][\s\S]*$/, " ");
	const swapped = /^([^,]+),([^,]+)$/.exec(bare);
	return (swapped ? `${swapped[2]} ${swapped[1]}` : bare).replace(/[^\p{L}\p{N}@.'’-]+/gu, " ").trim();
}

const firstOf = (name: string): string => plainName(name).split(" ")[0] ?? "";
