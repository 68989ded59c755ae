import { env } from "cloudflare:workers";
import type { Vault } from "#durable-objects/platform/vault.ts";
import { bodyStore } from "#workers/store/bodies.ts";
import { type TenantDb, tenantDb } from "#workers/store/tenant-db.ts";
import type { TestTenant } from "./tenant.setup.ts";

export const dbOf = ({ tenant }: Pick<TestTenant, "tenant">): TenantDb => tenantDb(env, tenant, tenant);

/** What a tenant's own texts are sealed and opened with. */
export const vaultOf = (at: Pick<TestTenant, "tenant">): Promise<Vault> => dbOf(at).vault();

/** The large bodies of a tenant, as whoever has its keys reads them. */
export const bodiesOf = (at: Pick<TestTenant, "tenant">) => bodyStore(env, dbOf(at));

export async function bodyText(at: Pick<TestTenant, "tenant">, key: string): Promise<string | undefined> {
	const bytes = await bodiesOf(at).get(key);
	return bytes === null ? undefined : new TextDecoder().decode(bytes);
}
