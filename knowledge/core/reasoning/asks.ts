import { isQuestion, isRequest } from "./acts.ts";
import { matchesIn } from "./matches.ts";
import { type Span, trimmed, wordCount } from "./span.ts";

/** More asks than this in one sentence is a questionnaire; the rest stays with the last. */
const PARTS_MAX = 6;
const AUX = "is|are|do|does|did|can|could|would|will|have|has|should";
/** An auxiliary opens a question where its subject follows: "and is onboarding included", not "and is not". */
const INVERTED = `(?:${AUX})\\s(?!not\\b|be\\b|been\\b|have\\b|to\\b|of\\b|also\\b|never\\b|only\\b)(?=\\S+\\s\\S)`;
const PRONOUN_INVERTED = `(?:${AUX})\\s(?:you|your|it|its|we|our|i|they|there|this|that|these)\\s`;
const OPENED = `(?!(?:what|which|who) (?:is|are) not\\b)(?:(?:what|how|why|when|where)\\b|(?:which|who|whether)\\b|(?:any chance|what['’]s|how['’]s)\\b)`;
const FIRMLY = `(?:(?:also|then|if so|if yes|secondly|second|finally|last)[,:]?\\s){0,2}`;
const REQUESTED =
	"(?:also\\s|please\\s|then\\s|kindly\\s)*(?:send|share|provide|confirm|let (?:me|us) know|tell|explain|clarify|schedule|arrange|set up|quote|forward|advise|list|give)\\s(?:\\S+\\s)\\S";
const CUTS: readonly RegExp[] = [
	// "..., and do you ...", "... and is onboarding included"
	new RegExp(`,\\s(?:and|or|plus|but)\\s(?=${FIRMLY}(?:${OPENED}|${INVERTED}))`, "gi"),
	// Without a comma, "a tool that is fast and does the job" has a verb there too: a pronoun tells them apart.
	new RegExp(
		`\\s(?:and|or|plus)\\s(?=${FIRMLY}(?:${OPENED}|(?:is|are)\\s(?!not\\b|be\\b|also\\b|the\\s\\S+[?.]?$)|(?:can|could|will|would|should)\\s(?=(?:you|your|we|our|i|it|its|the|this|that|these|those|they|there|any|all|a|an|somebody|someone|anybody|\\w{2,20}s)\\s)(?!the\\s\\S+[?.]?$)|${PRONOUN_INVERTED}))`,
		"gi",
	),
	// "..., is there ...", "...; how ..."
	new RegExp(
		`[,;]\\s(?=${FIRMLY}(?:(?:what|how|why)\\b|${PRONOUN_INVERTED}|${INVERTED.replace("(?=", "(?=(?:there|any)?")}))`,
		"gi",
	),
	// "Two things: do you ...", "One more - can it ..."
	new RegExp(`(?::|\\s[-–—])\\s(?=${FIRMLY}(?:${OPENED}|${INVERTED}))`, "gi"),
];
const REQUEST_CUT = new RegExp(`,?\\s(?:and|plus)\\s(?=${REQUESTED})|[,;]\\s(?=please\\s)`, "gi");
/** A condition or a setting belongs to the question it opens. */
const SETTING =
	/^(?:and |so |but )?(?:if|when|once|since|as|given|assuming|for|in|with|at|on|by|after|before|because|while|regarding|about)\b/i;
const POINTS_BACK = /\b(?:it|that|this|they|them|those|these|one|both)\b/i;

/** The asks of one sentence, each by itself: "What would 40 seats cost, and do you integrate with SAP?" is two. */
export function asksIn(sentence: string): readonly Span[] {
	const [questions, requests] = [isQuestion(sentence), isRequest(sentence)];
	if (!questions && !requests) return [];
	const parts = partsAt(sentence, cutsOf(sentence, { questions, requests }));
	const [first, second] = parts;
	if (!first || !second || asks(sentence.slice(first.start, first.end))) return parts;
	const lead = sentence.slice(first.start, first.end);
	const rest = sentence.slice(second.start, second.end);
	// What only leads up to the question is no ask, unless the question makes no sense without it.
	const joined = SETTING.test(lead) || POINTS_BACK.test(rest) || wordCount(rest) < 4;
	return joined ? [{ start: first.start, end: second.end }, ...parts.slice(2)] : parts.slice(1);
}

type Cut = Span;

function cutsOf(
	sentence: string,
	{ questions, requests }: { readonly questions: boolean; readonly requests: boolean },
): readonly Cut[] {
	const patterns = questions ? CUTS : [];
	const found = [...patterns, ...(requests && !/\bif you\b/i.test(sentence) ? [REQUEST_CUT] : [])]
		.flatMap((pattern) => matchesIn(sentence, pattern))
		.map((match) => ({ start: match.index, end: match.index + match[0].length }))
		.sort((a, b) => a.start - b.start);
	const cuts: Cut[] = [];
	let from = 0;
	for (const cut of found) {
		if (cuts.length >= PARTS_MAX - 1) break;
		// A part of one or two words is half a phrase, not a question.
		if (cut.start < from || wordsIn(sentence, from, cut.start) < 3) continue;
		if (wordsIn(sentence, cut.end, sentence.length) < 3) continue;
		cuts.push(cut);
		from = cut.end;
	}
	return cuts;
}

function partsAt(sentence: string, cuts: readonly Cut[]): readonly Span[] {
	const parts: Span[] = [];
	let start = /^(?:and|so|but|also|plus)\s/i.exec(sentence)?.[0].length ?? 0;
	for (const cut of [...cuts, { start: sentence.length, end: sentence.length }]) {
		const part = trimmed(sentence, { start, end: cut.start });
		if (part) parts.push(part);
		start = cut.end;
	}
	return parts;
}

const OPENS = new RegExp(`^(?:${FIRMLY})(?:(?:and|so|but)\\s)?(?:${OPENED}|(?:${AUX})\\s)`, "i");
const asks = (text: string): boolean => OPENS.test(text) || isQuestion(text) || isRequest(text);

const wordsIn = (text: string, from: number, to: number): number =>
	text
		.slice(from, to)
		.split(/\s+/)
		.filter((word) => word !== "").length;
