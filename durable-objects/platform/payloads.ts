import type { Hash, Intern, Lookup, Sha256 } from "#knowledge/core/vocabulary/hash.ts";

/** A text on its way into storage, or out of it. `salt` is empty for texts that are nobody's, such as a prompt's stable prefix. */
export type Payload = { readonly hash: Sha256; readonly salt: string; readonly body: string };

export type PayloadBatch = {
	/** Keeps a personal text: hashed behind a salt of its own. */
	readonly intern: Intern;
	/** Keeps a text that repeats and is nobody's: the same text has one hash, and is stored once. */
	readonly internShared: Intern;
	readonly lookup: Lookup;
	/** What the commit has to write. */
	readonly pending: () => readonly Payload[];
};

export const payloadHash = (hash: Hash, salt: string, body: string): Sha256 => hash(`${salt}\n${body}`);

/** The texts of one turn: what it keeps is found again at once, and written with its commit or not at all. */
export function beginPayloads(stored: Lookup, deps: { hash: Hash; salt: () => string }): PayloadBatch {
	const kept = new Map<Sha256, Payload>();
	const keep = (salt: string, body: string): Sha256 => {
		const hash = payloadHash(deps.hash, salt, body);
		kept.set(hash, { hash, salt, body });
		return hash;
	};
	return {
		intern: (body) => keep(deps.salt(), body),
		internShared: (body) => keep("", body),
		lookup: (hash) => kept.get(hash)?.body ?? stored(hash),
		pending: () => [...kept.values()],
	};
}
