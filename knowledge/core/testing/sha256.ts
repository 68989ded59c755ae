import type { Hash, Sha256 } from "../vocabulary/hash.ts";

/** SHA-256 (FIPS 180-4) of UTF-8 text, for tests: the runtime passes in its own, and the domain has none. */
export const sha256: Hash = (text) => {
	const words = padded(utf8(text));
	const state = Int32Array.from(INITIAL);
	for (let at = 0; at < words.length; at += 16) compress(state, words, at);
	return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("") as Sha256;
};

/** The first 32 bits of the fractional parts of a root of the first primes: where the standard takes its constants from. */
const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;

const PRIMES = Array.from({ length: 312 }, (_, n) => n).filter(
	(n) => n > 1 && !Array.from({ length: n }, (_, d) => d).some((d) => d > 1 && n % d === 0),
);
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = Int32Array.from(PRIMES.slice(0, 64).map((prime) => fraction(Math.cbrt(prime))));

const SCHEDULE = new Int32Array(64);

function compress(state: Int32Array, words: Int32Array, at: number): void {
	for (let i = 0; i < 16; i++) SCHEDULE[i] = int(words, at + i);
	for (let i = 16; i < 64; i++) {
		const x = int(SCHEDULE, i - 15);
		const y = int(SCHEDULE, i - 2);
		const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
		const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
		SCHEDULE[i] = (int(SCHEDULE, i - 16) + s0 + int(SCHEDULE, i - 7) + s1) | 0;
	}
	let a = int(state, 0);
	let b = int(state, 1);
	let c = int(state, 2);
	let d = int(state, 3);
	let e = int(state, 4);
	let f = int(state, 5);
	let g = int(state, 6);
	let h = int(state, 7);
	for (let i = 0; i < 64; i++) {
		const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
		const t1 = (h + s1 + ((e & f) ^ (~e & g)) + int(ROUNDS, i) + int(SCHEDULE, i)) | 0;
		const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
		const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
		h = g;
		g = f;
		f = e;
		e = (d + t1) | 0;
		d = c;
		c = b;
		b = a;
		a = (t1 + t2) | 0;
	}
	[a, b, c, d, e, f, g, h].forEach((word, i) => {
		state[i] = (int(state, i) + word) | 0;
	});
}

const int = (words: Int32Array, at: number): number => words[at] ?? 0;
const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** Big-endian words: the bytes, a one, zeros, and the length in bits. */
function padded(bytes: readonly number[]): Int32Array {
	const words = new Int32Array((((bytes.length + 8) >> 6) + 1) * 16);
	[...bytes, 0x80].forEach((byte, i) => {
		words[i >> 2] = int(words, i >> 2) | (byte << (24 - 8 * (i & 3)));
	});
	words[words.length - 1] = (bytes.length * 8) | 0;
	return words;
}

/** A half of a pair without its other half is written as the replacement character, as encoders do. */
function utf8(text: string): readonly number[] {
	const bytes: number[] = [];
	for (const character of text) {
		const point = character.codePointAt(0) ?? 0;
		const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
		if (code < 0x80) bytes.push(code);
		else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
		else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
		else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
	}
	return bytes;
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f);
