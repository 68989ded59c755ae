import type { TenantDb } from "./tenant-db.ts";

/** Something that a person has to look at and no deal can show. */
export const addIncident = (
	db: TenantDb,
	incident: { id: string; queue: string; code: string; at: number },
): Promise<void> =>
	db.batch([
		{
			sql: "INSERT INTO incidents (tenant, id, queue, code, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (tenant, id) DO NOTHING",
			values: [incident.id, incident.queue, incident.code, incident.at],
		},
	]);
