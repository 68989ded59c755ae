import { estimateTokens } from "../context/tokens.ts";
import { conceptsOf, termsOf } from "./terms.ts";

/** Saturation of repeats, and how much a long text is held against itself: the usual values of BM25. */
const K1 = 1.2;
const B = 0.6;
/** What a passage is worth that means what was asked, in a word of the same class. */
const CONCEPT_WEIGHT = 0.35;
/** What a word is worth that stands in the same memory, and not in its best passage. */
const ELSEWHERE_WEIGHT = 0.5;
/** As much as a word that a tenth of the texts hold. */
const KIND_BONUS = 2.3;

/** A passage that names nobody and nothing of those that a question names is about others. */
const OTHERS_FACTOR = 0.5;
const NAME = /(?<=\S )\p{Lu}[\p{L}\p{N}'-]+/gu;
/** Says that a question is asked now, and nothing of what it is about. */
const NOWADAYS = /\b(?:these days|at the moment|at present|right now|nowadays|currently|today|now)\b/giu;

/** Questions that ask for a kind of thing, and what of a text is of that kind: whom, when, how much, how many, what or where by name. */
const KINDS: readonly { readonly asks: RegExp; readonly answers: RegExp }[] = [
	{
		asks: /\b(?:who|whom|whose)\b/i,
		answers: /(?<=\p{Ll} |[,;] |^)\p{Lu}[\p{L}'-]+ \p{Lu}[\p{L}'-]+/gu,
	},
	{
		asks: /\b(?:when|which day|what date|what day|until when|by when|deadline|how soon)\b/i,
		answers:
			/\b\d{1,2}(?:st|nd|rd|th|\.)? (?:of )?\p{L}{3,9}\b|\b\p{Lu}\p{Ll}{2,8} \d{1,2}\b|\b\d{4}-\d\d\b|\b(?:mon|tues|wednes|thurs|fri)day\b|\bq[1-4]\b/giu,
	},
	{
		asks: /\b(?:how much|cost|costs|budget|price|pay|worth|damage|fee|how large|how expensive)\b/i,
		answers:
			/[€$£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:k\b|m\b|million|thousand|eur|usd|gbp|chf|euros?|dollars?|pounds?|francs?)/gi,
	},
	{ asks: /\b(?:how many|how long|how often|number of)\b/i, answers: /\b\d[\d.,]*/g },
	{
		asks: /\b(?:where|what|which)\b/i,
		answers: /(?<=\p{L}[,;]? )\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*/gu,
	},
];

/** A sentence: what answers a question mostly stands in one. */
type Passage = { readonly doc: number; readonly length: number; readonly answers: readonly (readonly string[])[] };
type Posting = { readonly passage: number; readonly count: number };
export type Searched = { readonly id: string; readonly text: string; readonly of?: number };

/** Texts with their words looked up once, for as many questions as there are. */
export type Index<T extends Searched> = {
	readonly items: readonly T[];
	/** Of each whole text. */
	readonly tokens: readonly number[];
	readonly passages: readonly Passage[];
	readonly postings: ReadonlyMap<string, readonly Posting[]>;
	readonly meanLength: number;
};

export function indexOf<T extends Searched>(items: readonly T[]): Index<T> {
	const passages: Passage[] = [];
	const postings = new Map<string, Posting[]>();
	items.forEach(({ text }, doc) => {
		for (const sentence of sentencesOf(text)) {
			const terms = termsOf(sentence);
			const counts = new Map<string, number>();
			for (const term of [...terms, ...conceptsOf(sentence)]) counts.set(term, (counts.get(term) ?? 0) + 1);
			for (const [term, count] of counts) {
				const found = postings.get(term);
				if (found) found.push({ passage: passages.length, count });
				else postings.set(term, [{ passage: passages.length, count }]);
			}
			passages.push({ doc, length: terms.length, answers: KINDS.map(({ answers }) => sentence.match(answers) ?? []) });
		}
	});
	return {
		items,
		tokens: items.map(({ text }) => estimateTokens(text)),
		passages,
		postings,
		meanLength: passages.reduce((sum, { length }) => sum + length, 0) / passages.length || 1,
	};
}

export const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.!?…。！？])\s+|\n+/u);

export type Found<T> = { readonly item: T; readonly score: number };

/**
 * Ranks texts by their passage that holds most of a question: BM25 (Robertson and Zaragoza, 2009), with the weight of a rare
 * term, less for words that are only of the same class, and more for a passage that names what such a question asks for and
 * the question does not. What else a text holds of the question counts for half; not so in a summary, whose passages were
 * told apart from each other. Those that hold none of its words are left out. The same answer whatever their order.
 */
export function search<T extends Searched>(index: Index<T>, question: string): readonly Found<T>[] {
	const { items, passages, postings, meanLength } = index;
	const kind = KINDS.findIndex(({ asks }) => asks.test(question));
	const scores = new Map<number, number>();
	const named = new Set<number>();
	const words = new Map<number, Map<string, number>>();
	const about = question.replace(NOWADAYS, " ");
	const names = new Set(termsOf((about.match(NAME) ?? []).join(" ")));
	// «What does it cost» asks for a sum, and a sum is looked for: that «cost» stands beside it says little more.
	const asking = new Set(termsOf(question.match(KINDS[kind]?.asks ?? /$^/)?.[0] ?? ""));
	const wanted = [
		...[...new Set(termsOf(about))].map((term) => ({ term, weight: asking.has(term) ? CONCEPT_WEIGHT : 1 })),
		...conceptsOf(about).map((term) => ({ term, weight: CONCEPT_WEIGHT })),
	];
	for (const { term, weight } of wanted) {
		const found = postings.get(term) ?? [];
		const rarity = Math.log(1 + (passages.length - found.length + 0.5) / (found.length + 0.5)) * weight;
		for (const { passage, count } of found) {
			const { doc, length } = passages[passage] ?? { doc: 0, length: 0 };
			const worth = (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / meanLength));
			scores.set(passage, (scores.get(passage) ?? 0) + worth);
			if (names.has(term)) named.add(passage);
			if (weight < 1) continue;
			const held = words.get(doc) ?? new Map<string, number>();
			held.set(term, Math.max(held.get(term) ?? 0, worth));
			words.set(doc, held);
		}
	}
	const best = new Map<number, number>();
	for (const [passage, score] of scores) {
		const { doc, answers } = passages[passage] ?? { doc: 0, answers: [] };
		// Words of a class alone bring nothing in: nearly every text has one.
		if (!words.has(doc)) continue;
		const isOfKind = (answers[kind] ?? []).some((answer) => !question.includes(answer));
		const isOfOthers = names.size > 0 && !named.has(passage);
		const worth = (score + (isOfKind ? KIND_BONUS : 0)) * (isOfOthers ? OTHERS_FACTOR : 1);
		best.set(doc, Math.max(best.get(doc) ?? 0, worth));
	}
	return [...best]
		.flatMap(([doc, score]) => {
			const item = items[doc];
			if (!item) return [];
			const all = [...(words.get(doc)?.values() ?? [])].reduce((sum, worth) => sum + worth, 0);
			const elsewhere = item.of !== undefined && item.of > 1 ? 0 : Math.max(0, all - score) * ELSEWHERE_WEIGHT;
			return [{ item, score: score + elsewhere }];
		})
		.sort((a, b) => b.score - a.score || (a.item.id < b.item.id ? -1 : 1));
}

/** For one question. */
export const ranked = <T extends Searched>(items: readonly T[], question: string): readonly Found<T>[] =>
	search(indexOf(items), question);
