export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One text for one value: keys sorted, no white space, `undefined` members left out.
 * Hashes are taken over this form, so it may never change for values that exist.
 */
export function canonicalJson(value: unknown): string {
	if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
	// Written by hand because every commit writes the whole board: a chain of array methods took half as long again.
	let text = "";
	for (const [key, member] of Object.entries(value).sort(byKey)) {
		if (member === undefined) continue;
		text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
	}
	return `{${text}}`;
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
	a < b ? -1 : a > b ? 1 : 0;
