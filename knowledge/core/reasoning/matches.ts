import {
	EDGE,
	folded,
	GRAMS,
	isOfWord,
	type Needed,
	neededBy,
	pairAt,
	signAt,
	tripleAt,
	waysOf,
} from "./needed-letters.ts";

/**
 * The matches of a pattern in a text, in order, at most `max`. `matchAll` makes the pattern anew each time, which costs more
 * than most searches; and where no letters stand that every match needs, nothing is searched. `pattern` has the flag `g`.
 */
export function matchesIn(text: string, pattern: RegExp, max = Number.POSITIVE_INFINITY): readonly RegExpExecArray[] {
	return mayMatch(text, pattern) ? searched(text, pattern, max) : NONE;
}
const NONE: readonly RegExpExecArray[] = [];

function searched(text: string, pattern: RegExp, max: number): readonly RegExpExecArray[] {
	let found: RegExpExecArray[] | null = null;
	pattern.lastIndex = 0;
	for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
		found ??= [];
		if (found.length >= max) break;
		found.push(match);
		if (match[0] === "") pattern.lastIndex += pattern.unicode && isHigh(text.charCodeAt(match.index)) ? 2 : 1;
	}
	return found ?? NONE;
}
const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** A rule that matched, and where: in order, at most so many of each as was asked for. */
export type RuleMatches<Rule> = { readonly rule: Rule; readonly matches: readonly RegExpExecArray[] };

/**
 * Rules of which every sentence is asked, in their order. What letters each needs stands in one table, so that the few that may
 * match are found at one go. Their patterns have the flag `g`.
 */
export class Rules<Rule> {
	private readonly rules: readonly Rule[];
	private readonly patterns: readonly RegExp[];
	private index: RuleIndex | null = null;
	/** Of the text that is searched: a bit for each rule that may match. */
	private readonly may: Int32Array;

	constructor(rules: readonly Rule[], patternOf: (rule: Rule) => RegExp) {
		this.rules = rules;
		this.patterns = rules.map(patternOf);
		this.may = new Int32Array(Math.ceil(rules.length / 32));
	}

	matchesIn(text: string, max: number): readonly RuleMatches<Rule>[] {
		this.index ??= indexOf(this.patterns);
		const { rules, patterns, may, index } = this;
		const seen = text.length > FILTERED_CHARS_MAX ? null : readingOf(text);
		if (seen === null) may.fill(-1);
		else mark(may, index, seen);
		const found: RuleMatches<Rule>[] = [];
		for (let word = 0; word < may.length; word++)
			for (let bits = may[word] ?? 0; bits !== 0; bits &= bits - 1) {
				const i = word * 32 + 31 - Math.clz32(bits & -bits);
				const pattern = patterns[i];
				if (pattern === undefined || (seen !== null && !passes(seen.grams, index.filters[i] as Filter))) continue;
				const matches = searched(text, pattern, max);
				if (matches.length > 0) found.push({ rule: rules[i] as Rule, matches });
			}
		return found;
	}
}

/** The strings of each rule's first set, by one of the slots that each needs; what else a rule needs is left to its filter. */
type RuleIndex = {
	readonly filters: readonly Filter[];
	/** Bits of the rules that need no letters. */
	readonly always: Int32Array;
	/** By slot where its strings begin, 0 where it has none. */
	readonly starts: Int32Array;
	/** Their number, then of each the rule, how many more slots it needs, and these. */
	readonly strings: Int32Array;
};

function indexOf(patterns: readonly RegExp[]): RuleIndex {
	const sets = patterns.map(({ source }) => neededBy(source));
	const shared = new Int32Array(GRAMS);
	for (const [first = []] of sets)
		for (const slots of first) for (const slot of slots) shared[slot] = (shared[slot] ?? 0) + 1;
	const always = new Int32Array(Math.ceil(patterns.length / 32));
	const bySlot = new Map<number, number[][]>();
	for (const [rule, [first = []]] of sets.entries()) {
		if (first.length === 0 || first.some((slots) => slots.length === 0)) {
			always[rule >> 5] = (always[rule >> 5] ?? 0) | (1 << (rule & 31));
			continue;
		}
		for (const slots of first) {
			// The slot that the fewest strings have tells most.
			const key = slots.reduce((a, b) => ((shared[b] ?? 0) < (shared[a] ?? 0) ? b : a));
			const others = [...slots].filter((slot) => slot !== key);
			bySlot.set(key, [...(bySlot.get(key) ?? []), [rule, others.length, ...others]]);
		}
	}
	const starts = new Int32Array(GRAMS);
	const strings: number[] = [0];
	for (const [slot, each] of bySlot) starts[slot] = strings.push(each.length, ...each.flat()) - each.flat().length - 1;
	const filters = patterns.map((pattern, rule) => ({ ...filterOf(pattern), needed: flat(sets[rule]?.slice(1) ?? []) }));
	return { filters, always, starts, strings: Int32Array.from(strings) };
}

