import type { Capability, Catalogue, Offering } from "#knowledge/core/facts/offering.ts";
import { stemsOf, type Token, tokensOf } from "./stems.ts";

/** What the catalogue says to a need, or to a question. `null`: that is uncertain, and nothing is said. */
export type Match =
	| { readonly type: "fit"; readonly offering: Offering; readonly capability: Capability }
	| { readonly type: "limit"; readonly offering: Offering; readonly says: string }
	/** Not one of its words is about anything that we sell. */
	| { readonly type: "uncovered" };

/** A phrase by which buyers ask, found whole. */
const PHRASE = 2;
/** One word of it, in a need that says little else; and in a long one, where it may mean anything. */
const WORD = 1.5;
const HINT = 1;
const SURE = 1.5;
/** Of two that are as likely, neither is right. */
const LEAD = 0.5;
/** How many telling words a need may have for one word to decide. A limit is heard sooner: what we cannot do is not papered over. */
const SHORT_NEED = 4;
const SHORT_FOR_A_LIMIT = 8;
/** Words that may stand between those of a phrase. */
const GAP = 2;

export type Matcher = (need: string) => Match | null;

/** A need that a limit names is a gap, whatever else it shares words with. Reads the catalogue once for all needs. */
export function matcherOf(catalogue: Catalogue): Matcher {
	const { limits, capabilities, common, all } = indexOf(catalogue);
	return (text) => {
		const need = needOf(text);
		if (need.telling.size === 0 || catalogue.offerings.length === 0) return null;
		const limit = best(
			limits.map((each) => ({ ...each, score: phraseScore(need, each.about, { common, short: SHORT_FOR_A_LIMIT }) })),
		);
		if (limit && limit.score >= SURE) return { type: "limit", offering: limit.offering, says: limit.says };
		const scored = capabilities.map((each) => ({
			...each,
			score: phraseScore(need, each.about, { common, short: SHORT_NEED }) + sharedScore(need.telling, each, common),
		}));
		const likely = scored.filter((each) => each.score >= HINT);
		const sums = catalogue.offerings.map((offering) => ({
			offering,
			score: likely.reduce((sum, each) => (each.offering === offering ? sum + each.score : sum), 0),
		}));
		const lead = best(sums);
		const fit = best(scored.filter((each) => each.offering === lead?.offering));
		if (lead && fit && fit.score >= SURE) {
			const rival = best(sums.filter((each) => each !== lead));
			const isOpen = (limit && limit.score > 0) || (rival && lead.score - rival.score < LEAD);
			return isOpen ? null : { type: "fit", offering: fit.offering, capability: fit.capability };
		}
		return need.telling.size >= 2 && ![...need.telling].some((word) => all.has(word)) ? { type: "uncovered" } : null;
	};
}

type Need = { readonly tokens: readonly Token[]; readonly stems: Stems; readonly telling: Stems };

function needOf(text: string): Need {
	const tokens = tokensOf(text);
	return {
		tokens,
		stems: new Set(tokens.map((token) => token.stem)),
		telling: new Set(tokens.flatMap((token) => (token.isPlain || token.stem.length < 2 ? [] : [token.stem]))),
	};
}

type Stems = ReadonlySet<string>;
type Phrase = { readonly tokens: readonly Token[]; readonly words: number };
type Phrases = readonly Phrase[];
type Index = {
	readonly limits: readonly { readonly offering: Offering; readonly says: string; readonly about: Phrases }[];
	readonly capabilities: readonly {
		readonly offering: Offering;
		readonly capability: Capability;
		readonly about: Phrases;
		readonly name: Stems;
		readonly says: Stems;
	}[];
	readonly common: Stems;
	/** Every word of it. */
	readonly all: Stems;
};

function indexOf({ offerings }: Catalogue): Index {
	const phrases = (about: readonly string[]): Phrases =>
		about
			.map((phrase) => ({ tokens: tokensOf(phrase), words: phrase.trim().split(/[\s-]+/).length }))
			.filter(({ tokens }) => tokens.some((token) => !token.isPlain) || tokens.length > 1);
	const stemsIn = (about: Phrases): readonly string[] =>
		about.flatMap(({ tokens }) => tokens.flatMap((token) => (token.isPlain ? [] : [token.stem])));
	const limits = offerings.flatMap((offering) =>
		offering.limits.map((each) => ({ offering, says: each.says, about: phrases(each.about) })),
	);
	const capabilities = offerings.flatMap((offering) =>
		offering.capabilities.map((capability) => ({
			offering,
			capability,
			about: phrases(capability.about),
			name: new Set(stemsOf(capability.name)),
			says: new Set(stemsOf(capability.says)),
		})),
	);
	const parts: readonly Stems[] = [
		...capabilities.map((each) => new Set([...each.name, ...stemsIn(each.about)])),
		...limits.map((each) => new Set(stemsIn(each.about))),
	];
	const rest = offerings.flatMap((each) => [
		each.name,
		each.summary,
		...each.limits.map((one) => one.says),
		...each.prices.map((price) => price.item),
	]);
	return {
		limits,
		capabilities,
		common: commonOf(parts),
		all: new Set([
			...parts.flatMap((part) => [...part]),
			...capabilities.flatMap((each) => [...each.says]),
			...rest.flatMap(stemsOf),
		]),
	};
}

