import * as z from "zod";
import { type ContactId, DealId } from "#knowledge/core/vocabulary/ids.ts";
import { CONTACT_TEXTS } from "./sealed-rows.ts";
import type { TenantDb } from "./tenant-db.ts";

/** Every copy of a deal that was ever asked for, whether or not it was made. */
export const forksOf = async (db: TenantDb, deal: DealId): Promise<readonly DealId[]> =>
	z
		.array(z.object({ fork: DealId }))
		.parse(await db.all("SELECT fork FROM forks WHERE tenant = ?1 AND deal = ?2 ORDER BY fork", deal))
		.map((row) => row.fork);

/**
 * Who somebody is goes last: until all else is gone, it is what that is found by. Requests that were answered go as well:
 * nobody knows which answers name them. Those that have begun, this one among them, stay.
 */
export const forgetContact = (db: TenantDb, contact: ContactId): Promise<void> =>
	db.batch([
		{ sql: "DELETE FROM record_fields WHERE tenant = ?1 AND record = ?2", values: [contact] },
		{
			sql: `UPDATE contacts SET ${CONTACT_TEXTS.map((column) => `${column} = NULL`).join(", ")}
				WHERE tenant = ?1 AND contact = ?2`,
			values: [contact],
		},
		{ sql: "DELETE FROM requests WHERE tenant = ?1 AND state = 'done'", values: [] },
	]);
