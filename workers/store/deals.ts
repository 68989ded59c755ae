import * as z from "zod";
import {
	ApprovalView,
	Automation,
	type ContactView,
	type DealRow,
	type DealView,
} from "#knowledge/core/contract/deal.ts";
import { isSelling } from "#knowledge/core/facts/stage.ts";
import { ContactId, DealId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { Stage } from "#knowledge/core/vocabulary/stage.ts";
import type { Statement, TenantDb } from "./tenant-db.ts";

const Row = z.object({
	deal: DealId,
	name: z.string(),
	stage: Stage,
	region: Region,
	rep: UserId.nullable(),
	automation_state: Automation,
	version: z.int(),
	facts: z.int(),
	open_approvals: z.int(),
	flags: z.int(),
	sent: z.int(),
	updated_at: z.int(),
});

/** Invariant 12: an object is looked up only for a deal that has a row. */
export const dealExists = async (db: TenantDb, deal: DealId): Promise<boolean> =>
	(await db.first("SELECT 1 AS found FROM deals WHERE tenant = ?1 AND deal = ?2", deal)) !== null;

const Home = z.object({ region: Region, rep: UserId.nullable() });

/** Whose mailbox a deal's mail leaves from. */
export async function readDealHome(db: TenantDb, deal: DealId): Promise<z.infer<typeof Home> | null> {
	const row = await db.first("SELECT region, rep FROM deals WHERE tenant = ?1 AND deal = ?2", deal);
	return row ? Home.parse(row) : null;
}

export const registerDeal = (
	db: TenantDb,
	deal: { id: DealId; name: string; region: string; rep: string | null },
	at: number,
): Promise<void> =>
	db.batch([
		{
			sql: "INSERT INTO deals (tenant, deal, name, stage, region, rep, updated_at) VALUES (?1, ?2, ?3, 'PROSPECTING', ?4, ?5, ?6) ON CONFLICT (tenant, deal) DO NOTHING",
			values: [deal.id, deal.name, deal.region, deal.rep, at],
		},
	]);

/** Brings the rows of one deal up to what it is now. An older view than the one that stands changes nothing. */
export async function projectDeal(db: TenantDb, view: DealView): Promise<void> {
	const at = Date.parse(view.updatedAt);
	const isNewer = "EXISTS (SELECT 1 FROM deals WHERE tenant = ?1 AND deal = ?2 AND version = ?3)";
	const upsert: Statement = {
		sql: `INSERT INTO deals (tenant, deal, name, stage, region, rep, automation_state, version, facts, open_approvals, flags, sent, updated_at)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
			ON CONFLICT (tenant, deal) DO UPDATE SET name = ?3, stage = ?4, region = ?5, rep = ?6, automation_state = ?7, version = ?8,
			facts = ?9, open_approvals = ?10, flags = ?11, sent = ?12, updated_at = ?13 WHERE version <= ?8`,
		values: [
			view.id,
			view.name ?? "",
			view.stage,
			view.region,
			view.rep,
			view.automation,
			view.version,
			view.facts.length,
			view.approvals.length,
			view.flags.length,
			view.counts.sent,
			at,
		],
	};
	const clear: Statement = {
		sql: `DELETE FROM approvals WHERE tenant = ?1 AND deal = ?2 AND ${isNewer}`,
		values: [view.id, view.version],
	};
	const approvals = view.approvals.map(
		(approval): Statement => ({
			sql: `INSERT INTO approvals (tenant, approval, deal, requested_at, view) SELECT ?1, ?4, ?2, ?5, ?6 WHERE ${isNewer} ON CONFLICT (tenant, approval) DO UPDATE SET view = ?6`,
			values: [view.id, view.version, approval.id, Date.parse(approval.requestedAt), JSON.stringify(approval)],
		}),
	);
	await db.batch([
		upsert,
		clear,
		...approvals,
		...view.contacts.flatMap((contact) => contactStatements(view.id, contact)),
	]);
}

const contactStatements = (deal: DealId, contact: ContactView): readonly Statement[] => [
	{
		sql: "INSERT INTO contacts (tenant, contact, name, address) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (tenant, contact) DO UPDATE SET name = ?3, address = ?4",
		values: [contact.id, contact.name, contact.address],
	},
	{
		sql: "INSERT INTO deal_contacts (tenant, deal, contact) VALUES (?1, ?2, ?3) ON CONFLICT (tenant, deal, contact) DO NOTHING",
		values: [deal, contact.id],
	},
];

export type Page<T> = { readonly items: T[]; readonly next: string | null };

/** «updated_at:id» of the last row of a page. */
export const Cursor = z.string().regex(/^\d{1,16}:[a-z0-9-]{1,60}$/, "is not a cursor of this list");
const readCursor = (cursor: string | undefined): { at: number; id: string } | null => {
	if (cursor === undefined) return null;
	const [at, id] = Cursor.parse(cursor).split(":");
	return { at: Number(at), id: id ?? "" };
};

export async function listDeals(
	db: TenantDb,
	page: { cursor?: string | undefined; limit: number },
): Promise<Page<DealRow>> {
	const after = readCursor(page.cursor);
	const rows = z
		.array(Row)
		.parse(
			await db.all(
				"SELECT * FROM deals WHERE tenant = ?1 AND (?2 IS NULL OR updated_at < ?2 OR (updated_at = ?2 AND deal < ?3)) ORDER BY updated_at DESC, deal DESC LIMIT ?4",
				after?.at ?? null,
				after?.id ?? null,
				page.limit + 1,
			),
		);
	const items = rows.slice(0, page.limit).map(
		(row): DealRow => ({
			id: row.deal,
			name: row.name,
			stage: row.stage,
			region: row.region,
			rep: row.rep,
			automation: row.automation_state,
			version: row.version,
			updatedAt: new Date(row.updated_at).toISOString(),
			facts: row.facts,
			openApprovals: row.open_approvals,
			flags: row.flags,
			sent: row.sent,
		}),
	);
	const last = rows[page.limit - 1];
	return { items, next: rows.length > page.limit && last ? `${last.updated_at}:${last.deal}` : null };
}

export async function listApprovals(
	db: TenantDb,
	page: { cursor?: string | undefined; limit: number },
): Promise<Page<ApprovalView>> {
	const after = readCursor(page.cursor);
	const rows = z
		.array(z.object({ approval: z.string(), requested_at: z.int(), view: z.string() }))
		.parse(
			await db.all(
				"SELECT approval, requested_at, view FROM approvals WHERE tenant = ?1 AND (?2 IS NULL OR requested_at > ?2 OR (requested_at = ?2 AND approval > ?3)) ORDER BY requested_at, approval LIMIT ?4",
				after?.at ?? null,
				after?.id ?? null,
				page.limit + 1,
			),
		);
	const items = rows.slice(0, page.limit).map((row) => ApprovalView.parse(JSON.parse(row.view)));
	const last = rows[page.limit - 1];
	return { items, next: rows.length > page.limit && last ? `${last.requested_at}:${last.approval}` : null };
}

const ContactRow = z.object({
	contact: ContactId,
	name: z.string().nullable(),
	address: z.string().nullable(),
	automation_state: Automation,
});

export async function listContacts(
	db: TenantDb,
	page: { cursor?: string | undefined; limit: number },
): Promise<Page<ContactView & { automation: "active" | "paused" }>> {
	const rows = z
		.array(ContactRow)
		.parse(
			await db.all(
				"SELECT contact, name, address, automation_state FROM contacts WHERE tenant = ?1 AND contact > ?2 ORDER BY contact LIMIT ?3",
				page.cursor ?? "",
				page.limit + 1,
			),
		);
	const items = rows
		.slice(0, page.limit)
		.map(({ contact, automation_state, ...rest }) => ({ id: contact, ...rest, automation: automation_state }));
	return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}

export const dealsOfContact = async (db: TenantDb, contact: ContactId): Promise<readonly DealId[]> =>
	z
		.array(z.object({ deal: DealId }))
		.parse(await db.all("SELECT deal FROM deal_contacts WHERE tenant = ?1 AND contact = ?2", contact))
		.map((row) => row.deal);

/** Deals that have moved lately: what a resume of everything has to wake. */
export const recentDeals = async (db: TenantDb, limit: number): Promise<readonly DealId[]> =>
	z
		.array(z.object({ deal: DealId }))
		.parse(await db.all("SELECT deal FROM deals WHERE tenant = ?1 ORDER BY updated_at DESC LIMIT ?2", limit))
		.map((row) => row.deal);

export const isClosed = (view: DealView): boolean => !isSelling(view.stage);
