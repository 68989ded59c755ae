import * as z from "zod";

export const Sha256 = z
	.string()
	.regex(/^[0-9a-f]{64}$/, "must be 64 hex digits")
	.brand<"Sha256">();
export type Sha256 = z.infer<typeof Sha256>;

/** SHA-256 of UTF-8 text, synchronous. The runtime passes it in: the domain has no platform of its own. */
export type Hash = (text: string) => Sha256;

/** Keeps a text and answers the hash that events carry in its place. */
export type Intern = (text: string) => Sha256;

/** Finds a kept text again; `null` once it was erased. */
export type Lookup = (hash: Sha256) => string | null;

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** The first 100 bits of a hash as 20 characters of base 32, for ids that people may have to read. */
export function shortOf(hash: Sha256): string {
	let text = "";
	let bits = 0;
	let held = 0;
	for (let i = 0; i < 25; i++) {
		held = (held << 4) | Number.parseInt(hash.charAt(i), 16);
		bits += 4;
		if (bits < 5) continue;
		bits -= 5;
		text += ALPHABET.charAt((held >> bits) & 31);
		held &= (1 << bits) - 1;
	}
	return text;
}
