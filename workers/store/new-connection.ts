import { hexOf } from "#durable-objects/platform/hash.ts";
import { createVault } from "#durable-objects/platform/vault.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { credentialsCell } from "./cells.ts";
import { newDataKey, unwrapDataKeys } from "./data-keys.ts";
import type { Statement } from "./statement.ts";

const SECRET_BYTES = 32;

/**
 * What a new tenant must have before its first mail: a data key, and a connection for mail with secrets of its own, sealed
 * under that key. The secrets are made here, and are seen by nobody: reading them is the gateway's alone.
 */
export async function newKeyAndMail(
	env: Pick<Cloudflare.Env, "MASTER_KEYS">,
	tenant: TenantId,
	now: number,
): Promise<readonly Statement[]> {
	const dataKey = await newDataKey(env, tenant, { version: 1, activeFrom: now });
	const vault = createVault(tenant, await unwrapDataKeys(env, tenant, [dataKey]), () => now);
	const sealed = vault.seal(credentialsCell("mail"), JSON.stringify({ replySecret: secret(), pepper: secret() }));
	return [
		dataKey,
		{
			sql: `INSERT INTO connections (tenant, connection, provider, settings, credentials, created_at)
				VALUES (?1, 'mail', 'mail', '{}', ?2, ?3)`,
			values: [sealed, now],
		},
	];
}

const secret = (): string => hexOf(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
