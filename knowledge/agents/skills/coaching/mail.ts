import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence, ReadFact } from "#knowledge/core/facts/fact.ts";
import { actsIn, isQuestion } from "#knowledge/core/reasoning/acts.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { datesIn } from "#knowledge/core/reasoning/entities/dates.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import { arranges, missesDecider, type Note, note, noteOn, quoted, wordCount } from "./note.ts";

/** A line that only brings something needs no next step. */
const LETTER_WORDS_MIN = 40;
/** [CH3] Of more questions than this, most go unanswered. */
const QUESTIONS_MAX = 4;

/** The points of a mail of ours, held against what they had written, in the order in which they matter. */
export function pointsOfMail(input: SkillInput, signal: SignalText): readonly Note[] {
	const sentences = sentencesIn(signal.text, signal.visible);
	const words = sentences.map(({ text }) => text).join(" ");
	if (words === "") return [];
	return [
		...leftOut(input, words, { key: "conversation.ask", topic: "follow-up" }),
		...leftOut(input, words, { key: "conversation.objection", topic: "objection" }),
		...earlyPrice(input, signal, sentences),
		...ending(signal, sentences, words),
		...tooManyQuestions(signal, sentences),
		...decider(input, words),
		...goodEnding(signal, sentences),
	];
}

/** A summary of a meeting by one of us: what can be told from it is whether anything was agreed. */
export function pointsOfSummary(signal: SignalText): readonly Note[] {
	const sentences = sentencesIn(signal.text, signal.visible);
	const words = sentences.map(({ text }) => text).join(" ");
	if (wordCount(words) < LETTER_WORDS_MIN || sentences.some(({ text }) => arranges(text, signal.receivedAt))) return [];
	return [
		note(
			"next-step",
			"These notes name no next step. If one was agreed, add who does what by when; if not, propose one today.",
		),
	];
}

type LeftOut = { readonly key: FactKey; readonly topic: "follow-up" | "objection" };

/** What they asked or doubted in their last words before this mail, of which none of the words come back. */
function leftOut(input: SkillInput, words: string, { key, topic }: LeftOut): readonly Note[] {
	const [last] = input.history;
	// Whoever spoke last, if it was not them, has had their chance to answer.
	const since = last?.by === "buyer" && last.kind === "email" ? last.at : (last?.at ?? -1) + 1;
	const had = stemsIn(words);
	for (const fact of input.facts) {
		const quote = quoteOf(fact);
		if (fact.key !== key || fact.state === "contradicted" || fact.validFrom < since || !quote) continue;
		if (FOOTER.test(quote.quote)) continue;
		const [kind] = (fact.value ?? "").split(":");
		if (topic === "objection" && kind === "price" && MONEY.test(words)) continue;
		const wanted = [...stemsIn(quote.quote)];
		if (wanted.length < WORDS_TOLD_MIN || wanted.some((stem) => had.has(stem))) continue;
		const text =
			topic === "follow-up"
				? `They had asked ${quoted(quote.quote)}, and the mail says nothing of it. Even «I will know by Thursday» keeps a question from being asked twice.`
				: `They had said ${quoted(quote.quote)}, and the mail passes over it. Name it first, then answer it: what stays unsaid comes back at the signature.`;
		return [note(topic, text, [quote])];
	}
	return [];
}

/** Fewer words that mean something, and a mail may well speak of them in others. */
const WORDS_TOLD_MIN = 2;
/** What stands below a mail asks nothing of us. */
const FOOTER = /\b(?:confidential\w*|addressee|intended recipient|disclaimer)\b/i;
const MONEY = /\b(?:pric\w+|cost\w*|fee|fees|budget|discount|total|afford\w*|EUR|USD|GBP)\b|[€$£]/i;

const quoteOf = (fact: ReadFact): Evidence | null => {
	for (const { signal, quote, start, end } of fact.evidence) if (quote !== null) return { signal, quote, start, end };
	return null;
};

const EMPTY = new Set(
	"about after again also another because been before being both could does doing done each else ever every from give have having here into just know like look made make many maybe more most much need once only other over please question really same send share shall should since some soon still such sure take tell than thank thanks that their them then there these they thing things this those today tomorrow until very want week weeks well were what when where which while will with within without work works would year your yours".split(
		" ",
	),
);
const STEM_CHARS = 5;

/** Words that mean something, each by its beginning: «integration» and «integrate» are one. */
const stemsIn = (text: string): ReadonlySet<string> =>
	new Set(
		(text.toLowerCase().match(/[\p{L}\p{N}]{4,}|\b(?:sso|api|cost)\b/gu) ?? [])
			.filter((word) => !EMPTY.has(word))
			.map((word) => word.slice(0, STEM_CHARS)),
	);

const NEEDS: ReadonlySet<FactKey> = new Set(["bant.need", "meddic.pain", "discovery.requirement"]);

function earlyPrice({ facts }: SkillInput, signal: SignalText, sentences: readonly Sentence[]): readonly Note[] {
	if (facts.some((fact) => NEEDS.has(fact.key) && fact.state !== "contradicted")) return [];
	const sentence = sentences.find(({ text }) => amountsIn(text).some(({ currency }) => currency !== null));
	if (!sentence) return [];
	const says = (quote: string) =>
		`${quote} names a price before we know what the problem is worth to them. Ask for that first, and put the price beside it.`;
	return [noteOn("price", { signal, sentence, says })];
}

function ending(signal: SignalText, sentences: readonly Sentence[], words: string): readonly Note[] {
	if (wordCount(words) < LETTER_WORDS_MIN) return [];
	if (sentences.some(({ text }) => isQuestion(text) || arranges(text, signal.receivedAt))) return [];
	return [
		note(
			"next-step",
			"The mail ends without a next step. One question or one date at its end makes it easy to answer.",
		),
	];
}

function tooManyQuestions(signal: SignalText, sentences: readonly Sentence[]): readonly Note[] {
	const asked = sentences.filter(({ text }) => isQuestion(text));
	const sentence = asked[QUESTIONS_MAX];
	if (!sentence) return [];
	const says = (quote: string) =>
		`The mail asks ${asked.length} questions; by ${quote} most readers have stopped answering. Keep the two that decide most, and the rest for a call.`;
	return [noteOn("questions", { signal, sentence, says })];
}

function decider(input: SkillInput, words: string): readonly Note[] {
	if (wordCount(words) < LETTER_WORDS_MIN || !missesDecider(input, words)) return [];
	return [
		note(
			"stakeholders",
			`The deal is in ${input.deal.stage}, and it is not known who decides. The next mail could ask who signs off, and what they will want to see.`,
		),
	];
}

const CLOCK = /\b\d{1,2}[:.]\d{2}\b/;
const isDated = (text: string, now: Instant): boolean =>
	datesIn(text, now, 3).some(({ iso }) => iso !== null && !iso.includes("/") && iso > isoOf(dayOf(now)));
const acts = (text: string): boolean =>
	isQuestion(text) || actsIn(text).some(({ kind }) => kind === "commitment" || kind === "request");

/** A question or a promise with a day: easy to answer, hard to forget. */
function goodEnding(signal: SignalText, sentences: readonly Sentence[]): readonly Note[] {
	const sentence = sentences.findLast(
		({ text }) => isDated(text, signal.receivedAt) && (CLOCK.test(text) || acts(text)),
	);
	if (!sentence) return [];
	const says = (quote: string) =>
		`Well done: ${quote} gives them something definite to answer. Ending a mail on a day works.`;
	return [noteOn("well-done", { signal, sentence, says })];
}
