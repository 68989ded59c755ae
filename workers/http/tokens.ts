import { hexOf, sha256 } from "#durable-objects/platform/hash.ts";

/** 256 bits; the prefix tells people and secret scanners what they found. */
export function newSecret(prefix: "aa_key" | "aa_session" | "aa_link" | "aa_ticket" | "aa_flow"): {
	token: string;
	hash: string;
} {
	const bytes = crypto.getRandomValues(new Uint8Array(32));
	const token = `${prefix}_${hexOf(bytes)}`;
	return { token, hash: hashToken(token) };
}

/** What is stored in place of a token: with 256 bits behind it, one round of SHA-256 is enough. */
export const hashToken = (token: string): string => sha256(token);

export const isToken = (text: string): boolean => /^aa_(key|session|link|ticket)_[0-9a-f]{64}$/.test(text);
