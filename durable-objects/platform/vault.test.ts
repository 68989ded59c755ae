import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { createKeyring } from "./keyring.ts";
import { type Cell, createVault, type DataKeys, isSealed, KEY_MISSING, KEYS_TTL_MS } from "./vault.ts";

const OURS = TenantId.parse("ours");
const THEIRS = TenantId.parse("theirs");
const CELL: Cell = { record: "c-1", column: "contacts.name" };
const at = (time: number) => () => time;
const key = (version: number, activeFrom: number) => ({
	version,
	activeFrom,
	key: new Uint8Array(32).map((_, i) => (i * 7 + version) % 256),
});
const KEYS: DataKeys = [key(1, 0), key(2, 1_000)];
const vault = (tenant = OURS, now = 0, keys = KEYS) => createVault(tenant, keys, at(now));

const faultOf = (work: () => unknown): string => {
	try {
		work();
	} catch (error) {
		if (error instanceof FaultError) return error.fault.code;
		throw error;
	}
	return "none";
};

describe("what is sealed", () => {
	const MEGABYTE = "Mara Ellingsen, 42 ".repeat(55_189).slice(0, 1024 * 1024);
	test.each([
		["nothing", ""],
		["a word", "Mara"],
		["letters of all kinds", "Zoë 😀 \u0000 ‮ אב 日本\u{10ffff}"],
		["what looks sealed", "aa1.1.AAAA"],
		["a megabyte", MEGABYTE],
	])("[SEC27] opens as it was: %s", (_what, text) => {
		const sealed = vault().seal(CELL, text);
		expect(isSealed(sealed)).toBe(true);
		expect(sealed === text || (text !== "" && sealed.includes(text))).toBe(false);
		expect(vault().open(CELL, sealed) === text).toBe(true);
		const bytes = new TextEncoder().encode(text);
		const sealedBytes = vault().sealBytes(CELL, bytes);
		expect(Buffer.compare(vault().openBytes(CELL, sealedBytes), bytes)).toBe(0);
	});

	test("[SEC27] half a letter is no text, and is kept as UTF-8 keeps it", () => {
		expect(vault().open(CELL, vault().seal(CELL, "a\ud800b"))).toBe("a\ufffdb");
	});

	test("[SEC27] bytes that are not their buffer's first open as well", () => {
		const sealed = vault().sealBytes(CELL, Uint8Array.of(1, 2, 3));
		const within = new Uint8Array([9, 9, ...sealed, 9]).subarray(2, 2 + sealed.byteLength);
		expect([...vault().openBytes(CELL, within)]).toEqual([1, 2, 3]);
	});

	test("[SEC27] the same text is the same sealed text in its cell under its key, and another one anywhere else", () => {
		const everywhere = [
			vault().seal(CELL, "Mara"),
			vault().seal(CELL, "Mare"),
			vault(OURS, 1_000).seal(CELL, "Mara"),
			vault(THEIRS).seal(CELL, "Mara"),
			vault().seal({ ...CELL, record: "c-2" }, "Mara"),
			vault().seal({ ...CELL, column: "contacts.title" }, "Mara"),
		];
		expect(vault().seal(CELL, "Mara")).toBe(everywhere[0]);
		const nonces = everywhere.map((sealed) => sealed.split(".")[2]?.slice(0, 16));
		expect(new Set(nonces).size).toBe(everywhere.length);
	});

	test("[SEC27] what is before the mark's time is given back as it stands", () => {
		for (const text of ["", "Mara", "aa1", "aa1.", "aa1.x.y", "aa3.1.AAAA"])
			expect(vault().open(CELL, text)).toBe(text);
		for (const bytes of [[], [0x41], [0x41, 0x41, 0x31], [0x41, 0x41, 0x31, 1, 0, 0, 0, 1]])
			expect([...vault().openBytes(CELL, Uint8Array.from(bytes))]).toEqual(bytes);
	});
});

