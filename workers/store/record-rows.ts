import type { ApprovalView, ContactView, DealView } from "#knowledge/core/contract/deal.ts";
import { companyDomain } from "#knowledge/core/deal/resolve.ts";
import type { CrmField } from "#knowledge/core/events/crm.ts";
import type { CompanyId, ContactId, DealId } from "#knowledge/core/vocabulary/ids.ts";
import { readMoney } from "#knowledge/core/vocabulary/money.ts";

/** How sure a value is by where it comes from: what the record says goes before a signature, and that before a guess. */
export const SOURCE = { domain: 0, signature: 1, record: 2 } as const;

/** What one deal says of one field of a contact or company. Fields have the names of their columns. */
export type RecordField = {
	readonly record: ContactId | CompanyId;
	readonly field: string;
	readonly source: number;
	readonly value: string;
	readonly at: number;
};

/** Everything that the lists of a tenant hold of one deal, as one version of it says. */
export type DealRows = {
	readonly deal: DealId;
	readonly version: number;
	readonly columns: Readonly<Record<DealColumn, string | number | null>>;
	readonly approvals: readonly ApprovalView[];
	readonly contacts: readonly { readonly contact: ContactId; readonly company: CompanyId | null }[];
	readonly companies: readonly { readonly company: CompanyId; readonly domain: string; readonly name: string }[];
	readonly fields: readonly RecordField[];
};

export const DEAL_COLUMNS = [
	"name",
	"stage",
	"region",
	"rep",
	"automation_state",
	"version",
	"facts",
	"open_approvals",
	"flags",
	"sent",
	"updated_at",
	"amount_minor",
	"currency",
	"close_date",
	"next_step",
	"next_step_due",
	"offering",
	"competitor",
	"lost_reason",
	"company",
] as const;
type DealColumn = (typeof DEAL_COLUMNS)[number];

const CONTACT_FIELDS: Partial<Record<CrmField, string>> = {
	title: "title",
	phone: "phone",
	company: "company_name",
	role: "role",
	stance: "stance",
};
const COMPANY_FIELDS: Partial<Record<CrmField, string>> = {
	name: "name",
	"current-system": "current_system",
	size: "size",
};

/** `companyOf`: the id of the company with this domain; `null` where the tenant has no secret to make one with. */
export function rowsOf(answered: DealView, companyOf: (domain: string) => CompanyId | null): DealRows {
	// An object of the version before has no record yet; it is read by this one while both are there.
	const view = { ...answered, crm: answered.crm ?? [] };
	const at = Date.parse(view.updatedAt);
	const people = view.contacts.map((contact) => {
		const domain = contact.address === null ? null : companyDomain(contact.address);
		return { contact, domain, company: domain === null ? null : companyOf(domain) };
	});
	const companies = [
		...new Map(
			people.flatMap(({ domain, company }) =>
				domain && company ? [[company, { company, domain, name: nameOfDomain(domain) }] as const] : [],
			),
		).values(),
	];
	const company = most(people.flatMap((person) => (person.company ? [person.company] : [])));
	const known = people.flatMap(({ contact }) => fieldsOfCard(contact, at));
	const named = companies.flatMap((each) => nameOfCompany(each, people, at));
	return {
		deal: view.id,
		version: view.version,
		columns: columnsOf(view, company, at),
		approvals: view.approvals,
		contacts: people.map((person) => ({ contact: person.contact.id, company: person.company })),
		companies,
		fields: withRecord([...known, ...named], view, company),
	};
}

function columnsOf(view: DealView, company: CompanyId | null, at: number): DealRows["columns"] {
	const written = new Map(
		view.crm.flatMap(({ record, field, value }) => (record.type === "deal" ? [[field, value] as const] : [])),
	);
	const text = (field: CrmField): string | null => written.get(field) ?? null;
	const amount = readMoney(text("amount") ?? "");
	return {
		name: view.name ?? "",
		stage: view.stage,
		region: view.region,
		rep: view.rep,
		automation_state: view.automation,
		version: view.version,
		facts: view.facts.length,
		open_approvals: view.approvals.length,
		flags: view.flags.length,
		sent: view.counts.sent,
		updated_at: at,
		amount_minor: amount?.minor ?? null,
		currency: amount?.currency ?? null,
		close_date: text("close-date"),
		next_step: text("next-step"),
		next_step_due: text("next-step-due"),
		offering: text("offering"),
		competitor: text("competitor"),
		lost_reason: text("lost-reason"),
		company,
	};
}

function fieldsOfCard(contact: ContactView, at: number): readonly RecordField[] {
	const { id, name, address, title, phone, company } = contact;
	const values = { name, address, title, phone, company_name: company };
	return Object.entries(values).flatMap(([field, value]) =>
		value?.trim() ? [{ record: id, field, source: SOURCE.signature, value, at }] : [],
	);
}

/** As most of its people's signatures have it, or else as its domain begins. */
function nameOfCompany(
	{ company, name }: DealRows["companies"][number],
	people: readonly { readonly contact: ContactView; readonly company: CompanyId | null }[],
	at: number,
): readonly RecordField[] {
	const signed = most(
		people.flatMap((each) => (each.company === company && each.contact.company ? [each.contact.company] : [])),
	);
	const source = signed === null ? SOURCE.domain : SOURCE.signature;
	return [{ record: company, field: "name", source, value: signed ?? name, at }];
}

/** What the customer record says takes the place of what cards say; it has the time at which it was written. */
function withRecord(known: readonly RecordField[], view: DealView, company: CompanyId | null): readonly RecordField[] {
	const written = view.crm.flatMap(({ record, field, value, at }): readonly RecordField[] => {
		if (value === null || record.type === "deal") return [];
		const id = record.type === "contact" ? record.contact : company;
		const column = (record.type === "contact" ? CONTACT_FIELDS : COMPANY_FIELDS)[field];
		return id && column ? [{ record: id, field: column, source: SOURCE.record, value, at: Date.parse(at) }] : [];
	});
	return [...new Map([...known, ...written].map((each) => [fieldKey(each), each])).values()];
}

export const fieldKey = ({ record, field }: Pick<RecordField, "record" | "field">): string => `${record}:${field}`;

/** «mail.brightfen.example» is «Mail», which a person may correct. */
function nameOfDomain(domain: string): string {
	const label = domain.split(".")[0] ?? domain;
	return label.charAt(0).toUpperCase() + label.slice(1);
}

/** What stands there most often; of equals the first by the alphabet, so that the same people make the same answer. */
function most<T extends string>(items: readonly T[]): T | null {
	const counts = new Map<T, number>();
	for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
	const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
	return first?.[0] ?? null;
}
