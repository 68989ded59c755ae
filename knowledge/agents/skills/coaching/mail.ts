import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import { isCommitmentKey, readCommitment } from "#knowledge/core/facts/commitment.ts";
import type { Evidence, ReadFact } from "#knowledge/core/facts/fact.ts";
import { isQuestion } from "#knowledge/core/reasoning/acts.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { datesIn } from "#knowledge/core/reasoning/entities/dates.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import {
	arranges,
	isSingleThreaded,
	isUndatedPromise,
	missesDecider,
	type Note,
	neverMet,
	note,
	noteOn,
	onePerson,
	quoted,
	unmetDecider,
	withoutDay,
	wordCount,
} from "./note.ts";

/** A line that only brings something needs no next step. */
const LETTER_WORDS_MIN = 40;
/** [CH3] Of more questions than this, most go unanswered. */
const QUESTIONS_MAX = 5;

/** The points of a mail of ours, held against what they had written, in the order in which they matter. */
export function pointsOfMail(input: SkillInput, signal: SignalText): readonly Note[] {
	const sentences = sentencesIn(signal.text, signal.visible);
	const words = sentences.map(({ text }) => text).join(" ");
	if (words === "") return [];
	return [
		...overBudget(input, signal, sentences),
		...leftOut(input, words, { key: "conversation.objection", topic: "objection" }),
		...leftOut(input, words, { key: "conversation.ask", topic: "follow-up" }),
		...people(input, words),
		...undated(signal, sentences),
		...earlyPrice(input, signal, sentences),
		...ending(signal, sentences, words),
		...tooManyQuestions(signal, sentences, words),
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
	// What was asked in a conversation was heard there, and answered or not.
	if (last && SPOKEN.has(last.kind)) return [];
	if (topic === "follow-up" && ANSWERED.test(words)) return [];
	// Whoever spoke last, if it was not them, has had their chance to answer.
	const since = last?.by === "buyer" && last.kind === "email" ? last.at : (last?.at ?? -1) + 1;
	const had = stemsIn(words);
	for (const fact of input.facts) {
		const quote = quoteOf(fact);
		if (fact.key !== key || fact.state === "contradicted" || fact.validFrom < since || !quote) continue;
		if (isCommitmentKey(fact.key) && readCommitment(fact.key, fact.value ?? "").owner === "them") continue;
		if (FOOTER.test(quote.quote) || (topic === "follow-up" && !isToUs(quote.quote))) continue;
		const [kind] = (fact.value ?? "").split(":");
		if (topic === "objection" && kind === "price" && MONEY.test(words)) continue;
		const wanted = [...stemsIn(quote.quote)];
		if (wanted.length < WORDS_TOLD_MIN || wanted.some((stem) => had.has(stem))) continue;
		const text =
			topic === "follow-up"
				? `They had asked ${quoted(quote.quote)}, and the mail says nothing of it. A day on which you will know keeps a question from being asked twice.`
				: `They had said ${quoted(quote.quote)}, and the mail passes over it. Name it first, then answer it: what stays unsaid comes back at the signature.`;
		return [note(topic, text, [quote])];
	}
	return [];
}

const SPOKEN: ReadonlySet<string> = new Set(["transcript", "call", "meeting", "chat"]);
/** The mail says itself where the answers are. */
const ANSWERED =
	/\b(?:annex|appendix|attach\w*|enclos\w+|behind the link|separate (?:note|mail)|answered|will answer|your questions?|as you asked|the answers?)\b/i;
/** Said to one of theirs, told of somebody, or leaning on words that are not in it. */
const isToUs = (quote: string): boolean =>
	!/["“][^"”]{0,200}\?/.test(quote) &&
	!/^\p{Lu}[\p{L}'’-]+,\s/u.test(quote) &&
	!/\b(?:that|this|it|them|these|those)[.?!]*$/i.test(quote.trim());

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

const SAYS_SO =
	/\b(?:budget|above|over|more than you|beyond|you (?:have|named|set aside)|your (?:\d|limit|ceiling))\b/i;

/** [CH15] A sum of ours above what they have, and not a word of it. */
function overBudget({ facts }: SkillInput, signal: SignalText, sentences: readonly Sentence[]): readonly Note[] {
	const [budget] = facts
		.filter((fact) => fact.key === "bant.budget" && fact.state !== "contradicted")
		.flatMap((fact) => amountsIn(fact.value ?? "").slice(0, 1));
	if (!budget?.currency || budget.per !== "" || sentences.some(({ text }) => SAYS_SO.test(text))) return [];
	const sentence = sentences.find(({ text }) =>
		amountsIn(text).some(
			(each) =>
				each.currency === budget.currency &&
				each.per === "" &&
				each.amountMinor > (budget.maxMinor ?? budget.amountMinor),
		),
	);
	if (!sentence) return [];
	const says = (quote: string) =>
		`${quote} is above the ${budget.text} that they have, and the mail does not say so. Name the difference yourself, and what it buys or what could be left out.`;
	return [noteOn("price", { signal, sentence, says })];
}

/** [CH12] [CH13] Who decides and was never met, or a deal that hangs on one person. */
function people(input: SkillInput, words: string): readonly Note[] {
	if (wordCount(words) < LETTER_WORDS_MIN) return [];
	const name = unmetDecider(input, words);
	if (name) return [note("stakeholders", neverMet(name, input.deal.stage))];
	return isSingleThreaded(input, words) ? [note("stakeholders", onePerson(input.deal.stage))] : [];
}

function undated(signal: SignalText, sentences: readonly Sentence[]): readonly Note[] {
	const sentence = sentences.find(({ text }) => isUndatedPromise(text, signal.receivedAt));
	return sentence ? [noteOn("follow-up", { signal, sentence, says: withoutDay })] : [];
}

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

/** They asked for our questions. */
const INVITED =
	/\bclarif\w+|\bquestions? (?:for the (?:meeting|workshop|call)|as requested)\b|\bas (?:you|your \w+|requested|invited)(?: (?:ask|asks|asked|request\w*|invit\w+))?\b/i;

/** The questions of one paragraph, or of one item, are one; a time that is proposed is none of them. */
function tooManyQuestions(signal: SignalText, sentences: readonly Sentence[], words: string): readonly Note[] {
	if (INVITED.test(words)) return [];
	const asked = sentences
		.filter(({ text }) => isQuestion(text) && !isDated(text, signal.receivedAt))
		.filter((each, i, all) => all.findIndex((had) => had.paragraph === each.paragraph) === i);
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

const MEETS =
	/\b(?:speak|talk|meet|call|demo|workshop|visit|suits?|works?|be good|possible|signed?)\b|\b\d{1,2}[:.]\d{2}\b/i;
const PROPOSES = /\b(?:suggest|propose|how about|shall we)\b.*\b\d{1,2}[:.]\d{2}\b/i;
const isDated = (text: string, now: Instant): boolean =>
	datesIn(text, now, 3).some(({ iso }) => iso !== null && !iso.includes("/") && iso > isoOf(dayOf(now)));

/** How much of a mail is its end: what stands there is what they take with them. */
const END_SENTENCES = 2;

/** [CH4] It ends on a question with a day, or on a time that is proposed. */
function goodEnding(signal: SignalText, sentences: readonly Sentence[]): readonly Note[] {
	const sentence = sentences
		.slice(-END_SENTENCES)
		.findLast(
			({ text }) => isDated(text, signal.receivedAt) && ((isQuestion(text) && MEETS.test(text)) || PROPOSES.test(text)),
		);
	if (!sentence) return [];
	const says = (quote: string) =>
		`Well done: ${quote} gives them something definite to answer. Ending a mail on a day works.`;
	return [noteOn("well-done", { signal, sentence, says })];
}