describe("what was altered or moved", () => {
	const sealed = vault().seal(CELL, "Mara");
	const bytes = vault().sealBytes(CELL, new TextEncoder().encode("Mara"));

	test.each([
		["tenants", vault(THEIRS), CELL],
		["records", vault(), { ...CELL, record: "c-2" }],
		["columns", vault(), { ...CELL, column: "contacts.address" }],
		["a name and the line between names", vault(), { record: "c-1\u001fcontacts.name", column: "" }],
	])("[SEC27] is refused between %s", (_what, other, cell) => {
		expect(faultOf(() => other.open(cell, sealed))).toBe("sealed-altered");
		expect(faultOf(() => other.openBytes(cell, bytes))).toBe("sealed-altered");
	});

	test("[SEC27] is refused between versions of the key", () => {
		expect(faultOf(() => vault().open(CELL, sealed.replace("aa1.1.", "aa1.2.")))).toBe("sealed-altered");
		expect(
			faultOf(() =>
				vault().openBytes(
					CELL,
					bytes.map((byte, i) => (i === 7 ? 2 : byte)),
				),
			),
		).toBe("sealed-altered");
		const another = createVault(OURS, [{ ...key(1, 0), key: new Uint8Array(32) }], at(0));
		expect(faultOf(() => another.open(CELL, sealed))).toBe("sealed-altered");
	});

	test("[SEC27] is refused wherever a bit was turned", () => {
		for (let i = 8; i < bytes.byteLength; i++)
			for (const bit of [1, 128])
				expect(
					faultOf(() =>
						vault().openBytes(
							CELL,
							bytes.map((byte, at) => (at === i ? byte ^ bit : byte)),
						),
					),
					`${i}`,
				).toBe("sealed-altered");
	});

	test("[SEC27] is refused whichever letter is another one, also where the decoder would not notice", () => {
		const head = "aa1.1.".length;
		for (let i = head; i < sealed.length; i++)
			for (const letter of ["A", "B", "_", "*", ".", "=", "\n", "é"])
				if (sealed[i] !== letter)
					expect(
						faultOf(() => vault().open(CELL, sealed.slice(0, i) + letter + sealed.slice(i + 1))),
						`${i}`,
					).toBe("sealed-altered");
		for (const more of ["A", "=", ".", ".AAAA", " ", "\n"])
			expect(
				faultOf(() => vault().open(CELL, sealed + more)),
				more,
			).toBe("sealed-altered");
		expect(faultOf(() => vault().open(CELL, sealed.replace("aa1.1.", "aa1.01.")))).toBe("sealed-altered");
	});

	test("[SEC27] is refused wherever it was cut", () => {
		for (let length = "aa1.1.".length; length < sealed.length; length++)
			expect(
				faultOf(() => vault().open(CELL, sealed.slice(0, length))),
				`${length}`,
			).toBe("sealed-altered");
		for (let length = 4; length < bytes.byteLength; length++)
			expect(
				faultOf(() => vault().openBytes(CELL, bytes.subarray(0, length))),
				`${length}`,
			).toBe("sealed-altered");
	});

	test("[SEC35] no fault tells anything of the text", () => {
		expect.assertions(2);
		try {
			vault(THEIRS).open(CELL, sealed);
		} catch (error) {
			expect(String(error)).not.toContain("Mara");
			expect(String(error)).not.toContain(sealed.slice(6, 20));
		}
	});
});

describe("what is named by its own hash", () => {
	const NAME = "ab".repeat(32);
	const NAMED: Cell = { record: NAME, column: "payloads.body" };

	test.each([
		["", "nothing"],
		["Mara 😀", "a word"],
		["x".repeat(100_000), "a long text"],
	])("[SEC27] opens as it was", (text) => {
		const sealed = vault().sealNamed(NAMED, text);
		expect(isSealed(sealed)).toBe(true);
		expect(vault().open(NAMED, sealed) === text).toBe(true);
		expect(vault(OURS, 1_000).open(NAMED, sealed) === text).toBe(true);
	});

	test("[SEC27] shares no stream with another column, version or name", () => {
		const text = "\u0000".repeat(48);
		const all = [
			vault().sealNamed(NAMED, text),
			vault().sealNamed({ ...NAMED, column: "payloads.salt" }, text),
			vault(OURS, 1_000).sealNamed(NAMED, text),
			vault().sealNamed({ ...NAMED, record: "cd".repeat(32) }, text),
		];
		expect(new Set(all.map((each) => each.split(".")[2]?.slice(0, 64))).size).toBe(all.length);
	});

	test("[SEC27] is refused elsewhere, altered, cut, or under a name that is no hash", () => {
		const sealed = vault().sealNamed(NAMED, "Mara");
		const moved = [
			{ ...NAMED, column: "payloads.salt" },
			{ ...NAMED, record: "cd".repeat(32) },
			{ ...NAMED, record: "c-1" },
		];
		for (const cell of moved) expect(faultOf(() => vault().open(cell, sealed))).toBe("sealed-altered");
		expect(faultOf(() => vault(THEIRS).open(NAMED, sealed))).toBe("sealed-altered");
		expect(faultOf(() => vault().open(NAMED, sealed.replace("aa2.1.", "aa2.2.")))).toBe("sealed-altered");
		expect(faultOf(() => vault().open(NAMED, sealed.replace("aa2.", "aa1.")))).toBe("sealed-altered");
		for (let i = "aa2.1.".length; i < sealed.length; i++) {
			const letter = sealed[i] === "A" ? "B" : "A";
			expect(faultOf(() => vault().open(NAMED, sealed.slice(0, i) + letter + sealed.slice(i + 1)))).toBe(
				"sealed-altered",
			);
			expect(faultOf(() => vault().open(NAMED, sealed.slice(0, i)))).toBe("sealed-altered");
		}
	});
});

