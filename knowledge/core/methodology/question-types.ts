import { cuesOf, findCue, sizeOf, type Word, wordsIn } from "./cues.ts";
import type { QuestionForm, QuestionType } from "./pack.ts";

export type Classified = {
	readonly type: QuestionType;
	readonly form: QuestionForm;
	/** How many words of a cue gave it away; 0 where its form alone did. */
	readonly words: number;
};

/** Longer questions are read by their first words; a buyer's turn before it by its last. */
const QUESTION_CHARS_MAX = 600;
const BEFORE_CHARS_MAX = 1_200;

/**
 * Which of a method's types a question of ours is, by the pack's own cues: the longest that stands in it decides, and among
 * equals the type that the pack names first. `before`: what the buyer said right before it. `null`: none of them.
 */
export function classifyQuestion(
	question: string,
	types: readonly QuestionType[],
	before: string | null = null,
): Classified | null {
	const text = question.slice(0, QUESTION_CHARS_MAX);
	const form = formOf(text, before);
	const words = wordsIn(text);
	const fitting = types
		.filter(({ forms }) => forms?.includes(form) ?? true)
		.flatMap((type) => {
			const found = longest(words, type.cues);
			// A type without words is known by its form alone.
			return found === 0 && type.cues.length > 0 ? [] : [{ type, form, words: found }];
		});
	return fitting.reduce<Classified | null>(
		(best, each) => (best === null || each.words > best.words ? each : best),
		null,
	);
}

const longest = (words: readonly Word[], cues: readonly string[]): number =>
	Math.max(
		0,
		...cuesOf(cues)
			.filter((cue) => findCue(words, cue) !== null)
			.map(sizeOf),
	);

/** Words before the question proper: «And, just so I understand, how …». */
const LEADS_MAX = 12;
const LEADING = new Set(
	"and so but ok okay well now then also right thanks first second lastly finally just quickly maybe perhaps sorry".split(
		" ",
	),
);
const ASKS_OPENLY = new Set("what how why which who whom whose where when".split(" "));
/** They ask for more than a yes, though some look like a request or begin as a closed question does. */
const INVITES = cuesOf([
	"tell me",
	"walk me through",
	"talk me through",
	"take me through",
	"help me understand",
	"describe",
	"explain",
	"say more",
	"i would like to know how",
	"i'd like to know how",
	"could you … how",
	"can you … how",
	"could you … what",
	"can you … what",
	"do you know what",
	"do you know how",
	"to what extent",
	"in what way",
	"like what",
	"such as what",
]);
const ASKS_CLOSED = new Set(
	"is are am was were do does did can could will would should shall may might must have has had isn't aren't don't doesn't didn't can't couldn't won't wouldn't shouldn't haven't hasn't any".split(
		" ",
	),
);
/** Above this many words nobody hands back what was just said. */
const MIRROR_WORDS_MAX = 5;

/** The form of a question. Open: it cannot be answered by yes, by no or by one of the answers that it offers. */
export function formOf(question: string, before: string | null = null): QuestionForm {
	const words = wordsIn(question);
	const asks = /\?["'”’)\]]{0,3}\s*$/.test(question);
	if (before !== null && isMirror(words, before)) return "mirror";
	const first = firstWord(question, words);
	if (first !== null && ASKS_OPENLY.has(first)) return "open";
	if (INVITES.some((cue) => findCue(words.slice(0, LEADS_MAX), cue) !== null)) return "open";
	if (!asks) return first !== null && ASKS_CLOSED.has(first) && words.length > 3 ? "closed" : "statement";
	// «So the date is fixed by whom?» asks openly at its end, «…, right?» does not.
	const last = words.at(-1)?.text ?? "";
	return ASKS_OPENLY.has(last) && !(first !== null && ASKS_CLOSED.has(first)) ? "open" : "closed";
}

const ASIDES_MAX = 3;

/** The word that a question begins with: behind «and», «so», and what stands before a comma if the question word stands behind it. */
function firstWord(question: string, words: readonly Word[]): string | null {
	const own = words.find(({ text }) => !LEADING.has(text));
	if (!own) return null;
	if (ASKS_OPENLY.has(own.text) || ASKS_CLOSED.has(own.text)) return own.text;
	for (const comma of [...question.matchAll(/[,:;–—]\s/g)].slice(0, ASIDES_MAX)) {
		const behind = words.find(({ start, text }) => start > comma.index && !LEADING.has(text));
		if (behind && (ASKS_OPENLY.has(behind.text) || ASKS_CLOSED.has(behind.text))) return behind.text;
	}
	// «By when», «for which of them», «at what point».
	const next = words[words.indexOf(own) + 1];
	return next && PREPOSITIONS.has(own.text) && ASKS_OPENLY.has(next.text) ? next.text : own.text;
}
const PREPOSITIONS = new Set("by for in on at to with from of until about since".split(" "));

/** One to five of the last words that they said, in their order, and nothing else. */
function isMirror(words: readonly Word[], before: string): boolean {
	if (words.length === 0 || words.length > MIRROR_WORDS_MAX) return false;
	const said = wordsIn(before.slice(-BEFORE_CHARS_MAX));
	// The last sentence is what is handed back; its last words are looked at, with a few of slack for «you know».
	const tail = said.slice(-(MIRROR_WORDS_MAX + 7)).map(({ text }) => text);
	const handed = words.map(({ text }) => text);
	return tail.some((_, at) => handed.every((word, i) => tail[at + i] === word));
}
