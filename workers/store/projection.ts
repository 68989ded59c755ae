import * as z from "zod";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { DEAL_COLUMNS, type DealRows, fieldKey, SOURCE } from "./record-rows.ts";
import { COMPANY_TEXTS, CONTACT_TEXTS, type StoredRows, sealRows } from "./sealed-rows.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

/*
 * A deal's rows are written in one batch, under the condition that the deal's row now stands at this version. Of a contact
 * or company each deal writes its own share (`record_fields`); the record itself is the best of all shares. So deals that
 * share one never overwrite each other, and whatever order they come in, the same rows come out.
 *
 * Texts are sealed on their way in, the same text in the same place to the same sealed text: SQL here copies and compares
 * what it cannot read.
 */

/** Of all that deals say of a field: the surest source, then the newest. */
const best = (table: "contacts" | "companies", id: "contact" | "company", field: string): string =>
	`(SELECT f.value FROM record_fields AS f WHERE f.tenant = ?1 AND f.record = ${table}.${id} AND f.field = '${field}'
		AND f.value IS NOT NULL ORDER BY f.source DESC, f.at DESC, f.deal LIMIT 1)`;
/** A company's domain is what its id is of, and its name has a second source. */
const COMPANY = COMPANY_TEXTS.filter((field) => field !== "domain" && field !== "name");
const bestOfContact = (field: string): string => best("contacts", "contact", field);
const bestOfCompany = (field: string): string => best("companies", "company", field);
const COMPANY_NAME = `COALESCE(${bestOfCompany("name")}, name)`;
const COMPANY_AT = `COALESCE((SELECT MAX(f.at) FROM record_fields AS f WHERE f.tenant = ?1 AND f.record = companies.company
	AND f.value IS NOT NULL), updated_at)`;

const IS_NEWEST = "EXISTS (SELECT 1 FROM deals WHERE tenant = ?1 AND deal = ?2 AND version = ?3)";
const OF_DEAL = "(SELECT record FROM record_fields WHERE tenant = ?1 AND deal = ?2)";

/** Brings the rows of one deal up to what it is now. An older version than the one that stands changes nothing. */
export async function projectDeal(db: TenantDb, rows: DealRows): Promise<void> {
	const sealed = sealRows(rows, await db.vault());
	await db.batch([upsertDeal(sealed), ...approvalStatements(sealed), ...recordStatements(sealed)]);
}

function upsertDeal({ deal, columns }: StoredRows): Statement {
	const places = DEAL_COLUMNS.map((_, i) => `?${i + 3}`);
	const version = places[DEAL_COLUMNS.indexOf("version")];
	return {
		sql: `INSERT INTO deals (tenant, deal, ${DEAL_COLUMNS.join(", ")}) VALUES (?1, ?2, ${places.join(", ")})
			ON CONFLICT (tenant, deal) DO UPDATE SET ${DEAL_COLUMNS.map((name, i) => `${name} = ${places[i]}`).join(", ")}
			WHERE version <= ${version}`,
		values: [deal, ...DEAL_COLUMNS.map((name) => columns[name])],
	};
}

const approvalStatements = ({ deal, version, approvals }: StoredRows): readonly Statement[] => [
	{ sql: `DELETE FROM approvals WHERE tenant = ?1 AND deal = ?2 AND ${IS_NEWEST}`, values: [deal, version] },
	...approvals.map(
		(approval): Statement => ({
			sql: `INSERT INTO approvals (tenant, approval, deal, requested_at, view) SELECT ?1, ?4, ?2, ?5, ?6 WHERE ${IS_NEWEST}
				ON CONFLICT (tenant, approval) DO UPDATE SET deal = ?2, requested_at = ?5, view = ?6`,
			values: [deal, version, approval.approval, approval.requested_at, approval.view],
		}),
	),
];

function recordStatements({ deal, version, contacts, companies, fields }: StoredRows): readonly Statement[] {
	const keyed = fields.map((each) => ({ ...each, key: fieldKey(each) }));
	const shown = [...contacts.map(({ contact }) => contact), ...companies.map(({ company }) => company)];
	const of = (sql: string, ...values: readonly unknown[]): Statement => ({
		sql,
		values: [deal, version, ...values.map((value) => JSON.stringify(value))],
	});
	return [
		of(
			`INSERT INTO contacts (tenant, contact, company) SELECT ?1, value ->> 'contact', value ->> 'company' FROM json_each(?4)
				WHERE ${IS_NEWEST} ON CONFLICT (tenant, contact) DO UPDATE SET company = excluded.company`,
			contacts,
		),
		of(
			`INSERT INTO deal_contacts (tenant, deal, contact) SELECT ?1, ?2, value ->> 'contact' FROM json_each(?4)
				WHERE ${IS_NEWEST} ON CONFLICT (tenant, deal, contact) DO NOTHING`,
			contacts,
		),
		of(
			`INSERT INTO companies (tenant, company, name, domain, updated_at)
				SELECT ?1, value ->> 'company', value ->> 'name', value ->> 'domain', 0 FROM json_each(?4)
				WHERE ${IS_NEWEST} ON CONFLICT (tenant, company) DO UPDATE SET domain = excluded.domain`,
			companies,
		),
		// What this deal no longer says is emptied first, so that the records that it was about are found below. People who
		// fell off the board are not in the view: what their cards said stays.
		of(
			`UPDATE record_fields SET value = NULL WHERE tenant = ?1 AND deal = ?2 AND ${IS_NEWEST}
				AND (source >= ${SOURCE.record} OR record IN (SELECT value FROM json_each(?4)))
				AND record || ':' || field NOT IN (SELECT value ->> 'key' FROM json_each(?5))`,
			shown,
			keyed,
		),
		of(
			`INSERT INTO record_fields (tenant, record, field, deal, source, value, at)
				SELECT ?1, value ->> 'record', value ->> 'field', ?2, value ->> 'source', value ->> 'value', value ->> 'at'
				FROM json_each(?4) WHERE ${IS_NEWEST} ON CONFLICT (tenant, record, field, deal)
				DO UPDATE SET source = excluded.source, value = excluded.value, at = excluded.at`,
			keyed,
		),
		...copyBest(deal, version),
		of(`DELETE FROM record_fields WHERE tenant = ?1 AND deal = ?2 AND value IS NULL AND ${IS_NEWEST}`),
	];
}

