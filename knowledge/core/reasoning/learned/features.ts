import { named, TOKENS_MAX, type Token, tokensIn } from "./tokens.ts";

/** What a sentence is read with. */
export type SaidIn = {
	/** The sentence or turn before it, `null` at the start of a text. */
	readonly before: string | null;
	/** Whether `before` is a question of the other side's. */
	readonly isAnswer: boolean;
	/** Whether our side says the sentence. */
	readonly ours: boolean;
};

const BEFORE_TOKENS_MAX = 40;
/** So short a sentence leans on the one before it. */
const LEANS_TOKENS_MAX = 7;

/**
 * The features of a sentence as 32-bit hashes, without repeats: words, stems and what they mean, alone, in pairs, with a gap
 * and beside a denial, a condition or a pronoun. What is before counts where the sentence answers it or leans on it.
 */
export function featuresOf(tokens: readonly Token[], said: SaidIn): Int32Array {
	WHOLE.open(tokens);
	WHOLE.readPart(0, tokens.length, said);
	return Int32Array.from(WHOLE.part.subarray(0, WHOLE.size), (index) => WHOLE.values[index] ?? 0);
}

/** A power of two, far above what the words of `TOKENS_MAX` and their neighbours make. */
const SLOTS = 8192;
const FEATURES_MAX = SLOTS / 2;
/** What a token adds at most. */
const TOKEN_FEATURES = 8;

/**
 * Reads the features of a sentence and of parts of it. What holds of a word and its neighbours is worked out once for all parts
 * that the word stands in; a reader is opened again for each sentence, at no cost.
 */
export class FeatureReader {
	/** Each feature of the sentence once: the first `count` hold. */
	readonly values = new Int32Array(FEATURES_MAX);
	count = 0;
	/** The features of the part that was read last, as indexes of `values`: the first `size` hold. */
	readonly part = new Int32Array(FEATURES_MAX);
	size = 0;

	private tokens: readonly Token[] = [];
	/** Slot to index; taken where `opened` has the number of this sentence. */
	private readonly slots = new Int16Array(SLOTS);
	private readonly opened = new Int32Array(SLOTS);
	private sentence = 0;
	/** By index: the number of the part that last had the feature, and of the part that last had it as a class. */
	private readonly inPart = new Int32Array(FEATURES_MAX);
	private readonly asClass = new Int32Array(FEATURES_MAX);
	private partNumber = 0;
	/** By token: the indexes of what holds of it in any part; -1 in the place of what it does not have. */
	private readonly ofToken = new Int16Array(TOKENS_MAX * TOKEN_FEATURES);
	private readonly classes = new Int32Array(TOKENS_MAX);

	open(tokens: readonly Token[]): void {
		this.tokens = tokens;
		this.sentence = (this.sentence + 1) | 0;
		this.count = 0;
		const { ofToken } = this;
		let [previous, earlier] = [null as Token | null, null as Token | null];
		for (let i = 0, at = 0; i < tokens.length; i++, at += TOKEN_FEATURES) {
			const token = tokens[i] as Token;
			const { stem, meaning } = token;
			ofToken[at] = this.indexOf(token.word);
			ofToken[at + 1] = this.indexOf(stem);
			ofToken[at + 2] = this.indexOf(token.prefix);
			ofToken[at + 3] = token.hasClass ? this.indexOf(meaning) : -1;
			if (previous !== null) {
				ofToken[at + 4] = this.indexOf(join(previous.stem, stem));
				ofToken[at + 5] = this.indexOf(join(join(PAIR, previous.meaning), meaning));
				if (earlier !== null) {
					ofToken[at + 6] = this.indexOf(join(join(GAP, earlier.meaning), meaning));
					ofToken[at + 7] = this.indexOf(join(join(join(TRIPLE, earlier.meaning), previous.meaning), meaning));
				}
			}
			earlier = previous;
			previous = token;
		}
	}

	/** The features of the tokens from `from` to `to`, as if they were a sentence. */
	readPart(from: number, to: number, { before, isAnswer, ours }: SaidIn): void {
		this.partNumber = (this.partNumber + 1) | 0;
		this.size = 0;
		this.add(BIAS);
		if (ours) this.add(OURS);
		this.addTokens(from, to);
		this.addFlags(from, to);
		if (before !== null && (isAnswer || to - from <= LEANS_TOKENS_MAX)) this.addBefore(from, to, { before, isAnswer });
	}

