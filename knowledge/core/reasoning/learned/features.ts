import { PHRASE_CLASSES, WORD_CLASSES } from "./words.ts";

/** What a sentence is read with. */
export type SaidIn = {
	/** The sentence or turn before it, `null` at the start of a text. */
	readonly before: string | null;
	/** Whether `before` is a question of the other side's. */
	readonly isAnswer: boolean;
	/** Whether our side says the sentence. */
	readonly ours: boolean;
};

/** Longer sentences are told by their first words: a hostile one must not cost more. */
const TOKENS_MAX = 90;
const BEFORE_TOKENS_MAX = 40;
/** So short a sentence leans on the one before it. */
const LEANS_TOKENS_MAX = 7;

export type Token = {
	/** Where it stands. */
	readonly start: number;
	readonly end: number;
	/** The word, cut to its stem; a class in angle brackets for figures, names and dates. */
	readonly stem: number;
	/** Its class, or its stem where it has none. */
	readonly meaning: number;
	readonly hasClass: boolean;
	readonly word: number;
	/** The first letters, which words of one family share. */
	readonly prefix: number;
};

/** The words, figures and signs of a sentence; of an endless one the first. */
export const tokensOf = (sentence: string): readonly Token[] => tokensIn(sentence, TOKENS_MAX);

/**
 * The features of a sentence as 32-bit hashes, without repeats: words, stems and what they mean, alone, in pairs, with a gap
 * and beside a denial, a condition or a pronoun. What is before counts where the sentence answers it or leans on it.
 */
export function featuresOf(tokens: readonly Token[], { before, isAnswer, ours }: SaidIn): Int32Array {
	const found = COLLECTED;
	found.clear();
	found.add(BIAS);
	if (ours) found.add(OURS);
	addTokens(found, tokens);
	addFlags(found, tokens);
	if (before !== null && (isAnswer || tokens.length <= LEANS_TOKENS_MAX)) {
		const said = tokensIn(before.slice(-400), BEFORE_TOKENS_MAX);
		const salt = isAnswer ? ASKED : SAID;
		found.add(salt);
		for (const token of said) {
			found.add(join(salt, token.stem));
			if (token.hasClass) found.add(join(salt, token.meaning));
		}
		// What answers a question of money with a figure is a sum.
		for (const token of tokens.slice(0, 12))
			if (token.hasClass)
				for (const each of said) if (each.hasClass) found.add(join(join(salt, each.meaning), token.meaning));
	}
	return found.all();
}

/** A set of 32-bit integers that is emptied at no cost: each sentence is read in several parts. */
class Integers {
	private readonly slots = new Int32Array(SLOTS);
	private readonly stamps = new Int32Array(SLOTS);
	private readonly list = new Int32Array(SLOTS);
	private stamp = 0;
	private size = 0;

	clear(): void {
		this.stamp = (this.stamp + 1) | 0;
		this.size = 0;
	}

	add(value: number): void {
		const { slots, stamps, stamp } = this;
		let slot = (value ^ (value >>> 15)) & (SLOTS - 1);
		while (stamps[slot] === stamp) {
			if (slots[slot] === value) return;
			slot = (slot + 1) & (SLOTS - 1);
		}
		// A table that is full would be searched for ever.
		if (this.size >= FEATURES_MAX) return;
		stamps[slot] = stamp;
		slots[slot] = value;
		this.list[this.size++] = value;
	}

	all(): Int32Array {
		return this.list.slice(0, this.size);
	}
}
const SLOTS = 8192;
/** Far above what the words of `TOKENS_MAX` and their neighbours make. */
const FEATURES_MAX = SLOTS / 2;
const COLLECTED = new Integers();

function addTokens(found: Integers, tokens: readonly Token[]): void {
	let previous: Token | null = null;
	let earlier: Token | null = null;
	for (const token of tokens) {
		found.add(token.word);
		found.add(token.stem);
		found.add(token.prefix);
		if (token.hasClass) found.add(token.meaning);
		found.add(join(previous?.stem ?? EDGE, token.stem));
		found.add(join(join(PAIR, previous?.meaning ?? EDGE), token.meaning));
		if (previous) {
			found.add(join(join(GAP, earlier?.meaning ?? EDGE), token.meaning));
			found.add(join(join(join(TRIPLE, earlier?.meaning ?? EDGE), previous.meaning), token.meaning));
		}
		earlier = previous;
		previous = token;
	}
	if (previous) found.add(join(join(PAIR, previous.meaning), EDGE));
}

/** What holds of the whole sentence, and each class of meaning within a sentence of that kind. */
function addFlags(found: Integers, tokens: readonly Token[]): void {
	const classes = new Set<number>();
	for (const token of tokens) if (token.hasClass) classes.add(token.meaning);
	const flags: number[] = [];
	for (const each of FRAMES) if (classes.has(each)) flags.push(each);
	if (tokens.at(-1)?.meaning === QUESTION_MARK) flags.push(QUESTION);
	for (const flag of flags) {
		found.add(join(FLAG, flag));
		for (const each of classes) if (each !== flag) found.add(join(join(FLAG, flag), each));
	}
	found.add(join(LENGTH, Math.min(5, Math.floor(Math.log2(tokens.length + 1)))));
	found.add(join(LENGTH, 100 + Math.min(3, classes.size >> 1)));
}

const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*|\d[\d.,:/]*|[?!%€$£¥₹]/gu;

