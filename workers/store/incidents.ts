import type { TenantDb } from "./tenant-db.ts";

/** Something that a person has to look at and no deal can show. */
export const addIncident = (
	db: TenantDb,
	incident: { id: string; queue: string; code: string; at: number },
): Promise<void> =>
	db.batch([
		{
			// Of an account that was torn down nothing is kept, though messages of it may still be under way.
			sql: `INSERT INTO incidents (tenant, id, queue, code, at) SELECT ?1, ?2, ?3, ?4, ?5
				WHERE EXISTS (SELECT 1 FROM tenants WHERE tenant = ?1) ON CONFLICT (tenant, id) DO NOTHING`,
			values: [incident.id, incident.queue, incident.code, incident.at],
		},
	]);
