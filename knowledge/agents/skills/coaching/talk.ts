import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import { isQuestion } from "#knowledge/core/reasoning/acts.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { objectionsIn } from "#knowledge/core/reasoning/objections.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
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
	unmetDecider,
	withoutDay,
	wordCount,
} from "./note.ts";

/** What one side says until the other one speaks. */
type Stretch = {
	readonly side: "buyer" | "us";
	readonly words: number;
	readonly sentences: readonly Sentence[];
};

/** Fewer words are a greeting, from which nothing can be told. */
const WORDS_MIN = 60;
/** [CH2] Above this share a buyer is being talked at. */
const SHARE_MAX = 0.65;
/** About a minute. */
const STRETCH_WORDS_MAX = 150;
/** «Okay.» and «Noted, thanks.» take nothing up. */
const ANSWER_WORDS_MIN = 5;
/** Fewer than this is an answer, and nothing to write home about. */
const GOOD_ANSWER_WORDS_MIN = 100;
/** How much of a talk is its end. */
const END_STRETCHES_MIN = 6;

/** The points of a conversation, in the order in which they matter. */
export function pointsOfTalk(input: SkillInput, signal: SignalText): readonly Note[] {
	const stretches = stretchesOf(signal);
	const ours = stretches.filter(({ side }) => side === "us");
	const total = stretches.reduce((sum, each) => sum + each.words, 0);
	if (ours.length === 0 || ours.length === stretches.length || total < WORDS_MIN) return [];
	return [
		...objection(signal, stretches),
		...ending(signal, stretches),
		...share(signal, { ours, total }),
		...monologue(signal, ours),
		...noQuestion(ours, total),
		...earlyPrice(signal, stretches),
		...people(input, signal),
		...decider(input, signal),
		...undated(signal, ours),
		...goodQuestion(signal, stretches),
	];
}

function stretchesOf({ text, turns }: SignalText): readonly Stretch[] {
	const stretches: { side: "buyer" | "us"; words: number; sentences: Sentence[] }[] = [];
	for (const turn of turns) {
		const said = sentencesIn(text, [turn]);
		const words = wordCount(text.slice(turn.start, turn.end));
		const last = stretches.at(-1);
		if (last?.side === turn.side) {
			last.sentences.push(...said);
			last.words += words;
		} else stretches.push({ side: turn.side, words, sentences: [...said] });
	}
	return stretches;
}

/** What holds them back, and no answer of ours to it worth the name. */
function objection(signal: SignalText, stretches: readonly Stretch[]): readonly Note[] {
	for (const [i, { side, sentences }] of stretches.entries()) {
		if (side !== "buyer") continue;
		const sentence = sentences.find(({ text }) => objectionsIn(text).length > 0);
		const answer = stretches[i + 1];
		if (
			!sentence ||
			(answer && (answer.words >= ANSWER_WORDS_MIN || answer.sentences.some((each) => isQuestion(each.text))))
		)
			continue;
		const says = (quote: string) =>
			`They said ${quote}, and nobody on our side took it up. Ask what is behind it before going on; a doubt that was heard weighs less.`;
		return [noteOn("objection", { signal, sentence, says })];
	}
	return [];
}

function ending(signal: SignalText, stretches: readonly Stretch[]): readonly Note[] {
	const count = Math.max(END_STRETCHES_MIN, Math.ceil(stretches.length / 3));
	const end = stretches.slice(-count).flatMap(({ sentences }) => sentences);
	if (end.some(({ text }) => arranges(text, signal.receivedAt))) return [];
	return [
		note(
			"next-step",
			"The conversation ended without a next step. Keep the last two minutes for it: who does what, and by which day.",
		),
	];
}

function share(signal: SignalText, { ours, total }: { ours: readonly Stretch[]; total: number }): readonly Note[] {
	const spoken = ours.reduce((sum, each) => sum + each.words, 0) / total;
	const sentence = longest(ours)?.sentences[0];
	if (spoken <= SHARE_MAX || !sentence) return [];
	const says = (quote: string) =>
		`Our side spoke ${Math.round(spoken * 100)} % of the words; the longest stretch began ${quote}. Half is plenty: ask, then leave them the silence.`;
	return [noteOn("listening", { signal, sentence, says })];
}

