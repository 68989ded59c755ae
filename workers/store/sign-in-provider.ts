import * as z from "zod";
import { ConnectionId } from "#knowledge/core/vocabulary/ids.ts";
import { readConnection } from "./settings.ts";
import type { TenantDb } from "./tenant-db.ts";

const OIDC = ConnectionId.parse("oidc");

/** What an account's own sign-in is, without its secret. */
export const OidcSettings = z.strictObject({ issuer: z.string(), clientId: z.string(), domains: z.array(z.string()) });
export type OidcSettings = z.infer<typeof OidcSettings>;

export async function readSignInProvider(db: TenantDb): Promise<OidcSettings | null> {
	const row = await readConnection(db, OIDC);
	return row?.provider === "oidc" ? OidcSettings.parse(JSON.parse(row.settings)) : null;
}

/** With the secret, and with every sign-in that is under way. */
export async function removeSignInProvider(db: TenantDb): Promise<boolean> {
	const [removed] = await db.rows([
		{
			sql: "DELETE FROM connections WHERE tenant = ?1 AND connection = ?2 AND provider = 'oidc' RETURNING connection",
			values: [OIDC],
		},
		{ sql: "DELETE FROM sign_in_flows WHERE tenant = ?1", values: [] },
	]);
	return removed?.length === 1;
}
