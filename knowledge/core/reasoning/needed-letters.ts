/**
 * What letters a text must have for a pattern to match at all: of each set, one string. Letters are compared without case,
 * white space is one sign, all digits are one, and every other sign outside of ASCII counts for nothing; so what is asked for is never too much.
 */
export type Needed = readonly (readonly Int32Array[])[];

/** Slots of a table of pairs and triples of letters. Two that share a slot only make a search that was not needed. */
export const GRAMS = 8192;
export const pairAt = (a: number, b: number): number => (Math.imul(a * 131 + b, 0x9e3779b1) >>> 19) & (GRAMS - 1);
export const signAt = (a: number): number => pairAt(a, 0x10001);
export const tripleAt = (a: number, b: number, c: number): number =>
	(Math.imul((a * 131 + b) * 131 + c + 0x10001, 0x85ebca6b) >>> 19) & (GRAMS - 1);

const SPACE = 32;
const OTHER = 1;
/** Stands before the first and behind the last letter of a word, as `\b` does. */
export const EDGE = 2;
const EDGE_SIGN = String.fromCharCode(EDGE);
/** Whether a UTF-16 unit is of a word for `\b`: outside of ASCII none is, whatever its script. */
export const isOfWord = (code: number): boolean => code < 128 && ASCII_OF_WORD[code] === 1;
const ASCII_OF_WORD = Uint8Array.from({ length: 128 }, (_, code) => (/\w/.test(String.fromCharCode(code)) ? 1 : 0));
/** A UTF-16 unit as it is compared. */
export const folded = (code: number): number => (code < 128 ? (ASCII_FOLDED[code] ?? OTHER) : foldedWide(code));
const ASCII_FOLDED = Uint8Array.from({ length: 128 }, (_, code) =>
	code >= 48 && code <= 57 ? 48 : code >= 65 && code <= 90 ? code + 32 : code >= 9 && code <= 13 ? SPACE : code,
);
function foldedWide(code: number): number {
	if (code === 0x2019) return 39;
	// Without case, a long s is an s and the sign of Kelvin a k.
	if (code === 0x17f) return 115;
	if (code === 0x212a) return 107;
	if (code === 160 || code === 0xfeff) return SPACE;
	return code >= 0x1680 && code <= 0x3000 && /\s/.test(String.fromCharCode(code)) ? SPACE : OTHER;
}

/** What matches: one of a few strings, or `null` where there are too many; and sets of which each match has one. */
type Part = { readonly exact: readonly string[] | null; readonly sets: readonly (readonly string[])[] };

const ANY: Part = { exact: null, sets: [] };
const NOTHING: Part = { exact: [""], sets: [] };
const WORD_EDGE: Part = { exact: [EDGE_SIGN], sets: [] };
const EXACT_MAX = 160;
const WAYS_MAX = 1_200;
const SETS_MAX = 3;
/** A set that so large a part of all sentences has is not worth asking for. */
const COMMON = 2.5;

/** Nothing is needed where a pattern cannot be read: then it is always searched. */
export function neededBy(source: string): Needed {
	const part = new Reader(source).read();
	if (part === null) return [];
	const sets = part.exact === null ? part.sets : [part.exact];
	return sets
		.filter((set) => set.length <= WAYS_MAX && likelihood(set) < COMMON)
		.sort((a, b) => likelihood(a) - likelihood(b))
		.slice(0, SETS_MAX)
		.map((set) => [...new Set(set)].map(gramsOf));
}

/** Roughly in how many sentences one of these stands. */
const likelihood = (set: readonly string[]): number => set.reduce((sum, each) => sum + likely(each), 0);
/** What has no letters stands in every sentence. */
const EVERYWHERE = 100;
function likely(each: string): number {
	const bare = each.replaceAll(EDGE_SIGN, "");
	if (bare === "") return EVERYWHERE;
	const edges = (opensWord(each, bare) ? 1 : 0) + (closesWord(each, bare) ? 1 : 0);
	return (SINGLE[bare] ?? LIKELY[Math.min(bare.length, LIKELY.length - 1)] ?? 0) * (bare.length > 1 ? 0.5 ** edges : 1);
}
/** An edge between two signs of a string says nothing more than the signs; one beside white space or a sign says nothing that is kept. */
const opensWord = (each: string, bare: string): boolean => each.startsWith(EDGE_SIGN) && isOfWord(bare.charCodeAt(0));
const closesWord = (each: string, bare: string): boolean =>
	each.endsWith(EDGE_SIGN) && isOfWord(bare.charCodeAt(bare.length - 1));
