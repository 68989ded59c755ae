import * as z from "zod";
import { CompanyId, ContactId, type DealId } from "#knowledge/core/vocabulary/ids.ts";
import { recordCell } from "./cells.ts";
import { copyBest, storedStanding } from "./projection.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

const Share = z.object({ record: z.union([ContactId, CompanyId]), field: z.string(), value: z.string() });
const Firm = z.object({ company: CompanyId, domain: z.string() });

/**
 * Brings what a deal's view does not say any more, and what it said of people who fell off its board, under the key of now:
 * from an older key, or from before there were keys. All else of a deal is written anew wherever it differs. Answers
 * whether anything was left.
 */
export async function reseal(db: TenantDb, deal: DealId): Promise<boolean> {
	const [vault, standing, shares, firms] = await Promise.all([
		db.vault(),
		storedStanding(db, deal),
		db.all(
			"SELECT record, field, value FROM record_fields WHERE tenant = ?1 AND deal = ?2 AND value IS NOT NULL",
			deal,
		),
		db.all(
			`SELECT company, domain FROM companies WHERE tenant = ?1
				AND company IN (SELECT record FROM record_fields WHERE tenant = ?1 AND deal = ?2)`,
			deal,
		),
	]);
	if (standing === null) return false;
	// Only what was read is replaced: it may have been written since.
	const statements = [
		...z
			.array(Share)
			.parse(shares)
			.flatMap(({ record, field, value }): readonly Statement[] => {
				const cell = recordCell(record, field);
				const fresh = vault.seal(cell, vault.open(cell, value));
				const sql = `UPDATE record_fields SET value = ?6
					WHERE tenant = ?1 AND record = ?2 AND field = ?3 AND deal = ?4 AND value = ?5`;
				return fresh === value ? [] : [{ sql, values: [record, field, deal, value, fresh] }];
			}),
		...z
			.array(Firm)
			.parse(firms)
			.flatMap(({ company, domain }): readonly Statement[] => {
				const cell = recordCell(company, "domain");
				const fresh = vault.seal(cell, vault.open(cell, domain));
				const sql = "UPDATE companies SET domain = ?4 WHERE tenant = ?1 AND company = ?2 AND domain = ?3";
				return fresh === domain ? [] : [{ sql, values: [company, domain, fresh] }];
			}),
	];
	if (statements.length === 0) return false;
	await db.batch([...statements, ...copyBest(deal, standing.version)]);
	return true;
}
