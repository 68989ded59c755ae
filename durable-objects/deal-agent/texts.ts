import type { Payload } from "#durable-objects/platform/payloads.ts";
import type { Cell, Vault } from "#durable-objects/platform/vault.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";

/**
 * The texts of a run: each is read some three times, and what a hash names never changes. Together half a megabyte at most.
 * It may be gone, though: whoever erases a text has them forgotten.
 */
const KNOWN_TEXTS_MAX = 64;
const KNOWN_CHARS_MAX = 4_000;
/** What a run has just written and reads in its next stage is short; its inputs are long, and read by people alone. */
const FRESH_CHARS_MAX = 1_000;

/** A text stands under its own salted hash, so that nothing else is ever sealed under that name. */
const cellOf = (hash: string): Cell => ({ record: hash, column: "payloads.body" });

export const sealText = (vault: Vault, { hash, body }: Pick<Payload, "hash" | "body">): string =>
	vault.sealNamed(cellOf(hash), body);

export const openText = (vault: Vault, hash: string, stored: string): string => vault.open(cellOf(hash), stored);

export type DealTexts = ReturnType<typeof dealTexts>;

/** A deal's kept texts, opened as they are read. A vault is there once a call has waited for its keys. */
export function dealTexts(sql: SqlStorage, vault: () => Vault) {
	const known = new Map<Sha256, string>();
	const keep = (hash: Sha256, body: string): void => {
		const [oldest] = known.keys();
		if (known.size >= KNOWN_TEXTS_MAX && oldest) known.delete(oldest);
		known.set(hash, body);
	};
	return {
		lookup(hash: Sha256): string | null {
			const kept = known.get(hash);
			if (kept !== undefined) return kept;
			const [row] = sql.exec<{ body: string }>("SELECT body FROM payloads WHERE hash = ?", hash).toArray();
			if (!row) return null;
			const body = openText(vault(), hash, row.body);
			if (body.length <= KNOWN_CHARS_MAX) keep(hash, body);
			return body;
		},

		payload(hash: Sha256): { salt: string; body: string } | null {
			const [row] = sql
				.exec<{ salt: string; body: string }>("SELECT salt, body FROM payloads WHERE hash = ?", hash)
				.toArray();
			return row ? { salt: row.salt, body: openText(vault(), hash, row.body) } : null;
		},

		/** After the commit that wrote them. */
		remember(payloads: readonly Payload[]): void {
			for (const { hash, body } of payloads) if (body.length <= FRESH_CHARS_MAX && !known.has(hash)) keep(hash, body);
		},

		forget: (): void => known.clear(),

		/** All that may be somebody's: texts that many deals share have no salt, and are ours. */
		*personal(): Generator<{ hash: Sha256; body: string }> {
			const rows = sql.exec<{ hash: string; body: string }>("SELECT hash, body FROM payloads WHERE salt <> ''");
			for (const { hash, body } of rows) yield { hash: Sha256.parse(hash), body: openText(vault(), hash, body) };
		},

		/** Some of those that were written before there were keys. */
		unsealed: (limit: number): readonly { hash: Sha256; body: string }[] =>
			sql
				.exec<{ hash: string; body: string }>(
					"SELECT hash, body FROM payloads WHERE body NOT GLOB 'aa[12].*' LIMIT ?",
					limit,
				)
				.toArray()
				.map(({ hash, body }) => ({ hash: Sha256.parse(hash), body })),
	};
}
