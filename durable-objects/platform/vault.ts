import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { SECOND_MS } from "#knowledge/core/vocabulary/time.ts";

/** Where a text stands: the row's own id, and the column with its table, such as «contacts.name». */
export type Cell = { readonly record: string; readonly column: string };

/** A tenant's data keys, 32 bytes each. A key is written with from `activeFrom` on, and read with for ever. */
export type DataKeys = readonly { readonly version: number; readonly activeFrom: number; readonly key: Uint8Array }[];

/**
 * Seals what a tenant keeps: AES-256-GCM under its own data key. The tenant, the cell and the key's version are the
 * additional data, so that a sealed text opens where it was sealed and nowhere else.
 */
export type Vault = {
	seal(cell: Cell, text: string): string;
	/** For a record that is named by the SHA-256, in hex, of its own salted text, so that no other text is ever sealed under that name. */
	sealNamed(cell: Cell, text: string): string;
	/** A text without the mark was stored before there were keys, and is given back as it stands. Throws where it was altered or moved. */
	open(cell: Cell, stored: string): string;
	sealBytes(cell: Cell, bytes: Uint8Array): Uint8Array;
	openBytes(cell: Cell, stored: Uint8Array): Uint8Array;
};

/**
 * How long whoever holds keys holds them. The Worker's memory and an object's stand behind one another, so twice this has
 * to be less than the time for which a new key is announced.
 */
export const KEYS_TTL_MS = 20 * SECOND_MS;

const MARK = "aa1.";
const NAMED = "aa2.";
const NONCE_BYTES = 12;
const NAME = /^[0-9a-f]{64}$/;
const TAG_BYTES = 16;
/** «AA1», a zero, and the key's version as four bytes. */
const HEAD_BYTES = 8;
const HEAD = Uint8Array.of(0x41, 0x41, 0x31, 0);

/**
 * The same text in the same cell under the same key is the same sealed text: the nonce is a keyed hash of both, so that
 * rows can be compared without opening them, and a nonce comes again only with the very text that it came with. 96 bits of
 * a keyed hash meet by chance as random ones do: some 2^32 texts may stand under one key, and a rotation begins anew.
 * Sealing and naming have a key each, derived from the data key, which is itself random. Synchronous, because a turn and
 * its commit are.
 */