/** Words that a third of all capabilities and limits speak of tell none of them apart. */
function commonOf(parts: readonly Stems[]): Stems {
	const counts = new Map<string, number>();
	for (const part of parts) for (const stem of part) counts.set(stem, (counts.get(stem) ?? 0) + 1);
	return new Set([...counts].filter(([, count]) => count >= 4 && count * 3 > parts.length).map(([stem]) => stem));
}

/** Finds what a text says beside the names of products: to name one is to need nothing of it. */
export function besideNames(matched: Matcher, { offerings }: Catalogue): Matcher {
	const names = offerings.map(({ name }) => name).sort((a, b) => b.length - a.length);
	return (text) => matched(names.reduce((left, name) => left.replaceAll(name, " "), text));
}

/** Offerings that a text names by the whole name, or by a word of it that no other offering's name has. */
export function namedIn(
	text: string,
	offerings: readonly Offering[],
): { readonly whole: readonly Offering[]; readonly byWord: readonly Offering[] } {
	const plain = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;
	const wordsOf = (name: string): readonly string[] => name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	const isWord = (offering: Offering, word: string): boolean =>
		word.length >= 4 &&
		!GENERIC.has(word) &&
		plain.includes(` ${word} `) &&
		!offerings.some((each) => each !== offering && wordsOf(each.name).includes(word));
	return {
		whole: offerings.filter(({ name }) => wordsOf(name).length > 0 && plain.includes(` ${wordsOf(name).join(" ")} `)),
		byWord: offerings.filter((each) => wordsOf(each.name).some((word) => isWord(each, word))),
	};
}
/** Words of product names that any mail may hold. */
const GENERIC: ReadonlySet<string> = new Set(
	"care cloud core data desk plus basic standard premium enterprise suite platform service services software sales mobile online manager plan planner home base work team office site user field mail call voice chat engine product".split(
		" ",
	),
);

function phraseScore(need: Need, about: Phrases, by: { readonly common: Stems; readonly short: number }): number {
	const found = about.filter((phrase) => isIn(phrase, need));
	const scores = found.map(({ tokens, words }) => {
		const [only] = tokens;
		if (!only || tokens.length > 1 || only.isTerm) return PHRASE;
		if (by.common.has(only.stem)) return 0;
		return words === 1 && need.telling.size <= by.short ? WORD : HINT;
	});
	const top = Math.max(0, ...scores);
	const others = new Set(
		found.flatMap(({ tokens }, i) =>
			(scores[i] ?? 0) > 0
				? [
						tokens
							.map((token) => token.stem)
							.sort()
							.join(" "),
					]
				: [],
		),
	);
	return top === 0 ? 0 : top + 0.5 * (others.size - 1);
}

/** All of its words, close together, in any order. */
function isIn({ tokens }: Phrase, need: Need): boolean {
	if (!tokens.every((token) => need.stems.has(token.stem))) return false;
	if (tokens.length === 1) return true;
	const width = tokens.length + GAP;
	return need.tokens.some((_, start) => {
		const near = need.tokens.slice(start, start + width);
		return tokens.every((token) => near.some((each) => each.stem === token.stem));
	});
}

/** Words of the name weigh more than those of the sentence; three of them stand for a phrase. */
function sharedScore(words: Stems, part: { readonly name: Stems; readonly says: Stems }, common: Stems): number {
	const inName = [...part.name].filter((stem) => words.has(stem) && !common.has(stem));
	const inSays = [...part.says].filter((stem) => words.has(stem) && !common.has(stem) && !part.name.has(stem));
	return Math.min(1.5, (inName.length > 1 ? 0.75 : 0.5) * inName.length + 0.25 * Math.min(2, inSays.length));
}

const best = <T extends { readonly score: number }>(all: readonly T[]): T | null =>
	all.reduce<T | null>((a, b) => (a === null || b.score > a.score ? b : a), null);
