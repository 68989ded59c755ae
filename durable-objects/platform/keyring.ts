import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { createVault, type DataKeys, KEY_MISSING, KEYS_TTL_MS, type Vault } from "./vault.ts";

/** What an object holds of its tenant's data keys: in memory alone, so that nothing in its storage can open its storage. */
export type Keyring = {
	/** At the beginning of a call, before what is synchronous. Asks again where the keys are old, or one was unknown. */
	ready(): Promise<Vault>;
	/** For the synchronous part of a call that has waited for `ready`. */
	vault(): Vault;
};

export function createKeyring(load: () => Promise<DataKeys>, tenant: TenantId, now: () => number): Keyring {
	let held: { readonly vault: Vault; readonly readAt: number } | null = null;
	let isStale = true;

	const isFresh = (): boolean => {
		const age = held === null ? null : now() - held.readAt;
		return !isStale && age !== null && age >= 0 && age < KEYS_TTL_MS;
	};

	const refresh = async (): Promise<void> => {
		const keys = await load();
		const vault = createVault(tenant, keys, now, {
			onUnknownKey: () => {
				isStale = true;
			},
		});
		held = { vault, readAt: now() };
		isStale = false;
	};

	const vault = (): Vault => {
		if (held === null) throw new FaultError(KEY_MISSING);
		return held.vault;
	};

	return {
		vault,
		ready: async () => {
			if (isFresh()) return vault();
			try {
				await refresh();
			} catch (error) {
				if (!(error instanceof FaultError)) throw error;
				// The tenant has none any more: what was sealed with them is gone.
				if (error.fault.code === KEY_MISSING.code) held = null;
				// Keys never change: those at hand open all that they ever did, and what an older one sealed is read by everybody.
				if (held === null) throw error;
			}
			return vault();
		},
	};
}
