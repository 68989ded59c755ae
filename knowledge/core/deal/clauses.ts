import { RETOLD as TOLD } from "./commercial.ts";

/** Of answers the house says by when. */
export const ANSWERS =
	/\b(?:answer\w*|repl(?:y|ies|ied)|respon\w+|come back|get back|write (?:back|to you)|hear|tell you|decide|be in touch)\b/i;

/** «As you like» and «as long as you need» tell nothing of them. */
export const plain = (words: string): string =>
	words.replace(
		/\b(?:whenever|as|if|when|wherever|however|how|what|which) you (?:like|want|wish|prefer|please)\b|\bas (?:long|often|many|much|soon) as you (?:like|want|wish|prefer|need|require)\b/gi,
		" ",
	);

/** Told again as theirs. */
const RETOLD = { test: (words: string): boolean => TOLD.test(plain(words)) };

/** What says how it is already: our answer to what they said, and no more of their list. */
export const HELD =
	/^\W{0,3}(?:(?:and|but|so|also|yes|then|there|here|because|since),? ){0,2}it (?:connects|integrates|plugs|hooks)\b|\bout of the box\b|\b(?:is|are) already (?:available|supported|live|in place|possible)\b/i;

/** «The region is already available for the data you need» tells nothing again: what they need stands behind the claim. */
export const isToldAgain = (clause: string): boolean => {
	const isTold = (words: string): boolean => RETOLD.test(words) || ASKS.test(words);
	const held = HELD.exec(clause);
	return isTold(clause) && (held === null || isTold(clause.slice(0, held.index)));
};

/** «It will be switched off, as you require.» */
export const AS_THEY_REQUIRE =
	/^(?!.*\b(?:whether|if|wrote|write|said|say|asked)\b).{0,200}\b(?:will|shall)\b[^.;]{0,80},? (?:just |exactly )?as you (?:require|need|want|ask|demand|wish|expect)(?:d|ed)?\b/i;

/** What is asked, left open or told of their side is said in the clause that begins so. */
const BREAK =
	/[;:()–—]\s?|,\s(?=(?:and|but|so|then|which|because|since|while|though|although|yet|where|as|with|i|we|our|you|the|it|this|that|there|no|please|if|all|also)\b)|\s(?=(?:but|so that|which|because|whereas|although|though|while|and (?:i|we|our|you|they|the|it|this|that|there|will|can|a|an|my|your))\b)/gi;

export function clausesOf(text: string): readonly string[] {
	const ends = [...text.matchAll(BREAK)].map((match) => match.index + match[0].length);
	return [...ends, text.length]
		.map((end, i) => text.slice(ends[i - 1] ?? 0, end))
		.filter((each) => /\p{L}/u.test(each));
}

/** Nothing is undertaken where it is denied that one may, or said to be theirs to say. */
export const DENIES =
	/\bno longer\b|\bbeyond what (?:i|we) (?:may|can)\b|\b(?:not|n['’]t|never|neither|nothing|nobody|cannot|without being able|rather than)\b[^.;]{0,40}\b(?:promise|grant|confirm|commit|say|state|tell|know|decide|give|name|put|agree|claim|sure|certain|mine|guarantee|forecast|figure|answer|offer|quote|written|statement|up to me|for me|my (?:call|decision)|able)\b|\b(?:cannot|can['’]t|can not|could not|couldn['’]t|am not|are not|is not|isn['’]t|does not|doesn['’]t|do not|don['’]t|has no|have no|there is no|there are no)\b|\b(?:is|are|stays?|remains?) (?:\w{3,12} )?(?:elsewhere|somewhere else)\b/i;

export const ABOUT =
	/(?<=\b(?:answer|reply|word|note|decision) (?:on|about|to) )(?:how|what|when|which|where|who)\b.*$|\b(?:whether|(?:ask(?:ed|ing)?|know|see|check|find out|tell you|clear|sure|wonder) if|(?:am|are) (?:checking|asking|finding out|clarifying|looking into) (?:what|how|which|when|where|who))\b.*$/i;

export const STATE =
	/\b(?:sounds|looks?|matters?|is what|is where|is how|speaks?|seems?|remains? open|is open|was|were|would|might|may|means?|depends?|stays open|is noted|interests?)\b/i;

const ASKED_WORDS =
	/\b(?:whether|if you|you (?:ask|want|need|wish|say|write|mention|named|noted|asked|wrote|said)|your (?:question|point|wish|request|requirement|condition|figure|deadline|plan)s?|as i understand|i understand)\b/i;

export const ASKS = { test: (words: string): boolean => ASKED_WORDS.test(plain(words)) };
