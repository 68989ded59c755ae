import * as z from "zod";
import { UserId } from "#knowledge/core/vocabulary/ids.ts";
import type { Role } from "#knowledge/core/vocabulary/principal.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { raiseVersion } from "./settings-version.ts";
import type { TenantDb } from "./tenant-db.ts";

/** The region whose desk this person keeps at this moment, as its human or for them. */
export const deskOf = (person: string): string =>
	`(SELECT d.region FROM region_desks AS d WHERE d.tenant = ?1 AND ((d.acting = 'human' AND d.human = ${person})
		OR (d.acting = 'deputy' AND d.deputy = ${person})) LIMIT 1)`;

/** The role of a region's human is the desk's to give; every other one stands with the person. */
export const rolesOf = (stored: readonly Role[], desk: Region | null): readonly Role[] => [
	...stored.filter((role) => role !== "regional-human"),
	...(desk === null ? [] : (["regional-human"] as const)),
];

const Desk = z.object({
	region: Region,
	human: UserId,
	deputy: UserId.nullable(),
	acting: z.enum(["human", "deputy"]),
});
export type Desk = z.infer<typeof Desk>;

export const actorOf = ({ human, deputy, acting }: Desk): UserId => (acting === "deputy" && deputy ? deputy : human);

export const listDesks = async (db: TenantDb): Promise<readonly Desk[]> =>
	z
		.array(Desk)
		.parse(
			await db.all("SELECT region, human, deputy, acting FROM region_desks WHERE tenant = ?1 ORDER BY region LIMIT 20"),
		);

/**
 * Who decides in a region. A tenant and a region have one row, and the row names one who acts. `false` where somebody named
 * is not an active person of the account, or whoever would act does so in another region: asked where it is written.
 */
export async function setDesk(db: TenantDb, desk: Desk): Promise<boolean> {
	const [set] = await db.rows([
		{
			sql: `INSERT INTO region_desks (tenant, region, human, deputy, acting) SELECT ?1, ?2, ?3, ?4, ?5
				WHERE EXISTS (SELECT 1 FROM people WHERE tenant = ?1 AND id = ?3 AND state = 'active')
				AND (?4 IS NULL OR EXISTS (SELECT 1 FROM people WHERE tenant = ?1 AND id = ?4 AND state = 'active'))
				AND NOT EXISTS (SELECT 1 FROM region_desks AS d WHERE d.tenant = ?1 AND d.region <> ?2
					AND (CASE d.acting WHEN 'human' THEN d.human ELSE d.deputy END) = ?6)
				ON CONFLICT (tenant, region) DO UPDATE SET human = excluded.human, deputy = excluded.deputy, acting = excluded.acting
				RETURNING region`,
			values: [desk.region, desk.human, desk.deputy, desk.acting, actorOf(desk)],
		},
		raiseVersion,
	]);
	return set?.length === 1;
}
