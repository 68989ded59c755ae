import * as z from "zod";
import { log } from "#durable-objects/platform/log.ts";
import type { Vault } from "#durable-objects/platform/vault.ts";
import { ApprovalView, Automation, type DealRow } from "#knowledge/core/contract/deal.ts";
import { ApprovalId, CompanyId, type ContactId, DealId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { Currency } from "#knowledge/core/vocabulary/money.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { approvalCell, dealCell } from "./cells.ts";
import { openDealText, openField } from "./sealed-rows.ts";
import type { TenantDb } from "./tenant-db.ts";

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
	amount_minor: z.int().nullable(),
	currency: Currency.nullable(),
	close_date: z.string().nullable(),
	next_step: z.string().nullable(),
	next_step_due: z.string().nullable(),
	company: CompanyId.nullable(),
	company_name: z.string().nullable(),
});

/** With the name of its company as it is known now. */
const COLUMNS =
	"deals.*, (SELECT c.name FROM companies AS c WHERE c.tenant = ?1 AND c.company = deals.company) AS company_name";

const rowView = (vault: Vault, row: z.infer<typeof Row>): DealRow => ({
	id: row.deal,
	name: vault.open(dealCell(row.deal, "name"), row.name),
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
	amount:
		row.amount_minor !== null && row.currency !== null ? { minor: row.amount_minor, currency: row.currency } : null,
	closeDate: row.close_date,
	nextStep: openDealText(vault, row.deal, { column: "next_step", stored: row.next_step }),
	nextStepDue: row.next_step_due,
	company: openField(vault, row.company, { field: "name", stored: row.company_name }),
});

/** Invariant 12: an object is looked up only for a deal that has a row. */
export const dealExists = async (db: TenantDb, deal: DealId): Promise<boolean> =>
	(await db.first("SELECT 1 AS found FROM deals WHERE tenant = ?1 AND deal = ?2", deal)) !== null;

/** Those of them that there are. */
export const dealsThere = async (db: TenantDb, deals: readonly DealId[]): Promise<ReadonlySet<string>> =>
	new Set(
		z
			.array(z.object({ deal: z.string() }))
			.parse(
				await db.all(
					"SELECT deal FROM deals WHERE tenant = ?1 AND deal IN (SELECT value FROM json_each(?2))",
					JSON.stringify(deals),
				),
			)
			.map((row) => row.deal),
	);

export async function countDeals(db: TenantDb): Promise<number> {
	const row = await db.first("SELECT COUNT(*) AS n FROM deals WHERE tenant = ?1");
	return z.object({ n: z.int() }).parse(row).n;
}

const Home = z.object({ region: Region, rep: UserId.nullable() });

/** Whose mailbox a deal's mail leaves from. */
export async function readDealHome(db: TenantDb, deal: DealId): Promise<z.infer<typeof Home> | null> {
	const row = await db.first("SELECT region, rep FROM deals WHERE tenant = ?1 AND deal = ?2", deal);
	return row ? Home.parse(row) : null;
}

const DealHome = Home.extend({ deal: DealId });
export type DealHome = z.infer<typeof DealHome>;

export async function registerDeal(
	db: TenantDb,
	deal: { id: DealId; name: string; region: string; rep: string | null },
	at: number,
): Promise<void> {
	const name = (await db.vault()).seal(dealCell(deal.id, "name"), deal.name);
	await db.batch([
		{
			sql: "INSERT INTO deals (tenant, deal, name, stage, region, rep, updated_at) VALUES (?1, ?2, ?3, 'PROSPECTING', ?4, ?5, ?6) ON CONFLICT (tenant, deal) DO NOTHING",
			values: [deal.id, name, deal.region, deal.rep, at],
		},
	]);
}

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
	const rows = z.array(Row).parse(
		await db.all(
			`SELECT ${COLUMNS} FROM deals WHERE tenant = ?1 AND (?2 IS NULL OR updated_at < ?2 OR (updated_at = ?2 AND deal < ?3))
					ORDER BY updated_at DESC, deal DESC LIMIT ?4`,
			after?.at ?? null,
			after?.id ?? null,
			page.limit + 1,
		),
	);
	const vault = await db.vault();
	const items = rows.slice(0, page.limit).map((row) => rowView(vault, row));
	const last = rows[page.limit - 1];
	return { items, next: rows.length > page.limit && last ? `${last.updated_at}:${last.deal}` : null };
}

