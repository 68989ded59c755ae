import { nameKey } from "../../facts/person-name.ts";
import type { Said } from "./said.ts";

/** Who is in on it: the names of ours, and of everybody who speaks. */
export type Cast = { readonly ours: readonly string[]; readonly theirs: readonly string[] };

/** Words with a capital that open a request, and call nobody. */
const OPENERS =
	/^(?:also|finally|lastly|next|second(?:ly)?|first(?:ly)?|third(?:ly)?|separately|meanwhile|however|so|again|otherwise|then|plus|if|please|pls|sorry|thanks|hi|hello|hey|ok|okay|well|and|but|therefore|additionally|furthermore|moreover|besides|now|today|tomorrow|ideally|yes|no|great|perfect|sure|alternatively|incidentally|team|all|guys|folks|everyone|sir|madam|kindly|right|good|fine|anyway|actually|oh|one|what|where|when|who|how|why|which|from|for|in|on|at|by|with|before|after|until|since|about|of|to|under|per|as)$/i;
const CALLED =
	/^(?:(?:hey|hi|so|and|ok|okay|then|well|right|please)[,\s]\s?)?@?(\p{L}[\p{L}'’-]{1,20})(?:\s\p{Lu}[\p{L}'’-]{1,20})?(?:,\s|\s?[–—:-]\s|\s)(?=(?:please|pls|kindly|can|could|would|will|do|did|have|are|may|shall|is|u|you|get|send|check|remember|take|make|ask|bring|ring|call|add|look|find|put|mail|collect|run|tell|what|when|where|how|which)\b)/iu;
const MENTIONED = /(?:^|\s)@([\p{L}][\p{L}'’-]{1,20})/u;
const CALLED_LAST = /,\s(\p{Lu}[\p{L}'’-]{1,20})\s?[?.!]?$/u;

/** Whom a sentence is put to by name; `null` where it calls nobody. */
export function calledIn(text: string, cast: Cast): string | null {
	const mentioned = MENTIONED.exec(text)?.[1];
	if (mentioned !== undefined) return fullName(mentioned, cast) ?? mentioned;
	const [whole = "", first] = CALLED.exec(text) ?? [];
	if (first !== undefined && !OPENERS.test(first)) {
		const known = fullName(first, cast);
		// Of a stranger it takes a capital and the comma to know that it is a name.
		if (known || (/^\p{Lu}/u.test(first) && whole.includes(","))) return known ?? first;
	}
	const last = CALLED_LAST.exec(text)?.[1];
	return last === undefined ? null : fullName(last, cast);
}

/** The side of a name: nobody of ours is theirs. */
export const isOurs = (name: string, cast: Cast): boolean => cast.ours.some((each) => sharesFirst(each, name));

const fullName = (called: string, { ours, theirs }: Cast): string | null =>
	[...theirs, ...ours].find((each) => sharesFirst(each, called)) ?? null;

function sharesFirst(full: string, called: string): boolean {
	const words = nameKey(full).split(/\s+/);
	const first = nameKey(called).split(/\s+/)[0] ?? "";
	return first.length > 1 && words.includes(first);
}

/** The people of a text, from whoever speaks in it. */
export function castOf(said: readonly Said[], us: string): Cast {
	const names = (side: Said["side"]) =>
		[...new Set(said.filter((each) => each.side === side).map((each) => each.speaker ?? ""))].filter(
			(name) => name !== "",
		);
	return { ours: [us, ...names("us")].filter((name) => name !== ""), theirs: names("them") };
}