describe("which key", () => {
	test.each([
		[999, 1],
		[1_000, 2],
		[1_001, 2],
	])("[SEC27] at %i ms it is version %i that seals", (now, version) => {
		expect(vault(OURS, now).seal(CELL, "x")).toMatch(new RegExp(`^aa1\\.${version}\\.`));
		expect(vault(OURS, now).sealBytes(CELL, Uint8Array.of())[7]).toBe(version);
	});

	test("[SEC27] a clock that is behind the first key seals with the first key", () => {
		expect(vault(OURS, 5, [key(2, 20), key(1, 10)]).seal(CELL, "x")).toMatch(/^aa1\.1\./);
	});

	test("[SEC27] a clock that goes back seals with the older key, and reads both", () => {
		let now = 1_000;
		const moving = createVault(OURS, KEYS, () => now);
		const newer = moving.seal(CELL, "x");
		now = 0;
		expect(moving.seal(CELL, "x")).not.toBe(newer);
		expect(moving.open(CELL, newer)).toBe("x");
	});

	test("[SEC27] no key opens nothing and seals nothing; an unknown one says so to whoever holds the keys", () => {
		expect(faultOf(() => vault(OURS, 0, []).seal(CELL, "x"))).toBe("key-missing");
		const told: number[] = [];
		const old = createVault(OURS, [key(1, 0)], at(0), { onUnknownKey: () => told.push(1) });
		expect(faultOf(() => old.open(CELL, vault(OURS, 1_000).seal(CELL, "x")))).toBe("key-missing");
		expect(faultOf(() => old.openBytes(CELL, vault(OURS, 1_000).sealBytes(CELL, Uint8Array.of(1))))).toBe(
			"key-missing",
		);
		expect(told).toHaveLength(2);
	});
});

describe("an object's keys", () => {
	function ring(answers: (DataKeys | FaultError)[]) {
		let now = 1_000_000;
		let asked = 0;
		const keyring = createKeyring(
			() => {
				const next = answers[Math.min(asked++, answers.length - 1)];
				return next instanceof FaultError ? Promise.reject(next) : Promise.resolve(next ?? []);
			},
			OURS,
			() => now,
		);
		return { keyring, asked: () => asked, pass: (ms: number) => (now += ms) };
	}
	const AWAY = new FaultError({ code: "internal", retry: { when: "later", afterMs: 1 }, summary: "away" });
	const GONE = new FaultError(KEY_MISSING);

	test("[SEC27] are not there before they were waited for", () => {
		expect(faultOf(() => ring([KEYS]).keyring.vault())).toBe("key-missing");
	});

	test.each([
		[KEYS_TTL_MS - 1, 1],
		[KEYS_TTL_MS, 2],
		[-1, 2],
	])("[SEC27] after %i ms they were asked for %i times", async (ms, times) => {
		const { keyring, asked, pass } = ring([KEYS]);
		await keyring.ready();
		pass(ms);
		await keyring.ready();
		expect(asked()).toBe(times);
		expect(keyring.vault().open(CELL, vault().seal(CELL, "x"))).toBe("x");
	});

	test("[SEC27] are asked for again at once when one was unknown", async () => {
		const { keyring, asked } = ring([[key(1, 0)], KEYS]);
		const sealed = vault(OURS, 1_000).seal(CELL, "x");
		await keyring.ready();
		expect(faultOf(() => keyring.vault().open(CELL, sealed))).toBe("key-missing");
		expect((await keyring.ready()).open(CELL, sealed)).toBe("x");
		expect(asked()).toBe(2);
	});

	test("[SEC27] stay while the gateway is away, and go when the tenant has none any more", async () => {
		const { keyring, pass } = ring([KEYS, AWAY, GONE]);
		await keyring.ready();
		pass(KEYS_TTL_MS);
		expect((await keyring.ready()).open(CELL, vault().seal(CELL, "x"))).toBe("x");
		await expect(keyring.ready()).rejects.toThrow("key-missing");
		expect(faultOf(() => keyring.vault())).toBe("key-missing");
	});

	test("[SEC27] that never came are a fault", async () => {
		await expect(ring([AWAY]).keyring.ready()).rejects.toThrow("internal");
	});
});
