/**
 * What is planted in every store of an account, so that a single byte of it is known wherever it turns up. Letters and
 * digits alone: an address, a name or an id can hold it, and no writer of JSON or of URLs changes it.
 */
export type Store =
	/** Of the first deal, and of the account as all of its people see it. */
	| "deal"
	/** Of the second deal, which a key for the first may not see. */
	| "other"
	/** What a platform admin may know: the name of the account, its administrator's address. */
	| "account"
	/** Nobody's to see, whoever asks. */
	| "secret";
const LETTER: Readonly<Record<Store, string>> = { deal: "d", other: "o", account: "a", secret: "s" };

/** `mark` is the account's own: nine letters and digits. What ends it keeps base64 from cutting the letter of the store. */
export const canary = (mark: string, store: Store): string => `${mark}${LETTER[store]}z`;

/** All ways in which a text may be written down, as patterns. */
function formsOf(text: string): readonly string[] {
	const bytes = [...text].map((each) => each.charCodeAt(0));
	const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0"));
	return [
		text,
		hex.join(""),
		hex.map((each) => `%${each}`).join(""),
		hex.map((each) => `\\\\u00${each}`).join(""),
		hex.map((each) => `&#x${each};`).join(""),
		bytes.map((byte) => `&#${byte};`).join(""),
		bytes.map((byte) => `${byte}`).join(",\\s*"),
	];
}

/** Base64 of a text that begins at any byte of a longer one: without the letters that its neighbours share. */
const base64FormsOf = (text: string): readonly string[] =>
	[0, 1, 2].map((shift) => {
		const encoded = btoa("\u0000".repeat(shift) + text).replace(/=+$/, "");
		const skip = shift === 0 ? 0 : shift + 1;
		const whole = Math.floor(((shift + text.length) * 8) / 6);
		return encoded.slice(skip, whole).replace(/[+/]/g, (each) => (each === "+" ? "[-+]" : "[_/]"));
	});

export type Search = (haystack: string) => string | null;

/** Finds any of these, and tells a little of where. Case counts in base64 alone. */
export function searchFor(texts: readonly string[]): Search {
	if (texts.length === 0) return () => null;
	const plain = new RegExp(texts.flatMap(formsOf).join("|"), "i");
	const encoded = new RegExp(texts.flatMap(base64FormsOf).join("|"));
	return (haystack) => {
		const found = plain.exec(haystack) ?? encoded.exec(haystack);
		return found === null ? null : haystack.slice(Math.max(0, found.index - 30), found.index + found[0].length + 30);
	};
}

/** An account's mark, and numbers and texts of its own that cannot hold one: the floor of a price. */
export type Marked = { readonly mark: string; readonly also: readonly string[] };

/** What somebody of one account must never see. */
export function forbiddenTo(
	accounts: readonly Marked[],
	home: number,
	asker: {
		readonly isNobody: boolean;
		readonly isPlatform: boolean;
		readonly isVisitor: boolean;
		readonly isOfOneDeal: boolean;
	},
): readonly string[] {
	const every: readonly Store[] = ["deal", "other", "account", "secret"];
	return accounts.flatMap(({ mark, also }, at) => {
		const allBut = every.filter((store) => store !== "account").map((store) => canary(mark, store));
		if (asker.isPlatform) return [...allBut, ...also];
		if (at !== home || asker.isNobody) return [mark, ...also];
		if (asker.isVisitor) return [...allBut, ...also];
		return asker.isOfOneDeal ? [canary(mark, "secret"), canary(mark, "other")] : [canary(mark, "secret")];
	});
}