/** Sets the bit of each rule of whose first set a string may stand in what was read. */
function mark(may: Int32Array, { always, starts, strings }: RuleIndex, { grams, slots, size }: Reading): void {
	may.set(always);
	for (let i = 0; i < size; i++) {
		let at = starts[slots[i] ?? 0] ?? 0;
		if (at === 0) continue;
		for (let left = strings[at++] ?? 0; left > 0; left--) {
			const rule = strings[at] ?? 0;
			const end = at + 2 + (strings[at + 1] ?? 0);
			let k = at + 2;
			while (k < end && stands(grams, strings[k] ?? 0)) k++;
			if (k === end) may[rule >> 5] = (may[rule >> 5] ?? 0) | (1 << (rule & 31));
			at = end;
		}
	}
}

/** What a pattern needs, and, where it may match in several ways, what each of these needs: that tells more, and costs more. */
type Filter = { readonly needed: Int32Array; readonly ways: readonly Int32Array[] };

function filterOf({ source }: RegExp): Filter {
	const needed = flat(neededBy(source));
	const ways = waysOf(source).map((way) => flat(neededBy(way)));
	return { needed, ways: ways.length > 1 && ways.every((way) => way.length > 0) ? ways : [] };
}

function passes(grams: Int32Array, { needed, ways }: Filter): boolean {
	if (!hasNeeded(grams, needed)) return false;
	if (ways.length === 0) return true;
	for (const way of ways) if (hasNeeded(grams, way)) return true;
	return false;
}

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
	for (const way of ways) if (hasNeeded(grams, way.needed) && way.pattern.test(text)) return true;
	return false;
}
type Way = { readonly pattern: RegExp; readonly needed: Int32Array };
const parted = new WeakMap<RegExp, readonly Way[]>();

function waysIn({ source, flags }: RegExp): readonly Way[] {
	const ways = waysOf(source).map((way) => ({ way, needed: neededBy(way) }));
	const rest = ways.filter(({ needed }) => needed.length === 0).map(({ way }) => way);
	return [
		...ways.flatMap(({ way, needed }) =>
			needed.length > 0 ? [{ pattern: new RegExp(way, flags), needed: flat(needed) }] : [],
		),
		...(rest.length > 0 ? [{ pattern: new RegExp(rest.join("|"), flags), needed: flat([]) }] : []),
	];
}

/** The first match of a pattern without the flag `g`. */
export const firstIn = (text: string, pattern: RegExp): RegExpExecArray | null =>
	mayMatch(text, pattern) ? pattern.exec(text) : null;

/** `false`: letters that every match has do not stand in the text. `true` says nothing. */
export function mayMatch(text: string, pattern: RegExp): boolean {
	if (text.length > FILTERED_CHARS_MAX) return true;
	let filter = known.get(pattern);
	if (filter === undefined) {
		filter = filterOf(pattern);
		known.set(pattern, filter);
	}
	return filter.needed.length === 0 || passes(gramsOf(text), filter);
}
const known = new WeakMap<RegExp, Filter>();

/**
 * Set after set: where it ends, then its strings as a tree of slots, each with where what goes on behind it ends. What begins
 * alike is looked at once; objects would cost more than the search.
 */
function flat(needed: Needed): Int32Array {
	const code: number[] = [];
	for (const set of needed) {
		// A string without letters stands everywhere.
		if (set.some((slots) => slots.length === 0)) continue;
		const end = code.push(0) - 1;
		addTree(code, set, 0);
		code[end] = code.length;
	}
	return Int32Array.from(code);
}

