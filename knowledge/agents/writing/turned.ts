/**
 * The buyer's words told back to them: what is "our" to who writes is "your" to who reads. `null` where a text cannot be
 * turned round safely; nothing is said then.
 */
export function turnedClause(text: string): string | null {
	const bare = text
		.replace(/\s+/g, " ")
		.trim()
		.replace(/[\s.;:,!?…]{1,6}$/, "");
	if (bare === "" || bare.length > CLAUSE_CHARS_MAX || UNSAFE.test(bare)) return null;
	const turned = bare
		.replace(/\b(?:I|we)(?:['’]m|['’]re| am)\b/gi, "you are")
		.replace(/\bI was\b/gi, "you were")
		.replace(/\b(?:I|we)['’](ve|ll|d)\b/gi, (_, end: string) => `you ${ENDS[end.toLowerCase()] ?? ""}`)
		.replace(/\b(?:i|we|me|us|my|mine|our|ours|myself|ourselves)\b/gi, (word) => TURNED[word.toLowerCase()] ?? word);
	return isSpelt(turned) ? turned.charAt(0).toLowerCase() + turned.slice(1) : turned;
}
const CLAUSE_CHARS_MAX = 140;
/** "You" is us in a clause of theirs, and quotes, marks and lists are no clause. */
const UNSAFE = /\b(?:you|your|yours)\b|["“”<>{}[\]|*_#]|[:?!]|\bwould have\b|\.\s/i;
const ENDS: Readonly<Record<string, string>> = { ve: "have", ll: "will", d: "would" };
const TURNED: Readonly<Record<string, string>> = {
	i: "you",
	we: "you",
	me: "you",
	us: "you",
	my: "your",
	our: "your",
	mine: "yours",
	ours: "yours",
	myself: "yourself",
	ourselves: "yourselves",
};
/** A clause that starts with a name keeps its capital. */
const isSpelt = (text: string): boolean =>
	/^(?:you|your|yours|the|a|an|this|these|those|half|one|some|many|most|all|every|each|it|there|they|people|customers|agents|new|in|on|at|last|today|right|about|around|[a-z])\b/i.test(
		text,
	) && !/^\p{Lu}{2}/u.test(text);

/** Only what stands by itself is repeated: with its noun, its verb, and its end. */
export const isWhole = (text: string): boolean =>
	text.length <= WHOLE_CHARS_MAX && !text.endsWith("…") && !POINTS_ELSEWHERE.test(text) && STANDS.test(text.trim());
const WHOLE_CHARS_MAX = 160;
/** «We need to bring that down» tells nothing without the sentence before it. */
export const POINTS_ELSEWHERE =
	/^(?:\W*(?:that|it|this|they|these|those)\b)|\b(?:bring|get|have|want|need|cut|make|know|see|do|put) (?:that|it|this|them)\b/i;
const STANDS =
	/^(?:(?!(?:who|whom|which|that|what|when|where|how|if|because|and|but|or|so|to|than|for|from|with|without|by|of|in|at|on)\s)[\p{L}\p{N}%'’.,-]+ )(?:(?!(?:who|which|that|to)\s)[\p{L}\p{N}%'’.,-]+ ){0,8}?(?:is|are|was|were|has|have|had|does|do|must|should|can|cannot|could|will|would|need|needs|want|wants|lose|loses|take|takes|cost|costs|spend|spends|leave|leaves|wait|waits|work|works|copy|copies)\b/iu;
