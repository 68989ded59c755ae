import { nameKey } from "../facts/person-name.ts";

/** Everything by which one person is found in texts. */
export type Traces = {
	readonly names: readonly string[];
	readonly addresses: readonly string[];
	readonly phones: readonly string[];
	/** What they wrote or said, in their own words; and what they called their files. */
	readonly words: readonly string[];
	/** Own words of other buyers: a short sentence that both wrote is a turn of phrase, and nobody's. */
	readonly shared: readonly string[];
};

/** Shorter ones are anybody's. */
const SENTENCE_CHARS_MIN = 20;
/** A longer piece has a whole sentence in it. */
const PIECE_CHARS_MAX = 500;
/** A sentence of this length that two people wrote is one that the second took from the first. */
const PHRASE_CHARS_MAX = 60;
const PHONE_DIGITS_MIN = 7;
const FILE_NAME = /\.[a-z0-9]{1,5}$/i;

/**
 * [ER1] Whether a text tells of a person: by their address, their full name, their phone, or a sentence that they wrote,
 * however it was quoted, folded or written as JSON; or because it is a piece of their own words and nothing else.
 */
export function mentionsOf(traces: Traces): (text: string) => boolean {
	const shared = new Set(traces.shared.flatMap(sentencesOf).map(plain));
	const sentences = traces.words
		.flatMap(sentencesOf)
		.map(plain)
		.filter((each) => each.length >= SENTENCE_CHARS_MIN && (each.length >= PHRASE_CHARS_MAX || !shared.has(each)));
	const files = traces.words.filter((each) => FILE_NAME.test(each) && !each.includes(" ")).map(plain);
	const names = traces.names.map(plain).filter((each) => each.includes(" "));
	const turned = names.map((each) => each.split(" ").reverse().join(" "));
	const holdsNeedle = finderOf([...traces.addresses.map(plain), ...names, ...turned, ...sentences, ...files]);
	const own = traces.words.map((each) => ` ${plain(each)} `);
	const phones = traces.phones.map(digitsOf).filter((each) => each.length >= PHONE_DIGITS_MIN);
	return (text) => {
		const words = plain(text);
		return holdsNeedle(words) || isPieceOf(words, own) || (phones.length > 0 && holdsPhone(text, phones));
	};
}

/** Whether plain words hold one of these, whole. */
export function finderOf(needles: readonly string[]): (words: string) => boolean {
	const byStart = new Map<string, string[]>();
	for (const needle of new Set(needles)) {
		if (needle.length < 5) continue;
		const started = byStart.get(startOf(needle));
		if (started) started.push(needle);
		else byStart.set(startOf(needle), [needle]);
	}
	return (words) => holds(words, byStart);
}

/** The same name, whichever way round it is written. */
export const isSamePerson = (a: string, b: string): boolean => nameKey(a) === nameKey(b);

/** Letters and digits, lower-case, with single spaces: what is left of a text in whatever way it is written down. */
export const plain = (text: string): string =>
	text
		.normalize("NFKC")
		.toLowerCase()
		// Line ends and the like, as JSON writes them, in JSON within JSON too.
		.replace(/\\+(?:[nrtbf]|u[0-9a-f]{4})/g, " ")
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.trim();

export const sentencesOf = (text: string): readonly string[] =>
	text.split(/(?<=[.!?…])\s+|[\r\n]{2,}/u).flatMap((part) => [part, ...part.split(/[\r\n]+/)]);

/** So many words lead to the few needles that could begin there: what is looked for may be thousands of sentences. */
const START_WORDS = 4;
const startOf = (needle: string): string => needle.split(" ", START_WORDS).join(" ");

function holds(words: string, byStart: ReadonlyMap<string, readonly string[]>): boolean {
	if (byStart.size === 0) return false;
	for (let at = 0; at < words.length; ) {
		let end = at;
		let next = words.length;
		for (let n = 0; n < START_WORDS && end < words.length; n++) {
			const space = words.indexOf(" ", end + (n === 0 ? 0 : 1));
			end = space < 0 ? words.length : space;
			if (n === 0) next = end + 1;
			for (const needle of byStart.get(words.slice(at, end)) ?? [])
				if (words.startsWith(needle, at) && isEnd(words, at + needle.length)) return true;
		}
		at = next;
	}
	return false;
}

const isEnd = (words: string, at: number): boolean => at === words.length || words[at] === " ";

function isPieceOf(words: string, own: readonly string[]): boolean {
	return (
		words.length >= SENTENCE_CHARS_MIN &&
		words.length <= PIECE_CHARS_MAX &&
		own.some((each) => each.includes(` ${words} `))
	);
}

const digitsOf = (phone: string): string => phone.replace(/\D+/g, "").replace(/^0+/, "");

/** However its digits are grouped. */
const holdsPhone = (text: string, phones: readonly string[]): boolean => {
	const digits = text.replace(/(?<=\d)[^\p{L}\d]{1,3}(?=\d)/gu, "");
	return phones.some((phone) => digits.includes(phone));
};
