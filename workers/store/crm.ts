import * as z from "zod";
import type { Vault } from "#durable-objects/platform/vault.ts";
import { CompanyRow, type CompanyView, type ContactRow } from "#knowledge/core/contract/crm.ts";
import { Automation } from "#knowledge/core/contract/deal.ts";
import { CompanyId, ContactId, DealId } from "#knowledge/core/vocabulary/ids.ts";
import { dealsOfCompany, type Page } from "./deals.ts";
import { COMPANY_TEXTS, CONTACT_TEXTS, openField, openRecord } from "./sealed-rows.ts";
import type { TenantDb } from "./tenant-db.ts";

const text = z.string().nullable();
const Row = z.object({
	contact: ContactId,
	name: text,
	address: text,
	title: text,
	phone: text,
	company: CompanyId.nullable(),
	company_name: text,
	/** Of the company that their address is of. */
	firm: text,
	role: text,
	stance: text,
	automation_state: Automation,
});

const COLUMNS = `contact, company, automation_state, ${CONTACT_TEXTS.join(", ")},
	(SELECT c.name FROM companies AS c WHERE c.tenant = ?1 AND c.company = contacts.company) AS firm`;

export async function listContacts(
	db: TenantDb,
	page: { cursor?: string | undefined; limit: number },
): Promise<Page<ContactRow>> {
	const rows = await db.all(
		`SELECT ${COLUMNS} FROM contacts WHERE tenant = ?1 AND contact > ?2 ORDER BY contact LIMIT ?3`,
		page.cursor ?? "",
		page.limit + 1,
	);
	const items = await contactRows(db, rows.slice(0, page.limit));
	return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}

export async function readContact(db: TenantDb, contact: ContactId): Promise<ContactRow | null> {
	const row = await db.first(`SELECT ${COLUMNS} FROM contacts WHERE tenant = ?1 AND contact = ?2`, contact);
	return row ? ((await contactRows(db, [row]))[0] ?? null) : null;
}

/** Of everybody on one page; a person with more deals is no person. */
const DEALS_LISTED_MAX = 2_000;

async function contactRows(db: TenantDb, found: readonly unknown[]): Promise<ContactRow[]> {
	const rows = z.array(Row).parse(found);
	const links = z.array(z.object({ contact: ContactId, deal: DealId })).parse(
		await db.all(
			`SELECT l.contact, l.deal FROM deal_contacts AS l JOIN deals AS d ON d.tenant = l.tenant AND d.deal = l.deal
				WHERE l.tenant = ?1 AND l.contact IN (SELECT value FROM json_each(?2)) ORDER BY d.updated_at DESC, l.deal LIMIT ?3`,
			JSON.stringify(rows.map((row) => row.contact)),
			DEALS_LISTED_MAX,
		),
	);
	const vault = await db.vault();
	return rows.map((row) => {
		const { contact, company, firm } = row;
		const { name, address, title, phone, company_name, role, stance } = openRecord(vault, row, {
			id: contact,
			columns: CONTACT_TEXTS,
		});
		return {
			id: contact,
			name,
			address,
			title,
			phone,
			role,
			stance,
			// What their record or signature says, or else what their address does.
			company: company_name ?? openField(vault, company, { field: "name", stored: firm }),
			companyId: company,
			automation: row.automation_state,
			deals: links.flatMap((link) => (link.contact === contact ? [link.deal] : [])),
		};
	});
}

const Company = z.object({
	company: CompanyId,
	name: z.string(),
	domain: z.string(),
	current_system: text,
	size: text,
	updated_at: z.int(),
});

const companyRow = (vault: Vault, found: unknown): CompanyRow => {
	const row = Company.parse(found);
	const { company, current_system, updated_at, name, domain, size } = openRecord(vault, row, {
		id: row.company,
		columns: COMPANY_TEXTS,
	});
	return CompanyRow.parse({
		id: company,
		name,
		domain,
		size,
		currentSystem: current_system,
		updatedAt: new Date(updated_at).toISOString(),
	});
};

export async function listCompanies(
	db: TenantDb,
	page: { cursor?: string | undefined; limit: number },
): Promise<Page<CompanyRow>> {
	const rows = await db.all(
		"SELECT * FROM companies WHERE tenant = ?1 AND company > ?2 ORDER BY company LIMIT ?3",
		page.cursor ?? "",
		page.limit + 1,
	);
	const vault = await db.vault();
	const items = rows.slice(0, page.limit).map((row) => companyRow(vault, row));
	return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}

/** What a company's own page shows; the list of contacts has the rest. */
const PEOPLE_MAX = 200;

export async function readCompany(db: TenantDb, company: CompanyId): Promise<CompanyView | null> {
	const row = await db.first("SELECT * FROM companies WHERE tenant = ?1 AND company = ?2", company);
	if (!row) return null;
	const people = await db.all(
		`SELECT ${COLUMNS} FROM contacts WHERE tenant = ?1 AND company = ?2 ORDER BY contact LIMIT ?3`,
		company,
		PEOPLE_MAX,
	);
	return {
		...companyRow(await db.vault(), row),
		people: (await contactRows(db, people)).sort(byName),
		deals: await dealsOfCompany(db, company),
	};
}

/** Names are sealed where they are stored, so it is here that they are put in order; people without one come first. */
const byName = (a: ContactRow, b: ContactRow): number => {
	const [x, y] = [a.name ?? "", b.name ?? ""];
	if (x === y) return a.id < b.id ? -1 : 1;
	return x < y ? -1 : 1;
};