function tokensIn(text: string, max: number): readonly Token[] {
	const tokens: Token[] = [];
	const words: string[] = [];
	WORD.lastIndex = 0;
	for (let match = WORD.exec(text); match !== null && tokens.length < max; match = WORD.exec(text)) {
		const raw = match[0];
		const lower = raw.toLowerCase().replaceAll("’", "'");
		words.push(lower);
		const opens = tokens.length === 0 || opensAt(text, match.index);
		tokens.push(tokenOf(raw, lower, opens, match.index));
	}
	return withPhrases(tokens, words);
}
const opensAt = (text: string, at: number): boolean =>
	isOpener(text.charCodeAt(at - 1)) || isOpener(text.charCodeAt(at - 2));
/** One of «. : “ "». */
const isOpener = (code: number): boolean => code === 46 || code === 58 || code === 0x201c || code === 34;

/** The first word of a turn of phrase carries what the whole of it means. */
function withPhrases(tokens: Token[], words: readonly string[]): readonly Token[] {
	for (let i = 0; i < tokens.length; i++) {
		const opens = PHRASES.get(words[i] ?? "");
		const phrase = opens?.find((each) => each.words.every((word, k) => words[i + k] === word));
		const token = tokens[i];
		if (phrase && token) tokens[i] = { ...token, meaning: phrase.meaning, hasClass: true };
	}
	return tokens;
}

function tokenOf(raw: string, lower: string, opens: boolean, start: number): Token {
	const end = start + raw.length;
	const first = raw.charCodeAt(0);
	const known = SHAPES.get(first);
	if (known !== undefined)
		return { start, end, stem: known, meaning: known, hasClass: true, word: known, prefix: known };
	if (first >= 48 && first <= 57) {
		const shape = /^(?:19|20)\d\d$/.test(raw) ? YEAR : /[.,]\d{3}/.test(raw) || raw.length >= 4 ? LARGE : NUMBER;
		const word = hashOf(raw.length > 3 ? "0000" : raw);
		return { start, end, stem: shape, meaning: shape, hasClass: true, word, prefix: shape };
	}
	const stemmed = stemOf(lower);
	const stem = hashOf(stemmed);
	const word = hashOf(lower);
	const prefix = hashOf(`^${lower.slice(0, 4)}`);
	const meaning = CLASS_OF.get(lower) ?? CLASS_OF.get(stemmed);
	if (meaning !== undefined) return { start, end, stem, meaning, hasClass: true, word, prefix };
	// A capital within a sentence: somebody's name, or a thing's.
	if (!opens && raw !== lower && /^\p{Lu}/u.test(raw)) {
		const shape = /^\p{Lu}{2,5}$/u.test(raw) ? ACRONYM : NAMED;
		return { start, end, stem, meaning: shape, hasClass: true, word, prefix };
	}
	return { start, end, stem, meaning: stem, hasClass: false, word, prefix };
}

/** The longest first. */
const ENDINGS = ["ations", "ation", "ings", "edly", "ing", "ies", "ed", "es", "ly", "'s", "s"];
/** Enough of a stem that "signs", "signed" and "signing" are one word; no linguistics. */
function stemOf(word: string): string {
	if (word.length < 4 || !"sndgy".includes(word.charAt(word.length - 1))) return word;
	const ending = ENDINGS.find((each) => word.endsWith(each));
	return ending !== undefined && word.length - ending.length >= 3 ? word.slice(0, -ending.length) : word;
}

/** FNV-1a over UTF-16 units, as a signed 32-bit integer. */
export function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return hash | 0;
}
const join = (a: number, b: number): number => {
	const mixed = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
	return (mixed ^ (mixed >>> 15)) | 0;
};

const named = (name: string): number => hashOf(`<${name}>`);
const BIAS = named("bias");
const OURS = named("ours");
const ASKED = named("asked");
const SAID = named("said");
const EDGE = named("edge");
const PAIR = named("pair");
const GAP = named("gap");
const TRIPLE = named("triple");
const FLAG = named("flag");
const LENGTH = named("length");
const QUESTION = named("question");
const QUESTION_MARK = named("?");
const NUMBER = named("number");
const LARGE = named("large");
const YEAR = named("year");
const ACRONYM = named("acronym");
const NAMED = named("name");

const SHAPES: ReadonlyMap<number, number> = new Map(
	[
		["?", "?"],
		["!", "!"],
		["%", "measure"],
		["€", "currency"],
		["$", "currency"],
		["£", "currency"],
		["¥", "currency"],
		["₹", "currency"],
	].map(([sign = "", name = ""]) => [sign.charCodeAt(0), named(name)]),
);

const CLASSES: Readonly<Record<string, string>> = {
	month:
		"january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec",
	weekday:
		"monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun tomorrow today tonight",
	number:
		"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety half twice dozen dozens",
	...WORD_CLASSES,
};
const CLASS_OF: ReadonlyMap<string, number> = new Map(
	Object.entries(CLASSES)
		.reverse()
		.flatMap(([name, words]) => words.split(" ").map((word): [string, number] => [word, named(name)])),
);
type Phrase = { readonly words: readonly string[]; readonly meaning: number };
/** Turns of phrase by their first word, the longest first. */
const PHRASES: ReadonlyMap<string, readonly Phrase[]> = phrasesOf(PHRASE_CLASSES);
function phrasesOf(classes: Readonly<Record<string, string>>): ReadonlyMap<string, readonly Phrase[]> {
	const found = new Map<string, Phrase[]>();
	for (const [name, phrases] of Object.entries(classes))
		for (const phrase of phrases.split("|")) {
			const words = phrase.split(" ");
			const first = words[0] ?? "";
			found.set(first, [...(found.get(first) ?? []), { words, meaning: named(name) }]);
		}
	for (const list of found.values()) list.sort((a, b) => b.words.length - a.words.length);
	return found;
}
/** In whose light the rest of a sentence stands. */
const FRAMES: ReadonlySet<number> = new Set(
	["deny", "suppose", "past", "self", "us", "you", "they", "ask", "thanks", "meeting", "family", "role"].map(named),
);
