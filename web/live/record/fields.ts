import type { CrmChangeView, CrmFieldView, DealView } from "#knowledge/core/contract/deal.ts";

export type CrmRecord = CrmFieldView["record"];
export type Field = CrmFieldView["field"];
export type FieldPath = { readonly record: CrmRecord; readonly field: Field };

/** In the order in which people ask for them. */
export const FIELDS: Record<CrmRecord["type"], readonly Field[]> = {
	deal: ["next-step", "next-step-due", "amount", "close-date", "offering", "competitor", "lost-reason"],
	company: ["name", "current-system", "size"],
	contact: ["title", "role", "stance", "phone", "company"],
};

export const recordKey = (record: CrmRecord): string =>
	record.type === "contact" ? `contact:${record.contact}` : record.type;
export const fieldKey = ({ record, field }: FieldPath): string => `${recordKey(record)} ${field}`;

type Crm = Pick<DealView, "crm" | "crmChanges">;

export function fieldOf({ crm }: Pick<Crm, "crm">, path: FieldPath): CrmFieldView | null {
	const key = fieldKey(path);
	return crm.find((each) => fieldKey(each) === key) ?? null;
}

/** The change that wrote what stands there, for its reason and its quotes. */
export function changeBehind(deal: Crm, path: FieldPath): CrmChangeView | null {
	const standing = fieldOf(deal, path);
	const last = deal.crmChanges.find((each) => fieldKey(each) === fieldKey(path));
	return last && standing && last.to === standing.value ? last : null;
}

/** A value that was written a moment ago and that the server has not answered for yet. */
export type Pending = { readonly path: FieldPath; readonly value: string | null };

/** The record as it will stand once what is under way has been taken: shown at once, and replaced by the answer. */
export function withPending<D extends Crm>(deal: D, pending: readonly Pending[], you: string): D {
	if (pending.length === 0) return deal;
	const keys = new Set(pending.map(({ path }) => fieldKey(path)));
	const at = new Date(0).toISOString();
	const written = pending.map(({ path, value }): CrmFieldView => {
		const standing = fieldOf(deal, path);
		const by: CrmFieldView["by"] = {
			type: "human",
			user: you as Extract<CrmFieldView["by"], { type: "human" }>["user"],
		};
		return { ...path, value, by, at: standing?.at ?? at };
	});
	return {
		...deal,
		crm: [...deal.crm.filter((each) => !keys.has(fieldKey(each))), ...written],
		crmChanges: deal.crmChanges.map((each) => (keys.has(fieldKey(each)) ? { ...each, canUndo: false } : each)),
	};
}
