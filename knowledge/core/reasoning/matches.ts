import { folded, GRAMS, type Needed, neededBy, pairAt, signAt, tripleAt, waysOf } from "./needed-letters.ts";

/**
 * The matches of a pattern in a text, in order, at most `max`. `matchAll` makes the pattern anew each time, which costs more
 * than most searches; and where no letters stand that every match needs, nothing is searched. `pattern` has the flag `g`.
 */
export function matchesIn(text: string, pattern: RegExp, max = Number.POSITIVE_INFINITY): readonly RegExpExecArray[] {
	if (!mayMatch(text, pattern)) return NONE;
	const found: RegExpExecArray[] = [];
	pattern.lastIndex = 0;
	for (let match = pattern.exec(text); match && found.length < max; match = pattern.exec(text)) {
		found.push(match);
		if (match[0] === "") pattern.lastIndex += pattern.unicode && isHigh(text.charCodeAt(match.index)) ? 2 : 1;
	}
	return found;
}
const NONE: readonly RegExpExecArray[] = [];
const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/**
 * Whether a pattern without the flag `g` stands in a text, for one that many sentences are asked about. Each of its ways is
 * searched by itself, and only where the letters that it needs stand.
 */
export function holds(text: string, pattern: RegExp): boolean {
	if (text.length > FILTERED_CHARS_MAX) return pattern.test(text);
	let ways = parted.get(pattern);
	if (ways === undefined) {
		ways = waysIn(pattern);
		parted.set(pattern, ways);
	}
	const grams = gramsOf(text);
	return ways.some((way) => hasNeeded(grams, way.needed) && way.pattern.test(text));
}
type Way = { readonly pattern: RegExp; readonly needed: Needed };
const parted = new WeakMap<RegExp, readonly Way[]>();

function waysIn({ source, flags }: RegExp): readonly Way[] {
	const ways = waysOf(source).map((way) => ({ way, needed: neededBy(way) }));
	const rest = ways.filter(({ needed }) => needed.length === 0).map(({ way }) => way);
	return [
		...ways.flatMap(({ way, needed }) => (needed.length > 0 ? [{ pattern: new RegExp(way, flags), needed }] : [])),
		...(rest.length > 0 ? [{ pattern: new RegExp(rest.join("|"), flags), needed: [] }] : []),
	];
}

/** The first match of a pattern without the flag `g`. */
export const firstIn = (text: string, pattern: RegExp): RegExpExecArray | null =>
	mayMatch(text, pattern) ? pattern.exec(text) : null;

/** `false`: letters that every match has do not stand in the text. `true` says nothing. */
export function mayMatch(text: string, pattern: RegExp): boolean {
	if (text.length > FILTERED_CHARS_MAX) return true;
	let needed = known.get(pattern);
	if (needed === undefined) {
		needed = neededBy(pattern.source);
		known.set(pattern, needed);
	}
	if (needed.length === 0) return true;
	return hasNeeded(gramsOf(text), needed);
}
const hasNeeded = (grams: Uint8Array, needed: Needed): boolean =>
	needed.every((ways) => ways.some((way) => hasAll(grams, way)));
const known = new WeakMap<RegExp, Needed>();

function hasAll(grams: Uint8Array, way: Int32Array): boolean {
	for (let i = 0; i < way.length; i++) if (grams[way[i] ?? 0] === 0) return false;
	return true;
}

/** A longer text has nearly all letters in nearly every order. */
const FILTERED_CHARS_MAX = 4_000;
/** Many patterns in turn are asked about the same few forms of a sentence. */
const REMEMBERED = 4;
const remembered = Array.from({ length: REMEMBERED }, () => ({ text: "", grams: new Uint8Array(GRAMS) }));
let oldest = 0;

function gramsOf(text: string): Uint8Array {
	for (const each of remembered) if (each.text === text) return each.grams;
	const slot = remembered[oldest];
	oldest = (oldest + 1) % REMEMBERED;
	const grams = slot?.grams ?? new Uint8Array(GRAMS);
	grams.fill(0);
	let [before, last] = [0, 0];
	for (let i = 0; i < text.length; i++) {
		const code = folded(text.charCodeAt(i));
		grams[signAt(code)] = 1;
		grams[pairAt(last, code)] = 1;
		grams[tripleAt(before, last, code)] = 1;
		before = last;
		last = code;
	}
	if (slot) slot.text = text;
	return grams;
}
