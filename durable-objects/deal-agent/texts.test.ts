import { expect, test } from "vitest";
import type { Vault } from "#durable-objects/platform/vault.ts";
import { sha256 } from "#knowledge/core/testing/sha256.ts";
import { dealTexts } from "./texts.ts";

/** Storage that only knows texts by hash, and counts how often it is asked. */
function storageOf(texts: Map<string, string>) {
	let asked = 0;
	const exec = (_query: string, hash: string) => {
		asked += 1;
		const body = texts.get(hash);
		return { toArray: () => (body === undefined ? [] : [{ body }]) };
	};
	return { sql: { exec } as unknown as SqlStorage, asked: () => asked };
}

/** Nothing here is sealed. */
const clear = (): Vault => ({ open: (_cell: unknown, stored: string) => stored }) as Vault;

const name = (n: number) => sha256(`text ${n}`);

test("[INV10] a kept text is read once, and one that is not there is looked for again", () => {
	const texts = new Map([[name(1), "kept"]]);
	const { sql, asked } = storageOf(texts);
	const { lookup } = dealTexts(sql, clear);
	expect([lookup(name(1)), lookup(name(1)), asked()]).toEqual(["kept", "kept", 1]);
	expect(lookup(name(2))).toBeNull();
	texts.set(name(2), "came later");
	expect(lookup(name(2))).toBe("came later");
});

test.each([
	[64, 64],
	[65, 66],
])("[INV10] of %i texts read one after another, the first is remembered only while there is room", (count, reads) => {
	const { sql, asked } = storageOf(new Map(Array.from({ length: count }, (_, n) => [name(n), `body ${n}`])));
	const { lookup } = dealTexts(sql, clear);
	for (let n = 0; n < count; n++) lookup(name(n));
	expect(lookup(name(0))).toBe("body 0");
	expect(asked()).toBe(reads);
});

test.each([
	[4_000, 1],
	[4_001, 2],
])("[INV10] a text of %i characters, asked for twice, is read %i times", (chars, reads) => {
	const { sql, asked } = storageOf(new Map([[name(1), "x".repeat(chars)]]));
	const { lookup } = dealTexts(sql, clear);
	expect(lookup(name(1))).toBe(lookup(name(1)));
	expect(asked()).toBe(reads);
});