export function createVault(
	tenant: TenantId,
	keys: DataKeys,
	now: () => number,
	{ onUnknownKey }: { readonly onUnknownKey?: () => void } = {},
): Vault {
	const derived = new Map(keys.map(({ version, key }) => [version, derive(key)]));
	const inOrder = [...keys].sort((a, b) => b.version - a.version);
	// The first key was announced to nobody, for nobody was there: a clock that is behind seals with it all the same.
	const current = (): number => {
		const usable = inOrder.find(({ activeFrom }) => activeFrom <= now()) ?? inOrder.at(-1);
		if (!usable) throw new FaultError(KEY_MISSING);
		return usable.version;
	};
	const of = (version: number): Derived => {
		const found = derived.get(version);
		if (found) return found;
		onUnknownKey?.();
		throw new FaultError(KEY_MISSING);
	};
	const about = ({ record, column }: Cell, version: number) =>
		Buffer.from(JSON.stringify([tenant, record, column, version]), "utf8");

	const encrypt = (cell: Cell, version: number, bytes: Uint8Array) => {
		const { enc, nonce } = of(version);
		const aad = about(cell, version);
		const iv = createHmac("sha256", nonce)
			.update(`${aad.byteLength}:`)
			.update(aad)
			.update(bytes)
			.digest()
			.subarray(0, NONCE_BYTES);
		const cipher = createCipheriv("aes-256-gcm", enc, iv, { authTagLength: TAG_BYTES });
		cipher.setAAD(aad);
		// workerd takes an empty last piece for a broken one.
		const body = bytes.byteLength === 0 ? bytes : cipher.update(bytes);
		return Buffer.concat([iv, body, cipher.final(), cipher.getAuthTag()]);
	};

	const openWith = (
		key: KeyObject,
		sealed: Uint8Array,
		{ iv, aad }: { readonly iv: Uint8Array; readonly aad: Buffer },
	) => {
		if (sealed.byteLength < TAG_BYTES) throw new FaultError(ALTERED);
		const end = sealed.byteLength - TAG_BYTES;
		const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
		decipher.setAAD(aad);
		decipher.setAuthTag(sealed.subarray(end));
		try {
			return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
		} catch {
			throw new FaultError(ALTERED);
		}
	};

	const decrypt = (cell: Cell, version: number, sealed: Uint8Array) => {
		if (sealed.byteLength < NONCE_BYTES) throw new FaultError(ALTERED);
		const at = { iv: sealed.subarray(0, NONCE_BYTES), aad: about(cell, version) };
		return openWith(of(version).enc, sealed.subarray(NONCE_BYTES), at);
	};

	/**
	 * The name and the column are the whole nonce: GCM derives its counter from all their bytes and the key, which seals
	 * nothing but named texts. It costs two thirds of a keyed hash of the text, and a turn seals some thirty texts.
	 */
	const sealNamed = (cell: Cell, text: string): string => {
		const version = current();
		const cipher = createCipheriv("aes-256-gcm", of(version).named, nonceOfName(cell), { authTagLength: TAG_BYTES });
		cipher.setAAD(about(cell, version));
		const body = text === "" ? Buffer.alloc(0) : cipher.update(text, "utf8");
		cipher.final();
		return `${NAMED}${version}.${body.toString("base64")}.${Buffer.from(cipher.getAuthTag()).toString("base64")}`;
	};

	const openNamed = (cell: Cell, stored: string): string => {
		const [, version, ...parts] = SEALED_NAMED.exec(stored) ?? [];
		const bytes = parts.map((part) => Buffer.from(part, "base64"));
		if (version === undefined || bytes.some((each, i) => each.toString("base64") !== parts[i]))
			throw new FaultError(ALTERED);
		const at = { iv: nonceOfName(cell), aad: about(cell, Number(version)) };
		return openWith(of(Number(version)).named, Buffer.concat(bytes), at).toString("utf8");
	};

	return {
		sealNamed,
		seal: (cell, text) => {
			const version = current();
			return `${MARK}${version}.${encrypt(cell, version, Buffer.from(text, "utf8")).toString("base64url")}`;
		},
		open: (cell, stored) => {
			if (!isSealed(stored)) return stored;
			if (stored.startsWith(NAMED)) return openNamed(cell, stored);
			const [, version, body] = SEALED.exec(stored) ?? [];
			const sealed = Buffer.from(body ?? "", "base64url");
			// One sealed text is written in one way: the decoder would pass over what does not belong there.
			if (version === undefined || sealed.toString("base64url") !== body) throw new FaultError(ALTERED);
			return decrypt(cell, Number(version), sealed).toString("utf8");
		},
		sealBytes: (cell, bytes) => {
			const version = current();
			const head = Buffer.alloc(HEAD_BYTES);
			head.set(HEAD);
			head.writeUInt32BE(version, HEAD.length);
			return Buffer.concat([head, encrypt(cell, version, bytes)]);
		},
		openBytes: (cell, stored) => {
			if (!HEAD.every((byte, i) => stored[i] === byte)) return stored;
			if (stored.byteLength < HEAD_BYTES) throw new FaultError(ALTERED);
			const version = new DataView(stored.buffer, stored.byteOffset, stored.byteLength).getUint32(HEAD.length);
			return decrypt(cell, version, stored.subarray(HEAD_BYTES));
		},
	};
}

/** Whether it bears the mark: what does and cannot be read as one was altered. */
export const isSealed = (stored: string): boolean => /^aa[12]\.\d+\./.test(stored);
const SEALED = /^aa1\.([1-9]\d{0,8})\.([A-Za-z0-9_-]+)$/;

const SEALED_NAMED = /^aa2\.([1-9]\d{0,8})\.([A-Za-z0-9+/]*={0,2})\.([A-Za-z0-9+/]{22}==)$/;

function nonceOfName({ record, column }: Cell): Buffer {
	if (!NAME.test(record)) throw new FaultError(ALTERED);
	return Buffer.from(`${record}${column}`, "utf8");
}

/** A key for each way of choosing nonces: so no way has to know of the others'. As key objects: bytes become one in every use. */
type Derived = { readonly enc: KeyObject; readonly nonce: Buffer; readonly named: KeyObject };
const derive = (key: Uint8Array): Derived => ({
	enc: createSecretKey(mac(key, "seal")),
	nonce: mac(key, "nonce"),
	named: createSecretKey(mac(key, "seal-named")),
});
const mac = (key: Uint8Array, purpose: string): Buffer => createHmac("sha256", key).update(purpose).digest();

export const KEY_MISSING = {
	code: "key-missing",
	retry: { when: "later", afterMs: 5_000 },
	summary: "the tenant has no such data key",
} as const;
const ALTERED = {
	code: "sealed-altered",
	retry: { when: "never" },
	summary: "a sealed text was altered, or moved",
} as const;
