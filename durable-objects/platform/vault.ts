import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";

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
	/** A text without the mark was stored before there were keys, and is given back as it stands. Throws where it was altered or moved. */
	open(cell: Cell, stored: string): string;
	sealBytes(cell: Cell, bytes: Uint8Array): Uint8Array;
	openBytes(cell: Cell, stored: Uint8Array): Uint8Array;
};

const MARK = "aa1.";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** «AA1», a zero, and the key's version as four bytes. */
const HEAD_BYTES = 8;
const HEAD = Uint8Array.of(0x41, 0x41, 0x31, 0);

/**
 * The same text in the same cell under the same key is the same sealed text: the nonce is a keyed hash of both (as in
 * RFC 8452's reasoning), so that nothing repeats a nonce but a repetition, and rows can be compared without opening them.
 * Synchronous, because a turn and its commit are.
 */
export function createVault(tenant: TenantId, keys: DataKeys, now: () => number): Vault {
	const derived = new Map(
		keys.map(({ version, key }) => [version, { enc: mac(key, "seal"), nonce: mac(key, "nonce") }]),
	);
	const current = (): number => {
		const usable = keys.filter(({ activeFrom }) => activeFrom <= now()).map(({ version }) => version);
		if (usable.length === 0) throw new FaultError(KEY_MISSING);
		return Math.max(...usable);
	};
	const of = (version: number) => {
		const found = derived.get(version);
		if (!found) throw new FaultError(KEY_MISSING);
		return found;
	};
	const about = ({ record, column }: Cell, version: number) =>
		Buffer.from([tenant, record, column, String(version)].join("\u001f"), "utf8");

	const encrypt = (cell: Cell, version: number, bytes: Uint8Array) => {
		const { enc, nonce } = of(version);
		const aad = about(cell, version);
		const iv = createHmac("sha256", nonce).update(aad).update("\u001e").update(bytes).digest().subarray(0, NONCE_BYTES);
		const cipher = createCipheriv("aes-256-gcm", enc, iv);
		cipher.setAAD(aad);
		return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
	};

	const decrypt = (cell: Cell, version: number, sealed: Uint8Array) => {
		if (sealed.byteLength < NONCE_BYTES + TAG_BYTES) throw new FaultError(ALTERED);
		const { enc } = of(version);
		const decipher = createDecipheriv("aes-256-gcm", enc, sealed.subarray(0, NONCE_BYTES));
		decipher.setAAD(about(cell, version));
		decipher.setAuthTag(sealed.subarray(sealed.byteLength - TAG_BYTES));
		const body = decipher.update(sealed.subarray(NONCE_BYTES, sealed.byteLength - TAG_BYTES));
		try {
			return Buffer.concat([body, decipher.final()]);
		} catch {
			throw new FaultError(ALTERED);
		}
	};

	return {
		seal: (cell, text) => {
			const version = current();
			return `${MARK}${version}.${encrypt(cell, version, Buffer.from(text, "utf8")).toString("base64url")}`;
		},
		open: (cell, stored) => {
			if (!isSealed(stored)) return stored;
			const [, version = "", body = ""] = stored.split(".");
			return decrypt(cell, Number(version), Buffer.from(body, "base64url")).toString("utf8");
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
			const version = new DataView(stored.buffer, stored.byteOffset, stored.byteLength).getUint32(HEAD.length);
			return decrypt(cell, version, stored.subarray(HEAD_BYTES));
		},
	};
}

export const isSealed = (stored: string): boolean => /^aa1\.\d+\./.test(stored);

const mac = (key: Uint8Array, purpose: string) => createHmac("sha256", key).update(purpose).digest();

const KEY_MISSING = {
	code: "key-missing",
	retry: { when: "later", afterMs: 5_000 },
	summary: "the tenant has no such data key",
} as const;
const ALTERED = {
	code: "sealed-altered",
	retry: { when: "never" },
	summary: "a sealed text was altered, or moved",
} as const;
