import type { Cast } from "./cast.ts";
import type { Mention } from "./mentions.ts";

/** [DI32] Who has left, who works elsewhere, and a third party whom the buyer names are none of the buyer's. */
export const isElsewhere = (text: string, { start, end, group, office }: Mention): boolean =>
	!group &&
	!office &&
	(GONE.test(text.slice(end, end + 80)) || OF_THIRD.test(text.slice(Math.max(0, start - 40), start)));
const GONE =
	/^(?:\s\([^()]{1,40}\))?(?:,[^,.]{2,50},)?\s(?:(?:has|had|who|who['’]s|already|just|now|since)\s){0,2}(?:left (?:us|the (?:company|firm|house|business)|in|last|at|on|for)|retired|is (?:gone|no longer|not (?:here|with us) any ?more)|no longer (?:works?|here|with)|resigned|passed away|(?:has )?moved on|quit\b|was our|used to (?:be|do|run|work)|is (?:the |an? )?(?:[\p{Ll} ]{3,30}) (?:at|of|with|for) (?!our\b|the\b|finance\b)\p{Lu}\p{Ll})/u;
const OF_THIRD =
	/\b(?:your|former|ex-|late|friend of mine,|friend,?|neighbour,?|cousin,?|consultant,?|adviser,?|advisor,?|salesman,?|competitor,?|journalist,?|predecessor,?|instead of|replac(?:es|ed|ing)|took over from|takes over from|successor of)\s(?:of mine,? )?$/iu;

/** [DI28] "At Northwind Cement it's the CFO who signs": told of another house. */
const OTHERS =
	/^(?:(?:and|but|so|well|oh),?\s)?(?:[Aa]t|[Oo]ver at)\s((?:\p{Lu}[\p{L}&'’.-]+\s?){1,4}),?\s(?:it['’]s|it was|it is|the|their|they|his|her|my|an?|\p{Lu}\p{Ll}+)\b/u;
const OWN_PLACE =
	/\b(?:Head|Office|HQ|Headquarters|Group|Board|Corporate|Works|Site|Plant|Depot|School|Hospital|Christmas|Easter|Holding)\b/;
export function isOfOthers(text: string, { things }: Cast): boolean {
	const house = OTHERS.exec(text)?.[1]?.trim();
	if (house === undefined || OWN_PLACE.test(house)) return false;
	const letters = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
	const said = letters(house);
	return !things.map(letters).some((own) => own !== "" && (own.includes(said) || said.includes(own)));
}
