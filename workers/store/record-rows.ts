import type { ApprovalView, DealContactView, DealView } from "#knowledge/core/contract/deal.ts";
import { companyDomain } from "#knowledge/core/deal/resolve.ts";
import type { CrmField } from "#knowledge/core/events/crm.ts";
import type { CompanyId, ContactId, DealId } from "#knowledge/core/vocabulary/ids.ts";
import { readMoney } from "#knowledge/core/vocabulary/money.ts";

/**
 * How sure a value is by where it comes from: a guess, a signature, what an agent wrote into the record, what a person
 * wrote there.
 */
export const SOURCE = { domain: 0, signature: 1, record: 2, person: 3 } as const;

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
	const signed = people.map((each) => ({ ...each, ...timesOf(each.contact, at) }));
	const known = signed.flatMap(fieldsOfCard);
	const named = companies.flatMap((each) => nameOfCompany(each, signed));
	return {
		deal: view.id,
		version: view.version,
		columns: columnsOf(view, company, at),
		approvals: view.approvals,
		contacts: people.map((person) => ({ contact: person.contact.id, company: person.company })),
		companies,
		fields: withRecord([...known, ...named], view, companies.find((each) => each.company === company) ?? null),
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

type Known = {
	readonly contact: DealContactView;
	readonly company: CompanyId | null;
	readonly at: number;
	readonly signedAt: number;
};

/** Not the deal's own time: a pause, or a mail of somebody else, makes nobody's signature newer. */
function timesOf(contact: Partial<DealContactView>, now: number): Pick<Known, "at" | "signedAt"> {
	// An object of the version before does not say.
	const at = contact.at === undefined ? now : Date.parse(contact.at);
	return { at, signedAt: contact.signedAt ? Date.parse(contact.signedAt) : at };
}

function fieldsOfCard({ contact, at, signedAt }: Known): readonly RecordField[] {
	const { id, name, address, title, phone, company } = contact;
	const said = [
		["name", name, at],
		["address", address, at],
		["title", title, signedAt],
		["phone", phone, signedAt],
		["company_name", company, signedAt],
	] as const;
	return said.flatMap(([field, value, saidAt]) =>
		value?.trim() ? [{ record: id, field, source: SOURCE.signature, value, at: saidAt }] : [],
	);
}

/** As most of its people's signatures have it, or else as its domain begins. */
function nameOfCompany(
	{ company, name }: DealRows["companies"][number],
	people: readonly Known[],
): readonly RecordField[] {
	const its = people.filter((each) => each.company === company);
	const signed = most(its.flatMap(({ contact }) => (contact.company ? [contact.company] : [])));
	const said = its.filter(({ contact }) => signed === null || contact.company === signed);
	const at = Math.max(...said.map((each) => (signed === null ? each.at : each.signedAt)));
	return signed === null
		? [{ record: company, field: "name", source: SOURCE.domain, value: name, at }]
		: [{ record: company, field: "name", source: SOURCE.signature, value: signed, at }];
}

/**
 * What the customer record says takes the place of what cards say; it has the time at which it was written. A field that
 * was emptied says nothing any more, and neither does the deal's own signature, which would bring it back: so it hides
 * nothing that another deal says. A company has a name: without one it is called by its domain.
 */
function withRecord(
	known: readonly RecordField[],
	view: DealView,
	company: DealRows["companies"][number] | null,
): readonly RecordField[] {
	const shares = new Map(known.map((each) => [fieldKey(each), each]));
	for (const { record, field, value, by, at } of view.crm) {
		if (record.type === "deal") continue;
		const id = record.type === "contact" ? record.contact : company?.company;
		const column = (record.type === "contact" ? CONTACT_FIELDS : COMPANY_FIELDS)[field];
		if (!id || !column) continue;
		const source = by.type === "human" ? SOURCE.person : SOURCE.record;
		const share = { record: id, field: column, source, value: value ?? "", at: Date.parse(at) };
		if (share.value !== "") shares.set(fieldKey(share), share);
		else if (record.type === "company" && column === "name" && company)
			shares.set(fieldKey(share), { ...share, source: SOURCE.domain, value: company.name });
		else shares.delete(fieldKey(share));
	}
	return [...shares.values()];
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
