import { PHRASE_CLASSES, WORD_CLASSES } from "./words.ts";

/** Longer sentences are told by their first words: a hostile one must not cost more. */
export const TOKENS_MAX = 90;

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

const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*|\d[\d.,:/]*|[?!%€$£¥₹]/gu;

/** The same; of a longer text the first `max`. */
export function tokensIn(text: string, max: number): readonly Token[] {
	const tokens: Token[] = [];
	const lexemes: Lexeme[] = [];
	let opensPhrase = false;
	const add = (start: number, end: number): void => {
		const lexeme = lexemeAt(text, start, end);
		const opens = tokens.length === 0 || opensAt(text, start);
		lexemes.push(lexeme);
		if (lexeme.opens !== undefined) opensPhrase = true;
		const { stem, meaning, hasClass, word, prefix } = opens ? lexeme.first : lexeme.within;
		tokens.push({ start, end, stem, meaning, hasClass, word, prefix });
	};
	let at = 0;
	while (at < text.length && tokens.length < max) {
		const end = tokenEnd(text, at);
		if (end === UNKNOWN) break;
		if (end > at) add(at, end);
		at = Math.max(end, at + 1);
	}
	if (at < text.length && tokens.length < max) {
		// A letter of a script that is not looked at sign by sign: from its word on the pattern reads.
		WORD.lastIndex = at;
		for (let match = WORD.exec(text); match !== null && tokens.length < max; match = WORD.exec(text))
			add(match.index, match.index + match[0].length);
	}
	return opensPhrase ? withPhrases(tokens, lexemes) : tokens;
}
const opensAt = (text: string, at: number): boolean =>
	isOpener(text.charCodeAt(at - 1)) || isOpener(text.charCodeAt(at - 2));
/** One of «. : “ "». */
const isOpener = (code: number): boolean => code === 46 || code === 58 || code === 0x201c || code === 34;

const UNKNOWN = -1;
/** Where what `WORD` matches at `at` ends; `at` where nothing begins there, `UNKNOWN` where a sign beyond Latin has to be looked up. */
function tokenEnd(text: string, at: number): number {
	const code = text.charCodeAt(at);
	if (isDigit(code)) {
		let end = at + 1;
		while (end < text.length && isOfFigure(text.charCodeAt(end))) end++;
		return end;
	}
	if (SHAPES.has(code)) return at + 1;
	let isWord = isLetter(code);
	if (isWord === null) return UNKNOWN;
	let end = at;
	while (isWord) {
		end++;
		const next = text.charCodeAt(end);
		isWord = isLetter(next);
		if (isWord === false && (next === 39 || next === 45 || next === 0x2019)) {
			isWord = isLetter(text.charCodeAt(end + 1));
			if (isWord) end++;
		}
		if (isWord === null) return UNKNOWN;
	}
	return end;
}
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** A digit or one of «. , : /». */
const isOfFigure = (code: number): boolean => (code >= 46 && code <= 58) || code === 44;

/** Letters and accents up to the end of extended Latin. */
const LATIN = Uint8Array.from({ length: 0x250 }, (_, code) =>
	/[\p{L}\p{M}]/u.test(String.fromCharCode(code)) ? 1 : 0,
);
/** `null`: not known here. Dashes, quotation marks and signs of currency are no letters; past the end of a text there is none. */
const isLetter = (code: number): boolean | null =>
	code < 0x250
		? LATIN[code] === 1
		: Number.isNaN(code) || (code >= 0x2010 && code <= 0x205f) || (code >= 0x20a0 && code <= 0x20bf)
			? false
			: null;

/** The first word of a turn of phrase carries what the whole of it means. */
function withPhrases(tokens: Token[], lexemes: readonly Lexeme[]): readonly Token[] {
	for (let i = 0; i < tokens.length; i++) {
		const opens = lexemes[i]?.opens;
		const token = tokens[i];
		if (opens === undefined || token === undefined) continue;
		const meaning = phraseAt(lexemes, i, opens);
		if (meaning === null) continue;
		const { start, end, stem, word, prefix } = token;
		tokens[i] = { start, end, stem, meaning, hasClass: true, word, prefix };
	}
	return tokens;
}

