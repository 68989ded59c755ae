import { expectDone } from "#durable-objects/platform/answer.ts";
import { createKeyring, type Keyring } from "#durable-objects/platform/keyring.ts";
import { outsideOf } from "#durable-objects/platform/outside.ts";
import type { Vault } from "#durable-objects/platform/vault.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { commitSealed } from "./commit.ts";
import type { DealTexts } from "./texts.ts";

/** Some 10 ms of sealing: what a call may be held up by, for a deal that is older than the keys. */
const SEALED_AT_ONCE = 500;

export type DealKeys = {
	/** Before anything that is synchronous reads or writes a text. `isOpen`: there may be texts of before there were keys. */
	ready(tenant: TenantId, isOpen: boolean): Promise<void>;
	vault(): Vault;
	areThere(): boolean;
	drop(): void;
};

/** The keys of a deal's tenant, in this life of its object. Texts that are older than keys are sealed as it is called. */
export function dealKeys(ctx: DurableObjectState, texts: () => DealTexts): DealKeys {
	let keyring: Keyring | null = null;
	let areThere = false;
	let areSealed = false;
	return {
		async ready(tenant, isOpen) {
			keyring ??= createKeyring(
				async () => expectDone(await outsideOf(ctx, tenant).dataKeys()),
				tenant,
				() => Date.now(),
			);
			const vault = await keyring.ready();
			areThere = true;
			if (isOpen && !areSealed) areSealed = commitSealed(ctx.storage, texts(), { vault, limit: SEALED_AT_ONCE });
		},
		vault() {
			invariant(keyring, "a call waits for the keys before it reads");
			return keyring.vault();
		},
		areThere: () => areThere,
		drop() {
			keyring = null;
			areThere = false;
		},
	};
}
