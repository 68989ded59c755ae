import { type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { type Answer, answer } from "./answer.ts";

/** Who tears an account down: one of our own objects' names, which nobody can sign in with. */
const TEAR_DOWN = "system.tear-down";

type Asked = { readonly principal: Principal; readonly object: "deal" | "inbox" | "ledger"; isForUs(): boolean };

/** Answered whether or not the object holds anything, and to nobody but the tear-down. */
export const tearDown = <T>(
	where: string,
	{ principal, object, isForUs }: Asked,
	body: () => Promise<Outcome<T>>,
): Promise<Answer<T>> =>
	answer(where, async () =>
		isForUs() && principal.kind === "agent" && principal.id === TEAR_DOWN
			? body()
			: refused("not-found", `there is no such ${object}`),
	);

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