function phraseAt(lexemes: readonly Lexeme[], at: number, phrases: readonly Phrase[]): number | null {
	for (const { words, meaning } of phrases) {
		let size = 0;
		while (size < words.length && lexemes[at + size]?.lower === words[size]) size++;
		if (size === words.length) return meaning;
	}
	return null;
}

/** A word by itself: how it counts where it opens a sentence, and how within one. `opens`: the turns of phrase that begin with it. */
type Lexeme = {
	readonly raw: string;
	readonly hash: number;
	readonly lower: string;
	readonly opens: readonly Phrase[] | undefined;
	readonly first: Omit<Token, "start" | "end">;
	readonly within: Omit<Token, "start" | "end">;
};

/** Words that are kept read: what people write is made of few. */
const LEXEMES_MAX = 4_096;
const LEXEME_SLOTS = LEXEMES_MAX * 4;
/** A longer word is hostile. */
const LEXEME_CHARS_MAX = 40;
const LEXEMES: (Lexeme | null)[] = new Array<Lexeme | null>(LEXEME_SLOTS).fill(null);
let lexemeCount = 0;

/** The word from `start` to `end`; found by its letters, for to cut it out would cost more. */
function lexemeAt(text: string, start: number, end: number): Lexeme {
	const hash = hashAt(text, start, end);
	if (end - start > LEXEME_CHARS_MAX) return lexemeFrom(text.slice(start, end), hash);
	let slot = (hash ^ (hash >>> 15)) & (LEXEME_SLOTS - 1);
	for (let each = LEXEMES[slot]; each; each = LEXEMES[slot]) {
		if (each.hash === hash && standsAt(text, start, end, each.raw)) return each;
		slot = (slot + 1) & (LEXEME_SLOTS - 1);
	}
	const read = lexemeFrom(text.slice(start, end), hash);
	if (lexemeCount >= LEXEMES_MAX) {
		LEXEMES.fill(null);
		lexemeCount = 0;
		slot = (hash ^ (hash >>> 15)) & (LEXEME_SLOTS - 1);
	}
	LEXEMES[slot] = read;
	lexemeCount++;
	return read;
}

function standsAt(text: string, start: number, end: number, raw: string): boolean {
	if (raw.length !== end - start) return false;
	for (let i = 0; i < raw.length; i++) if (raw.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
	return true;
}

function lexemeFrom(raw: string, hash: number): Lexeme {
	const lower = raw.toLowerCase().replaceAll("’", "'");
	const opens = PHRASES.get(lower);
	const alike = (known: Lexeme["first"]): Lexeme => ({ raw, hash, lower, opens, first: known, within: known });
	const code = raw.charCodeAt(0);
	const sign = SHAPES.get(code);
	if (sign !== undefined) return alike({ stem: sign, meaning: sign, hasClass: true, word: sign, prefix: sign });
	if (isDigit(code)) {
		const shape = /^(?:19|20)\d\d$/.test(raw) ? YEAR : /[.,]\d{3}/.test(raw) || raw.length >= 4 ? LARGE : NUMBER;
		const word = hashOf(raw.length > 3 ? "0000" : raw);
		return alike({ stem: shape, meaning: shape, hasClass: true, word, prefix: shape });
	}
	const stemmed = stemOf(lower);
	const stem = hashOf(stemmed);
	const word = hashOf(lower);
	const prefix = hashOf(`^${lower.slice(0, 4)}`);
	const meaning = CLASS_OF.get(lower) ?? CLASS_OF.get(stemmed);
	if (meaning !== undefined) return alike({ stem, meaning, hasClass: true, word, prefix });
	const first = { stem, meaning: stem, hasClass: false, word, prefix };
	// A capital within a sentence: somebody's name, or a thing's.
	if (raw === lower || !/^\p{Lu}/u.test(raw)) return alike(first);
	const shape = /^\p{Lu}{2,5}$/u.test(raw) ? ACRONYM : NAMED;
	return { raw, hash, lower, opens, first, within: { stem, meaning: shape, hasClass: true, word, prefix } };
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
export const hashOf = (text: string): number => hashAt(text, 0, text.length);
function hashAt(text: string, start: number, end: number): number {
	let hash = 0x811c9dc5;
	for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return hash | 0;
}

export const named = (name: string): number => hashOf(`<${name}>`);
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