function monologue(signal: SignalText, ours: readonly Stretch[]): readonly Note[] {
	const stretch = longest(ours);
	const sentence = stretch?.sentences[0];
	if (!stretch || !sentence || stretch.words <= STRETCH_WORDS_MAX) return [];
	const says = (quote: string) =>
		`What began with ${quote} ran on for ${stretch.words} words. Stop after the first point, and ask how it looks from their side.`;
	return [noteOn("listening", { signal, sentence, says })];
}

const longest = (stretches: readonly Stretch[]): Stretch | null =>
	stretches.reduce<Stretch | null>((had, each) => (had && had.words >= each.words ? had : each), null);

const OPEN =
	/(?:^|[,;:.–—-]\s|\b(?:and|so|but|then|okay|maybe|just|me|us|ask|wonder|know|understand)\s)(?:what|how|why|which|who|where|when|in what)\b(?! about you\b)|\b(?:tell|walk|talk|take) (?:me|us) (?:about|through|more)|\b(?:describe|explain|show (?:me|us))\b/i;
const isOpenQuestion = (text: string): boolean =>
	OPEN.test(text) && (isQuestion(text) || /\b(?:tell|walk|talk|take|describe)\b/i.test(text));

/** In fewer words nobody has time to be asked. */
const TALK_WORDS_MIN = 100;

function noQuestion(ours: readonly Stretch[], total: number): readonly Note[] {
	if (total < TALK_WORDS_MIN) return [];
	if (ours.some(({ sentences }) => sentences.some(({ text }) => isOpenQuestion(text)))) return [];
	return [
		note(
			"questions",
			"Our side asked no open question. One that begins with «what» or «how» would let them say what matters, in their own words.",
		),
	];
}

const ASKS_PRICE = /\b(?:cost|costs|price|prices|pricing|charge|how much|quote|budget|expensive)\b/i;

/** A sum of ours, before we asked anything and before they asked for it. */
function earlyPrice(signal: SignalText, stretches: readonly Stretch[]): readonly Note[] {
	for (const { side, sentences } of stretches) {
		for (const sentence of sentences) {
			if (side === "us" ? isOpenQuestion(sentence.text) : ASKS_PRICE.test(sentence.text)) return [];
			if (side !== "us" || !amountsIn(sentence.text).some(({ currency }) => currency !== null)) continue;
			const says = (quote: string) =>
				`${quote} came before we had asked what the problem costs them. Ask first: a price lands better beside a loss in their own words.`;
			return [noteOn("price", { signal, sentence, says })];
		}
	}
	return [];
}

function decider(input: SkillInput, { text }: SignalText): readonly Note[] {
	if (!missesDecider(input, text)) return [];
	return [
		note(
			"stakeholders",
			`Nobody spoke of who decides, and the deal is in ${input.deal.stage}. Ask who signs off, who else is heard before that, and when.`,
		),
	];
}

/** [CH12] [CH13] Who decides and was never met, or a deal that hangs on one person. */
function people(input: SkillInput, { text }: SignalText): readonly Note[] {
	const name = unmetDecider(input, text);
	if (name) return [note("stakeholders", neverMet(name, input.deal.stage))];
	return isSingleThreaded(input, text) ? [note("stakeholders", onePerson(input.deal.stage))] : [];
}

function undated(signal: SignalText, ours: readonly Stretch[]): readonly Note[] {
	const sentence = ours
		.flatMap(({ sentences }) => sentences)
		.findLast(({ text }) => isUndatedPromise(text, signal.receivedAt));
	return sentence ? [noteOn("follow-up", { signal, sentence, says: withoutDay })] : [];
}

/** The open question that got the longest answer. */
function goodQuestion(signal: SignalText, stretches: readonly Stretch[]): readonly Note[] {
	let best: { readonly sentence: Sentence; readonly words: number } | null = null;
	for (const [i, { side, sentences }] of stretches.entries()) {
		const asked = side === "us" ? sentences.findLast(({ text }) => isOpenQuestion(text)) : undefined;
		const words = stretches[i + 1]?.words ?? 0;
		if (asked && words >= GOOD_ANSWER_WORDS_MIN && words > (best?.words ?? 0)) best = { sentence: asked, words };
	}
	if (!best) return [];
	const { sentence, words } = best;
	const says = (quote: string) =>
		`Well done: ${quote} got them talking for ${words} words. Questions like this one are worth keeping.`;
	return [noteOn("well-done", { signal, sentence, says })];
}
