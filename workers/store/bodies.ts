import { storeAsks } from "#durable-objects/platform/guards.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { bodyCell } from "./cells.ts";
import { NOT_OURS, type TenantDb } from "./tenant-db.ts";

type Bucket = { readonly BODIES: R2Bucket };

/**
 * The only way to R2: large bodies of one tenant, each sealed under the name that it is stored by. A key that is not the
 * tenant's own is refused. Of the object itself nothing is personal: not its name, not its
 * type; what was said of a file stands with the signal that it came with.
 */
export type Bodies = {
	put(key: string, bytes: Uint8Array | string, type: string): Promise<void>;
	get(key: string): Promise<Uint8Array | null>;
	delete(keys: readonly string[]): Promise<void>;
	/** Names of what is stored under this key: the body itself, and what came with it. */
	under(key: string): Promise<readonly string[]>;
	/** Names of what is stored, the first so many. */
	list(limit: number): Promise<readonly string[]>;
};

/** What one request to the bucket may delete. */
const DELETED_MAX = 1_000;

export function bodyStore({ BODIES }: Bucket, db: TenantDb): Bodies {
	const prefix = `t/${db.tenant}/`;
	const own = (key: string): string => {
		if (storeAsks() && !key.startsWith(prefix)) throw new FaultError(NOT_OURS);
		return key;
	};
	return {
		put: async (key, bytes, type) => {
			const vault = await db.vault();
			const plain = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
			await BODIES.put(own(key), vault.sealBytes(bodyCell(key), plain), { httpMetadata: { contentType: type } });
		},
		get: async (key) => {
			const [stored, vault] = await Promise.all([BODIES.get(own(key)), db.vault()]);
			return stored === null ? null : vault.openBytes(bodyCell(key), new Uint8Array(await stored.arrayBuffer()));
		},
		delete: async (keys) => {
			const ours = keys.map(own);
			for (let at = 0; at < ours.length; at += DELETED_MAX) await BODIES.delete(ours.slice(at, at + DELETED_MAX));
		},
		under: async (key) => (await BODIES.list({ prefix: own(key) })).objects.map((each) => each.key),
		list: async (limit) => (await BODIES.list({ prefix, limit })).objects.map((each) => each.key),
	};
}
