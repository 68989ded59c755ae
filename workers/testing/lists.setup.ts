import { env } from "cloudflare:workers";
import { MARA } from "#durable-objects/testing/deal.setup.ts";
import type { TestTenant } from "#durable-objects/testing/tenant.setup.ts";

/** Every table that follows the deals, with the order in which its rows are compared. */
export const LISTS = {
	deals: "deal",
	approvals: "approval",
	contacts: "contact",
	deal_contacts: "deal, contact",
	companies: "company",
	record_fields: "record, field, deal",
	activities: "deal, seq",
	cursors: "subscriber, deal",
} as const;
export type List = keyof typeof LISTS;

export const rowsOfList = async (at: TestTenant, list: List): Promise<readonly Record<string, unknown>[]> =>
	(await env.DB.prepare(`SELECT * FROM ${list} WHERE tenant = ? ORDER BY ${LISTS[list]}`).bind(at.tenant).all())
		.results;

/** The listed row of one person. */
export const contactOf = async (at: TestTenant, address = MARA.address) =>
	(await rowsOfList(at, "contacts")).find((row) => row.contact === at.contact(address));

/** All that a tenant's lists hold. */
export async function snapshot(at: TestTenant): Promise<Readonly<Record<string, unknown>>> {
	const lists = await Promise.all(
		(Object.keys(LISTS) as List[]).map(async (list) => [list, await rowsOfList(at, list)] as const),
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
