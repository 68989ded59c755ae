import type { Vault } from "#durable-objects/platform/vault.ts";
import type { CompanyId, ContactId, DealId } from "#knowledge/core/vocabulary/ids.ts";
import { approvalCell, dealCell, recordCell } from "./cells.ts";
import type { DealRows } from "./record-rows.ts";

/** The rows of a deal as they are stored: every text of a buyer or of a draft is sealed. */
export type StoredRows = Omit<DealRows, "approvals"> & {
	readonly approvals: readonly { readonly approval: string; readonly requested_at: number; readonly view: string }[];
};

/** Texts of the deal's row: all else of it is ids, times, counts and sums, by which lists sort and filter. */
const DEAL_TEXTS = ["name", "next_step", "offering", "competitor", "lost_reason"] as const;

/**
 * Texts of a person's row, and of a company's, each filled from the best of all deals' shares. Lists open them, and whoever
 * erases a person empties theirs: a column that is added here is thought of there.
 */
export const CONTACT_TEXTS = ["name", "address", "title", "phone", "company_name", "role", "stance"] as const;
export const COMPANY_TEXTS = ["name", "domain", "current_system", "size"] as const;

/** The same rows under the same key are the same stored rows, so that they can be compared as they stand. */
export function sealRows(rows: DealRows, vault: Vault): StoredRows {
	const { deal, columns } = rows;
	const texts = DEAL_TEXTS.map((column) => {
		const text = columns[column];
		return [column, typeof text === "string" ? vault.seal(dealCell(deal, column), text) : null] as const;
	});
	return {
		...rows,
		columns: { ...columns, ...Object.fromEntries(texts) },
		approvals: rows.approvals.map((approval) => ({
			approval: approval.id,
			requested_at: Date.parse(approval.requestedAt),
			view: vault.seal(approvalCell(approval.id), JSON.stringify(approval)),
		})),
		companies: rows.companies.map(({ company, domain, name }) => ({
			company,
			domain: vault.seal(recordCell(company, "domain"), domain),
			name: vault.seal(recordCell(company, "name"), name),
		})),
		fields: rows.fields.map((each) => ({
			...each,
			value: vault.seal(recordCell(each.record, each.field), each.value),
		})),
	};
}

type Texts<K extends string> = Readonly<Record<K, string | null>>;

/** A row with these columns opened, each from the cell that its record has for it. */
export function openRecord<K extends string, T extends Texts<K>>(
	vault: Vault,
	row: T,
	{ id, columns }: { readonly id: ContactId | CompanyId; readonly columns: readonly K[] },
): T {
	const opened = columns.map((column) => [column, openField(vault, id, { field: column, stored: row[column] })]);
	return { ...row, ...Object.fromEntries(opened) };
}

export const openField = (
	vault: Vault,
	id: ContactId | CompanyId | null,
	{ field, stored }: { readonly field: string; readonly stored: string | null },
): string | null => (id === null || stored === null ? null : vault.open(recordCell(id, field), stored));

export const openDealText = (
	vault: Vault,
	deal: DealId,
	{ column, stored }: { readonly column: (typeof DEAL_TEXTS)[number]; readonly stored: string | null },
): string | null => (stored === null ? null : vault.open(dealCell(deal, column), stored));
