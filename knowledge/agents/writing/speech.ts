/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
	const all = [...new Set(words)];
	const last = all.at(-1) ?? "";
	return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} and ${last}`;
}

export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
