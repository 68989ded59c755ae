import { dueOf, sumText } from "../text/due.ts";
import { roleName, stanceName } from "../text/labels.ts";
import type { Field } from "./fields.ts";

/** A value of the record in words: sums, days, roles and stances have forms of their own. */
export function shown(field: Field, value: string | null): string {
	if (value === null) return "empty";
	if (field === "amount") return sumText(value);
	if (field === "role") return roleName(value);
	if (field === "stance") return stanceName(value);
	return dueOf(value, Date.now())?.date ?? value;
}