/** Signs that are rare enough to be asked for alone. */
const SINGLE: Readonly<Record<string, number>> = {
	0: 0.3,
	"%": 0.05,
	"?": 0.2,
	":": 0.1,
	"@": 0.02,
	"/": 0.1,
	"(": 0.1,
	"=": 0.02,
	$: 0.05,
};
const LIKELY = [1, 1, 0.3, 0.1, 0.04, 0.015, 0.006, 0.003];

function gramsOf(text: string): Int32Array {
	const bare = text.replaceAll(EDGE_SIGN, "");
	const codes = Array.from({ length: bare.length }, (_, i) => bare.charCodeAt(i));
	const [first = 0, second = 0] = codes;
	const grams =
		codes.length === 1
			? [signAt(first)]
			: codes.length === 2
				? [pairAt(first, second)]
				: codes.slice(2).map((code, i) => tripleAt(codes[i] ?? 0, codes[i + 1] ?? 0, code));
	if (opensWord(text, bare)) grams.unshift(codes.length > 1 ? tripleAt(EDGE, first, second) : pairAt(EDGE, first));
	const last = codes.at(-1) ?? 0;
	if (closesWord(text, bare))
		grams.push(codes.length > 1 ? tripleAt(codes.at(-2) ?? 0, last, EDGE) : pairAt(last, EDGE));
	return Int32Array.from(grams);
}

/** The ways in which a pattern may match, each a pattern; of one that refers back to its own groups itself alone. */
export function waysOf(source: string): readonly string[] {
	if (/\\[1-9k]/.test(source)) return [source];
	const ways: string[] = [];
	let [start, depth, isClass] = [0, 0, false];
	for (let i = 0; i < source.length; i++) {
		const char = source.charAt(i);
		if (char === "\\") i++;
		else if (isClass) isClass = char !== "]";
		else if (char === "[") isClass = true;
		else if (char === "(") depth++;
		else if (char === ")") depth--;
		else if (char === "|" && depth === 0) {
			ways.push(source.slice(start, i));
			start = i + 1;
		}
	}
	return [...ways, source.slice(start)];
}

class Reader {
	private at = 0;
	private readonly source: string;
	constructor(source: string) {
		this.source = source;
	}

	read(): Part | null {
		const part = this.alternatives();
		return part !== null && this.at === this.source.length ? part : null;
	}

	private alternatives(): Part | null {
		const parts: Part[] = [];
		do {
			const part = this.sequence();
			if (part === null) return null;
			parts.push(part);
		} while (this.taken("|"));
		return oneOf(parts);
	}

	private sequence(): Part | null {
		const sets: (readonly string[])[] = [];
		let run: readonly string[] = [""];
		let isExact = true;
		const close = () => {
			sets.push(run);
			run = [""];
			isExact = false;
		};
		while (this.at < this.source.length && !"|)".includes(this.source.charAt(this.at))) {
			const atom = this.atom();
			const part = atom === null ? null : this.repeated(atom);
			if (part === null) return null;
			if (part.exact === null) {
				close();
				sets.push(...part.sets);
				continue;
			}
			if (run.length * part.exact.length > EXACT_MAX) close();
			const joined = part.exact;
			run = run.flatMap((head) => joined.map((tail) => head + tail));
		}
		if (isExact) return { exact: run, sets: [] };
		close();
		return { exact: null, sets: sets.filter((set) => likelihood(set) < COMMON) };
	}

