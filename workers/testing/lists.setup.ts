import { env } from "cloudflare:workers";
import type { Cell } from "#durable-objects/platform/vault.ts";
import { MARA } from "#durable-objects/testing/deal.setup.ts";
import type { TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { type ApprovalId, CompanyId, ContactId, DealId } from "#knowledge/core/vocabulary/ids.ts";
import { activityCell, approvalCell, dealCell, memoryCell, recordCell } from "#workers/store/cells.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";

/** Every table that follows the deals, with the order in which its rows are compared. */
export const LISTS = {
	deals: "deal",
	approvals: "approval",
	contacts: "contact",
	deal_contacts: "deal, contact",
	companies: "company",
	record_fields: "record, field, deal",
	activities: "deal, seq",
	company_memory: "deal, seq",
	cursors: "subscriber, deal",
} as const;
export type List = keyof typeof LISTS;

/** The rows as they are stored. */
export const storedRows = async (at: TestTenant, list: List): Promise<readonly Row[]> =>
	(await env.DB.prepare(`SELECT * FROM ${list} WHERE tenant = ? ORDER BY ${LISTS[list]}`).bind(at.tenant).all<Row>())
		.results;

type Row = Readonly<Record<string, string | number | null>>;
type Sealed = { readonly columns: readonly string[]; readonly cell: (row: Row, column: string) => Cell };

/** What is sealed in each list, and under which name. */
export const SEALED: Partial<Record<List, Sealed>> = {
	deals: {
		columns: ["name", "next_step", "offering", "competitor", "lost_reason"],
		cell: (row, column) => dealCell(DealId.parse(row.deal), column),
	},
	approvals: { columns: ["view"], cell: (row) => approvalCell(String(row.approval) as ApprovalId) },
	contacts: {
		columns: ["name", "address", "title", "phone", "company_name", "role", "stance"],
		cell: (row, column) => recordCell(ContactId.parse(row.contact), column),
	},
	companies: {
		columns: ["name", "domain", "current_system", "size"],
		cell: (row, column) => recordCell(CompanyId.parse(row.company), column),
	},
	record_fields: {
		columns: ["value"],
		cell: (row) => recordCell(String(row.record) as ContactId, String(row.field)),
	},
	activities: { columns: ["summary"], cell: (row) => activityCell(DealId.parse(row.deal), Number(row.seq)) },
	company_memory: { columns: ["text"], cell: (row) => memoryCell(DealId.parse(row.deal), Number(row.seq)) },
};

/** The rows as whoever has the keys reads them. */
export async function rowsOfList(at: TestTenant, list: List): Promise<readonly Row[]> {
	const rows = await storedRows(at, list);
	const sealed = SEALED[list];
	if (!sealed || rows.length === 0) return rows;
	const vault = await tenantDb(env, at.tenant, at.tenant).vault();
	return rows.map((row) => ({
		...row,
		...Object.fromEntries(
			sealed.columns.map((column) => {
				const stored = row[column];
				return [column, typeof stored === "string" ? vault.open(sealed.cell(row, column), stored) : null];
			}),
		),
	}));
}

/** The listed row of one person. */
export const contactOf = async (at: TestTenant, address = MARA.address) =>
	(await rowsOfList(at, "contacts")).find((row) => row.contact === at.contact(address));

/** All that a tenant's lists hold, as it is stored: the same texts are the same rows. */
export async function snapshot(at: TestTenant): Promise<Readonly<Record<string, unknown>>> {
	const lists = await Promise.all(
		(Object.keys(LISTS) as List[]).map(async (list) => [list, await storedRows(at, list)] as const),
	);
	return Object.fromEntries(lists);
}

/** A hand in the database: what no code of ours does. */
export const alter = (at: TestTenant, sql: string, ...values: readonly (string | number | null)[]) =>
	env.DB.prepare(sql)
		.bind(at.tenant, ...values)
		.run();

/** As if nothing of this tenant had ever been listed. */
export async function forgetLists(at: TestTenant): Promise<void> {
	for (const list of Object.keys(LISTS)) await alter(at, `DELETE FROM ${list} WHERE tenant = ?1`);
}

/** Deals that lists know of, whatever they are: as much of a row as a door asks for. */
export const listDeals = async (tenant: string, ...deals: readonly string[]): Promise<void> => {
	const insert = env.DB.prepare(
		"INSERT INTO deals (tenant, deal, name, stage, region, updated_at) VALUES (?, ?, 'x', 'PROSPECTING', 'emea', 0)",
	);
	await env.DB.batch(deals.map((deal) => insert.bind(tenant, deal)));
};
