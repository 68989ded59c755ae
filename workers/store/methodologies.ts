import * as z from "zod";
import { log } from "#durable-objects/platform/log.ts";
import type { MethodologyRow, MethodologyView } from "#knowledge/core/contract/methodology.ts";
import { PACKS_MAX, Pack, type PackId } from "#knowledge/core/methodology/pack.ts";
import { BUILT_IN_PACKS, packsWith } from "#knowledge/methodologies/built-in.ts";
import { raiseVersion } from "./settings-version.ts";
import type { TenantDb } from "./tenant-db.ts";

const Row = z.object({ body: z.string(), updated_at: z.int() });

type OwnPack = { readonly pack: Pack; readonly updatedAt: string };

/** What the tenant has written itself. A row that cannot be read is left out and told: a wrong method must not stop the crew. */
async function readRows(db: TenantDb): Promise<readonly OwnPack[]> {
	const rows = await db.all(
		"SELECT body, updated_at FROM methodologies WHERE tenant = ?1 AND json_valid(body) ORDER BY pack LIMIT ?2",
		PACKS_MAX,
	);
	return z
		.array(Row)
		.parse(rows)
		.flatMap(({ body, updated_at }) => {
			const parsed = Pack.safeParse(JSON.parse(body));
			if (!parsed.success) log.error("a method cannot be read", { issues: parsed.error.issues.length });
			return parsed.success ? [{ pack: parsed.data, updatedAt: new Date(updated_at).toISOString() }] : [];
		});
}

export const readOwnPacks = async (db: TenantDb): Promise<readonly Pack[]> =>
	(await readRows(db)).map(({ pack }) => pack);

const viewOf = (pack: Pack, own: readonly OwnPack[]): MethodologyView => {
	const written = own.find((each) => each.pack.id === pack.id);
	return {
		pack,
		builtIn: BUILT_IN_PACKS.some(({ id }) => id === pack.id),
		own: written !== undefined,
		updatedAt: written?.updatedAt ?? null,
	};
};

async function readAll(db: TenantDb): Promise<readonly MethodologyView[]> {
	const own = await readRows(db);
	return packsWith(own.map(({ pack }) => pack)).map((pack) => viewOf(pack, own));
}

export const listMethodologies = async (db: TenantDb): Promise<MethodologyRow[]> =>
	(await readAll(db)).map(({ pack: { id, name, purpose, active, fields }, ...standing }) => ({
		id,
		name,
		purpose,
		active,
		fields: fields.length,
		...standing,
	}));

export const readMethodology = async (db: TenantDb, pack: PackId): Promise<MethodologyView | null> =>
	(await readAll(db)).find((each) => each.pack.id === pack) ?? null;

/** Creates or replaces. `false`: the tenant has as many as it may. */
export async function writeMethodology(db: TenantDb, pack: Pack, now: number): Promise<boolean> {
	const [written] = await db.rows([
		{
			sql: `INSERT INTO methodologies (tenant, pack, body, updated_at) SELECT ?1, ?2, ?3, ?4
				WHERE (SELECT COUNT(*) FROM methodologies AS m WHERE m.tenant = ?1 AND m.pack <> ?2) < ?5
				ON CONFLICT (tenant, pack) DO UPDATE SET body = ?3, updated_at = ?4 RETURNING pack`,
			values: [pack.id, JSON.stringify(pack), now, PACKS_MAX],
		},
		raiseVersion,
	]);
	return (written ?? []).length > 0;
}

/** `false`: there was none of the tenant's own. */
export async function removeMethodology(db: TenantDb, pack: PackId): Promise<boolean> {
	const [removed] = await db.rows([
		{ sql: "DELETE FROM methodologies WHERE tenant = ?1 AND pack = ?2 RETURNING pack", values: [pack] },
		raiseVersion,
	]);
	return (removed ?? []).length > 0;
}