/** Members that a version before did not write; rows of its time stand until their deal is projected again. */
const SINCE = { signal: null, basis: [], crmChanges: [] };

/** One row that cannot be read must not take the list with it: the deal itself still shows the approval. */
function storedApproval(view: string): readonly ApprovalView[] {
	const parsed = ApprovalView.safeParse({ ...SINCE, ...JSON.parse(view) });
	if (!parsed.success) log.warn("stored approval cannot be read", { issues: parsed.error.issues.length });
	return parsed.success ? [parsed.data] : [];
}

export async function listApprovals(
	db: TenantDb,
	page: { cursor?: string | undefined; limit: number },
): Promise<Page<ApprovalView>> {
	const after = readCursor(page.cursor);
	const rows = z
		.array(z.object({ approval: ApprovalId, requested_at: z.int(), view: z.string() }))
		.parse(
			await db.all(
				"SELECT approval, requested_at, view FROM approvals WHERE tenant = ?1 AND (?2 IS NULL OR requested_at > ?2 OR (requested_at = ?2 AND approval > ?3)) ORDER BY requested_at, approval LIMIT ?4",
				after?.at ?? null,
				after?.id ?? null,
				page.limit + 1,
			),
		);
	const vault = await db.vault();
	const items = rows
		.slice(0, page.limit)
		.flatMap((row) => storedApproval(vault.open(approvalCell(row.approval), row.view)));
	const last = rows[page.limit - 1];
	return { items, next: rows.length > page.limit && last ? `${last.requested_at}:${last.approval}` : null };
}

export const dealsOfContact = async (db: TenantDb, contact: ContactId): Promise<readonly DealId[]> =>
	z
		.array(z.object({ deal: DealId }))
		.parse(await db.all("SELECT deal FROM deal_contacts WHERE tenant = ?1 AND contact = ?2", contact))
		.map((row) => row.deal);

/** Whose deals they are, as whoever may steer them is found. The deal itself has the last word. */
export const homesOfContact = async (db: TenantDb, contact: ContactId): Promise<readonly DealHome[]> =>
	z.array(DealHome).parse(
		await db.all(
			`SELECT deal, region, rep FROM deals WHERE tenant = ?1 AND deal IN (SELECT l.deal FROM deal_contacts AS l
					WHERE l.tenant = ?1 AND l.contact = ?2) ORDER BY updated_at DESC, deal`,
			contact,
		),
	);

export const homesOfCompany = async (db: TenantDb, company: CompanyId): Promise<readonly DealHome[]> =>
	z
		.array(DealHome)
		.parse(
			await db.all(
				"SELECT deal, region, rep FROM deals WHERE tenant = ?1 AND company = ?2 ORDER BY updated_at DESC, deal",
				company,
			),
		);

/** What a company's own page shows; the list of deals has the rest. */
const DEALS_OF_COMPANY_MAX = 200;

export async function dealsOfCompany(db: TenantDb, company: CompanyId): Promise<DealRow[]> {
	const rows = await db.all(
		`SELECT ${COLUMNS} FROM deals WHERE tenant = ?1 AND company = ?2 ORDER BY updated_at DESC, deal LIMIT ?3`,
		company,
		DEALS_OF_COMPANY_MAX,
	);
	const vault = await db.vault();
	return z
		.array(Row)
		.parse(rows)
		.map((row) => rowView(vault, row));
}

/** Deals that have moved lately: what a resume of everything has to wake. */
export const recentDeals = async (db: TenantDb, limit: number): Promise<readonly DealId[]> =>
	z
		.array(z.object({ deal: DealId }))
		.parse(await db.all("SELECT deal FROM deals WHERE tenant = ?1 ORDER BY updated_at DESC LIMIT ?2", limit))
		.map((row) => row.deal);
