import { boundary } from "#durable-objects/platform/boundary.ts";
import type { Holder } from "#knowledge/core/budget/lease.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";

type At = { readonly month: string; readonly tenant: TenantId };

/** The only writer of the platform ledger's storage. `oldest`: the first month that is still kept. */
export function commitHolder(
	storage: DurableObjectStorage,
	{ month, tenant }: At,
	{ holder, oldest }: { readonly holder: Holder; readonly oldest: string },
): void {
	boundary("platform.lend:before");
	storage.transactionSync(() => {
		const { sql } = storage;
		sql.exec(
			"INSERT OR REPLACE INTO holders(month, tenant, burst, factor, leased, used, asked) VALUES (?, ?, ?, ?, ?, ?, ?)",
			month,
			tenant,
			holder.burst,
			holder.factor,
			holder.leased,
			holder.used,
			holder.asked,
		);
		for (const table of ["holders", "gone"]) sql.exec(`DELETE FROM ${table} WHERE month < ?`, oldest);
	});
	boundary("platform.lend:after");
}

/** The account's name goes; its part of each pool, and what it used of it, stay as sums. */
export function commitLeave(storage: DurableObjectStorage, tenant: TenantId): void {
	boundary("platform.leave:before");
	storage.transactionSync(() => {
		const { sql } = storage;
		sql.exec(
			"INSERT INTO gone(month, burst, used) SELECT month, burst, used FROM holders WHERE tenant = ? ON CONFLICT (month) DO UPDATE SET burst = burst + excluded.burst, used = used + excluded.used",
			tenant,
		);
		sql.exec("DELETE FROM holders WHERE tenant = ?", tenant);
	});
	boundary("platform.leave:after");
}
