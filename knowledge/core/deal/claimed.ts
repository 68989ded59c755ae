import { stemOf, tellingWords } from "../reasoning/support/words.ts";
import { isPlain, meaningOf, rootOf } from "./plain-words.ts";

/** What is said of what we sell, by sentence: as roots of words. */
export type Known = {
	readonly does: readonly ReadonlySet<string>[];
	readonly lacks: readonly ReadonlySet<string>[];
	/** Every word of the catalogue, and of the buyer. */
	readonly words: ReadonlySet<string>;
};

export const rootsOf = (text: string): ReadonlySet<string> =>
	new Set(tellingWords(text).map((word) => meaningOf(rootOf(word))));

export const knownOf = (does: readonly string[], lacks: readonly string[], heard: string): Known => {
	const of = { does: does.map(rootsOf), lacks: lacks.map(rootsOf) };
	return { ...of, words: new Set([...of.does, ...of.lacks, rootsOf(heard)].flatMap((each) => [...each])) };
};

/** How many words of a text stand in the sentence of the catalogue that has the most of them. */
const most = (roots: readonly string[], texts: readonly ReadonlySet<string>[]): number =>
	Math.max(0, ...texts.map((each) => roots.filter((root) => isKnown(root, each)).length));

/** Whether a sentence speaks of what we sell: it shares words with a sentence of the catalogue. */
export const isOfProduct = (sentence: string, { does, lacks }: Known): boolean =>
	most([...rootsOf(sentence)], [...does, ...lacks]) >= SHARED_MIN;
const SHARED_MIN = 2;

/** «Per agent and per call», «each hour»: how finely, or how often, where the nearest sentence of the catalogue says it otherwise. */
export function grainIn(clause: string, known: Known): string | null {
	const grains = [
		...clause.matchAll(
			/\b(?:per (\p{Ll}{3,20})|(?:each|every) (second|minute|hour|day|night|week|month|quarter(?! of)|year))\b/gu,
		),
	].map(([, of, often]) => of ?? often ?? "");
	if (grains.length === 0 || /\b(?:that|who|which)\b/.test(clause)) return null;
	const roots = [...rootsOf(clause)];
	const held = known.does.map((each) => ({ each, shared: most(roots, [each]) }));
	const near = Math.max(0, ...held.map(({ shared }) => shared));
	if (near < SHARED_MIN) return null;
	const nearest = held.filter(({ shared }) => shared === near).map(({ each }) => each);
	return (
		grains.find(
			(word) =>
				!nearest.some((each) => isKnown(meaningOf(rootOf(stemOf(word))), each) || each.has(PERIODS[word] ?? "")),
		) ?? null
	);
}
const PERIODS: Readonly<Record<string, string>> = { day: "dai", night: "night", month: "month", year: "year" };

/** What a clause says of what we sell that neither the catalogue nor the buyer has a word for. */
export function novelIn(clause: string, known: Known): string | null {
	for (const [word] of clause.matchAll(/(?<![\p{L}\p{N}'’-])\p{Ll}\p{L}{3,40}(?!['’]?\p{L})/gu)) {
		const root = meaningOf(rootOf(stemOf(word)));
		if (tellingWords(word).length === 0 || isPlain(word) || isPlain(stemOf(word)) || isKnown(root, known.words))
			continue;
		return word;
	}
	return null;
}

function isKnown(root: string, words: ReadonlySet<string>): boolean {
	if (words.has(root)) return true;
	if (root.length < FAMILY_CHARS) return false;
	const family = root.slice(0, Math.max(FAMILY_CHARS, Math.ceil(root.length * 0.75)));
	for (const each of words) if (each.startsWith(family)) return true;
	return false;
}
const FAMILY_CHARS = 5;

/** Whether a clause claims what a limit of ours denies: it has more of that limit in it than of anything that we do. */
export function isOfLimit(clause: string, known: Known, denied: readonly ReadonlySet<string>[]): boolean {
	const roots = [...rootsOf(clause)];
	const telling = roots.filter((root) => !isPlain(root));
	return denied.some((limit) => {
		const weigh = (text: ReadonlySet<string>): number =>
			(most(roots, [text]) + most(telling, [text]) + most(roots, [text]) / (text.size + 1)) / 2;
		const held = weigh(limit);
		return held >= LIMIT_WEIGHT && most(telling, [limit]) > 0 && known.does.every((does) => weigh(does) < held);
	});
}
/** A telling word, and another word of it. */
const LIMIT_WEIGHT = 1.5;

/** Whether a text is mostly a sentence of the catalogue in other words. */
export function isOfCatalogue(text: string, known: Known): boolean {
	const roots = [...rootsOf(text)];
	const said = Math.max(
		most(roots, known.does),
		/\b(?:least|minimum|needs?|from)\b/i.test(text) ? most(roots, known.lacks) : 0,
	);
	return (
		said >= SAID_MIN &&
		said >= roots.length * SAID_SHARE &&
		roots.some((root) => !isPlain(root) && known.does.some((each) => each.has(root))) &&
		novelIn(text, known) === null
	);
}
const SAID_MIN = 2;
const SAID_SHARE = 0.4;
