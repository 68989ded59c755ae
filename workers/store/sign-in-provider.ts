import { ProviderView } from "#knowledge/core/contract/operations/identity.ts";
import { ConnectionId } from "#knowledge/core/vocabulary/ids.ts";
import { readConnection } from "./settings.ts";
import type { TenantDb } from "./tenant-db.ts";

export const OIDC = ConnectionId.parse("oidc");

/** What an account's own sign-in is, without its secret: as it is stored, and as it is shown. */
export const OidcSettings = ProviderView;
export type OidcSettings = ProviderView;

export async function readSignInProvider(db: TenantDb): Promise<OidcSettings | null> {
	const row = await readConnection(db, OIDC);
	return row?.provider === "oidc" ? OidcSettings.parse(JSON.parse(row.settings)) : null;
}

/**
 * Changes what is believed of the same house under the same name: asked and written in one statement, so that a secret never
 * meets another house than the one that it was given for. `false`: it is another one, or there is none.
 */
export async function changeSameProvider(db: TenantDb, { issuer, clientId, domains }: OidcSettings): Promise<boolean> {
	const changed = await db.first(
		`UPDATE connections SET settings = ?3 WHERE tenant = ?1 AND connection = ?2 AND provider = 'oidc'
			AND json_extract(settings, '$.issuer') = ?4 AND json_extract(settings, '$.clientId') = ?5 RETURNING connection`,
		OIDC,
		JSON.stringify({ issuer, clientId, domains } satisfies OidcSettings),
		issuer,
		clientId,
	);
	return changed !== null;
}

/** With the secret. A sign-in that is under way finds no house to end at. */
export async function removeSignInProvider(db: TenantDb): Promise<boolean> {
	const removed = await db.first(
		"DELETE FROM connections WHERE tenant = ?1 AND connection = ?2 AND provider = 'oidc' RETURNING connection",
		OIDC,
	);
	return removed !== null;
}