function addTree(code: number[], strings: readonly Int32Array[], depth: number): void {
	const bySlot = new Map<number, Int32Array[]>();
	for (const slots of strings) {
		const slot = slots[depth] ?? 0;
		const alike = bySlot.get(slot);
		if (alike) alike.push(slots);
		else bySlot.set(slot, [slots]);
	}
	for (const [slot, alike] of bySlot) {
		const end = code.push(slot, 0) - 1;
		// Of strings that begin alike the shortest is in all of them.
		if (alike.every((slots) => slots.length > depth + 1)) addTree(code, alike, depth + 1);
		code[end] = code.length;
	}
}

/** Whether of each set one string may stand there. */
function hasNeeded(grams: Int32Array, needed: Int32Array): boolean {
	for (let at = 0; at < needed.length; ) {
		const end = needed[at++] ?? 0;
		let has = false;
		while (at < end) {
			const behind = needed[at + 1] ?? 0;
			if (!stands(grams, needed[at] ?? 0)) at = behind;
			else {
				at += 2;
				has = at === behind;
				if (has) break;
			}
		}
		if (!has) return false;
		at = end;
	}
	return true;
}

/** A longer text has nearly all letters in nearly every order. */
const FILTERED_CHARS_MAX = 4_000;
/** Many patterns in turn are asked about the same few forms of a sentence, and reader after reader about the sentences of a mail. */
const REMEMBERED = 128;
type Reading = {
	text: string;
	/** A bit for each slot of letters that stands in the text. */
	readonly grams: Int32Array;
	/** The same slots one by one: the first `size`. */
	slots: Int16Array;
	size: number;
};
const remembered: readonly Reading[] = Array.from({ length: REMEMBERED }, () => ({
	text: "",
	grams: new Int32Array(GRAMS / 32),
	slots: new Int16Array(512),
	size: 0,
}));
const byText = new Map<string, Reading>();
let latest = remembered[0] as Reading;
let oldest = 0;
const stands = (grams: Int32Array, slot: number): boolean => ((grams[slot >> 5] ?? 0) & (1 << (slot & 31))) !== 0;

const SIGN_SLOTS = Int32Array.from({ length: 128 }, (_, code) => signAt(code));

const gramsOf = (text: string): Int32Array => readingOf(text).grams;

function readingOf(text: string): Reading {
	if (latest.text === text) return latest;
	const known = byText.get(text);
	if (known !== undefined) {
		latest = known;
		return known;
	}
	latest = remembered[oldest] as Reading;
	oldest = (oldest + 1) % REMEMBERED;
	byText.delete(latest.text);
	readInto(latest, text);
	byText.set(text, latest);
	return latest;
}

/** Where the slots of a reading are collected; a longer text has many, and a list of its own. */
const COLLECTED = new Int16Array(GRAMS);

function readInto(reading: Reading, text: string): void {
	const { grams } = reading;
	grams.fill(0);
	let size = 0;
	const add = (slot: number): void => {
		const word = grams[slot >> 5] ?? 0;
		const bit = 1 << (slot & 31);
		if ((word & bit) !== 0) return;
		grams[slot >> 5] = word | bit;
		COLLECTED[size++] = slot;
	};
	let before = 0;
	let last = 0;
	let wasOfWord = false;
	let wasFirst = false;
	let wasLetter = false;
	for (let i = 0; i < text.length; i++) {
		const sign = text.charCodeAt(i);
		const code = folded(sign);
		// What only some patterns take for a letter of a word is both: next to it a word begins or ends.
		const isPlain = isOfWord(sign);
		if (wasLetter && !isPlain) {
			add(pairAt(last, EDGE));
			add(tripleAt(before, last, EDGE));
		}
		if (wasFirst) add(tripleAt(EDGE, last, code));
		wasLetter = isOfWord(code);
		wasFirst = wasLetter && !wasOfWord;
		if (wasFirst) add(pairAt(EDGE, code));
		wasOfWord = isPlain;
		add(SIGN_SLOTS[code] ?? 0);
		add(pairAt(last, code));
		add(tripleAt(before, last, code));
		before = last;
		last = code;
	}
	if (wasLetter) {
		add(pairAt(last, EDGE));
		add(tripleAt(before, last, EDGE));
	}
	if (size > reading.slots.length) reading.slots = new Int16Array(GRAMS);
	for (let i = 0; i < size; i++) reading.slots[i] = COLLECTED[i] ?? 0;
	reading.text = text;
	reading.size = size;
}