	private addTokens(from: number, to: number): void {
		const { tokens, ofToken } = this;
		for (let i = from, at = from * TOKEN_FEATURES; i < to; i++, at += TOKEN_FEATURES) {
			this.put(ofToken[at] ?? 0);
			this.put(ofToken[at + 1] ?? 0);
			this.put(ofToken[at + 2] ?? 0);
			const own = ofToken[at + 3] ?? -1;
			if (own >= 0) this.put(own);
			if (i > from + 1) {
				this.put(ofToken[at + 4] ?? 0);
				this.put(ofToken[at + 5] ?? 0);
				this.put(ofToken[at + 6] ?? 0);
				this.put(ofToken[at + 7] ?? 0);
				continue;
			}
			// The first two have an edge before them.
			const { stem, meaning } = tokens[i] as Token;
			if (i === from) {
				this.add(join(EDGE, stem));
				this.add(join(PAIR_EDGE, meaning));
				continue;
			}
			this.put(ofToken[at + 4] ?? 0);
			this.put(ofToken[at + 5] ?? 0);
			this.add(join(GAP_EDGE, meaning));
			this.add(join(join(TRIPLE_EDGE, tokens[from]?.meaning ?? 0), meaning));
		}
		if (to > from) this.add(join(join(PAIR, tokens[to - 1]?.meaning ?? 0), EDGE));
	}

	/** What holds of the whole part, and each class of meaning within a part of that kind. */
	private addFlags(from: number, to: number): void {
		const { tokens, ofToken, asClass, partNumber, classes, values } = this;
		let count = 0;
		let frames = 0;
		for (let i = from; i < to; i++) {
			const index = ofToken[i * TOKEN_FEATURES + 3] ?? -1;
			if (index < 0 || asClass[index] === partNumber) continue;
			asClass[index] = partNumber;
			const meaning = values[index] ?? 0;
			classes[count++] = meaning;
			frames |= FRAMES.get(meaning) ?? 0;
		}
		const flag = (each: number): void => {
			this.add(join(FLAG, each));
			const salt = join(FLAG, each);
			for (let k = 0; k < count; k++) {
				const meaning = classes[k] ?? 0;
				if (meaning !== each) this.add(join(salt, meaning));
			}
		};
		if (frames !== 0) for (const [meaning, bit] of FRAMES) if ((frames & bit) !== 0) flag(meaning);
		if (to > from && tokens[to - 1]?.meaning === QUESTION_MARK) flag(QUESTION);
		this.add(join(LENGTH, Math.min(5, Math.floor(Math.log2(to - from + 1)))));
		this.add(join(LENGTH, 100 + Math.min(3, count >> 1)));
	}

	private addBefore(from: number, to: number, { before, isAnswer }: { before: string; isAnswer: boolean }): void {
		const said = tokensBefore(before);
		const salt = isAnswer ? ASKED : SAID;
		this.add(salt);
		for (const token of said) {
			this.add(join(salt, token.stem));
			if (token.hasClass) this.add(join(salt, token.meaning));
		}
		// What answers a question of money with a figure is a sum.
		for (let i = from; i < Math.min(to, from + 12); i++) {
			const token = this.tokens[i] as Token;
			if (!token.hasClass) continue;
			for (const each of said) if (each.hasClass) this.add(join(join(salt, each.meaning), token.meaning));
		}
	}

	private add(value: number): void {
		this.put(this.indexOf(value));
	}

	private put(index: number): void {
		if (this.inPart[index] === this.partNumber) return;
		this.inPart[index] = this.partNumber;
		this.part[this.size++] = index;
	}

	private indexOf(value: number): number {
		const { slots, opened, sentence, values } = this;
		let slot = (value ^ (value >>> 15)) & (SLOTS - 1);
		while (opened[slot] === sentence) {
			const index = slots[slot] ?? 0;
			if (values[index] === value) return index;
			slot = (slot + 1) & (SLOTS - 1);
		}
		// A table that is full would be searched for ever.
		if (this.count >= FEATURES_MAX) return 0;
		opened[slot] = sentence;
		slots[slot] = this.count;
		values[this.count] = value;
		this.inPart[this.count] = 0;
		this.asClass[this.count] = 0;
		return this.count++;
	}
}

/** The whole sentence and its first part are read with the same words before them. */
function tokensBefore(before: string): readonly Token[] {
	if (latestBefore.text !== before)
		latestBefore = { text: before, tokens: tokensIn(before.slice(-400), BEFORE_TOKENS_MAX) };
	return latestBefore.tokens;
}
let latestBefore: { readonly text: string; readonly tokens: readonly Token[] } = { text: "", tokens: [] };

const join = (a: number, b: number): number => {
	const mixed = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
	return (mixed ^ (mixed >>> 15)) | 0;
};

const BIAS = named("bias");
const OURS = named("ours");
const ASKED = named("asked");
const SAID = named("said");
const EDGE = named("edge");
const PAIR = named("pair");
const GAP = named("gap");
const TRIPLE = named("triple");
const PAIR_EDGE = join(PAIR, EDGE);
const GAP_EDGE = join(GAP, EDGE);
const TRIPLE_EDGE = join(TRIPLE, EDGE);
const FLAG = named("flag");
const LENGTH = named("length");
const QUESTION = named("question");
const QUESTION_MARK = named("?");

/** In whose light the rest of a sentence stands: each a bit. */
const FRAMES: ReadonlyMap<number, number> = new Map(
	["deny", "suppose", "past", "self", "us", "you", "they", "ask", "thanks", "meeting", "family", "role"].map(
		(name, i): [number, number] => [named(name), 1 << i],
	),
);

const WHOLE = new FeatureReader();
