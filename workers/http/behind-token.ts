import { type Found, principalOf, type TokenKind } from "#workers/store/access.ts";
import { directory, ownDb, type TenantDb } from "#workers/store/tenant-db.ts";
import { hashToken } from "./tokens.ts";

export type Behind = { readonly db: TenantDb; readonly found: Found; readonly hash: string };

/** Who stands behind a token at this moment, with the rows of their account; `null` for what is not, or no longer, good. */
export async function behindToken(
	env: Parameters<typeof directory>[0],
	token: string,
	kinds: readonly TokenKind[],
	now: number,
): Promise<Behind | null> {
	const hash = hashToken(token);
	const tenant = await directory(env).tenantOfToken(hash);
	if (tenant === null) return null;
	const db = ownDb(env, tenant);
	const found = await principalOf(db, hash, kinds, now);
	return found && { db, found, hash };
}
