import type { Principal } from "#knowledge/core/vocabulary/principal.ts";

/** Who tears an account down: one of our own objects' names, which nobody can sign in with. */
const TEAR_DOWN = "system.tear-down";

export const isTearDown = ({ kind, id }: Principal): boolean => kind === "agent" && id === TEAR_DOWN;

/** Sockets of an account that is torn down are closed with this. */
export const GONE_CODE = 4410;

/** How many rows, and alarms, an object's storage holds. Only looks: an object that was never given anything stays so. */
export async function remainsIn(storage: DurableObjectStorage): Promise<number> {
	const { sql } = storage;
	const tables = sql
		.exec<{ name: string }>(
			"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'",
		)
		.toArray();
	const rows = tables.reduce(
		(sum, { name }) => sum + sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM "${name}"`).one().n,
		0,
	);
	return rows + ((await storage.getAlarm()) === null ? 0 : 1);
}