/** What a deal's shares are of takes the best of all shares, as they stand. */
export const copyBest = (deal: DealId, version: number): readonly Statement[] => [
	{
		sql: `UPDATE contacts SET ${CONTACT_TEXTS.map((field) => `${field} = ${bestOfContact(field)}`).join(", ")}
			WHERE tenant = ?1 AND contact IN ${OF_DEAL} AND ${IS_NEWEST}`,
		values: [deal, version],
	},
	{
		sql: `UPDATE companies SET ${COMPANY.map((field) => `${field} = ${bestOfCompany(field)}`).join(", ")},
			name = ${COMPANY_NAME}, updated_at = ${COMPANY_AT}
			WHERE tenant = ?1 AND company IN ${OF_DEAL} AND ${IS_NEWEST}`,
		values: [deal, version],
	},
];

/** The version that the lists have of a deal. */
export async function storedStanding(
	db: TenantDb,
	deal: DealId,
): Promise<{ readonly version: number; readonly stage: Stage } | null> {
	const row = await db.first("SELECT version, stage FROM deals WHERE tenant = ?1 AND deal = ?2", deal);
	return row ? z.object({ version: z.int(), stage: Stage }).parse(row) : null;
}

/** A version that no deal ever had must not keep the true one out. Whatever else was written since is left alone. */
export const forgetVersion = (db: TenantDb, deal: DealId, version: number): Promise<void> =>
	db.batch([
		{
			sql: "UPDATE deals SET version = 0 WHERE tenant = ?1 AND deal = ?2 AND version = ?3",
			values: [deal, version],
		},
	]);

/** Whether the stored rows are anything but these. Reads only. */
export async function differs(db: TenantDb, clear: DealRows): Promise<boolean> {
	const rows = sealRows(clear, await db.vault());
	const { deal, columns, contacts, companies } = rows;
	const people = JSON.stringify(contacts);
	const firms = JSON.stringify(companies);
	const [stored, approvals, fields, goodContacts, goodCompanies, links] = await Promise.all([
		db.first(`SELECT ${DEAL_COLUMNS.join(", ")} FROM deals WHERE tenant = ?1 AND deal = ?2`, deal),
		db.all("SELECT approval, requested_at, view FROM approvals WHERE tenant = ?1 AND deal = ?2", deal),
		db.all(
			`SELECT record, field, source, value, at FROM record_fields WHERE tenant = ?1 AND deal = ?2
				AND (source >= ${SOURCE.record} OR record IN (SELECT value ->> 'contact' FROM json_each(?3))
				OR record IN (SELECT value ->> 'company' FROM json_each(?4)))`,
			deal,
			people,
			firms,
		),
		db.all(
			`SELECT contact FROM contacts WHERE tenant = ?1 AND contact IN (SELECT value ->> 'contact' FROM json_each(?2))
				AND company IS (SELECT value ->> 'company' FROM json_each(?2) WHERE value ->> 'contact' = contacts.contact)
				AND ${CONTACT_TEXTS.map((field) => `${field} IS ${bestOfContact(field)}`).join(" AND ")}`,
			people,
		),
		db.all(
			`SELECT company FROM companies WHERE tenant = ?1 AND company IN (SELECT value ->> 'company' FROM json_each(?2))
				AND domain IS (SELECT value ->> 'domain' FROM json_each(?2) WHERE value ->> 'company' = companies.company)
				AND name IS ${COMPANY_NAME} AND updated_at IS ${COMPANY_AT}
				AND ${COMPANY.map((field) => `${field} IS ${bestOfCompany(field)}`).join(" AND ")}`,
			firms,
		),
		db.all(
			`SELECT contact FROM deal_contacts WHERE tenant = ?1 AND deal = ?2
				AND contact IN (SELECT value ->> 'contact' FROM json_each(?3))`,
			deal,
			people,
		),
	]);
	const isAsItShould =
		same(stored, columns) &&
		sameSet(approvals, rows.approvals) &&
		sameSet(fields, rows.fields) &&
		goodContacts.length === contacts.length &&
		links.length === contacts.length &&
		goodCompanies.length === companies.length;
	return !isAsItShould;
}

const inOrder = (row: unknown): string =>
	JSON.stringify(Object.entries(row ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
const same = (a: unknown, b: unknown): boolean => inOrder(a) === inOrder(b);
const sameSet = (a: readonly unknown[], b: readonly unknown[]): boolean =>
	JSON.stringify(a.map(inOrder).sort()) === JSON.stringify(b.map(inOrder).sort());