	private repeated(part: Part): Part | null {
		const match = /^(?:[?*+]|\{(\d+)(,?)(\d*)\})\??/.exec(this.source.slice(this.at, this.at + 20));
		if (!match) return part;
		this.at += match[0].length;
		const sign = match[0].charAt(0);
		const [least, most] =
			sign === "?"
				? [0, 1]
				: sign === "*"
					? [0, Number.POSITIVE_INFINITY]
					: sign === "+"
						? [1, Number.POSITIVE_INFINITY]
						: [Number(match[1]), match[2] === "" ? Number(match[1]) : Number(match[3] || Number.POSITIVE_INFINITY)];
		if (least === 1 && most === 1) return part;
		if (part.exact?.length === 1 && part.exact[0] === "") return part;
		if (most === 1 && part.exact !== null) return { exact: [...part.exact, ""], sets: [] };
		return least === 0 ? ANY : { exact: null, sets: part.exact === null ? part.sets : [part.exact] };
	}

	private atom(): Part | null {
		const char = this.source.charAt(this.at++);
		if (char === "(") return this.group();
		if (char === "[") return this.oneOfSigns();
		if (char === "\\") return this.escaped();
		if (char === "^" || char === "$") return NOTHING;
		return char === "." ? ANY : signOf(char);
	}

	private group(): Part | null {
		const opens = /^\?(?:[:=!]|<[=!]|<[^>]+>)/.exec(this.source.slice(this.at, this.at + 40))?.[0] ?? "";
		if (opens === "" && this.source.charAt(this.at) === "?") return null;
		this.at += opens.length;
		const part = this.alternatives();
		if (part === null || !this.taken(")")) return null;
		// What is looked at is not taken, and may stand on either side.
		return /[=!]$/.test(opens) ? NOTHING : part;
	}

	private oneOfSigns(): Part | null {
		const isDenied = this.taken("^");
		const signs: string[] = [];
		let isPlain = !isDenied;
		while (this.at < this.source.length && this.source.charAt(this.at) !== "]") {
			const char = this.source.charAt(this.at++);
			if (char === "\\") {
				const escaped = this.escaped();
				if (escaped === null) return null;
				if (escaped.exact === null || escaped.exact[0] === "" || escaped.exact[0] === EDGE_SIGN) isPlain = false;
				else signs.push(...escaped.exact);
			} else if (char === "-" && signs.length > 0 && this.source.charAt(this.at) !== "]") isPlain = false;
			else {
				const { exact } = signOf(char);
				if (exact === null) isPlain = false;
				else signs.push(...exact);
			}
		}
		this.at++;
		return isPlain && signs.length > 0 && signs.length <= 8 ? { exact: [...new Set(signs)], sets: [] } : ANY;
	}

	private escaped(): Part | null {
		const char = this.source.charAt(this.at++);
		if (char === "b") return WORD_EDGE;
		if (char === "B") return NOTHING;
		if (char === "c") return null;
		if (char === "s" || char === "n" || char === "r" || char === "t") return signOf(" ");
		if (char === "p" || char === "P" || char === "u" || char === "x" || char === "k") {
			const rest = /^(?:\{[^}]*\}|<[^>]*>|[0-9A-Fa-f]{2,4})/.exec(this.source.slice(this.at, this.at + 60));
			if (!rest) return null;
			// Of "\x" two digits are its own, of "\u" four.
			this.at += char === "x" ? 2 : rest[0].length;
			return ANY;
		}
		if (char === "d") return signOf("0");
		return /[A-Za-z0-9]/.test(char) ? ANY : signOf(char);
	}

	private taken(char: string): boolean {
		if (this.source.charAt(this.at) !== char) return false;
		this.at++;
		return true;
	}
}

function signOf(char: string): Part {
	const code = folded(char.charCodeAt(0));
	return code === OTHER ? ANY : { exact: [String.fromCharCode(code)], sets: [] };
}

function oneOf(parts: readonly Part[]): Part {
	const [first] = parts;
	if (first && parts.length === 1) return first;
	const exact = parts.flatMap((part) => part.exact ?? []);
	if (exact.length <= EXACT_MAX && parts.every((part) => part.exact !== null))
		return { exact: [...new Set(exact)], sets: [] };
	const ways: string[] = [];
	for (const { exact, sets } of parts) {
		const [best] = exact === null ? sets.toSorted((a, b) => likelihood(a) - likelihood(b)) : [exact];
		if (!best) return ANY;
		ways.push(...best);
	}
	return { exact: null, sets: [ways] };
}
